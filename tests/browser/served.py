"""A served installation and a Chromium: for the browser tests, the measurements and the pictures."""

import os
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rekap import settings

CHROMIUM = next(
    (
        path
        for path in (os.environ.get("REKAP_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome")
        if path and Path(path).exists()
    ),
    None,
)
LAUNCH = {
    **({"executable_path": CHROMIUM} if CHROMIUM else {}),
    "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run"],
}  # fmt: skip


@contextmanager
def serve(environment: dict[str, str]) -> Iterator[tuple[str, float]]:
    """Dashboard and worker as `make run` starts them: the address, and the seconds until it answered."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, "-m", "rekap", "jalankan"],
        cwd=settings.ROOT,
        env={**environment, "REKAP_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        while not _answers(f"{address}/sehat"):
            if process.poll() is not None or time.perf_counter() - start > 60:
                raise RuntimeError("the server did not become ready")
            threading.Event().wait(0.05)
        yield address, time.perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=30)


def _answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


@contextmanager
def chromium() -> Iterator:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as tools:
        browser = tools.chromium.launch(**LAUNCH)
        yield browser
        browser.close()
