"""Shared ground of all tests: no test touches the project's own data folder."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from rekap import settings


def pytest_collection_modifyitems(items):
    """Browser tests come last: their driver keeps an event loop here, beside which no other can start."""
    items.sort(key=lambda item: "playwright" in item.fixturenames)


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    """Every test has a data folder of its own, so the real one cannot be reached by accident."""
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / "data"))


@dataclass(frozen=True)
class Demo:
    """The demo installation, made once for the whole run by the commands of the README."""

    folder: Path
    printed: dict[str, str]

    @property
    def environment(self) -> dict[str, str]:
        return {**os.environ, "REKAP_DATA": str(self.folder)}


CHAIN = (
    ("contoh", "--ukuran", "kecil"),
    ("terima", "{contoh}/simfoni-jatim-2019-2025.csv", "--sumber", "simfoni"),
    ("terima", "{contoh}/uptd-3507-2019-2025.xlsx", "{contoh}/uptd-3509-2019-2025.xlsx",
     "{contoh}/uptd-3515-2019-2025.xlsx", "{contoh}/uptd-3517-2019-2025.xlsx",
     "{contoh}/uptd-3578-2019-2025.xlsx", "--sumber", "uptd"),
    ("terima", "{contoh}/rsud-3516-2019-2025.csv", "{contoh}/rsud-3517-2019-2025.csv", "--sumber", "rsud"),
    ("terima", "{contoh}/polres-3516-2019-2025.xlsx", "{contoh}/polres-3517-2019-2025.xlsx",
     "--sumber", "polres"),
    ("terima", "{contoh}/dinsos-3517-2019-2025.xlsx", "--sumber", "dinsos"),
    ("terima", "{contoh}/balai-rptc-jatim-2019-2025.xlsx", "--sumber", "balai"),
    ("bangun",),
    ("periksa",),
    ("terbitkan",),
)  # fmt: skip


@pytest.fixture(scope="session")
def demo(tmp_path_factory) -> Demo:
    folder = tmp_path_factory.mktemp("pemasangan")
    printed = {}
    for command in CHAIN:
        arguments = [part.format(contoh=folder / "contoh") for part in command]
        done = subprocess.run(
            [sys.executable, "-m", "rekap", *arguments],
            cwd=settings.ROOT,
            env={**os.environ, "REKAP_DATA": str(folder)},
            capture_output=True,
            text=True,
        )
        assert done.returncode in (0, 3), f"{command[0]}: {done.stdout}{done.stderr}"
        printed[command[0]] = printed.get(command[0], "") + done.stdout + done.stderr
    return Demo(folder, printed)


@pytest.fixture
def in_demo(demo, monkeypatch) -> Demo:
    """Run this test inside the demo installation (read only by agreement)."""
    monkeypatch.setenv("REKAP_DATA", str(demo.folder))
    return demo
