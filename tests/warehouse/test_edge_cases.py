"""The decisions of the domain about who is counted, where and when, one test for each."""

from dataclasses import replace

from tests.ascii import JATIM, cell, count, given

NASIONAL = replace(JATIM, tingkat="nasional", kode="00")
NEED = "id_korban\nk1"


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


def test_a_victim_belongs_to_the_registering_district_wherever_she_lives():
    gudang = given(
        korban="""
        id_korban | kode_kab | kode_kecamatan
        k1        | 35.17    | 35.07.01
    """
    )

    assert count(gudang, "35.17", "korban") == 1
    assert count(gudang, "35.17.LW", "korban") == 1
    assert count(gudang, "35.07", "korban") == 0
    assert cell(gudang, "35.17.Z1") is None


def test_a_service_by_another_district_counts_when_it_answers_the_referral():
    gudang = given(
        korban="""
            id_korban | kode_kab | orang | nik | token_lahir
            k1        | 35.17    | A     | n1  |
            k2        | 35.07    | A     |     | 1990-01-02
        """,
        rujukan="""
            id_rujukan | id_korban | jenis   | status   | kode_kab_tujuan
            r1         | k1        | rujukan | menunggu | 35.07
        """,
        layanan="""
            id_korban | kode_kab_pemberi | id_rujukan
            k2        | 35.07            | r1
        """,
    )

    assert count(gudang, "35.17", "terlayani_354") == 1
    assert count(gudang, "35.07", "terlayani_354") == 1


def test_a_service_by_another_district_without_the_referral_stays_there():
    gudang = given(
        korban="""
            id_korban | kode_kab
            k1        | 35.17
            k2        | 35.07
        """,
        layanan="""
            id_korban | kode_kab_pemberi
            k2        | 35.07
        """,
    )

    assert count(gudang, "35.17", "terlayani_354") == 0
    assert count(gudang, "35.07", "terlayani_354") == 1
    assert count(gudang, "35", "korban") == count(gudang, "35", "terlayani_354") == 1


def test_an_accepted_transfer_leaves_the_need_of_the_sender_and_enters_that_of_the_receiver():
    gudang = given(korban="id_korban\nk1", asesmen_kebutuhan=NEED, rujukan="id_rujukan | id_korban\nr1 | k1")

    sender, receiver = cell(gudang, "35.17"), cell(gudang, "35.07")

    assert (sender["korban"], sender["memerlukan"], sender["diterima"]) == (1, 0, 0)
    assert (receiver["korban"], receiver["memerlukan"], receiver["diterima"]) == (0, 0, 1)
    assert count(gudang, "35.07.LW", "diterima") == 1


def test_a_transfer_inside_the_province_changes_nothing_for_the_province():
    gudang = given(korban="id_korban\nk1", asesmen_kebutuhan=NEED, rujukan="id_rujukan | id_korban\nr1 | k1")

    row = cell(gudang, "35")

    assert (row["korban"], row["memerlukan"], row["diterima"]) == (1, 1, 0)


def test_a_transfer_counts_from_the_day_of_its_acceptance():
    gudang = given(
        korban="id_korban\nk1",
        asesmen_kebutuhan=NEED,
        rujukan="id_rujukan | id_korban | tanggal_keputusan\nr1 | k1 | 2024-06-20",
    )

    assert count(gudang, "35.17", "memerlukan", "2024-sd-tw1") == 1
    assert count(gudang, "35.17", "memerlukan", "2024-sd-tw2") == 0
    assert count(gudang, "35.07", "diterima", "2024-tw1") == 0
    assert count(gudang, "35.07", "diterima", "2024-tw2") == 1


def test_a_received_person_counts_as_served_by_a_service_of_the_receiver_after_acceptance():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        rujukan="""
            id_rujukan | id_korban
            r1         | k1
            r2         | k2
        """,
        layanan="""
            id_korban | kode_kab_pemberi | tanggal    | id_rujukan
            k1        | 35.07            | 2024-05-01 | r1
            k2        | 35.07            | 2024-04-10 | r2
        """,
    )

    row = cell(gudang, "35.07")

    assert (row["diterima"], row["diterima_terlayani"]) == (2, 1)


def test_a_service_under_an_accepted_transfer_counts_for_the_receiver_and_the_province_only():
    gudang = given(
        korban="id_korban\nk1",
        rujukan="id_rujukan | id_korban\nr1 | k1",
        layanan="id_korban | kode_kab_pemberi | tanggal | id_rujukan\nk1 | 35.07 | 2024-05-01 | r1",
    )

    assert count(gudang, "35.17", "terlayani_354") == 0
    assert count(gudang, "35.07", "diterima_terlayani") == 1
    assert count(gudang, "35", "terlayani_354") == 1


def test_a_refused_or_pending_transfer_stays_with_the_sender():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        asesmen_kebutuhan="""
            id_korban
            k1
            k2
        """,
        rujukan="""
            id_rujukan | id_korban | status   | tanggal_keputusan
            r1         | k1        | ditolak  | 2024-04-15
            r2         | k2        | menunggu |
        """,
    )

    assert count(gudang, "35.17", "memerlukan") == 2
    assert cell(gudang, "35.07") is None


def test_a_victim_who_died_before_service_stays_registered_but_no_longer_needs():
    gudang = given(
        korban="id_korban\nk1",
        asesmen_kebutuhan=NEED,
        korban_tutup="id_korban | alasan_tutup\nk1 | meninggal",
    )

    row = cell(gudang, "35.17")

    assert (row["korban"], row["memerlukan"], row["menunggu"]) == (1, 0, 0)


def test_a_refusal_excludes_only_after_the_assessment():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        asesmen_kebutuhan="""
            id_korban | tanggal
            k1        | 2024-02-20
            k2        | 2024-02-20
        """,
        korban_tutup="""
            id_korban | alasan_tutup | tanggal_tutup
            k1        | menolak      | 2024-02-20
            k2        | menolak      | 2024-02-19
        """,
    )

    assert count(gudang, "35.17", "memerlukan") == 1


def test_a_withdrawn_police_report_and_a_lost_contact_exclude_nobody():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        asesmen_kebutuhan="""
            id_korban
            k1
            k2
        """,
        korban_tutup="""
            id_korban | alasan_tutup
            k1        | laporan_dicabut
            k2        | putus_kontak
        """,
    )

    row = cell(gudang, "35.17")

    assert (row["memerlukan"], row["menunggu"]) == (2, 0)


def test_a_person_with_another_need_that_stands_stays_in_need():
    gudang = given(
        korban="""
            id_korban
            k1
            k2
        """,
        asesmen_kebutuhan="""
            id_korban
            k1
            k2
        """,
        korban_tutup="id_korban | alasan_tutup\nk1 | tidak_memenuhi",
    )

    assert count(gudang, "35.17", "memerlukan") == count(gudang, "35.17", "menunggu") == 1


def test_the_closing_of_the_case_stands_for_its_victims_unless_they_have_their_own():
    gudang = given(
        korban="""
            id_korban | orang | id_kasus
            k1        | A     | kasus
            k2        | B     | kasus
        """,
        asesmen_kebutuhan="""
            id_korban
            k1
            k2
        """,
        kasus="id_kasus | tanggal_tutup | alasan_tutup\nkasus | 2024-06-01 | tidak_memenuhi",
        korban_tutup="id_korban | alasan_tutup\nk2 | selesai",
    )

    assert count(gudang, "35.17", "memerlukan") == 1


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


def test_receipt_implies_need_even_against_an_exclusion():
    gudang = given(
        korban="id_korban\nk1",
        layanan="id_korban | tanggal\nk1 | 2024-08-01",
        asesmen_kebutuhan=NEED,
        korban_tutup="id_korban | alasan_tutup\nk1 | tidak_memenuhi",
    )

    row = cell(gudang, "35.17")

    assert (row["memerlukan"], row["terlayani_354"]) == (1, 1)


def test_a_need_for_another_service_is_no_need_for_reintegration():
    gudang = given(
        korban="id_korban\nk1",
        asesmen="id_korban\nk1",
        asesmen_kebutuhan="id_korban | kode_layanan\nk1 | KESEHATAN",
    )

    row = cell(gudang, "35.17")

    assert (row["dinilai"], row["memerlukan"]) == (1, 0)


def test_somebody_waits_until_served_or_closed():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
            k3        | C
        """,
        asesmen_kebutuhan="""
            id_korban
            k1
            k2
            k3
        """,
        layanan="id_korban | tanggal\nk1 | 2025-01-15",
        korban_tutup="id_korban | alasan_tutup | tanggal_tutup\nk2 | putus_kontak | 2025-01-20",
    )

    row = cell(gudang, "35.17")

    assert (row["memerlukan"], row["terlayani_354"], row["menunggu"]) == (3, 0, 1)


def test_somebody_transferred_away_after_the_cut_off_no_longer_waits_with_the_sender():
    gudang = given(
        korban="id_korban\nk1",
        asesmen_kebutuhan=NEED,
        rujukan="id_rujukan | id_korban | tanggal_keputusan\nr1 | k1 | 2025-01-15",
    )

    row = cell(gudang, "35.17")

    assert (row["memerlukan"], row["menunggu"]) == (1, 0)


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


def test_a_place_without_victims_has_no_row():
    gudang = given(korban="id_korban\nk1")

    assert cell(gudang, "35.17.01") is None
    assert cell(gudang, "35.17", "2024-05") is None


def test_a_month_with_nobody_is_absent_while_its_year_is_there():
    gudang = given(korban="id_korban\nk1")

    assert count(gudang, "35.17", "korban", "2024-02") == count(gudang, "35.17", "korban", "2024-tw1") == 1
    assert cell(gudang, "35.17", "2024-tw2") is None


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


def test_a_person_in_two_districts_is_one_in_the_province():
    gudang = given(
        korban="""
        id_korban | kode_kab | kode_kecamatan
        k1        | 35.17    | 35.17.09
        k2        | 35.07    | 35.07.01
    """
    )

    assert [count(gudang, k, "korban") for k in ("35.17", "35.07", "35")] == [1, 1, 1]


def test_a_person_in_two_provinces_is_one_in_the_nation():
    gudang = given(
        instalasi=NASIONAL,
        korban="""
            id_korban | kode_kab | kode_kecamatan
            k1        | 35.17    | 35.17.09
            k2        | 33.74    | 33.74.01
        """,
        layanan="id_korban\nk2",
    )

    assert [count(gudang, k, "korban") for k in ("35", "33", "00")] == [1, 1, 1]
    assert [count(gudang, k, "terlayani_354") for k in ("35", "33", "00")] == [0, 1, 1]


def test_a_transfer_to_another_province_enters_that_province_but_not_the_nation():
    gudang = given(
        instalasi=NASIONAL,
        korban="id_korban\nk1",
        asesmen_kebutuhan=NEED,
        rujukan="id_rujukan | id_korban | kode_kab_tujuan\nr1 | k1 | 33.74",
    )

    assert [count(gudang, k, "diterima") for k in ("33.74", "33", "00")] == [1, 1, 0]
    assert [count(gudang, k, "memerlukan") for k in ("35", "00")] == [0, 1]


def test_an_installation_of_one_kab_has_no_level_above_it():
    gudang = given(instalasi=replace(JATIM, tingkat="kabkota", kode="35.17"), korban="id_korban\nk1")

    levels = {row[0] for row in gudang.execute("select distinct tingkat from kubus").fetchall()}

    assert levels == {"kabkota", "zona", "kecamatan"}
    assert count(gudang, "35.17", "korban") == 1


def test_a_case_sent_out_of_a_single_kab_leaves_its_need():
    gudang = given(
        instalasi=replace(JATIM, tingkat="kabkota", kode="35.17"),
        korban="id_korban\nk1",
        asesmen_kebutuhan=NEED,
        rujukan="id_rujukan | id_korban\nr1 | k1",
    )

    assert (count(gudang, "35.17", "korban"), count(gudang, "35.17", "memerlukan")) == (1, 0)


def test_a_zona_holds_the_persons_of_its_kecamatan_once():
    gudang = given(
        korban="""
        id_korban | orang | kode_kecamatan | tanggal_registrasi
        k1        | A     | 35.17.09       | 2024-02-10
        k2        | A     | 35.17.13       | 2024-03-10
        k3        | B     | 35.17.01       | 2024-03-10
    """
    )

    assert [count(gudang, k, "korban") for k in ("35.17.09", "35.17.13", "35.17.Z1", "35.17")] == [1, 1, 1, 2]


def test_the_status_of_a_person_in_a_kecamatan_is_that_of_the_kab():
    gudang = given(
        korban="""
            id_korban | kode_kecamatan
            k1        | 35.17.09
            k2        | 35.17.01
        """,
        layanan="id_korban\nk1",
    )

    assert [count(gudang, k, "terlayani_354") for k in ("35.17.09", "35.17.01")] == [1, 1]
