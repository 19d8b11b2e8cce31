"""Publishing, ids, pointers and rollback: the old edition serves until the new one is whole."""

import fcntl
import json
import subprocess
import sys

import pytest

from rekap import edition, settings
from rekap.disclosure import rounding
from rekap.disclosure.gates import GateFailed
from rekap.edition import builder, identity, pointer
from rekap.edition.pointer import EditionMissing
from tests.edition.conftest import LATER, SMALL


def total(lingkup="kab-35.17"):
    """Victims of Jombang in the internal file."""
    con = edition.open_file("internal", lingkup).con
    sql = "select korban from kubus where kode_wilayah = '35.17' and periode = '2024' and kelas_1 is null"
    return con.execute(sql).fetchall()[0][0]


def folders(tier):
    return sorted(p.name for p in pointer.folder(tier).iterdir() if p.is_dir())


def test_the_same_inputs_again_are_no_new_edition(province):
    before = {tier: edition.current(tier) for tier in edition.TIERS}
    said = []

    again = {tier: edition.publish(tier, said.append) for tier in edition.TIERS}

    assert again == before
    assert said == [f"Versi data {tier}: tidak ada yang berubah." for tier in edition.TIERS]
    assert folders("publik") == [before["publik"]]


def test_new_data_are_a_new_edition_that_knows_its_parent(province):
    first = edition.current("internal")
    LATER.write()

    second = edition.publish("internal")

    manifest = pointer.read_manifest("internal", pointer.read("internal").named)
    assert second != first == manifest["parent"]["id"]


def test_a_reader_switches_on_its_next_question_while_the_old_answer_stays_readable(province):
    old = edition.open_file("internal", "kab-35.17")
    before = total()
    LATER.write()

    edition.publish("internal")

    assert (before, total()) == (60, 75)
    assert old.con.execute("select max(korban) from kubus").fetchall() == [(60,)]
    assert edition.open_file("internal", "kab-35.17").id != old.id


def test_equal_inputs_give_equal_contents_in_another_place(province, tmp_path, monkeypatch):
    def contents():
        found = {}
        for tier in edition.TIERS:
            manifest = pointer.read_manifest(tier, pointer.read(tier).named)
            found[tier] = manifest["id"], {n: f["content"] for n, f in manifest["files"].items()}
        return found

    here = contents()
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / "lain"))
    SMALL.write()
    for tier in edition.TIERS:
        edition.publish(tier)

    assert contents() == here


@pytest.mark.parametrize(
    "change",
    [
        lambda patch: patch.setattr("rekap.keys.fingerprint", lambda purpose: "lain"),
        lambda patch: patch.setattr(
            "rekap.disclosure.kebijakan.policy", lambda: type("P", (), {"sidik": "x"})
        ),
        lambda patch: patch.setattr(identity, "_CODE", ("edition",)),
        lambda patch: patch.setattr(identity, "_QUERIES", ("models",)),
    ],
)
def test_keys_policy_code_and_queries_all_shape_the_id(province, monkeypatch, change):
    gudang = builder.warehouse.current()
    before = identity.inputs("publik", gudang)

    change(monkeypatch)

    assert identity.inputs("publik", gudang) != before


def test_the_id_depends_on_the_parent_but_the_comparison_of_inputs_does_not():
    assert identity.edition_id("masukan", None, 0) != identity.edition_id("masukan", "induk", 0)
    assert len(identity.edition_id("masukan", None, 0)) == 12


def test_rollback_returns_to_the_parent_and_publishing_again_to_the_same_edition(province):
    first = edition.current("internal")
    LATER.write()
    second = edition.publish("internal")

    assert edition.rollback("internal") == first == edition.current("internal")
    assert total() == 60
    assert edition.publish("internal") == second
    assert total() == 75


def test_there_is_nothing_before_the_first_edition(province, warehouse_only):
    with pytest.raises(EditionMissing, match="sebelumnya"):
        edition.rollback("publik")


def test_rollback_of_the_first_edition_is_refused_and_changes_nothing(province):
    first = edition.current("publik")

    with pytest.raises(EditionMissing):
        edition.rollback("publik")

    assert edition.current("publik") == first


def test_the_tiers_have_pointers_of_their_own(province):
    public = edition.current("publik")
    LATER.write()

    edition.publish("internal")

    assert edition.current("publik") == public


def test_the_last_three_editions_are_kept(province):
    made = [edition.current("internal")]
    for size in (61, 62, 63):
        type(SMALL)(**{**vars(SMALL), "kab": {"35.17": size, "35.07": 12}}).write()
        made.append(edition.publish("internal"))

    assert folders("internal") == sorted(made[1:])


def test_a_failed_gate_keeps_the_old_public_edition_and_leaves_the_internal_one_alone(province, monkeypatch):
    before = {tier: (edition.current(tier), folders(tier)) for tier in edition.TIERS}
    LATER.write()
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n)

    with pytest.raises(GateFailed, match="G1 aturan angka tidak lulus.*G2 isi berkas tidak lulus"):
        edition.publish("publik")

    assert {tier: (edition.current(tier), folders(tier)) for tier in edition.TIERS} == before


def test_what_a_failed_gate_says_holds_no_exact_number(province, monkeypatch):
    LATER.write()
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n * 5)

    with pytest.raises(GateFailed) as failed:
        edition.publish("publik")

    assert "meleset lebih dari 4" in str(failed.value)
    assert "75" not in str(failed.value)


def test_the_gates_can_be_asked_without_publishing(province, monkeypatch):
    assert edition.check_public() == []
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n)

    found = edition.check_public()

    assert found[0].startswith("Pengaman G1 aturan angka tidak lulus: ")
    assert folders("publik") == [edition.current("publik")]


def test_a_second_writer_is_refused(province):
    LATER.write()
    with (pointer.folder("publik") / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(BlockingIOError):
            edition.publish("publik")


def test_publishing_again_repairs_a_damaged_edition_under_another_path(province):
    broken = edition.current("internal")
    path = pointer.folder("internal") / broken / "kab-35.17.duckdb"
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")

    repaired = edition.publish("internal")

    assert repaired != broken
    assert total() == 60
    assert edition.open_file("internal", "kab-35.17").peringatan is None


def test_a_finished_edition_is_taken_up_again_only_when_it_is_whole(province):
    LATER.write()
    later = edition.publish("internal")
    edition.rollback("internal")
    file = pointer.folder("internal") / later / "kab-35.17.duckdb"
    file.chmod(0o600)
    file.write_bytes(b"")

    again = edition.publish("internal")

    assert again != later
    assert edition.open_file("internal", "kab-35.17").peringatan is None


def test_a_repaired_edition_does_not_fall_back_to_the_damaged_one(province):
    first = edition.current("internal")
    LATER.write()
    second = pointer.folder("internal") / edition.publish("internal") / "kab-35.17.duckdb"
    second.chmod(0o600)
    second.write_bytes(b"")

    edition.publish("internal")

    assert pointer.read("internal").sebelumnya.id == first


def test_an_unknown_tier_is_an_error(province):
    with pytest.raises(ValueError):
        edition.publish("rahasia")


# kill -9, at every step where something reaches the disk

KILLER = """
import importlib, os, signal, sys
from rekap import edition
from rekap.edition import publisher
module, name, turn = sys.argv[1], sys.argv[2], int(sys.argv[3])
owner, calls = importlib.import_module(module), []
real = getattr(owner, name)
def fatal(*args, **kwargs):
    calls.append(1)
    if len(calls) == turn:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*args, **kwargs)
setattr(owner, name, fatal)
edition.publish("publik")
"""
STEPS = [
    ("rekap.edition.builder", "write_public", 1),
    ("rekap.disclosure.gates", "run", 1),
    ("os", "chmod", 2),
    ("os", "rename", 1),
    ("os", "fsync", 4),
    ("os", "replace", 1),
]


@pytest.mark.parametrize("step", STEPS, ids=lambda step: f"{step[1]}-{step[2]}")
def test_killed_at_any_step_the_reader_sees_the_old_edition_and_the_next_run_repairs(province, step):
    old = edition.current("publik")
    LATER.write()

    killed = subprocess.run([sys.executable, "-c", KILLER, *map(str, step)], cwd=settings.ROOT)

    assert killed.returncode == -9
    assert edition.current("publik") == old
    assert edition.open_file("publik", "pub").peringatan is None
    assert edition.publish("publik") != old
    assert not [name for name in folders("publik") if name.startswith(".")]
    assert len(folders("publik")) == 2


def test_killed_after_the_pointer_moved_the_reader_sees_the_new_edition(province):
    old = edition.current("publik")
    LATER.write()

    subprocess.run(
        [sys.executable, "-c", KILLER, "rekap.edition.publisher", "_prune", "1"], cwd=settings.ROOT
    )

    assert edition.current("publik") != old
    assert edition.open_file("publik", "pub").id == edition.current("publik")


def test_reading_needs_neither_keys_nor_the_vault_side():
    script = "import sys, json; from rekap import edition; print(json.dumps(sorted(sys.modules)))"

    printed = subprocess.run(
        [sys.executable, "-c", script], cwd=settings.ROOT, capture_output=True, text=True
    )

    loaded = set(json.loads(printed.stdout))
    assert not loaded & {"rekap.keys", "rekap.warehouse", "rekap.disclosure", "rekap.ingest"}
