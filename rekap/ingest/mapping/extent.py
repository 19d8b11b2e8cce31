"""Where the rows of a found table begin and end, and which of them are nobody's.

Exports that were pasted together repeat their headings and carry rows of totals: those are skipped, and
counted.
"""

import re
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest.contract import normal
from rekap.ingest.mapping.asal import Asal
from rekap.ingest.mapping.headings import Found, Grid, columns_at
from rekap.ingest.mapping.layout import TOTAL_WORDS, SheetLayout
from rekap.ingest.reading.read_file import Sheet

_LOOKED_AT = 200_000  # rows; a proposal is looked over by a person, so a part of a huge file is enough
_NUMBERED_FROM = 3  # so many cells 1, 2, 3 below the headings number the columns


@dataclass(frozen=True)
class FoundSheet:
    """A sheet in which the headings of a layout were found; its rows are [first, until) without `skipped`."""

    layout: SheetLayout
    sheet: Sheet
    heading_row: int
    first: int
    until: int
    skipped: frozenset[int]
    position: dict[tuple[str, ...], int]
    unused: tuple[str, ...]
    titles: tuple[str, ...] = ()

    def places(self, asal: Asal) -> tuple[int, ...]:
        """The columns of the sheet that one contract column needs."""
        return tuple(self.position[names] for names in asal.judul)

    def heading(self, asal: Asal) -> str:
        """The heading as the file spells it, the first one of several; nothing for a row number."""
        return self.titles[self.position[asal.judul[0]]] if asal.judul else ""


def cut(sheet: Sheet, places: dict[SheetLayout, Found]) -> list[FoundSheet]:
    """The rows of every found table: down to the next table's headings, or to its first empty row."""
    grid = Grid(sheet)
    return [_rows(grid, layout, place, list(places.values())) for layout, place in places.items()]


def _rows(grid: Grid, layout: SheetLayout, place: Found, places: list[Found]) -> FoundSheet:
    first = place.row + 1
    until = grid.cells.num_rows
    if below := [other for other in places if other.row > place.row and not other.absent]:
        follower = min(below, key=lambda other: other.row)
        until = _above_title(grid, first, follower.row - follower.level + 1)
    if layout.sampai_baris_kosong:
        blank = np.flatnonzero(grid.empty[first:until])
        until = first + int(blank[0]) if len(blank) else until
    skipped = frozenset({*_repeated(grid, place, first, until), *_totals(grid, layout, place, first, until)})
    used = {*place.position.values(), *_ignored(layout, place)}
    unused = tuple(normal(title) for at, title in enumerate(place.titles) if title and at not in used)
    return FoundSheet(
        layout, grid.sheet, place.row, first, until, skipped, place.position, unused, place.titles
    )


def data_cells(grid: Grid, row: int, level: int, titles: list[str], end: int | None = None) -> pa.Table:
    """The first rows below some headings, without repeated headings and totals, to look at their values."""
    first, until = row + 1, min(grid.cells.num_rows if end is None else end, row + 1 + _LOOKED_AT)
    position = {(title,): at for at, title in enumerate(titles) if title}
    layout, place = SheetLayout((), False, (), ()), Found(row, level, position, tuple(titles), ())
    skipped = {*_repeated(grid, place, first, until), *_totals(grid, layout, place, first, until)}
    kept = [at for at in range(first, until) if at not in skipped]
    return grid.cells.take(pa.array(kept, pa.int64()))


def _ignored(layout: SheetLayout, place: Found) -> list[int]:
    keys = [[normal(title)] if title else [] for title in place.titles]
    return [at for name in layout.abaikan for at in columns_at(name, keys)]


def _above_title(grid: Grid, first: int, until: int) -> int:
    """The rows directly above the next table in which one cell at most is written are its title."""
    while until > first and sum(map(bool, grid.row(until - 1))) <= 1:
        until -= 1
    return until


def _repeated(grid: Grid, place: Found, first: int, until: int) -> set[int]:
    """Rows that are the headings once more, or that number the columns below the headings."""
    used = sorted(set(place.position.values()))
    found = {first} if first < until and _numbers_columns(grid.row(first)) else set()
    for above in range(place.row - place.level + 1, place.row + 1):
        wanted = [(at, grid.cells.column(at)[above].as_py()) for at in used]
        wanted = [(at, text) for at, text in wanted if text]
        if len(wanted) < min(2, len(used)):
            continue
        same = pc.equal(grid.cells.column(wanted[0][0]).slice(first, until - first), wanted[0][1])
        rows = first + np.flatnonzero(pc.fill_null(same, False).to_numpy())
        found |= {
            int(r) for r in rows if all(grid.cells.column(at)[int(r)].as_py() == text for at, text in wanted)
        }
    return found


def _numbers_columns(row: list[str]) -> bool:
    numbers = [text.strip("()[] ") for text in row if text]
    return len(numbers) >= _NUMBERED_FROM and numbers == [str(at) for at in range(1, len(numbers) + 1)]


def _totals(grid: Grid, layout: SheetLayout, place: Found, first: int, until: int) -> set[int]:
    """Rows whose first written cell begins with a word for a total.

    By the usual words only rows that lack something required: an institution may be called 'Total' too.
    """
    if not layout.lewati or first >= until:
        return set()
    words = "|".join(re.escape(word.strip()) for word in layout.lewati)
    cells = grid.cells.slice(first, until - first)
    hit = pc.match_substring_regex(_leading(cells), rf"(?i)^\s*(?:{words})(?:[^\pL\pN]|$)")
    rows = np.flatnonzero(pc.fill_null(hit, False).to_numpy())
    needed = _required(layout, place) if layout.lewati == TOTAL_WORDS else []
    if needed:
        rows = [at for at in rows if any(cells.column(column)[int(at)].as_py() is None for column in needed)]
    return {first + int(at) for at in rows}


def _required(layout: SheetLayout, place: Found) -> list[int]:
    """The columns without which no row of the sheet is accepted."""
    sources = [
        asal
        for target in layout.target
        for name, asal in target.kolom.items()
        if not target.bila_ada and target.column(name).wajib and asal.apa_adanya
    ]
    return sorted({place.position[names] for asal in sources for names in asal.judul})


def _leading(cells: pa.Table) -> pa.ChunkedArray:
    """The first written cell of every row."""
    columns = []
    for column in cells.itercolumns():
        columns.append(column)
        if column.null_count == 0:
            break
    return pc.coalesce(*columns) if len(columns) > 1 else columns[0]
