"""Who needs reintegration, who is excluded and why, and who waits."""

from tests.ascii import cell, count, given

NEED = "id_korban\nk1"


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
