"""Killed at any moment, intake and build leave the old state or the new one, whole; a repeat completes it."""

import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from rekap import contoh, edition, engines, settings, warehouse, worker
from rekap.edition import pointer
from rekap.ingest import intake, slices

BENIH = 354
UPTD, SIMFONI = "uptd-3517-2024.xlsx", "simfoni-jombang-2024.csv"
ORPHAN_SECONDS = 10


def quiet(_sentence):
    pass


@dataclass(frozen=True)
class World:
    """Installations before and after a command, and how the command is given and repeated."""

    folder: Path

    @property
    def new_uptd(self) -> Path:
        return self.folder / "berkas-baru" / UPTD

    def command(self, name: str) -> list[str]:
        return {
            "terima": ["terima", str(self.new_uptd), "--sumber", "uptd", "--periode", "2024"],
            "bangun": ["bangun"],
            "kerja": ["kerja", "--sekali"],
        }[name]

    def work(self, name: str) -> None:
        """The same as the command, in this process."""
        if name == "terima":
            intake.accept([self.new_uptd], "uptd", periode=slices.span("2024"))
        elif name == "bangun":
            warehouse.build(progress=quiet)
        else:
            worker.run(quiet, once=True)


STAGES = {
    "terima": ("lama", "diterima"),
    "bangun": ("diterima", "dibangun"),
    "kerja": ("menunggu", "dikerjakan"),
}


@pytest.fixture(scope="module")
def world(tmp_path_factory) -> World:
    """An office with files taken in, built and published; then a new UPTD file, and one in the spool."""
    folder = tmp_path_factory.mktemp("tahap")
    world = World(folder)
    one_kab(folder / "lama")
    contoh.generate(folder / "berkas-lama", "mini", BENIH)
    contoh.generate(folder / "berkas-baru", "mini", BENIH + 1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REKAP_DATA", str(folder / "lama"))
        intake.accept([folder / "berkas-lama" / SIMFONI], "simfoni")
        intake.accept([folder / "berkas-lama" / UPTD], "uptd")
        warehouse.build(progress=quiet)
        edition.publish("internal")
        shutil.copytree(folder / "lama", folder / "menunggu")
        spool = folder / "menunggu" / "masuk" / "simfoni"
        spool.mkdir(parents=True)
        text = (folder / "berkas-lama" / SIMFONI).read_text("utf-8")
        (spool / "perbaikan.csv").write_text(text.replace("Tidak", "Ya"), "utf-8")
        for name, (before, after) in STAGES.items():
            patch.setenv("REKAP_DATA", str(shutil.copytree(folder / before, folder / after)))
            world.work(name)
    return world


def one_kab(folder: Path) -> None:
    """An installation of one kab/kota, whose warehouse and edition are small."""
    folder.mkdir()
    text = (settings.ROOT / "instalasi.toml").read_text("utf-8")
    text = text.replace('"provinsi"  ', '"kabkota"  ').replace('kode = "35" ', 'kode = "35.17" ')
    (folder / "instalasi.toml").write_text(text, "utf-8")


def landed() -> dict:
    """Every receipt with the rows that have landed; fails where one of them cannot be read."""
    found = {}
    for receipt in intake.receipts():
        said = {
            name: value for name, value in vars(receipt).items() if name not in ("diterima_pada", "folder")
        }
        files = receipt.folder.rglob("*.parquet")
        rows = {path.relative_to(receipt.folder): pq.read_table(path).to_pylist() for path in files}
        found[receipt.folder.name] = said, rows
    return found


def current_warehouse() -> dict:
    """What each table of the warehouse in force holds."""
    with closing(warehouse.open_current()) as con:
        names = engines.select(con, "select table_name from duckdb_tables() where not internal")["table_name"]
        sums = (engines.select_rows(con, f'select sum(hash(t)) as isi from "{name}" as t') for name in names)
        return dict(zip(names, (row["isi"] for (row,) in sums), strict=True))


def current_edition() -> str:
    """The edition in force, which is as it was published."""
    assert pointer.intact("internal", pointer.read("internal").named)
    return edition.current("internal")


PARTS = (landed, current_warehouse, current_edition)


def names_in(folder: Path) -> set[str]:
    """Everything that lies in an installation; audit lines may be more."""
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*")}


def start(folder: Path, command: list[str]) -> subprocess.Popen:
    """A command that has begun its work: it has said its first sentence."""
    process = subprocess.Popen(
        [sys.executable, "-m", "rekap", *command],
        cwd=settings.ROOT,
        env={**os.environ, "REKAP_DATA": str(folder)},
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


def tables_more(count: int, than: Path):
    """Once the vault holds some of the tables that are being landed, wherever it puts them."""
    wanted = count + len(tables_in(than))
    return lambda _passed, folder: len(tables_in(folder)) >= wanted


def tables_in(folder: Path) -> list[Path]:
    return list((folder / "vault").rglob("*.parquet"))


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


@pytest.mark.parametrize(("name", "kills"), [("terima", 6), ("bangun", 7), ("kerja", 5)])
def test_a_kill_leaves_the_old_or_the_new_state_and_a_repeat_completes_it(
    world, tmp_path, monkeypatch, name, kills
):
    before = world.folder / STAGES[name][0]
    whole = duration(shutil.copytree(before, tmp_path / "diukur"), world.command(name))
    random = Random(BENIH)
    moments = [after(whole * (number + random.random()) / kills) for number in range(kills)]

    check_kills(world, name, moments, tmp_path, monkeypatch)


def test_a_kill_while_tables_land_leaves_the_old_state_and_a_repeat_completes_it(
    world, tmp_path, monkeypatch
):
    moments = [tables_more(count, than=world.folder / "lama") for count in (1, 9)]

    check_kills(world, "terima", moments, tmp_path, monkeypatch)


def check_kills(world, name, moments, tmp_path, monkeypatch):
    before, after = (world.folder / stage for stage in STAGES[name])
    states = [state_of(stage, monkeypatch) for stage in (before, after)]
    folders = [shutil.copytree(before, tmp_path / f"mati-{number}") for number in range(len(moments))]

    with ThreadPoolExecutor(2) as pool:
        killed = list(pool.map(kill, folders, [world.command(name)] * len(folders), moments))

    assert any(killed)
    for folder in folders:
        left = state_of(folder, monkeypatch)
        assert all(part in known for part, *known in zip(left, *states, strict=True))
        world.work(name)
        assert state_of(folder, monkeypatch) == states[1]
        assert names_in(folder) == names_in(after)


def state_of(folder: Path, monkeypatch) -> list:
    """Landed files, warehouse and edition of an installation."""
    monkeypatch.setenv("REKAP_DATA", str(folder))
    return [part() for part in PARTS]
