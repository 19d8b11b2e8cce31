"""Where the headings of a sheet stand that no mapping describes, and where another table begins below."""

import re
from dataclasses import dataclass

import numpy as np

from rekap.ingest.contract import normal
from rekap.ingest.mapping.headings import Grid
from rekap.ingest.proposal import synonyms

_HEADING_ROWS = 30
_LIKELY = 0.8  # so surely a heading is one by its name
_GAPS = 200  # so many gaps between rows are looked into for another table
_TITLE_ROWS = 3  # so many titles may stand above its headings


@dataclass(frozen=True)
class Below:
    """Another table: its row of headings, the empty row above it, and whether that is the first empty one."""

    row: int
    gap: int
    first_gap: bool


def heading_row(grid: Grid) -> tuple[int, int] | None:
    """The first row of words that is nearly as full as the fullest; with groups above it, two rows."""
    top = [grid.row(at) for at in range(min(_HEADING_ROWS, grid.cells.num_rows))]
    fullest = max((sum(map(bool, row)) for row in top), default=0)
    if fullest < 2:
        return None
    for at, row in enumerate(top):
        written = [text for text in row if text]
        if len(written) < max(2, 0.6 * fullest) or not all(_is_word(text) for text in written):
            continue
        if len(set(written)) == 1:  # a title over all columns
            continue
        below = [text for text in top[at + 1] if text] if at + 1 < len(top) else []
        if len(set(written)) < len(written) and below and all(_is_word(text) for text in below):
            return at + 1, 2
        above = [text for text in top[at - 1] if text] if at else []
        above = above if len(set(above)) > 1 else []
        grouped = len(above) > 1 and any(u and not t for u, t in zip(top[at - 1], row, strict=True))
        return at, 2 if grouped or len(above) > 1 and len(set(written)) < len(written) else 1
    return None


def next_table(grid: Grid, row: int) -> Below | None:
    """The first empty row below some headings that is followed by headings of something else."""
    own = set(map(normal, filter(None, grid.row(row))))
    blank = row + 1 + np.flatnonzero(grid.empty[row + 1 :])
    gaps = [int(at) for at in blank if at + 1 < len(grid.empty) and not grid.empty[at + 1]]
    for gap in gaps[:_GAPS]:
        for at in range(gap + 1, min(gap + 2 + _TITLE_ROWS, grid.cells.num_rows)):
            written = [text for text in grid.row(at) if text]
            if len(written) > 1:
                if _are_headings(written) and set(map(normal, written)) != own:
                    return Below(at, gap, gap == blank[0])
                break
    return None


def _are_headings(written: list[str]) -> bool:
    """Different words, at least half of which some column is called, or which ask for a name."""
    if len(set(written)) < len(written) or not all(_is_word(text) for text in written):
        return False
    return 2 * sum(map(_is_heading, written)) >= len(written)


def _is_heading(text: str) -> bool:
    return synonyms.is_name(text) or any(
        synonyms.heading_score(text, isian) >= _LIKELY for isian in synonyms.fields()
    )


def _is_word(text: str) -> bool:
    return len(text) <= 100 and "@" not in text and not re.search(r"\d{4,}|\d[./-]\d", text)
