"""How the codes of a file are spelled: what is known, what looks alike, what no list knows; never a person.

Picks come with the proposal of their sheet, which holds the profiles of its columns.
"""

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from rekap.ingest import contract
from rekap.ingest.contract import normal
from rekap.ingest.proposal import synonyms
from rekap.ingest.proposal.assign import Pick
from rekap.ingest.proposal.profile import MARKS, Profile, is_region

HIDDEN = "(tidak ditampilkan)"
_LONGEST_SPELLING = 60
_SAID_OFTEN = 3  # rows; what so many say alike is an expression, not a slip
_TWO_WORDS = re.compile(r"[^\d@;:/,_]{2,}(?:\s[^\d@;:/,_]+)+")
_MOST_ALIKE = 100  # a column with more odd spellings than that holds no codes


def separators(picks: list[tuple[object, Pick]]) -> tuple[str, ...]:
    """The marks without which some cell of several codes cannot be read."""
    found = []
    for sheet, pick in picks:
        if pick.isian.column.jamak:
            texts = [text for text, _ in sheet.profiles[pick.judul].texts]
            daftar = pick.isian.column.daftar
            for mark in MARKS:
                whole = [text for text in texts if mark in text and not synonyms.code_of(text, daftar)]
                parts = [part.strip() for text in whole for part in text.split(mark)]
                if parts and any(synonyms.code_of(part, daftar) for part in parts):
                    found.append(mark)
    return tuple(dict.fromkeys(found)) or (";",)


def spellings(picks: list[tuple[object, Pick]]):
    """Spellings to add, spellings that look like a code, and those that no list knows, with their rows."""
    names = _name_words(picks)
    ejaan: dict[str, dict[str, str]] = {}
    alike, unknown = Counter(), Counter()
    for pick, part, count in _parts(picks):
        daftar = pick.isian.column.daftar
        if code := daftar and synonyms.code_of(part, daftar):
            if normal(part) not in _plain(daftar):
                ejaan.setdefault(daftar, {}).setdefault(part, code)
        elif not _may_show(part, 0 if synonyms.is_name(pick.judul) else count, daftar, names):
            unknown[pick.isian.nama, HIDDEN] += count
        elif near := daftar and len(alike) < _MOST_ALIKE and synonyms.similar_code(part, daftar):
            alike[daftar, part, *near] += count
        else:
            unknown[pick.isian.nama, part] += count
    ejaan = {daftar: _once(words) for daftar, words in ejaan.items()}
    mirip = [(*key, count) for key, count in alike.most_common()]
    return ejaan, mirip, [(*key, count) for key, count in unknown.most_common()]


def _parts(picks: list[tuple[object, Pick]]) -> Iterator[tuple[Pick, str, int]]:
    """Every spelling of a code, and every place that is no region, with its rows."""
    marks = re.compile("|".join(map(re.escape, separators(picks))))
    for sheet, pick in picks:
        column, one = pick.isian.column, sheet.profiles[pick.judul]
        for text, count in one.texts:
            if column.jamak and not synonyms.code_of(text, column.daftar):
                yield from ((pick, part.strip(), count) for part in marks.split(text) if part.strip())
            elif column.daftar or _is_lost_place(pick, text):
                yield pick, text, count


def _is_lost_place(pick: Pick, text: str) -> bool:
    return pick.isian.column.bentuk == "kabkota" and not pick.pola and not is_region(text, None, "kabkota")


@lru_cache(maxsize=128)
def _plain(daftar: str) -> frozenset[str]:
    """What a list knows without any mapping."""
    return frozenset(normal(text) for pair in contract.codes(daftar).items() for text in pair)


def _once(words: dict[str, str]) -> dict[str, str]:
    return dict({normal(text): (text, code) for text, code in words.items()}.values())


def _name_words(picks: list[tuple[object, Pick]]) -> set[str]:
    """Every word that stands in a column of names, whoever they are."""
    codes = {(id(sheet), pick.judul) for sheet, pick in picks if pick.isian.column.daftar}
    sheets = {id(sheet): sheet for sheet, _ in picks}.values()
    named = [
        one
        for sheet in sheets
        for one in sheet.profiles.values()
        if (id(sheet), one.judul) not in codes and (synonyms.is_name(one.judul) or _looks_like_names(one))
    ]
    return {word for one in named for text, _ in one.texts for word in _words(text)}


def _looks_like_names(one: Profile) -> bool:
    """Mostly different texts of two words and more without a digit: names, under whatever heading."""
    return len(one.values) * 2 > one.rows and one.share(_TWO_WORDS.fullmatch) > 0.5


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]{3,}", text.casefold())


def _may_show(text: str, count: int, daftar: str | None, names: set[str]) -> bool:
    """Whether a spelling is nobody's: short, no number, no word of a name; said often, or in known words."""
    if len(text) > _LONGEST_SPELLING or "@" in text or re.search(r"\d{6,}", re.sub(r"[\s.\-/]", "", text)):
        return False
    words = _words(text)
    if names & set(words):
        return False
    if count >= _SAID_OFTEN or not words and len(text) <= 3:
        return True
    return bool(daftar and words) and all(synonyms.is_code_word(word, daftar) for word in words)
