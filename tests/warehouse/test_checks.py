"""Every check finds what it is there for, names it, and gives nothing personal away."""

from dataclasses import replace

import pytest

from rekap import engines
from rekap.warehouse import CheckFailed, models
from tests.ascii import JATIM, given

TOKEN = "0123456789abcdef" * 4
NO_CLASS = "disabilitas is null and jenis_kekerasan is null and kelompok is null and umur is null"
TWO_CLASSES = "(kelompok > 0 and umur > 0) or (disabilitas > 0 and coalesce(kelompok, umur) > 0)"
GIRL = "kelompok = (select urutan from ref_daftar where kode = 'anak_perempuan')"


def level(tingkat: str) -> str:
    return f"nomor_wilayah in (select urutan from dim_wilayah where tingkat = '{tingkat}')"


def period(jenis: str) -> str:
    return f"nomor_periode in (select urutan from dim_periode where '{jenis}' in (jenis_periode, periode))"


def broken(**tables: str) -> dict[str, models.Offence]:
    """The offences that stop a build of these tables, by check."""
    with pytest.raises(CheckFailed) as failed:
        given(**tables)
    return {offence.check: offence for offence in failed.value.offenders}


def spoilt(change: str) -> set[str]:
    """The checks that notice one change to a good cube of two persons."""
    gudang = given(
        korban="""
            id_korban | orang | umur
            k1        | A     | 30
            k2        | B     | 10
        """,
        korban_kekerasan="id_korban | jenis_kekerasan\nk1 | fisik\nk2 | psikis",
        layanan="id_korban\nk1",
    )
    gudang.execute(change)
    return {offence.check for offence in models.offences(gudang, sum(models.checks(), ()))}


def test_a_number_in_two_rows_is_named_with_file_and_row():
    found = broken(
        korban=f"""
        id_korban | berkas | baris
        {TOKEN}   | satu   | 7
        {TOKEN}   | dua    | 9
    """
    )

    offence = found["id_korban_ganda"]
    assert offence.jumlah == 2
    assert offence.kalimat == "Satu nomor registrasi korban ada di lebih dari satu baris sumber."
    assert "berkas dua, lembar Lembar, baris 9" in offence.contoh[0]
    assert "berkas satu, lembar Lembar, baris 7" in offence.contoh[1]


def test_a_message_shows_the_start_of_a_token_only():
    found = broken(
        korban=f"""
        id_korban | baris
        {TOKEN}   | 7
        {TOKEN}   | 9
    """
    )

    message = str(found["id_korban_ganda"])

    assert TOKEN[:8] + "..." in message
    assert TOKEN[:9] not in message


def test_a_message_shows_five_offenders_and_counts_all():
    numbers = "\n".join(f"sama | {row}" for row in range(8))

    offence = broken(korban=f"id_korban | baris\n{numbers}")["id_korban_ganda"]

    assert (offence.jumlah, len(offence.contoh)) == (8, 5)


def test_a_referral_number_twice_is_found():
    found = broken(
        korban="id_korban\nk1",
        rujukan="id_rujukan | id_korban\nr1 | k1\nr1 | k1",
    )

    assert set(found) == {"id_rujukan_ganda"}


@pytest.mark.parametrize("kab", ["35.99", "33.74"])
def test_a_registering_region_that_is_unknown_or_outside_the_installation_is_found(kab):
    found = broken(korban=f"id_korban | kode_kab | kode_kecamatan\nk1 | {kab} |")

    assert set(found) == {"wilayah_registrasi"}


def test_a_registering_region_that_did_not_exist_yet_is_found():
    found = broken(
        instalasi=replace(JATIM, tingkat="provinsi", kode="93"),
        korban="""
            id_korban | kode_kab | kode_kecamatan | tanggal_registrasi
            k1        | 93.01    |                | 2022-07-24
            k2        | 93.01    |                | 2022-07-25
        """,
    )

    assert found["wilayah_registrasi"].jumlah == 1


def test_unknown_regions_elsewhere_are_found():
    found = broken(
        korban="id_korban | kode_kecamatan\nk1 | 35.17.99",
        layanan="id_korban | kode_kab_pemberi\nk1 | 35.98",
        rujukan="id_rujukan | id_korban | kode_kab_tujuan\nr1 | k1 | 35.97",
        setoran="kode_kab | bulan\n35.96 | 2024-01",
    )

    assert found["wilayah_tidak_dikenal"].jumlah == 4


def test_unknown_codes_are_found():
    found = broken(
        korban="id_korban\nk1",
        layanan="id_korban | kode_layanan | status\nk1 | SESUATU | entah",
        korban_kekerasan="id_korban | jenis_kekerasan\nk1 | apa",
    )

    assert found["kode_tidak_dikenal"].jumlah == 3


def test_a_row_without_its_registration_is_found():
    found = broken(korban="id_korban\nk1", asesmen="id_korban\nk9")

    assert found["induk_tidak_ada"].jumlah == 1


def test_a_person_with_two_niks_is_found():
    assert "orang_dua_nik" in spoilt("update stg_identitas set kunci_orang = 'sama'")


@pytest.mark.parametrize(
    ("change", "check"),
    [
        (f"update kubus_angka set terlayani_354 = 3 where {NO_CLASS}", "kubus_bersarang"),
        (f"update kubus_angka set memerlukan = 9 where {TWO_CLASSES}", "kubus_bersarang"),
        (f"update kubus_angka set korban = 0 where {NO_CLASS} and {level('kabkota')}", "kubus_jenjang"),
        (f"update kubus_angka set korban = 9 where {NO_CLASS} and {level('provinsi')}", "kubus_jenjang"),
        (f"delete from kubus_angka where {NO_CLASS} and {level('provinsi')}", "kubus_jenjang"),
        (f"delete from kubus_angka where {NO_CLASS} and {level('kecamatan')}", "kubus_jenjang"),
        ("delete from kubus_angka where umur > 0 and kelompok is null", "kubus_partisi"),
        (f"update kubus_angka set korban = 2 where {GIRL}", "kubus_partisi"),
        (f"update kubus_angka set terlayani_354 = 1 where {GIRL}", "kubus_partisi"),
        (f"delete from kubus_angka where {GIRL} and disabilitas > 0", "kubus_dua_kelas_partisi"),
        ("delete from kubus_angka where kelompok > 0 and umur > 0", "kubus_dua_kelas_partisi"),
        ("delete from kubus_angka where jenis_kekerasan > 0 and umur > 0", "kubus_dua_kelas_partisi"),
        (f"update kubus_angka set korban = 3 where {period('tahun')}", "orang_dihitung_sekali"),
        (f"delete from kubus_angka where {period('2024')}", "orang_dihitung_sekali"),
    ],
)
def test_a_wrong_cube_is_noticed(change, check):
    assert check in spoilt(change)


def test_a_good_cube_breaks_no_check():
    assert spoilt("select 1") == set()


def test_a_check_reads_nothing_that_names_a_person():
    personal = {"token_nama", "token_lahir", "tanggal_kejadian", "jenis_kelamin", "hubungan_pelaku"}

    for name in sum(models.checks(), ()):
        words = set(engines.query_text(name).replace(",", " ").split())
        assert not words & personal, name
