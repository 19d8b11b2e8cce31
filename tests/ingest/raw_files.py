"""Files made byte by byte, for tests about what stands in a file and not about what an agency means."""

import io
import zipfile
from pathlib import Path

import xlsxwriter

from rekap.ingest.reading import typed

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def zipped(*entries: tuple[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for name, data in entries:
            target.writestr(name, data)
    return content.getvalue()


def plain_workbook(*sheets: str) -> bytes:
    """A workbook as a spreadsheet writes it; every sheet has one cell, 'isi', in A1."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        dated, clock = book.add_format({"num_format": "dd/mm/yyyy"}), book.add_format({"num_format": "hh:mm"})
        for name in sheets or ("Satu",):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, "isi")
        sheet.write_blank(9, 0, None, dated)
        sheet.write_blank(9, 1, None, clock)
    return content.getvalue()


def with_part(content: bytes, name: str, data: bytes | None) -> bytes:
    """The same archive with one part replaced, added, or (None) left out."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(entry, archive.read(entry)) for entry in archive.namelist() if entry != name]
    return zipped(*entries, *([(name, data)] if data is not None else []))


def sheet_workbook(cells: str, after: str = "", before: str = "") -> bytes:
    """A workbook whose only sheet has these <row> elements; s="1" is a date, s="2" a time of day."""
    xml = f'{before}<worksheet xmlns="{_MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>'
    return with_part(plain_workbook(), "xl/worksheets/sheet1.xml", xml.encode())


def rows_of(sheet) -> list[list]:
    """The decoded cells of a sheet, row by row."""
    return [[typed.decode(text) for text in row.values()] for row in sheet.cells.to_pylist()]
