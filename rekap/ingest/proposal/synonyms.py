"""What agencies and other countries call the columns and codes of the contract, and how alike names are."""

import csv
import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from rekap import settings
from rekap.ingest import contract
from rekap.ingest.contract import Column, normal

_EMPTY_WORDS = {
    "of", "the", "a", "an", "and", "in", "on", "at", "by", "for", "to", "dan", "yang", "untuk", "pada",
    "dengan", "di", "de", "da", "do", "del", "la", "el", "y", "e", "du", "des",
}  # fmt: skip
_GENERIC = {  # what many tables call some column of theirs
    "tanggal", "status", "jenis", "nilai", "hasil", "aktif", "nomor", "tempat", "bentuk", "peran", "bulan",
    "tahun", "periode", "kota", "tahap", "jumlah", "kecamatan", "waktu", "profesi", "dasar", "bidang",
    "basis", "indikator", "kelas", "diterima",
}  # fmt: skip
_OTHERS = {  # people who are not the victim
    "pelaku", "perpetrator", "suspect", "offender", "suspeito", "agresor", "agressor", "terlapor",
    "tersangka", "auteur", "pelapor", "reporter", "caller", "denunciante", "petugas", "staff", "pendamping",
    "ayah", "ibu", "wali", "father", "mother", "guardian", "saksi", "witness",
}  # fmt: skip
_NAMES = {
    "nama", "name", "nome", "nombre", "nom", "alamat", "address", "telepon", "telp", "phone", "hp", "email",
}  # fmt: skip
_SHORT = {
    "tgl": "tanggal", "nomor": "no", "number": "no", "num": "no", "número": "no", "numero": "no", "nº": "no",
    "kabupaten": "kab", "kec": "kecamatan", "jns": "jenis", "thn": "tahun",
}  # fmt: skip
_LIKE_ENOUGH = 0.8
_MISTYPED = 0.85  # short names come as near to a word of a code as 0.83: Rangga to tangga


@dataclass(frozen=True)
class Isian:
    """One column of one table that a file may fill."""

    tabel: str
    column: Column

    @property
    def nama(self) -> str:
        return f"{self.tabel}.{self.column.nama}"


@lru_cache(maxsize=1)
def fields() -> tuple[Isian, ...]:
    """Everything that a file may fill."""
    tables = contract.all_tables().items()
    return tuple(Isian(name, column) for name, table in tables for column in table.fillable().values())


@lru_cache(maxsize=1)
def _by_name() -> dict[str, Isian]:
    return {isian.nama: isian for isian in fields()}


def field(nama: str) -> Isian:
    """One of them, as 'tabel.kolom'."""
    return _by_name()[nama]


def heading_score(heading: str, isian: Isian) -> float:
    """How surely a heading means this column by its name alone, 0 to 1."""
    words = _words(heading)
    if not words or _is_about_others(words, isian) or isian.column.daftar and _NAMES & set(words):
        return 0.0
    return max((_alike(words, name) * weight for name, weight in _names(isian)), default=0.0)


def is_name(heading: str) -> bool:
    """Whether a heading asks for somebody's name, the victim's or another person's."""
    words = set(_words(heading))
    return bool(words & _NAMES) or bool(words) and words <= {*_OTHERS, "korban", "klien", "pasien", "victim"}


def part_score(heading: str, isian: Isian) -> float:
    """On a sheet named for its table the rest of a name is enough: 'Masuk' for tanggal_masuk."""
    words = set(_words(heading))
    if not words or isian.column.identitas:
        return 0.0
    names = [set(name) for name, _ in _names(isian)]
    return 1.0 if words in names else 0.75 if any(words < name for name in names) else 0.0


def sheet_names(tabel: str) -> tuple[str, ...]:
    """What a sheet with the rows of a table is called."""
    return _synonyms("tabel").get(tabel, ())


def _is_about_others(words: tuple[str, ...], isian: Isian) -> bool:
    """The age of a perpetrator is not the victim's, though a column may ask who the perpetrator is."""
    others = _OTHERS & set(words)
    return bool(others) and not any(others & set(name) for name, _ in _names(isian))


@lru_cache(maxsize=1024)
def _names(isian: Isian) -> tuple[tuple[tuple[str, ...], float], ...]:
    """The names of a column; one that many tables use means little by itself."""
    column = isian.column
    said = _synonyms("isian")
    own = [*said.get(isian.nama, ()), *said.get(column.nama, ())]
    names = {_words(text): 1.0 for text in own}
    for text in (column.nama, column.judul):
        names.setdefault(
            _words(text), 0.4 if column.nama in _GENERIC and text.casefold() == column.nama else 0.97
        )
    return tuple((words, weight) for words, weight in names.items() if words)


def code_of(text: str, daftar: str) -> str | None:
    """The code that a spelling means for sure: the list's own words and the known synonyms."""
    return _codes(daftar).get(normal(text))


@lru_cache(maxsize=4096)
def similar_code(text: str, daftar: str) -> tuple[str, float] | None:
    """The code whose spelling comes nearest, with its likeness; None when none comes near."""
    wanted = normal(text)
    best = max(
        ((SequenceMatcher(None, wanted, known).ratio(), code) for known, code in _codes(daftar).items()),
        default=(0.0, ""),
    )
    return (best[1], best[0]) if best[0] >= _LIKE_ENOUGH else None


@lru_cache(maxsize=128)
def _codes(daftar: str) -> dict[str, str]:
    known = {}
    for code, label in contract.codes(daftar).items():
        for text in (*_synonyms("nilai").get(f"{daftar}.{code}", ()), label, code):
            known[normal(text)] = code
    return {text: code for text, code in known.items() if text}


@lru_cache(maxsize=4096)
def is_code_word(word: str, daftar: str) -> bool:
    """Whether a word stands, well or badly spelled, in the spelling of some code of a list."""
    words = {known for text in _codes(daftar) for known in text.split()}
    return word in words or any(
        SequenceMatcher(None, word, known).ratio() >= _MISTYPED for known in words if len(known) > 4
    )


def spoken(untuk: str) -> tuple[str, ...]:
    """The synonyms of one code, as 'daftar.kode'."""
    return _synonyms("nilai").get(untuk, ())


def empty_words() -> frozenset[str]:
    """Words that mean that nothing was written."""
    return frozenset(text.casefold() for text in _synonyms("kosong")[""])


def month_names() -> dict[str, int]:
    """Month names of languages that a mapping has to list."""
    return {text: int(number) for number, texts in _synonyms("bulan").items() for text in texts}


@lru_cache(maxsize=4)
def _synonyms(jenis: str) -> dict[str, tuple[str, ...]]:
    with (settings.REFERENCE / "sinonim.csv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["jenis"] == jenis]
    return {row["untuk"]: tuple(text.strip() for text in row["sinonim"].split(";")) for row in rows}


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text)
    words = [_SHORT.get(word, word) for word in normal(apart).split()]
    return tuple(word for word in words if word not in _EMPTY_WORDS) or tuple(words)


def _alike(heading: tuple[str, ...], name: tuple[str, ...]) -> float:
    if heading == name:
        return 1.0
    extra, lacking = set(heading) - set(name), set(name) - set(heading)
    if not lacking:
        return max(0.9 - 0.08 * len(extra), 0.4) if len(name) > 1 else max(0.8 - 0.15 * len(extra), 0.3)
    if not extra and len(heading) > 1:
        return max(0.8 - 0.1 * len(lacking), 0.3)
    matcher = SequenceMatcher(None, " ".join(heading), " ".join(name))
    if matcher.quick_ratio() < _LIKE_ENOUGH:
        return 0.0
    ratio = matcher.ratio()
    return 0.92 * ratio if ratio >= _LIKE_ENOUGH else 0.0
