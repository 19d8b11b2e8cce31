"""Opens an agency's file: gives its sheets as columns of cells, or refuses it in a sentence.

CSV cells are text; XLSX cells keep the type that the spreadsheet gave them (`typed`). The bytes are looked at
in another process only, which has limits and may die without harm.
"""

import json
import os
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa

from rekap import settings
from rekap.ingest.reading import limits
from rekap.ingest.reading.limits import FileBusy, FileRefused
from rekap.ingest.reading.sheet import Sheet

__all__ = ["Book", "FileBusy", "FileRefused", "Sheet", "read_book"]

_LONGEST_HEAD = limits.MB
_HANDED_DOWN = ("SYSTEMROOT", "LD_LIBRARY_PATH")  # nothing else of the environment, which may hold secrets
_QUIET = {
    "PYTHONPATH": str(settings.ROOT),
    "ARROW_DEFAULT_MEMORY_POOL": "system",  # the other pools reserve address space that they never use
    "MALLOC_ARENA_MAX": "2",
    "OPENBLAS_NUM_THREADS": "1",
}


@dataclass(frozen=True)
class Book:
    """A file as read."""

    nama_berkas: str
    jenis: str
    sheets: tuple[Sheet, ...]
    sha256: str


def read_book(path: Path) -> Book:
    """The sheets of a file; raises FileRefused when they cannot be read for sure."""
    if not _is_text(path.name):
        raise FileRefused("Nama berkas memuat huruf yang rusak. Beri nama baru, lalu ulangi.")
    jenis = path.suffix.lower().lstrip(".")
    if jenis not in ("csv", "xlsx"):
        raise FileRefused("Jenis berkas ini belum dapat dibaca. Simpan sebagai CSV (UTF-8) atau XLSX.")
    with _open(path, jenis) as file, _child(file, jenis) as answer:
        head = _head(answer)
        if "ditolak" in head:
            raise (FileBusy if head["nanti"] else FileRefused)(head["ditolak"])
        if "galat" in head:
            raise FileRefused(_failure(head["galat"]))
        sheets = tuple(_sheet(answer, about) for about in head["lembar"])
    return Book(path.name, jenis, sheets, head["sha256"])


def _is_text(name: str) -> bool:
    """Some systems let a name hold any bytes; such a name can be written in no receipt and no message."""
    try:
        return bool(name.encode("utf-8"))
    except UnicodeEncodeError:
        return False


@contextmanager
def _open(path: Path, jenis: str) -> Iterator[BinaryIO]:
    try:
        if not path.is_file():  # asked first, because opening a pipe would wait
            raise FileRefused("Berkas tidak ditemukan.")
        file = path.open("rb", buffering=0)
    except OSError as error:
        raise FileBusy(f"Berkas tidak dapat dibuka: {error.strerror}.") from error
    with file:
        about = os.fstat(file.fileno())
        if not stat.S_ISREG(about.st_mode):
            raise FileRefused("Berkas tidak ditemukan.")
        if about.st_size > limits.bytes_of(jenis):
            most = limits.bytes_of(jenis) // limits.MB
            raise FileRefused(f"Berkas lebih besar dari {most} MB. Bagi menjadi beberapa berkas.")
        yield file


@contextmanager
def _child(file: BinaryIO, jenis: str) -> Iterator[BinaryIO]:
    """The answer of a new process that reads the file; its death becomes a refusal."""
    memory, seconds = limits.MEMORY[jenis], limits.SECONDS[jenis]
    process = subprocess.Popen(
        [sys.executable, "-P", "-s", "-m", "rekap.ingest.reading.child", jenis, str(memory), str(seconds)],
        stdin=file,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_QUIET | {name: os.environ[name] for name in _HANDED_DOWN if name in os.environ},
    )
    late = threading.Event()
    clock = threading.Timer(limits.PATIENCE * seconds, lambda: (late.set(), process.kill()))
    clock.start()
    try:
        yield process.stdout
    except (pa.ArrowException, OSError, EOFError, ValueError) as error:
        process.kill()
        raise FileRefused(_too_late(seconds) if late.is_set() else _failure("berhenti")) from error
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


def _head(answer: BinaryIO) -> dict:
    size = int.from_bytes(answer.read(8), "big")
    line = answer.read(size) if 0 < size <= _LONGEST_HEAD else b""
    if not line or len(line) < size:
        raise EOFError
    return json.loads(line)


def _sheet(answer: BinaryIO, about: dict) -> Sheet:
    """Checked in full: a child that a file has broken could answer anything."""
    with pa.ipc.open_stream(answer) as stream:
        table = stream.read_all()
    table.validate(full=True)
    lebar = table.column("lebar").combine_chunks() if about["lebar"] else None
    cells = table.drop_columns(["lebar"]) if about["lebar"] else table
    if cells.schema != pa.schema([(str(n), pa.string()) for n in range(cells.num_columns)]):
        raise EOFError
    return Sheet(about["nama"], cells, lebar, about["tersembunyi"], about["epoch_1904"])


def _too_late(seconds: int) -> str:
    return f"Berkas belum selesai dibaca setelah {limits.PATIENCE * seconds} detik. {_SMALLER}"


_SMALLER = "Simpan ulang dari aplikasinya; bila tetap ditolak, bagi menjadi beberapa berkas."


def _failure(kind: str) -> str:
    """What a developer needs to know is one word; what a person can do is the rest."""
    return f"Berkas rusak atau terlalu berat untuk dibaca ({kind}). {_SMALLER}"
