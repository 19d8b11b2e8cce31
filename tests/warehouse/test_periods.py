"""Which year and period a registration belongs to, and until when a service counts for it."""

from dataclasses import replace

from tests.ascii import JATIM, cell, count, given

NEED = "id_korban\nk1"


def test_a_second_case_in_the_year_is_the_same_person_and_a_service_for_either_counts():
    gudang = given(
        korban="""
            id_korban | tanggal_registrasi
            k1        | 2024-02-10
            k2        | 2024-08-10
        """,
        layanan="""
            id_korban | tanggal
            k2        | 2024-09-01
        """,
    )

    assert count(gudang, "35.17", "korban") == 1
    assert count(gudang, "35.17", "terlayani_354") == 1


def test_a_case_in_the_next_year_is_a_new_cohort():
    gudang = given(
        tanggal_data="2025-12-31",
        korban="""
            id_korban | tanggal_registrasi
            k1        | 2024-02-10
            k2        | 2025-03-10
        """,
        layanan="""
            id_korban | tanggal
            k2        | 2025-04-01
        """,
    )

    assert [count(gudang, "35.17", "korban", p) for p in ("2024", "2025")] == [1, 1]
    assert [count(gudang, "35.17", "terlayani_354", p) for p in ("2024", "2025")] == [0, 1]


def test_a_service_after_the_year_does_not_count_for_its_cohort_nor_for_the_next():
    gudang = given(
        tanggal_data="2025-12-31",
        korban="""
            id_korban | orang | tanggal_registrasi
            k1        | A     | 2024-12-20
            k2        | B     | 2025-06-01
        """,
        layanan="id_korban | tanggal\nk1 | 2025-01-10",
    )

    assert [count(gudang, "35.17", "terlayani_354", p) for p in ("2024", "2025")] == [0, 0]


def test_a_grace_until_the_end_of_january_lets_it_count():
    gudang = given(
        instalasi=replace(JATIM, batas_layanan="01-31"),
        tanggal_data="2025-12-31",
        korban="""
            id_korban | orang | tanggal_registrasi
            k1        | A     | 2024-12-20
            k2        | B     | 2024-12-20
        """,
        layanan="""
            id_korban | tanggal
            k1        | 2025-01-31
            k2        | 2025-02-01
        """,
    )

    assert count(gudang, "35.17", "terlayani_354") == 1


def test_a_period_counts_services_until_30_days_after_its_end():
    gudang = given(
        korban="""
            id_korban | orang | tanggal_registrasi
            k1        | A     | 2024-03-31
            k2        | B     | 2024-03-31
        """,
        layanan="""
            id_korban | tanggal
            k1        | 2024-04-30
            k2        | 2024-05-01
        """,
    )

    assert [count(gudang, "35.17", "terlayani_354", p) for p in ("2024-sd-tw1", "2024-03", "2024")] == [
        1,
        1,
        2,
    ]


def test_an_old_incident_belongs_to_the_year_of_its_report():
    gudang = given(korban="id_korban | tanggal_kejadian | tanggal_registrasi\nk1 | 2019-05-05 | 2024-02-10")

    assert count(gudang, "35.17", "korban", "2024") == 1
    assert cell(gudang, "35.17", "2019") is None


def test_a_service_may_come_30_days_before_registration_and_no_earlier():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        layanan="""
            id_korban | tanggal
            k1        | 2024-01-11
            k2        | 2024-01-10
        """,
    )

    assert count(gudang, "35.17", "terlayani_354") == 1


def test_a_planned_running_or_cancelled_service_is_not_realised():
    gudang = given(
        korban="id_korban\nk1",
        layanan="""
            id_korban | status
            k1        | rencana
            k1        | berjalan
            k1        | batal
        """,
    )

    assert count(gudang, "35.17", "terlayani_354") == 0


def test_reintegration_that_failed_later_still_counts():
    gudang = given(
        korban="id_korban\nk1",
        layanan="id_korban\nk1",
        korban_tutup="id_korban | alasan_tutup\nk1 | putus_kontak",
    )

    assert count(gudang, "35.17", "terlayani_354") == 1


def test_nothing_after_tanggal_data_has_happened():
    gudang = given(
        tanggal_data="2024-06-30",
        korban="""
            id_korban | orang | tanggal_registrasi
            k1        | A     | 2024-02-10
            k2        | B     | 2024-07-01
        """,
        asesmen_kebutuhan=NEED,
        layanan="id_korban | tanggal\nk1 | 2024-07-01",
        korban_tutup="id_korban | alasan_tutup | tanggal_tutup\nk1 | meninggal | 2024-07-01",
    )

    row = cell(gudang, "35.17")

    assert (row["korban"], row["memerlukan"], row["terlayani_354"], row["menunggu"]) == (1, 1, 0, 1)


def test_a_month_with_nobody_is_absent_while_its_year_is_there():
    gudang = given(korban="id_korban\nk1")

    assert count(gudang, "35.17", "korban", "2024-02") == count(gudang, "35.17", "korban", "2024-tw1") == 1
    assert cell(gudang, "35.17", "2024-tw2") is None
