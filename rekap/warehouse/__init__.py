"""Builds the warehouse from what has landed: models, checks, exact cubes, and one pointer to the current one.

A warehouse is a folder named after its content. It is made beside the others and only becomes current when
every check has passed, so a failed build changes nothing.
"""

import hashlib
import json
import os
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rekap import disk, engines, settings
from rekap.ingest import contract, intake
from rekap.warehouse import in_force, models, reference
from rekap.warehouse.models import CheckFailed, Offence, WarehouseMissing

__all__ = [
    "BuildResult", "CheckFailed", "Offence", "WarehouseMissing", "build", "check", "current", "open_current",
]  # fmt: skip

DATABASE, MANIFEST, POINTER = "gudang.duckdb", "manifest.json", "CURRENT.json"
KEEP = 3  # persons in keyed form need not lie around in more copies

Say = models.Say


@dataclass(frozen=True)
class BuildResult:
    """One finished warehouse."""

    path: Path
    id: str
    tanggal_data: date
    checks: tuple[str, ...]
    counts: dict[str, int]


def folder() -> Path:
    return settings.vault_dir() / "gudang"


def build(tanggal_data: date | None = None, progress: Say = print) -> BuildResult:
    """Make the warehouse of everything landed and point to it; the same inputs give the same one."""
    instalasi = settings.instalasi()
    landed = _landed()
    if not any(landed.values()):
        raise WarehouseMissing(
            "Belum ada berkas yang diterima. Jalankan `python -m rekap terima` terlebih dahulu."
        )
    folder().mkdir(mode=0o700, parents=True, exist_ok=True)
    with disk.one_writer(folder() / ".kunci"):
        _sweep()
        progress(f"Membaca {sum(len(files) for files in landed.values())} tabel yang sudah diterima.")
        with closing(engines.open_writer()) as con:
            in_force.show(con, landed)
            tanggal_data, tables = models.prepare(con, instalasi, tanggal_data)
        hashes = _hashes(landed)
        build_id = _content_id(hashes, tables, tanggal_data)
        if not (folder() / build_id / MANIFEST).exists():
            manifest = {"id": build_id, "tanggal_data": tanggal_data.isoformat(), "berkas": hashes}
            _make(manifest, landed, tables, progress)
        else:
            progress("Tidak ada yang berubah; gudang yang sama dipakai lagi.")
        _write(folder() / POINTER, {"id": build_id})
        _prune(build_id)
    return current()


def current() -> BuildResult:
    """The warehouse that the pointer names."""
    try:
        build_id = json.loads((folder() / POINTER).read_text(encoding="utf-8"))["id"]
        manifest = json.loads((folder() / build_id / MANIFEST).read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise WarehouseMissing(
            "Gudang belum ada. Jalankan `python -m rekap bangun` terlebih dahulu."
        ) from error
    return BuildResult(
        folder() / build_id / DATABASE,
        build_id,
        date.fromisoformat(manifest["tanggal_data"]),
        tuple(manifest["pemeriksaan"]),
        manifest["jumlah"],
    )


def open_current():
    """The current warehouse, read-only."""
    return engines.open_writer(current().path, read_only=True)


def check(progress: Say = print) -> list[str]:
    """Run every check again on the current warehouse and the landed files it was made from."""
    result = current()
    manifest = json.loads((result.path.parent / MANIFEST).read_text(encoding="utf-8"))
    landed = {table: [] for table in contract.tables()}
    for name, digest in manifest["berkas"].items():
        path = settings.vault_dir() / name
        if not path.exists() or _digest(path) != digest:
            return [f"berkas_berubah: {name} hilang atau tidak lagi seperti saat gudang disusun."]
        landed[path.stem].append(path)
    names = sum(models.checks(), ())
    with closing(open_current()) as con:
        in_force.show(con, landed)
        found = models.offences(con, names)
    progress(f"Gudang {result.id}: {len(names)} pemeriksaan dijalankan.")
    return [str(offence) for offence in found]


def _landed() -> dict[str, list[Path]]:
    """Landed files by table."""
    found = {table: [] for table in contract.tables()}
    for _receipt, path in intake.landed_files():
        found[path.stem].append(path)
    return found


def _hashes(landed: dict[str, list[Path]]) -> dict[str, str]:
    """Content hash of every landed file, by its path inside the vault."""
    return {
        path.relative_to(settings.vault_dir()).as_posix(): _digest(path)
        for files in landed.values()
        for path in files
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _content_id(hashes: dict[str, str], tables: reference.Rows, tanggal_data: date) -> str:
    """Names a warehouse after all that decides its content; the reference rows stand for their files."""
    names = [*engines.query_names("models"), *engines.query_names("checks"), *models.cubes(), models.WORDS]
    material = {
        "diterima": sorted(hashes.values()),
        "kueri": {name: engines.query_text(name) for name in names},
        "rujukan": {name: [[str(v) for v in row] for row in rows] for name, rows in tables.items()},
        "pemasangan": settings.instalasi_path().read_text(encoding="utf-8"),
        "tanggal_data": tanggal_data.isoformat(),
    }
    text = json.dumps(material, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:12]


def _make(manifest: dict, landed: dict[str, list[Path]], tables: reference.Rows, progress: Say) -> None:
    """Build in a folder of its own; only a complete and checked one gets its final name."""
    work, final = folder() / f".build-{manifest['id']}", folder() / manifest["id"]
    work.mkdir(mode=0o700)
    try:
        with closing(engines.open_builder(work / DATABASE)) as con:
            in_force.show(con, landed)
            models.span(con)
            reference.register(con, tables)
            manifest["pemeriksaan"] = models.run(con, progress)
            manifest["jumlah"] = _counts(con)
        os.chmod(work / DATABASE, 0o600)
        disk.sync(work / DATABASE)
        _write(work / MANIFEST, manifest)
        work.rename(final)
        disk.sync(folder())
    finally:
        disk.remove_tree(work)
    progress(f"Gudang {manifest['id']} selesai.")


def _counts(con) -> dict[str, int]:
    tables = ["fct_registrasi", "dim_orang", "fct_kasus", "fct_layanan", "peringatan"]
    counts = {table: engines.count_rows(con, table) for table in tables}
    return {models.KUBUS: engines.count_rows(con, models.ANGKA), **counts}


def _sweep() -> None:
    """Remove what a build that was cut off has left behind."""
    for left in folder().glob(".build-*"):
        disk.remove_tree(left)


def _prune(build_id: str) -> None:
    """Keep the warehouse in use and the newest others; any of them can be built again."""
    made = sorted(folder().glob(f"*/{MANIFEST}"), key=lambda path: path.stat().st_mtime_ns)
    for manifest in [m for m in made if m.parent.name != build_id][: 1 - KEEP]:
        disk.remove_tree(manifest.parent)


def _write(path: Path, content: dict) -> None:
    disk.replace_text(path, json.dumps(content, ensure_ascii=False, indent=1))
