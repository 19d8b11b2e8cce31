"""Valid files of every source with cells and bytes spoiled: no row is lost, and what is accepted makes sense.

REKAP_FUZZ_DETIK says for how long to try; a failure names its seed, and REKAP_FUZZ_BENIH repeats it.
"""

import os
import time
from dataclasses import replace
from datetime import date
from random import Random

import pyarrow as pa
import pyarrow.compute as pc
import pytest

from rekap import contoh, wilayah
from rekap.ingest import contract
from rekap.ingest.compiling import batch
from rekap.ingest.mapping import NotRecognised, choose, load_all
from rekap.ingest.reading import child
from rekap.ingest.reading.read_file import Book, FileRefused

SECONDS = float(os.environ.get("REKAP_FUZZ_DETIK", "10"))
SEED = os.environ.get("REKAP_FUZZ_BENIH")
TODAY = date(2026, 11, 1)
MAPPINGS = load_all()
CELLS = (
    None, "", " ", "-", "NA", "0", "1", "x", "35.17", "3517", "35.1", "Kab. Malang", "31/02/2024",
    "2024-02-30", "05/03/2199", "05/03/2024", "45356", "Siti", "3517095203990001", "1e9", "-3", "12,5", "é",
    "=1+1", "Ya", "\x1fn35.1", "\x1fn3517", "\x1fn45356", "\x1fn-1", "\x1fn3.5e+15",
    "\x1fd2024-03-05", "\x1fd2199-01-01", "\x1fd2024-03-05T10:30:00", "\x1ft10:30:00",
    "\x1fbTRUE", "\x1fe#REF!", "\x1fe#BELUM_DIHITUNG",
)  # fmt: skip


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """The smallest demo file of each source, as bytes and as sheets."""
    paths = contoh.generate(tmp_path_factory.mktemp("contoh"), "mini", 354)
    return [(p.name, p.suffix.lstrip("."), p.read_bytes()) for p in paths if p.suffix != ".json"]


def compiled(name: str, book: Book) -> batch.Batch:
    context = batch.Context(
        name.split("-")[0], "b" * 16, name, b"k" * 32, TODAY, lambda kode: kode.startswith("35.")
    )
    return batch.compile_rows(choose(book, MAPPINGS), context)


def spoiled_bytes(chance, content: bytes) -> bytes:
    data = bytearray(content)
    for _ in range(chance.choice([1, 3, 20])):
        at = chance.randrange(len(data))
        data[at : at + chance.randrange(3)] = bytes(chance.randrange(256) for _ in range(chance.randrange(3)))
    return bytes(data)


def spoiled_cells(chance, book: Book) -> Book:
    """Cells replaced, columns exchanged, rows doubled, moved and left out."""
    return replace(book, sheets=tuple(spoiled_sheet(chance, sheet) for sheet in book.sheets))


def spoiled_sheet(chance, sheet):
    columns = [column.to_pylist() for column in sheet.cells.columns]
    length = sheet.cells.num_rows
    if length < 6 or not columns:
        return sheet
    for _ in range(chance.choice([0, 1, 5, 50])):
        chance.choice(columns)[chance.randrange(5, length)] = chance.choice(CELLS)
    if chance.random() < 0.2:
        a, b = chance.randrange(len(columns)), chance.randrange(len(columns))
        columns[a][5:], columns[b][5:] = columns[b][5:], columns[a][5:]
    order = [n for n in range(length) if n < 5 or chance.random() > 0.05]
    if chance.random() < 0.3:
        order[5:] = chance.sample(order[5:], len(order) - 5) + order[5:8]
    rows = {str(n): [column[at] for at in order] for n, column in enumerate(columns)}
    return replace(sheet, cells=pa.table({n: pa.array(c, pa.string()) for n, c in rows.items()}), lebar=None)


def makes_sense(result: batch.Batch) -> None:
    assert result.masuk == result.diterima + result.dikarantina + result.ditolak
    for name, rows in result.tables.items():
        for column in contract.all_tables()[name].kolom.values():
            values = rows[column.nama]
            assert not (column.wajib and values.null_count), f"{name}.{column.nama} is empty"
            if column.daftar:
                assert set(values.drop_null().to_pylist()) <= set(contract.codes(column.daftar))
            if column.bentuk in ("kabkota", "kecamatan"):
                assert all(wilayah.get(kode) for kode in pc.unique(values).drop_null().to_pylist())
            if column.tipe == "date" and column.mendatang is None and len(values.drop_null()):
                assert date(1900, 1, 1) <= pc.min(values).as_py() <= pc.max(values).as_py() <= TODAY
    victims = set(result.tables["korban"]["id_korban"].to_pylist())
    assert len(victims) == result.tables["korban"].num_rows
    for name, table in contract.all_tables().items():
        if table.induk == "korban":
            assert set(result.tables[name]["id_korban"].to_pylist()) <= victims, name


def test_spoiled_files_give_sound_records_or_a_reason(files):
    start, tried, accepted = time.monotonic(), 0, 0
    seed = int(SEED) if SEED else Random().randrange(2**32)
    while time.monotonic() - start < SECONDS:
        chance = Random(seed)
        name, jenis, content = chance.choice(files)
        try:
            if chance.random() < 0.3:
                content = spoiled_bytes(chance, content)
            book = Book(name, jenis, tuple(child.read(content, jenis)), "0" * 64)
            result = compiled(name, spoiled_cells(chance, book))
            makes_sense(result)
            accepted += result.diterima > 0
        except (FileRefused, NotRecognised):
            pass
        except BaseException as error:
            error.add_note(f"REKAP_FUZZ_BENIH={seed} ({name})")
            raise
        tried, seed = tried + 1, seed + 1
        if SEED:
            break
    assert tried
    assert accepted or SEED, "nothing was ever accepted: the test spoils too much to say anything"
