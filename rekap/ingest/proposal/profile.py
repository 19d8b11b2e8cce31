"""What the values of one column look like, so that a proposal need not rest on its heading alone."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache

import pyarrow as pa

from rekap import wilayah
from rekap.ingest.contract import Column
from rekap.ingest.mapping import dates, numbers, periods
from rekap.ingest.mapping.asal import TIDAK, YA
from rekap.ingest.proposal import synonyms
from rekap.ingest.proposal.date_forms import CANDIDATES
from rekap.ingest.reading import typed
from rekap.ingest.reading.text import as_text

_DISTINCT = 3_000
_SAMPLE = 200  # the most frequent distinct values say what a column is
MARKS = (";", "|", "/", ",", "+", "\n")


@dataclass(frozen=True)
class Profile:
    """The distinct values of a column with their counts, most frequent first; words for nothing left out."""

    judul: str
    values: tuple[tuple[object, int], ...]
    many: bool

    @cached_property
    def rows(self) -> int:
        return sum(count for _, count in self.values)

    @cached_property
    def sample(self) -> tuple[tuple[object, str, int], ...]:
        return tuple((value, as_text(value), count) for value, count in self.values[:_SAMPLE])

    @cached_property
    def texts(self) -> tuple[tuple[str, int], ...]:
        return tuple((as_text(value), count) for value, count in self.values)

    def share(self, holds) -> float:
        """The part of the rows for whose text something holds, by the most frequent values."""
        rows = sum(count for _, _, count in self.sample)
        return sum(count for _, text, count in self.sample if holds(text)) / rows if rows else 0.0

    @cached_property
    def ticks(self) -> float:
        """How far these are ticks, yes or no."""
        words = yes_words() | no_words()
        return self.share(lambda text: text.casefold() in words)

    @cached_property
    def dates(self) -> float:
        """How far these are dates, in whatever form."""
        rows = sum(count for _, _, count in self.sample)
        return sum(count for value, _, count in self.sample if is_date(value)) / rows if rows else 0.0

    @cached_property
    def _fits(self) -> dict[tuple, float]:
        return {}

    def fit(self, column: Column, kab: str | None) -> float:
        """How well the values suit a column of the contract, 0 to 1; half when nothing can be said."""
        plain = column.tipe == "varchar" and not (column.daftar or column.bentuk)
        kind = (
            column.tipe,
            column.daftar,
            column.bentuk,
            column.identitas,
            column.nama if plain else "",
            kab,
        )
        if kind not in self._fits:
            self._fits[kind] = self._fit(column, kab) if self.rows else 0.5
        return self._fits[kind]

    def _fit(self, column: Column, kab: str | None) -> float:
        if column.daftar:
            return self._codes_fit(column)
        if column.bentuk == "nik":
            return self.share(lambda text: re.fullmatch(r"[\d .'-]{15,22}", text) is not None)
        if column.bentuk in ("bulan", "periode"):
            return self.share(lambda text: periods.period(text, {}) is not None)
        if column.tipe in ("date", "timestamp"):
            return self.dates
        if column.tipe != "varchar":
            return self.share(lambda text: numbers.decimal(text, None) is not None)
        return self._text_fit(column, kab)

    def _codes_fit(self, column: Column) -> float:
        known = self.share(lambda text: bool(self.codes(text, column.daftar)))
        if known == 0 and not self.many and self.share(lambda text: len(text) <= 3) > 0.9:
            return 0.4  # numbers that a codebook explains
        return known

    def codes(self, text: str, daftar: str) -> tuple[str, ...]:
        """The codes that a text names, alone or between marks; none when some part is unknown."""
        if code := synonyms.code_of(text, daftar):
            return (code,)
        for mark in MARKS:
            parts = [part.strip() for part in text.split(mark) if part.strip()]
            found = [synonyms.code_of(part, daftar) for part in parts]
            if len(parts) > 1 and all(found):
                return tuple(found)
        return ()

    def _text_fit(self, column: Column, kab: str | None) -> float:
        if column.bentuk in ("kabkota", "wilayah") or column.nama in ("nama_kab", "kab_domisili"):
            return self.share(lambda text: is_region(text, kab, "kabkota"))
        if column.nama.startswith("kecamatan"):
            return self.share(lambda text: is_region(text, kab, "kecamatan"))
        if column.nama == "nama":
            return self.share(lambda text: re.fullmatch(r"[^\d@;:/]{2,60}", text) is not None) * 0.9
        if column.identitas:
            return 0.9 if self.many or len(self.values) * 4 > self.rows else 0.4
        return 0.6


def profile(judul: str, cells: pa.ChunkedArray) -> Profile:
    """Counts the values of a column."""
    counts: Counter = Counter()
    found = cells.value_counts()
    empty = synonyms.empty_words()
    for text, count in zip(found.field("values").to_pylist(), found.field("counts").to_pylist(), strict=True):
        value = typed.decode(text)
        if (shown := as_text(value)) and shown.casefold() not in empty:
            counts[value] += count
    return Profile(judul, tuple(counts.most_common(_DISTINCT)), len(counts) > _DISTINCT)


def region(text: str, induk: str | None, tingkat: str) -> str | None:
    """A region by code or name, near the office first."""
    return wilayah.dotted(text, tingkat) or wilayah.named(text, induk, tingkat)


def is_region(text: str, induk: str | None, tingkat: str) -> bool:
    """Whether this may be a region; a kecamatan is looked up in its kab/kota later."""
    if tingkat == "kecamatan":
        return wilayah.normal(text) in _kecamatan_names()
    return bool(wilayah.bearers(text)) or region(text, induk, tingkat) is not None


@lru_cache(maxsize=1)
def yes_words() -> frozenset[str]:
    return frozenset(YA) | _said("ya")


@lru_cache(maxsize=1)
def no_words() -> frozenset[str]:
    return frozenset(TIDAK) | _said("tidak")


def _said(code: str) -> frozenset[str]:
    return frozenset(text.casefold() for text in synonyms.spoken(f"ya_tidak.{code}"))


@lru_cache(maxsize=1)
def _kecamatan_names() -> frozenset[str]:
    return frozenset(wilayah.normal(w.nama) for w in wilayah.table() if w.tingkat == "kecamatan")


def is_date(value) -> bool:
    """Whether a value is a date in some form; 2024 and 12 are not."""
    if isinstance(value, date | datetime):
        return True
    if isinstance(value, bool | int | float):
        return dates.of_serial(float(value), False, date.today()) is not None and value > 10_000
    return isinstance(value, str) and any(read(value) for read in _date_readers())


@lru_cache(maxsize=1)
def _date_readers() -> tuple:
    names = synonyms.month_names()
    return tuple(dates.reader((form,), names, date.today(), False) for form in CANDIDATES)
