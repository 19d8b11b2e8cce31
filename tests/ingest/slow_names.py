"""How names and NIK are made comparable, written the slow and obvious way."""

import re
import unicodedata
from datetime import date

from rekap import wilayah
from rekap.ingest.compiling import identity

NUMBERS = "01234567890123456789012345"


def name_words(nama: str) -> tuple[str, ...]:
    before_degree = nama.split(",")[0]
    plain = unicodedata.normalize("NFKD", before_degree).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z]+", re.sub(r"['`]", "", plain))
    while len(words) > 1 and words[0] in identity._TITLES:
        words = words[1:]
    for at in range(1, len(words)):
        if words[at] in identity._CHILD_OF:
            words = words[:at]
            break
    if all(len(word) == 1 for word in words) or identity._NOT_A_NAME & set(words):
        return ()
    old = any(pair in word for word in words for pair in ("oe", "dj", "tj", "sj"))
    return tuple(sorted(one_spelling(word, old) for word in words))


def one_spelling(word: str, old: bool) -> str:
    word = identity._WRITTEN_OUT.get(word, word)
    pairs = [("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"), *([("ch", "kh")] if old else [])]
    for written, meant in [*pairs, ("ph", "f"), ("v", "f"), ("q", "k"), ("x", "ks")]:
        word = word.replace(written, meant)
    return one_of_each(word)


def sound(word: str) -> str:
    return one_of_each(word.replace("y", "i"))


def one_of_each(word: str) -> str:
    return "".join(letter for at, letter in enumerate(word) if at == 0 or letter != word[at - 1])


def nik_status(raw, sex: str | None, born: date | None) -> tuple[str, str | None]:
    if raw is None:
        return "kosong", None
    digits = re.sub(r"[\s.\-']", "", raw) if isinstance(raw, str) else ""
    if not re.fullmatch(r"[0-9]{16}", digits):
        return "tidak_sah", None
    if digits == digits[0] * 16 or digits in NUMBERS or digits[-4:] == "0000":
        return "palsu", None
    day, month, year = int(digits[6:8]), int(digits[8:10]), digits[10:12]
    woman, day = day > 40, day - 40 if day > 40 else day
    known = wilayah.get(f"{digits[:2]}.{digits[2:4]}") is not None and digits[4:6] != "00"
    if not known or not any(is_date(int(century + year), month, day) for century in ("19", "20")):
        return "tidak_sah", None
    if sex and sex != ("P" if woman else "L"):
        return "tidak_sah", None
    same = [born.day == day, born.month == month, f"{born:%y}" == year] if born else [True] * 3
    if born and (born.day, born.month) == (1, 1):
        same = [same[2]] * 3
    return ("sah", digits) if sum(same) >= 2 else ("tidak_sah", None)


def is_date(year: int, month: int, day: int) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False
