"""Which date forms a file uses, told by its values; where day and month could be exchanged, it says so."""

import re
from dataclasses import dataclass
from datetime import date

from rekap.ingest.mapping import dates
from rekap.ingest.proposal import synonyms

_DAY_FIRST = (
    "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d %m %Y", "%d/%m/%y", "%d-%m-%y", "%d.%m.%y", "%d%m%Y",
)  # fmt: skip
_SPOKEN = {"%d": "HH", "%m": "BB", "%Y": "TTTT", "%y": "TT", "%B": "nama bulan"}
_TYPOS = 0.02  # so small a part is mistyped, and refused row by row
_SWAPPED = str.maketrans({"d": "m", "m": "d"})
_PLAIN = ("%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%d de %B de %Y", "%d-%B-%y", "%d %B %y", "%B %d, %Y")
CANDIDATES = (*_DAY_FIRST, *(form.translate(_SWAPPED) for form in _DAY_FIRST), *_PLAIN)


@dataclass(frozen=True)
class Forms:
    """The forms to list, month names to add, doubts as sentences, and values that no form reads."""

    tanggal: tuple[str, ...]
    bulan: dict[str, int]
    ragu: tuple[str, ...]
    tak_terbaca: frozenset[str] = frozenset()


def forms_of(values: list[str]) -> Forms:
    """The fewest forms that read these texts; the forms that need no listing are tried first."""
    today, names = date.today(), synonyms.month_names()
    values = list(dict.fromkeys(values))
    named = dates.reader((), names, today, False)
    left = [text for text in values if not dates.reader((), {}, today, False)(text)]
    numeric = [text for text in left if not named(text)]
    chosen, doubts = [], []
    for form in _DAY_FIRST:
        swapped = form.translate(_SWAPPED)
        one, other = _read_by(form, numeric), _read_by(swapped, numeric)
        only_one, only_other = one - other, other - one
        if not one | other:
            continue
        rarer, usual = sorted((len(only_one), len(only_other)))
        if rarer > _TYPOS * usual:
            doubts.append(
                f"tanggal: sebagian nilai hanya cocok dengan {spoken(form)}, "
                f"sebagian hanya dengan {spoken(swapped)}"
            )
        elif not usual:
            doubts.append(f"tanggal: tidak terbukti apakah {spoken(form)} atau {spoken(swapped)}")
        best = form if len(only_one) >= len(only_other) else swapped
        chosen.append(best)
        read = one if best == form else other
        left, numeric = ([text for text in texts if text not in read] for texts in (left, numeric))
    for form in _PLAIN:
        if read := _read_by(form, [text for text in left if not named(text)]):
            chosen.append(form)
            left = [text for text in left if text not in read]
    said = {word for text in values for word in re.findall(r"[^\W\d_]+", text.casefold())}
    used = {name: n for name, n in names.items() if name in said}
    plain = dates.reader(tuple(chosen), {}, today, False)
    bulan = used if any(not plain(text) and dates.reader(tuple(chosen), used, today, False)(text)
                        for text in values) else {}  # fmt: skip
    if left := [text for text in left if not dates.reader((), bulan, today, False)(text)]:
        if len(left) > _TYPOS * len(values) and all(text.isdecimal() and len(text) == 5 for text in left):
            return Forms(
                (*chosen, "serial1900"),
                bulan,
                (*doubts, "tanggal: ada angka lima angka; usulan membacanya sebagai hari menurut Excel"),
            )
        if len(left) > _TYPOS * len(values):
            return Forms(tuple(chosen), bulan, tuple(doubts), frozenset(left))
    return Forms(tuple(chosen), bulan, tuple(doubts))


def spoken(form: str) -> str:
    """A form as an office writes it: HH/BB/TTTT."""
    for sign, letters in _SPOKEN.items():
        form = form.replace(sign, letters)
    return form


def _read_by(form: str, values: list[str]) -> set[str]:
    read = dates.reader((form,), synonyms.month_names(), date.today(), False)
    return {text for text in values if read(text)}
