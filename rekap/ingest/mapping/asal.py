"""Where one contract column comes from: one heading, several joined, a part of one, or yes/no columns."""

import re
from dataclasses import dataclass

from rekap.ingest.contract import Column, codes, normal
from rekap.ingest.mapping.fault import Fault, MappingError
from rekap.ingest.reading.text import as_text
from rekap.ingest.reading.typed import CellError

YA = ("ya", "y", "yes", "1", "x", "v", "true", "✓", "✔", "√")
TIDAK = ("tidak", "t", "no", "n", "0", "-", "false", "")

POLA_TIDAK_COCOK = "pola_tidak_cocok"
BUKAN_YA_TIDAK = "bukan_ya_tidak"
WAJIB_KOSONG = "wajib_kosong"

_LONGEST_SEARCHED = 1_000  # a clumsy pattern must not stand still over a hostile cell

_KEYS = {
    "judul", "gabung", "dengan", "awalan", "akhiran", "pola", "boleh_tidak_cocok", "ya", "baris", "kosong",
    "ejaan",
}  # fmt: skip
_BELONGS = {
    "dengan": "gabung", "awalan": "gabung", "akhiran": "gabung", "boleh_tidak_cocok": "pola", "pola": "judul",
    "kosong": "judul", "ejaan": "judul",
}  # fmt: skip


@dataclass(frozen=True)
class Asal:
    """The headings that one contract column needs, and how their cells become one.

    `baris` means that the source numbers nothing: the caller gives the place of the row as the one cell.
    """

    judul: tuple[tuple[str, ...], ...]
    jenis: str = "judul"
    dengan: str = " "
    awalan: str = ""
    akhiran: str = ""
    pola: re.Pattern | None = None
    boleh_tidak_cocok: bool = False
    kosong: frozenset[str] = frozenset()
    ejaan: tuple[tuple[str, str], ...] = ()
    kode: tuple[str, ...] = ()
    nilai_ya: frozenset[str] = frozenset(YA)
    nilai_tidak: frozenset[str] = frozenset(TIDAK)
    jamak: bool = False
    wajib: bool = False

    @property
    def baris(self) -> bool:
        return self.jenis == "baris"

    @property
    def apa_adanya(self) -> bool:
        """Whether the cell goes to the parser as it is."""
        return self.jenis == "judul" and not (self.pola or self.kosong or self.ejaan)

    def cell(self, cells: tuple):
        """One raw cell from the cells of all headings, or the tuple of codes that are ticked, or a Fault."""
        if self.jenis == "gabung":
            return self._joined(cells)
        if self.jenis == "ya":
            return self._ticked(cells)
        return cells[0] if self.apa_adanya or self.baris else self._one(cells[0])

    def _joined(self, cells: tuple):
        if broken := next((cell for cell in cells if isinstance(cell, CellError)), None):
            return broken
        parts = [text for text in map(as_text, cells) if text and text.casefold() not in self.kosong]
        return self.awalan + self.dengan.join(parts) + self.akhiran if parts else None

    def _one(self, cell):
        text = as_text(cell)
        if not text or isinstance(cell, CellError):
            return cell
        if text.casefold() in self.kosong:
            return None
        if code := dict(self.ejaan).get(normal(text)):
            return code
        return self._part(text) if self.pola else cell

    def _part(self, text: str) -> str | Fault | None:
        found = self.pola.search(text) if len(text) <= _LONGEST_SEARCHED else None
        if found and found[1] and found[1].strip():
            return found[1].strip()
        if self.boleh_tidak_cocok:
            return None
        return Fault(
            POLA_TIDAK_COCOK, "Isi sel tidak memuat bagian yang dicari; tulis seperti baris lainnya."
        )

    def _ticked(self, cells: tuple):
        ticked = []
        for code, cell in zip(self.kode, cells, strict=True):
            text = as_text(cell).casefold()
            if text in self.nilai_ya:
                ticked.append(code)
            elif text not in self.nilai_tidak:
                return Fault(BUKAN_YA_TIDAK, "Harus ya atau tidak (kosong berarti tidak).", as_text(cell))
        found = tuple(dict.fromkeys(ticked))
        if not found and self.wajib:
            return Fault(WAJIB_KOSONG, "Wajib diisi, tetapi tidak satu pun bernilai ya.")
        if self.jamak:
            return found
        if len(found) > 1:
            return Fault(BUKAN_YA_TIDAK, "Hanya satu dari kolom-kolom ini boleh bernilai ya.")
        return found[0] if found else None


def only_known(raw: dict, known: set[str], where: str) -> None:
    """A mistyped key must not pass in silence: what it was meant to say would be lost."""
    if unknown := sorted(set(raw) - known):
        raise MappingError(f"{where}: kunci {', '.join(unknown)} tidak dikenal.")


def alternatives(raw, where: str) -> tuple[str, ...]:
    """One heading, or a list of spellings of the same heading."""
    names = (raw,) if isinstance(raw, str) else tuple(raw) if isinstance(raw, list) else ()
    if not names or not all(isinstance(name, str) and name.strip() for name in names):
        raise MappingError(f"{where}: judul harus teks, atau daftar teks.")
    return names


@dataclass(frozen=True)
class Words:
    """What a mapping calls yes, no and nothing; a word for nothing is an unticked box if an empty cell is."""

    ya: frozenset[str]
    tidak: frozenset[str]
    kosong: frozenset[str]

    @property
    def unticked(self) -> frozenset[str]:
        return self.tidak | (self.kosong - self.ya) if "" in self.tidak else self.tidak


def read(raw, column: Column, where: str, words: Words) -> Asal:
    """One entry of a mapping's `kolom`; `where` names it for the person who edits it."""
    if not isinstance(raw, dict):
        return Asal((alternatives(raw, where),))
    only_known(raw, _KEYS, where)
    kinds = [kind for kind in ("judul", "gabung", "ya", "baris") if kind in raw]
    if len(kinds) != 1:
        raise MappingError(f"{where}: tulis tepat satu dari judul, gabung, ya, atau baris.")
    for key, kind in _BELONGS.items():
        if key in raw and kind not in raw:
            raise MappingError(f"{where}: {key} hanya berlaku bersama {kind}.")
    return _READERS[kinds[0]](raw, column, where, words)


def _heading(raw: dict, column: Column, where: str, words: Words) -> Asal:
    return Asal(
        (alternatives(raw["judul"], where),),
        pola=_pattern(raw["pola"], where) if "pola" in raw else None,
        boleh_tidak_cocok=bool(raw.get("boleh_tidak_cocok", False)),
        kosong=words.kosong | {str(text).strip().casefold() for text in raw.get("kosong", ())},
        ejaan=_spellings(raw.get("ejaan", {}), column, where),
    )


def _joined(raw: dict, _column: Column, where: str, words: Words) -> Asal:
    if not isinstance(raw["gabung"], list) or not raw["gabung"]:
        raise MappingError(f"{where}: gabung harus daftar judul.")
    judul = tuple(alternatives(names, where) for names in raw["gabung"])
    glue = {key: str(raw[key]) for key in ("dengan", "awalan", "akhiran") if key in raw}
    return Asal(judul, "gabung", kosong=words.kosong, **glue)


def _ticks(raw: dict, column: Column, where: str, words: Words) -> Asal:
    if not column.daftar or not isinstance(raw["ya"], dict) or not raw["ya"]:
        raise MappingError(f'{where}: ya harus {{ "Judul kolom" = "kode" }} untuk isian berdaftar.')
    _check_codes(raw["ya"].values(), column, where)
    judul = tuple((heading,) for heading in raw["ya"])
    return Asal(
        judul, "ya", kode=tuple(raw["ya"].values()), nilai_ya=words.ya,
        nilai_tidak=words.unticked, jamak=column.jamak, wajib=column.wajib,
    )  # fmt: skip


def _row_number(raw: dict, column: Column, where: str, _words: Words) -> Asal:
    if raw["baris"] is not True or not column.identitas or column.tipe != "varchar":
        raise MappingError(f"{where}: baris = true hanya untuk isian nomor.")
    return Asal((), "baris")


_READERS = {"judul": _heading, "gabung": _joined, "ya": _ticks, "baris": _row_number}


def _pattern(text: str, where: str) -> re.Pattern:
    try:
        pattern = re.compile(text)
    except re.error as error:
        raise MappingError(f"{where}: pola tidak dapat dibaca ({error}).") from error
    if pattern.groups != 1:
        raise MappingError(f"{where}: pola harus memuat tepat satu kurung ( ).")
    return pattern


def _spellings(raw: dict, column: Column, where: str) -> tuple[tuple[str, str], ...]:
    if raw and (not column.daftar or column.jamak):
        raise MappingError(f"{where}: ejaan hanya untuk isian berdaftar yang bernilai satu.")
    _check_codes(raw.values(), column, where)
    return tuple((normal(text), code) for text, code in raw.items())


def _check_codes(values, column: Column, where: str) -> None:
    for code in values:
        if code not in codes(column.daftar):
            raise MappingError(f"{where}: kode {code} tidak ada dalam daftar {column.daftar}.")
