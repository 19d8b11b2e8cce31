"""A layout is recognised by its headings, and a new layout of the same kind needs only a TOML."""

from datetime import date

import pytest

from rekap import settings
from rekap.ingest import mapping
from rekap.ingest.reading.read_file import read_book
from tests.ingest.files import MARK, SHEETS, SIMFONI, simfoni, workbook
from tests.ingest.mapped import KORBAN, book, load, rows, sheet

BROKEN = {
    "tabel pasien tidak ada": ("lembar.tabel.korban", "lembar.tabel.pasien"),
    "tidak mempunyai isian berat_badan": ('umur = "Usia"', 'berat_badan = "Usia"'),
    "memerlukan tanggal_registrasi": ('tanggal_registrasi = "Tanggal Pelaporan"', ""),
    "kode tidak_ada tidak ada dalam daftar": ('Wanita = "P"', 'Wanita = "tidak_ada"'),
    "menunjuk dua kode": ('Wanita = "P"', 'Wanita = "P"\nWANITA = "L"'),
    "tamat tidak ada dalam daftar status_layanan": ('status = "selesai"', 'status = "tamat"'),
    "tidak lengkap": ('jenis = "csv"', ""),
    "kunci pemisahan tidak dikenal": ("pemisah", "pemisahan"),
    "lembar: kunci abaikkan tidak dikenal": ("abaikan", "abaikkan"),
    "layanan: kunci bila tidak dikenal": ("bila_ada", "bila"),
    "ejaan.kelamin bukan nama daftar": ("ejaan.jenis_kelamin", "ejaan.kelamin"),
    "kunci no_regis tidak dipakai": ("no_registrasi =", 'no_regis = "A"\nno_registrasi ='),
    "tanggal ada di kolom dan di tetap": ('status = "selesai"', 'status = "selesai", tanggal = "2024-01-01"'),
    "bertentangan": ('"%Y-%m-%d"', '"%m/%d/%Y"'),
    "harus memuat hari": ('"%Y-%m-%d"', '"%m/%Y"'),
    "bentuk tanggal %Q tidak dikenal": ('"%Y-%m-%d"', '"%Q"'),
    "desimal harus": ('pemisah = ";"', 'desimal = ";"'),
    "wilayah_induk 99 bukan": ('pemisah = ";"', 'wilayah_induk = "99"'),
    "ada di nilai_ya dan nilai_tidak": ('pemisah = ";"', 'nilai_ya = ["0"]'),
    "masih perlu diperiksa: usia": ('pemisah = ";"', 'perlu_diperiksa = ["usia"]'),
    "gabung harus daftar judul": ('"Nama Korban"', '{ gabung = "Nama" }'),
    "tepat satu dari judul": ('"Nama Korban"', '{ judul = "Nama", gabung = ["Nama"] }'),
    "kunci denga tidak dikenal": ('"Nama Korban"', '{ gabung = ["Nama"], denga = "" }'),
    "pola hanya berlaku bersama judul": ('"Nama Korban"', '{ gabung = ["Nama"], pola = "(a)" }'),
    "tepat satu kurung": ('"Nama Korban"', '{ judul = "Nama", pola = "a" }'),
    "kode kuat tidak ada": ('"Jenis Kekerasan"', '{ ya = { "Fisik" = "kuat" } }'),
    "untuk isian berdaftar": ('"Nama Korban"', '{ ya = { "Fisik" = "fisik" } }'),
    "hanya untuk isian nomor": ('"Usia"', "{ baris = true }"),
}


def choose(path) -> mapping.Match:
    return mapping.choose(read_book(path), mapping.load_all())


def test_headings_are_found_below_several_title_rows(tmp_path):
    (found,) = choose(simfoni(tmp_path, {}, above=((MARK,), ("Dinas PPPA",), (), ("Tahun", "2024")))).sheets

    assert (found.heading_row, found.first, found.until) == (4, 5, 6)


def test_headings_differ_in_case_spacing_and_punctuation():
    headings = [h.upper().replace(" ", "  ") + "." for h in SIMFONI]

    match = mapping.choose(book(sheet((MARK,), headings, SIMFONI.values())), mapping.load_all())

    assert rows(match)["korban"][0]["umur"] == 24


def test_columns_may_stand_in_any_order():
    lines = [(MARK,), list(SIMFONI)[::-1], list(SIMFONI.values())[::-1]]

    match = mapping.choose(book(sheet(*lines)), mapping.load_all())

    assert rows(match)["korban"][0]["tanggal_registrasi"] == date(2024, 3, 5)


def test_sheets_may_stand_in_any_order_and_are_read_in_the_order_of_the_mapping(tmp_path):
    order = ("Setoran", "Layanan", "Rujukan", "Asesmen", "Korban")

    match = choose(workbook(tmp_path, order=order, Korban=[{}], Layanan=[{}]))

    assert [found.sheet.nama for found in match.sheets] == list(SHEETS)


def test_a_workbook_without_a_hand_in_sheet_is_recognised(tmp_path):
    match = choose(workbook(tmp_path, order=("Korban", "Layanan", "Rujukan", "Asesmen"), Korban=[{}]))

    assert (match.mapping.nama, len(match.sheets)) == ("uptd_v3", 4)


def test_a_workbook_with_a_blank_hand_in_sheet_is_recognised():
    sheets = [sheet((MARK,), list(SHEETS[n]), nama=n) for n in ("Korban", "Layanan", "Rujukan", "Asesmen")]

    match = mapping.choose(book(*sheets, sheet((None,), nama="Setoran")), mapping.load_all())

    assert (len(match.sheets), match.unknown_sheets) == (4, 1)


def test_a_workbook_without_a_service_sheet_is_refused_naming_it(tmp_path):
    with pytest.raises(mapping.NotRecognised, match="lembar Layanan"):
        choose(workbook(tmp_path, order=("Korban", "Rujukan", "Asesmen"), Korban=[{}]))


def test_a_file_of_unknown_layout_is_refused_naming_the_missing_headings():
    lines = [(MARK,), [h for h in SIMFONI if h not in ("NIK", "Usia")]]

    with pytest.raises(mapping.NotRecognised, match=r"simfoni_v2.*belum ada: NIK; Usia\. Usulan.*petakan"):
        mapping.choose(book(sheet(*lines)), mapping.load_all())


def test_two_columns_of_one_heading_are_refused_because_nobody_knows_which_counts():
    lines = [(MARK,), [*SIMFONI, "NIK"], [*SIMFONI.values(), ""]]

    with pytest.raises(mapping.NotRecognised, match="NIK yang hanya sekali"):
        mapping.choose(book(sheet(*lines)), mapping.load_all())


def test_columns_that_nobody_reads_are_told_and_the_ones_to_ignore_are_not():
    (found,) = mapping.choose(book(sheet((MARK,), [*SIMFONI, "Catatan Petugas"])), mapping.load_all()).sheets

    assert found.unused == ("catatan petugas",)


def test_of_two_fitting_mappings_the_one_that_uses_more_of_the_file_is_taken(tmp_path):
    more = load(tmp_path, KORBAN + 'kolom.umur = "Usia"', nama='"banyak"')
    less = load(tmp_path, KORBAN, nama='"sedikit"')
    file = book(sheet(("No", "Tanggal", "Usia")))

    assert mapping.choose(file, (less, more)).mapping.nama == "banyak"


def test_an_office_s_own_mapping_wins_over_a_shipped_one(tmp_path, monkeypatch):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    (tmp_path / "pemetaan").mkdir()
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    text = text.replace('"simfoni_v2"', '"milik kami"').replace('disabilitas = "Difabel"', "")
    (tmp_path / "pemetaan" / "kami.toml").write_text(text, encoding="utf-8")

    assert choose(simfoni(tmp_path, {})).mapping.nama == "milik kami"


OPEN = """nama = "x"
arti = "x"
jenis = "csv"
tanggal = []
perlu_diperiksa = ["kode_kab"]
[[lembar]]
[lembar.tabel.korban.kolom]
tanggal_registrasi = "Hari"
umur = "Tahun"
"""


@pytest.fixture
def office(tmp_path, monkeypatch):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    (tmp_path / "pemetaan").mkdir()
    return tmp_path / "pemetaan"


def complaint_about(*headings) -> str:
    with pytest.raises(mapping.NotRecognised) as refused:
        mapping.choose(book(sheet(headings)), mapping.load_all())
    return str(refused.value)


def test_an_unfinished_mapping_stops_no_other_file_and_only_its_name_is_told(office, tmp_path):
    (office / "usulan.toml").write_text(OPEN)

    assert choose(simfoni(tmp_path, {})).mapping.nama == "simfoni_v2"
    assert complaint_about("Apa", "Saja").endswith("Pemetaan kantor yang belum selesai diperiksa: x.")


def test_an_unfinished_mapping_whose_headings_fit_is_told_with_its_questions(office):
    (office / "usulan.toml").write_text(OPEN)

    told = complaint_about("Hari", "Tahun")

    assert told.startswith("Pemetaan kantor x cocok, tetapi usulan.toml: masih perlu diperiksa: kode_kab.")
    assert "petakan" not in told


def test_a_mapping_that_cannot_be_read_is_told_with_its_line(office):
    (office / "kami.toml").write_text('nama = "x"\narti = x', encoding="utf-8")

    assert "kami.toml tidak dapat dibaca sebagai TOML: periksa baris 2, kolom 8." in complaint_about("Apa")


def test_a_mapping_of_which_less_than_half_is_in_the_file_is_not_called_similar():
    headings = list(SIMFONI)

    assert "Paling mirip" not in complaint_about(*headings[:10])
    assert "Paling mirip pemetaan simfoni_v2" in complaint_about(*headings[:12])


def test_a_small_mapping_of_which_nothing_is_there_hides_no_similar_one(office):
    small = KORBAN.replace('"No"', '"Nomor"').replace('"Tanggal"', '"Hari"')
    load(office, small)

    assert "Paling mirip pemetaan simfoni_v2" in complaint_about(*list(SIMFONI)[:12])


@pytest.mark.parametrize("complaint", BROKEN)
def test_a_mapping_that_contradicts_the_contract_or_is_mistyped_says_where(tmp_path, complaint):
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    assert BROKEN[complaint][0] in text
    (tmp_path / "salah.toml").write_text(text.replace(*BROKEN[complaint]), encoding="utf-8")

    with pytest.raises(mapping.MappingError, match=f"^salah.toml.*{complaint}"):
        mapping.load_all(tmp_path)


def test_every_spelling_of_a_mapping_is_needed():
    """A spelling that the lists know anyway would rot unseen when the list changes."""
    for layout in mapping.load_all(settings.MAPPINGS):
        for daftar, spellings in layout.ejaan.items():
            plain = mapping.Mapping(**{**vars(layout), "ejaan": {}}).spellings(daftar)
            assert not {text for text, code in spellings.items() if plain.get(text) == code}
