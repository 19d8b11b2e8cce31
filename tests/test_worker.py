"""The worker takes files from the spool, and the spool keeps no identities."""

import errno
import json
import shutil

import pytest

from rekap import contoh, edition, settings, worker
from rekap.ingest import intake, landing
from tests.ingest.files import simfoni


@pytest.fixture
def spool(tmp_path):
    made = contoh.generate(tmp_path / "contoh", "mini", 354)
    folder = settings.spool_dir() / "simfoni"
    folder.mkdir(parents=True)
    return folder, next(p for p in made if p.suffix == ".csv")


@pytest.fixture
def empty_spool():
    folder = settings.spool_dir() / "simfoni"
    folder.mkdir(parents=True)
    return folder


def status_of(name):
    return json.loads((settings.spool_dir() / "status" / f"{name}.json").read_text(encoding="utf-8"))


def test_a_file_in_the_spool_becomes_an_internal_edition_and_leaves_the_spool(spool):
    folder, csv = spool
    shutil.copy(csv, folder / "kiriman.csv")

    worker.run(lambda sentence: None, once=True)

    assert status_of("simfoni/kiriman.csv")["status"] == "diterima"
    assert edition.current("internal")
    assert edition.current("publik") is None
    assert not list(folder.iterdir())


def test_a_file_without_the_synthetic_mark_is_refused_with_a_sentence(spool):
    folder, _ = spool
    (folder / "asli.csv").write_text("No Registrasi,Nama Korban\n1,x\n", encoding="utf-8")

    worker.run(lambda sentence: None, once=True)

    assert status_of("simfoni/asli.csv")["status"] == "ditolak"
    assert "DATA SINTETIS" in status_of("simfoni/asli.csv")["pesan"]
    assert edition.current("internal") is None


def test_the_same_file_twice_builds_nothing_new(spool):
    folder, csv = spool
    shutil.copy(csv, folder / "kiriman.csv")
    worker.run(lambda sentence: None, once=True)
    before = edition.current("internal")

    shutil.copy(csv, folder / "kiriman.csv")
    worker.run(lambda sentence: None, once=True)

    assert status_of("simfoni/kiriman.csv")["sudah_ada"]
    assert edition.current("internal") == before


def changed_on_the_way(monkeypatch, path):
    """Somebody writes to the file between two looks at it."""
    real = intake.read_book

    def read(asked):
        path.write_bytes(path.read_bytes() + b"\n")
        return real(asked)

    monkeypatch.setattr(intake, "read_book", read)


def full_disk(monkeypatch, _path):
    def land(*_what):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(landing, "land", land)


def damaged_vault(_monkeypatch, _path):
    (landing.landing_dir() / "simfoni" / "0000000000000000").mkdir(parents=True)


@pytest.mark.parametrize("trouble", [changed_on_the_way, full_disk, damaged_vault])
def test_a_file_stays_in_the_spool_when_the_fault_is_not_its_own(empty_spool, monkeypatch, trouble):
    path = simfoni(empty_spool, {}, name="kiriman.csv")
    trouble(monkeypatch, path)

    worker.run(lambda sentence: None, once=True)

    assert status_of("simfoni/kiriman.csv")["status"] == "ditolak"
    assert path.exists()
