"""Puts what was accepted into the vault in one step, and reads back what has been put there.

A landed folder is whole or does not exist: it is written elsewhere in the vault, forced to disk, renamed.
"""

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from rekap import disk, settings

RECEIPT_FILE = "penerimaan.json"
RELEASE_FILE = "dilepas.json"
HELD = "karantina"
# What receipts did not yet say in version 0.1.
_BEFORE = {
    "baris_dikarantina": 0,
    "korban_digantikan": 0,
    "korban_hilang": 0,
    "oleh": "tidak diketahui",
    "sidik_bacaan": "",
}


class LandingDamaged(Exception):
    """A landed folder cannot be read; someone has changed the vault by hand."""


@dataclass(frozen=True)
class Receipt:
    """What became of one file. A row may break several rules: `per_aturan` may add up to more than rows.

    `sidik_bacaan` is the fingerprint of the mappings, lists and rules by which it was read.
    """

    sha256: str
    nama_berkas: str
    sumber: str
    pemetaan: str
    baris_masuk: int
    baris_diterima: int
    baris_dikarantina: int
    baris_ditolak: int
    per_aturan: dict[str, int]
    peringatan: dict[str, int]
    korban_digantikan: int
    korban_hilang: int
    sidik_bacaan: str
    diterima_pada: str
    oleh: str
    sudah_ada: bool
    folder: Path


def landing_dir() -> Path:
    return settings.vault_dir() / "landing"


@contextmanager
def one_writer() -> Iterator[None]:
    """What a file replaces and that it lands are one step; BlockingIOError while another file takes it."""
    _private_folder(landing_dir())
    with disk.one_writer(landing_dir() / ".kunci"):
        yield


def folder_of(sumber: str, sha256: str) -> Path:
    return landing_dir() / sumber / sha256[:16]


def receipt_at(folder: Path, sudah_ada: bool = False) -> Receipt | None:
    """The receipt of a landed folder, or None where nothing has landed."""
    if not folder.is_dir():
        return None
    try:
        raw = _BEFORE | json.loads((folder / RECEIPT_FILE).read_text(encoding="utf-8"))
        fields = {n: raw[n] for n in Receipt.__dataclass_fields__ if n not in ("sudah_ada", "folder")}
    except (OSError, json.JSONDecodeError, KeyError) as error:
        raise LandingDamaged(f"Tanda terima di {folder} hilang atau rusak.") from error
    return Receipt(**fields, sudah_ada=sudah_ada, folder=folder)


def all_receipts() -> list[Receipt]:
    """Everything that has landed, by source and fingerprint."""
    return [receipt for folder in sorted(landing_dir().glob("*/*")) if (receipt := receipt_at(folder))]


def land(receipt: Receipt, tables: dict[str, pa.Table], held: dict[str, pa.Table], extra: dict) -> None:
    """Write all tables and the receipt, then make them appear at once under the receipt's folder.

    Rows in quarantine land beside the others, in a folder that no build reads until they are released.
    """
    _private_folder(receipt.folder.parent)
    temporary = settings.vault_dir() / "sementara" / f"{receipt.sumber}-{receipt.folder.name}"
    shutil.rmtree(temporary, ignore_errors=True)  # what a killed run left behind
    _private_folder(temporary)
    try:
        _write_tables(temporary, tables)
        if receipt.baris_dikarantina:
            _private_folder(temporary / HELD)
            _write_tables(temporary / HELD, held)
        fields = {n: v for n, v in vars(receipt).items() if n not in ("sudah_ada", "folder")}
        fields |= extra
        with _private_file(temporary / RECEIPT_FILE) as file:
            file.write(json.dumps(fields, ensure_ascii=False, indent=1, sort_keys=True).encode("utf-8"))
        disk.sync(temporary)
        os.rename(temporary, receipt.folder)
        disk.sync(receipt.folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _write_tables(folder: Path, tables: dict[str, pa.Table]) -> None:
    for name, rows in tables.items():
        if not rows.num_rows:
            continue
        with _private_file(folder / f"{name}.parquet") as file:
            pq.write_table(rows, file, compression="zstd")
    disk.sync(folder)


def release(folder: Path, alasan: str, oleh: str) -> None:
    """Let the rows that were held count from now on; who decided so, and why, stays beside them."""
    said = {"alasan": alasan, "oleh": oleh, "dilepas_pada": now()}
    disk.replace_text(folder / RELEASE_FILE, json.dumps(said, ensure_ascii=False, indent=1))
    (folder / RELEASE_FILE).chmod(0o600)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _private_folder(path: Path) -> None:
    """A folder that only the worker's account may enter, and its parents up to the vault likewise."""
    if path != settings.vault_dir() and settings.vault_dir() in path.parents:
        _private_folder(path.parent)
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o700)


@contextmanager
def _private_file(path: Path) -> Iterator[BinaryIO]:
    """A new file that only its owner may read, forced to disk before it is closed."""
    with open(path, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        yield file
        file.flush()
        os.fsync(file.fileno())
