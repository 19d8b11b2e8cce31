"""What holds for files whatever happens: whole or absent, on disk when said so, one writer at a time."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

UNFINISHED = ".build-"  # so begin folders that are being made or removed; the next build sweeps them


@contextmanager
def one_writer(lock: Path) -> Iterator[None]:
    """Raises BlockingIOError when another process holds the lock; a dead process frees it by itself."""
    lock.parent.mkdir(parents=True, exist_ok=True)
    with open(lock, "w", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        if sys.platform == "win32":
            try:
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            except OSError as error:
                raise BlockingIOError(str(lock)) from error
        else:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


def sync(path: Path) -> None:
    """Force a file, or the names in a folder, to disk."""
    if path.is_dir() and sys.platform == "win32":
        return  # Windows has no handle for a folder; its rename is durable by itself
    handle = os.open(path, os.O_RDONLY if path.is_dir() or sys.platform != "win32" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def remove_tree(folder: Path) -> None:
    """Remove a folder with sealed files in it; what a reader still holds open stays for the next time.

    It loses its name first: killed on the way, this leaves something to sweep up, never half of what counts.
    """
    if not folder.name.startswith(UNFINISHED):
        with suppress(OSError):  # Windows does not rename what a reader holds open
            folder = folder.rename(folder.with_name(UNFINISHED + folder.name))
    if sys.platform == "win32":
        for path in folder.rglob("*"):
            path.chmod(0o600)  # there a read-only file cannot be removed
    shutil.rmtree(folder, ignore_errors=True)


def replace_text(path: Path, text: str) -> None:
    """Write a small file so that a reader sees the old one or the new one, never a part."""
    part = path.with_name(f".{path.name}.baru")
    part.write_text(text, encoding="utf-8")
    sync(part)
    os.replace(part, path)
    sync(path.parent)
