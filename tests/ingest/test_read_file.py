"""A file is checked before anything in it is believed."""

import io
import zipfile

import pytest
import xlsxwriter

from rekap.ingest import intake, read_file
from tests.ingest.files import MARK, SIMFONI, csv_file, simfoni, take, workbook


def refused(path, sumber="simfoni") -> str:
    with pytest.raises(intake.IntakeRefused) as refusal:
        intake.accept([path], sumber)
    return str(refusal.value)


def written(tmp_path, name: str, content: bytes):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def archive(tmp_path, *entries: tuple[str, bytes], name="a.xlsx"):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as target:
        for entry, data in entries:
            target.writestr(entry, data)
    return written(tmp_path, name, content.getvalue())


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.csv", b"", "kosong"),
        ("a.csv", b" \r\n", "kosong"),
        ("a.csv", b"PK\x03\x04rest", "bukan CSV"),
        ("a.csv", b"%PDF-1.7", "bukan CSV"),
        ("a.csv", "DATA SINTETIS;é".encode("cp1252"), "UTF-8"),
        ("a.csv", "DATA SINTETIS,a".encode("utf-16"), "UTF-8"),
        ("a.csv", "DATA SINTETIS,a".encode("utf-16-le"), "NUL"),
        ("a.csv", b'DATA SINTETIS\r\n"terbuka,a\r\nb,c\r\n', "tanda kutip"),
        ("a.xlsx", b"DATA SINTETIS,a", "bukan XLSX"),
        ("a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "kata sandi"),
        ("a.xlsx", b"PK\x03\x04rest", "rusak"),
        ("a.xls", b"x", "belum dapat dibaca"),
        ("a.pdf", b"%PDF-1.7", "belum dapat dibaca"),
    ],
)
def test_a_file_that_is_not_what_its_name_says_is_refused_with_a_remedy(tmp_path, name, content, says):
    sentence = refused(written(tmp_path, name, content))

    assert sentence.startswith(f"{name}: ")
    assert says in sentence


def test_a_missing_file_and_a_folder_are_refused(tmp_path):
    (tmp_path / "b.csv").mkdir()

    assert "tidak ditemukan" in refused(tmp_path / "a.csv")
    assert "tidak ditemukan" in refused(tmp_path / "b.csv")


def test_a_file_over_the_limit_is_refused_unread(tmp_path, monkeypatch):
    monkeypatch.setattr(read_file, "MAX_BYTES", 1024)

    assert "lebih besar" in refused(written(tmp_path, "a.csv", b"x" * 1025))


@pytest.mark.parametrize(
    ("entries", "says"),
    [
        ([("xl/workbook.xml", b"\0" * 3_000_000)], "mengembang"),
        ([(f"a{n}", b"") for n in range(1_001)], "mengembang"),
        ([("../../etc/cron.d/x", b"")], "jalur"),
        ([("/etc/passwd", b"")], "jalur"),
        ([("xl\\..\\x", b"")], "jalur"),
        ([("xl/vbaProject.bin", b"")], "makro"),
        ([("xl/externalLinks/externalLink1.xml", b"")], "tautan luar"),
        ([("xl/embeddings/a.bin", b"")], "tempelan"),
        ([("word/document.xml", b"")], "bukan buku kerja"),
        ([("xl/workbook.xml", b"<x/>")], "rusak"),
        ([("xl/workbook.xml", b""), ("xl/worksheets/s.xml", b'<c r="XFD1048576">')], "di luar"),
        ([("xl/workbook.xml", b""), ("xl/worksheets/s.xml", b'<row r="1000001">')], "di luar"),
    ],
)
def test_an_archive_that_would_harm_is_refused(tmp_path, entries, says):
    assert says in refused(archive(tmp_path, *entries))


def test_an_encrypted_archive_is_refused(tmp_path):
    path = archive(tmp_path, ("xl/workbook.xml", b"<x/>"))
    content = bytearray(path.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)

    assert "kata sandi" in refused(path)


def test_a_damaged_workbook_is_refused(tmp_path):
    path = workbook(tmp_path, Korban=[{}])
    path.write_bytes(path.read_bytes()[:-400])

    assert "rusak" in refused(path, "uptd")


@pytest.mark.parametrize(("limit", "value"), [("MAX_ROWS", 2), ("MAX_COLUMNS", 20)])
def test_a_sheet_over_the_limit_is_refused(tmp_path, monkeypatch, limit, value):
    monkeypatch.setattr(read_file, limit, value)

    assert f"lebih dari {value}" in refused(simfoni(tmp_path, {}))


def test_a_workbook_of_too_many_sheets_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(read_file, "MAX_SHEETS", 4)

    assert "4 lembar" in refused(workbook(tmp_path), "uptd")


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(tmp_path, mark):
    values = {**SIMFONI, "Jenis Kekerasan": "Fisik"}.values()
    lines = [MARK, mark.join(SIMFONI), mark.join(values)]
    path = written(tmp_path, "a.csv", "\n".join(lines).encode())

    assert take(path, "simfoni").counts() == (1, 1, 0)


def test_a_cell_may_hold_a_line_break_and_rows_keep_their_numbers(tmp_path):
    lines = [(MARK,), list(SIMFONI), {**SIMFONI, "Instansi": "UPTD\nPPA"}.values(), (), SIMFONI.values()]

    taken = take(csv_file(tmp_path / "a.csv", lines), "simfoni")

    assert taken.counts() == (2, 2, 0)
    assert taken.column("layanan", "baris") == [3, 5]


def test_rows_of_a_sheet_keep_their_numbers_when_the_first_rows_are_empty(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Satu").write(3, 2, "isi")

    (sheet,) = read_file.read_book("a.xlsx", path.read_bytes()).sheets

    assert [len(sheet.rows), sheet.rows[3][2]] == [4, "isi"]


def test_a_yes_no_cell_is_not_the_number_one(tmp_path):
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        book.add_worksheet("Satu").write_boolean(0, 0, True)

    (sheet,) = read_file.read_book("a.xlsx", path.read_bytes()).sheets

    assert sheet.rows == [["True"]]
