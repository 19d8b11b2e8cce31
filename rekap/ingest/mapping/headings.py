"""Finds the headings of a layout on a sheet, wherever they stand.

Headings may be joined from up to three rows ("Korban > Nama"), may stand twice ("Nama#2"), and a sheet may
hold several tables with headings of their own.
"""

import re
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pyarrow.compute as pc

from rekap.ingest.contract import normal
from rekap.ingest.mapping.layout import SheetLayout
from rekap.ingest.reading import typed
from rekap.ingest.reading.read_file import Sheet
from rekap.ingest.reading.text import as_text

_SEARCHED_ROWS = 30
_LEVELS = (1, 2, 3)


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
        places = sorted({at for name in names for at in columns_at(name, keys)})
        if len(places) == 1:
            position[names] = places[0]
        else:
            absent.append(names[0] + (" yang hanya sekali" if places else ""))
    titles = tuple(" > ".join(parts) for parts in columns)
    return Found(row, level, position, titles, tuple(absent))


def columns_at(name: str, keys: list[list[str]]) -> list[int]:
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
