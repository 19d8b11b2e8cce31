"""The rules of workbooks: sheets that belong together, referrals, hand-ins, spreadsheet types."""

from datetime import date, timedelta

import pytest

from rekap.ingest import intake
from tests.ingest.files import take_workbook

pytestmark = pytest.mark.usefixtures("read_here")

LATER = date.today() + timedelta(days=2)  # one day further is today already in the east


def test_a_case_that_is_not_of_this_file_has_no_children(tmp_path):
    child = {"No Kasus": "lain"}

    taken = take_workbook(tmp_path, Korban=[{}], Layanan=[{}, child], Asesmen=[child], Rujukan=[child])

    assert {aturan for *_, aturan in taken.reasons()} == {"induk_tidak_ada"}
    assert taken.counts() == (5, 2, 3)


def test_children_of_a_rejected_victim_are_rejected_with_her(tmp_path):
    taken = take_workbook(tmp_path, Korban=[{"Umur": "?"}], Layanan=[{}])

    assert [aturan for *_, aturan in taken.reasons()] == ["bukan_angka", "induk_tidak_ada"]
    assert taken.table("layanan") == []


@pytest.mark.parametrize(
    ("sheet", "cell", "kolom", "aturan"),
    [
        (
            "Korban",
            {"Tanggal Tutup": date(2024, 3, 4), "Alasan Tutup": "Selesai"},
            "Tanggal Tutup",
            "tanggal_mustahil",
        ),
        ("Korban", {"Tanggal Tutup": date(2024, 4, 4)}, "Alasan Tutup", "wajib_kosong"),
        ("Korban", {"Alasan Tutup": "Selesai"}, "Tanggal Tutup", "wajib_kosong"),
        ("Korban", {"Tanggal Registrasi": 20240305}, "Tanggal Registrasi", "tanggal_mustahil"),
        ("Korban", {"Kode Kabupaten/Kota": 35.1}, "Kode Kabupaten/Kota", "kode_tidak_dikenal"),
        ("Korban", {"Umur": 24.5}, "Umur", "bukan_angka"),
        ("Layanan", {"Tanggal": LATER}, "Tanggal", "tanggal_mustahil"),
        ("Layanan", {"Status": "Nanti"}, "Status", "kode_tidak_dikenal"),
        ("Asesmen", {"Layanan Dibutuhkan": "Reintegrasi; Kuda"}, "Layanan Dibutuhkan", "kode_tidak_dikenal"),
        ("Rujukan", {"Tanggal Keputusan": date(2024, 3, 31)}, "Tanggal Keputusan", "tanggal_mustahil"),
        ("Rujukan", {"Tanggal Keputusan": None}, "Tanggal Keputusan", "wajib_kosong"),
        ("Rujukan", {"Kode Tujuan": "35.17.09"}, "Kode Tujuan", "kode_tidak_dikenal"),
        ("Setoran", {"Bulan": "2024-13"}, "Bulan", "tanggal_mustahil"),
        ("Setoran", {"Bulan": f"{LATER.year + 1}-01"}, "Bulan", "tanggal_mustahil"),
        ("Setoran", {"Diterima": LATER}, "Diterima", "tanggal_mustahil"),
        ("Setoran", {"Sumber": "Rumah sakit"}, "Sumber", "kode_tidak_dikenal"),
        ("Setoran", {"Kode Kab/Kota": "33.16"}, "Kode Kab/Kota", "di_luar_pemasangan"),
    ],
)
def test_a_workbook_row_that_breaks_a_rule_is_rejected_at_its_sheet_and_column(
    tmp_path, sheet, cell, kolom, aturan
):
    rows = {"Korban": [{}]} | {sheet: [cell]}

    taken = take_workbook(tmp_path, **rows)

    (reason,) = intake.found(taken.receipt, "tolak")
    assert (reason.lembar, reason.baris, reason.kolom, reason.aturan) == (sheet, 5, kolom, aturan)


def test_a_planned_service_may_lie_ahead(tmp_path):
    taken = take_workbook(tmp_path, Korban=[{}], Layanan=[{"Tanggal": LATER, "Status": "Rencana"}])

    assert taken.row("layanan")["status"] == "rencana"


def test_a_hand_in_may_be_due_in_the_future_and_not_yet_received(tmp_path):
    taken = take_workbook(tmp_path, Setoran=[{"Jatuh Tempo": LATER, "Diterima": None}])

    assert taken.row("setoran")["diterima"] is None


def test_a_month_written_as_a_date_is_a_month(tmp_path):
    assert take_workbook(tmp_path, Setoran=[{"Bulan": date(2024, 3, 1)}]).row("setoran")["bulan"] == "2024-03"


def test_two_hand_in_rows_for_one_month_that_differ_are_not_both_true(tmp_path):
    taken = take_workbook(tmp_path, Setoran=[{}, {"Diterima": date(2024, 4, 9)}])

    assert taken.reasons() == [(6, "Diterima", "baris_bertentangan")]


def test_an_assessment_may_find_no_need_or_several(tmp_path):
    none = {"Layanan Dibutuhkan": None, "Tanggal Asesmen": date(2024, 4, 8)}

    taken = take_workbook(tmp_path, Korban=[{}], Asesmen=[{}, none])

    assert len(taken.table("asesmen")) == 2
    assert taken.column("asesmen_kebutuhan", "kode_layanan") == ["REINTEGRASI", "PSIKOSOSIAL"]


def test_an_assessment_before_registration_is_warned_about(tmp_path):
    taken = take_workbook(tmp_path, Korban=[{}], Asesmen=[{"Tanggal Asesmen": date(2024, 3, 4)}])

    assert taken.receipt.peringatan == {"asesmen_sebelum_registrasi": 1}


def test_an_open_case_has_no_closing_and_a_closed_one_has(tmp_path):
    closed = {"No Korban": "2", "Tanggal Tutup": date(2024, 6, 1), "Alasan Tutup": "Meninggal dunia"}

    taken = take_workbook(tmp_path, Korban=[{}, closed])

    assert taken.column("korban_tutup", "alasan_tutup") == ["meninggal"]


def test_a_service_carries_the_same_referral_token_as_the_referral_of_another_workbook(tmp_path):
    (tmp_path / "malang").mkdir()
    sender = take_workbook(tmp_path, Korban=[{}], Rujukan=[{}])
    receiver = take_workbook(
        tmp_path / "malang",
        Korban=[{"No Kasus": "M1", "Kode Kabupaten/Kota": "35.07"}],
        Layanan=[{"No Kasus": "M1", "No Rujukan": "RJK-3517/2024/003", "Kode Kab/Kota Pemberi": "35.07"}],
    )

    assert receiver.row("layanan")["id_rujukan"] == sender.row("rujukan")["id_rujukan"]


def test_codes_without_a_dot_are_understood_as_text_and_as_whole_numbers(tmp_path):
    taken = take_workbook(
        tmp_path, Korban=[{"Kode Kabupaten/Kota": "3517"}, {"No Korban": "2", "Kode Kabupaten/Kota": 3517}]
    )

    assert taken.column("korban", "kode_kab") == ["35.17", "35.17"]


def test_numbers_of_cases_typed_as_numbers_are_the_same_case(tmp_path):
    taken = take_workbook(tmp_path, Korban=[{"No Korban": 1}], Layanan=[{"No Korban": "1"}])

    assert taken.counts() == (2, 2, 0)
