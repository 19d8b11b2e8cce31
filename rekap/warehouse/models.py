"""Turns landed and reference tables into models, cubes and checked results on one connection.

The order comes from the SQL itself: a query runs after the tables that it reads have been made.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from graphlib import TopologicalSorter

from rekap import engines, settings
from rekap.warehouse import reference

KUBUS, ANGKA = "kubus", "kubus_angka"  # in words for whoever reads it, in numbers where it is made
WORDS = "cubes/kubus_berkode"
SHOWN = 5  # offenders named in a message

Say = Callable[[str], None]


class WarehouseMissing(Exception):
    """There is no warehouse yet, or nothing to build one from; the message says what to do."""


@dataclass(frozen=True)
class Offence:
    """One check that found rows which must not exist; `contoh` are a few of them, tokens shortened."""

    check: str
    kalimat: str
    jumlah: int
    contoh: tuple[str, ...]

    def __str__(self) -> str:
        shown = "; ".join(self.contoh)
        return f"{self.check}: {self.kalimat} {self.jumlah} pelanggaran, antara lain: {shown}"


class CheckFailed(Exception):
    """The warehouse broke at least one rule, so it must not be used."""

    def __init__(self, offenders: list[Offence]):
        self.offenders = offenders
        super().__init__("Pemeriksaan tidak lulus.\n" + "\n".join(str(o) for o in offenders))


def span(con) -> tuple[range, date | None]:
    """Years with registrations, and the default tanggal_data: the last hand-in, else the last event."""
    engines.create_table(con, "stg_rentang", engines.query_text("models/stg_rentang"))
    (found,) = engines.select_rows(con, "select * from stg_rentang")
    first, last = found["registrasi_pertama"], found["registrasi_terakhir"]
    years = range(first.year, last.year + 1) if first else range(0)
    return years, found["setoran_terakhir"] or found["peristiwa_terakhir"]


def prepare(con, instalasi: settings.Instalasi, tanggal_data: date | None) -> tuple[date, reference.Rows]:
    """Reference tables for the landed data, with the day up to which they count."""
    years, latest = span(con)
    tanggal_data = tanggal_data or latest
    if tanggal_data is None:
        raise WarehouseMissing("Belum ada registrasi yang diterima; gudang belum dapat disusun.")
    known = range(years.start, min(years.stop, tanggal_data.year + 1))
    return tanggal_data, reference.rows(instalasi, known, tanggal_data)


def run(con, say: Say) -> tuple[str, ...]:
    """All models and cubes; stops at the first group of checks that finds offenders."""
    make_models(con)
    say(f"{len(model_order())} tabel gudang selesai disusun.")
    early, late = checks()
    _require(con, early)
    make_cubes(con)
    say("Kubus angka selesai dihitung.")
    _require(con, late)
    say(f"{len(early) + len(late)} pemeriksaan lulus.")
    return early + late


def make_models(con) -> None:
    for name in model_order():
        engines.create_table(con, _table(name), engines.query_text(name))


def make_cubes(con) -> None:
    for position, name in enumerate(cubes()):
        make = engines.append_table if position else engines.create_table
        make(con, ANGKA, engines.query_text(name))
    engines.create_view(con, KUBUS, engines.query_text(WORDS))


def offences(con, names: tuple[str, ...]) -> list[Offence]:
    """What these checks find."""
    found = (_offence(con, name) for name in names)
    return [offence for offence in found if offence]


def cubes() -> list[str]:
    """The parts of the cube; the other cubes are cut from it when an edition is made."""
    parts = (name for name in engines.query_names("cubes") if _table(name).startswith(KUBUS + "_"))
    return [name for name in parts if name != WORDS]


@lru_cache(maxsize=1)
def checks() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Checks that can run before the cubes, and those that read them."""
    names = engines.query_names("checks")
    late = tuple(n for n in names if {KUBUS, ANGKA} & engines.tables_of(engines.query_text(n)))
    return tuple(n for n in names if n not in late), late


@lru_cache(maxsize=1)
def model_order() -> tuple[str, ...]:
    """Models so that each comes after the ones that it reads; the span is made beforehand."""
    names = {_table(name): name for name in engines.query_names("models") if _table(name) != "stg_rentang"}
    graph = {table: engines.tables_of(engines.query_text(name)) & set(names) for table, name in names.items()}
    return tuple(names[table] for table in TopologicalSorter(graph).static_order())


def _table(name: str) -> str:
    return name.rpartition("/")[2]


def _require(con, names: tuple[str, ...]) -> None:
    if found := offences(con, names):
        raise CheckFailed(found)


def _offence(con, name: str) -> Offence | None:
    sql = engines.query_text(name)
    rows = engines.select_rows(con, sql)
    if not rows:
        return None
    contoh = tuple(_shown(row) for row in rows[:SHOWN])
    return Offence(_table(name), engines.header(sql).kalimat, len(rows), contoh)


def _shown(row: dict) -> str:
    """One offender for a message: codes, counts and places, tokens cut to a recognisable start."""
    return ", ".join(f"{column} {_short(value)}" for column, value in row.items() if value is not None)


def _short(value) -> str:
    """Tokens are the only long values; the start is enough to find the row again in the vault."""
    text = str(value)
    prefix, bar, rest = text.partition("|")
    if bar:
        return f"{prefix}|{rest[:8]}..."
    return f"{text[:8]}..." if len(text) > 16 else text
