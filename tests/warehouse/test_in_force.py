"""What a later hand-in has replaced is no longer counted, and a new export of a register builds."""

from contextlib import closing

from rekap import engines, warehouse
from rekap.ingest import contract, intake
from rekap.warehouse import in_force
from tests.warehouse.landed import hand_in

OLD, NEW = "a" * 64, "b" * 64
TWO = "id_korban | orang | id_kasus\nk1 | A | s1\nk2 | B | s1"
CASE = "id_kasus | tanggal_registrasi\ns1 | 2024-02-10"


def replaces(*ids: str, tabel: str = "korban") -> list[dict]:
    """What a hand-in says that it replaces of the old one."""
    return [{"berkas_lama": OLD[:16], "tabel": tabel, "id": one} for one in ids]


def in_force_in(table: str, column: str) -> list:
    """One column of a landed table as the models see it, in file and row order."""
    landed = {name: [] for name in contract.tables()}
    for _, path in intake.landed_files():
        landed[path.stem].append(path)
    with closing(engines.open_writer()) as con:
        in_force.show(con, landed)
        found = engines.select_rows(con, f"select * from landing_{table} order by berkas, lembar, baris")
    return [row[column] for row in found]


def test_a_new_export_of_a_register_builds_and_counts_each_victim_once():
    hand_in(OLD, korban="id_korban | orang\nk1 | A\nk2 | B", layanan="id_korban\nk1\nk2")
    hand_in(
        NEW,
        korban="id_korban | orang\nk1 | A\nk2 | B\nk3 | C",
        layanan="id_korban\nk1",
        digantikan=replaces("k1", "k2"),
    )

    warehouse.build(progress=lambda _: None)

    with closing(warehouse.open_current()) as con:
        (year,) = engines.select_rows(
            con,
            "select korban, terlayani_354 from kubus"
            " where kode_wilayah = '35.17' and periode = '2024' and kelas_1 is null",
        )
    assert year == {"korban": 3, "terlayani_354": 1}
    assert warehouse.check(lambda _: None) == []


def test_all_that_hangs_on_a_replaced_victim_goes_with_her():
    hand_in(
        OLD,
        korban=TWO,
        korban_kekerasan="id_korban | jenis_kekerasan\nk1 | fisik\nk2 | psikis",
        korban_bagian_nama="id_korban | token_bagian\nk1 | x\nk2 | y",
    )
    hand_in(NEW, korban="id_korban | orang\nk1 | A", digantikan=replaces("k1"))

    assert in_force_in("korban", "id_korban") == ["k2", "k1"]
    assert in_force_in("korban_kekerasan", "jenis_kekerasan") == ["psikis"]
    assert in_force_in("korban_bagian_nama", "token_bagian") == ["y"]


def test_a_case_stays_while_one_of_its_victims_does():
    hand_in(OLD, korban=TWO, kasus=CASE)
    hand_in(NEW, korban="id_korban | orang | id_kasus\nk1 | A | s1", kasus=CASE, digantikan=replaces("k1"))

    assert in_force_in("kasus", "berkas") == [OLD[:16], NEW[:16]]


def test_a_case_goes_when_all_its_victims_have_been_replaced_and_one_without_victims_stays():
    hand_in(OLD, korban=TWO, kasus=CASE + "\ns2 | 2024-02-11")
    hand_in(NEW, korban=TWO, digantikan=replaces("k1", "k2"))

    assert in_force_in("kasus", "id_kasus") == ["s2"]


def test_a_case_that_is_listed_by_its_own_number_goes_and_its_victims_stay():
    hand_in(OLD, korban=TWO, kasus=CASE, kasus_konferensi="id_kasus | tanggal\ns1 | 2024-03-01")
    hand_in(NEW, kasus=CASE, digantikan=replaces("s1", tabel="kasus"))

    assert in_force_in("kasus", "berkas") == [NEW[:16]]
    assert in_force_in("korban", "id_korban") == ["k1", "k2"]
    assert len(in_force_in("kasus_konferensi", "id_kasus")) == 1


def test_rows_of_institutions_are_replaced_by_their_sheet_and_row_in_their_own_table():
    months = "bulan | diterima | baris\n2024-01 | 2024-02-05 | 2\n2024-02 | 2024-03-05 | 3"
    hand_in(OLD, setoran=months, target="tahun | baris\n2024 | 2")
    hand_in(NEW, setoran="bulan\n2024-03", digantikan=replaces("Lembar|2", tabel="setoran"))

    assert in_force_in("setoran", "bulan") == ["2024-02", "2024-03"]
    assert in_force_in("target", "tahun") == [2024]


def test_the_same_file_of_another_source_keeps_its_rows():
    hand_in(OLD, setoran="bulan\n2024-01")
    hand_in(OLD, "simfoni", setoran="bulan | sumber\n2024-02 | simfoni")
    hand_in(NEW, digantikan=replaces("Lembar|2", tabel="setoran"))

    assert in_force_in("setoran", "bulan") == ["2024-02"]


def test_a_file_that_replaces_nothing_leaves_every_landed_table_as_it_is():
    hand_in(OLD, korban=TWO, kasus=CASE)

    assert in_force_in("korban", "id_korban") == ["k1", "k2"]
    assert in_force_in("kasus", "id_kasus") == ["s1"]


def test_where_nothing_is_replaced_landed_files_are_read_without_any_comparison():
    hand_in(OLD, korban=TWO)
    landed = {name: [] for name in contract.tables()}
    landed["korban"] = [path for _, path in intake.landed_files() if path.stem == "korban"]

    with closing(engines.open_writer()) as con:
        in_force.show(con, landed)
        views = engines.select_rows(con, "select view_name from duckdb_views() where not internal")

    assert not [view for view in views if view["view_name"].startswith(("semua_", "digantikan_"))]
