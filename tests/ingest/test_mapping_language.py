"""What an office has to say of its files is said in a TOML: joined, split, ticked and wide columns."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekap.ingest import mapping
from tests.ingest.files import MARK
from tests.ingest.mapped import KORBAN, book, load, rows, sheet, table


@pytest.fixture(scope="module")
def any_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pemetaan")


def test_several_columns_make_one_field(tmp_path):
    toml = (
        KORBAN.replace('"Tanggal"', '{ gabung = ["Tgl", "Bln", "Thn"], dengan = "/" }')
        + 'kolom.nama = { gabung = ["Depan", ["Belakang", "Marga"]] }\n'
        + 'kolom.tanggal_kejadian = { gabung = ["Tahun Kejadian"], awalan = "1/7/" }'
    )
    headings = ("No", "Tgl", "Bln", "Thn", "Depan", "Marga", "Tahun Kejadian")

    one, two = table(
        tmp_path,
        toml,
        headings,
        ("a", 5, 3, 2024, "Uji", "Coba", 2023),
        ("b", 5, None, 2024, "Uji", None, None),
    )

    assert (one["tanggal_registrasi"], one["nama"]) == (date(2024, 3, 5), "Uji Coba")
    assert one["tanggal_kejadian"] == date(2023, 7, 1)
    assert (two["tanggal_registrasi"].aturan, two["nama"]) == ("tanggal_mustahil", "Uji")
    assert two["tanggal_kejadian"] is None


def test_one_column_makes_several_fields(tmp_path):
    toml = (
        KORBAN
        + r"""
kolom.kecamatan_domisili = { judul = "Alamat", pola = 'Kec\. ([^,]+)' }
kolom.kab_domisili = { judul = "Alamat", pola = '(Kab\. [^,]+)', boleh_tidak_cocok = true }
"""
    )

    one, two, three = table(
        tmp_path, toml, ("No", "Tanggal", "Alamat"),
        ("a", "05/03/2024", "Jl. Uji, Kec. Jombang, Kab. Jombang"), ("b", "05/03/2024", "Jl. Uji"),
        ("c", "05/03/2024", "Kec. Jombang" + "," * 1_000),
    )  # fmt: skip

    assert (one["kecamatan_domisili"], one["kab_domisili"]) == ("Jombang", "Kab. Jombang")
    assert three["kecamatan_domisili"].aturan == "pola_tidak_cocok"
    assert (two["kecamatan_domisili"].aturan, two["kab_domisili"]) == ("pola_tidak_cocok", None)


def test_ticked_columns_make_several_codes(tmp_path):
    toml = """
[[lembar]]
kunci = { no_registrasi = "No" }
tetap = { no_korban = "1" }
[lembar.tabel.korban_kekerasan.kolom]
jenis_kekerasan = { ya = { "Fisik" = "fisik", "Psikis" = "psikis", "Verbal" = "psikis" } }
"""

    found = table(
        tmp_path, toml, ("No", "Fisik", "Psikis", "Verbal"),
        ("a", "ya", "✓", "X"), ("b", 0, None, "-"), ("c", True, False, 1), ("d", "kadang", None, None),
        tabel="korban_kekerasan",
    )  # fmt: skip

    one, two, three, four = (row["jenis_kekerasan"] for row in found)
    assert (one, two, three) == (("fisik", "psikis"), (), ("fisik", "psikis"))
    assert (four.aturan, four.ejaan) == ("bukan_ya_tidak", "kadang")


def test_ticked_columns_of_a_field_with_one_value_allow_one_tick(tmp_path):
    toml = KORBAN + 'kolom.jenis_kelamin = { ya = { "Female" = "P", "Male" = "L" } }'

    one, two, three = table(
        tmp_path, toml, ("No", "Tanggal", "Female", "Male"),
        ("a", "05/03/2024", "yes", "no"), ("b", "05/03/2024", "", ""), ("c", "05/03/2024", "yes", "yes"),
    )  # fmt: skip

    assert (one["jenis_kelamin"], two["jenis_kelamin"]) == ("P", None)
    assert three["jenis_kelamin"].aturan == "bukan_ya_tidak"


def test_words_for_yes_and_no_are_the_mapping_s_own(tmp_path):
    toml = KORBAN + 'kolom.jenis_kelamin = { ya = { "Mulher" = "P" } }'

    one, two = table(
        tmp_path, toml, ("No", "Tanggal", "Mulher"), ("a", "05/03/2024", "Sim"), ("b", "05/03/2024", "ya"),
        nilai_ya='["sim"]', nilai_tidak='["não"]',
    )  # fmt: skip

    assert (one["jenis_kelamin"], two["jenis_kelamin"].aturan) == ("P", "bukan_ya_tidak")


def test_one_column_may_have_empty_words_and_spellings_of_its_own(tmp_path):
    toml = (
        KORBAN
        + """
kolom.umur = { judul = "Usia", kosong = ["99"] }
kolom.jenis_kelamin = { judul = "Sex", ejaan = { "1" = "L", "2" = "P" } }
kolom.pendidikan = { judul = "School", ejaan = { "1" = "sd" } }
"""
    )

    (one,) = table(tmp_path, toml, ("No", "Tanggal", "Usia", "Sex", "School"), (99, "05/03/2024", 99, 2, 1))

    assert (one["no_registrasi"], one["umur"], one["jenis_kelamin"], one["pendidikan"]) == (
        "99",
        None,
        "P",
        "sd",
    )


def test_each_wide_date_column_is_a_service_of_its_own(tmp_path):
    toml = """
[[lembar]]
kunci = { no_registrasi = "No" }
tetap = { no_korban = "1", kode_kab_pemberi = "3517" }
[[lembar.tabel.layanan]]
tetap = { kode_layanan = "KESEHATAN", status = "selesai" }
bila_ada = ["tanggal"]
kolom.tanggal = "Tgl Medis"
[[lembar.tabel.layanan]]
tetap = { kode_layanan = "PSIKOSOSIAL", status = "selesai" }
bila_ada = ["tanggal"]
kolom.tanggal = "Tgl Konseling"
"""

    found = table(
        tmp_path, toml, ("No", "Tgl Medis", "Tgl Konseling"), ("a", "05/03/2024", "06/03/2024"),
        ("b", "", "07/03/2024"), tabel="layanan",
    )  # fmt: skip

    assert [(r["no_registrasi"], r["kode_layanan"], r["tanggal"].day) for r in found] == [
        ("a", "KESEHATAN", 5),
        ("a", "PSIKOSOSIAL", 6),
        ("b", "PSIKOSOSIAL", 7),
    ]
    assert found[0]["kode_kab_pemberi"] == "35.17"


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (("No", "Tanggal", "Korban", "Korban", "Pelaku"), ("No", "Tanggal", "Nama", "Umur", "Nama")),
        (("No", "Tanggal", "Korban", None, "Pelaku"), (None, None, "Nama", "Umur", "Nama")),
    ],
)
def test_headings_of_two_rows_are_joined(tmp_path, upper, lower):
    toml = KORBAN + 'kolom.nama = "Korban > Nama"\nkolom.umur = "Korban > Umur"'

    (one,) = table(tmp_path, toml, (MARK,), upper, lower, ("a", "05/03/2024", "Uji Coba", 31, "Orang Lain"))

    assert (one["nama"], one["umur"]) == ("Uji Coba", 31)


def test_a_heading_that_stands_twice_is_told_by_its_place(tmp_path):
    toml = KORBAN + 'kolom.nama = "Nama#2"'

    (one,) = table(tmp_path, toml, ("No", "Tanggal", "Nama", "Nama"), ("a", "05/03/2024", "Satu", "Dua"))

    assert one["nama"] == "Dua"


TWO_TABLES = (
    KORBAN
    + """
[[lembar]]
kunci = { no_registrasi = "No" }
tetap = { no_korban = "1", kode_kab_pemberi = "35.17", status = "selesai" }
[lembar.tabel.layanan.kolom]
kode_layanan = "Layanan"
tanggal = "Tanggal Layanan"
"""
)


def test_two_tables_on_one_sheet_each_have_their_own_rows(tmp_path):
    lines = [
        (MARK,), ("No", "Tanggal"), *(("a", "05/03/2024") for _ in range(40)), (None,), ("Tabel 2",),
        ("No", "Layanan", "Tanggal Layanan"), ("a", "Kesehatan", "06/03/2024"),
    ]  # fmt: skip

    first, second = mapping.choose(book(sheet(*lines)), (load(tmp_path, TWO_TABLES),)).sheets

    assert (first.first, first.until) == (2, 42)
    assert (second.heading_row, second.until) == (44, 46)


def test_a_table_whose_headings_another_has_too_takes_the_row_that_is_left(tmp_path):
    toml = KORBAN + 'kolom.umur = "Usia"\n' + KORBAN
    lines = [
        ("No", "Tanggal", "Usia"),
        ("a", "05/03/2024", 3),
        (None,),
        ("No", "Tanggal"),
        ("b", "06/03/2024"),
    ]

    first, second = mapping.choose(book(sheet(*lines)), (load(tmp_path, toml),)).sheets

    assert (first.heading_row, first.until, second.heading_row) == (0, 2, 3)


def test_a_table_may_end_at_its_first_empty_row(tmp_path):
    toml = KORBAN.replace("[[lembar]]", "[[lembar]]\nsampai_baris_kosong = true")
    lines = [
        ("No", "Tanggal"),
        ("a", "05/03/2024"),
        (" ", None),
        ("Jombang, 5 Maret 2024",),
        ("Kepala Dinas",),
    ]

    assert [row["no_registrasi"] for row in table(tmp_path, toml, *lines)] == ["a"]


def test_repeated_headings_totals_and_column_numbers_are_skipped_and_counted(tmp_path):
    toml = KORBAN + 'kolom.umur = "Usia"'
    lines = [
        ("No", "Tanggal", "Usia"), ("(1)", "(2)", "(3)"), ("a", "05/03/2024", 3), ("No", "Tanggal", "Usia"),
        ("b", "05/03/2024", 4), (None, "JUMLAH", 7), ("Total umum", None, 7), ("Totalitas", "05/03/2024", 5),
        ("Totalan", None, 6), ("Total", "05/03/2024", 6),
    ]  # fmt: skip

    match = mapping.choose(book(sheet(*lines)), (load(tmp_path, toml),))

    assert match.sheets[0].skipped == {1, 3, 5, 6}
    assert rows(match)["korban"][3]["tanggal_registrasi"].aturan == "wajib_kosong"
    assert match.skipped_rows == 4
    assert [row["no_registrasi"] for row in rows(match)["korban"]] == [
        "a",
        "b",
        "Totalitas",
        "Totalan",
        "Total",
    ]


def test_a_date_and_an_hour_make_a_moment(tmp_path):
    toml = """
[[lembar]]
[lembar.tabel.pengaduan]
tetap = { kode_kab = "35.17" }
kolom.no_pengaduan = "No"
kolom.waktu_terima = { gabung = ["Tgl", "Jam"] }
"""

    (row,) = table(
        tmp_path, toml, ("No", "Tgl", "Jam"), ("a", date(2024, 3, 5), timedelta(hours=14, minutes=30)),
        tabel="pengaduan",
    )  # fmt: skip

    assert row["waktu_terima"] == datetime(2024, 3, 5, 14, 30)


def test_words_for_nothing_are_no_part_no_tick_and_no_place(tmp_path):
    toml = (
        KORBAN
        + """
kolom.nama = { gabung = ["Depan", "Belakang"] }
kolom.jenis_kelamin = { ya = { "P" = "P" } }
kolom.kecamatan_domisili = { judul = "Alamat", pola = 'Kec (.+)' }
"""
    )

    (row,) = table(
        tmp_path, toml, ("No", "Tanggal", "Depan", "Belakang", "P", "Alamat"),
        ("a", "05/03/2024", "Uji", "NA", "na", "NA"), kosong='["NA"]',
    )  # fmt: skip

    assert (row["nama"], row["jenis_kelamin"], row["kecamatan_domisili"]) == ("Uji", None, None)


_TEXT = st.text(
    st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=8
)  # the reader refuses files that contain the tag
_CELL = st.one_of(st.none(), _TEXT, st.sampled_from(["No", "Tanggal", "Total"]))
_LINES = st.lists(st.lists(_CELL, max_size=4), min_size=1, max_size=12).filter(any)


@given(_LINES, st.booleans())
def test_any_table_is_recognised_or_refused_and_no_row_is_lost(any_folder, lines, titled):
    lines = [(MARK,), ("Tanggal", "No"), *lines] if titled else lines
    try:
        (found,) = mapping.choose(book(sheet(*lines)), (load(any_folder, KORBAN),)).sheets
    except mapping.NotRecognised:
        assert not titled
        return

    assert found.heading_row < found.first <= found.until == found.sheet.cells.num_rows
    assert all(found.first <= row < found.until for row in found.skipped)


def test_words_for_totals_are_the_mapping_s_own(tmp_path):
    toml = KORBAN.replace("[[lembar]]", '[[lembar]]\nlewati = ["Suma"]')

    found = table(tmp_path, toml, ("No", "Tanggal"), ("Suma:", "05/03/2024"), ("Total", "05/03/2024"))

    assert [row["no_registrasi"] for row in found] == ["Total"]


def test_a_hidden_sheet_is_read_when_it_is_named_and_told_when_it_is_not(tmp_path):
    lines = (("No", "Tanggal"), ("a", "05/03/2024"))
    named = load(tmp_path, KORBAN.replace("[[lembar]]", '[[lembar]]\nnama = "Data"'), jenis="xlsx")
    data = sheet(*lines, nama="Data", tersembunyi=True)
    other = sheet(*lines, nama="Lama", tersembunyi=True)

    match = mapping.choose(book(data, other), (named,))

    assert (match.sheets[0].sheet.nama, match.hidden, match.unknown_sheets) == ("Data", ("Lama",), 1)


def test_sheets_of_one_kind_are_read_by_a_name_with_a_star(tmp_path):
    one = load(tmp_path, KORBAN.replace("[[lembar]]", '[[lembar]]\nnama = "Bulan *"'), jenis="xlsx")
    months = [sheet(("No", "Tanggal"), (n, "05/03/2024"), nama=f"Bulan {n}") for n in ("Maret", "April")]

    match = mapping.choose(book(*months, sheet(("Catatan",), nama="Bulan ini")), (one,))

    assert [found.sheet.nama for found in match.sheets] == ["Bulan Maret", "Bulan April"]
    assert match.unknown_sheets == 1


def test_a_source_that_numbers_nothing_gives_the_place_of_the_row(tmp_path):
    toml = KORBAN.replace('"No"', "{ baris = true }")
    found = mapping.choose(book(sheet(("Tanggal",), ("05/03/2024",))), (load(tmp_path, toml),)).sheets[0]
    asal = found.layout.target[0].kolom["no_registrasi"]

    assert (asal.baris, found.places(asal), asal.cell(("berkas:2",))) == (True, (), "berkas:2")


def test_a_heading_is_told_as_the_file_spells_it(tmp_path):
    (found,) = mapping.choose(
        book(sheet((None, "KORBAN"), ("no.", "TANGGAL"))), (load(tmp_path, KORBAN),)
    ).sheets

    assert found.heading(found.layout.target[0].kolom["tanggal_registrasi"]) == "TANGGAL"


OPEN_DATA = """
[[lembar]]
abaikan = ["Location"]
kunci = { no_registrasi = "Case ID" }
tetap = { no_korban = "1" }
[lembar.tabel.korban.kolom]
tanggal_registrasi = "Report Date"
jenis_kelamin = { judul = "Victim Sex", ejaan = { "F" = "P", "M" = "L" } }
umur = { judul = "Victim Age", kosong = ["-1"] }
kode_kab = { judul = "Location", pola = '^([^,]+),' }
[lembar.tabel.korban_kekerasan.kolom]
jenis_kekerasan = { ya = { "Physical?" = "fisik", "Sexual?" = "seksual" } }
"""


def test_an_open_data_file_of_another_language_is_read_with_a_toml_alone(tmp_path):
    lines = [
        ("Case ID", "Report Date", "Victim Sex", "Victim Age", "Location", "Physical?", "Sexual?"),
        ("17", "03/25/2024 02:30:00 PM", "F", "-1", "Jombang, East Java", "Y", "N"),
    ]
    options = {"tanggal": '["%m/%d/%Y %I:%M:%S %p"]'}
    match = mapping.choose(book(sheet(*lines)), (load(tmp_path, OPEN_DATA, **options),))

    (victim,), (violence,) = rows(match)["korban"], rows(match)["korban_kekerasan"]

    assert (victim["tanggal_registrasi"], victim["jenis_kelamin"]) == (date(2024, 3, 25), "P")
    assert (victim["umur"], victim["kode_kab"]) == (None, "35.17")
    assert violence["jenis_kekerasan"] == ("fisik",)


def test_a_portuguese_file_is_read_with_a_toml_alone(tmp_path):
    toml = """
[bulan]
"março" = 3
[ejaan.jenis_kelamin]
"Feminino" = "P"
[ejaan.jenis_kekerasan]
"Violência física" = "fisik"
"Violência psicológica" = "psikis"
[[lembar]]
kunci = { no_registrasi = "Número do protocolo" }
tetap = { no_korban = "1", kode_kab = "35.17" }
[lembar.tabel.korban.kolom]
tanggal_registrasi = "Data do registro"
jenis_kelamin = "Sexo"
[lembar.tabel.korban_kekerasan.kolom]
jenis_kekerasan = "Tipo de violência"
"""
    options = {"tanggal": '["%d de %B de %Y"]', "pemisah": '["|"]'}
    lines = [
        ("Número do Protocolo", "Data do registro", "Sexo", "Tipo de Violência"),
        ("1", "5 de março de 2024", "FEMININO", "Violência Física|Violência psicológica"),
    ]
    match = mapping.choose(book(sheet(*lines)), (load(tmp_path, toml, **options),))

    assert rows(match)["korban"][0]["tanggal_registrasi"] == date(2024, 3, 5)
    assert rows(match)["korban_kekerasan"][0]["jenis_kekerasan"] == ("fisik", "psikis")
