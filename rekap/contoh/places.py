"""Where victims live: mostly where they are registered, and in some kecamatan more than in others."""

from random import Random

from rekap import wilayah
from rekap.contoh import calibration
from rekap.contoh.draws import pick

Rumah = tuple[str | None, str | None]


class Homes:
    def __init__(self, rng: Random, kab: list[str]) -> None:
        self.rng = rng
        self.kal = calibration.table("kalibrasi")
        self.weights = {kode: self._weights_of(kode) for kode in kab}
        province = self.kal["provinsi"]
        self.province = [region.kode for region in wilayah.children(province)]
        self.beyond = [r.kode for p in ("33", "34", "51") for r in wilayah.children(p)]

    def home(self, kab: str) -> Rumah:
        """Kab/kota and kecamatan of domicile; (None, None) when nobody wrote it down."""
        share, chance = self.kal["domisili"], self.rng.random()
        if chance < share["tidak_diisi"]:
            return None, None
        if chance < share["tidak_diisi"] + share["luar_provinsi"]:
            return self._somewhere(self.beyond)
        if chance < share["tidak_diisi"] + share["luar_provinsi"] + share["luar_wilayah"]:
            return self._somewhere([kode for kode in self._neighbours(kab) if kode != kab])
        return kab, pick(self.rng, self.weights[kab])

    def _somewhere(self, choices: list[str]) -> Rumah:
        kab = self.rng.choice(choices)
        return kab, self.rng.choice([region.kode for region in wilayah.children(kab)])

    def _neighbours(self, kab: str) -> list[str]:
        """Codes near each other are mostly neighbours; good enough for a demo."""
        place = self.province.index(kab)
        return self.province[max(0, place - 4) : place + 5]

    def _weights_of(self, kab: str) -> dict[str, float]:
        known = self.kal["kecamatan"]
        tail = self.kal["domisili"]["ekor"]
        return {
            region.kode: known[region.kode][0] if region.kode in known else self.rng.gammavariate(tail, 1.0)
            for region in wilayah.children(kab)
        }
