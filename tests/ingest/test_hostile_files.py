"""A file that wants to do harm is refused quickly, cheaply and in a sentence; nothing in it is run."""

import io
import json
import random
import stat
import struct
import subprocess
import sys
import zipfile
import zlib

import pytest

from rekap.ingest.reading import limits, sheet_xml
from rekap.ingest.reading.child import read
from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.typed import CellError
from tests.ingest.raw_files import plain_workbook, rows_of, sheet_workbook, with_part, written, zipped

MANY = 100_000
ENTITY_BOMB = "<!DOCTYPE w [<!ENTITY a 'ha'>" + "".join(
    f"<!ENTITY a{n} '{f'&a{n - 1 or str()};' * 10}'>" for n in range(1, 12)
)
XXE = "<!DOCTYPE w [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>"
ONE_CELL = '<row r="1"><c r="A1" t="str"><v>{}</v></c></row>'


def refused(content: bytes, jenis: str = "xlsx") -> str:
    with pytest.raises(FileRefused) as refusal:
        read(content, jenis)
    return str(refusal.value)


def noisy(text: str, times: int) -> str:
    """The same many times, with a number in it, so that it does not pack like a bomb."""
    noise = random.Random(7)
    return "".join(text % noise.getrandbits(30) for _ in range(times))


def with_entry(**about) -> bytes:
    """A workbook with one more entry, of which something is out of order."""
    content = io.BytesIO(plain_workbook())
    with zipfile.ZipFile(content, "a", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(about.get("name", "xl/media/a.png"))
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = about.get("mode", 0o600) << 16
        archive.writestr(entry, about.get("data", b"x"))
    return content.getvalue()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (with_entry(name="../../etc/cron.d/x"), "jalur"),
        (with_entry(name="/etc/passwd"), "jalur"),
        (with_entry(name="C:/windows/x"), "jalur"),
        (with_entry(name="xl\\..\\x"), "jalur"),
        (with_entry(name="xl/link", mode=stat.S_IFLNK | 0o777, data=b"/etc/passwd"), "jalur"),
        (with_entry(name="xl/vbaProject.bin"), "makro"),
        (with_entry(name="xl/externalLinks/externalLink1.xml"), "tautan luar"),
        (with_entry(name="xl/embeddings/oleObject1.bin"), "tempelan"),
        (with_entry(name="xl/activeX/activeX1.xml"), "makro"),
        (with_entry(name="xl/macrosheets/sheet1.xml"), "makro"),
        (with_entry(name="xl/media/a.png", data=zipped(("b.txt", b"x"))), "tempelan"),
        (with_entry(name="xl/printerSettings/a.bin", data=b"\xd0\xcf\x11\xe0x"), "tempelan"),
        (with_entry(name="xl/workbook.bin"), "xlsb"),
        (zipped(("content.xml", b"<x/>"), ("mimetype", b"application/vnd.oasis")), "bukan buku kerja"),
        (zipped(("word/document.xml", b"<x/>")), "bukan buku kerja"),
        (zipped(("xl/workbook.xml", b"<x/>")), "rusak"),
        (zipped(("xl/workbook.xml", b"\0" * 3_000_000)), "mengembang"),
        (zipped(*((f"a{n}", b"") for n in range(1_001))), "lebih dari 1.000 bagian"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (b"\xd0\xcf\x11\xe0" + "Workbook".encode("utf-16-le"), ".xls lama"),
        (b"DATA SINTETIS,a\n", "bukan XLSX"),
        (b"<html></html>", "bukan XLSX"),
        (b"MZ\x90\x00", "bukan XLSX"),
        (b"PK\x03\x04rest", "rusak"),
    ],
)
def test_an_archive_that_is_no_honest_workbook_is_refused(content, says):
    assert says in refused(content)


@pytest.mark.parametrize("before", [ENTITY_BOMB + "]>", XXE, "<!DOCTYPE w>"])
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"])
def test_a_part_with_a_document_type_is_refused(before, part):
    content = sheet_workbook(ONE_CELL.format("isi"))
    xml = zipfile.ZipFile(io.BytesIO(plain_workbook())).read(part)

    assert "rusak" in refused(with_part(content, part, before.encode() + xml.partition(b"?>")[2]))


@pytest.mark.parametrize("encoding", ["UTF-yes", "windows-1252", "idna"])
def test_a_part_that_claims_another_encoding_is_no_way_in(encoding):
    before = f'<?xml version="1.0" encoding="{encoding}"?>'

    (sheet,) = read(sheet_workbook(ONE_CELL.format("é") + '<row><c t="e"/></row>', before=before), "xlsx")

    assert rows_of(sheet) == [["é"], [CellError("#GALAT")]]


@pytest.mark.parametrize("address", ["A" * 5_000 + "1", "A" + "1" * 5_000, "ZZZZZZZZZ1", "A999999999", "A0"])
def test_an_address_beyond_all_sheets_is_refused(address):
    refused(sheet_workbook(f'<row><c r="{address}"><v>1</v></c><c t="e"><v>#REF!</v></c></row>'))


def test_our_own_parser_takes_no_document_type_either():
    with pytest.raises(FileRefused, match="rusak"):
        sheet_xml.parse(sheet_xml.safe_parser(), b"<!DOCTYPE w><w/>")


def test_the_library_itself_expands_no_entity():
    """The second wall: what the first refuses is harmless to the reader behind it as well."""
    from python_calamine import CalamineWorkbook, XmlError

    content = sheet_workbook(ONE_CELL.format("&x;"), before=XXE)

    with pytest.raises(XmlError):
        CalamineWorkbook.from_object(io.BytesIO(content)).get_sheet_by_index(0)


def test_an_encrypted_entry_is_refused():
    content = bytearray(plain_workbook())
    content[content.index(b"PK\x01\x02") + 8] |= 1

    assert "kata sandi" in refused(bytes(content))


def test_an_entry_that_is_longer_than_it_says_is_refused():
    data = noisy("%d", 100_000).encode()
    content = bytearray(with_entry(name="xl/a.xml", data=data))
    at = content.rindex(b"PK\x01\x02")
    content[at + 16 : at + 20] = struct.pack("<L", zlib.crc32(data[:100]))
    content[at + 24 : at + 28] = struct.pack("<L", 100)

    assert "mengembang" in refused(bytes(content))


def test_entries_on_top_of_each_other_are_refused():
    content = bytearray(plain_workbook())
    first = content.index(b"PK\x01\x02")
    second = content.index(b"PK\x01\x02", first + 1)
    content[second + 42 : second + 46] = content[first + 42 : first + 46]

    assert "mengembang" in refused(bytes(content))


def test_two_entries_of_one_name_are_refused():
    content = io.BytesIO(plain_workbook())
    with zipfile.ZipFile(content, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("docProps/core.xml", archive.read("docProps/core.xml"))

    assert "rusak" in refused(content.getvalue())


def test_an_entry_without_a_name_is_no_crash():
    content = bytearray(plain_workbook())
    last, end = content.rindex(b"PK\x01\x02"), content.rindex(b"PK\x05\x06")
    (length,) = struct.unpack("<H", content[last + 28 : last + 30])
    (size,) = struct.unpack("<L", content[end + 12 : end + 16])
    content[end + 12 : end + 16] = struct.pack("<L", size - length)
    content[last + 28 : last + 30] = struct.pack("<H", 0)
    del content[last + 46 : last + 46 + length]

    assert "rusak" in refused(bytes(content))


def test_an_entry_that_is_not_what_its_checksum_says_is_refused():
    content = bytearray(plain_workbook())
    content[content.index(b"PK\x01\x02") + 16] ^= 1

    assert "rusak" in refused(bytes(content))


def test_a_damaged_entry_is_refused():
    content = bytearray(plain_workbook())
    at = content.index(b"xl/worksheets/sheet1.xml") + len("xl/worksheets/sheet1.xml") + 20
    content[at] ^= 0xFF

    assert "rusak" in refused(bytes(content))


@pytest.mark.parametrize("cut", [1, 22, 400, 4_000])
def test_a_workbook_that_was_cut_off_is_refused(cut):
    assert "rusak" in refused(plain_workbook()[:-cut])


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        ('<row r="1"><c r="XFD1"><v>1</v></c></row>', "sel XFD1) berisi lebih dari 200 kolom"),
        ('<row r="1"><c r="GS1"><v>1</v></c></row>', "lebih dari 200 kolom"),
        ('<row r="1">' + "<c><v>1</v></c>" * 201 + "</row>", "lebih dari 200 kolom"),
        (
            '<row r="1048576"><c r="A1048576"><v>1</v></c></row>',
            "sel A1048576) berisi lebih dari 200.000 baris",
        ),
        (noisy("<row><c><v>%d</v></c></row>", 200_001), "lebih dari 200.000 baris"),
        ('<row r="1"><c r="CV1"><v>1</v></c></row><row><c r="A199999"><v>1</v></c></row>', "terpencil"),
        ('<row r="200001"><c r="A200001" t="e"><v>#REF!</v></c></row>', "lebih dari 200.000 baris"),
        (
            noisy('<row n="%d"/>', 200_000) + "<row><c><f>1</f></c></row>",
            "200.000 baris",
        ),
    ],
)
def test_a_sheet_that_reaches_too_far_is_refused(cells, says):
    assert says in refused(sheet_workbook(cells))


def test_formatted_but_empty_cells_far_away_do_no_harm():
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1" s="1"/></row>'
    last = '<row r="1048576"><c r="A1048576" s="1"/></row>'

    (sheet,) = read(sheet_workbook(first + last), "xlsx")

    assert sheet.cells.shape == (1, 1)


def test_a_workbook_of_too_many_sheets_is_refused():
    assert "lebih dari 50 lembar" in refused(plain_workbook(*(f"L{n}" for n in range(51))))


@pytest.mark.parametrize("name", ["x" * 101, "a&#10;ERROR palsu", "a&#27;[31m"])
def test_a_sheet_name_that_would_spoil_a_message_is_refused(name):
    content = sheet_workbook('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    workbook = zipfile.ZipFile(io.BytesIO(content)).read("xl/workbook.xml")

    assert "rusak" in refused(
        with_part(content, "xl/workbook.xml", workbook.replace(b'"Satu"', f'"{name}"'.encode()))
    )


def test_merged_ranges_on_top_of_each_other_are_refused():
    merged = "<mergeCells>" + noisy('<mergeCell n="%d" ref="A1:C3"/>', MANY) + "</mergeCells>"

    assert "rusak" in refused(sheet_workbook('<row r="3"><c r="C3"><v>1</v></c></row>', merged))


# What it costs to refuse, measured in a process of its own: seconds of processor time and peak memory.

_MEASURE = """
import json, resource, sys
from pathlib import Path
from rekap.ingest.reading.read_file import FileRefused, read_book
try:
    read_book(Path(sys.argv[1]))
    said = ""
except FileRefused as refusal:
    said = str(refusal)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([said, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""


def zip_bomb() -> bytes:
    """0.3 MB that unpack to 314 MB."""
    return with_part(plain_workbook(), "xl/worksheets/sheet1.xml", b"<row/>" * (314 * limits.MB // 6))


def crowd() -> bytes:
    return zipped(*((f"xl/a{n}.xml", b"") for n in range(MANY)))


def beginnings() -> bytes:
    """A sheet of nothing but beginnings of cells."""
    starts = noisy('<c q%d r="A', 300_000)
    return with_part(plain_workbook(), "xl/worksheets/sheet1.xml", starts.encode())


def deep() -> bytes:
    """Elements inside elements without end, and a mark that makes the reader walk through them."""
    xml = noisy("<a%d>", 200_000) + '<c t="e">'
    return with_part(plain_workbook(), "xl/worksheets/sheet1.xml", xml.encode())


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.xlsx", zip_bomb),
        ("a.xlsx", crowd),
        ("a.xlsx", beginnings),
        ("a.xlsx", deep),
        ("a.xlsx", lambda: sheet_workbook(ONE_CELL.format("&a11;"), before=ENTITY_BOMB + "]>")),
        ("a.csv", lambda: b'a,b\n1,"' + b"x,y\n" * 5_000_000),
        ("a.csv", lambda: b"a," * 16_000 + b"\n" + b"1," * 16_000),
        ("a.csv", lambda: b"a,b\n" * 1_000_001),
    ],
    ids=[
        "zip bomb",
        "100k entries",
        "beginnings",
        "deep",
        "entity bomb",
        "open quote",
        "16k columns",
        "1 M rows",
    ],
)
def test_to_refuse_costs_about_a_second_and_little_memory(tmp_path, name, make):
    path = written(tmp_path, name, make())

    answer = subprocess.run(
        [sys.executable, "-c", _MEASURE, path], capture_output=True, text=True, check=True
    )
    said, seconds, megabytes = json.loads(answer.stdout)

    assert said
    assert seconds < 1
    assert megabytes < 200
