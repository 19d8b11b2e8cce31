"""An append-only trail of who opened and took what; never a value, a name or a token."""

import json
import os
from datetime import UTC, datetime

from rekap import settings


def record(peristiwa: str, **fields: str | int) -> None:
    """Append one line and force it to disk; an OSError means that the event must not happen."""
    folder = settings.audit_dir()
    folder.mkdir(parents=True, exist_ok=True)
    line = json.dumps(
        {"waktu": datetime.now(UTC).isoformat(timespec="seconds"), "peristiwa": peristiwa, **fields},
        ensure_ascii=False,
        sort_keys=True,
    )
    handle = os.open(folder / "jejak.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode("utf-8") + b"\n")
        os.fsync(handle)
    finally:
        os.close(handle)
