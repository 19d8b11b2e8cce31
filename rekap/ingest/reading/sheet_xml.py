"""What the workbook library does not say about a sheet: its reach, its errors, its formulas without a value.

The library is silent about all three: an error and a formula that was never calculated are empty cells to it,
an error code that it does not know spoils the sheet, and one cell far away costs the memory of all before it.
"""

import re
from dataclasses import dataclass, field
from operator import itemgetter
from xml.parsers import expat

from rekap.ingest.reading import limits
from rekap.ingest.reading.archive import BROKEN
from rekap.ingest.reading.limits import FileRefused, written
from rekap.ingest.reading.typed import CellError

NOT_CALCULATED = "#BELUM_DIHITUNG"
_UNKNOWN_ERROR = "#GALAT"

_PIECE = 4 * limits.MB
# No pattern may run over the next "<": a file of nothing but beginnings would take forever.
_USUAL_CELL = re.compile(
    rb"""<c r="([A-Za-z]{1,9})([0-9]{1,9})"[^<>]*(?<!/)>"""
)  # five times faster than any cell
_FILLED_CELL = re.compile(
    rb"""<(?:\w+:)?c\s(?:[^<>]*?\s)?r=["']([A-Za-z]{1,9})([0-9]{1,9})["'][^<>]*(?<!/)>"""
)
_SILENT = (b'"e"', b"'e'", b"<f>", b"<f ", b"<f/", b":f>", b":f ", b":f/")  # may stand for something else too
_ERROR_CELL = re.compile(rb"""(<(?:\w+:)?c\s(?:[^<>]*?\s)?)t=["']e["']""")
_ERROR_CODE = re.compile(r"#[A-Z0-9_/!?]{1,20}")
_MOST_SPARSE = 20  # places per filled cell; a table of headings and half-empty columns stays far below
_SMALL_SHEET = 2_000_000


@dataclass(frozen=True)
class Look:
    """The reach of the filled cells, and what stands in the cells that are silent to the library."""

    rows: int = 0
    columns: int = 0
    errors: dict[tuple[int, int], CellError] = field(default_factory=dict)


def look(nama: str, xml: bytes) -> tuple[Look, bytes]:
    """Look through one sheet; also gives it back for the library, its errors written as plain text."""
    rows, columns = _reach(nama, xml)
    errors = _Errors().of(xml) if any(mark in xml for mark in _SILENT) else {}
    if any(error.kode != NOT_CALCULATED for error in errors.values()):
        xml = _ERROR_CELL.sub(rb'\1t="str"', xml)
    for row, column in errors:
        rows, columns = max(rows, row + 1), max(columns, column + 1)
    check_reach(nama, rows, columns)
    return Look(rows, columns, errors), xml


def column_number(letters: str) -> int:
    """0 for A."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def column_letters(number: int) -> str:
    """How a spreadsheet names a column counted from 0: 0 is A, 26 is AA."""
    letters = ""
    while number >= 0:
        number, letter = divmod(number, 26)
        letters, number = chr(65 + letter) + letters, number - 1
    return letters


def _reach(nama: str, xml: bytes) -> tuple[int, int]:
    usual = xml.count(b'<c r="') == xml.count(b"<c ") and b":c " not in xml
    pattern = _USUAL_CELL if usual else _FILLED_CELL
    rows, letters, cells = 0, set(), 0
    start = 0
    while start < len(xml):
        end = start + _PIECE
        end = len(xml) if end >= len(xml) else max(xml.rfind(b"<", start, end), start + 1)
        found = pattern.findall(xml, start, end)
        cells += len(found)
        letters.update(map(itemgetter(0), found))
        last = max(map(int, map(itemgetter(1), found)), default=0)
        if last > limits.XLSX_ROWS or any(len(letter) > 2 for letter in letters):
            far = next(f for f in found if int(f[1]) > limits.XLSX_ROWS or len(f[0]) > 2)
            check_reach(nama, int(far[1]), column_number(far[0].decode()) + 1, b"".join(far).decode())
        rows, start = max(rows, last), end
    columns = max((column_number(letter.decode()) + 1 for letter in letters), default=0)
    if rows * columns > max(_SMALL_SHEET, _MOST_SPARSE * cells):
        raise FileRefused(
            f"Lembar {nama} berisi sel yang terpencil jauh dari tabelnya (sampai baris {written(rows)}). "
            "Hapus sel itu, lalu simpan ulang."
        )
    return rows, columns


def check_reach(nama: str, rows: int, columns: int, address: str = "") -> None:
    """Refuse a sheet over the limits; the address is the cell that reaches so far, where it is known."""
    where = f"Lembar {nama}" + (f" (sel {address})" if address else "")
    if rows > limits.XLSX_ROWS:
        most = written(limits.XLSX_ROWS)
        raise FileRefused(f"{where} berisi lebih dari {most} baris. Bagi menjadi beberapa berkas.")
    if columns > limits.COLUMNS:
        raise FileRefused(
            f"{where} berisi lebih dari {limits.COLUMNS} kolom. Buang kolom yang tidak diminta."
        )


class _Errors:
    """Walks through the cells of a sheet and keeps those that hold an error or were never calculated."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], CellError] = {}
        self.row, self.column = -1, -1
        self.kind, self.has_formula = "", False
        self.value: list[str] | None = None
        self.text = ""

    def of(self, xml: bytes) -> dict[tuple[int, int], CellError]:
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parse(parser, xml)
        return self.found

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == "row":
            self.row = int(attributes["r"]) - 1 if "r" in attributes else self.row + 1
            self.column = -1
        elif name == "c":
            self._place(attributes.get("r"))
            self.kind, self.has_formula, self.text = attributes.get("t", "n"), False, ""
        elif name == "f":
            self.has_formula = True
        elif name == "v":
            self.value = []

    def _place(self, address: str | None) -> None:
        if address is None:
            self.column += 1
            return
        letters = address.rstrip("0123456789")
        self.row, self.column = int(address[len(letters) :]) - 1, column_number(letters)

    def _end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if name == "v":
            self.text, self.value = "".join(self.value or ()), None
        elif name == "c" and self.kind == "e":
            code = self.text if _ERROR_CODE.fullmatch(self.text) else _UNKNOWN_ERROR
            self.found[self.row, self.column] = CellError(code)
        elif name == "c" and self.has_formula and not self.text and self.kind != "str":
            self.found[self.row, self.column] = CellError(NOT_CALCULATED)

    def _characters(self, data: str) -> None:
        if self.value is not None:
            self.value.append(data)


def safe_parser():
    """An XML parser that knows no document type, hence no entity of a file's own."""
    parser = expat.ParserCreate("utf-8")  # as the library reads it, whatever the part says of itself
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    return parser


def parse(parser, xml: bytes) -> None:
    """Run a parser over a part; what is no XML is a broken workbook."""
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, KeyError) as error:
        raise FileRefused(BROKEN) from error


def _refuse_doctype(*_about) -> None:
    raise FileRefused(BROKEN)
