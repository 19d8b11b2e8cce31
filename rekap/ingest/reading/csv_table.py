"""CSV text as columns. A regular file goes through Arrow, anything else through Python's strict reader.

Both give the same table: Arrow only gets a file whose quotes are proven to be in order, and hands the records
of another width back to be read strictly.
"""

import csv
import io
import re
from itertools import islice, zip_longest

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

from rekap.ingest.reading import limits
from rekap.ingest.reading.csv_text import Text, first_records, open_text, usual_width
from rekap.ingest.reading.limits import FileRefused, written
from rekap.ingest.reading.sheet import Sheet

BLOCK = 8 * limits.MB

_PIECE = 16 * limits.MB
_FEW, _MOST_ODD = 16, 1_000  # more records of another width than this are no exception but the file's way
_CHUNK = 20_000
_QUOTE = ord('"')
_SMALLEST_PROOF = 4  # columns from which a swallowed record is told from a text of several lines


def read_csv(content: bytes) -> Sheet:
    """The one sheet of a CSV file."""
    text = open_text(content)
    width = usual_width(first_records(text.utf8, text.delimiter))
    if width > limits.COLUMNS:
        raise FileRefused(_too_wide())
    return fast(text, width) or exact(text)


def fast(text: Text, width: int) -> Sheet | None:
    """The sheet at the speed of Arrow, or None where only the exact way is sure."""
    if width < 2 or not _quotes_are_in_order(text):
        return None
    odd: list[tuple[int, list[str]]] = []
    try:
        table = pa.csv.read_csv(
            pa.BufferReader(pa.py_buffer(text.utf8)),
            read_options=_read_options(width),
            parse_options=_parse_options(text.delimiter, odd),
            convert_options=_convert_options(width),
        )
    except (pa.ArrowInvalid, csv.Error):
        return None
    widths = np.full(table.num_rows + len(odd), width, np.int32)
    widths[[number - 1 for number, _ in odd]] = [len(record) for _, record in odd]
    return _sheet(_with_odd_records(table, odd), widths, text.delimiter)


def exact(text: Text) -> Sheet:
    """The sheet by Python's strict reader: an unclosed quote would swallow all rows after it unheard."""
    old_limit = csv.field_size_limit(limits.CELL)
    lines = io.TextIOWrapper(io.BytesIO(text.utf8), encoding="utf-8", newline="")
    reader = csv.reader(lines, delimiter=text.delimiter, strict=True)
    tables: list[pa.Table] = []
    widths: list[int] = []
    try:
        while records := _next_records(reader, widths):
            tables.append(_columns(records))
    finally:
        csv.field_size_limit(old_limit)
    table = pa.concat_tables(tables, promote_options="default") if tables else pa.table({})
    table = table.select(sorted(table.column_names, key=int))
    return _sheet(table, np.array(widths, np.int32), text.delimiter)


def _next_records(reader, widths: list[int]) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        for record in islice(reader, _CHUNK):
            records.append(record)
            if len(record) > limits.COLUMNS:
                raise FileRefused(_too_wide(len(widths) + len(records)))
    except csv.Error as error:
        row = written(len(widths) + len(records) + 1)
        if "limit" in str(error):
            raise FileRefused(_too_long(row)) from None
        raise FileRefused(
            f"CSV rusak di baris {row}: tanda kutip tidak berpasangan. "
            "Perbaiki tanda kutip di baris itu, lalu kirim ulang."
        ) from None
    widths += [len(record) for record in records]
    if len(widths) > limits.CSV_ROWS:
        raise FileRefused(_too_many())
    return records


def _columns(records: list[list[str]]) -> pa.Table:
    columns = [_without_empty(pa.array(column, pa.string())) for column in zip_longest(*records)]
    return pa.table(columns, names=[str(n) for n in range(len(columns))])


def _without_empty(column: pa.Array) -> pa.Array:
    return pc.if_else(pc.equal(pc.binary_length(column), 0), pa.scalar(None, pa.string()), column)


def _sheet(table: pa.Table, widths: np.ndarray, delimiter: str) -> Sheet:
    if table.num_rows > limits.CSV_ROWS:
        raise FileRefused(_too_many())
    for column in table.columns:
        _refuse_long_cells(column)
    _refuse_swallowed_records(table, widths, delimiter)
    return Sheet("", table, _widths(table, widths))


def _refuse_long_cells(column: pa.ChunkedArray) -> None:
    longest = pc.max(pc.binary_length(column)).as_py() or 0
    if longest > limits.CELL:
        too_long = pc.indices_nonzero(pc.greater(pc.utf8_length(column), limits.CELL))
        if len(too_long):
            raise FileRefused(_too_long(written(too_long[0].as_py() + 1)))


def _widths(table: pa.Table, widths: np.ndarray) -> pa.Array | None:
    """A record in which nothing is written counts as 0 cells: its width says nothing."""
    filled = np.zeros(len(widths), bool)
    for column in table.columns:
        filled |= column.is_valid().to_numpy()
    different = np.unique(widths[filled])
    if len(different) < 2 and (not len(different) or different[0] == table.num_columns):
        return None
    return pa.array(np.where(filled, widths, 0), pa.int32())


def _quotes_are_in_order(text: Text) -> bool:
    """Every opening quote begins a cell and every closing quote ends one; a doubled one stands inside."""
    data = np.frombuffer(text.utf8, np.uint8)
    border = np.zeros(256, bool)
    border[[_QUOTE, ord("\n"), ord("\r"), ord(text.delimiter)]] = True
    inside = False
    for start in range(0, len(data), _PIECE):
        places = np.flatnonzero(data[start : start + _PIECE] == _QUOTE) + start
        opening, closing = places[int(inside) :: 2], places[int(not inside) :: 2]
        before = data[opening[opening > 0] - 1]
        after = data[closing[closing < len(data) - 1] + 1]
        if not (border[before].all() and border[after].all()):
            return False
        inside ^= len(places) % 2 == 1
    return not inside


def _read_options(width: int) -> pa.csv.ReadOptions:
    """One thread, because only then Arrow numbers the records of another width."""
    return pa.csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=_names(width))


def _parse_options(delimiter: str, odd: list) -> pa.csv.ParseOptions:
    def keep(row: pa.csv.InvalidRow) -> str:
        if len(odd) == _MOST_ODD:
            return "error"
        (record,) = csv.reader(io.StringIO(row.text, newline=""), delimiter=delimiter, strict=True)
        odd.append((row.number, record))
        return "skip" if len(record) <= limits.COLUMNS else "error"

    return pa.csv.ParseOptions(
        delimiter=delimiter, newlines_in_values=True, ignore_empty_lines=False, invalid_row_handler=keep
    )


def _convert_options(width: int) -> pa.csv.ConvertOptions:
    return pa.csv.ConvertOptions(
        column_types=dict.fromkeys(_names(width), pa.string()),
        strings_can_be_null=True,
        quoted_strings_can_be_null=True,
        null_values=[""],
        check_utf8=False,  # open_text has decoded it all
    )


def _with_odd_records(table: pa.Table, odd: list[tuple[int, list[str]]]) -> pa.Table:
    if not odd:
        return table
    width = max(table.num_columns, *(len(record) for _, record in odd))
    for n in range(table.num_columns, width):
        table = table.append_column(str(n), pa.nulls(table.num_rows, pa.string()))
    full = [record + [None] * (width - len(record)) for _, record in odd]
    extra = _columns(full)
    pieces, done = [], 0
    for n, (number, _) in enumerate(odd):
        before = number - 1 - n
        pieces += [table.slice(done, before - done), extra.slice(n, 1)]
        done = before
    whole = pa.concat_tables([*pieces, table.slice(done)])
    return whole.combine_chunks() if len(odd) > _FEW else whole


def _refuse_swallowed_records(table: pa.Table, widths: np.ndarray, delimiter: str) -> None:
    """Two stray quotes, rows apart, make one cell of all that is between them, and no width betrays it.

    Told from a text of several lines by its cuts: the first line completes a record, the last begins one.
    """
    for at, column in enumerate(table.columns):
        for row in _rows_of_several_lines(column):
            if widths[row] < _SMALLEST_PROOF:
                continue
            first, *_, last = re.split(r"[\r\n]+", column[row].as_py())
            first_cut, last_cut = first.count(delimiter), last.count(delimiter)
            if at + first_cut == widths[row] - 1 and last_cut == at:
                raise FileRefused(
                    f"Satu sel di baris {written(row + 1)} menelan beberapa baris: ada tanda kutip yang "
                    "tidak berpasangan. Perbaiki tanda kutip di baris itu, lalu kirim ulang."
                )


def _rows_of_several_lines(column: pa.ChunkedArray) -> list[int]:
    """A look at the bytes first: nearly no column has any."""
    texts = [chunk.buffers()[-1] for chunk in column.chunks]
    if not any((np.frombuffer(text, np.uint8) < 14).any() for text in texts if text):
        return []
    broken = pc.or_(pc.match_substring(column, "\n"), pc.match_substring(column, "\r"))
    return pc.indices_nonzero(broken).to_pylist()


def _names(width: int) -> list[str]:
    return [str(n) for n in range(width)]


def _too_wide(row: int | None = None) -> str:
    where = f"Baris {written(row)}" if row else "Berkas"
    return f"{where} berisi lebih dari {limits.COLUMNS} kolom. Buang kolom yang tidak diminta."


def _too_many() -> str:
    return f"Berkas berisi lebih dari {written(limits.CSV_ROWS)} baris. Bagi menjadi beberapa berkas."


def _too_long(row: str) -> str:
    return (
        f"Satu sel di baris {row} lebih panjang dari {written(limits.CELL)} karakter; "
        "mungkin ada tanda kutip yang tidak ditutup."
    )
