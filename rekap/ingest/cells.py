"""Reads one cell as what the contract says it is: text, number, date, code, region. Never guesses.

The answer is a value, None for an empty cell, or a Fault. What a cell said is kept out of every message, save
the spelling of a value that no list knows: it stays apart in `Fault.ejaan`, for the caller to show or hide.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from rekap import wilayah
from rekap.ingest.contract import Column, normal
from rekap.ingest.mapping import Mapping

FIRST_YEAR = 1900

TANGGAL_MUSTAHIL = "tanggal_mustahil"
KODE_TIDAK_DIKENAL = "kode_tidak_dikenal"
WAJIB_KOSONG = "wajib_kosong"
BUKAN_ANGKA = "bukan_angka"


@dataclass(frozen=True)
class Fault:
    """Why a cell or a row cannot be accepted; `ejaan` is the spelling that no list knows."""

    aturan: str
    pesan: str
    ejaan: str | None = None


class Answers(dict):
    """Raw cell -> value or Fault; read once for all equal cells, since columns repeat themselves."""

    def __init__(self, read: Callable) -> None:
        self.read = read

    def __missing__(self, raw):
        self[raw] = answer = self.read(raw)
        return answer


def answers(column: Column, mapping: Mapping, today: date) -> Answers:
    """How every cell of one column is read."""
    parse = _parser(column, mapping, today)
    empty = () if column.jamak else None
    if column.wajib:
        empty = Fault(WAJIB_KOSONG, "Wajib diisi, tetapi kosong.")

    def read(raw):
        if raw is None or isinstance(raw, str) and raw.strip().casefold() in mapping.kosong:
            return empty
        return parse(raw)

    return Answers(read)


def as_text(raw) -> str:
    """A cell as a person reads it: whole numbers without a decimal point, single spaces."""
    if isinstance(raw, float) and raw.is_integer():
        raw = int(raw)
    return " ".join(str(raw).split())


def _parser(column: Column, mapping: Mapping, today: date) -> Callable:
    if column.daftar:
        one = _code_parser(column.daftar, mapping)
        return _several(one, mapping) if column.jamak else one
    if column.bentuk in ("kabkota", "bulan"):
        return _kabkota if column.bentuk == "kabkota" else lambda raw: _month(raw, today)
    if column.bentuk == "nik":
        return lambda raw: raw
    if column.tipe == "date":
        return lambda raw: _date(raw, mapping.tanggal, today, column)
    if column.tipe == "integer":
        return lambda raw: _whole_number(raw, column)
    return as_text


def _code_parser(daftar: str, mapping: Mapping) -> Callable:
    spellings = mapping.spellings(daftar)
    nama = daftar.replace("_", " ")
    pesan = f"tidak ada dalam daftar {nama}; perbaiki ejaannya atau tambahkan ke pemetaan."

    def parse(raw):
        text = as_text(raw)
        return spellings.get(normal(text)) or Fault(KODE_TIDAK_DIKENAL, pesan, text)

    return parse


def _several(parse: Callable, mapping: Mapping) -> Callable:
    """Several codes in one cell; one unknown spelling spoils it, since a part would be lost silently."""

    def parse_all(raw):
        parts = [part.strip() for part in str(raw).split(mapping.pemisah)]
        values = [parse(part) for part in parts if part.casefold() not in mapping.kosong]
        return next((v for v in values if isinstance(v, Fault)), tuple(dict.fromkeys(values)))

    return parse_all


def _kabkota(raw):
    """A dotted or undotted code kept as text; 35.1 as a number may have been 35.10 and is not guessed."""
    text = as_text(raw)
    if re.fullmatch(r"\d{4}", text):
        text = f"{text[:2]}.{text[2:]}"
    region = wilayah.get(text)
    if region is None or region.tingkat != "kabkota":
        return Fault(KODE_TIDAK_DIKENAL, "bukan kode kab/kota (contoh: 35.17, sebagai teks).", text)
    return region.kode


def _month(raw, today: date):
    text = raw.strftime("%Y-%m") if isinstance(raw, date) else as_text(raw)
    if not re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text):
        return Fault(TANGGAL_MUSTAHIL, "Bulan harus ditulis TTTT-BB, misalnya 2024-03.")
    if text > f"{today:%Y-%m}":
        return Fault(TANGGAL_MUSTAHIL, "Bulan ini belum tiba.")
    return text


def _date(raw, formats: tuple[str, ...], today: date, column: Column):
    value = raw.date() if isinstance(raw, datetime) else raw
    if not isinstance(value, date):
        value = _date_in_text(as_text(raw), formats) if isinstance(raw, str) else None
    if value is None:
        return Fault(TANGGAL_MUSTAHIL, "Bukan tanggal yang ada. Tulis sebagai HH/BB/TTTT.")
    if value.year < FIRST_YEAR:
        return Fault(TANGGAL_MUSTAHIL, f"Tanggal sebelum tahun {FIRST_YEAR}.")
    if value > today and column.mendatang is None:
        return Fault(TANGGAL_MUSTAHIL, "Tanggal ini belum tiba.")
    return value


def _date_in_text(text: str, formats: tuple[str, ...]) -> date | None:
    for form in formats:
        try:
            return datetime.strptime(text, form).date()
        except ValueError:
            continue
    return None


def _whole_number(raw, column: Column):
    text = as_text(raw)
    if not re.fullmatch(r"[0-9]{1,9}", text):
        return Fault(BUKAN_ANGKA, "Harus bilangan bulat tanpa huruf.")
    if column.paling_besar is not None and int(text) > column.paling_besar:
        return Fault(BUKAN_ANGKA, f"Lebih besar dari {column.paling_besar}, tidak mungkin.")
    return int(text)
