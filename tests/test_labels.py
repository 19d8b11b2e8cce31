"""Codes become words and numbers become Indonesian."""

import csv
from datetime import date

import pytest

from rekap import labels, settings

LARANGAN = ("kohort", "tier", "kor-5", "hash", "manifest", "upset", "kaplan")


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (1234, 0, "1.234"),
        (39.84, 1, "39,8"),
        (1234567.25, 1, "1.234.567,3"),
        (0.5, 0, "1"),
        (2.5, 0, "3"),
        (-4.25, 1, "−4,3"),
        (0, 1, "0,0"),
    ],
)
def test_numbers_are_indonesian_and_round_half_away_from_zero(value, decimals, text):
    assert labels.number(value, decimals) == text


@pytest.mark.parametrize(
    ("value", "tier", "text"),
    [
        (1234, "internal", "1.234"),
        (0, "internal", "0"),
        (0, "publik", "0–4"),
        (120, "publik", "±120"),
        (1205, "publik", "±1.205"),
        (None, "publik", "Tidak tersedia"),
        (None, "internal", "Tidak tersedia"),
    ],
)
def test_a_count_is_shown_as_its_tier_allows(value, tier, text):
    assert labels.count(value, tier) == text


@pytest.mark.parametrize(
    ("kode", "jenis", "panjang", "singkat"),
    [
        ("2024", "tahun", "2024", "2024"),
        ("2024-sd-tw1", "sd_triwulan", "2024, Januari s.d. Maret", "s.d. Mar 2024"),
        ("2024-sd-tw3", "sd_triwulan", "2024, Januari s.d. September", "s.d. Sep 2024"),
        ("2024-tw2", "triwulan", "Triwulan 2 2024", "TW 2 2024"),
        ("2024-05", "bulan", "Mei 2024", "Mei 2024"),
        ("2024-08", "bulan", "Agustus 2024", "Agu 2024"),
    ],
)
def test_a_period_has_a_kind_and_two_names(kode, jenis, panjang, singkat):
    assert labels.jenis_periode(kode) == jenis
    assert labels.periode(kode) == panjang
    assert labels.periode(kode, singkat=True) == singkat


def test_the_period_of_last_year_is_the_same_part_of_the_year():
    assert [labels.tahun_sebelumnya(k) for k in ("2024", "2024-sd-tw1", "2024-05")] == [
        "2023",
        "2023-sd-tw1",
        "2023-05",
    ]


@pytest.mark.parametrize(
    ("kode", "spoken", "last"),
    [
        ("2024", "2024", "2024-12"),
        ("2024-sd-tw2", "Januari s.d. Juni 2024", "2024-06"),
        ("2024-tw4", "triwulan 4 tahun 2024", "2024-12"),
        ("2024-05", "Mei 2024", "2024-05"),
    ],
)
def test_a_period_can_stand_in_a_sentence_and_has_a_last_month(kode, spoken, last):
    assert (labels.spoken(kode), labels.last_month(kode)) == (spoken, last)


def test_the_month_after_december_is_january():
    assert [labels.next_month(k) for k in ("2024-12", "2024-04")] == ["2025-01", "2024-05"]


@pytest.mark.parametrize(
    ("day", "month"),
    [
        (date(2025, 1, 31), "2025-01"),
        (date(2025, 1, 30), "2024-12"),
        (date(2024, 2, 28), "2024-01"),
        (date(2024, 2, 29), "2024-02"),
    ],
)
def test_a_month_is_over_on_its_last_day(day, month):
    assert labels.last_month_over(day) == month


def test_a_difference_of_protected_numbers_has_a_wider_zero():
    assert [labels.difference(v, "publik") for v in (0, 5, None)] == ["0–8", "±5", "Tidak tersedia"]
    assert labels.difference(0, "internal") == "0"


def test_dates_are_indonesian():
    assert labels.day(date(2026, 1, 5)) == "5 Januari 2026"


def test_a_code_without_a_word_is_an_error_and_not_shown_bare():
    with pytest.raises(KeyError, match="tidak ada dalam daftar"):
        labels.label("umur", "7-9")


def test_an_age_of_either_tier_has_a_word():
    assert labels.label("umur", "25-44") == "25-44 tahun"
    assert labels.label("umur", "25-59") == "25-59 tahun"


@pytest.mark.parametrize(
    ("names", "text"), [(["a"], "a"), (["a", "b"], "a dan b"), (["a", "b", "c"], "a, b, dan c")]
)
def test_names_are_joined_as_in_speech(names, text):
    assert labels.join(names) == text


def test_every_word_of_the_glossary_is_explained_once_and_plainly():
    with (settings.REFERENCE / "glosarium.csv").open(encoding="utf-8", newline="") as file:
        names = [row["istilah"] for row in csv.DictReader(file)]

    assert len(names) == len(set(names)) == len(labels.glossary())
    for word in labels.glossary():
        assert word.label and word.definisi.endswith(".")
        assert not [bad for bad in LARANGAN if bad in (word.label + " " + word.definisi).lower()]


def test_the_definition_sheet_has_what_ms_ind_asks_for():
    sheet = labels.indikator("354")

    asked = (
        "kode nama konsep definisi interpretasi rumus ukuran satuan klasifikasi_penyajian komposit "
        "kegiatan_penghasil nomor_romantik variabel_pembangun level_estimasi akses_umum urusan produsen_data "
        "teknik_pengumpulan prinsip versi berlaku_mulai"
    )
    assert [field for field in asked.split() if field not in sheet] == []
    assert sheet["nomor_romantik"] == "K-23.3517.036"
    assert [item["nomor"] for item in sheet["komponen"]] == list(range(1, 11))
    assert [item["nomor"] for item in sheet["langkah"]] == list(range(1, 11))
    assert set(sheet["basis"]) == set(settings.BASIS)
    for item in sheet["pengecualian"]:
        assert labels.label("pengecualian", item["kode"])


@pytest.mark.parametrize(
    ("kode", "day", "over"),
    [
        ("2025", date(2025, 12, 30), False),
        ("2025", date(2025, 12, 31), True),
        ("2025-sd-tw2", date(2025, 6, 29), False),
        ("2025-sd-tw2", date(2025, 6, 30), True),
        ("2025-tw4", date(2025, 12, 31), True),
        ("2024-02", date(2024, 2, 28), False),
        ("2024-02", date(2024, 2, 29), True),
    ],
)
def test_a_period_is_over_on_its_last_day(kode, day, over):
    assert labels.selesai(kode, day) == over
