"""Made-up people: names as they are common in Jawa Timur, NIK that are formally right, birthdays."""

from datetime import date, timedelta
from random import Random

from rekap import wilayah
from rekap.contoh import calibration
from rekap.contoh.draws import pick
from rekap.contoh.model import Orang

_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), ("ph", "f"), ("v", "f"), ("y", "i"))
_SAME_NAME = {"moh": "muhamad", "mohamad": "muhamad", "st": "siti", "noor": "nur", "achmad": "ahmad"}


def folded(nama: str) -> str:
    """Names that a careful reader might take for one another are equal here."""
    words = []
    for word in nama.lower().replace(".", "").split():
        for old, new in _OLD_SPELLING:
            word = word.replace(old, new)
        word = "".join(c for place, c in enumerate(word) if place == 0 or c != word[place - 1])
        words.append(_SAME_NAME.get(word, word))
    return " ".join(sorted(words))


class Register:
    """Makes people and sees to it that nobody can be mistaken for somebody else by accident."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.kal = calibration.table("kalibrasi")
        self.names = calibration.table("nama")
        self._taken: set[tuple[str, int]] = set()
        self._nik: set[str] = set()
        self._nearby: dict[str, list[str]] = {}

    def person(self, kelompok: str, hari: date, rumah: tuple[str | None, str | None], unit: str) -> Orang:
        """Somebody of this group, of her age on this day."""
        jk = "L" if "laki" in kelompok else "P"
        low, high = map(int, pick(self.rng, self.kal["umur"][kelompok]).split("-"))
        lahir = self._birthday(hari, self.rng.randint(low, high))
        nama = self._name(jk, lahir)
        nik = self._make_nik(jk, lahir, rumah[1] or self.kecamatan_of(unit))
        disabled = self.rng.random() < self.kal["disabilitas"]["ya"]
        return Orang(nama, jk, lahir, nik, *rumah, disabilitas=disabled)

    def kecamatan_of(self, kab: str) -> str:
        if kab not in self._nearby:
            self._nearby[kab] = [region.kode for region in wilayah.children(kab)]
        return self.rng.choice(self._nearby[kab])

    def _birthday(self, hari: date, umur: int) -> date:
        newest = date(hari.year - umur, hari.month, min(hari.day, 28))
        lahir = newest - timedelta(days=self.rng.randint(1, 360))
        if self.rng.random() < self.kal["identitas"]["lahir_1_januari"]:
            # Many old papers say 1 January; only where it leaves the age as it is.
            january = date(lahir.year, 1, 1)
            return january if january > newest - timedelta(days=361) else lahir
        return lahir

    def _name(self, jk: str, lahir: date) -> str:
        parts = self.names[jk]["lama" if lahir.year < 1985 else "baru"]
        while True:
            words = [self.rng.choice(parts["depan"])]
            size = self.rng.choices((1, 2, 3), (0.08, 0.60, 0.32))[0]
            if size == 3:
                words.append(self.rng.choice(parts["depan"]))
            if size >= 2:
                words.append(self.rng.choice(parts["belakang"]))
            key = folded(" ".join(words))
            nearby = {(key, lahir.year + shift) for shift in (-1, 0, 1)}
            if len(set(words)) == len(words) and not nearby & self._taken:
                self._taken.add((key, lahir.year))
                return " ".join(words)

    def _make_nik(self, jk: str, lahir: date, kecamatan: str) -> str:
        if self.rng.random() < 0.12:  # registered as a resident elsewhere before moving here
            kecamatan = self.kecamatan_of(kecamatan.rpartition(".")[0])
        day = lahir.day + (40 if jk == "P" else 0)
        stem = f"{kecamatan.replace('.', '')}{day:02d}{lahir:%m%y}"
        serial = self.rng.randint(1, 12)
        while f"{stem}{serial:04d}" in self._nik:
            serial += 1
        self._nik.add(f"{stem}{serial:04d}")
        return f"{stem}{serial:04d}"
