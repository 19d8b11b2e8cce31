"""The spellings of each source: mostly the usual one, sometimes another."""

from datetime import date
from random import Random

from rekap import wilayah
from rekap.contoh import calibration


class Speller:
    """Writes codes and regions as one source does."""

    def __init__(self, rng: Random, sumber: str) -> None:
        self.rng = rng
        self.tables = calibration.table("ejaan")[sumber]

    def write(self, daftar: str, kode: str) -> str:
        spellings = self.tables[daftar][kode]
        if len(spellings) == 1 or self.rng.random() < 0.86:
            return spellings[0]
        return self.rng.choice(spellings[1:])

    def write_all(self, daftar: str, kode: list[str]) -> str:
        return "; ".join(self.write(daftar, one) for one in kode)

    def kab(self, kode: str | None) -> str:
        if kode is None:
            return ""
        nama, chance = wilayah.get(kode).nama, self.rng.random()
        if chance < 0.05:
            return nama.upper()
        return nama.replace("Kab. ", "Kabupaten ") if chance < 0.2 else nama

    def kecamatan(self, kode: str | None) -> str:
        if kode is None:
            return ""
        nama, chance = wilayah.get(kode).nama, self.rng.random()
        if chance < 0.05:
            return nama.upper()
        return nama.replace(" ", "  ") if chance < 0.1 else nama


def slashed(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""
