"""A real server on the demo installation and a real Chromium in front of it."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from rekap import settings

CHROMIUM = next(
    (
        p
        for p in (os.environ.get("REKAP_CHROMIUM"), "/usr/bin/chromium", "/usr/bin/google-chrome")
        if p and Path(p).exists()
    ),
    None,
)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    own = {"executable_path": CHROMIUM} if CHROMIUM else {}
    return {
        **browser_type_launch_args,
        **own,
        "args": ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--no-first-run"],
    }  # fmt: skip


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def server(demo):
    """The address of the dashboard, served as `make run` serves it."""
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "rekap", "jalankan"],
        cwd=settings.ROOT,
        env={**demo.environment, "REKAP_PORT": str(port)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    address = f"http://localhost:{port}"
    try:
        _wait_until_healthy(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_healthy(address, process, seconds=60):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended before it was ready"
        try:
            with urllib.request.urlopen(f"{address}/sehat", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            process_is_starting = 0.1
            time.sleep(process_is_starting)
    raise AssertionError("the server did not become ready")
