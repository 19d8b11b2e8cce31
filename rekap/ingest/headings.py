"""Finds the tables of a sheet: where their headings stand, where their rows begin and end.

Headings may be joined from up to three rows ("Korban > Nama"), a sheet may hold several tables, and exports
that were pasted together repeat their headings and carry rows of totals: those are skipped, and counted.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import typed
from rekap.ingest.asal import Asal
from rekap.ingest.contract import normal
from rekap.ingest.layout import SheetLayout
from rekap.ingest.read_file import Sheet
from rekap.ingest.text import as_text

_SEARCHED_ROWS = 30
_LEVELS = (1, 2, 3)
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


@dataclass(frozen=True)
class Found:
    """The best place for a layout on a sheet, and the headings that are absent there."""

    row: int
    level: int
    position: dict[tuple[str, ...], int]
    titles: tuple[str, ...]
    absent: tuple[str, ...]


def find(layouts: list[SheetLayout], sheet: Sheet) -> dict[SheetLayout, Found]:
    """Each layout's heading row; no two layouts share one. The layout with most headings chooses first."""
    grid = Grid(sheet)
    found: dict[SheetLayout, Found] = {}
    for layout in sorted(layouts, key=lambda one: -len(one.headings())):
        taken = {place.row for place in found.values() if not place.absent}
        rows = grid.candidates(layout, everywhere=len(layouts) > 1)
        found[layout] = _best(grid, layout, [row for row in rows if row not in taken])
    return {layout: found[layout] for layout in layouts}


def cut(sheet: Sheet, places: dict[SheetLayout, Found]) -> list[FoundSheet]:
    """The rows of every found table: down to the next table's headings, or to its first empty row."""
    grid = Grid(sheet)
    return [_rows(grid, layout, place, list(places.values())) for layout, place in places.items()]


class Grid:
    """The cells of a sheet as text, row by row where a few rows are wanted, by column where all are."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet, self.cells = sheet, sheet.cells
        self.filled = (
            sheet.nama == ""
        )  # a CSV has no merged cells: a group's heading stands only at its start
        self._top = sheet.cells.slice(0, _SEARCHED_ROWS).to_pydict()

    def row(self, number: int) -> list[str]:
        if 0 <= number < _SEARCHED_ROWS:
            raw = [column[number] for column in self._top.values()]
        else:
            raw = [column[number].as_py() for column in self.cells.itercolumns()]
        return [as_text(typed.decode(text)) for text in raw]

    def candidates(self, layout: SheetLayout, everywhere: bool) -> list[int]:
        """The rows near the top; on a sheet of several tables every row with a heading of this one."""
        top = list(range(min(_SEARCHED_ROWS, self.cells.num_rows)))
        if not everywhere or not (headings := layout.headings()):
            return top
        spelled = [_bare(name).split(">")[-1] for name in headings[0]]
        words = "|".join(r"[\W_]+".join(map(re.escape, normal(name).split())) for name in spelled)
        hit = self.matching(rf"(?i)^[\W_]*(?:{words})[\W_]*$")
        return sorted({*top, *np.flatnonzero(hit).tolist()})

    def matching(self, pattern: str) -> np.ndarray:
        """Per row, whether some cell matches."""
        hits = np.zeros(self.cells.num_rows, bool)
        for column in self.cells.itercolumns():
            hit = pc.match_substring_regex(column, pattern)
            hits |= pc.fill_null(hit, False).to_numpy()
        return hits

    @cached_property
    def empty(self) -> np.ndarray:
        """Per row, whether nothing is written in it."""
        empty = np.ones(self.cells.num_rows, bool)
        for column in self.cells.itercolumns():
            blank = pc.equal(pc.utf8_trim_whitespace(column), "")
            empty &= pc.fill_null(blank, True).to_numpy()
        return empty

    def headings(self, row: int, level: int) -> list[list[str]]:
        """Per column its headings from the top one down, each written once."""
        rows = [self.row(number) for number in range(row - level + 1, row + 1)]
        for upper in rows[:-1] if self.filled else ():
            for at in range(1, len(upper)):
                upper[at] = upper[at] or upper[at - 1]
        columns = []
        for cells in zip(*rows, strict=True):
            columns.append([text for at, text in enumerate(cells) if text and text not in cells[:at]])
        return columns


def _best(grid: Grid, layout: SheetLayout, rows: list[int]) -> Found:
    """The first row that has all headings, or else the row that has most of them."""
    best = Found(0, 1, {}, (), tuple(names[0] for names in layout.headings()))
    seen = False
    for level in (layout.bertingkat,) if layout.bertingkat else _LEVELS:
        for row in rows:
            if row - level + 1 < 0:
                continue
            place = _placed(layout, grid.headings(row, level), row, level)
            if not place.absent:
                return place
            if not seen or len(place.absent) < len(best.absent):
                best, seen = place, True
    return best


def _placed(layout: SheetLayout, columns: list[list[str]], row: int, level: int) -> Found:
    keys = [[normal(" ".join(parts[at:])) for at in range(len(parts))] for parts in columns]
    position, absent = {}, []
    for names in layout.headings():
        places = sorted({at for name in names for at in _at(name, keys)})
        if len(places) == 1:
            position[names] = places[0]
        else:
            absent.append(names[0] + (" yang hanya sekali" if places else ""))
    titles = tuple(" > ".join(parts) for parts in columns)
    return Found(row, level, position, titles, tuple(absent))


def _at(name: str, keys: list[list[str]]) -> list[int]:
    """The columns with this heading; 'Nama#2' is the second of those called 'Nama'."""
    if places := _spelled(normal(name), keys):
        return places
    if numbered := re.fullmatch(r"(.+?)\s*#(\d{1,3})", name.strip()):
        nth = int(numbered[2])
        return _spelled(normal(numbered[1]), keys)[nth - 1 : nth] if nth else []
    return []


def _spelled(name: str, keys: list[list[str]]) -> list[int]:
    """Columns whose whole heading this is, or else whose lower headings it is."""
    whole = [at for at, own in enumerate(keys) if own and own[0] == name]
    return whole or [at for at, own in enumerate(keys) if name in own[1:]]


def _bare(name: str) -> str:
    return re.sub(r"\s*#\d{1,3}$", "", name.strip())


def _rows(grid: Grid, layout: SheetLayout, place: Found, places: list[Found]) -> FoundSheet:
    first = place.row + 1
    until = grid.cells.num_rows
    if below := [other for other in places if other.row > place.row and not other.absent]:
        follower = min(below, key=lambda other: other.row)
        until = _above_title(grid, first, follower.row - follower.level + 1)
    if layout.sampai_baris_kosong:
        blank = np.flatnonzero(grid.empty[first:until])
        until = first + int(blank[0]) if len(blank) else until
    skipped = frozenset({*_repeated(grid, place, first, until), *_totals(grid, layout, first, until)})
    used = {*place.position.values(), *_ignored(layout, place)}
    unused = tuple(normal(title) for at, title in enumerate(place.titles) if title and at not in used)
    return FoundSheet(
        layout, grid.sheet, place.row, first, until, skipped, place.position, unused, place.titles
    )


def _ignored(layout: SheetLayout, place: Found) -> list[int]:
    keys = [[normal(title)] if title else [] for title in place.titles]
    return [at for name in layout.abaikan for at in _at(name, keys)]


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


def _totals(grid: Grid, layout: SheetLayout, first: int, until: int) -> set[int]:
    """Rows whose first written cell begins with a word for a total."""
    if not layout.lewati or first >= until:
        return set()
    words = "|".join(re.escape(word.strip()) for word in layout.lewati)
    leading = _leading(grid.cells.slice(first, until - first))
    hit = pc.match_substring_regex(leading, rf"(?i)^\s*(?:{words})(?:[^\pL\pN]|$)")
    return {first + int(at) for at in np.flatnonzero(pc.fill_null(hit, False).to_numpy())}


def _leading(cells: pa.Table) -> pa.ChunkedArray:
    """The first written cell of every row."""
    columns = []
    for column in cells.itercolumns():
        columns.append(column)
        if column.null_count == 0:
            break
    return pc.coalesce(*columns) if len(columns) > 1 else columns[0]
