"""What a CSV file is written in: its encoding, its delimiter, and nothing in it that is no text."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from rekap.ingest.reading.limits import FileRefused, written

DELIMITERS = ",;\t|"
SCANNED_RECORDS = 200

_SCANNED_BYTES = 256 * 1024
_PIECE = 16 * 1024 * 1024
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_UTF32 = (b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_NOT_TEXT = (
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"%PDF",
    b"\x7fELF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"\x1f\x8b",
    b"Rar!",
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype|html|table|\?xml|meta|script)", re.I)
_SEP_LINE = re.compile(rb"""["']?sep=([,;\t|])["']?(?:\r\n|\n|\r)""", re.I)
_MULTIBYTE = re.compile(rb"[\xc3-\xf4][\x80-\xbf]")
_HIGH_RUN = re.compile(rb"[\x80-\xff]{3}")
_CONTROL = np.array([code < 32 and code not in (9, 10, 13) for code in range(256)])
_RESAVE = "Simpan ulang dari aplikasinya sebagai 'CSV UTF-8'."


@dataclass(frozen=True)
class Text:
    """The file as UTF-8 without its marks, and the character between its cells."""

    utf8: memoryview
    delimiter: str


def open_text(content: bytes) -> Text:
    """Raises FileRefused where the characters cannot be known for sure."""
    is_program = content.startswith(b"MZ") and b"\0" in content[:512]
    if is_program or content.startswith(_NOT_TEXT) or _MARKUP.match(content):
        raise FileRefused("Isi berkas bukan CSV walaupun namanya .csv. Simpan ulang dari aplikasinya.")
    utf8 = _as_utf8(content)
    declared = _SEP_LINE.match(utf8)
    if declared:  # a spreadsheet obeys this line and does not show it, so that row 1 is the next one
        utf8 = utf8[declared.end() :]
    delimiter = declared.group(1).decode() if declared else _delimiter(utf8)
    _refuse_control_characters(utf8, delimiter)
    return Text(utf8, delimiter)


def first_records(utf8: memoryview, delimiter: str) -> list[list[str]]:
    """Some records from the top, read leniently: to look at, not to keep."""
    part = bytes(utf8[:_SCANNED_BYTES]).decode("utf-8", "ignore")
    records = []
    try:
        for record in csv.reader(io.StringIO(part, newline=""), delimiter=delimiter):
            records.append(record)
            if len(records) > SCANNED_RECORDS:
                break
    except csv.Error:
        pass  # a cell without end; the reading itself will name its row
    return records[:-1] if len(records) > 1 and len(utf8) > len(part) else records


def usual_width(records: list[list[str]]) -> int:
    """How many cells most records have; a wide record counts for more than a title."""
    widths = Counter(len(record) for record in records)
    return max(widths, key=lambda width: (widths[width] * (width - 1), width), default=0)


def record_at(utf8: memoryview, position: int, delimiter: str) -> int:
    """The number of the record that holds a byte, as a spreadsheet counts rows."""
    text = bytes(utf8[:position]).decode("utf-8", "ignore")
    reader = csv.reader(io.StringIO(text + "x", newline=""), delimiter=delimiter)
    try:
        return sum(1 for _ in reader)
    except csv.Error:  # a longer cell than the reader takes; lines are the next best
        return text.count("\n") + 1


def _as_utf8(content: bytes) -> memoryview:
    if content.startswith(_UTF32):
        raise FileRefused(f"CSV dalam UTF-32 tidak dapat dibaca. {_RESAVE}")
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _recoded(content[len(bom) :], encoding)
    return _recoded(content, _utf16_without_bom(content) or "utf-8")


def _recoded(content: bytes, encoding: str) -> memoryview:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            return _from_windows_1252(content, error.start)
        raise FileRefused(f"CSV UTF-16 rusak. {_RESAVE}") from error
    return memoryview(content if encoding == "utf-8" else text.encode("utf-8"))


def _utf16_without_bom(content: bytes) -> str | None:
    """Obvious when every other byte of the start is NUL, as in Latin text it is."""
    start = content[:4096]
    even, odd = start[0::2].count(0), start[1::2].count(0)
    half = len(start) // 2
    if half < 2 or len(content) % 2:
        return None
    if odd > 0.9 * half and not even:
        return "utf-16-le"
    return "utf-16-be" if even > 0.9 * half and not odd else None


def _from_windows_1252(content: bytes, broken_at: int) -> memoryview:
    """Text that is no UTF-8 is taken as Windows-1252 when its letters stand as in a Latin text."""
    row = content.count(b"\n", 0, broken_at) + 1
    if _MULTIBYTE.search(content) or _HIGH_RUN.search(content):
        raise FileRefused(
            f"Pengodean huruf CSV tidak dapat dipastikan: mulai sekitar baris {written(row)} ada huruf "
            f"yang bukan UTF-8. {_RESAVE}"
        )
    try:
        return memoryview(content.decode("cp1252").encode("utf-8"))
    except UnicodeDecodeError as error:
        raise FileRefused(
            f"CSV di sekitar baris {written(row)} bukan UTF-8 dan bukan Windows-1252. {_RESAVE}"
        ) from error


def _delimiter(utf8: memoryview) -> str:
    """The character that cuts the most records into the same number of cells, and into many."""

    def regularity(mark: str) -> int:
        records = first_records(utf8, mark)
        width = usual_width(records)
        return sum(len(record) == width for record in records) * (width - 1)

    return max(DELIMITERS, key=regularity)


def _refuse_control_characters(utf8: memoryview, delimiter: str) -> None:
    """They show nowhere, so a person could not see what was kept or removed; and one of them marks types."""
    data = np.frombuffer(utf8, np.uint8)
    for start in range(0, len(data), _PIECE):
        piece = data[start : start + _PIECE]
        low = np.flatnonzero(piece < 32)
        bad = low[_CONTROL[piece[low]]]
        if len(bad):
            at = start + int(bad[0])
            raise FileRefused(
                f"Baris {written(record_at(utf8, at, delimiter))} berisi karakter kendali yang tidak tampak "
                f"(kode {data[at]}). Hapus karakter itu, lalu simpan ulang."
            )
