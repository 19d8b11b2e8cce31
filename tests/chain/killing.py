"""Commands of the program as processes of their own, and their sudden death."""

import os
import subprocess
import sys
import time
from pathlib import Path

from rekap import settings

ORPHAN_SECONDS = 10


def start(folder: Path, command: list[str]) -> subprocess.Popen:
    """A command that has begun its work: it has said its first sentence."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rekap", *command],
        env={**os.environ, "PYTHONPATH": str(settings.ROOT), "REKAP_DATA": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    process.stdout.readline()
    return process


def duration(folder: Path, command: list[str]) -> float:
    with start(folder, command) as process:
        begun = time.monotonic()
        process.communicate()
        assert process.returncode in (0, 3)
        return time.monotonic() - begun


def kill(folder: Path, command: list[str], is_time) -> bool:
    """Whether the command was still at work when its time had come; what it has started ends with it."""
    with start(folder, command) as process:
        begun = time.monotonic()
        while process.poll() is None and not is_time(time.monotonic() - begun, folder):
            time.sleep(0.001)
        process.kill()
        alive = process.wait() < 0
    deadline = time.monotonic() + ORPHAN_SECONDS
    while members_of(process.pid):
        assert time.monotonic() < deadline, "a process outlives the one that has started it"
        time.sleep(0.02)
    return alive


def after(seconds: float):
    return lambda passed, _folder: passed >= seconds


def tables_landing(count: int, before: int = 0):
    """Once the vault holds so many tables more than before, wherever it puts them."""
    return lambda _passed, folder: tables_in(folder) >= before + count


def tables_in(folder: Path) -> int:
    """How many tables lie in the vault; folders may come and go meanwhile."""
    names = [name for *_, files in os.walk(folder / "vault") for name in files]
    return sum(name.endswith(".parquet") for name in names)


def members_of(session: int) -> list[str]:
    """Processes of a session that are not ended yet."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, _parent, _group, own = stat.read_text().rpartition(")")[2].split()[:4]
        except OSError:  # it has ended meanwhile
            continue
        if int(own) == session and state != "Z":
            found.append(stat.parent.name)
    return found
