"""Writes rows into a template as a spreadsheet would: the file keeps its formats, checks and notes."""

import re
import zipfile
from datetime import date, datetime
from xml.sax.saxutils import escape

from rekap.ingest.template.book import HEADINGS
from rekap.ingest.template.sheets import books


def page_xml(path, sheet):
    """The XML of one sheet by its name, and its place in the archive."""
    with zipfile.ZipFile(path) as archive:
        names = re.findall(r'<sheet name="([^"]+)"', archive.read("xl/workbook.xml").decode())
        place = f"xl/worksheets/sheet{names.index(sheet) + 1}.xml"
        return place, archive.read(place).decode()


def fill(path, **sheets):
    """Write rows under the headings of a template, as an office does with its spreadsheet."""
    known = {s.nama: s for book in books() for s in book.lembar}
    changed = dict(_filled(path, known[name], rows) for name, rows in sheets.items())
    with zipfile.ZipFile(path) as archive:
        parts = {part: archive.read(part) for part in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, content in parts.items():
            archive.writestr(part, changed.get(part, content))
    return path


def _filled(path, sheet, rows):
    place, text = page_xml(path, sheet.nama)
    spans = re.findall(r'<col min="(\d+)" max="(\d+)" [^>]*style="(\d+)"', text)
    styles = {at - 1: style for low, high, style in spans for at in range(int(low), int(high) + 1)}
    titles = [field.kolom.judul for field in sheet.isian]
    lines = ""
    for number, row in enumerate(rows, start=HEADINGS + 2):
        cells = [_cell(value, styles[titles.index(title)], titles.index(title), number)
                 for title, value in sorted(row.items(), key=lambda item: titles.index(item[0]))]  # fmt: skip
        lines += f'<row r="{number}">{"".join(cells)}</row>'
    return place, text.replace("</sheetData>", lines + "</sheetData>")


def _cell(value, style, column, number):
    where = f"{chr(65 + column // 26 - 1) if column > 25 else ''}{chr(65 + column % 26)}{number}"
    if isinstance(value, str):
        return f'<c r="{where}" s="{style}" t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    if isinstance(value, date):
        moment = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
        value = (moment - datetime(1899, 12, 30)).total_seconds() / 86400
    return f'<c r="{where}" s="{style}"><v>{value}</v></c>'
