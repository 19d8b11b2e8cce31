"""Codes to words: numbers, dates, periods, code lists, glossary and definition sheet, all in Indonesian."""

import csv
import tomllib
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from rekap import settings

LOCALE = "id_ID"
TIDAK_TERSEDIA = "Tidak tersedia"
ANGKA_KECIL = "0–4"

# Code lists of the data, and those of the program itself.
_BERKAS = ("daftar.csv", "kata.csv")
# The two tiers group ages differently, so an age code may stand in either list.
_LAIN = {"umur": "umur_publik"}
_AKHIR_TRIWULAN = {"1": "Maret", "2": "Juni", "3": "September"}
_AKHIR_SINGKAT = {"1": "Mar", "2": "Jun", "3": "Sep"}


@dataclass(frozen=True)
class Istilah:
    """One word that a user meets."""

    istilah: str
    label: str
    definisi: str
    satuan: str


@lru_cache(maxsize=65536)
def number(value: int | float | Decimal, decimals: int = 0) -> str:
    """1234.5 -> '1.234,5'; half away from zero, where Babel alone would round half to even."""
    exact = Decimal(str(value)).quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(exact, format=pattern, locale=LOCALE).replace("-", "−")


def percent(value: int | float | Decimal, decimals: int = 1) -> str:
    return f"{number(value, decimals)} %"


@lru_cache(maxsize=65536)
def count(value: int | None, tier: str) -> str:
    """A number of people as the tier may show it: '1.234', or '±120' and '0–4' where it is protected."""
    if value is None:
        return TIDAK_TERSEDIA
    if tier == "internal":
        return number(value)
    return ANGKA_KECIL if value == 0 else f"±{number(value)}"


def difference(value: int | None, tier: str) -> str:
    """People in one number but not in the other; two protected numbers may together be off by eight."""
    return "0–8" if tier == "publik" and value == 0 else count(value, tier)


def day(value: date) -> str:
    return format_date(value, "d MMMM y", locale=LOCALE)


@lru_cache(maxsize=2048)
def month(kode: str) -> str:
    """'2024-05' -> 'Mei 2024'."""
    return format_date(date.fromisoformat(f"{kode}-01"), "MMMM y", locale=LOCALE)


def jenis_periode(kode: str) -> str:
    """The kind of a period, read from its code."""
    rest = kode[4:]
    if not rest:
        return "tahun"
    if rest.startswith("-sd-tw"):
        return "sd_triwulan"
    return "triwulan" if rest.startswith("-tw") else "bulan"


def tahun(kode: str) -> int:
    return int(kode[:4])


def selesai(kode: str, tanggal_data: date) -> bool:
    """Whether a period is over on that day: '2025' is not on 10 August 2025."""
    part = kode[5:].removeprefix("sd-")
    last = 12 if not part else int(part[2:]) * 3 if part.startswith("tw") else int(part)
    following = date(tahun(kode) + last // 12, last % 12 + 1, 1)
    return tanggal_data >= following - timedelta(days=1)


def tahun_sebelumnya(kode: str) -> str:
    """The same period one year earlier: '2024-sd-tw1' -> '2023-sd-tw1'."""
    return f"{tahun(kode) - 1}{kode[4:]}"


@lru_cache(maxsize=2048)
def periode(kode: str, singkat: bool = False) -> str:
    """A period in words; the short form is for axes and narrow tables."""
    year, kind = kode[:4], jenis_periode(kode)
    if kind == "tahun":
        return year
    if kind == "sd_triwulan":
        return (
            f"s.d. {_AKHIR_SINGKAT[kode[-1]]} {year}"
            if singkat
            else f"{year}, Januari s.d. {_AKHIR_TRIWULAN[kode[-1]]}"
        )
    if kind == "triwulan":
        return f"TW {kode[-1]} {year}" if singkat else f"Triwulan {kode[-1]} {year}"
    return format_date(date.fromisoformat(f"{kode}-01"), "MMM y", locale=LOCALE) if singkat else month(kode)


def spoken(kode: str) -> str:
    """A period inside a sentence: 'pada ... Januari s.d. Maret 2024'."""
    kind = jenis_periode(kode)
    if kind == "sd_triwulan":
        return f"Januari s.d. {_AKHIR_TRIWULAN[kode[-1]]} {kode[:4]}"
    return f"triwulan {kode[-1]} tahun {kode[:4]}" if kind == "triwulan" else periode(kode)


def next_month(kode: str) -> str:
    """'2024-12' -> '2025-01'."""
    year, number = int(kode[:4]), int(kode[5:])
    return f"{year + 1}-01" if number == 12 else f"{year}-{number + 1:02d}"


def last_month(kode: str) -> str:
    """The last month of a period: '2024-sd-tw1' -> '2024-03'."""
    kind = jenis_periode(kode)
    if kind == "bulan":
        return kode
    return f"{kode[:4]}-12" if kind == "tahun" else f"{kode[:4]}-{int(kode[-1]) * 3:02d}"


def last_month_over(day: date) -> str:
    """The newest month that has ended by this day."""
    return f"{day + timedelta(days=1) - timedelta(days=(day + timedelta(days=1)).day):%Y-%m}"


def join(names: list[str]) -> str:
    """['a', 'b', 'c'] -> 'a, b, dan c'."""
    if len(names) < 3:
        return " dan ".join(names)
    return f"{', '.join(names[:-1])}, dan {names[-1]}"


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, str]]:
    rows: list[dict[str, str]] = []
    for name in _BERKAS:
        with (settings.REFERENCE / name).open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    lists: dict[str, dict[str, str]] = {}
    for row in sorted(rows, key=lambda row: (row["daftar"], int(row["urutan"]))):
        lists.setdefault(row["daftar"], {})[row["kode"]] = row["label"]
    return lists


def options(daftar: str) -> dict[str, str]:
    """Code -> label of one list, in its order."""
    return dict(_lists()[daftar])


def label(daftar: str, kode: str | None) -> str:
    """The word for a code; a code that is in no list raises, so that no bare code reaches a screen."""
    if kode is None:
        return TIDAK_TERSEDIA
    lists = _lists()
    found = lists[daftar].get(kode) or lists.get(_LAIN.get(daftar, ""), {}).get(kode)
    if found is None:
        raise KeyError(f"Kode {kode} tidak ada dalam daftar {daftar}.")
    return found


@lru_cache(maxsize=1)
def _glossary() -> dict[str, Istilah]:
    with (settings.REFERENCE / "glosarium.csv").open(encoding="utf-8", newline="") as file:
        return {row["istilah"]: Istilah(**row) for row in csv.DictReader(file)}


def glossary() -> list[Istilah]:
    """Every word, by its label."""
    return sorted(_glossary().values(), key=lambda word: word.label.lower())


def term(istilah: str) -> Istilah:
    return _glossary()[istilah]


def heading(kolom: str) -> str:
    """The heading of a column."""
    return _glossary()[kolom].label


@lru_cache(maxsize=4)
def indikator(kode: str = "354") -> dict:
    """The definition sheet of an indicator; not to be changed by the reader."""
    path = settings.REFERENCE / "indikator" / f"{kode}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
