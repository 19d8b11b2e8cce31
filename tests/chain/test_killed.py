"""Killed at any moment, intake and build leave the old state or the new one, whole; a repeat completes it."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pyarrow.parquet as pq
import pytest

from rekap import contoh, disk, edition, engines, warehouse, worker
from rekap.edition import pointer
from rekap.ingest import intake, slices
from tests.chain.killing import after, duration, kill, tables_in, tables_landing
from tests.chain.office import one_kab

BENIH = 354
UPTD, SIMFONI = "uptd-3517-2024.xlsx", "simfoni-jombang-2024.csv"


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
    before = tables_in(world.folder / "lama")
    moments = [tables_landing(count, before) for count in (1, 9)]

    check_kills(world, "terima", moments, tmp_path, monkeypatch)


def test_what_a_dead_worker_has_taken_in_is_built_by_the_next(world, tmp_path, monkeypatch):
    shutil.copytree(world.folder / "diterima", tmp_path / "diterima")
    monkeypatch.setenv("REKAP_DATA", str(world.folder / "dibangun"))
    built = current_warehouse()
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / "diterima"))

    worker.run(quiet, once=True)

    assert current_warehouse() == built


def test_a_kill_while_old_warehouses_are_removed_leaves_no_half_of_one(world, tmp_path, monkeypatch):
    def die_on_the_way(folder, **_options):
        next(folder.glob("manifest.json")).unlink()
        raise KeyboardInterrupt

    monkeypatch.setenv("REKAP_DATA", str(shutil.copytree(world.folder / "dibangun", tmp_path / "kantor")))
    first = warehouse.current().path.parent
    with monkeypatch.context() as patch:
        patch.setattr(shutil, "rmtree", die_on_the_way)
        with pytest.raises(KeyboardInterrupt):
            disk.remove_tree(first)

    assert warehouse.build(progress=quiet).path.parent == first
    assert current_warehouse()
    assert not list(first.parent.glob(".build-*"))


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
