"""One row per person, per case, per service; and what the small tables say."""

from datetime import date

from rekap import engines
from tests.ascii import given

KORBAN = """
    id_korban | orang | id_kasus | kode_kecamatan
    k1        | A     | s1       | 35.17.09
    k2        | B     | s1       | 35.07.01
    k3        | A     | s2       |
"""


def rows(con, sql: str) -> list[dict]:
    return engines.select_rows(con, sql)


def test_there_is_one_row_per_person_and_year():
    gudang = given(korban=KORBAN)

    assert len(rows(gudang, "select * from dim_orang")) == 2
    assert len(rows(gudang, "select * from fct_orang_tahun")) == 2


def test_there_is_one_row_per_case_with_its_victims_and_closing():
    gudang = given(korban=KORBAN, kasus="id_kasus | tanggal_tutup | alasan_tutup\ns1 | 2024-05-01 | selesai")

    found = rows(gudang, "select jumlah_korban, tanggal_tutup from fct_kasus order by jumlah_korban")

    assert found == [
        {"jumlah_korban": 1, "tanggal_tutup": None},
        {"jumlah_korban": 2, "tanggal_tutup": date(2024, 5, 1)},
    ]


def test_there_is_one_row_per_service_whatever_its_status():
    gudang = given(
        korban=KORBAN,
        layanan="""
            id_korban | status
            k1        | selesai
            k1        | rencana
        """,
    )

    assert [r["status"] for r in rows(gudang, "select status from fct_layanan order by baris")] == [
        "selesai",
        "rencana",
    ]


def test_a_kecamatan_outside_the_registering_kab_or_unknown_is_the_pseudo_kecamatan():
    gudang = given(korban=KORBAN)

    found = rows(gudang, "select kode_kecamatan from fct_registrasi order by id_korban")

    assert [r["kode_kecamatan"] for r in found] == ["35.17.09", "35.17.LW", "35.17.LW"]


def test_the_regions_are_those_of_the_installation_with_zona_and_pseudo_kecamatan():
    gudang = given(korban=KORBAN)

    found = {r["kode_wilayah"]: r for r in rows(gudang, "select * from dim_wilayah")}

    assert found["35"]["induk"] is None
    assert found["35.17.09"] == found["35.17.09"] | {"induk": "35.17", "kode_zona": "35.17.Z1"}
    assert found["35.17.Z1"]["induk"] == "35.17"
    assert found["35.17.LW"]["nama"] == "Domisili di luar wilayah atau tidak diketahui"
    assert "00" not in found and "33.74" not in found
    assert len([k for k in found if k.endswith(".LW")]) == 38


def test_the_periods_of_a_year_have_their_cut_offs():
    gudang = given(korban=KORBAN)

    found = {r["periode"]: r["batas_layanan"] for r in rows(gudang, "select * from dim_periode")}

    assert len(found) == 20
    assert found["2024"] == date(2024, 12, 31)
    assert found["2024-sd-tw1"] == found["2024-tw1"] == found["2024-03"] == date(2024, 4, 30)
    assert found["2024-tw4"] == found["2024-12"] == date(2024, 12, 31)
    assert found["2024-11"] == date(2024, 12, 30)


def test_there_are_periods_for_every_year_from_the_first_to_the_last():
    gudang = given(
        tanggal_data="2025-12-31",
        korban="""
            id_korban | tanggal_registrasi
            k1        | 2023-05-01
            k2        | 2025-05-01
        """,
    )

    years = rows(gudang, "select distinct tahun from dim_periode order by tahun")

    assert [r["tahun"] for r in years] == [2023, 2024, 2025]
