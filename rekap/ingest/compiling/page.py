"""One sheet on its way: its rows of data, which of them are still good, and what is said about them."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest.compiling.columns import Draft
from rekap.ingest.compiling.findings import Findings
from rekap.ingest.compiling.rules import KARANTINA, TOLAK
from rekap.ingest.mapping import FoundSheet
from rekap.ingest.mapping.cells import Fault


class Page:
    """One sheet on its way: which of its rows are still good, and what it gives."""

    def __init__(self, found: FoundSheet, nama_berkas: str) -> None:
        self.found = found
        self.rows = data_rows(found)
        self.findings = Findings(nama_berkas, found.sheet.nama)
        size = found.sheet.cells.num_rows + 2
        self.bad, self.held = np.zeros(size, bool), np.zeros(size, bool)
        self.drafts: list[Draft] = []

    def find(self, keparahan: str, draft: Draft, entries, kolom: str, fault: Fault, only=None) -> None:
        """Say something about all rows of some entries that are good so far."""
        asal = draft.target.kolom.get(kolom)
        place = self.found.places(asal)[0] if asal and self.found.places(asal) else None
        heading = self.found.heading(asal) if place is not None else kolom
        rows = draft.rows_of(np.asarray(entries)) if only is None else only
        for baris in rows[~self.bad[rows]]:
            self.findings.add(keparahan, int(baris), heading, place, fault)

    def settle(self) -> None:
        """Rows with a reason against them are good no longer."""
        self.bad[list(self.findings.rows(TOLAK))] = True
        self.held[list(self.findings.rows(KARANTINA))] = True
        self.held &= ~self.bad

    def good(self, draft: Draft) -> np.ndarray:
        """Entries of a draft that at least one good row states."""
        return np.unique(draft.entry[~self.bad[draft.rows]])

    def verdicts(self) -> tuple[int, int, int]:
        """How many rows are accepted, held and rejected."""
        bad, held = self.bad[self.rows], self.held[self.rows]
        return int((~bad & ~held).sum()), int((held & ~bad).sum()), int(bad.sum())

    def names(self) -> dict[int, str]:
        """The name that stands in each row, so that no message repeats a word of it."""
        asal = next((t.kolom["nama"] for t in self.found.layout.target if "nama" in t.kolom), None)
        if asal is None:
            return {}
        at = pa.array(self.rows - 1)
        places = [
            self.found.sheet.cells.column(str(place)).take(at).to_pylist()
            for place in self.found.places(asal)
        ]
        texts = (" ".join(filter(None, cells)) for cells in zip(*places, strict=True))
        return dict(zip(self.rows.tolist(), texts, strict=True))


def data_rows(found: FoundSheet) -> np.ndarray:
    """Numbers, as a person sees them, of the rows below the headings in which anything is written."""
    part = found.sheet.cells.slice(found.first, found.until - found.first)
    written = np.zeros(part.num_rows, bool)
    for column in part.columns:
        if written.all():
            break
        written |= _written(column)
    rows = np.flatnonzero(written) + found.first + 1
    skipped = [row + 1 for row in found.skipped]
    return rows[~np.isin(rows, skipped)] if skipped else rows


def _written(column: pa.ChunkedArray) -> np.ndarray:
    """Cells that hold more than white space; most columns hold none that is only that."""
    filled = pc.greater(pc.fill_null(pc.binary_length(pc.utf8_trim_whitespace(column)), 0), 0)
    return filled.to_numpy()


def moved_rows(found: FoundSheet, rows: np.ndarray) -> dict[int, int]:
    """Rows of another length than their headings, with that length: which cell is which is a guess."""
    width, cells = _width(found), found.sheet.cells
    moved = {}
    if found.sheet.lebar is not None:
        lengths = found.sheet.lebar.to_numpy(zero_copy_only=False)[rows - 1]
        moved |= {int(rows[at]): int(lengths[at]) for at in np.flatnonzero(lengths < width)}
    for place in range(width, cells.num_columns):
        beyond = _written(cells.column(str(place)))
        moved |= {int(row): place + 1 for row in rows[beyond[rows - 1]]}
    return moved


def _width(found: FoundSheet) -> int:
    """Cells in the row of headings; in a spreadsheet every row is as wide as the sheet."""
    lengths = found.sheet.lebar
    return found.sheet.cells.num_columns if lengths is None else lengths[found.heading_row].as_py()


def moved_fault(cells: int, found: FoundSheet) -> Fault:
    pesan = (
        f"Baris ini berisi {cells} sel, judulnya {_width(found)}; isinya mungkin bergeser. Perbaiki kolomnya."
    )
    return Fault("kolom_bergeser", pesan)
