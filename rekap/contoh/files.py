"""Sheets to files, byte for byte the same for the same rows."""

import csv
import json
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

from rekap.contoh.sheets import Lembar

# A workbook carries its day of creation; a fixed one keeps equal content equal in bytes.
_CREATED = datetime(2026, 1, 16)


def write_csv(folder: Path, sheet: Lembar) -> Path:
    path = folder / sheet.berkas
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerows(sheet.kepala)
        writer.writerows(row.sel for row in sheet.baris)
    return path


def write_workbook(folder: Path, sheets: list[Lembar]) -> Path:
    path = folder / sheets[0].berkas
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": sheets[0].kepala[0][0], "created": _CREATED})
        dates = book.add_format({"num_format": "dd/mm/yyyy"})
        bold = book.add_format({"bold": True})
        for sheet in sheets:
            page = book.add_worksheet(sheet.nama)
            page.set_column(0, len(sheet.kolom) - 1, 16)
            page.freeze_panes(len(sheet.kepala), 0)
            for place, row in enumerate(sheet.kepala):
                page.write_row(place, 0, row, bold)
            for place, row in enumerate(sheet.baris, start=len(sheet.kepala)):
                _write_row(page, place, row.sel, dates)
    return path


def _write_row(page, place: int, values: list, dates) -> None:
    for column, value in enumerate(values):
        if isinstance(value, date):
            page.write_datetime(place, column, datetime(value.year, value.month, value.day), dates)
        elif isinstance(value, int):
            page.write_number(place, column, value)
        elif value:
            page.write_string(place, column, value)


def write_json(path: Path, entries: list[dict]) -> Path:
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
