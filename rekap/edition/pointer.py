"""Where editions lie, which one is in force, and what its manifest promises.

A pointer names an edition together with the hash of its manifest, and the edition before it likewise, so that
a reader who finds a damaged file still has a verified one to fall back to.
"""

import hashlib
import json
from dataclasses import asdict, dataclass
from pathlib import Path

from rekap import disk, settings

TIERS = ("internal", "publik")
POINTER, MANIFEST = "CURRENT.json", "manifest.json"


class EditionMissing(Exception):
    """There is no edition, or not this file of it; the message says what to do."""


@dataclass(frozen=True)
class Named:
    """An edition by its id and the hash of its manifest (None when nothing vouches for it)."""

    id: str
    manifest_sha256: str | None


@dataclass(frozen=True)
class Pointer:
    """What is in force, and what was before."""

    id: str
    manifest_sha256: str
    sebelumnya: Named | None = None

    @property
    def named(self) -> Named:
        return Named(self.id, self.manifest_sha256)


def folder(tier: str) -> Path:
    if tier not in TIERS:
        raise ValueError(f"tidak ada tampilan data {tier}")
    return settings.editions_dir() / tier


def sha256(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()


def read(tier: str) -> Pointer | None:
    """The pointer of a tier, or None when there is none or it cannot be read."""
    try:
        raw = json.loads((folder(tier) / POINTER).read_bytes())
        before = raw.get("sebelumnya")
        return Pointer(raw["id"], raw["manifest_sha256"], Named(**before) if before else None)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def candidates(tier: str) -> list[Named]:
    """Editions to try, best first; where the pointer cannot be read, all that are complete."""
    pointer = read(tier)
    if pointer:
        return [pointer.named] + ([pointer.sebelumnya] if pointer.sebelumnya else [])
    if not (folder(tier) / POINTER).exists():
        return []
    return [Named(edition_id, None) for edition_id in complete(tier)]


def current_id(tier: str) -> str | None:
    """The edition in force, or None before the first one."""
    named = candidates(tier)
    return named[0].id if named else None


def complete(tier: str) -> list[str]:
    """Editions on disk that have a manifest, newest first."""
    found = []
    for path in folder(tier).glob(f"*/{MANIFEST}"):
        manifest = read_manifest(tier, Named(path.parent.name, None))
        if manifest and not path.parent.name.startswith("."):
            found.append((manifest["published_at"], path.parent.name))
    return [edition_id for _, edition_id in sorted(found, reverse=True)]


def read_manifest(tier: str, named: Named) -> dict | None:
    """The manifest of an edition, or None when it is gone, unreadable or not the one that was published."""
    try:
        content = (folder(tier) / named.id / MANIFEST).read_bytes()
        if named.manifest_sha256 not in (None, hashlib.sha256(content).hexdigest()):
            return None
        manifest = json.loads(content)
        return manifest if manifest["id"] == named.id and manifest["files"] else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def intact(tier: str, named: Named) -> bool:
    """Whether every file of an edition is the one that was published."""
    manifest = read_manifest(tier, named)
    return manifest is not None and all(
        file_intact(folder(tier) / named.id / name, facts) for name, facts in manifest["files"].items()
    )


def file_intact(path: Path, facts: dict) -> bool:
    """Whole-file comparison: the engine itself does not notice blocks that changed places."""
    try:
        return path.stat().st_size == facts["size"] and sha256(path) == facts["sha256"]
    except OSError:
        return False


def write(tier: str, pointer: Pointer) -> None:
    """Move the pointer in one step; whoever reads sees the old one or the new one."""
    disk.replace_text(folder(tier) / POINTER, json.dumps(asdict(pointer), indent=1))
