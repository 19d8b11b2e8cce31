"""From the cells of a sheet to typed columns: every distinct cell is read once, however many rows repeat it.

An *entry* is one distinct combination of the cells that a target takes; rows that say the same share one.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import contract
from rekap.ingest.compiling.distinct import combine
from rekap.ingest.contract import Column, Table
from rekap.ingest.mapping import FoundSheet, Mapping, Target, cells
from rekap.ingest.mapping.cells import WAJIB_KOSONG, Fault
from rekap.ingest.reading import typed

_PLAIN = (None, "nik", "kode")  # of text in these forms the cell is the value
_ODD_TEXT = r"^ | $|  |[^ -~]"  # what a reader would write otherwise: spaces, tags, letters beyond ASCII
ARROW = {
    "varchar": pa.string(),
    "integer": pa.int32(),
    "date": pa.date32(),
    "timestamp": pa.timestamp("s"),
    "double": pa.float64(),
}


@dataclass
class Draft:
    """What the rows of one sheet give to one table, before any rule has looked at it.

    `rows` are row numbers as a person sees them, `entry` the entry of each; `columns` have a value per entry,
    which stands first at `places` among the reader's rows.
    """

    target: Target
    found: FoundSheet
    table: Table
    rows: np.ndarray
    entry: np.ndarray
    places: np.ndarray
    columns: dict[str, pa.Array]
    faults: list[tuple[int, str, Fault]]
    reader: "Reader"
    derived: dict[str, pa.Array] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.places)

    @property
    def first(self) -> np.ndarray:
        """The first row of each entry."""
        return self.reader.rows[self.places]

    def column(self, name: str) -> pa.Array:
        """Values of a column by its contract name, per entry; empty where the layout does not have it."""
        found = self.derived.get(name, self.columns.get(name))
        if found is not None:
            return found
        known = {**self.table.kolom, **self.table.isian}
        return pa.nulls(len(self), ARROW[known[name].tipe] if name in known else pa.string())

    def rows_of(self, entries: np.ndarray) -> np.ndarray:
        """Row numbers of these entries."""
        wanted = np.zeros(len(self), bool)
        wanted[entries] = True
        return self.rows[wanted[self.entry]]


class Reader:
    """Reads the columns of one sheet; columns that several tables share are looked up once."""

    def __init__(
        self, found: FoundSheet, mapping: Mapping, today: date, rows: np.ndarray, sidik: str
    ) -> None:
        self.found, self.mapping, self.today, self.rows, self.sidik = found, mapping, today, rows, sidik
        self._codes: dict[tuple, tuple[np.ndarray, Cells]] = {}
        self._read: dict[tuple, tuple[pa.Array, np.ndarray, dict]] = {}
        self._shared: dict[tuple, pa.Array] = {}

    def draft(self, target: Target) -> Draft:
        """One target's columns; rows in which nothing of `bila_ada` is written give it nothing."""
        table = contract.all_tables()[target.tabel]
        codes = {name: self.codes(asal)[0] for name, asal in target.kolom.items()}
        read = {name: self._column(target, name) for name in target.kolom}
        keep = self._kept(target, codes, read)
        rows = self.rows[keep]
        entry, first = combine([code[keep] for code in codes.values()], len(rows))
        places = keep[first]
        columns, faults = {}, []
        for name, (values, _blank, wrong) in read.items():
            own = codes[name][places]
            columns[name] = values.take(pa.array(own))
            if wrong:
                faults += [(at, name, wrong[code]) for at, code in enumerate(own) if code in wrong]
        for name, value in target.tetap.items():
            columns[name] = _constant(value, table.fillable()[name], len(places))
        return Draft(target, self.found, table, rows, entry, places, columns, faults, self)

    def _kept(self, target: Target, codes: dict, read: dict) -> np.ndarray:
        if not target.bila_ada:
            return np.arange(len(self.rows))
        written = [~read[name][1][codes[name]] for name in target.bila_ada if name in read]
        return np.flatnonzero(np.logical_or.reduce(written)) if written else np.arange(len(self.rows))

    def shared(self, draft: Draft, names: list[str], key: tuple, make: Callable) -> pa.Array:
        """Something made of columns that several tables of the sheet take alike: made once for all."""
        sources = [draft.target.kolom.get(name) for name in names]
        if None in sources:
            return make(*(draft.column(name) for name in names))
        key = (*key, *sources)
        code, first = combine([self.codes(asal)[0] for asal in sources], len(self.rows))
        if key not in self._shared:
            parts = [self._column(draft.target, name)[0] for name in names]
            own = [self.codes(asal)[0][first] for asal in sources]
            self._shared[key] = make(*(part.take(pa.array(at)) for part, at in zip(parts, own, strict=True)))
        return self._shared[key].take(pa.array(code[draft.places]))

    def codes(self, asal) -> tuple[np.ndarray, "Cells"]:
        """Per row the number of its distinct cells, and those cells."""
        places = self.found.places(asal)
        if places not in self._codes:
            self._codes[places] = self._distinct(places)
        return self._codes[places]

    def _distinct(self, places: tuple[int, ...]) -> tuple[np.ndarray, "Cells"]:
        at = pa.array(self.rows - 1)
        columns = [self.found.sheet.cells.column(str(place)).take(at).combine_chunks() for place in places]
        if not columns:  # a column that is only the number of its row
            columns = [pa.array([f"{self.sidik}:{row}" for row in self.rows], pa.string())]
        encoded = [column.dictionary_encode(null_encoding="encode") for column in columns]
        codes = [one.indices.to_numpy().astype(np.int64) for one in encoded]
        if len(encoded) == 1:
            return codes[0], Cells((encoded[0].dictionary,))
        code, first = combine(codes, len(self.rows))
        own = [one.dictionary.take(pa.array(c[first])) for one, c in zip(encoded, codes, strict=True)]
        return code, Cells(tuple(own))

    def _column(self, target: Target, name: str) -> tuple[pa.Array, np.ndarray, dict[int, Fault]]:
        """Per distinct cell: its value, whether it is blank, and what is wrong with it."""
        asal, column = target.kolom[name], target.column(name)
        key = (asal, column)
        if key not in self._read:
            self._read[key] = self._parsed(asal, column)
        return self._read[key]

    def _parsed(self, asal, column: Column) -> tuple[pa.Array, np.ndarray, dict[int, Fault]]:
        given = self.codes(asal)[1]
        parse = cells.parser(column, self.mapping, self.today, self.found.sheet.epoch_1904)
        read = given.decoded(places := self._to_be_read(asal, column, given))
        answers = {}
        for at, group in zip(places.tolist(), read, strict=True):
            value = asal.cell(group)
            answers[at] = value if isinstance(value, tuple | Fault) else parse(value)
        wrong = {at: value for at, value in answers.items() if isinstance(value, Fault)}
        blank = np.zeros(len(given), bool)
        blank[[at for at, value in answers.items() if value in (None, ())]] = True
        blank[[at for at, fault in wrong.items() if fault.aturan == WAJIB_KOSONG]] = True
        values = [None if at in wrong else _storable(value, column) for at, value in answers.items()]
        if len(places) == len(given):
            return (
                pa.array(values, pa.list_(pa.string()) if column.jamak else ARROW[column.tipe]),
                blank,
                wrong,
            )
        mask = np.zeros(len(given), bool)
        mask[places] = True
        return (
            pc.replace_with_mask(given.texts[0], pa.array(mask), pa.array(values, pa.string())),
            blank,
            wrong,
        )

    def _to_be_read(self, asal, column: Column, given: "Cells") -> np.ndarray:
        """Places of cells to look at one by one: of plain text only what is oddly written or says nothing."""
        plain = column.tipe == "varchar" and column.bentuk in _PLAIN and not (column.daftar or column.jamak)
        if not (plain and asal.apa_adanya):
            return np.arange(len(given))
        (texts,) = given.texts
        odd = pc.fill_null(pc.match_substring_regex(texts, _ODD_TEXT), True)
        nothing = pc.is_in(pc.utf8_lower(texts), value_set=pa.array(sorted(self.mapping.kosong)))
        return np.flatnonzero(pc.or_(odd, nothing).to_numpy(zero_copy_only=False))


@dataclass(frozen=True)
class Cells:
    """The distinct cells of one or several columns of a sheet."""

    texts: tuple[pa.Array, ...]

    def __len__(self) -> int:
        return len(self.texts[0])

    def decoded(self, places: np.ndarray) -> Iterator[tuple]:
        at = pa.array(places)
        columns = [[typed.decode(text) for text in column.take(at).to_pylist()] for column in self.texts]
        return zip(*columns, strict=True)


def _storable(value, column: Column):
    """A NIK that came as a number keeps its mark: its last digits are lost, so it is nobody's."""
    if column.bentuk == "nik" and value is not None and not isinstance(value, str):
        return typed.encode(value)
    return list(value) if isinstance(value, tuple) else value


def _constant(value: str, column: Column, length: int) -> pa.Array:
    if column.jamak:
        return pa.array([[value]] * length, pa.list_(pa.string()))
    return pa.array([value] * length, ARROW[column.tipe])
