"""The process of its own in which a stranger's bytes are read: `read_file` starts it for every file.

File on stdin; on stdout one JSON line of known length, then one Arrow stream per sheet. Nothing else leaves
it: no file, no message of a library, no traceback, for each of them might hold what a cell says.
"""

import hashlib
import json
import os
import sys
import threading

import pyarrow as pa

from rekap.ingest.reading import limits
from rekap.ingest.reading.limits import FileBusy, FileRefused
from rekap.ingest.reading.sheet import Sheet

CHANGED = "Berkas berubah selagi dibaca. Tutup aplikasi yang memakainya, lalu ulangi."
EMPTY = "Berkas kosong."


def main() -> None:
    jenis, memory, seconds = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    _limit(memory, seconds)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # what a library prints is not part of the answer
    try:
        content = _whole_file(jenis)
        digest = _Digest(content)
        sheets = read(content, jenis)
        _answer(out, {"sha256": digest.result(), "lembar": [_about(sheet) for sheet in sheets]}, sheets)
    except FileRefused as refusal:
        _answer(out, {"ditolak": str(refusal), "nanti": isinstance(refusal, FileBusy)})
    except BaseException as error:  # also a panic of Rust code, which is no Exception
        _answer(out, {"galat": type(error).__name__})
    out.flush()
    os._exit(0)


def read(content: bytes, jenis: str) -> list[Sheet]:
    """The sheets of a file's bytes; the imports are here because each kind needs its own."""
    if not content.strip(b"\xef\xbb\xbf\xfe\xff \t\r\n\0"):
        raise FileRefused(EMPTY)
    if jenis == "csv":
        from rekap.ingest.reading.csv_table import read_csv

        sheets = [read_csv(content)]
    else:
        from rekap.ingest.reading.workbook import read_workbook

        sheets = read_workbook(content)
    if not any(sheet.cells.num_columns for sheet in sheets):
        raise FileRefused(EMPTY)
    return sheets


class _Digest:
    """The fingerprint, made while the bytes are read into sheets."""

    def __init__(self, content: bytes) -> None:
        self._hash = hashlib.sha256()
        self._thread = threading.Thread(target=self._hash.update, args=(content,))
        self._thread.start()

    def result(self) -> str:
        self._thread.join()
        return self._hash.hexdigest()


def _limit(memory: int, seconds: int) -> None:
    """Windows has no such limits; there only the clock of the parent ends a reading."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    for nothing in (resource.RLIMIT_CORE, resource.RLIMIT_FSIZE):
        resource.setrlimit(nothing, (0, 0))


def _whole_file(jenis: str) -> bytes:
    """Read once: what is fingerprinted is then what is read, whatever happens to the file."""
    before = os.fstat(0)
    with open(0, "rb", closefd=False) as file:
        content = file.read(limits.bytes_of(jenis) + 1)
    after = os.fstat(0)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise FileBusy(CHANGED)
    if len(content) != before.st_size:
        raise FileBusy(CHANGED)
    return content


def _about(sheet: Sheet) -> dict:
    return {
        "nama": sheet.nama,
        "tersembunyi": sheet.tersembunyi,
        "epoch_1904": sheet.epoch_1904,
        "lebar": sheet.lebar is not None,
    }


def _answer(out, head: dict, sheets: list[Sheet] = ()) -> None:
    line = json.dumps(head).encode("utf-8")
    out.write(len(line).to_bytes(8, "big") + line)
    for sheet in sheets:
        table = sheet.cells
        if sheet.lebar is not None:
            table = table.append_column("lebar", sheet.lebar)
        with pa.ipc.new_stream(pa.PythonFile(out), table.schema) as stream:
            stream.write_table(table)


if __name__ == "__main__":
    main()
