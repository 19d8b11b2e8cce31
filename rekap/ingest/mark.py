"""The mark of synthetic data, which every sheet carries until real data can be received behind sign-in."""

import re

from rekap.ingest.reading import typed
from rekap.ingest.reading.read_file import Book, FileRefused, Sheet

SYNTHETIC_MARK = "DATA SINTETIS"


def check(book: Book) -> int | None:
    """The seed in the mark; refuses a sheet without one, since real data needs sign-in, still to come."""
    marks = [(sheet, _first_text(sheet)) for sheet in book.sheets if sheet.cells.num_rows]
    for sheet, mark in marks or [(None, "")]:
        if not mark.startswith(SYNTHETIC_MARK):
            where = f" di lembar {sheet.nama}" if sheet and sheet.nama else ""
            raise FileRefused(
                f"Tidak ada tanda {SYNTHETIC_MARK} pada baris pertama{where}. "
                "Data asli belum dapat diterima sebelum fitur masuk (sign-in) tersedia."
            )
    seed = re.search(r"benih (\d{1,9})", marks[0][1])
    return int(seed.group(1)) if seed else None


def _first_text(sheet: Sheet) -> str:
    first = (typed.decode(column[0].as_py()) for column in sheet.cells.columns)
    return next((cell.strip() for cell in first if isinstance(cell, str) and cell.strip()), "")
