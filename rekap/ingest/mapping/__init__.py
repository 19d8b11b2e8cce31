"""Which column of an agency's layout is which of the contract: read from mapping files, never from code.

A layout is recognised by its headings, wherever they stand below the title rows. All headings that a mapping
names must be there: a renamed NIK column must not load as 'nobody has a NIK'.
"""

from contextlib import suppress
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from rekap import settings
from rekap.ingest.contract import normal
from rekap.ingest.mapping import language
from rekap.ingest.mapping.asal import Asal
from rekap.ingest.mapping.extent import FoundSheet, cut
from rekap.ingest.mapping.fault import MappingError
from rekap.ingest.mapping.headings import find
from rekap.ingest.mapping.layout import Mapping, SheetLayout, Target
from rekap.ingest.reading.read_file import Book, Sheet

__all__ = [
    "Asal", "FoundSheet", "Mapping", "MappingError", "Match", "NotRecognised", "SheetLayout", "Target",
    "choose", "load_all", "office_folder",
]  # fmt: skip


_PROPOSE = "Usulan pemetaannya dapat dibuat dengan: python -m rekap petakan BERKAS --sumber ..."


class NotRecognised(Exception):
    """No mapping fits the file; the message names what is missing."""


@dataclass(frozen=True)
class Match:
    """The mapping that fits a file, with the places of its headings; `hidden` names unread hidden sheets."""

    mapping: Mapping
    sheets: tuple[FoundSheet, ...]
    unknown_sheets: int
    hidden: tuple[str, ...] = ()

    @property
    def skipped_rows(self) -> int:
        """Repeated headings and totals, which are nobody's row."""
        return sum(len(found.skipped) for found in self.sheets)


def office_folder() -> Path:
    """Where an office keeps its own mappings."""
    return settings.data_dir() / "pemetaan"


def load_all(folder: Path | None = None) -> tuple[Mapping, ...]:
    """The shipped mappings and the office's own, or all of one folder.

    An office's unfinished mapping must not stop every other file: it is kept with its complaint, and said
    when nothing else fits.
    """
    if folder is not None:
        return tuple(language.read(path) for path in sorted(folder.glob("*.toml")))
    return (*load_all(settings.MAPPINGS), *map(_own, sorted(office_folder().glob("*.toml"))))


def _own(path: Path) -> Mapping:
    try:
        return replace(language.read(path), milik_kantor=True)
    except MappingError as error:
        kept = Mapping(path.stem, "", "", (), (), frozenset(), {}, ())
        with suppress(MappingError):  # its questions apart it can be read, and may be the one for a file
            kept = language.read(path, reviewed=False)
        return replace(kept, milik_kantor=True, galat=str(error), sidik="")


def choose(book: Book, mappings: tuple[Mapping, ...]) -> Match:
    """The mapping all of whose headings are in the file; an office's own first, then that which uses most."""
    usable = [mapping for mapping in mappings if mapping.jenis == book.jenis and not mapping.galat]
    tried = [_match(book, mapping) for mapping in usable]
    fitting = [match for match, missing in tried if not missing]
    if fitting:
        return max(fitting, key=lambda match: (match.mapping.milik_kantor, _used(match)))
    unfinished = [mapping for mapping in mappings if mapping.galat]
    if meant := [mapping for mapping in unfinished if _is_for(book, mapping)]:
        raise NotRecognised(" ".join(f"Pemetaan kantor {m.nama} cocok, tetapi {m.galat}" for m in meant))
    told = f"{_PROPOSE}{_waiting(unfinished)}"
    if not tried:
        raise NotRecognised(f"Belum ada pemetaan untuk berkas {book.jenis.upper()}. {told}")
    raise NotRecognised(f"Susunan kolom tidak dikenal. {_nearest(tried)}{told}")


def _is_for(book: Book, mapping: Mapping) -> bool:
    match, missing = _match(book, mapping)
    return mapping.jenis == book.jenis and not missing and _used(match) > 0


def _nearest(tried: list[tuple[Match, list[str]]]) -> str:
    """What the most similar layout lacks; one of which less than half is there is not similar."""
    near = [(match, missing) for match, missing in tried if 2 * len(missing) <= _headings(match.mapping)]
    if not near:
        return ""
    match, missing = min(near, key=lambda pair: len(pair[1]))
    return f"Paling mirip pemetaan {match.mapping.nama}, tetapi belum ada: {'; '.join(missing)}. "


def _headings(mapping: Mapping) -> int:
    return sum(len(layout.headings()) for layout in mapping.lembar if not layout.boleh_tidak_ada)


def _waiting(unfinished: list[Mapping]) -> str:
    """Mappings for other files by name; the whole complaint about one that cannot be read."""
    broken = [f" Pemetaan kantor belum dapat dipakai: {m.galat}" for m in unfinished if not m.lembar]
    if names := [mapping.nama for mapping in unfinished if mapping.lembar]:
        broken.append(f" Pemetaan kantor yang belum selesai diperiksa: {', '.join(names)}.")
    return "".join(broken)


def _used(match: Match) -> int:
    return sum(len(found.position) for found in match.sheets)


def _match(book: Book, mapping: Mapping) -> tuple[Match, list[str]]:
    """Where a mapping's headings are, and the ones that are nowhere."""
    wanted: dict[int, list[SheetLayout]] = {}
    missing = []
    for layout in mapping.lembar:
        places = _sheets_of(layout, book)
        if not places and not layout.boleh_tidak_ada:
            missing += [f"lembar {layout.nama[0]}", *(names[0] for names in layout.headings())]
        for at in places:
            wanted.setdefault(at, []).append(layout)
    cut_sheets: dict[tuple[int, int], FoundSheet] = {}
    complaints: dict[SheetLayout, list[tuple[str, ...]]] = {}
    for at, layouts in wanted.items():
        places = find(layouts, book.sheets[at])
        whole = {layout: place for layout, place in places.items() if not place.absent}
        for found in cut(book.sheets[at], whole):
            cut_sheets[mapping.lembar.index(found.layout), at] = found
        for layout, place in places.items():
            if place.absent:
                complaints.setdefault(layout, []).append(place.absent)
    missing += _absent(complaints, {found.layout for found in cut_sheets.values()})
    used = {at for _, at in cut_sheets}
    hidden = tuple(s.nama for at, s in enumerate(book.sheets) if s.tersembunyi and at not in used)
    ordered = tuple(cut_sheets[key] for key in sorted(cut_sheets))
    return Match(mapping, ordered, len(book.sheets) - len(used), hidden), missing


def _absent(complaints: dict[SheetLayout, list[tuple[str, ...]]], found: set[SheetLayout]) -> list[str]:
    """Headings that are missing; a name with * may also meet sheets that are something else."""
    missing = []
    for layout, absent in complaints.items():
        if layout in found and any("*" in name for name in layout.nama):
            continue
        where = f" (lembar {layout.nama[0]})" if layout.nama else ""
        missing += [heading + where for heading in min(absent, key=len)]
    return missing


def _sheets_of(layout: SheetLayout, book: Book) -> list[int]:
    """The sheets that a layout means; a hidden one only when it is named in full."""
    visible = [at for at, sheet in enumerate(book.sheets) if not sheet.tersembunyi]
    if not layout.nama:
        return visible[:1]
    found = [
        at for at, sheet in enumerate(book.sheets) if any(_is_named(sheet, name) for name in layout.nama)
    ]
    return [at for at in found if not (layout.boleh_tidak_ada and _is_blank(book.sheets[at]))]


def _is_named(sheet: Sheet, name: str) -> bool:
    if "*" not in name:
        return normal(sheet.nama) == normal(name)
    return not sheet.tersembunyi and fnmatchcase(sheet.nama.strip().casefold(), name.strip().casefold())


def _is_blank(sheet: Sheet) -> bool:
    return all(column.null_count == len(column) for column in sheet.cells.itercolumns())
