"""A layout is recognised by its headings, and a new layout of the same kind needs only a TOML."""

from datetime import date

import pytest
import xlsxwriter

from rekap import settings
from rekap.ingest import intake, mapping
from tests.ingest.files import (
    MARK,
    SHEETS,
    SIMFONI,
    csv_file,
    simfoni,
    take,
    take_simfoni,
    take_workbook,
    workbook,
    write,
)

BROKEN = {
    "tabel pasien tidak ada": ("lembar.tabel.korban", "lembar.tabel.pasien"),
    "tidak mempunyai isian berat_badan": ('umur = "Usia"', 'berat_badan = "Usia"'),
    "memerlukan tanggal_registrasi": ('tanggal_registrasi = "Tanggal Pelaporan"', ""),
    "kode tidak_ada tidak ada dalam daftar": ('Wanita = "P"', 'Wanita = "tidak_ada"'),
    "menunjuk dua kode": ('Wanita = "P"', 'Wanita = "P"\nWANITA = "L"'),
    "tamat tidak ada dalam daftar status_layanan": ('status = "selesai"', 'status = "tamat"'),
    "tidak lengkap": ('jenis = "csv"', ""),
}


def test_headings_are_found_below_several_title_rows(tmp_path):
    taken = take_simfoni(tmp_path, {}, above=((MARK,), ("Dinas PPPA",), (), ("Tahun", "2024")))

    assert taken.counts() == (1, 1, 0)
    assert taken.row("korban")["baris"] == 6


def test_headings_differ_in_case_spacing_and_punctuation(tmp_path):
    headings = [h.upper().replace(" ", "  ") + "." for h in SIMFONI]
    path = csv_file(tmp_path / "a.csv", [(MARK,), headings, SIMFONI.values()])

    assert take(path, "simfoni").counts() == (1, 1, 0)


def test_columns_may_stand_in_any_order(tmp_path):
    lines = [(MARK,), list(SIMFONI)[::-1], list(SIMFONI.values())[::-1]]

    taken = take(csv_file(tmp_path / "a.csv", lines), "simfoni")

    assert taken.row("korban")["tanggal_registrasi"] == date(2024, 3, 5)


def test_sheets_may_stand_in_any_order(tmp_path):
    order = ("Setoran", "Layanan", "Rujukan", "Asesmen", "Korban")

    taken = take_workbook(tmp_path, order=order, Korban=[{}], Layanan=[{}])

    assert taken.counts() == (2, 2, 0)


def test_a_workbook_without_a_hand_in_sheet_is_taken(tmp_path):
    taken = take_workbook(tmp_path, order=("Korban", "Layanan", "Rujukan", "Asesmen"), Korban=[{}])

    assert taken.counts() == (1, 1, 0)


def test_a_workbook_with_a_blank_hand_in_sheet_is_taken(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        for name in ("Korban", "Layanan", "Rujukan", "Asesmen"):
            write(book.add_worksheet(name), [[MARK], list(SHEETS[name])])
        book.add_worksheet("Setoran")

    assert take(path, "uptd").counts() == (0, 0, 0)


def test_a_workbook_without_a_service_sheet_is_refused_naming_it(tmp_path):
    path = workbook(tmp_path, order=("Korban", "Rujukan", "Asesmen"), Korban=[{}])

    with pytest.raises(intake.IntakeRefused, match="lembar Layanan"):
        intake.accept([path], "uptd")


def test_a_file_of_unknown_layout_is_refused_naming_the_missing_headings(tmp_path):
    lines = [(MARK,), [h for h in SIMFONI if h not in ("NIK", "Usia")]]

    with pytest.raises(intake.IntakeRefused, match=r"a\.csv: .*simfoni_v2.*belum ada: NIK; Usia\.$"):
        intake.accept([csv_file(tmp_path / "a.csv", lines)], "simfoni")


def test_two_columns_of_one_heading_are_refused_because_nobody_knows_which_counts(tmp_path):
    lines = [(MARK,), [*SIMFONI, "NIK"], [*SIMFONI.values(), ""]]

    with pytest.raises(intake.IntakeRefused, match="NIK yang hanya sekali"):
        intake.accept([csv_file(tmp_path / "a.csv", lines)], "simfoni")


def test_columns_and_sheets_that_nobody_reads_are_counted(tmp_path):
    lines = [(MARK,), [*SIMFONI, "Catatan"], [*SIMFONI.values(), "x"]]

    taken = take(csv_file(tmp_path / "a.csv", lines), "simfoni")

    assert taken.receipt.peringatan == {"kolom_tidak_dipakai": 1}


def test_another_layout_is_read_with_a_toml_alone(tmp_path, monkeypatch):
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    text = text.replace('nama = "simfoni_v2"', 'nama = "klinik"')
    text = text.replace('"Nama Korban"', '["Pasien", "Nama Pasien"]').replace(
        'pemisah = ";"', 'pemisah = "/"'
    )
    text = text.replace('Wanita = "P"', 'Cewek = "P"').replace("%d/%m/%Y", "%m-%d-%Y")
    (tmp_path / "klinik.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(intake, "load_all", lambda: mapping.load_all(tmp_path))
    changed = {
        "Nama Korban": "x", "Tanggal Pelaporan": "03-05-2024", "Tanggal Kejadian": "", "Tanggal Lahir": "",
        "Tanggal Layanan": "03-20-2024", "Jenis Kelamin": "cewek", "Jenis Kekerasan": "Fisik/Seksual",
    }  # fmt: skip
    headings = ["Nama Pasien" if h == "Nama Korban" else h for h in SIMFONI]
    path = csv_file(tmp_path / "klinik.csv", [(MARK,), headings, {**SIMFONI, **changed}.values()])

    taken = take(path, "simfoni")

    assert taken.receipt.pemetaan == "klinik"
    assert taken.row("korban")["jenis_kelamin"] == "P"
    assert taken.row("layanan")["tanggal"] == date(2024, 3, 20)
    assert taken.column("korban_kekerasan", "jenis_kekerasan") == ["fisik", "seksual"]


def test_of_two_fitting_mappings_the_one_that_uses_more_of_the_file_is_taken(tmp_path, monkeypatch):
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    (tmp_path / "a.toml").write_text(
        text.replace('"simfoni_v2"', '"kurang"').replace('disabilitas = "Difabel"', ""), encoding="utf-8"
    )
    (tmp_path / "b.toml").write_text(text, encoding="utf-8")
    monkeypatch.setattr(intake, "load_all", lambda: mapping.load_all(tmp_path))

    assert take_simfoni(tmp_path, {}).receipt.pemetaan == "simfoni_v2"


@pytest.mark.parametrize("complaint", BROKEN)
def test_a_mapping_that_contradicts_the_contract_says_where(tmp_path, complaint):
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    (tmp_path / "salah.toml").write_text(text.replace(*BROKEN[complaint]), encoding="utf-8")

    with pytest.raises(mapping.MappingError, match=f"^salah.toml.*{complaint}"):
        mapping.load_all(tmp_path)


def test_the_shipped_mappings_agree_with_the_contract():
    assert [m.nama for m in mapping.load_all()] == ["simfoni_v2", "uptd_v3"]


def test_every_spelling_of_a_mapping_is_needed():
    """A spelling that the lists know anyway would rot unseen when the list changes."""
    for layout in mapping.load_all():
        for daftar, spellings in layout.ejaan.items():
            plain = mapping.Mapping(**{**vars(layout), "ejaan": {}}).spellings(daftar)
            assert not {text for text, code in spellings.items() if plain.get(text) == code}


def test_a_simfoni_file_needs_no_byte_order_mark(tmp_path):
    path = simfoni(tmp_path, {}, bom=False)

    assert take(path, "simfoni").counts() == (1, 1, 0)
