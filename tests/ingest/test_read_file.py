"""A file is opened in a process of its own, and what comes back is a book or a sentence."""

import hashlib
import os
import sys
import threading

import pytest

from rekap.ingest.reading import limits, read_file
from rekap.ingest.reading.read_file import FileRefused, read_book
from tests.ingest.raw_files import plain_workbook, rows_of, sheet_workbook, with_part, written

LONG_TEXT = "x" * 30_000


def refused(path) -> str:
    with pytest.raises(FileRefused) as refusal:
        read_book(path)
    return str(refusal.value)


def test_a_csv_comes_back_as_one_nameless_sheet_of_text(tmp_path):
    content = b"DATA SINTETIS\r\na,b\r\n1, 2 \r\n"

    book = read_book(written(tmp_path, "a.CSV", content))

    assert (book.nama_berkas, book.jenis) == ("a.CSV", "csv")
    assert book.sha256 == hashlib.sha256(content).hexdigest()
    (sheet,) = book.sheets
    assert (sheet.nama, sheet.tersembunyi, sheet.epoch_1904) == ("", False, False)
    assert rows_of(sheet) == [["DATA SINTETIS", None], ["a", "b"], ["1", " 2 "]]
    assert sheet.lebar.to_pylist() == [1, 2, 2]


def test_a_workbook_comes_back_sheet_by_sheet(tmp_path):
    book = read_book(written(tmp_path, "a.xlsx", plain_workbook("Satu", "Dua")))

    assert book.jenis == "xlsx"
    assert [(sheet.nama, rows_of(sheet), sheet.lebar) for sheet in book.sheets] == [
        ("Satu", [["isi"]], None),
        ("Dua", [["isi"]], None),
    ]


@pytest.mark.parametrize("name", ["a.xls", "a.pdf", "a.xlsm", "a.ods", "a"])
def test_another_kind_of_file_is_refused_by_name(tmp_path, name):
    assert "belum dapat dibaca" in refused(written(tmp_path, name, b"x"))


def test_a_missing_file_a_folder_and_a_pipe_are_refused(tmp_path):
    (tmp_path / "b.csv").mkdir()
    os.mkfifo(tmp_path / "c.csv")

    for name in ("a.csv", "b.csv", "c.csv"):
        assert "tidak ditemukan" in refused(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b" \r\n", b"\xef\xbb\xbf", b"\xff\xfe\r\x00\n\x00"])
@pytest.mark.parametrize("name", ["a.csv", "a.xlsx"])
def test_an_empty_file_is_refused(tmp_path, name, content):
    assert refused(written(tmp_path, name, content)) == "Berkas kosong."


def test_a_file_without_a_cell_is_refused(tmp_path):
    assert refused(written(tmp_path, "a.csv", b"sep=;\n\n")) == "Berkas kosong."
    assert refused(written(tmp_path, "a.xlsx", sheet_workbook(""))) == "Berkas kosong."


@pytest.mark.parametrize(("name", "limit"), [("a.csv", "CSV_BYTES"), ("a.xlsx", "XLSX_BYTES")])
def test_a_file_over_the_limit_is_refused_unread(tmp_path, monkeypatch, name, limit):
    monkeypatch.setattr(limits, limit, 2 * limits.MB)

    assert "lebih besar dari 2 MB" in refused(written(tmp_path, name, b"x" * (2 * limits.MB + 1)))


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = written(tmp_path, "a.csv", b"a,b\n" * 10)
    real = read_file._child

    def slowly(file, jenis):
        file.read()  # another reader of the same handle: the child finds less than the size promised
        return real(file, jenis)

    monkeypatch.setattr(read_file, "_child", slowly)

    with pytest.raises(limits.FileBusy, match="berubah selagi dibaca"):
        read_file.read_book(path)


def test_a_reading_without_end_is_cut_off(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PATIENCE", 0)

    assert "belum selesai dibaca" in refused(written(tmp_path, "a.csv", b"a,b\n"))


def test_a_reading_that_takes_all_memory_ends_in_a_sentence(tmp_path):
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 100_001))
    strings = f'<sst xmlns="x"><si><t>{LONG_TEXT}</t></si></sst>'.encode()
    content = with_part(sheet_workbook(cells), "xl/sharedStrings.xml", strings)

    assert "terlalu berat" in refused(written(tmp_path, "a.xlsx", content))


def test_a_child_that_dies_ends_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/bin/false")

    assert "berhenti" in refused(written(tmp_path, "a.csv", b"a,b\n"))


def test_the_child_inherits_no_secret_and_writes_no_file(tmp_path, monkeypatch):
    monkeypatch.setenv("REKAP_KUNCI", "rahasia")
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    path = written(tmp_path, "a.xlsx", plain_workbook())

    seen = []
    real = read_file.subprocess.Popen

    def watched(*args, **options):
        seen.append(options["env"])
        return real(*args, **options)

    monkeypatch.setattr(read_file.subprocess, "Popen", watched)
    read_book(path)

    assert "REKAP_KUNCI" not in seen[0]
    assert sorted(p.name for p in tmp_path.rglob("*")) == ["a.xlsx", "tmp"]


def test_several_files_are_read_at_once(tmp_path):
    paths = [written(tmp_path, f"{n}.csv", f"a,b\n{n},{n}\n".encode()) for n in range(4)]
    answers = {}

    def read(path):
        answers[path.name] = rows_of(read_book(path).sheets[0])[1][0]

    threads = [threading.Thread(target=read, args=(path,)) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert answers == {f"{n}.csv": str(n) for n in range(4)}
