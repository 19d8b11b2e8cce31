"""Templates come from the contract alone; what is written into one is read back as the contract says."""

import io
import json
import re
import zipfile
from datetime import date, datetime
from xml.etree import ElementTree

import pytest

from rekap import __main__ as rekap
from rekap import settings
from rekap.ingest import contract, mapping
from rekap.ingest import template as templates
from rekap.ingest.mapping import cells
from rekap.ingest.reading import read_file
from rekap.ingest.template import book as template_book
from rekap.ingest.template.sheets import books
from tests.ingest.files import take
from tests.ingest.filled import fill, page_xml

BOOKS = [pytest.param(book, id=book.nama) for book in books()]
SHEETS = [pytest.param(sheet, id=sheet.nama) for book in books() for sheet in book.lembar]
LISTS = sorted({f.kolom.daftar for book in books() for s in book.lembar for f in s.isian if f.kolom.daftar})
LEFT_OUT = {("kasus", "tanggal_tutup"), ("kasus", "alasan_tutup"), ("kasus", "hasil_tutup")}
NS = {"x": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}

CASE = {"No. registrasi": "12/2024", "No. korban": "1"}
VICTIM = CASE | {
    "Nama": "Siti Aminah", "NIK": "3517095203990001", "Tanggal lahir": date(1999, 3, 12),
    "Jenis kelamin": "Perempuan", "Umur": 24, "Tanggal registrasi": date(2024, 3, 5),
    "Kode kab/kota unit": "Kab. Jombang", "Kab/kota domisili": "Kab. Jombang",
    "Kecamatan domisili": "Jombang", "Jenis kekerasan": "Fisik; Psikis", "JKN aktif": "Ya",
    "Dokumen yang belum dimiliki": "KTP;Kartu Keluarga", "Tingkat risiko": "Tinggi",
    "Kelompok program": "Korban tindak kekerasan",
}  # fmt: skip
SERVICE = CASE | {
    "Jenis layanan": "Rehabilitasi sosial", "Rincian layanan": "Konseling individu",
    "Tanggal layanan": date(2024, 3, 20), "Waktu layanan": datetime(2024, 3, 20, 9, 30),
    "Status layanan": "Selesai", "Kode kab/kota pemberi": "35.17", "Lama (menit)": 60,
}  # fmt: skip


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / "data"))
    return tmp_path


def template(folder, name="kasus-dan-layanan", sumber="dinsos"):
    paths = templates.write(folder / "templat", sumber)
    return next(path for path in paths if name in path.name)


def read_by(name):
    return next(one for one in mapping.load_all(settings.MAPPINGS) if one.nama == name)


def checks(path, sheet):
    """Data validations of a sheet by the letter of their column."""
    _, text = page_xml(path, sheet)
    found = ElementTree.fromstring(text).findall(".//x:dataValidation", NS)
    return {re.match(r"[A-Z]+", check.get("sqref")).group(): check for check in found}


def letter(sheet, title):
    known = {s.nama: s for book in books() for s in book.lembar}
    at = [field.kolom.judul for field in known[sheet].isian].index(title)
    return f"{chr(65 + at // 26 - 1) if at > 25 else ''}{chr(65 + at % 26)}"


def test_every_table_that_can_be_filled_stands_on_one_sheet():
    placed = [table for book in books() for sheet in book.lembar for table in sheet.tabel]

    assert sorted(placed) == sorted(n for n, t in contract.all_tables().items() if t.fillable())


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_asks_for_what_the_tables_on_it_require(sheet):
    tables = contract.all_tables()
    required = {(t, c.nama) for t in sheet.tabel for c in tables[t].fillable().values() if c.wajib}

    assert required <= {(table, field.kolom.nama) for field in sheet.isian for table in field.tabel}


@pytest.mark.parametrize("sheet", SHEETS)
def test_no_two_columns_of_a_sheet_have_one_heading(sheet):
    headings = [contract.normal(field.kolom.judul) for field in sheet.isian]

    assert len(set(headings)) == len(headings)
    assert len(sheet.nama) <= 31


@pytest.mark.parametrize("book", BOOKS)
def test_every_source_that_fills_a_book_has_the_sheet_by_which_it_is_known(book):
    for sumber in contract.codes("sumber"):
        part = book.of(sumber)
        assert part is None or part.lembar[0] == book.lembar[0]


def test_the_committed_mappings_are_those_of_the_contract():
    committed = {path.stem: path.read_text("utf-8") for path in settings.MAPPINGS.glob("templat*.toml")}

    assert committed == templates.mappings()


def test_the_committed_codebook_is_that_of_the_contract():
    assert templates.CODEBOOK.read_text("utf-8") == templates.codebook()


@pytest.mark.parametrize("book", BOOKS)
def test_the_same_contract_gives_the_same_bytes(book):
    first, second = template_book.workbook(book), template_book.workbook(book)
    made = zipfile.ZipFile(io.BytesIO(first)).read("docProps/core.xml").decode()

    assert first == second
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", made)) == {"2026-01-16T00:00:00Z"}


def test_a_source_gets_only_the_sheets_that_it_fills(folder):
    names = [path.name for path in templates.write(folder / "templat", "rsud")]
    text = zipfile.ZipFile(folder / "templat" / names[0]).read("xl/workbook.xml").decode()

    assert names == ["rsud-kasus-dan-layanan.xlsx", "buku-kode.csv"]
    assert re.findall(r'<sheet name="([^"]+)"', text) == [
        "Petunjuk", "Korban", "Layanan", "Rujukan keluar", "Rujukan masuk", "Daftar",
    ]  # fmt: skip


def test_an_unknown_source_is_a_sentence(folder):
    with pytest.raises(contract.ContractError, match="tidak dikenal"):
        templates.write(folder, "puskesmas")


@pytest.mark.parametrize(("data", "marked"), [("sintetis", True), ("asli", False)])
def test_only_a_synthetic_installation_marks_its_templates(folder, data, marked):
    own = settings.data_dir() / "instalasi.toml"
    own.parent.mkdir()
    text = (settings.ROOT / "instalasi.toml").read_text("utf-8")
    own.write_text(re.sub(r'^data = "\w+"', f'data = "{data}"', text, flags=re.M), encoding="utf-8")

    strings = zipfile.ZipFile(template(folder)).read("xl/sharedStrings.xml").decode()

    assert ("DATA SINTETIS" in strings) == marked


def test_a_closed_list_is_offered_and_anything_else_refused(folder):
    path = template(folder)
    check = checks(path, "Korban")[letter("Korban", "Jenis kelamin")]

    assert check.get("type") == "list" and check.get("showErrorMessage") == "1"
    assert check.find("x:formula1", NS).text.startswith("Daftar!")
    workbook = zipfile.ZipFile(path).read("xl/workbook.xml").decode()
    assert re.search(r'<sheet name="Daftar" sheetId="\d+" state="hidden"', workbook)


@pytest.mark.parametrize("daftar", LISTS)
def test_every_word_that_is_offered_is_read_as_its_code(daftar):
    known = read_by("templat_kasus").spellings(daftar)

    assert [known[contract.normal(word)] for word in template_book.words(daftar)] == list(
        contract.codes(daftar)
    )


def test_every_place_that_is_offered_is_read_as_its_code():
    column = contract.all_tables()["korban"].kolom["kode_kab"]
    parse = cells.parser(column, read_by("templat_kasus"), date(2026, 1, 1), False)

    codes = [parse(word) for word in template_book.words(template_book.REGION)]

    assert len(codes) == 38
    assert all(isinstance(code, str) and code.startswith("35.") for code in codes)


def test_several_codes_in_one_cell_and_places_elsewhere_stay_possible(folder):
    found = checks(template(folder), "Korban")

    assert found[letter("Korban", "Jenis kekerasan")].get("showErrorMessage") is None
    assert found[letter("Korban", "Kode kab/kota unit")].get("showErrorMessage") is None


def test_dates_and_numbers_are_checked_while_they_are_typed(folder):
    found = checks(template(folder), "Korban")

    assert found[letter("Korban", "Tanggal registrasi")].get("type") == "date"
    umur = found[letter("Korban", "Umur")]
    assert [umur.find(f"x:formula{n}", NS).text for n in (1, 2)] == ["0", "120"]


def test_a_heading_says_what_it_means_whether_it_must_be_filled_and_its_name_in_the_contract(folder):
    notes = zipfile.ZipFile(template(folder)).read("xl/comments1.xml").decode()

    assert "Tanggal korban tercatat pada unit layanan" in notes
    assert "Wajib diisi." in notes and "korban.tanggal_registrasi" in notes
    assert "Pilihan: Perempuan; Laki-laki." in notes


@pytest.mark.parametrize("book", BOOKS)
def test_a_template_has_no_example_row_and_fits_its_own_mapping(folder, book):
    path = folder / "kosong.xlsx"
    path.write_bytes(template_book.workbook(book))

    match = mapping.choose(read_file.read_book(path), mapping.load_all())

    assert match.mapping.nama == book.pemetaan
    assert [found.layout.nama[0] for found in match.sheets] == [sheet.nama for sheet in book.lembar]
    assert all(found.first == found.until for found in match.sheets)
    assert not any(found.unused for found in match.sheets)


def test_a_filled_template_lands_as_the_contract_says(folder):
    path = fill(template(folder), Korban=[VICTIM], Layanan=[SERVICE])

    taken = take(path, "dinsos")

    assert taken.reasons() == []
    korban = taken.row("korban")
    assert korban["kode_kab"] == "35.17" and korban["kode_kecamatan"] == "35.17.09"
    assert korban["nik_status"] == "sah" and korban["jkn_aktif"] == "ya"
    assert korban["kelompok_program"] == "korban_kekerasan"
    assert taken.row("kasus")["tingkat_risiko"] == "tinggi"
    assert sorted(taken.column("korban_kekerasan", "jenis_kekerasan")) == ["fisik", "psikis"]
    assert sorted(taken.column("korban_dokumen", "dokumen_sipil")) == ["kk", "ktp"]
    assert taken.table("korban_tutup") == []
    layanan = taken.row("layanan")
    assert (layanan["kode_layanan"], layanan["rincian"]) == ("REHSOS", "konseling_individu")
    assert (layanan["waktu"], layanan["durasi_menit"]) == (datetime(2024, 3, 20, 9, 30), 60)


def test_a_victim_whose_care_has_ended_lands_with_its_end(folder):
    ended = {"Tanggal tutup": date(2024, 9, 1), "Alasan tutup": "Selesai", "Hasil tutup": "Tujuan tercapai"}
    path = fill(template(folder), Korban=[VICTIM | ended])

    assert take(path, "dinsos").row("korban_tutup")["hasil_tutup"] == "tujuan_tercapai"


def test_the_records_of_institutions_land_too(folder):
    staff = {"No. petugas": "P-7", "Peran": "Pekerja sosial", "Kode kab/kota": "35.17", "Aktif": "Ya"}
    paper = {"No. petugas": "P-7", "Jenis sertifikat": "Kompetensi pekerja sosial",
             "Tanggal terbit": date(2023, 1, 2), "Berlaku sampai": date(2028, 1, 2)}  # fmt: skip
    lks = {"Nama lembaga": "LKS Contoh", "Kode kab/kota": "Kab. Jombang", "Aktif": "Ya",
           "Kelompok sasaran": "Korban tindak kekerasan; Pengemis"}  # fmt: skip
    path = fill(template(folder, "lembaga"), Petugas=[staff], Sertifikat=[paper], LKS=[lks])

    taken = take(path, "dinsos")

    assert taken.reasons() == []
    assert taken.row("sertifikasi")["id_sdm"] == taken.row("sdm")["id_sdm"]
    assert "P-7" not in str(taken.row("sdm"))
    assert sorted(taken.column("lks_sasaran", "kelompok_program")) == ["korban_kekerasan", "pengemis"]


WORDS = {
    "NIK": "3517095203990001", "Tanggal lahir": date(1999, 3, 12), "Umur": 24, "Tahun": 2024,
    "Nama kab/kota unit": "Kab. Jombang", "Kab/kota domisili": "Kab. Jombang",
    "Kecamatan domisili": "Jombang", "Kecamatan": "Jombang", "Golongan": "semua",
}  # fmt: skip
BY_FORM = {"kabkota": "35.17", "wilayah": "35.17", "bulan": "2024-03", "periode": "2024", "kode": "K-1"}
BY_TYPE = {"date": date(2024, 3, 5), "timestamp": datetime(2024, 3, 5, 9, 30), "integer": 5, "double": 12.5}


def something(column):
    """A value that the contract allows in a column; the first word of its list."""
    if column.daftar:
        return template_book.words(column.daftar)[0]
    plain = BY_FORM.get(column.bentuk) or BY_TYPE.get(column.tipe, "Contoh 12")
    return WORDS.get(column.judul, plain)


@pytest.mark.parametrize("book", BOOKS)
def test_every_kind_of_record_lands_from_its_template_with_all_its_columns(folder, book):
    path = folder / f"dinsos-{book.nama}.xlsx"
    path.write_bytes(template_book.workbook(book))
    rows = {s.nama: [{f.kolom.judul: something(f.kolom) for f in s.isian}] for s in book.lembar}

    taken = take(fill(path, **rows), "dinsos")

    assert list(zip(taken.reasons(), taken.messages(), strict=True)) == []
    for sheet in book.lembar:
        for table in sheet.tabel:
            left_out = {c for t, c in LEFT_OUT if t == table}
            record = taken.row(table)
            assert {name for name, value in record.items() if value is None} <= left_out


def test_the_command_writes_templates_and_codebook_and_says_where(folder, capsys):
    done = rekap.main(["templat", "--sumber", "balai", "--json"])

    files = json.loads(capsys.readouterr().out)["berkas"]
    assert done == rekap.BERHASIL
    assert [name.rpartition("/")[2] for name in files] == [
        "balai-kasus-dan-layanan.xlsx", "balai-lembaga-dan-kegiatan.xlsx",
        "balai-rekap-setoran-dan-nilai.xlsx", "buku-kode.csv",
    ]  # fmt: skip


def test_the_command_refuses_a_source_that_does_not_exist_in_a_sentence(folder, capsys):
    assert rekap.main(["templat", "--sumber", "puskesmas"]) == rekap.TIDAK_BISA
    assert "Sumber puskesmas tidak dikenal" in capsys.readouterr().out


def test_a_template_that_was_filled_is_not_overwritten_and_nothing_else_is_written(folder, capsys):
    filled = fill(template(folder), Korban=[VICTIM])
    kept = filled.read_bytes()
    codebook = folder / "templat" / "buku-kode.csv"
    codebook.unlink()

    assert rekap.main(["templat", "--sumber", "dinsos", "--folder", str(folder / "templat")]) == 1

    assert f"{filled} sudah ada dan isinya lain" in capsys.readouterr().out
    assert filled.read_bytes() == kept and not codebook.exists()


def test_an_empty_template_may_be_made_again(folder):
    assert template(folder).read_bytes() == template(folder).read_bytes()


def test_a_folder_that_cannot_be_made_is_a_sentence(folder, capsys):
    (folder / "berkas").write_text("")

    assert rekap.main(["templat", "--folder", str(folder / "berkas" / "x")]) == rekap.TIDAK_BISA
    assert "tidak dapat ditulis" in capsys.readouterr().out
