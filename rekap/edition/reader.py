"""Opening one file of the edition in force, read-only, verified once."""

import threading
from collections import OrderedDict
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rekap import engines, labels
from rekap.edition import pointer
from rekap.edition.pointer import EditionMissing, Named

KEPT_OPEN = 96
BELUM_ADA = "Belum ada versi data {tier}. Terima berkas, bangun gudang data, lalu terbitkan."
TIDAK_UTUH = "Versi data {tier} di server ini tidak utuh. Terbitkan ulang dari gudang data."
TANPA_BERKAS = "Versi data {tier} tidak memuat berkas {lingkup}."
VERSI_LAMA = (
    "Versi data terbaru tidak utuh, jadi yang tampil adalah versi utuh terakhir (data sampai {tanggal}). "
    "Beri tahu pengelola."
)


@dataclass(frozen=True)
class Opened:
    """One file of an edition. Ask it through a cursor of its own: many readers share the connection."""

    con: Any
    id: str
    path: Path
    peringatan: str | None = None


_lock = threading.Lock()
_open: OrderedDict[Path, Opened] = OrderedDict()
_damaged: set[tuple[Path, int, int]] = set()


def open_file(tier: str, lingkup: str) -> Opened:
    """The named file of the edition in force, or of the one before it when that file is damaged.

    Every call looks at the pointer, so a new edition is picked up by the next question. A path is never used
    twice, so a file verified once stays verified, and the old one serves whoever still reads it.
    """
    named = pointer.candidates(tier)
    if not named:
        raise EditionMissing(BELUM_ADA.format(tier=tier))
    for rank, edition in enumerate(named):
        opened = _open_of(tier, edition, lingkup)
        if opened is not None:
            if rank == 0 and edition.manifest_sha256:
                return opened
            return replace(opened, peringatan=_warning(tier, edition))
    raise EditionMissing(TIDAK_UTUH.format(tier=tier))


def file_names(tier: str) -> list[str]:
    """The files of the edition in force, by the names that open_file takes."""
    for edition in pointer.candidates(tier):
        manifest = pointer.read_manifest(tier, edition)
        if manifest:
            return sorted(name.removesuffix(".duckdb") for name in manifest["files"])
    return []


def _open_of(tier: str, edition: Named, lingkup: str) -> Opened | None:
    """None when this edition cannot be trusted; raises when it is sound and simply has no such file."""
    path = pointer.folder(tier) / edition.id / f"{lingkup}.duckdb"
    with _lock:
        if path in _open:
            _open.move_to_end(path)
            return _open[path]
        manifest = pointer.read_manifest(tier, edition)
        if manifest is None:
            return None
        name = f"{lingkup}.duckdb"
        if name not in manifest["files"]:
            raise EditionMissing(TANPA_BERKAS.format(tier=tier, lingkup=lingkup))
        if not _sound(path, manifest["files"][name]):
            return None
        opened = _open[path] = Opened(engines.open_reader(path), edition.id, path)
        while len(_open) > KEPT_OPEN:
            _open.popitem(last=False)
        return opened


def _sound(path: Path, facts: dict) -> bool:
    """Compare with the manifest; a damaged file is not read through again until it changes."""
    try:
        state = (path, path.stat().st_mtime_ns, path.stat().st_size)
    except OSError:
        return False
    if state in _damaged:
        return False
    if pointer.file_intact(path, facts):
        return True
    _damaged.add(state)
    return False


def _warning(tier: str, edition: Named) -> str:
    manifest = pointer.read_manifest(tier, edition)
    tanggal = labels.day(date.fromisoformat(manifest["tanggal_data"])) if manifest else "tidak diketahui"
    return VERSI_LAMA.format(tanggal=tanggal)
