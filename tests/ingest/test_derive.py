"""Codes that no closed list holds are codes all the same, and never a place for a person's name."""

import pytest

from rekap import settings
from tests.ingest.files import MARK, csv_file, take

pytestmark = pytest.mark.usefixtures("read_here")

HEAD = 'nama = "uji"\narti = "uji"\njenis = "csv"\ntanggal = ["%d/%m/%Y"]\n[[lembar]]\n'
COUNTS = (
    HEAD
    + """
[lembar.tabel.hitungan]
tetap = { kode_wilayah = "35.17", periode = "2024", ukuran = "korban" }
kolom = { kelas = "Rincian", nilai_kelas = "Golongan", jumlah = "Jumlah" }
"""
)
SERVICES = (
    HEAD
    + """
kunci = { no_registrasi = "No" }
tetap = { no_korban = "1" }
[lembar.tabel.korban]
tetap = { kode_kab = "35.17", tanggal_registrasi = "2024-01-05" }
[lembar.tabel.layanan]
tetap = { kode_kab_pemberi = "35.17", status = "selesai", kode_layanan = "REINTEGRASI" }
kolom = { tanggal = "Tanggal", kode_unit = "Unit" }
"""
)


def taken(folder, mapping: str, *lines):
    office = settings.data_dir() / "pemetaan"
    office.mkdir(parents=True)
    (office / "uji.toml").write_text(mapping, encoding="utf-8")
    return take(csv_file(folder / "a.csv", [[MARK], *lines]), "dinsos")


@pytest.mark.parametrize(
    ("kelas", "written", "code"),
    [("jenis_kelamin", "Perempuan", "P"), ("umur", "0-5", "0-5"), ("umur", "semua", "semua"),
     ("semua", "Semua", "semua"), ("jenis_kelamin", "0-5", None), ("semua", "P", None),
     ("jenis_kelamin", "Siti Aminah", None)],
)  # fmt: skip
def test_a_group_that_is_counted_is_one_of_its_own_list(tmp_path, kelas, written, code):
    kiriman = taken(tmp_path, COUNTS, ["Rincian", "Golongan", "Jumlah"], [kelas, written, "5"])

    assert kiriman.column("hitungan", "nilai_kelas") == ([code] if code else [])
    assert [aturan for *_, aturan in kiriman.reasons()] == ([] if code else ["kode_tidak_dikenal"])
    assert "Aminah" not in "".join(kiriman.messages())


@pytest.mark.parametrize("code", ["RPTC-01", "466.1/123/35.17/2019", "LKS-3517-01", "7", "UPTD_PPA"])
def test_a_code_of_a_unit_is_short_and_without_spaces(tmp_path, code):
    kiriman = taken(tmp_path, SERVICES, ["No", "Tanggal", "Unit"], ["1", "06/01/2024", code])

    assert kiriman.column("layanan", "kode_unit") == [code]


@pytest.mark.parametrize(
    "text", ["Siti Aminah", "3517095203990001", "NIK-3517095203990001", "siti@contoh.id", "x" * 41]
)
def test_what_may_be_a_person_is_no_code_of_a_unit(tmp_path, text):
    kiriman = taken(tmp_path, SERVICES, ["No", "Tanggal", "Unit"], ["1", "06/01/2024", text])

    assert [reason[1:] for reason in kiriman.reasons()] == [("Unit", "bukan_kode")]
    assert kiriman.messages()[0].endswith("Tulis kodenya saja.") and text not in kiriman.messages()[0]
