"""The ZIP around a workbook: opened by hand, entry by entry, and handed on as a clean copy.

What reads the workbook afterwards sees only what was checked here: no second directory, no entry inside
another, no size that lies, nothing that runs or points outside.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator

from rekap.ingest.reading import limits
from rekap.ingest.reading.limits import FileRefused

BROKEN = "XLSX rusak. Buka dengan aplikasi spreadsheet, lalu simpan ulang."

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_DIRECTORY_ENTRY = b"PK\x01\x02"
_BOMB = "Isi XLSX mengembang terlalu besar (bom zip). Berkas tidak dibuka."
_ODD_PATH = "XLSX memuat jalur berkas yang tidak wajar. Berkas tidak dibuka."
_ACTIVE = "XLSX memuat makro, tautan luar, atau objek tempelan. Simpan ulang tanpa itu."
_ACTIVE_PARTS = (
    "vbaproject",
    "xl/externallinks/",
    "xl/embeddings/",
    "xl/activex/",
    "xl/macrosheets/",
)
_FIRST = ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_ENCRYPTED, _SYMLINK = 1, stat.S_IFLNK
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


def check_outside(content: bytes) -> None:
    """Refuse what is no ZIP at all, by what it is."""
    if content.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in content:
            raise FileRefused("XLSX dikunci kata sandi. Simpan ulang tanpa sandi.")
        raise FileRefused("Isi berkas berformat .xls lama walaupun namanya .xlsx. Simpan ulang sebagai XLSX.")
    if not content.startswith(_ZIP):
        raise FileRefused("Isi berkas bukan XLSX walaupun namanya .xlsx. Simpan ulang dari aplikasinya.")
    if content.count(_DIRECTORY_ENTRY) > limits.ENTRIES:  # counted before a directory of any size is built
        raise FileRefused(f"XLSX memuat lebih dari {limits.written(limits.ENTRIES)} bagian (bom zip).")


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Every XML part with its name, the list of sheets first; raises FileRefused at the first odd one."""
    check_outside(content)
    entries = _entries(content)
    _check_sizes(entries, len(content))
    _check_names([entry.filename for entry in entries])
    _check_layout(entries, len(content))
    for entry in sorted(entries, key=lambda entry: entry.filename.lower() not in _FIRST):
        data = _unpacked(content, entry)
        if data.startswith((_ZIP, _OLE)):
            raise FileRefused(_ACTIVE)
        if entry.filename.lower().endswith((".xml", ".rels")):
            yield entry.filename, data


def _entries(content: bytes) -> list[zipfile.ZipInfo]:
    try:
        entries = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except Exception as error:  # its parser gives up in many ways
        raise FileRefused(BROKEN) from error
    return [entry for entry in entries if not (entry.filename.endswith("/") and entry.file_size == 0)]


def _check_sizes(entries: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    if len(entries) > limits.ENTRIES or unpacked > limits.UNPACKED or unpacked > limits.RATIO * packed:
        raise FileRefused(_BOMB)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise FileRefused("XLSX dikunci kata sandi. Simpan ulang tanpa sandi.")
    if any(entry.compress_type not in _METHODS for entry in entries):
        raise FileRefused(BROKEN)


def _check_names(names: list[str]) -> None:
    lower = [name.lower() for name in names]
    if any(re.search(r"^/|^[a-z]:|\\|(^|/)\.\.(/|$)", name) for name in lower):
        raise FileRefused(_ODD_PATH)
    if any(part in name for name in lower for part in _ACTIVE_PARTS):
        raise FileRefused(_ACTIVE)
    if "" in lower or len(set(lower)) < len(lower):
        raise FileRefused(BROKEN)
    if "xl/workbook.bin" in lower:
        raise FileRefused("Isi berkas berformat .xlsb walaupun namanya .xlsx. Simpan ulang sebagai XLSX.")
    if "xl/workbook.xml" not in lower:
        raise FileRefused("Isi berkas bukan buku kerja XLSX. Simpan ulang dari aplikasinya.")


def _check_layout(entries: list[zipfile.ZipInfo], size: int) -> None:
    """No entry shares bytes with another, and none is a link."""
    if any(stat.S_IFMT(entry.external_attr >> 16) == _SYMLINK for entry in entries):
        raise FileRefused(_ODD_PATH)
    end = 0
    for entry in sorted(entries, key=lambda entry: entry.header_offset):
        if entry.header_offset < end:
            raise FileRefused(_BOMB)
        end = entry.header_offset + 30 + len(entry.filename) + entry.compress_size
    if end > size:
        raise FileRefused(BROKEN)


def _unpacked(content: bytes, entry: zipfile.ZipInfo) -> bytes:
    """The bytes of one entry, never more than it has declared."""
    at = entry.header_offset
    names = int.from_bytes(content[at + 26 : at + 28], "little")
    extra = int.from_bytes(content[at + 28 : at + 30], "little")
    start = at + 30 + names + extra
    data = content[start : start + entry.compress_size]
    if content[at : at + 4] != _ZIP:
        raise FileRefused(BROKEN)
    if entry.compress_type == zipfile.ZIP_DEFLATED:
        data = _inflated(data, entry.file_size)
    if len(data) != entry.file_size or zlib.crc32(data) != entry.CRC:
        raise FileRefused(BROKEN)
    return data


def _inflated(data: bytes, size: int) -> bytes:
    stream = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        whole = stream.decompress(data, size + 1)
    except zlib.error as error:
        raise FileRefused(BROKEN) from error
    if len(whole) > size:
        raise FileRefused(_BOMB)
    return whole
