"""The nation through intake, build and checks, beside DuckDB's raw read of the same files, in one run."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import closing
from pathlib import Path

from rekap import engines, settings

_INSTALASI = """
data = "sintetis"
tingkat = "nasional"
kode = "00"
kantor = "Ukuran nasional (contoh)"
[pelapor]
semua = ["simfoni"]
"""
_RAW = "create table mentah as select * from read_csv($berkas, skip=1, all_varchar=true)"


def measure(row) -> None:
    """Ten years of the nation as CSV; every step is the office's own command, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="rekap-nasional-") as folder:
        env = os.environ | {"REKAP_DATA": folder}
        (Path(folder) / "instalasi.toml").write_text(_INSTALASI, encoding="utf-8")
        made, _ = _command(env, "contoh", "--ukuran", "nasional")
        files = sorted((Path(folder) / "contoh").glob("simfoni-*.csv"))
        size = sum(path.stat().st_size for path in files) / 1e6
        raw = _raw_read(files)
        intake, memory_intake = _command(env, "terima", *map(str, files), "--sumber", "simfoni", "--json")
        build, memory_build = _command(env, "bangun")
    row("membuat berkas nasional", f"{made:.1f} s, {size:.0f} MB", "-")
    row("nasional: baca mentah DuckDB", f"{raw:.2f} s", "-")
    row("nasional: terima + bangun + periksa", f"{intake:.1f} + {build:.1f} s", "<= 60 s")
    row("  dibanding baca mentah", f"{(intake + build) / raw:.0f}x", "<= 12x")
    row("  puncak memori terima / bangun", f"{memory_intake:.2f} / {memory_build:.2f} GB", "< 2 GB")


def _raw_read(files: list[Path]) -> float:
    """The better of two, as fast as DuckDB can: all text, every column, into a table in memory."""
    seconds = []
    for _ in range(2):
        with closing(engines.open_writer()) as con:
            start = time.perf_counter()
            con.execute(_RAW, {"berkas": [str(path) for path in files]})
            seconds.append(time.perf_counter() - start)
    return min(seconds)


def _command(env: dict, *arguments: str) -> tuple[float, float]:
    """Seconds of one command, and the most memory in GB that it and its children held at one time."""
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "rekap", *arguments], env=env, cwd=settings.ROOT, stdout=subprocess.DEVNULL
    )
    peak = _Peak(process.pid)
    code = process.wait()
    seconds = time.perf_counter() - start
    if code not in (0, 3):  # 3: some rows are rejected, as planned
        raise RuntimeError(f"{arguments[0]} berakhir dengan kode {code}")
    return seconds, peak.stop()


class _Peak:
    """Looks twenty times a second at the resident memory of a process and its children."""

    def __init__(self, pid: int) -> None:
        self._pid, self._most, self._over = pid, 0, threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> float:
        self._over.set()
        self._thread.join()
        return self._most / 1e9

    def _watch(self) -> None:
        while not self._over.wait(0.05):
            self._most = max(self._most, sum(map(_resident, [self._pid, *_children(self._pid)])))


def _children(pid: int) -> list[int]:
    try:
        tasks = Path(f"/proc/{pid}/task").iterdir()
        return [int(n) for task in tasks for n in (task / "children").read_text().split()]
    except OSError:
        return []


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


if __name__ == "__main__":
    measure(lambda *cells: print(*cells, sep="  "))
