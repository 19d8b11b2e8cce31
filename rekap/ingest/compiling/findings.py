"""What is said about rows: reasons and warnings by their place, never what a person's cell said."""

import re
from collections import defaultdict
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from rekap.ingest.compiling.rules import KARANTINA, PERINGATAN, TOLAK
from rekap.ingest.contract import normal
from rekap.ingest.mapping.cells import Fault
from rekap.ingest.reading.sheet_xml import column_letters

_HIDDEN = "Isinya (tidak ditampilkan)"
_LONGEST_SPELLING = 60
_LIKENESS = 0.8  # of two words, of which one is then taken for a misspelling of the other
_FEWEST_VICTIMS = 5  # whose rows share a spelling before it is taken for a word, and not for a person
_MOST_SPELLINGS = 200  # unknown ones in a sheet; where there are more, a column holds something else
TABEL = {TOLAK: "ditolak", KARANTINA: "dikarantina", PERINGATAN: "peringatan"}


@dataclass(frozen=True)
class Finding:
    """One reason or warning; `sel` is the address of the cell as a spreadsheet names it."""

    nama_berkas: str
    lembar: str
    baris: int
    sel: str
    kolom: str
    aturan: str
    pesan: str


class Findings:
    """Collects what is found in one sheet, one reason per row and column, until all of it is known."""

    def __init__(self, nama_berkas: str, lembar: str) -> None:
        self.nama_berkas, self.lembar = nama_berkas, lembar
        self._found: dict[tuple[str, int, str], tuple[Fault, int | None]] = {}

    def add(self, keparahan: str, baris: int, kolom: str, place: int | None, fault: Fault) -> None:
        """One reason per column is enough to mend it; of warnings every one is worth saying."""
        key = (keparahan, baris, kolom if keparahan == TOLAK else f"{kolom}|{fault.aturan}")
        self._found.setdefault(key, (fault, place, kolom))

    def rows(self, keparahan: str) -> set[int]:
        """Row numbers with at least one finding of this severity."""
        return {baris for kind, baris, _ in self._found if kind == keparahan}

    def unknown_spellings(self) -> bool:
        return any(fault.ejaan is not None for fault, *_ in self._found.values())

    def listed(self, keparahan: str, privacy: "Privacy") -> list[Finding]:
        """The findings of one severity by row; together they decide whether a spelling may be shown."""
        per_row: dict[int, int] = {}
        for kind, baris, _ in self._found:
            per_row[baris] = per_row.get(baris, 0) + (kind == TOLAK)
        said = self._rows_by_spelling()
        listed = []
        for (kind, baris, _), (fault, place, kolom) in sorted(
            self._found.items(), key=lambda item: item[0][1]
        ):
            if kind != keparahan:
                continue
            shown = ""
            if fault.ejaan is not None:
                several = per_row[baris] > 1 or len(said) > _MOST_SPELLINGS
                shown = privacy.shown(fault.ejaan, baris, several, said[fault.ejaan]) + " "
            sel = "" if place is None else f"{column_letters(place)}{baris}"
            listed.append(
                Finding(self.nama_berkas, self.lembar, baris, sel, kolom, fault.aturan, shown + fault.pesan)
            )
        return listed

    def _rows_by_spelling(self) -> dict[str, set[int]]:
        said = defaultdict(set)
        for (_, baris, _), (fault, *_) in self._found.items():
            if fault.ejaan is not None:
                said[fault.ejaan].add(baris)
        return said


@dataclass
class Privacy:
    """Decides whether a spelling that no list knows may be repeated in a message."""

    names: dict[int, str]
    name_words: set[str]
    vocabulary: frozenset[str]

    def shown(self, spelling: str, baris: int, several: bool, rows: set[int]) -> str:
        """An unknown spelling, unless it may be a person: in a shifted row names stand where codes should.

        Nobody's name is sure to be known here, so only what looks like a word of the lists is repeated, or
        what stands in the `rows` of many victims.
        """
        name = self.names.get(baris, "")
        shifted = several or re.search(r"\d", name) or normal(name) in self.vocabulary
        personal = (
            "@" in spelling or len(re.findall(r"\d", spelling)) > 5 or self.name_words & words_of(spelling)
        )
        victims = {normal(self.names.get(row, "")) for row in rows} - {""}
        known = len(victims) >= _FEWEST_VICTIMS or _like_known(spelling, self.vocabulary)
        hidden = shifted or personal or not known or len(spelling) > _LONGEST_SPELLING
        return _HIDDEN if hidden else f"'{spelling}'"


def words_of(text: str) -> set[str]:
    """Words of three letters or more, lower case."""
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


@lru_cache(maxsize=4096)
def _like_known(spelling: str, vocabulary: frozenset[str]) -> bool:
    """Whether every word is one that some list knows, or nearly; who misspells a word knows how it begins."""
    known, words = _words(vocabulary), normal(spelling).split()
    return bool(words) and all(
        get_close_matches(word, known.get(word[0], ()), 1, _LIKENESS) for word in words
    )


@lru_cache(maxsize=8)
def _words(vocabulary: frozenset[str]) -> dict[str, set[str]]:
    """The words of all lists by their first letter."""
    words = defaultdict(set)
    for word in (word for spelling in vocabulary for word in spelling.split()):
        words[word[0]].add(word)
    return words
