"""One sheet of a file, as columns of text."""

from dataclasses import dataclass

import pyarrow as pa


@dataclass(frozen=True)
class Sheet:
    """A CSV is one sheet without a name. Row i of the cells is row i + 1 of the file, empty rows included.

    `lebar` says, for a CSV whose records are not all equally wide, how many cells each really had; 0 where
    nothing is written.
    """

    nama: str
    cells: pa.Table
    lebar: pa.Array | None = None
    tersembunyi: bool = False
    epoch_1904: bool = False
