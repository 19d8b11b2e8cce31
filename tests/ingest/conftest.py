"""What tests of the intake share."""

import hashlib

import pytest

from rekap.ingest import intake
from rekap.ingest.reading import child
from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.read_file import Book


@pytest.fixture
def read_here(monkeypatch):
    """Files are read by the same code in this process: starting another takes longer than most tests."""
    monkeypatch.setattr(intake, "read_book", _read_book)


def _read_book(path) -> Book:
    jenis = path.suffix.lower().lstrip(".")
    if jenis not in ("csv", "xlsx"):
        raise FileRefused("Jenis berkas ini belum dapat dibaca.")
    content = path.read_bytes()
    return Book(path.name, jenis, tuple(child.read(content, jenis)), hashlib.sha256(content).hexdigest())
