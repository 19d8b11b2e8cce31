"""Whatever a spreadsheet kept in a cell arrives, with its type; nothing is empty that was not."""

from datetime import date, datetime, timedelta

import pytest
import xlsxwriter

from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.typed import CellError
from rekap.ingest.reading.workbook import read_workbook
from tests.ingest.raw_files import plain_workbook, rows_of, sheet_workbook, with_part

NOT_CALCULATED = CellError("#BELUM_DIHITUNG")


def rows(cells: str, after: str = "", before: str = "") -> list[list]:
    (sheet,) = read_workbook(sheet_workbook(cells, after, before))
    return rows_of(sheet)


def row(*cells: str) -> list:
    (only,) = rows(f'<row r="1">{"".join(cells)}</row>')
    return only


def made(tmp_path, fill, **options) -> list:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path), options) as book:
        fill(book)
    return read_workbook(path.read_bytes())


def test_types_arrive(tmp_path):
    def fill(book):
        sheet = book.add_worksheet("Satu")
        day, hour = book.add_format({"num_format": "d/m/yy"}), book.add_format({"num_format": "d/m/yy hh:mm"})
        long = book.add_format({"num_format": "[h]:mm"})
        sheet.write_string(0, 0, "03517")
        sheet.write_number(0, 1, 3517095203990001)
        sheet.write_number(0, 2, 35.1)
        sheet.write_datetime(0, 3, datetime(2024, 3, 1), day)
        sheet.write_datetime(0, 4, datetime(2024, 3, 1, 10, 30), hour)
        sheet.write_number(0, 5, 1.25, long)
        sheet.write_boolean(0, 6, True)
        sheet.write_string(0, 7, "'teks")

    (sheet,) = made(tmp_path, fill)

    assert rows_of(sheet) == [
        [
            "03517",
            3517095203990001,
            35.1,
            date(2024, 3, 1),
            datetime(2024, 3, 1, 10, 30),
            timedelta(hours=30),
            True,
            "'teks",
        ]
    ]


@pytest.mark.parametrize(
    "code", ["#REF!", "#N/A", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#SPILL!"]
)
def test_an_error_is_not_an_empty_cell(code):
    assert row(f'<c r="A1" t="e"><v>{code}</v></c>', '<c r="B1"><v>1</v></c>') == [CellError(code), 1]


def test_an_error_never_carries_a_text():
    assert row('<c r="A1" t="e"><v>Siti Aminah</v></c>') == [CellError("#GALAT")]


def test_a_formula_gives_the_value_that_was_kept():
    assert row('<c r="A1"><f>1+1</f><v>2</v></c>', '<c r="B1" t="str"><f>A1</f><v>ya</v></c>') == [2, "ya"]


@pytest.mark.parametrize("value", ["", "<v></v>", "<v/>"])
def test_a_formula_that_was_never_calculated_is_not_an_empty_cell(value):
    assert row(f'<c r="A1"><f>1+1</f>{value}</c>', '<c r="B1"><v>1</v></c>') == [NOT_CALCULATED, 1]


def test_a_formula_that_gives_an_empty_text_is_an_empty_cell():
    assert row('<c r="A1" t="str"><f>""</f><v></v></c>', '<c r="B1"><v>1</v></c>') == [None, 1]


def test_errors_are_placed_in_a_sheet_without_addresses():
    assert rows('<row><c><v>1</v></c><c t="e"><v>#REF!</v></c></row><row><c><f>1</f></c></row>') == [
        [1, CellError("#REF!")],
        [NOT_CALCULATED, None],
    ]


def test_errors_beyond_the_last_value_widen_the_sheet():
    assert rows(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="C3" t="e"><v>#REF!</v></c></row>'
    ) == [
        [1, None, None],
        [None, None, None],
        [None, None, CellError("#REF!")],
    ]


def test_a_prefixed_sheet_is_read_like_any_other():
    xml = (
        b'<x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
        b'<x:row r="1"><x:c r="A1" t="e"><x:v>#REF!</x:v></x:c><x:c r="B1"><x:f>1</x:f></x:c>'
        b'<x:c r="C1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    )

    (sheet,) = read_workbook(with_part(plain_workbook(), "xl/worksheets/sheet1.xml", xml))

    assert rows_of(sheet) == [[CellError("#REF!"), NOT_CALCULATED, 5]]


def test_rows_keep_their_numbers_when_the_first_are_empty():
    assert rows('<row r="3"><c r="B3"><v>1</v></c></row>') == [[None, None], [None, None], [None, 1]]


def test_a_merged_heading_stands_over_all_its_columns():
    cells = '<row r="1"><c r="A1" t="str"><v>Layanan</v></c></row><row r="2"><c r="C2"><v>1</v></c></row>'

    found = rows(cells, '<mergeCells><mergeCell ref="A1:C1"/></mergeCells>')

    assert found == [["Layanan"] * 3, [None, None, 1]]


def test_a_victim_merged_over_several_services_is_repeated_on_each():
    cells = (
        '<row r="1"><c r="A1" t="str"><v>K-1</v></c><c r="B1" t="str"><v>Konseling</v></c></row>'
        '<row r="2"><c r="B2" t="str"><v>Rujukan</v></c></row>'
        '<row r="3"><c r="A3" t="str"><v>K-2</v></c><c r="B3" t="str"><v>Konseling</v></c></row>'
    )

    found = rows(cells, '<mergeCells><mergeCell ref="A1:A2"/></mergeCells>')

    assert [line[0] for line in found] == ["K-1", "K-1", "K-2"]


def test_a_merged_range_keeps_what_stands_in_it_and_ends_where_the_sheet_ends():
    cells = (
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c><c r="B2"><v>3</v></c></row>'
    )

    assert rows(cells, '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>') == [[1, 1], [2, 3]]


def test_hidden_sheets_are_read_and_flagged(tmp_path):
    def fill(book):
        for name in ("Satu", "Dua", "Tiga"):
            book.add_worksheet(name).write(0, 0, name)
        book.worksheets()[1].hide()
        book.worksheets()[2].very_hidden()

    sheets = made(tmp_path, fill)

    assert [(s.nama, s.tersembunyi, rows_of(s)) for s in sheets] == [
        ("Satu", False, [["Satu"]]),
        ("Dua", True, [["Dua"]]),
        ("Tiga", True, [["Tiga"]]),
    ]


def test_hidden_rows_and_columns_are_read_like_others(tmp_path):
    def fill(book):
        sheet = book.add_worksheet()
        sheet.write_column(0, 0, ["a", "b"])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(0, 0, None, None, {"hidden": True})

    (sheet,) = made(tmp_path, fill)

    assert rows_of(sheet) == [["a"], ["b"]]


def test_a_chart_is_no_sheet(tmp_path):
    def fill(book):
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Satu!$A$1:$A$2"})
        book.add_chartsheet("Grafik").set_chart(chart)
        book.add_worksheet("Satu").write(0, 0, 1)

    assert [sheet.nama for sheet in made(tmp_path, fill)] == ["Satu"]


@pytest.mark.parametrize("is_1904", [False, True])
def test_dates_of_both_epochs_are_the_same_day(tmp_path, is_1904):
    def fill(book):
        day = book.add_format({"num_format": "d/m/yy"})
        book.add_worksheet().write_datetime(0, 0, datetime(2024, 2, 29), day)

    (sheet,) = made(tmp_path, fill, date_1904=is_1904)

    assert (sheet.epoch_1904, rows_of(sheet)) == (is_1904, [[date(2024, 2, 29)]])


def test_rich_inline_and_preserved_text_arrives_whole():
    assert row(
        '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t xml:space="preserve"> b </t></r></is></c>',
        '<c r="B1" t="str"><v>satu\ndua &amp; &lt;tiga&gt;</v></c>',
    ) == ["a b ", "satu\ndua & <tiga>"]


@pytest.mark.parametrize("character", ["&#1;", "_x001F_", "&#x1F;", "_x0000_"])
def test_a_control_character_is_refused_with_its_cell(character):
    with pytest.raises(FileRefused, match=r"Sel C12 di lembar Satu berisi karakter kendali"):
        rows(f'<row r="12"><c r="C12" t="str"><v>a{character}b</v></c></row>')


def test_a_text_that_looks_like_a_tag_stays_out():
    with pytest.raises(FileRefused, match="karakter kendali"):
        rows('<row r="1"><c r="A1" t="str"><v>_x001F_n5</v></c></row>')


def test_what_is_no_number_in_a_number_cell_is_an_error():
    assert row('<c r="A1"><v>1e999</v></c>', '<c r="B1"><v>NaN</v></c>') == [CellError("#NUM!")] * 2


def test_what_an_office_notes_about_the_file_is_not_read():
    notes = b"<!DOCTYPE a><a><![CDATA[catatan]]></a>"

    (sheet,) = read_workbook(with_part(plain_workbook(), "customXml/item1.xml", notes))

    assert rows_of(sheet) == [["isi"]]


def test_a_section_of_raw_text_is_refused_because_the_library_drops_it():
    with pytest.raises(FileRefused, match="rusak"):
        rows('<row r="1"><c r="A1" t="str"><v><![CDATA[isi]]></v></c></row>')
