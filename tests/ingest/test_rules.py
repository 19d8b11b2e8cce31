"""Every row is accepted whole or rejected with its place, its column and its reason."""

from datetime import date, timedelta

import pytest

from rekap import settings
from rekap.ingest import intake
from tests.ingest.files import MARK, SIMFONI, csv_file, take, take_simfoni

pytestmark = pytest.mark.usefixtures("read_here")

LATER = date.today() + timedelta(days=2)  # one day further is today already in the east
INSTALASI = (settings.ROOT / "instalasi.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("cell", "kolom", "aturan"),
    [
        ({"Tanggal Pelaporan": "31/02/2024"}, "Tanggal Pelaporan", "tanggal_mustahil"),
        ({"Tanggal Pelaporan": "2024"}, "Tanggal Pelaporan", "tanggal_mustahil"),
        ({"Tanggal Pelaporan": "05/03/24"}, "Tanggal Pelaporan", "tanggal_mustahil"),
        ({"Tanggal Lahir": "01/02/1899"}, "Tanggal Lahir", "tanggal_mustahil"),
        ({"Tanggal Lahir": "06/03/2024"}, "Tanggal Lahir", "tanggal_mustahil"),
        ({"Tanggal Lahir": "01/02/1901", "Usia": ""}, "Tanggal Lahir", "tanggal_mustahil"),
        ({"Tanggal Kejadian": "06/03/2024"}, "Tanggal Kejadian", "tanggal_mustahil"),
        ({"Tanggal Layanan": f"{LATER:%d/%m/%Y}"}, "Tanggal Layanan", "tanggal_mustahil"),
        ({"Jenis Layanan": "Konslng"}, "Jenis Layanan", "kode_tidak_dikenal"),
        ({"Jenis Kekerasan": "Fisik; Entah"}, "Jenis Kekerasan", "kode_tidak_dikenal"),
        ({"Jenis Kelamin": "X"}, "Jenis Kelamin", "kode_tidak_dikenal"),
        ({"Kode Kab/Kota Unit": "35.99"}, "Kode Kab/Kota Unit", "kode_tidak_dikenal"),
        ({"Kode Kab/Kota Unit": "35"}, "Kode Kab/Kota Unit", "kode_tidak_dikenal"),
        ({"Kode Kab/Kota Unit": "35.1"}, "Kode Kab/Kota Unit", "kode_tidak_dikenal"),
        ({"Kab/Kota Unit": "Kab. Jombing"}, "Kab/Kota Unit", "kode_tidak_dikenal"),
        ({"Kab/Kota Unit": "Kab. Malang"}, "Kode Kab/Kota Unit", "wilayah_tidak_cocok"),
        ({"Kab/Kota Domisili": "Kab. Entah"}, "Kab/Kota Domisili", "kode_tidak_dikenal"),
        ({"Kab/Kota Domisili": "Malang"}, "Kab/Kota Domisili", "kode_tidak_dikenal"),
        ({"Kecamatan Domisili": "Entah"}, "Kecamatan Domisili", "kecamatan_tidak_dikenal"),
        ({"Kab/Kota Domisili": "Kab. Malang"}, "Kecamatan Domisili", "kecamatan_tidak_dikenal"),
        ({"No Registrasi": " "}, "No Registrasi", "wajib_kosong"),
        ({"No Korban": ""}, "No Korban", "wajib_kosong"),
        ({"Tanggal Pelaporan": ""}, "Tanggal Pelaporan", "wajib_kosong"),
        ({"Kode Kab/Kota Unit": ""}, "Kode Kab/Kota Unit", "wajib_kosong"),
        ({"Jenis Layanan": ""}, "Jenis Layanan", "wajib_kosong"),
        ({"Tanggal Layanan": ""}, "Tanggal Layanan", "wajib_kosong"),
        ({"Usia": "dua"}, "Usia", "bukan_angka"),
        ({"Usia": "-3"}, "Usia", "bukan_angka"),
        ({"Usia": "12,5"}, "Usia", "bukan_angka"),
        ({"Usia": "200"}, "Usia", "bukan_angka"),
    ],
)
def test_a_row_that_breaks_a_rule_is_rejected_at_its_column(tmp_path, cell, kolom, aturan):
    taken = take_simfoni(tmp_path, cell)

    assert taken.reasons() == [(3, kolom, aturan)]
    assert taken.counts() == (1, 0, 1)
    assert taken.receipt.per_aturan == {aturan: 1}
    assert taken.table("korban") == []


def test_the_rows_beside_a_rejected_one_are_accepted(tmp_path):
    taken = take_simfoni(tmp_path, {"No Korban": "1"}, {"No Korban": "2", "Usia": "?"}, {"No Korban": "3"})

    assert taken.reasons() == [(4, "Usia", "bukan_angka")]
    assert taken.column("korban", "baris") == [3, 5]


def test_all_reasons_of_a_row_are_named_and_the_row_counts_once(tmp_path):
    taken = take_simfoni(tmp_path, {"Usia": "?", "Tanggal Lahir": "kemarin", "Jenis Kelamin": "X"})

    assert {kolom for _, kolom, _ in taken.reasons()} == {"Usia", "Tanggal Lahir", "Jenis Kelamin"}
    assert taken.counts() == (1, 0, 1)


def test_an_unknown_spelling_is_named_so_that_it_can_be_mapped(tmp_path):
    taken = take_simfoni(tmp_path, {"Jenis Layanan": "Konslng  Anak"})

    assert taken.messages()[0].startswith("'Konslng Anak' tidak ada dalam daftar layanan")


def test_a_mismatch_of_code_and_name_names_both_codes(tmp_path):
    (message,) = take_simfoni(tmp_path, {"Kode Kab/Kota Unit": "35.18"}).messages()

    assert "35.18" in message and "35.17" in message


def test_a_row_of_another_province_is_outside_the_installation(tmp_path):
    taken = take_simfoni(tmp_path, {"Kode Kab/Kota Unit": "33.16", "Kab/Kota Unit": "Kab. Blora"})

    assert taken.reasons() == [(3, "Kode Kab/Kota Unit", "di_luar_pemasangan")]


def test_an_installation_of_one_kab_takes_its_own_rows_only(tmp_path):
    (tmp_path / "data").mkdir()
    own = INSTALASI.replace('tingkat = "provinsi"', 'tingkat = "kabkota"').replace(
        'kode = "35" ', 'kode = "35.17" '
    )
    (tmp_path / "data" / "instalasi.toml").write_text(own, encoding="utf-8")
    malang = {"No Korban": "2", "Kode Kab/Kota Unit": "35.07", "Kab/Kota Unit": "Kab. Malang"}

    taken = take_simfoni(tmp_path, {}, malang)

    assert taken.column("korban", "kode_kab") == ["35.17"]
    assert taken.reasons() == [(4, "Kode Kab/Kota Unit", "di_luar_pemasangan")]


def test_a_row_with_fewer_or_more_cells_than_headings_is_not_guessed_at(tmp_path):
    short, long = list(SIMFONI.values())[:-1], [*SIMFONI.values(), "x"]
    trailing = [*SIMFONI.values(), ""]
    lines = [(MARK,), list(SIMFONI), short, long, trailing]

    taken = take(csv_file(tmp_path / "a.csv", lines), "simfoni")

    assert [(baris, aturan) for baris, _, aturan in taken.reasons()] == [
        (3, "kolom_bergeser"),
        (4, "kolom_bergeser"),
    ]
    assert taken.counts() == (3, 1, 2)


def test_empty_rows_are_not_rows(tmp_path):
    blank = dict.fromkeys(SIMFONI, " ")

    assert take_simfoni(tmp_path, blank, {}, blank).counts() == (1, 1, 0)


def test_a_victim_without_service_lands_without_service(tmp_path):
    taken = take_simfoni(tmp_path, {"Jenis Layanan": "", "Tanggal Layanan": ""})

    assert taken.counts() == (1, 1, 0)
    assert taken.table("layanan") == []
    assert len(taken.table("korban")) == 1


def test_a_victim_with_three_services_is_one_victim(tmp_path):
    services = [{"Jenis Layanan": name} for name in ("Pengaduan", "Kesehatan", "Re-integrasi Sosial")]

    taken = take_simfoni(tmp_path, *services)

    assert len(taken.table("korban")) == len(taken.table("kasus")) == 1
    assert taken.column("layanan", "kode_layanan") == ["PENGADUAN", "KESEHATAN", "REINTEGRASI"]
    assert taken.column("korban_kekerasan", "jenis_kekerasan") == ["fisik", "psikis"]


def test_rows_of_one_victim_that_contradict_each_other_are_rejected_after_the_first(tmp_path):
    taken = take_simfoni(tmp_path, {}, {"Nama Korban": "Dewi Lestari", "Usia": "30"})

    assert {(kolom, aturan) for _, kolom, aturan in taken.reasons()} == {
        ("Nama Korban", "korban_bertentangan"),
        ("Usia", "korban_bertentangan"),
    }
    assert "baris 3" in taken.messages()[0]


def test_what_one_row_of_a_victim_leaves_empty_another_fills(tmp_path):
    taken = take_simfoni(tmp_path, {"NIK": "", "Difabel": "", "Pekerjaan": ""}, {"Pekerjaan": ""})

    korban = taken.row("korban")
    assert korban["nik_status"] == "sah" and korban["token_nik"]
    assert (korban["disabilitas"], korban["pekerjaan"]) == ("tidak", "tidak_diisi")


def test_a_case_is_registered_when_its_first_victim_is(tmp_path):
    taken = take_simfoni(tmp_path, {}, {"No Korban": "2", "Tanggal Pelaporan": "04/03/2024"})

    assert taken.row("kasus")["tanggal_registrasi"] == date(2024, 3, 4)
    assert len(taken.table("korban")) == 2


def test_empty_cells_land_as_what_the_contract_says(tmp_path):
    empty = ("Jenis Kelamin", "NIK", "Usia", "Tanggal Lahir", "Difabel", "Pendidikan", "Pekerjaan",
             "Hubungan Pelaku", "Tempat Kejadian", "Kab/Kota Domisili", "Kecamatan Domisili",
             "Nama Korban")  # fmt: skip

    korban = take_simfoni(tmp_path, dict.fromkeys(empty, "")).row("korban")

    for column in ("disabilitas", "pendidikan", "pekerjaan", "hubungan_pelaku"):
        assert korban[column] == "tidak_diisi"
    for column in ("jenis_kelamin", "umur", "tempat_kejadian", "kode_kecamatan", "kode_kab_domisili",
                   "token_nama", "token_nik", "token_lahir", "token_lahir_jk_kab"):  # fmt: skip
        assert korban[column] is None
    assert korban["nik_status"] == "kosong"


def test_a_victim_from_another_province_is_accepted_with_her_own_kecamatan(tmp_path):
    taken = take_simfoni(tmp_path, {"Kab/Kota Domisili": "Kab. Blora", "Kecamatan Domisili": "Cepu"})

    korban = taken.row("korban")
    assert (korban["kode_kab"], korban["kode_kab_domisili"]) == ("35.17", "33.16")
    assert korban["kode_kecamatan"].startswith("33.16.")


def test_a_kecamatan_alone_is_sought_in_the_unit_s_own_kab(tmp_path):
    korban = take_simfoni(tmp_path, {"Kab/Kota Domisili": "", "Kecamatan Domisili": " jombang "}).row(
        "korban"
    )

    assert (korban["kode_kab_domisili"], korban["kode_kecamatan"]) == ("35.17", "35.17.09")


def test_age_comes_from_the_birth_date_when_it_is_not_written(tmp_path):
    day_before_birthday = {"Usia": "", "Tanggal Lahir": "06/03/2006"}
    birthday = {"No Korban": "2", "Usia": "", "Tanggal Lahir": "05/03/2006"}

    assert take_simfoni(tmp_path, day_before_birthday, birthday).column("korban", "umur") == [17, 18]


def test_a_written_age_wins_over_the_birth_date_and_a_big_difference_is_warned_about(tmp_path):
    taken = take_simfoni(tmp_path, {"Usia": "25"}, {"No Korban": "2", "Usia": "17"})

    assert taken.column("korban", "umur") == [25, 17]
    assert [(w.baris, w.aturan) for w in intake.found(taken.receipt, "peringatan")] == [
        (4, "umur_tidak_cocok")
    ]


def test_a_service_before_registration_is_accepted_with_a_warning(tmp_path):
    taken = take_simfoni(tmp_path, {"Tanggal Layanan": "04/03/2024"}, {})

    assert taken.receipt.peringatan == {"layanan_sebelum_registrasi": 1}
    assert taken.counts() == (2, 2, 0)


@pytest.mark.parametrize(
    ("nik", "status"),
    [
        ("3517095203990001", "sah"),
        ("", "kosong"),
        ("0000000000000000", "palsu"),
        ("35170952039900", "tidak_sah"),
    ],
)
def test_a_bad_nik_is_a_missing_one_with_a_warning_once_per_victim(tmp_path, nik, status):
    taken = take_simfoni(tmp_path, {"NIK": nik}, {"NIK": nik, "Jenis Layanan": "Kesehatan"})

    korban = taken.row("korban")
    assert korban["nik_status"] == status
    assert (korban["token_nik"] is not None) == (status == "sah")
    assert taken.receipt.peringatan == ({f"nik_{status}": 1} if status in ("palsu", "tidak_sah") else {})


def test_a_victim_is_registered_under_a_code_that_was_in_use_on_that_day(tmp_path):
    nation = INSTALASI.replace('tingkat = "provinsi"', 'tingkat = "nasional"').replace(
        'kode = "35" ', 'kode = "00" '
    )
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "instalasi.toml").write_text(nation.partition("[[zona]]")[0], encoding="utf-8")
    papua = dict.fromkeys(("Kab/Kota Unit", "Kab/Kota Domisili", "Kecamatan Domisili", "NIK"), "")
    papua |= {"Kode Kab/Kota Unit": "93.01", "Tanggal Kejadian": "", "Tanggal Layanan": "26/07/2022"}

    taken = take_simfoni(
        tmp_path,
        {**papua, "Tanggal Pelaporan": "24/07/2022"},
        {**papua, "No Registrasi": "2", "Tanggal Pelaporan": "25/07/2022"},
    )

    assert taken.reasons() == [(3, "Kode Kab/Kota Unit", "wilayah_belum_berlaku")]
    assert "25/07/2022" in taken.messages()[0] and "24/07/2022" in taken.messages()[0]
    assert taken.counts() == (2, 1, 1)


def test_iso_dates_are_read_as_well(tmp_path):
    korban = take_simfoni(tmp_path, {"Tanggal Pelaporan": "2024-03-05"}).row("korban")

    assert korban["tanggal_registrasi"] == date(2024, 3, 5)


def test_every_v2_service_counts_as_given_by_the_unit_itself(tmp_path):
    layanan = take_simfoni(tmp_path, {}).row("layanan")

    assert (layanan["status"], layanan["kode_kab_pemberi"], layanan["id_rujukan"]) == (
        "selesai",
        "35.17",
        None,
    )


def test_a_wrong_code_from_outside_is_named_as_wrong_not_as_foreign(tmp_path):
    assert take_simfoni(tmp_path, {"Kode Kab/Kota Unit": "33.16"}).reasons()[0][2] == "wilayah_tidak_cocok"
