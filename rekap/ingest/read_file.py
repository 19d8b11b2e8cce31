"""Opens an agency's file: checks it before reading, then gives its sheets as columns of cells.

CSV cells are text; XLSX cells keep the type that the spreadsheet gave them (`typed`). Row i of a sheet is row
i + 1 of the file, empty rows included, so that a message can name the row that a person sees.
"""

import csv
import hashlib
import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum

from rekap.ingest import typed
from rekap.ingest.limits import FileRefused

MAX_BYTES = 25 * 1024 * 1024
MAX_UNPACKED = 200 * 1024 * 1024
MAX_ENTRIES, MAX_RATIO = 1_000, 100
MAX_SHEETS, MAX_ROWS, MAX_COLUMNS = 50, 200_000, 200

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_NOT_TEXT = (_ZIP, _OLE, b"%PDF", b"MZ", b"\x7fELF", b"\x89PNG", b"\xff\xd8\xff", b"\x1f\x8b", b"Rar!")
_ACTIVE_PARTS = ("vbaproject", "xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/macrosheets/")
_BROKEN = "XLSX rusak. Buka dengan aplikasi spreadsheet, lalu simpan ulang."
# The reader holds a sheet from A1 to its last cell: one cell far away would cost all memory.
_FAR_CELL = re.compile(rb"""\br=["'](?:(?:G[S-Z]|[H-Z][A-Z]|[A-Z]{3})\d|[A-Z]*(?:[2-9]\d{5}|\d{7}))""")
_DELIMITERS = ",;\t|"
_SCANNED_LINES = 30


@dataclass(frozen=True)
class Sheet:
    """One sheet; a CSV is one sheet without a name."""

    nama: str
    cells: pa.Table  # text columns "0", "1", ...; row i is row i + 1 of the file
    lebar: pa.Array | None = None  # CSV: cells that each record really had; None when all are equally wide
    tersembunyi: bool = False
    epoch_1904: bool = False


@dataclass(frozen=True)
class Book:
    """A file as read."""

    nama_berkas: str
    jenis: str
    sheets: tuple[Sheet, ...]
    sha256: str


def _read_bytes(path: Path) -> bytes:
    """The whole file at once: what is fingerprinted is then what is read, whatever happens to it on disk."""
    if _kind(path.name) not in ("csv", "xlsx"):
        raise FileRefused("Jenis berkas ini belum dapat dibaca. Simpan sebagai CSV (UTF-8) atau XLSX.")
    try:
        if not path.is_file():
            raise FileRefused("Berkas tidak ditemukan.")
        if path.stat().st_size > MAX_BYTES:
            raise FileRefused(f"Berkas lebih besar dari {MAX_BYTES >> 20} MB. Bagi menjadi beberapa berkas.")
        content = path.read_bytes()
    except OSError as error:
        raise FileRefused(f"Berkas tidak dapat dibuka: {error.strerror}.") from error
    if not content.strip():
        raise FileRefused("Berkas kosong.")
    return content


def read_book(path: Path) -> Book:
    """The sheets of a file; raises FileRefused when they cannot be read for sure."""
    content = _read_bytes(path)
    jenis = _kind(path.name)
    sheets = _csv_sheets(content) if jenis == "csv" else _xlsx_sheets(content)
    return Book(path.name, jenis, tuple(sheets), hashlib.sha256(content).hexdigest())


def _kind(nama_berkas: str) -> str:
    return Path(nama_berkas).suffix.lower().lstrip(".")


def _sheet(nama: str, rows: list[list], **more) -> Sheet:
    where = f"Lembar {nama}" if nama else "Berkas"
    widths = [len(row) for row in rows]
    width = max(widths, default=0)
    if len(rows) > MAX_ROWS:
        raise FileRefused(f"{where} berisi lebih dari {MAX_ROWS} baris. Bagi menjadi beberapa berkas.")
    if width > MAX_COLUMNS:
        raise FileRefused(f"{where} berisi lebih dari {MAX_COLUMNS} kolom.")
    full = ([typed.encode(cell) for cell in row] + [None] * (width - len(row)) for row in rows)
    columns = [pa.array(column, pa.string()) for column in zip(*full, strict=True)]
    cells = pa.table(columns, names=[str(n) for n in range(width)])
    return Sheet(nama, cells, pa.array(widths, pa.int32()) if len(set(widths)) > 1 else None, **more)


def _csv_sheets(content: bytes) -> list[Sheet]:
    if content.startswith(_NOT_TEXT):
        raise FileRefused("Isi berkas bukan CSV walaupun namanya .csv. Simpan ulang dari aplikasinya.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FileRefused("CSV bukan UTF-8. Simpan ulang sebagai 'CSV UTF-8'.") from error
    if "\x00" in text:
        raise FileRefused(
            "CSV berisi karakter kosong (NUL), mungkin UTF-16. Simpan ulang sebagai 'CSV UTF-8'."
        )
    # Strict, because a quote that is never closed would swallow all rows after it without a sound.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return [_sheet("", list(reader))]
    except csv.Error as error:
        raise FileRefused(
            f"CSV rusak di sekitar baris {reader.line_num}: tanda kutip tidak berpasangan."
        ) from error


def _delimiter(text: str) -> str:
    """The character that cuts some early line into the most cells."""
    lines = text.splitlines()[:_SCANNED_LINES]
    return max(_DELIMITERS, key=lambda mark: max((line.count(mark) for line in lines), default=0))


def _xlsx_sheets(content: bytes) -> list[Sheet]:
    if content.startswith(_OLE):
        raise FileRefused(
            "Berkas dikunci kata sandi atau berformat .xls lama. Simpan ulang sebagai XLSX tanpa sandi."
        )
    if not content.startswith(_ZIP):
        raise FileRefused("Isi berkas bukan XLSX walaupun namanya .xlsx. Simpan ulang dari aplikasinya.")
    _check_archive(content)
    try:
        book = CalamineWorkbook.from_object(io.BytesIO(content))
        if len(book.sheet_names) > MAX_SHEETS:
            raise FileRefused(f"Buku kerja berisi lebih dari {MAX_SHEETS} lembar.")
        hidden = [about.visible != SheetVisibleEnum.Visible for about in book.sheets_metadata]
        rows = [book.get_sheet_by_index(n).to_python(skip_empty_area=False) for n in range(len(hidden))]
        epoch = _is_1904(content)
        return [
            _sheet(name, sheet_rows, tersembunyi=is_hidden, epoch_1904=epoch)
            for name, sheet_rows, is_hidden in zip(book.sheet_names, rows, hidden, strict=True)
        ]
    except CalamineError as error:
        raise FileRefused(_BROKEN) from error


def _is_1904(content: bytes) -> bool:
    workbook = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")
    return bool(re.search(rb"""date1904=["'](?:1|true)""", workbook))


def _check_archive(content: bytes) -> None:
    """Refuse archives that unpack without end, reach outside themselves, or carry code."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except zipfile.BadZipFile as error:
        raise FileRefused(_BROKEN) from error
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or unpacked > MAX_UNPACKED or unpacked > MAX_RATIO * len(content):
        raise FileRefused("Isi XLSX mengembang terlalu besar (bom zip). Berkas tidak dibuka.")
    names = [entry.filename.lower() for entry in entries]
    if any(name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names):
        raise FileRefused("XLSX memuat jalur berkas yang tidak wajar. Berkas tidak dibuka.")
    if any(part in name for name in names for part in _ACTIVE_PARTS):
        raise FileRefused("XLSX memuat makro, tautan luar, atau objek tempelan. Simpan ulang tanpa itu.")
    if any(entry.flag_bits & 1 for entry in entries):
        raise FileRefused("XLSX dikunci kata sandi. Simpan ulang tanpa sandi.")
    if "xl/workbook.xml" not in names:
        raise FileRefused("Isi berkas bukan buku kerja XLSX. Simpan ulang dari aplikasinya.")
    _check_extent(archive, [entry for entry in entries if "worksheets/" in entry.filename.lower()])


def _check_extent(archive: zipfile.ZipFile, sheets: list[zipfile.ZipInfo]) -> None:
    try:
        far = any(_FAR_CELL.search(archive.read(sheet)) for sheet in sheets)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError) as error:
        raise FileRefused(_BROKEN) from error
    if far:
        raise FileRefused(f"XLSX berisi sel di luar {MAX_ROWS} baris atau {MAX_COLUMNS} kolom pertama.")
