"""Turns an identity into keyed tokens; what goes in exists in memory only and is never part of a message.

Names are made comparable first (titles, spellings of Muhammad and Siti, old spelling), because a token of
another spelling is another token. NIK that cannot be a person's own are told apart from missing ones,
otherwise every '0000000000000000' would become one person.
"""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap import engines, wilayah

SAH, KOSONG, PALSU, TIDAK_SAH = "sah", "kosong", "palsu", "tidak_sah"
ANGKA = "angka"  # why a NIK is not valid, worth a sentence of its own

_SEPARATOR = "\x1f"  # cannot be typed into a cell, so 'a|b' + 'c' and 'a' + 'b|c' stay different

_TITLES = {
    "h", "hj", "haji", "hajjah", "kh", "ust", "ustad", "ustadz", "ny", "nyonya", "nn", "nona", "tn", "tuan",
    "sdr", "sdri", "an", "by", "bayi", "alm", "almh", "drs", "dra", "dr", "drg", "ir", "prof",
}  # fmt: skip
_CHILD_OF = {"bin", "binti", "bt", "bte"}
_WRITTEN_OUT = {
    **dict.fromkeys(
        ("m", "moh", "mohd", "muh", "muhd", "mhd", "mohamad", "mohamed", "muhamad", "muhamed", "moch", "moc",
         "mochamad", "mohammad", "mochammad", "muhammad", "mokhamad"),
        "muhamad",
    ),
    **dict.fromkeys(("st", "sti", "siti", "sitti"), "siti"),
    **dict.fromkeys(("abd", "abdul", "abdoel"), "abdul"),
}  # fmt: skip
_NOT_A_NAME = {"anonim", "anonym", "nn", "rahasia", "disamarkan", "samaran", "inisial", "korban"}
# Apostrophes belong to a word ("Nur'aini"); whatever else is no letter parts words.
_LETTERS = {n: None if chr(n) in "'`" else " " for n in range(128) if not chr(n).islower()}
_OLD_SPELLING = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("sj", "sy"))
_ONE_SOUND = (("ph", "f"), ("v", "f"), ("q", "k"), ("x", "ks"))


@dataclass(frozen=True)
class Names:
    """Tokens of names: of the whole, of how it sounds, and of each word (a list per name)."""

    nama: pa.Array
    fonetik: pa.Array
    bagian: pa.Array


class Tokens:
    """Makes tokens under one key, in SQL, on a connection that touches no disk.

    Each kind has its own prefix, so that tokens of two kinds never meet.
    """

    def __init__(self, con, key: bytes) -> None:
        self._con = con
        block = (hashlib.sha256(key).digest() if len(key) > 64 else key).ljust(64, b"\0")
        self._pads = {"ipad": bytes(b ^ 0x36 for b in block), "opad": bytes(b ^ 0x5C for b in block)}

    def of(self, kind: str, *parts: pa.Array | str) -> pa.Array:
        """A token for each row of the parts; null where a part is null."""
        texts = pc.binary_join_element_wise(*parts, _SEPARATOR) if len(parts) > 1 else parts[0]
        encoded = pc.binary_join_element_wise(f"{kind}|v1|", texts, "").dictionary_encode()
        numbers = pa.array(np.arange(len(encoded.dictionary), dtype=np.int32))
        self._con.register("teks_token", pa.table({"nomor": numbers, "teks": encoded.dictionary}))
        found = engines.select_arrow(self._con, engines.query_text("intake/token"), self._pads)
        self._con.unregister("teks_token")
        return found.column("token").combine_chunks().take(encoded.indices)

    def of_names(self, names: pa.Array) -> Names:
        """None for initials and 'anonim'."""
        encoded = names.dictionary_encode()
        split = [name_words(name) for name in encoded.dictionary.to_pylist()]
        whole = pa.array([" ".join(words) or None for words in split], pa.string())
        heard = pa.array([" ".join(sorted(map(sound, words))) or None for words in split], pa.string())
        words = pa.array([list(dict.fromkeys(words)) for words in split], pa.list_(pa.string()))
        parts = pa.ListArray.from_arrays(words.offsets, self.of("bagian", words.flatten()))
        at = encoded.indices
        return Names(self.of("nama", whole).take(at), self.of("fonetik", heard).take(at), parts.take(at))

    def of_birth(self, born: pa.Array, sex: pa.Array, kode_kab: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Of the birthday, and of birth year, sex and kab/kota.

        1 January stands for 'day unknown': it is no agreement on a birthday, only on a year.
        """
        unknown = pc.and_(pc.equal(pc.month(born), 1), pc.equal(pc.day(born), 1))
        day = pc.if_else(unknown, None, pc.cast(born, pa.string()))
        year = pc.cast(pc.year(born), pa.string())
        return self.of("lahir", day), self.of("lahir_jk_kab", year, sex, kode_kab)


def name_words(nama: str) -> tuple[str, ...]:
    """The words of a name in the one spelling that is compared, sorted; empty when it names nobody."""
    plain = nama.partition(",")[0].lower()  # a degree may follow
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    words = plain.translate(_LETTERS).split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    # The father's name is not part of the person's own; a leading 'binti' leaves nothing before it.
    father = next((at for at, word in enumerate(words) if at and word in _CHILD_OF), len(words))
    words = words[:father]
    if all(len(word) == 1 for word in words) or _NOT_A_NAME & set(words):
        return ()
    old = any(map(_is_old, words))
    return tuple(sorted([_one_spelling(word, old) for word in words]))


@lru_cache(maxsize=65536)
def _is_old(word: str) -> bool:
    return any(pair in word for pair, _ in _OLD_SPELLING)


@lru_cache(maxsize=65536)
def _one_spelling(word: str, old: bool) -> str:
    word = _WRITTEN_OUT.get(word, word)
    for written, meant in _OLD_SPELLING + ((("ch", "kh"),) if old else ()) + _ONE_SOUND:
        word = word.replace(written, meant)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """How a normalised word sounds: i and y are one."""
    return re.sub(r"(.)\1+", r"\1", word.replace("y", "i"))


def nik_status(raw, jenis_kelamin: str | None, lahir: date | None) -> tuple[str, str | None]:
    """Whether this can be the person's own NIK, and if so its 16 digits.

    A number instead of text is never trusted: spreadsheets keep 15 digits and write a 0 for the last one.
    """
    if raw is None:
        return KOSONG, None
    if not isinstance(raw, str):
        return TIDAK_SAH, None
    digits = raw if raw.isdigit() else re.sub(r"[\s.\-']", "", raw)
    if not (len(digits) == 16 and digits.isascii() and digits.isdigit()):
        return TIDAK_SAH, None
    if _is_placeholder(digits):
        return PALSU, None
    born = _birth_in(digits)
    region = wilayah.get(f"{digits[:2]}.{digits[2:4]}")
    if region is None or digits[4:6] == "00" or born is None:
        return TIDAK_SAH, None
    return (SAH, digits) if _agrees(born, jenis_kelamin, lahir) else (TIDAK_SAH, None)


def _is_placeholder(digits: str) -> bool:
    counting = "01234567890123456789012345"
    return len(set(digits)) == 1 or digits in counting or digits.endswith("0000")


def _birth_in(digits: str) -> tuple[str, int, int, int] | None:
    """Sex, day, month and two-digit year that a NIK states; women have 40 added to the day."""
    day, month, year = int(digits[6:8]), int(digits[8:10]), int(digits[10:12])
    sex = "P" if day > 40 else "L"
    day -= 40 if sex == "P" else 0
    try:
        date(2000 if year % 4 == 0 else 2001, month, day)
    except ValueError:
        return None
    return sex, day, month, year


def _agrees(born: tuple[str, int, int, int], jenis_kelamin: str | None, lahir: date | None) -> bool:
    """Whether a NIK can belong to someone of this sex and birth date; a child's mother's NIK cannot.

    One wrong part of a typed birth date is forgiven; of 1 January only the year is meant.
    """
    sex, *written = born
    if jenis_kelamin and jenis_kelamin != sex:
        return False
    if lahir is None:
        return True
    stated = [lahir.day, lahir.month, lahir.year % 100]
    if stated[:2] == [1, 1]:
        return stated[2] == written[2]
    return sum(a == b for a, b in zip(stated, written, strict=True)) >= 2
