"""Which region counts a person: registration, domicile, referral and transfer, and the levels above."""

from dataclasses import replace

from tests.ascii import JATIM, cell, count, given

NASIONAL = replace(JATIM, tingkat="nasional", kode="00")
NEED = "id_korban\nk1"


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


def test_a_referral_number_that_a_later_file_uses_for_another_victim_credits_each_with_her_own_services():
    gudang = given(
        korban="""
            id_korban | orang
            k1        | A
            k2        | B
        """,
        rujukan="""
            id_rujukan | id_korban | berkas
            r1         | k1        | satu
            r1         | k2        | dua
        """,
        layanan="id_korban | kode_kab_pemberi | tanggal | id_rujukan\nk2 | 35.07 | 2024-05-01 | r1",
    )

    row = cell(gudang, "35.07")

    assert (row["diterima"], row["diterima_terlayani"]) == (2, 1)
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


def test_a_place_without_victims_has_no_row():
    gudang = given(korban="id_korban\nk1")

    assert cell(gudang, "35.17.01") is None
    assert cell(gudang, "35.17", "2024-05") is None
