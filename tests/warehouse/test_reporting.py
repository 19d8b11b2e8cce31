"""Who has handed in, who has not, and what is worth asking about."""

from rekap import engines
from tests.ascii import given

KORBAN = "id_korban\nk1"
SETORAN = """
    sumber_pelapor | kode_kab | bulan   | diterima
    uptd           | 35.17    | 2024-01 | 2024-02-05
    uptd           | 35.17    | 2024-03 | 2024-04-05
    simfoni        | 35.17    | 2024-01 | 2024-02-05
    simfoni        | 35.17    | 2024-02 |
    simfoni        | 35.17    | 2024-05 | 2024-06-05
    simfoni        | 35.07    | 2024-02 | 2024-03-05
"""


def rows(con, sql: str) -> list[tuple]:
    return [tuple(row.values()) for row in engines.select_rows(con, sql)]


def reporting(con, kode: str, periode: str) -> dict:
    sql = "select * from pelaporan where kode_wilayah = $kode and periode = $periode"
    (found,) = engines.select_rows(con, sql, {"kode": kode, "periode": periode})
    return {name: value for name, value in found.items() if name not in ("kode_wilayah", "periode")}


def test_a_kab_counts_its_sources_and_the_months_with_all_of_them():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    assert reporting(gudang, "35.17", "2024-tw1") == {
        "pelapor": 2,
        "pelapor_diharapkan": 2,
        "bulan_melapor": 1,
        "bulan_diharapkan": 3,
        "terakhir": "2024-03",
    }


def test_a_province_counts_its_kab_kota():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    found = reporting(gudang, "35", "2024-01")

    assert (found["pelapor"], found["pelapor_diharapkan"], found["bulan_melapor"]) == (1, 2, 0)


def test_a_month_of_a_province_is_complete_when_it_is_in_all_of_its_kab_kota():
    others = """
    simfoni       | 35.07    | 2024-01 | 2024-02-05
    uptd          | 35.07    | 2024-01 | 2024-02-05
    """
    gudang = given(korban=KORBAN, setoran=SETORAN.rstrip() + others)

    assert reporting(gudang, "35", "2024-01")["bulan_melapor"] == 1
    assert reporting(gudang, "35", "2024-tw1")["bulan_melapor"] == 1


def test_a_kecamatan_and_a_zona_show_the_hand_ins_of_their_kab():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    kab = reporting(gudang, "35.17", "2024")

    assert reporting(gudang, "35.17.09", "2024") == reporting(gudang, "35.17.Z1", "2024") == kab


def test_a_month_that_is_not_over_is_not_expected():
    gudang = given(tanggal_data="2024-03-30", korban=KORBAN, setoran=SETORAN)

    assert reporting(gudang, "35.17", "2024")["bulan_diharapkan"] == 2
    assert reporting(gudang, "35.17", "2024-tw2")["pelapor_diharapkan"] == 0


def test_a_hand_in_received_after_tanggal_data_has_not_come():
    gudang = given(tanggal_data="2024-04-04", korban=KORBAN, setoran=SETORAN)

    assert reporting(gudang, "35.17", "2024-03")["pelapor"] == 0


def test_a_region_of_which_nothing_is_expected_says_so():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    found = reporting(gudang, "35.01", "2024")

    assert (found["pelapor"], found["pelapor_diharapkan"], found["terakhir"]) == (0, 0, None)


def test_every_region_has_a_row_for_every_period():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    ((regions, periods, found),) = rows(
        gudang,
        "select (select count(*) from dim_wilayah), (select count(*) from dim_periode), count(*) "
        "from pelaporan",
    )

    assert found == regions * periods


def test_a_source_that_owes_a_month_is_named_with_its_last_hand_in():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    owed = rows(
        gudang,
        "select sumber, terakhir from pelapor_belum where kode_kab = '35.17' and periode = '2024-tw1' "
        "order by sumber",
    )

    assert owed == [("simfoni", "2024-01"), ("uptd", "2024-03")]


def test_a_source_that_has_handed_in_everything_owes_nothing():
    gudang = given(korban=KORBAN, setoran=SETORAN)

    owed = rows(gudang, "select sumber from pelapor_belum where kode_kab = '35.17' and periode = '2024-01'")

    assert owed == []


def test_a_registration_in_a_month_without_hand_in_is_a_warning_and_no_more():
    gudang = given(
        korban="""
            id_korban | sumber | tanggal_registrasi
            k1        | uptd   | 2024-01-10
            k2        | uptd   | 2024-02-10
            k3        | uptd   | 2024-02-11
        """,
        setoran=SETORAN,
    )

    assert rows(gudang, "select * from peringatan") == [("35.17", "uptd", "2024-02", 2)]


def test_exclusions_are_counted_by_reason_for_kab_and_province():
    gudang = given(
        korban="""
            id_korban | orang | jenis_kelamin | umur
            k1        | A     | L             | 40
            k2        | B     |               | 10
            k3        | C     | P             | 20
            k4        | D     | P             | 20
            k5        | E     | P             | 20
        """,
        asesmen_kebutuhan="""
            id_korban
            k3
            k4
            k5
        """,
        korban_tutup="""
            id_korban | alasan_tutup
            k3        | meninggal
            k5        | putus_kontak
        """,
        rujukan="id_rujukan | id_korban\nr1 | k4",
    )

    found = rows(gudang, "select kode_wilayah, alasan, jumlah from pengecualian where tahun = 2024")

    assert found == [
        ("35", "laki_laki_dewasa", 1),
        ("35", "meninggal", 1),
        ("35", "tidak_dapat_diklasifikasi", 1),
        ("35.17", "dialihkan", 1),
        ("35.17", "laki_laki_dewasa", 1),
        ("35.17", "meninggal", 1),
        ("35.17", "tidak_dapat_diklasifikasi", 1),
    ]


def test_somebody_served_in_spite_of_an_exclusion_is_not_counted_as_excluded():
    gudang = given(
        korban=KORBAN,
        asesmen_kebutuhan="id_korban\nk1",
        layanan="id_korban\nk1",
        korban_tutup="id_korban | alasan_tutup\nk1 | tidak_memenuhi",
    )

    assert rows(gudang, "select * from pengecualian") == []


def test_one_unclassifiable_row_of_somebody_who_counts_is_no_exclusion():
    gudang = given(
        korban="""
        id_korban | umur
        k1        | 30
        k2        |
    """
    )

    assert rows(gudang, "select * from pengecualian") == []
