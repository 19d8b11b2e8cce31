"""Publishing and rolling back: build beside, prove, rename once, move the pointer. Vault side only.

Killed at any point this leaves the old edition in force; the next run clears what is left.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from rekap import disk, settings, warehouse
from rekap.disclosure import gates, kebijakan, publik
from rekap.edition import builder, files, identity, pointer
from rekap.edition.pointer import EditionMissing, Named, Pointer

KEEP = 3
MODE = {"publik": 0o440, "internal": 0o400}
Say = Callable[[str], None]


def publish(tier: str, say: Say) -> str:
    """Put an edition of the current warehouse in force and return its id."""
    gudang = warehouse.current()
    with disk.one_writer(pointer.folder(tier) / ".lock"):
        _sweep(tier)
        inputs = identity.inputs(tier, gudang)
        now = pointer.read(tier)
        parent = now.named if now else None
        sound = parent is not None and pointer.intact(tier, parent)
        if sound and _inputs_of(tier, parent) == inputs:
            say(f"Versi data {tier}: tidak ada yang berubah.")
            return parent.id
        named = _finished_or_new(tier, inputs, parent, gudang, say)
        # Readers fall back to this one, so it must not be the damaged one that is being replaced.
        before = parent if sound or now is None else now.sebelumnya
        pointer.write(tier, Pointer(named.id, named.manifest_sha256, before))
        _prune(tier)
    return named.id


def rollback(tier: str) -> str:
    """Put the parent of the edition in force back and return its id."""
    with disk.one_writer(pointer.folder(tier) / ".lock"):
        now = pointer.read(tier)
        before = _parent_of(tier, now.named) if now else None
        if before is None or not pointer.intact(tier, before):
            raise EditionMissing(f"Tidak ada versi data {tier} sebelumnya yang utuh.")
        pointer.write(tier, Pointer(before.id, before.manifest_sha256, _parent_of(tier, before)))
    return before.id


def check_public(say: Say) -> list[str]:
    """The gates on a public file that is thrown away; sentences of those that fail."""
    isi = builder.contents("calon", "publik", warehouse.current())
    with disk.one_writer(pointer.folder("publik") / ".lock"), _scratch("periksa") as work:
        results = _public_file(isi, work, say)
    return [result.sentence() for result in results if not result.lulus]


@contextmanager
def _scratch(name: str) -> Iterator[Path]:
    """A folder in the vault, under the lock of the public tier; a sudden death leaves it to the next run."""
    folder = settings.vault_dir() / f"{disk.UNFINISHED}{name}"
    disk.remove_tree(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        disk.remove_tree(folder)


def _finished_or_new(tier: str, inputs: str, parent: Named | None, gudang, say: Say) -> Named:
    """The edition with this content: one that was finished before and lost its pointer, or a new one."""
    attempt = 0
    while True:
        edition_id = identity.edition_id(inputs, parent.id if parent else None, attempt)
        final = pointer.folder(tier) / edition_id
        if not final.exists():
            return _build(tier, edition_id, inputs, parent, gudang, say)
        named = Named(edition_id, _hash_if_there(final / pointer.MANIFEST))
        if named.manifest_sha256 and pointer.intact(tier, named):
            return named
        attempt += 1


def _build(tier: str, edition_id: str, inputs: str, parent: Named | None, gudang, say: Say) -> Named:
    work, final = pointer.folder(tier) / f".build-{edition_id}", pointer.folder(tier) / edition_id
    work.mkdir()
    try:
        isi = builder.contents(edition_id, tier, gudang)
        results = _public_file(isi, work, say) if tier == "publik" else _internal_files(isi, work, say)
        if not all(result.lulus for result in results):
            raise gates.GateFailed(results)
        manifest = {
            "id": edition_id,
            "tier": tier,
            "parent": vars(parent) if parent else None,
            "inputs": inputs,
            "gudang": gudang.id,
            "tanggal_data": gudang.tanggal_data.isoformat(),
            "kebijakan": {"versi": kebijakan.policy().versi, "sidik": kebijakan.policy().sidik},
            "files": {path.name: _seal(path, tier) for path in sorted(work.glob("*.duckdb"))},
            "gates": {result.pengaman: result.ukuran for result in results},
            "published_at": datetime.now(UTC).isoformat(timespec="microseconds"),
        }
        named = Named(edition_id, _write_manifest(work / pointer.MANIFEST, manifest, tier))
        disk.sync(work)
        os.rename(work, final)
        disk.sync(final.parent)
    finally:
        disk.remove_tree(work)
    return named


def _public_file(isi: builder.Isi, work: Path, say: Say) -> list[gates.Result]:
    """Write the public file, read it back, and put it before the gates."""
    made = publik.prepare(builder.ingredients(isi))
    path = work / f"{builder.PUB}.duckdb"
    builder.write_public(path, isi, made, made.numbers)
    say(f"Versi publik: {len(made.numbers)} sel ditulis, pengaman dijalankan.")
    zona = {z.kode: z.kecamatan for z in settings.instalasi().zona}
    with _scratch("pengaman") as scratch:
        results = gates.run(
            made,
            gates.Berkas(*builder.read_public(path), zona),
            lambda numbers, target: builder.write_public(target, isi, made, numbers, plain=True),
            scratch,
        )
    for result in results:
        say(result.sentence())
    return results


def _internal_files(isi: builder.Isi, work: Path, say: Say) -> list[gates.Result]:
    scopes = list(builder.internal_scopes(isi))
    for lingkup, kode in scopes:
        builder.write_internal(work / f"{lingkup}.duckdb", isi, kode)
    say(f"Versi internal: {len(scopes)} berkas ditulis.")
    return []


def _seal(path: Path, tier: str) -> dict:
    """From here on the file does not change."""
    content, rows = files.content(path)
    disk.sync(path)
    os.chmod(path, MODE[tier])
    return {"sha256": pointer.sha256(path), "size": path.stat().st_size, "content": content, "rows": rows}


def _write_manifest(path: Path, manifest: dict, tier: str) -> str:
    path.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    disk.sync(path)
    os.chmod(path, MODE[tier])
    return pointer.sha256(path)


def _hash_if_there(path: Path) -> str | None:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else None


def _inputs_of(tier: str, named: Named) -> str | None:
    manifest = pointer.read_manifest(tier, named)
    return manifest["inputs"] if manifest else None


def _parent_of(tier: str, named: Named) -> Named | None:
    manifest = pointer.read_manifest(tier, named)
    return Named(**manifest["parent"]) if manifest and manifest["parent"] else None


def _sweep(tier: str) -> None:
    """Remove what a run that was cut off has left behind."""
    for left in pointer.folder(tier).glob(".build-*"):
        disk.remove_tree(left)


def _prune(tier: str) -> None:
    """Keep the last editions, and always the one in force and the one before it."""
    now = pointer.read(tier)
    keep = {now.id, *([now.sebelumnya.id] if now.sebelumnya else [])}
    for edition_id in pointer.complete(tier):
        if len(keep) < KEEP:
            keep.add(edition_id)
        elif edition_id not in keep:
            disk.remove_tree(pointer.folder(tier) / edition_id)
