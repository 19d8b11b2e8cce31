"""What the sheets of all the agencies have in common: headings, words, numbers of cases, hours."""

import csv
from collections import Counter
from datetime import date, datetime, timedelta
from functools import lru_cache
from random import Random

from rekap import labels, settings, wilayah
from rekap.contoh.sheets import Lembar, title


def lembar(berkas: str, nama: str, benih: int, judul: str, kolom: list[str], **sifat) -> Lembar:
    """One table with the mark, a title and its headings."""
    return Lembar(berkas, nama, [[title(benih)], [judul], [], kolom], **sifat)


def lembar_bertingkat(berkas: str, nama: str, benih: int, judul: str, kolom: list[str], **sifat) -> Lembar:
    """The same with headings in two rows: 'Korban > Nama' stands below 'Korban'."""
    parts = [text.partition(" > ") for text in kolom]
    upper, lower = [part[0] for part in parts], [part[2] for part in parts]
    return Lembar(berkas, nama, [[title(benih)], [judul], [], upper, lower], bertingkat=True, **sifat)


def kata(daftar: str, kode: str | None) -> str:
    """The word of a closed list as the forms print it."""
    return _words(daftar)[kode] if kode else ""


@lru_cache(maxsize=64)
def _words(daftar: str) -> dict[str, str]:
    if daftar not in ("layanan", "rincian_layanan"):
        return labels.options(daftar)
    with (settings.REFERENCE / f"{daftar}.csv").open(encoding="utf-8", newline="") as file:
        return {row["kode"]: row["nama"] for row in csv.DictReader(file)}


def beberapa(daftar: str, kode: list[str]) -> str:
    return "; ".join(kata(daftar, one) for one in kode)


def centang(all_: list[str], chosen: set[str], ya: str = "v") -> list[str]:
    """Wide columns: a tick below each that applies."""
    return [ya if one in chosen else "" for one in all_]


def kab(kode: str | None) -> str:
    return wilayah.get(kode).nama if kode else ""


def ya_tidak(rng: Random, chance: float) -> str:
    return "Ya" if rng.random() < chance else "Tidak"


class Nomor:
    """Running numbers, one series per key."""

    def __init__(self) -> None:
        self._count: Counter = Counter()

    def next(self, *key) -> int:
        self._count[key] += 1
        return self._count[key]


def jam(rng: Random, hari: date, first: int = 8, last: int = 15) -> datetime:
    """A moment of this day, mostly in office hours."""
    if rng.random() < 0.12:
        first, last = 0, 23
    return datetime(hari.year, hari.month, hari.day, rng.randint(first, last), rng.randrange(0, 60, 5))


def sesudah(rng: Random, hari: date, shortest: int, mean_of_rest: float, end: date) -> date | None:
    """Some days later, or None when that day has not come."""
    later = hari + timedelta(days=int(shortest + rng.expovariate(1.0) * mean_of_rest))
    return later if later <= end else None
