"""The Metode screen says what is asked of agencies, one kind of record at a time."""

from tests.web.conftest import words


def test_the_method_page_says_what_is_asked_about_a_victim(visit):
    shown = words(visit("evaluator", "metode"))

    assert "Satu baris per korban pada satu registrasi" in shown
    assert "Nomor Induk Kependudukan. Teks. Hanya sandinya disimpan." in shown
    assert "Nama kecamatan domisili. Teks. Disimpan sebagai kode." in shown
    assert "Jenis kelamin korban. Pilihan: Perempuan, Laki-laki." in shown
    assert "Token" not in shown and "Keadaan NIK" not in shown


def test_another_kind_of_record_can_be_picked(visit):
    at = visit("evaluator", "metode")

    at.selectbox(key="rk_buku_kode").set_value("sertifikasi").run()

    assert "Satu baris per sertifikat petugas" in words(at)
    assert "Satu baris per korban pada satu registrasi" not in words(at)


def test_what_the_intake_writes_about_its_own_work_is_asked_of_nobody(visit):
    offered = visit("evaluator", "metode").selectbox(key="rk_buku_kode").options

    assert "Korban" in offered and "Petugas" in offered
    assert not {"Baris ditolak", "Peringatan", "Semua tabel"} & set(offered)
