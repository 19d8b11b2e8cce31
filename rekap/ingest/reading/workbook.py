"""An XLSX workbook as sheets of typed text.

The value of a merged cell is repeated over its whole range, in headings and in rows: whoever merges a
victim's cell over three services means it for all three, and the file itself keeps it in the first only. A
cell of the range that has a value of its own keeps it. Hidden rows, columns and sheets are read like others.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import islice

import pyarrow as pa
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from rekap.ingest.reading import archive, sheet_xml, typed
from rekap.ingest.reading.archive import BROKEN
from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.merged import Merged
from rekap.ingest.reading.sheet import Sheet
from rekap.ingest.reading.sheet_xml import Look
from rekap.ingest.reading.workbook_plan import Plan

_NEEDED = ("xl/", "_rels/", "[content_types]")  # not the notes of an office about its own files
_FOREIGN = (b"<!DOCTYPE", b"<!ENTITY", b"<![CDATA[", b"\0")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_CHUNK = 10_000


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet that can hold cells, in the order of the workbook."""
    clean, plan, looks = _checked_copy(content)
    try:
        book = CalamineWorkbook.from_object(clean)
        if book.sheet_names != plan.names or not looks.keys() >= set(plan.paths):
            raise FileRefused(BROKEN)
        return [
            Sheet(
                nama=about.name,
                cells=_cells(book.get_sheet_by_index(at), looks[plan.paths[at]]),
                tersembunyi=about.visible is not SheetVisibleEnum.Visible,
                epoch_1904=plan.epoch_1904,
            )
            for at, about in enumerate(book.sheets_metadata)
            if about.typ is SheetTypeEnum.WorkSheet
        ]
    except CalamineError as error:
        raise FileRefused(BROKEN) from error


def _checked_copy(content: bytes) -> tuple[io.BytesIO, Plan, dict[str, Look]]:
    """The workbook made anew of its checked parts, with what was seen in passing."""
    clean, plan, looks = io.BytesIO(), Plan(), {}
    with zipfile.ZipFile(clean, "w", zipfile.ZIP_STORED) as target:
        for name, xml in archive.parts(content):
            if not name.lower().startswith(_NEEDED):
                continue
            if any(mark in xml for mark in _FOREIGN):
                raise FileRefused(BROKEN)
            plan.read(name, xml)
            if sheet_name := plan.name_at(name):
                looks[name.lower()], xml = sheet_xml.look(sheet_name, xml)
            target.writestr(name, xml)
    clean.seek(0)
    return clean, plan, looks


def _cells(sheet: CalamineSheet, look: Look) -> pa.Table:
    left = sheet.start[1] if sheet.start else 0
    bottom, right = sheet.end or (-1, -1)
    height, width = max(look.rows, bottom + 1), max(look.columns, right + 1)
    sheet_xml.check_reach(sheet.name, height, width)
    merged = Merged(sheet.merged_cell_ranges or [], height, width)
    rows = merged.repeat(_rows(sheet, look, left, height, width))
    schema = pa.schema([(str(n), pa.string()) for n in range(width)])
    pieces = []
    while chunk := list(islice(rows, _CHUNK)):
        columns = [pa.array(column, pa.string()) for column in zip(*chunk, strict=True)]
        pieces.append(pa.table(columns, schema=schema))
    return pa.concat_tables(pieces).combine_chunks() if pieces else schema.empty_table()


def _rows(sheet: CalamineSheet, look: Look, left: int, height: int, width: int) -> Iterator[list[str | None]]:
    """Rows of the same width, from column A on: the library starts at the first column that it sees."""
    errors: dict[int, list[tuple[int, str]]] = {}
    for (row, column), error in look.errors.items():
        errors.setdefault(row, []).append((column, typed.encode(error)))
    seen = sheet.iter_rows()
    for number in range(height):
        full: list[str | None] = [None] * width
        for column, cell in enumerate(next(seen, ()), left):
            if type(cell) is str:
                if not cell.isprintable() and _CONTROL.search(cell):
                    raise FileRefused(_control(sheet.name, number, column))
                full[column] = cell or None
            else:
                full[column] = typed.encode(cell)
        for column, text in errors.get(number, ()):
            full[column] = text
        yield full


def _control(nama: str, row: int, column: int) -> str:
    """Such a character shows nowhere: nobody could see what was kept or removed; and one marks types."""
    return (
        f"Sel {sheet_xml.column_letters(column)}{row + 1} di lembar {nama} berisi karakter kendali yang "
        "tidak tampak. Hapus karakter itu, lalu simpan ulang."
    )
