"""Small sheets and mappings in memory: what a mapping makes of a file, without the rest of the intake."""

from datetime import date
from pathlib import Path

import pyarrow as pa

from rekap.ingest import mapping
from rekap.ingest.mapping import cells, language
from rekap.ingest.mapping.fault import Fault
from rekap.ingest.reading import typed
from rekap.ingest.reading.read_file import Book, Sheet

TODAY = date(2026, 11, 26)
KUNCI = 'kunci = { no_registrasi = "No" }\ntetap = { no_korban = "1" }'
KORBAN = f"""
[[lembar]]
{KUNCI}
[lembar.tabel.korban]
tetap = {{ kode_kab = "35.17" }}
kolom.tanggal_registrasi = "Tanggal"
"""


def sheet(*lines, nama: str = "", **options) -> Sheet:
    """A sheet of these rows of cells; short rows are filled up."""
    width = max(map(len, lines))
    rows = [[typed.encode(cell) for cell in (*line, *[None] * (width - len(line)))] for line in lines]
    columns = {str(at): pa.array([row[at] for row in rows], pa.string()) for at in range(width)}
    return Sheet(nama, pa.table(columns), **options)


def book(*sheets: Sheet) -> Book:
    return Book("uji", "csv" if sheets[0].nama == "" else "xlsx", sheets, "0" * 64)


def load(folder: Path, text: str, jenis: str = "csv", **settings) -> mapping.Mapping:
    """A mapping of this TOML, below the heading lines that every mapping needs."""
    head = {"nama": '"uji"', "arti": '"uji"', "jenis": f'"{jenis}"', "tanggal": '["%d/%m/%Y"]', **settings}
    lines = [f"{key} = {value}" for key, value in head.items()]
    path = folder / "uji.toml"
    path.write_text("\n".join([*lines, text]), encoding="utf-8")
    return language.read(path)


def rows(match: mapping.Match) -> dict[str, list[dict]]:
    """Every row of every target, read cell by cell: the slow and obvious way."""
    tables: dict[str, list[dict]] = {}
    for found in match.sheets:
        wanted = [at for at in range(found.first, found.until) if at not in found.skipped]
        for at in wanted:
            for target in found.layout.target:
                record = {name: _value(match, found, target, name, at) for name in target.kolom}
                if not target.bila_ada or not all(_is_blank(record[name]) for name in target.bila_ada):
                    tables.setdefault(target.tabel, []).append({**record, **target.tetap})
    return tables


def _is_blank(value) -> bool:
    return value in (None, ()) or isinstance(value, Fault) and value.aturan == cells.WAJIB_KOSONG


def _value(match: mapping.Match, found, target, name: str, at: int):
    asal, column = target.kolom[name], target.column(name)
    raw = tuple(typed.decode(found.sheet.cells.column(place)[at].as_py()) for place in found.places(asal))
    value = asal.cell(raw or (f"baris {at + 1}",))
    if isinstance(value, tuple | Fault):
        return value
    return cells.parser(column, match.mapping, TODAY, found.sheet.epoch_1904)(value)


def table(folder: Path, toml: str, *lines, tabel: str = "korban", **settings) -> list[dict]:
    """What one CSV-like sheet gives to one table."""
    match = mapping.choose(book(sheet(*lines)), (load(folder, toml, **settings),))
    return rows(match).get(tabel, [])
