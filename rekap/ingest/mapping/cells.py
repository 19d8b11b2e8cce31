"""Reads one cell as what the contract says it is: text, number, date, code, region. Never guesses.

The answer is a value, None (or () where several codes may stand) for an empty cell, or a Fault. What a cell
said is kept out of every message, save the spelling of a value that no list knows: it stays apart in
`Fault.ejaan`, for the caller to show or hide.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal

from rekap import wilayah
from rekap.ingest.contract import Column, normal
from rekap.ingest.mapping import dates, numbers, periods
from rekap.ingest.mapping.asal import WAJIB_KOSONG
from rekap.ingest.mapping.dates import FIRST_YEAR
from rekap.ingest.mapping.fault import Fault
from rekap.ingest.mapping.layout import Mapping
from rekap.ingest.reading.text import as_text
from rekap.ingest.reading.typed import CellError

TANGGAL_MUSTAHIL = "tanggal_mustahil"
KODE_TIDAK_DIKENAL = "kode_tidak_dikenal"
BUKAN_ANGKA = "bukan_angka"
SEL_GALAT = "sel_galat"
TEKS_BERUBAH = "teks_berubah"

__all__ = ["Fault", "WAJIB_KOSONG", "as_text", "parser"]

_YES_NO = "ya_tidak"
_LONGEST_WHOLE = 10**15  # a spreadsheet keeps 15 digits of a number, and makes up the rest
_TABLE_ERROR = re.compile(r"#[A-Z0-9_/!?]{1,20}")
_PLACE = "bukan kode atau nama satu provinsi atau kab/kota (contoh: 35 atau 35.17, sebagai teks)."
_MONTH = "Bulan harus ditulis TTTT-BB, misalnya 2024-03."
_PERIOD = "Periode harus tahun (2024), triwulan (2024-tw1), atau bulan (2024-03)."


def parser(column: Column, mapping: Mapping, today: date, epoch_1904: bool = False) -> Callable:
    """How every cell of one column is read, given as the spreadsheet had it (`typed.decode`)."""
    parse = _parser(column, mapping, today, epoch_1904)
    empty = () if column.jamak else None
    if column.wajib:
        empty = Fault(WAJIB_KOSONG, "Wajib diisi, tetapi kosong.")

    def read(raw):
        if isinstance(raw, CellError):
            return _error(raw)
        if as_text(raw).casefold() in mapping.kosong:
            return empty
        value = parse(raw)
        return empty if value in (None, ()) else value

    return read


def _error(raw: CellError) -> Fault:
    kode = f" {raw.kode}" if _TABLE_ERROR.fullmatch(raw.kode) else ""
    return Fault(SEL_GALAT, f"Sel berisi galat{kode}. Perbaiki rumus atau isinya, lalu simpan ulang.")


def _parser(column: Column, mapping: Mapping, today: date, epoch_1904: bool) -> Callable:
    if column.daftar:
        one = _code_parser(column.daftar, mapping)
        return _several(one, mapping) if column.jamak else one
    if column.bentuk == "nik":
        return lambda raw: raw
    if column.bentuk in ("kabkota", "kecamatan", "provinsi"):
        return _region_parser(column.bentuk, mapping)
    if column.bentuk == "wilayah":
        return _place(mapping)
    if column.bentuk == "bulan":
        return _period_parser(periods.month, _MONTH, mapping, today)
    if column.bentuk == "periode":
        return _period_parser(periods.period, _PERIOD, mapping, today)
    if column.tipe in ("date", "timestamp"):
        return _date_parser(column, mapping, today, epoch_1904)
    if column.tipe.startswith(("integer", "double", "decimal")):
        return lambda raw: _number(raw, column, mapping)
    return _text


def _text(raw):
    """Text that a spreadsheet turned into something else is not what was written, and not taken for it."""
    if isinstance(raw, date | timedelta | bool):
        return Fault(
            TEKS_BERUBAH, "Seharusnya teks, tetapi menjadi tanggal, jam, atau TRUE/FALSE. Tulis ulang."
        )
    if isinstance(raw, float) and not raw.is_integer():
        return Fault(TEKS_BERUBAH, "Seharusnya teks, tetapi menjadi angka berkoma. Tulis ulang sebagai teks.")
    if isinstance(raw, int | float) and abs(raw) >= _LONGEST_WHOLE:
        pesan = "Nomor sepanjang ini berubah bila disimpan sebagai angka. Tulis ulang sebagai teks."
        return Fault(TEKS_BERUBAH, pesan)
    return as_text(raw)


def _code_parser(daftar: str, mapping: Mapping) -> Callable:
    spellings = mapping.spellings(daftar)
    plain = _yes_no_words(mapping) if daftar == _YES_NO else {}
    pesan = (
        f"tidak ada dalam daftar {daftar.replace('_', ' ')}; perbaiki ejaannya atau tambahkan ke pemetaan."
    )

    def parse(raw):
        text = as_text(raw)
        if code := spellings.get(normal(text)) or plain.get(text.casefold()):
            return code
        if isinstance(raw, date | timedelta):
            return Fault(TEKS_BERUBAH, "Isinya menjadi tanggal atau jam. Tulis ulang sebagai teks.")
        return Fault(KODE_TIDAK_DIKENAL, pesan, text)

    return parse


def _yes_no_words(mapping: Mapping) -> dict[str, str]:
    no = {word: "tidak" for word in mapping.nilai_tidak if re.search(r"\w", word)}
    return {**no, **dict.fromkeys(mapping.nilai_ya, "ya")}


def _several(parse: Callable, mapping: Mapping) -> Callable:
    """Several codes in one cell; one unknown spelling spoils it, since a part would be lost silently."""
    marks = re.compile("|".join(map(re.escape, mapping.pemisah)))

    def parse_all(raw):
        whole = parse(raw)
        if not isinstance(whole, Fault) or not isinstance(raw, str):
            return whole if isinstance(whole, Fault) else (whole,)
        parts = [part.strip() for part in marks.split(raw)]
        values = [parse(part) for part in parts if part.casefold() not in mapping.kosong]
        return next((v for v in values if isinstance(v, Fault)), tuple(dict.fromkeys(values)))

    return parse_all


def _region_parser(tingkat: str, mapping: Mapping) -> Callable:
    contoh = {"provinsi": "35", "kabkota": "35.17", "kecamatan": "35.17.09"}[tingkat]
    pesan = f"bukan kode atau nama {tingkat.replace('kabkota', 'kab/kota')} (contoh: {contoh}, sebagai teks)."

    def parse(raw):
        text = as_text(raw)
        if isinstance(raw, float) and not wilayah.get(text) and re.fullmatch(r"\d\d\.\d", text):
            pasti = "Kode ini menjadi angka: nol di belakangnya mungkin hilang (35.1 dapat berarti 35.10)."
            return Fault(KODE_TIDAK_DIKENAL, f"{pasti} Tulis ulang sebagai teks.", text)
        kode = wilayah.dotted(text, tingkat) or wilayah.named(text, mapping.wilayah_induk, tingkat)
        return kode or Fault(KODE_TIDAK_DIKENAL, pesan, text)

    return parse


def _place(mapping: Mapping) -> Callable:
    """A region of whatever level down to kab/kota; a name that means two of them is not guessed."""

    def parse(raw):
        text = as_text(raw)
        if normal(text) in ("00", "indonesia", "nasional"):
            return wilayah.NASIONAL
        if kode := wilayah.dotted(text, "provinsi") or wilayah.dotted(text, "kabkota"):
            return kode
        inside = mapping.wilayah_induk or ""
        meant = [kode for kode in wilayah.bearers(text) if kode.startswith(inside)]
        return meant[0] if len(meant) == 1 else Fault(KODE_TIDAK_DIKENAL, _PLACE, text)

    return parse


def _period_parser(read: Callable, pesan: str, mapping: Mapping, today: date) -> Callable:
    def parse(raw):
        value = read(raw, mapping.bulan)
        if value is None:
            return Fault(TANGGAL_MUSTAHIL, pesan)
        if periods.begins(value) > f"{today:%Y-%m}":
            return Fault(TANGGAL_MUSTAHIL, "Waktu ini belum tiba; periksa tanggal dan jamnya.")
        return value

    return parse


def _date_parser(column: Column, mapping: Mapping, today: date, epoch_1904: bool) -> Callable:
    read = dates.reader(mapping.tanggal, mapping.bulan, today, epoch_1904)

    def parse(raw):
        moment = read(raw)
        if moment is None:
            return Fault(TANGGAL_MUSTAHIL, "Bukan tanggal yang ada. Tulis sebagai HH/BB/TTTT.")
        if moment.year < FIRST_YEAR:
            return Fault(TANGGAL_MUSTAHIL, f"Tanggal sebelum tahun {FIRST_YEAR}; periksa tahunnya.")
        if moment.date() > today and column.mendatang is None:
            return Fault(TANGGAL_MUSTAHIL, "Tanggal ini belum tiba; periksa tahunnya.")
        return _without_zone(moment) if column.tipe == "timestamp" else moment.date()

    return parse


def _without_zone(moment: datetime) -> datetime:
    return moment.replace(microsecond=0, tzinfo=None)


def _number(raw, column: Column, mapping: Mapping):
    value = numbers.decimal(raw, mapping.desimal)
    if value == numbers.AMBIGUOUS:
        pesan = "Titik atau koma di sini dapat berarti ribuan atau desimal. Tulis tanpa titik dan koma."
        return Fault(BUKAN_ANGKA, pesan)
    whole = column.tipe == "integer"
    if value is None or value < 0 or whole and value != int(value) or value >= 10**9:
        kind = "bilangan bulat" if whole else "angka"
        return Fault(BUKAN_ANGKA, f"Harus {kind} tanpa huruf.")
    if column.paling_besar is not None and value > column.paling_besar:
        return Fault(BUKAN_ANGKA, f"Lebih besar dari {column.paling_besar}, tidak mungkin.")
    if column.paling_kecil is not None and value < column.paling_kecil:
        return Fault(BUKAN_ANGKA, f"Lebih kecil dari {column.paling_kecil}, tidak mungkin.")
    if column.tipe == "double":
        return float(value)
    return int(value) if whole else _scaled(value, column)


def _scaled(value: Decimal, column: Column):
    """A fraction finer than the contract keeps would be rounded in silence."""
    scale = int(re.search(r",\s*(\d+)\)", column.tipe)[1])
    if value != round(value, scale):
        return Fault(BUKAN_ANGKA, f"Paling banyak {scale} angka di belakang koma.")
    return round(value, scale)
