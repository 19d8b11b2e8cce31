"""A build makes a whole checked warehouse or changes nothing."""

import json
import shutil
from contextlib import closing
from datetime import date

import pytest

from rekap import disk, engines, settings, warehouse
from rekap.ingest import landing
from tests import ascii
from tests.warehouse.landed import hand_in

KORBAN = "id_korban | tanggal_registrasi\nk1 | 2024-02-10"
SETORAN = "bulan | diterima\n2024-02 | 2024-03-08"


def build(**options):
    said = []
    return warehouse.build(progress=said.append, **options), said


def test_a_build_lands_where_the_pointer_says():
    hand_in(korban=KORBAN, setoran=SETORAN)

    result, _ = build()

    assert result == warehouse.current()
    assert result.path == settings.vault_dir() / "gudang" / result.id / "gudang.duckdb"
    assert result.tanggal_data == date(2024, 3, 8)
    assert result.counts["fct_registrasi"] == 1
    with closing(warehouse.open_current()) as con:
        assert ascii.count(con, "35.17", "korban") == 1


def test_the_same_inputs_give_the_same_warehouse_without_work():
    hand_in(korban=KORBAN, setoran=SETORAN)
    first, _ = build()
    written = first.path.stat().st_mtime_ns

    second, said = build()

    assert second == first
    assert second.path.stat().st_mtime_ns == written
    assert "Tidak ada yang berubah; gudang yang sama dipakai lagi." in said


def test_another_file_day_or_installation_gives_another_id(tmp_path):
    hand_in(korban=KORBAN, setoran=SETORAN)
    ids = [build()[0].id, build(tanggal_data=date(2024, 12, 31))[0].id]
    hand_in("b" * 64, korban="id_korban | orang\nk2 | B")
    ids.append(build()[0].id)
    own = (settings.ROOT / "instalasi.toml").read_text(encoding="utf-8")
    (settings.data_dir() / "instalasi.toml").write_text(own.replace('"12-31"', '"01-31"'), encoding="utf-8")
    ids.append(build()[0].id)

    assert len(set(ids)) == 4


def test_without_hand_ins_the_data_reach_to_the_last_event_that_was_not_a_plan():
    hand_in(
        korban=KORBAN,
        layanan="""
            id_korban | tanggal    | status
            k1        | 2024-03-01 | selesai
            k1        | 2026-03-01 | rencana
        """,
    )

    assert build()[0].tanggal_data == date(2024, 3, 1)


def test_a_failed_check_names_the_rows_and_leaves_the_old_warehouse():
    hand_in(korban=KORBAN, setoran=SETORAN)
    before, _ = build()
    hand_in("b" * 64, korban=KORBAN)

    with pytest.raises(warehouse.CheckFailed, match="id_korban_ganda.*2 pelanggaran.*berkas aaaaaaaa"):
        build()

    assert warehouse.current() == before
    assert [p.name for p in warehouse.folder().glob(".build-*")] == []


def test_what_a_killed_build_left_behind_is_swept_away():
    hand_in(korban=KORBAN, setoran=SETORAN)
    left = warehouse.folder() / ".build-0123"
    left.mkdir(parents=True)

    build()

    assert not left.exists()


def test_two_builds_at_once_are_refused():
    hand_in(korban=KORBAN, setoran=SETORAN)

    with disk.one_writer(warehouse.folder() / ".kunci"), pytest.raises(BlockingIOError):
        build()


def test_without_landed_files_there_is_a_sentence():
    with pytest.raises(warehouse.WarehouseMissing, match="rekap terima"):
        build()


def test_without_any_registration_there_is_a_sentence():
    hand_in(ditolak="aturan\nwajib_kosong")

    with pytest.raises(warehouse.WarehouseMissing, match="registrasi"):
        build()


def test_without_a_build_there_is_a_sentence():
    with pytest.raises(warehouse.WarehouseMissing, match="bangun"):
        warehouse.current()


def test_the_checks_can_be_run_again_on_the_warehouse_in_use():
    hand_in(korban=KORBAN, setoran=SETORAN)
    result, _ = build()
    said = []
    assert warehouse.check(said.append) == []

    with closing(engines.open_writer(result.path)) as con:
        con.execute(
            "update kubus_angka set korban = 5 where nomor_wilayah in "
            "(select urutan from dim_wilayah where tingkat = 'kabkota')"
        )

    assert any("kubus_jenjang" in finding for finding in warehouse.check(said.append))


def test_a_landed_file_that_was_changed_by_hand_is_found():
    hand_in(korban=KORBAN, setoran=SETORAN)
    build()
    next(landing.landing_dir().rglob("korban.parquet")).unlink()

    (finding,) = warehouse.check(lambda _: None)

    assert "korban.parquet hilang" in finding


def test_only_the_newest_warehouses_are_kept_and_always_the_one_in_use():
    hand_in(korban=KORBAN, setoran=SETORAN)
    days = [date(2024, 4, day) for day in (1, 2, 3, 4, 1)]

    ids = [build(tanggal_data=day)[0].id for day in days]

    kept = {path.parent.name for path in warehouse.folder().glob("*/gudang.duckdb")}
    assert warehouse.current().id == ids[0] == ids[4]
    assert kept == {ids[0], ids[2], ids[3]}


def test_the_warehouse_has_no_column_for_the_tokens_that_only_linking_needs():
    hand_in(korban="id_korban | token_nama | token_fonetik\nk1 | TOKENNAMA | TOKENBUNYI", setoran=SETORAN)

    result, _ = build()

    with closing(warehouse.open_current()) as con:
        sql = "select table_name, column_name from information_schema.columns"
        columns = {tuple(row.values()) for row in engines.select_rows(con, sql)}
    assert not [pair for pair in columns if pair[1] in ("token_nama", "token_fonetik", "token_bagian")]
    assert b"TOKENBUNYI" not in result.path.read_bytes()


def test_the_manifest_says_what_went_in():
    hand_in(korban=KORBAN, setoran=SETORAN)

    result, _ = build()

    manifest = json.loads((result.path.parent / "manifest.json").read_text(encoding="utf-8"))
    assert f"landing/uptd/{'a' * 16}/korban.parquet" in manifest["berkas"]
    assert set(manifest["pemeriksaan"]) == {
        f"checks/{p.stem}" for p in (settings.QUERIES / "checks").iterdir()
    }


def test_a_build_needs_no_landed_file_afterwards():
    hand_in(korban=KORBAN, setoran=SETORAN)
    build()
    shutil.rmtree(landing.landing_dir())

    with closing(warehouse.open_current()) as con:
        assert ascii.count(con, "35", "korban") == 1
