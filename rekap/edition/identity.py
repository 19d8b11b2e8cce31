"""What an edition is made from, as one hash: equal inputs, equal edition.

The hash of the inputs says whether anything changed since the edition in force. The id adds the parent, as an
edition stands in a line: the same inputs published after another edition are another release.
"""

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from rekap import keys, settings, warehouse
from rekap.disclosure import kebijakan

_CODE = ("disclosure", "edition")
_QUERIES = ("models", "checks", "cubes")  # reports ask an edition; they do not shape it


def inputs(tier: str, gudang: warehouse.BuildResult) -> str:
    """Everything that decides the content of an edition, except what came before it."""
    material = {
        "tier": tier,
        "gudang": [gudang.id, _digest([gudang.path.parent / warehouse.MANIFEST])],
        "tanggal_data": gudang.tanggal_data.isoformat(),
        "kueri": _digest(p for f in _QUERIES for p in (settings.QUERIES / f).glob("*.sql")),
        "kode": _digest(p for room in _CODE for p in (settings.ROOT / "rekap" / room).glob("*.py")),
        "rujukan": _digest(
            p for p in settings.REFERENCE.rglob("*") if p.suffix in (".csv", ".toml") and p.is_file()
        ),
        "kebijakan": kebijakan.policy().sidik,
        "kunci": [keys.fingerprint("K_pid"), keys.fingerprint("K_off")],
        "pemasangan": _digest([settings.instalasi_path()]),
    }
    return hashlib.sha256(json.dumps(material, sort_keys=True).encode()).hexdigest()


def edition_id(inputs_: str, parent: str | None, attempt: int) -> str:
    """Twelve characters that name one release; an attempt above nought steps around a damaged folder."""
    return hashlib.sha256(f"{inputs_}|{parent or ''}|{attempt}".encode()).hexdigest()[:12]


def _digest(paths: Iterable[Path]) -> str:
    """One hash of many files, whatever their order and the line ends of the machine."""
    lines = sorted(f"{path.name}:{_unix(path).hex()}" for path in paths)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _unix(path: Path) -> bytes:
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).digest()
