"""Who is one person, who belongs to the population, and in which class."""

from rekap import engines
from tests.ascii import cell, count, given


def test_a_person_with_two_services_counts_once_in_the_headline_and_once_per_component():
    gudang = given(
        korban="id_korban\nk1",
        layanan="""
            id_korban | kode_layanan | tanggal
            k1        | REINTEGRASI  | 2024-03-01
            k1        | REINTEGRASI  | 2024-04-01
            k1        | KESEHATAN    | 2024-03-01
            k1        | KESEHATAN    | 2024-03-02
            k1        | ROHANI       | 2024-03-03
            k1        | REHSOS       | 2024-03-04
        """,
    )

    row = cell(gudang, "35.17")

    assert (row["korban"], row["terlayani_354"]) == (1, 1)
    assert (row["kesehatan"], row["psikososial"], row["hukum"], row["ekonomi"]) == (1, 1, 0, 0)


def test_two_sources_with_the_same_nik_are_one_person():
    gudang = given(
        korban="""
        id_korban | sumber  | orang | nik | tanggal_registrasi
        k1        | uptd    | SITI  | n1  | 2024-02-10
        k2        | simfoni | S     | n1  | 2024-02-12
    """
    )

    assert count(gudang, "35.17", "korban") == 1


def test_a_row_without_nik_joins_the_only_nik_of_its_name_birth_date_and_sex():
    gudang = given(
        korban="""
        id_korban | orang | nik | token_lahir
        k1        | SITI  | n1  | 1990-05-05
        k2        | SITI  |     | 1990-05-05
        k3        | SITI  |     | 1991-06-06
    """
    )

    assert count(gudang, "35.17", "korban") == 2


def test_two_different_niks_never_become_one_person():
    gudang = given(
        korban="""
        id_korban | orang | nik | token_lahir
        k1        | SITI  | n1  | 1990-05-05
        k2        | SITI  | n2  | 1990-05-05
        k3        | SITI  |     | 1990-05-05
    """
    )

    assert count(gudang, "35.17", "korban") == 3


def test_an_unknown_birth_date_joins_the_only_person_of_that_name_birth_year_sex_and_kab():
    gudang = given(
        korban="""
        id_korban | orang | nik | token_lahir | token_lahir_jk_kab
        k1        | SITI  |     | 1990-05-05  | 1990 P 35.17
        k2        | SITI  |     |             | 1990 P 35.17
        k3        | SITI  |     |             | 1990 P 35.07
    """
    )

    assert count(gudang, "35.17", "korban") == 2


def test_an_unknown_birth_date_joins_nobody_when_two_persons_fit():
    gudang = given(
        korban="""
        id_korban | orang | nik | token_lahir_jk_kab
        k1        | SITI  | n1  | 1990 P 35.17
        k2        | SITI  | n2  | 1990 P 35.17
        k3        | SITI  |     | 1990 P 35.17
    """
    )

    assert count(gudang, "35.17", "korban") == 3


def test_rows_without_a_name_are_persons_of_their_own():
    gudang = given(
        korban="""
        id_korban | nik | token_nama | token_lahir_jk_kab
        k1        |     |            | 1990 P 35.17
        k2        |     |            | 1990 P 35.17
    """
    )

    assert count(gudang, "35.17", "korban") == 2


def test_a_boy_who_turns_18_stays_in_the_cohort_in_the_class_of_his_first_registration():
    gudang = given(
        korban="""
            id_korban | jenis_kelamin | umur | tanggal_registrasi
            k1        | L             | 17   | 2024-02-10
            k2        | L             | 18   | 2024-10-10
        """,
        layanan="id_korban | tanggal\nk2 | 2024-11-01",
    )

    assert count(gudang, "35.17", "korban", kelompok="anak_laki_laki", umur="13-17") == 1
    assert count(gudang, "35.17", "terlayani_354") == 1


def test_a_girl_keeps_the_class_of_her_first_registration_of_the_year_in_every_period_and_region():
    gudang = given(
        korban="""
        id_korban | umur | tanggal_registrasi | kode_kab | kode_kecamatan
        k1        | 17   | 2024-02-10         | 35.07    | 35.07.01
        k2        | 18   | 2024-10-10         | 35.17    | 35.17.09
    """
    )

    assert count(gudang, "35.17", "korban", "2024-10", kelompok="anak_perempuan") == 1
    assert cell(gudang, "35.17", kelompok="perempuan_dewasa") is None


def test_adult_men_and_the_unclassifiable_are_left_out():
    gudang = given(
        korban="""
        id_korban | orang | jenis_kelamin | umur
        k1        | A     | L             | 18
        k2        | B     |               | 10
        k3        | C     | P             |
        k4        | D     | L             |
        k5        | E     | P             | 18
    """
    )

    assert count(gudang, "35.17", "korban") == 1


def test_a_service_recorded_under_an_unclassifiable_registration_still_serves_the_person():
    gudang = given(
        korban="""
            id_korban | sumber  | umur
            k1        | uptd    | 30
            k2        | simfoni |
        """,
        layanan="id_korban\nk2",
    )

    assert count(gudang, "35.17", "korban") == count(gudang, "35.17", "terlayani_354") == 1


def test_kinds_of_violence_overlap_and_follow_the_registration_of_the_period():
    gudang = given(
        korban="""
            id_korban | tanggal_registrasi
            k1        | 2024-02-10
            k2        | 2024-08-10
        """,
        korban_kekerasan="""
            id_korban | jenis_kekerasan
            k1        | fisik
            k1        | psikis
            k2        | seksual
        """,
    )

    year = [count(gudang, "35.17", "korban", jenis_kekerasan=k) for k in ("fisik", "psikis", "seksual")]
    august = [
        count(gudang, "35.17", "korban", "2024-08", jenis_kekerasan=k) for k in ("fisik", "psikis", "seksual")
    ]

    assert (year, august) == ([1, 1, 1], [0, 0, 1])


def test_a_disability_said_once_in_the_year_holds_for_the_year():
    gudang = given(
        korban="""
        id_korban | disabilitas | tanggal_registrasi
        k1        | tidak       | 2024-02-10
        k2        | ya          | 2024-08-10
    """
    )

    assert count(gudang, "35.17", "korban", "2024-02", disabilitas="ya") == 1


def test_a_client_of_another_programme_is_no_victim_and_is_said_why():
    gudang = given(
        korban="""
        id_korban | orang | nik | kelompok_program
        k1        | A     | n1  | pengemis
        k2        | B     | n2  | korban_perdagangan_orang
        k3        | C     | n3  |
    """
    )

    assert count(gudang, "35.17", "korban") == 2
    sql = "select alasan, jumlah from pengecualian where kode_wilayah = '35.17'"
    assert engines.select_rows(gudang, sql) == [{"alasan": "bukan_korban_kekerasan", "jumlah": 1}]
