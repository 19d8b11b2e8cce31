"""What stands on the sheets of the templates: data/reference/templat.toml, filled from the contract.

Columns of one name on a sheet are one column: a case number is written once and read for every table.
"""

import tomllib
from dataclasses import dataclass
from functools import lru_cache

from rekap import settings
from rekap.ingest import contract
from rekap.ingest.contract import Column, Table

SEPARATOR = ";"  # between several codes in one cell
_KINDS = {
    "varchar": "teks",
    "integer": "bilangan bulat",
    "double": "bilangan",
    "date": "tanggal",
    "timestamp": "tanggal dan jam",
}


@dataclass(frozen=True)
class Field:
    """One column of a template and the tables that it feeds, the one that describes it first."""

    kolom: Column
    tabel: tuple[str, ...]
    wajib: bool


@dataclass(frozen=True)
class TemplateSheet:
    """One sheet; the first of its tables is what a row is."""

    nama: str
    arti: str
    tabel: tuple[str, ...]
    sumber: tuple[str, ...]
    isian: tuple[Field, ...]


@dataclass(frozen=True)
class TemplateBook:
    """One workbook."""

    nama: str
    judul: str
    lembar: tuple[TemplateSheet, ...]

    @property
    def pemetaan(self) -> str:
        return "templat_" + self.nama.split("-")[0]

    def of(self, sumber: str | None) -> "TemplateBook | None":
        """What one source fills of it; None when that is nothing."""
        sheets = tuple(s for s in self.lembar if sumber is None or not s.sumber or sumber in s.sumber)
        return TemplateBook(self.nama, self.judul, sheets) if sheets else None


@lru_cache(maxsize=1)
def books() -> tuple[TemplateBook, ...]:
    """Every template, with all its sheets."""
    raw = tomllib.loads((settings.REFERENCE / "templat.toml").read_text(encoding="utf-8"))
    return tuple(
        TemplateBook(book["nama"], book["judul"], tuple(_sheet(sheet) for sheet in book["lembar"]))
        for book in raw["buku"]
    )


def kind_of(column: Column) -> str:
    """What is written into a column, in words."""
    if column.bentuk == "token":
        return "token"
    if column.daftar:
        return "beberapa pilihan" if column.jamak else "pilihan"
    return _KINDS[column.tipe]


def _sheet(raw: dict) -> TemplateSheet:
    tables = [contract.all_tables()[name] for name in raw["tabel"]]
    left_out = {tuple(name.split(".")) for name in raw.get("tanpa", ())}
    found: dict[str, tuple[Column, list[str]]] = {}
    for table in tables:
        for column in in_order(table):
            if (table.nama, column.nama) not in left_out:
                found.setdefault(column.nama, (column, []))[1].append(table.nama)
    return TemplateSheet(
        raw["nama"],
        tables[0].arti,
        tuple(raw["tabel"]),
        tuple(raw.get("sumber", ())),
        tuple(
            Field(column, tuple(names), column.wajib and names[0] == tables[0].nama)
            for column, names in found.values()
        ),
    )


def in_order(table: Table) -> list[Column]:
    """What a person fills, in the order in which the table keeps what becomes of it."""
    fillable = table.fillable()
    names = [
        name
        for column in table.kolom.values()
        for name in (*column.token[1:], column.dari or column.nama)
        if name in fillable
    ]
    return [fillable[name] for name in dict.fromkeys([*names, *table.isian])]
