"""Which column of an agency's layout is which of the contract: read from data/mappings, never from code.

A layout is recognised by its headings, wherever they stand below the title rows. All headings that a mapping
names must be there: a renamed NIK column must not load as 'nobody has a NIK'.
"""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from rekap import settings
from rekap.ingest import contract
from rekap.ingest.contract import Column, normal
from rekap.ingest.read_file import Book, Sheet

_HEADING_ROWS = 30


class MappingError(Exception):
    """A mapping file contradicts the contract; the message is for the person who edits it."""


class NotRecognised(Exception):
    """No mapping fits the file; the message names what is missing."""


@dataclass(frozen=True)
class Target:
    """What one sheet gives to one table: contract name -> accepted headings, and constants."""

    tabel: str
    kolom: dict[str, tuple[str, ...]]
    tetap: dict[str, str]
    bila_ada: tuple[str, ...]

    def column(self, name: str) -> Column:
        return contract.all_tables()[self.tabel].fillable()[name]


@dataclass(frozen=True)
class SheetLayout:
    """One sheet of a layout and the tables that it feeds; a CSV has one sheet without a name."""

    nama: str
    boleh_tidak_ada: bool
    abaikan: tuple[str, ...]
    target: tuple[Target, ...]

    def headings(self) -> list[tuple[str, ...]]:
        found = [names for target in self.target for names in target.kolom.values()]
        return list(dict.fromkeys(found))


@dataclass(frozen=True)
class Mapping:
    """One layout of one kind of agency."""

    nama: str
    arti: str
    jenis: str
    tanggal: tuple[str, ...]
    pemisah: str
    kosong: frozenset[str]
    ejaan: dict[str, dict[str, str]]
    lembar: tuple[SheetLayout, ...]

    def spellings(self, daftar: str) -> dict[str, str]:
        """Normalised spelling -> code: the codes and labels of the list, then what this layout writes."""
        known = {
            normal(text): code for code, label in contract.codes(daftar).items() for text in (code, label)
        }
        return {**known, **self.ejaan.get(daftar, {})}

    def vocabulary(self) -> frozenset[str]:
        """Every spelling that is a code of some list, and so nobody's name."""
        columns = [c for table in contract.all_tables().values() for c in table.fillable().values()]
        return frozenset().union(*(self.spellings(c.daftar) for c in columns if c.daftar)) - {""}


@dataclass(frozen=True)
class FoundSheet:
    """A sheet of a file in which the headings of a layout were found."""

    layout: SheetLayout
    sheet: Sheet
    heading_row: int
    position: dict[tuple[str, ...], int]
    unused: tuple[str, ...]

    def heading(self, names: tuple[str, ...]) -> str:
        """The heading as the file spells it."""
        return str(self.sheet.rows[self.heading_row][self.position[names]]).strip()


@dataclass(frozen=True)
class Match:
    """The mapping that fits a file, with the places of its headings."""

    mapping: Mapping
    sheets: tuple[FoundSheet, ...]
    unknown_sheets: int


def load_all(folder: Path = settings.MAPPINGS) -> tuple[Mapping, ...]:
    """Every mapping of a folder, checked against the contract."""
    return tuple(_mapping(path) for path in sorted(folder.glob("*.toml")))


def choose(book: Book, mappings: tuple[Mapping, ...]) -> Match:
    """The mapping all of whose headings are in the file; of several, the one that uses most of it."""
    tried = [_match(book, mapping) for mapping in mappings if mapping.jenis == book.jenis]
    fitting = [match for match, missing in tried if not missing]
    if fitting:
        return max(fitting, key=lambda match: sum(len(sheet.position) for sheet in match.sheets))
    if not tried:
        raise NotRecognised(f"Belum ada pemetaan untuk berkas {book.jenis.upper()}.")
    match, missing = min(tried, key=lambda pair: len(pair[1]))
    raise NotRecognised(
        f"Susunan kolom tidak dikenal. Paling mirip pemetaan {match.mapping.nama}, tetapi belum ada: "
        + "; ".join(missing)
        + "."
    )


def _match(book: Book, mapping: Mapping) -> tuple[Match, list[str]]:
    """Where a mapping's headings are, and the ones that are nowhere."""
    by_name = {normal(sheet.nama): sheet for sheet in book.sheets}
    found, missing = [], []
    for layout in mapping.lembar:
        sheet = by_name.get(normal(layout.nama)) if layout.nama else book.sheets[0]
        if layout.boleh_tidak_ada and (sheet is None or not sheet.rows):
            continue
        if sheet is None:
            missing.append(f"lembar {layout.nama}")
            missing += [names[0] for names in layout.headings()]
            continue
        placed, absent = _find_headings(layout, sheet)
        found.append(placed)
        missing += absent
    return Match(mapping, tuple(found), len(book.sheets) - len(found)), missing


def _find_headings(layout: SheetLayout, sheet: Sheet) -> tuple[FoundSheet, list[str]]:
    """The first row that has all headings, or else the row that has most of them."""
    where = f" (lembar {layout.nama})" if layout.nama else ""
    best = None
    for number, row in enumerate(sheet.rows[:_HEADING_ROWS] or [[]]):
        cells = [normal(str(cell)) for cell in row]
        position, absent = {}, []
        for names in layout.headings():
            places = [at for at, cell in enumerate(cells) if cell and cell in map(normal, names)]
            if len(places) == 1:
                position[names] = places[0]
            else:
                absent.append(names[0] + (" yang hanya sekali" if places else "") + where)
        if best is None or len(absent) < len(best[1]):
            known = {
                *position.values(),
                *(cells.index(normal(a)) for a in layout.abaikan if normal(a) in cells),
            }
            unused = tuple(cell for at, cell in enumerate(cells) if cell and at not in known)
            best = FoundSheet(layout, sheet, number, position, unused), absent
        if not absent:
            break
    return best


def _mapping(path: Path) -> Mapping:
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        return Mapping(
            nama=raw["nama"],
            arti=raw["arti"],
            jenis=raw["jenis"],
            tanggal=tuple(raw["tanggal"]),
            pemisah=raw.get("pemisah", ";"),
            kosong=frozenset(text.strip().casefold() for text in raw.get("kosong", ("",))) | {""},
            ejaan={name: _spellings(name, texts, path) for name, texts in raw.get("ejaan", {}).items()},
            lembar=tuple(_layout(sheet, path) for sheet in raw["lembar"]),
        )
    except (tomllib.TOMLDecodeError, KeyError) as error:
        raise MappingError(f"{path.name} tidak lengkap atau tidak dapat dibaca: {error}") from error


def _spellings(daftar: str, texts: dict[str, str], path: Path) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for text, code in texts.items():
        if code not in contract.codes(daftar):
            raise MappingError(f"{path.name}: kode {code} tidak ada dalam daftar {daftar}.")
        if spellings.setdefault(normal(text), code) != code:
            raise MappingError(f"{path.name}: ejaan {text} di daftar {daftar} menunjuk dua kode.")
    return spellings


def _layout(raw: dict, path: Path) -> SheetLayout:
    keys = raw.get("kunci", {})
    return SheetLayout(
        nama=raw.get("nama", ""),
        boleh_tidak_ada=raw.get("boleh_tidak_ada", False),
        abaikan=tuple(raw.get("abaikan", ())),
        target=tuple(_target(name, table, keys, path) for name, table in raw["tabel"].items()),
    )


def _target(name: str, raw: dict, keys: dict, path: Path) -> Target:
    """One table of a sheet; the sheet's keys go to every table that takes them."""
    table = contract.all_tables().get(name)
    if table is None:
        raise MappingError(f"{path.name}: tabel {name} tidak ada dalam kontrak.")
    fillable = table.fillable()
    kolom = {**{k: v for k, v in keys.items() if k in fillable}, **raw.get("kolom", {})}
    tetap, bila_ada = raw.get("tetap", {}), tuple(raw.get("bila_ada", ()))
    if unknown := [k for k in (*kolom, *tetap, *bila_ada) if k not in fillable]:
        raise MappingError(f"{path.name}: {name} tidak mempunyai isian {', '.join(unknown)}.")
    if lacking := [
        c.nama for c in fillable.values() if c.wajib and c.nama not in kolom and c.nama not in tetap
    ]:
        raise MappingError(f"{path.name}: {name} memerlukan {', '.join(lacking)}.")
    for column, value in tetap.items():
        if (daftar := fillable[column].daftar) and value not in contract.codes(daftar):
            raise MappingError(f"{path.name}: {value} tidak ada dalam daftar {daftar}.")
    headings = {k: (v,) if isinstance(v, str) else tuple(v) for k, v in kolom.items()}
    return Target(name, headings, tetap, bila_ada)
