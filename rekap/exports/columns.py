"""The cells of a table as they are shown: which columns, in which order, in which words."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from rekap import labels
from rekap.metrics import Persen
from rekap.reports import JUMLAH, Meta, SafeTable

TIADA = "–"
_KODE = ("kode_wilayah", "kode_kab", "kode_zona", "induk")
_ORANG = (*JUMLAH, "pembilang", "penyebut", "jumlah")
_UTUH = ("pelapor", "pelapor_diharapkan", "bulan_melapor", "bulan_diharapkan", "peringkat", "tahun")
_TERUKUR = (*_ORANG, "cakupan", "cakupan_asesmen", "selisih", "selisih_target", "target", "nilai")
_DAFTAR = {
    "tingkat": "tingkat",
    "jenis_periode": "jenis_periode",
    "kelas": "kelas",
    "komponen": "komponen",
    "basis": "basis",
    "arah": "arah",
    "terhadap_target": "terhadap_target",
    "alasan": "pengecualian",
}
# First what a row is, then its coverage, then the counts; what is not named here follows in its own order.
_URUTAN = (
    *("peringkat", "kode_wilayah", "nama", "tingkat", "periode", "kelas", "nilai", "komponen", "basis"),
    *("cakupan", "status", "sebab", "pembilang", "penyebut", "selisih", "arah", "target", "target_contoh"),
    *("selisih_target", "terhadap_target"),
)
_TAK_TAMPIL = ("eksak",)
_HANYA_PASTI = ("dinilai", "diterima", "diterima_terlayani", "cakupan_asesmen")
_TANPA_KELAS = ("diterima", "diterima_terlayani")

Cell = tuple[str, int | Decimal | None]


@dataclass(frozen=True)
class Kolom:
    """One column: what is read, and the numbers behind it where it has any.

    `utuh`: plain whole numbers that nobody protects or rounds, so text and number say the same.
    """

    judul: str
    teks: list[str]
    angka: list[int | Decimal | None] | None = None
    kode: bool = False
    utuh: bool = False


def screen_table(table: SafeTable, kolom: tuple[str, ...] | None = None) -> pd.DataFrame:
    """The table as people read it: Indonesian headings, and every cell the text that is shown."""
    return pd.DataFrame({column.judul: column.teks for column in columns(table, kolom)}, dtype="object")


def columns(table: SafeTable, kolom: tuple[str, ...] | None = None) -> list[Kolom]:
    """The chosen columns, or all that this tier has."""
    frame = table.frame()
    chosen = kolom or _all(frame, table.meta.tier)
    return [_column(frame, name, table.meta) for name in chosen]


def _all(frame: pd.DataFrame, tier: str) -> list[str]:
    hidden = set(_TAK_TAMPIL)
    hidden |= set(_HANYA_PASTI) if tier == "publik" else set()
    hidden |= set(_TANPA_KELAS) if "kelas" in frame else set()
    names = [name for name in frame.columns if name not in hidden]
    first = [name for name in _URUTAN if name in names]
    return first + [name for name in names if name not in first]


def _column(frame: pd.DataFrame, name: str, meta: Meta) -> Kolom:
    values = frame[name].astype(object)
    values = values.where(values.notna(), None).tolist()
    if name == "nilai" and "kelas" in frame:
        texts = [labels.label(kelas, value) for kelas, value in zip(frame["kelas"], values, strict=True)]
        return Kolom(labels.heading("nilai_kelas"), texts)
    write = _writer(name, meta)
    known = {value: write(value) for value in dict.fromkeys(values)}
    texts = [known[value][0] for value in values]
    numbers = [known[value][1] for value in values] if name in (*_UTUH, *_TERUKUR) else None
    plain = name in _UTUH or (name in _ORANG and meta.tier == "internal")
    return Kolom(labels.heading(_term(name, meta.tier)), texts, numbers, kode=name in _KODE, utuh=plain)


def _term(name: str, tier: str) -> str:
    """The word for a column. In published numbers nobody knows who waits, only who is not yet served."""
    if name == "menunggu" and tier == "publik":
        return "belum_terlayani"
    return "keterangan" if name == "sebab" else name


def _writer(name: str, meta: Meta) -> Callable[[object], Cell]:
    """How the cells of a column are written."""
    if name in _ORANG:
        write = labels.difference if name == "menunggu" else labels.count
        return lambda value: _people(value, meta.tier, write)
    if name in _DAFTAR:
        return lambda value: (labels.label(_DAFTAR[name], value), None)
    if name == "status":
        codes = "status_periode" if meta.laporan == "daftar_periode" else "status_nilai"
        return lambda value: (labels.label(codes, value), None)
    if name == "sumber" and meta.laporan == "pelapor_belum":
        return lambda value: (labels.label("sumber", value), None)
    return _OTHER.get(name, _text)


def _people(value: int | None, tier: str, write: Callable[[int | None, str], str]) -> Cell:
    """A protected zero is a range, so it has no number of its own."""
    known = value is not None and (tier == "internal" or value > 0)
    return write(value, tier), int(value) if known else None


def _share(value: Persen) -> Cell:
    """A bound is a text only; a number beside it would be read as the value."""
    if value.jenis not in ("pasti", "sekitar"):
        return value.teks, None
    return value.teks, Decimal(str(value.nilai)).quantize(Decimal("0.1" if value.jenis == "pasti" else "1"))


def _whole(value: int | None) -> Cell:
    return (labels.number(int(value)), int(value)) if value is not None else (TIADA, None)


def _year(value: int | None) -> Cell:
    return (str(int(value)), int(value)) if value is not None else ("Tidak diketahui", None)


def _decimal(value: float | None) -> Cell:
    """As many decimals as the value has, at most two."""
    if value is None:
        return TIADA, None
    exact = round(Decimal(str(value)), 2).normalize()
    exact = exact.quantize(Decimal(1)) if exact == exact.to_integral() else exact
    return labels.number(exact, max(0, -exact.as_tuple().exponent)), exact


def _day(value: object) -> Cell:
    return (labels.day(value) if value is not None else TIADA), None


def _yes(value: object) -> Cell:
    return ("Ya" if value else "Tidak"), None


def _text(value: object) -> Cell:
    return ("" if value is None else str(value)), None


_OTHER: dict[str, Callable[[object], Cell]] = {
    **dict.fromkeys(_UTUH, _whole),
    **dict.fromkeys(("selisih", "selisih_target", "target", "nilai"), _decimal),
    **dict.fromkeys(("cakupan", "cakupan_asesmen"), _share),
    **dict.fromkeys(("mulai", "selesai", "batas_layanan"), _day),
    **dict.fromkeys(("contoh", "target_contoh"), _yes),
    "tahun": _year,
    "periode": lambda value: (labels.periode(value), None),
    "terakhir": lambda value: (labels.month(value) if value else "Belum pernah", None),
    "sebab": lambda value: (labels.label("sebab", value) if value else "", None),
}
