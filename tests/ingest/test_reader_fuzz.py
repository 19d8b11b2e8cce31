"""Whatever bytes come, only sheets or a refusal come out, in time. REKAP_FUZZ_DETIK says for how long to try.

Cases are read in this process, for speed, and now and then through the real door. A failure names its seed:
REKAP_FUZZ_BENIH repeats it.
"""

import csv
import io
import os
import time
import zipfile
from datetime import date, datetime, timedelta
from random import Random

import pytest
import xlsxwriter

from rekap.ingest.reading import typed
from rekap.ingest.reading.child import read
from rekap.ingest.reading.read_file import Book, FileRefused, read_book
from tests.ingest.raw_files import rows_of, sheet_workbook, zipped

SECONDS = float(os.environ.get("REKAP_FUZZ_DETIK", "10"))
SEED = os.environ.get("REKAP_FUZZ_BENIH")
SLOWEST = 10.0
THROUGH_THE_DOOR = 0.02

WORDS = [
    "",
    "Siti",
    "Fisik; Psikis",
    "35.17",
    "Kab. Jombang",
    "é",
    "a,b",
    'x "y" z',
    " spasi ",
    "baris\ndua",
    "=1+1",
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1252"]
MAGIC = [
    b"",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
    b"sep=;\n",
    b"\xd0\xcf\x11\xe0",
    b"<?xml",
]
PIECES = [
    b'"',
    b"\n",
    b"\r",
    b",",
    b";",
    b"\0",
    b"\x1f",
    b"\xff",
    b"<",
    b">",
    b"/",
    b"&#1;",
    b't="e"',
    b"<f>",
    b"A1:Z9",
]


def random_table(chance) -> list[list[str]]:
    width = chance.randrange(2, 9)
    heading = [f"Kolom {n}" for n in range(width)]
    return [heading, *([chance.choice(WORDS) for _ in range(width)] for _ in range(chance.randrange(40)))]


def csv_bytes(chance, table) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=chance.choice(",;\t|"), quoting=chance.choice([0, 1]))
    writer.writerows(table)
    return text.getvalue().encode(chance.choice(ENCODINGS))


def random_value(chance):
    return chance.choice(
        [
            lambda: None,
            lambda: chance.choice(WORDS) or None,
            lambda: chance.randrange(-(10**15), 10**15),
            lambda: round(chance.uniform(-1e6, 1e6), 6),  # as many digits as the writer keeps
            lambda: chance.random() < 0.5,
            lambda: date(1950, 1, 1) + timedelta(days=chance.randrange(40_000)),
            lambda: datetime(2024, 1, 1) + timedelta(minutes=10 * chance.randrange(100_000) + 7),
        ]
    )()


def xlsx_bytes(chance, table) -> bytes:
    content = io.BytesIO()
    options = {"in_memory": True, "default_date_format": "d/m/yy", "date_1904": chance.random() < 0.3}
    with xlsxwriter.Workbook(content, options) as book:
        sheet = book.add_worksheet()
        for number, line in enumerate(table):
            for column, value in enumerate(line):
                if isinstance(value, str):
                    sheet.write_string(number, column, value)
                elif value is not None:
                    sheet.write(number, column, value)
    return content.getvalue()


def mutated(chance, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice([1, 1, 2, 5, 20])):
        at = chance.randrange(len(data) + 1)
        match chance.randrange(6):
            case 0:
                data[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                data[at:at] = chance.choice(PIECES)
            case 2:
                del data[at : at + chance.randrange(1, 30)]
            case 3:
                del data[at:]
            case 4:
                data[at:at] = data[chance.randrange(len(data) + 1) :][: chance.randrange(200)]
            case 5 if at < len(data):
                data[at] ^= 1 << chance.randrange(8)
    return bytes(data)


def mutated_inside(chance, content: bytes) -> bytes:
    """One part of the archive changed, and the archive itself in order."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = [(name, archive.read(name)) for name in archive.namelist()]
    at = chance.randrange(len(entries))
    entries[at] = (entries[at][0], mutated(chance, entries[at][1]))
    return zipped(*entries)


def odd_sheet(chance) -> bytes:
    kinds = ["", ' t="s"', ' t="str"', ' t="b"', ' t="e"', ' t="d"', ' t="inlineStr"', ' s="1"', ' s="2"']
    values = ["0", "1", "-5", "45352.4", "1e400", "abc", "#REF!", "2024-03-01", "&#10;", "_x0041_", ""]

    def cell() -> str:
        place = (
            f' r="{chr(65 + chance.randrange(26))}{chance.randrange(1, 99)}"' if chance.random() < 0.5 else ""
        )
        formula = "<f>1+1</f>" if chance.random() < 0.2 else ""
        return f"<c{place}{chance.choice(kinds)}>{formula}<v>{chance.choice(values)}</v></c>"

    rows = "".join(f"<row>{''.join(cell() for _ in range(chance.randrange(6)))}</row>" for _ in range(8))
    last = f"{chr(65 + chance.randrange(26))}{chance.randrange(1, 50)}"
    merged = f'<mergeCells><mergeCell ref="A1:{last}"/></mergeCells>'
    return sheet_workbook(rows, chance.choice(["", merged]))


def nonsense(chance) -> tuple[str, bytes]:
    table = random_table(chance)
    return chance.choice(
        [
            lambda: (
                chance.choice(["csv", "xlsx"]),
                chance.choice(MAGIC) + chance.randbytes(chance.randrange(300)),
            ),
            lambda: ("csv", mutated(chance, csv_bytes(chance, table))),
            lambda: ("csv", b"".join(chance.choices(PIECES + [b"a", b"1,2\n"], k=chance.randrange(1, 60)))),
            lambda: ("xlsx", mutated(chance, xlsx_bytes(chance, table))),
            lambda: ("xlsx", mutated_inside(chance, xlsx_bytes(chance, table))),
            lambda: ("xlsx", odd_sheet(chance)),
        ]
    )()


def seeds(share: float):
    """Seeds for a share of the time, or the one that is to be repeated."""
    if SEED:
        yield int(SEED)
        return
    end, seed = time.monotonic() + SECONDS * share, Random().randrange(10**9)
    while time.monotonic() < end:
        yield seed
        seed += 1


def outcome(jenis: str, content: bytes, folder, through_the_door: bool):
    """The sheets, or None for a refusal; a panic of the library is a refusal once it has passed the door."""
    if through_the_door:
        path = folder / f"a.{jenis}"
        path.write_bytes(content)
        try:
            book = read_book(path)
        except FileRefused:
            return None
        assert isinstance(book, Book)
        return book.sheets
    try:
        return read(content, jenis)
    except FileRefused as refusal:
        assert str(refusal).endswith(".")
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
    return None


def check(sheets) -> None:
    for sheet in sheets or ():
        sheet.cells.validate(full=True)
        assert sheet.lebar is None or len(sheet.lebar) == sheet.cells.num_rows
        for text in {text for column in sheet.cells.columns for text in column.to_pylist()}:
            assert text != "" and (text is None or typed.TAG not in text[1:])
            typed.decode(text)


def test_nonsense_gives_sheets_or_a_refusal(tmp_path):
    for seed in seeds(0.7):
        chance = Random(seed)
        jenis, content = nonsense(chance)
        start = time.monotonic()
        try:
            check(outcome(jenis, content, tmp_path, chance.random() < THROUGH_THE_DOOR))
        except Exception as error:
            pytest.fail(f"REKAP_FUZZ_BENIH={seed} ({jenis}): {error!r}")
        assert time.monotonic() - start < SLOWEST, f"REKAP_FUZZ_BENIH={seed} was slow"


def test_a_random_csv_comes_back_as_it_was(tmp_path):
    for seed in seeds(0.15):
        chance = Random(seed)
        table = random_table(chance)

        (sheet,) = outcome("csv", csv_bytes(chance, table), tmp_path, chance.random() < THROUGH_THE_DOOR)

        assert rows_of(sheet) == [[cell or None for cell in line] for line in table], (
            f"REKAP_FUZZ_BENIH={seed}"
        )


def test_a_random_workbook_comes_back_as_it_was(tmp_path):
    for seed in seeds(0.15):
        chance = Random(seed)
        width = chance.randrange(2, 9)
        table = [["Kolom"] * width, *([random_value(chance) for _ in range(width)] for _ in range(20))]

        (sheet,) = outcome("xlsx", xlsx_bytes(chance, table), tmp_path, chance.random() < THROUGH_THE_DOOR)

        filled = [[cell or None if isinstance(cell, str) else cell for cell in line] for line in table]
        while all(cell is None for cell in filled[-1]):
            filled.pop()
        assert rows_of(sheet) == filled, f"REKAP_FUZZ_BENIH={seed}"
