"""A CSV arrives cell by cell as its writer saw it, or is refused with the row."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekap.ingest.reading import csv_table, csv_text, limits
from rekap.ingest.reading.csv_table import read_csv
from rekap.ingest.reading.limits import FileRefused

TABLE = [["Nama Kolom", "Nilai"], ["é ñ", "1,5"], ["b;c", "d|e\tf"]]


def cells(content: bytes | str) -> list[list]:
    sheet = read_csv(content.encode() if isinstance(content, str) else content)
    return [list(row.values()) for row in sheet.cells.to_pylist()]


def widths(content: str) -> list[int] | None:
    lebar = read_csv(content.encode()).lebar
    return lebar.to_pylist() if lebar is not None else None


def text_of(rows, delimiter=",", **options) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, **options).writerows(rows)
    return text.getvalue()


def refused(content: bytes | str) -> str:
    with pytest.raises(FileRefused) as refusal:
        read_csv(content.encode() if isinstance(content, str) else content)
    return str(refusal.value)


ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]


@pytest.mark.parametrize("delimiter", list(",;\t|"))
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_delimiters_are_found(encoding, delimiter):
    assert cells(text_of(TABLE, delimiter).encode(encoding)) == TABLE


def test_utf16_of_the_other_order_is_found_by_its_mark():
    assert cells(b"\xfe\xff" + text_of(TABLE).encode("utf-16-be")) == TABLE


def test_a_delimiter_is_told_from_a_decimal_comma():
    assert cells("Judul, satu\nkab;L;P\n35.17;1,5;2,5\n35.18;3,5;4,5\n")[1:] == [
        ["kab", "L", "P"],
        ["35.17", "1,5", "2,5"],
        ["35.18", "3,5", "4,5"],
    ]


@pytest.mark.parametrize("line", ["sep=;\r\n", '"sep=;"\n', "SEP=;\n"])
def test_the_line_that_names_the_delimiter_is_no_row(line):
    assert cells(f"{line}a;b,c\n1;2\n") == [["a", "b,c"], ["1", "2"]]


def test_text_stays_text_and_keeps_its_spaces():
    content = "a,b,c,d\n 007 ,1.50,TRUE,NA\nnull,NaN,#N/A,2024-03-01\n"

    assert cells(content)[1:] == [[" 007 ", "1.50", "TRUE", "NA"], ["null", "NaN", "#N/A", "2024-03-01"]]


def test_an_empty_cell_is_null_whether_quoted_or_not():
    assert cells('a,b,c\n"",,1\n')[1] == [None, None, "1"]


def test_quotes_line_breaks_and_delimiters_inside_a_cell():
    content = 'a,b\r\n"satu, ""dua""","tiga\r\nempat"\r\n1,2\r\n'

    assert cells(content)[1:] == [['satu, "dua"', "tiga\r\nempat"], ["1", "2"]]


def test_a_quote_in_the_middle_of_a_cell_is_a_character():
    assert cells("a,b\n5'2\",x\n")[1] == ["5'2\"", "x"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_kind_of_line_end(end):
    assert cells(end.join(["a,b", "1,2", "", "3,4"])) == [["a", "b"], ["1", "2"], [None, None], ["3", "4"]]


def test_records_tell_how_many_cells_they_had():
    assert widths("judul\na,b,c\n1,2,3\n\n,,\n1,2\n1,2,3,4\n") == [1, 3, 3, 0, 0, 2, 4]
    assert widths("a,b\n1,2\n\n,\n") is None


def test_many_records_of_another_width_are_read_as_well():
    lines = ["a,b,c"] + ["1,2,3", "1,2"] * 1_500

    assert widths("\n".join(lines)) == [3] + [3, 2] * 1_500


def test_records_of_another_width_keep_their_rows_in_a_long_file():
    lines = ["a,b"] + [f"{n},{'x' * 100}" for n in range(200_000)]
    lines[150_001] = "ganjil"

    sheet = read_csv("\n".join(lines).encode())

    assert sheet.cells.num_rows == 200_001
    assert sheet.cells["0"][150_001].as_py() == "ganjil"
    assert sheet.cells["0"][150_002].as_py() == "150001"
    assert sheet.lebar[150_001].as_py() == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ('a,b\n1,2\n1,"b\n3,4\n', "baris 3: tanda kutip"),
        ('a,b\n1,"x"y\n', "baris 2: tanda kutip"),
        ('a,b\n"x\ny",z\n1,"q\n', "baris 3: tanda kutip"),
        ('a,b,c,d\n1,"2,3,4\n5,6",7,8\n', "baris 2 menelan beberapa baris"),
        ("a,b\n1,\x00\n", "Baris 2 berisi karakter kendali"),
        ('"a\nb",c\nd,\x0b\n', "Baris 2 berisi karakter kendali"),
        ("a,b\n1,\x1fn5\n", "Baris 2 berisi karakter kendali"),
        ("a,b\n1," + "x" * 32_768, "baris 2 lebih panjang dari 32.767"),
        ('a,b\n1,"' + "x" * 32_768, "baris 2 lebih panjang dari 32.767"),
        (",".join("a" * 201), "lebih dari 200 kolom"),
        ("a,b\n" * 300 + ",".join("a" * 201), "Baris 301 berisi lebih dari 200 kolom"),
        (b"a,b\n" + b"\xc3\xa9,x\n\xe9,y\n", "sekitar baris 3 ada huruf yang bukan UTF-8"),
        ("a,b\n日本,x\n".encode("shift_jis"), "Pengodean huruf"),
        (b"a,b\n" + b"\x81,x\n", "bukan Windows-1252"),
        ("a,b\n".encode("utf-32"), "UTF-32"),
        (b"\xff\xfea", "UTF-16 rusak"),
        ("<html><table><tr><td>a</td></tr></table>", "bukan CSV"),
        ("\ufeff<?xml version='1.0'?><a/>", "bukan CSV"),
        (b"PK\x03\x04rest", "bukan CSV"),
        (b"MZ\x90\x00\x03", "bukan CSV"),
        (b"%PDF-1.7", "bukan CSV"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_with_its_place(content, says):
    assert says in refused(content)


def test_an_address_of_several_lines_is_no_swallowed_row():
    content = 'a,b,c,d\n1,"Jl. Melati, RT 1,\nKel. Ploso",3,4\n'

    assert cells(content)[1][1] == "Jl. Melati, RT 1,\nKel. Ploso"


def test_a_file_of_too_many_rows_is_refused(monkeypatch):
    monkeypatch.setattr(limits, "CSV_ROWS", 1_000)

    assert "lebih dari 1.000 baris" in refused("a,b\n" * 1_001)
    assert "lebih dari 1.000 baris" in refused("a\n" * 1_001)
    assert len(cells("a,b\n" * 1_000)) == 1_000


def both_ways(content: bytes) -> tuple:
    """The outcome of the fast way, None where it passes, and of the exact way."""
    return _both_ways(csv_text.open_text(content))


def _both_ways(text: csv_text.Text) -> tuple:
    width = csv_text.usual_width(csv_text.first_records(text.utf8, text.delimiter))
    return _outcome(lambda: csv_table.fast(text, width)), _outcome(lambda: csv_table.exact(text))


def _outcome(read):
    try:
        sheet = read()
    except FileRefused as refusal:
        return str(refusal)
    return sheet and (sheet.cells.to_pydict(), sheet.lebar and sheet.lebar.to_pylist())


CELL = st.text(st.sampled_from('ab ,;"\n\ré\u3000'), max_size=5)
ROWS = st.lists(st.lists(CELL, min_size=3, max_size=3) | st.lists(CELL, max_size=5), min_size=1, max_size=12)


@settings(deadline=None, max_examples=300)
@given(
    rows=ROWS,
    end=st.sampled_from(["\n", "\r", "\r\n"]),
)
def test_a_table_comes_back_as_it_was_written(rows, end):
    content = text_of(rows, quoting=csv.QUOTE_ALL, lineterminator=end).encode()
    text = csv_text.Text(memoryview(content), ",")

    fast, exact = _both_ways(text)

    assert fast in (None, exact)
    assert isinstance(exact, str) or list(zip(*exact[0].values(), strict=True)) == _padded(rows)


def _padded(rows) -> list[tuple]:
    width = max(map(len, rows))
    return [tuple(cell or None for cell in row + [""] * (width - len(row))) for row in rows if width]


@settings(deadline=None, max_examples=1_000)
@given(st.text(st.sampled_from('ab,,;"""\n\n\r'), min_size=1, max_size=60))
def test_the_fast_way_never_says_other_than_the_exact_way(text):
    fast, exact = both_ways(("a,b,c\n1,2,3\n" + text).encode())

    assert fast in (None, exact)


def test_the_fast_way_is_taken_by_a_file_with_a_title_and_odd_rows():
    text = csv_text.open_text(b'judul\na,b,c\n1,"x ""y"" z",3\n1,2\n' + b"1,2,3\n" * 300)

    assert csv_table.fast(text, 3) is not None


def test_blocks_of_the_fast_way_do_not_show(monkeypatch):
    content = ("judul\n" + "".join(f'{n},"a\nb",{"x" * (n % 7)}\n' for n in range(500)) + "ganjil\n").encode()
    whole = both_ways(content)
    monkeypatch.setattr(csv_table, "BLOCK", 256)

    assert both_ways(content) == whole
    assert whole[0] is not None
    assert whole[0] == whole[1]
