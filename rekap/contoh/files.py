"""Sheets to files, byte for byte the same for the same rows."""

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from pathlib import Path

import xlsxwriter

from rekap.contoh.sheets import Galat, Lembar, starts

# A workbook carries its day of creation; a fixed one keeps equal content equal in bytes.
_CREATED = datetime(2026, 1, 16)


@dataclass(frozen=True)
class Dialek:
    """How an agency's program writes CSV."""

    pemisah: str = ","
    enkoding: str = "utf-8-sig"


def write_csv(folder: Path, sheet: Lembar, dialek: Dialek = Dialek()) -> Path:
    path = folder / sheet.berkas
    with path.open("w", encoding=dialek.enkoding, newline="") as file:
        writer = csv.writer(file, delimiter=dialek.pemisah)
        writer.writerows(sheet.kepala)
        writer.writerows(row.sel for row in sheet.baris)
    return path


def write_workbook(folder: Path, sheets: list[Lembar]) -> Path:
    path = folder / sheets[0].berkas
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": sheets[0].kepala[0][0], "created": _CREATED})
        writer = _Writer(book)
        for sheet, start in zip(sheets, starts(sheets), strict=True):
            writer.write(sheet, start)
    return path


class _Writer:
    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self.book = book
        self.days = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moments = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.bold = book.add_format({"bold": True})
        self.group = book.add_format({"bold": True, "align": "center", "valign": "vcenter", "border": 1})
        self.middle = book.add_format({"valign": "vcenter"})
        self.middle_days = book.add_format({"valign": "vcenter", "num_format": "dd/mm/yyyy"})

    def write(self, sheet: Lembar, start: int) -> None:
        page = self.book.get_worksheet_by_name(sheet.nama)
        if page is None:
            page = self.book.add_worksheet(sheet.nama)
            page.set_column(0, len(sheet.kolom) - 1, 16)
            page.freeze_panes(len(sheet.kepala), 0)
        if sheet.tersembunyi:
            page.hide()
        plain = sheet.kepala[:-2] if sheet.bertingkat else sheet.kepala
        for place, row in enumerate(plain, start=start):
            page.write_row(place, 0, row, self.bold)
        if sheet.bertingkat:
            self._write_groups(page, start + len(plain), *sheet.kepala[-2:])
        first = start + len(sheet.kepala)
        merged = dict(_merged(sheet))
        for place, row in enumerate(sheet.baris):
            for column, value in enumerate(row.sel):
                length = merged.get((place, column), 1)
                if length > 1:
                    self._merge(page, (first + place, column, first + place + length - 1, column), value)
                elif length == 1:
                    self._write_cell(page, first + place, column, value)

    def _write_groups(self, page, row: int, upper: list[str], lower: list[str]) -> None:
        for name, run in groupby(range(len(upper)), key=lambda at: upper[at]):
            columns = list(run)
            if not lower[columns[0]]:
                page.merge_range(row, columns[0], row + 1, columns[0], name, self.group)
                continue
            if len(columns) > 1:
                page.merge_range(row, columns[0], row, columns[-1], name, self.group)
            else:
                page.write_string(row, columns[0], name, self.group)
            for at in columns:
                page.write_string(row + 1, at, lower[at], self.group)

    def _merge(self, page, area: tuple[int, int, int, int], value) -> None:
        if isinstance(value, date):
            page.merge_range(*area, "", self.middle_days)
            page.write_datetime(
                area[0], area[1], datetime(value.year, value.month, value.day), self.middle_days
            )
        else:
            page.merge_range(*area, value or "", self.middle)

    def _write_cell(self, page, place: int, column: int, value) -> None:
        match value:
            case Galat():
                page.write_formula(place, column, f"={value.kode}", None, value.kode)
            case datetime():
                page.write_datetime(place, column, value, self.moments)
            case date():
                page.write_datetime(place, column, datetime(value.year, value.month, value.day), self.days)
            case int() | float():
                page.write_number(place, column, value)
            case str() if value:
                page.write_string(place, column, value)


def _merged(sheet: Lembar) -> Iterator[tuple[tuple[int, int], int]]:
    """Cells that begin a merged range with its length, and with 0 those that lie inside one."""
    columns = [sheet.kolom.index(name) for name in sheet.gabung]
    at = 0
    for kelompok, run in groupby(sheet.baris, key=lambda row: row.kelompok):
        length = len(list(run))
        if kelompok is not None and length > 1:
            for column in columns:
                yield (at, column), length
                yield from (((at + below, column), 0) for below in range(1, length))
        at += length


def write_json(path: Path, entries: list[dict]) -> Path:
    path.write_text(json.dumps(entries, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path
