"""The worker takes files from the spool, and the spool keeps no identities."""

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from rekap import contoh, disk, edition, settings, worker
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
    monkeypatch.setattr(landing, "land", lambda *_what: full_disk_here())


def damaged_vault(_monkeypatch, _path):
    (landing.landing_dir() / "simfoni" / "0000000000000000").mkdir(parents=True)


@pytest.mark.parametrize("trouble", [changed_on_the_way, full_disk, damaged_vault])
def test_a_file_stays_in_the_spool_when_the_fault_is_not_its_own(empty_spool, monkeypatch, trouble):
    path = simfoni(empty_spool, {}, name="kiriman.csv")
    trouble(monkeypatch, path)

    worker.run(lambda sentence: None, once=True)

    assert status_of("simfoni/kiriman.csv")["status"] == "ditolak"
    assert path.exists()


def statuses() -> list[dict]:
    return [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((settings.spool_dir() / "status" / "simfoni").iterdir())
    ]


@pytest.mark.parametrize(
    "name",
    [b"rusak\xff.csv", b"x" * 251 + b".csv", "é".encode() * 120 + b".csv"],
    ids=["not-utf-8", "long", "long-in-bytes"],
)
def test_no_name_of_a_file_stops_the_worker(empty_spool, name):
    path = simfoni(empty_spool, {}, above=(("tanpa tanda",),), name="kiriman.csv")
    os.rename(path, os.fsencode(empty_spool) + b"/" + name)

    worker.run(lambda sentence: None, once=True)

    assert [status["status"] for status in statuses()] == ["ditolak"]
    assert not list(empty_spool.iterdir())


def test_two_long_names_that_begin_alike_have_a_status_each(empty_spool):
    for end in "ab":
        simfoni(empty_spool, {}, above=(("tanpa tanda",),), name="x" * 245 + f"{end}.csv")

    worker.run(lambda sentence: None, once=True)

    assert len(statuses()) == 2


def test_a_file_that_vanishes_while_it_is_looked_at_stops_nothing(empty_spool, monkeypatch):
    (empty_spool / "hilang.csv").symlink_to(empty_spool / "tidak-ada")
    monkeypatch.setattr(Path, "is_file", lambda path: True)

    assert worker.run(lambda sentence: None, once=True) == 0


def test_a_disk_without_room_even_for_the_status_does_not_stop_the_worker(empty_spool, monkeypatch):
    path = simfoni(empty_spool, {}, name="kiriman.csv")
    full_disk(monkeypatch, path)
    monkeypatch.setattr(disk, "replace_text", lambda *_what: full_disk_here())

    assert worker.run(lambda sentence: None, once=True) == 0
    assert path.exists()


def full_disk_here():
    raise OSError(errno.ENOSPC, "No space left on device")
