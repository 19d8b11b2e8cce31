"""Proposes a mapping for a file that none fits, from its headings and values; a person reviews what it says.

Codes are proposed only where a spelling is known; what merely looks alike is left as a comment. Of the values
of a file only spellings of codes are repeated, and none that may be a person's name or number.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest.contract import normal
from rekap.ingest.mapping.asal import TIDAK, YA
from rekap.ingest.mapping.extent import data_cells
from rekap.ingest.mapping.fault import MappingError
from rekap.ingest.mapping.headings import Grid
from rekap.ingest.proposal import date_forms, headings, profile, spellings, synonyms
from rekap.ingest.proposal.assign import Assigned, Pick, assign
from rekap.ingest.proposal.complete import complete, without_violence
from rekap.ingest.proposal.profile import Profile
from rekap.ingest.reading.read_file import Book, Sheet


class ProposalRefused(MappingError):
    """Nothing can be proposed for this file; the message says why."""


@dataclass
class SheetProposal:
    """What one sheet seems to hold; `constants` are values that every row shall have."""

    nama: str
    baris_judul: int
    assigned: Assigned
    profiles: dict[str, Profile]
    constants: dict[str, str] = field(default_factory=dict)
    row_numbers: bool = False
    below: headings.Below | None = None
    columns: dict[str, pa.ChunkedArray] = field(default_factory=dict)


@dataclass
class Proposal:
    """A mapping on its way: `perlu` are the questions without whose answer it must not be used."""

    nama: str
    jenis: str
    berkas: str
    sheets: list[SheetProposal]
    forms: date_forms.Forms
    pemisah: tuple[str, ...]
    kosong: tuple[str, ...]
    ya: tuple[str, ...]
    tidak: tuple[str, ...]
    ejaan: dict[str, dict[str, str]]
    mirip: list[tuple[str, str, str, float, int]]
    tidak_dikenal: list[tuple[str, str, int]]
    perlu: list[str]


def propose(book: Book, kode: str | None = None, lembar: str | None = None) -> Proposal:
    """A proposal for every sheet that has headings, or for the one that is named."""
    wanted = [s for s in book.sheets if (normal(s.nama) == normal(lembar) if lembar else not s.tersembunyi)]
    if not wanted:
        raise ProposalRefused(f"{book.nama_berkas}: lembar {lembar} tidak ada.")
    sheets = [found for sheet in wanted if (found := _sheet(sheet, kode))]
    if not sheets:
        raise ProposalRefused(
            f"{book.nama_berkas}: tidak ditemukan baris judul yang dikenal. Pastikan berkas mempunyai satu "
            "baris judul kolom, lalu ulangi; atau tulis pemetaannya dengan tangan."
        )
    perlu: list[str] = []
    for sheet in sheets:
        complete(sheet, kode, perlu)
    perlu += without_violence([sheet.assigned for sheet in sheets])
    picks = [(sheet, pick) for sheet in sheets for pick in sheet.assigned.picks.values()]
    dated = _date_columns(sheets, picks)
    forms = date_forms.forms_of(_date_texts(dated))
    ejaan, mirip, unknown = spellings.spellings(picks)
    used = _words_for_nothing(book)
    ya, tidak = _tick_words(sheets, picks)
    return Proposal(
        nama=slug(book.nama_berkas),
        jenis=book.jenis,
        berkas=book.nama_berkas,
        sheets=sheets,
        forms=forms,
        pemisah=spellings.separators(picks),
        kosong=used,
        ya=ya,
        tidak=tidak,
        ejaan=ejaan,
        mirip=mirip,
        tidak_dikenal=unknown,
        perlu=[*perlu, *forms.ragu, *_unread_dates(dated, forms.tak_terbaca)],
    )


def slug(nama_berkas: str) -> str:
    """A name for the mapping; long numbers, which may be somebody's, are left out."""
    stem = re.sub(r"\d{5,}", "", Path(nama_berkas).stem.casefold())
    return re.sub(r"[^a-z0-9]+", "_", stem).strip("_")[:60] or "usulan"


def _sheet(sheet: Sheet, kode: str | None) -> SheetProposal | None:
    grid = Grid(sheet)
    place = headings.heading_row(grid)
    if place is None:
        return None
    row, level = place
    titles = _titles(grid.headings(row, level))
    below = headings.next_table(grid, row)
    cells = data_cells(grid, row, level, titles, below and below.gap)
    profiles = [profile.profile(title, cells.column(at)) for at, title in enumerate(titles) if title]
    assigned = assign(profiles, sheet.nama, kode and kode[:2])
    if len(assigned.picks) + len(assigned.ticks) + len(assigned.done) < 2:
        return None
    columns = {title: grid.cells.column(at) for at, title in enumerate(titles) if title}
    by_title = {one.judul: one for one in profiles}
    return SheetProposal(sheet.nama, row, assigned, by_title, below=below, columns=columns)


def _titles(columns: list[list[str]]) -> list[str]:
    """How a mapping names each column: joined headings, and #2 where one stands twice."""
    titles = [" > ".join(parts) for parts in columns]
    seen: Counter = Counter()
    again = Counter(map(normal, titles))
    for at, title in enumerate(titles):
        seen[normal(title)] += 1
        if title and again[normal(title)] > 1:
            titles[at] = f"{title}#{seen[normal(title)]}"
    return titles


def _date_columns(sheets: list[SheetProposal], picks: list[tuple[SheetProposal, Pick]]):
    """The columns that are read as dates, each with its sheet, once."""
    of_picks = [(s, p.judul) for s, p in picks if p.isian.column.tipe in ("date", "timestamp")]
    wide = [(sheet, judul) for sheet in sheets for judul, _ in sheet.assigned.services]
    return list({(id(sheet), judul): (sheet, judul) for sheet, judul in [*of_picks, *wide]}.values())


def _date_texts(columns) -> list[str]:
    found = [value for sheet, judul in columns for value, _ in sheet.profiles[judul].values]
    return [value for value in found if isinstance(value, str)]


def _unread_dates(columns, unread: frozenset[str]) -> Iterator[str]:
    """In which column dates are that no form reads, and the first row; what stands there is not said."""
    for sheet, judul in columns if unread else ():
        count = sum(value in unread for value, _ in sheet.profiles[judul].values)
        below = sheet.columns[judul].slice(sheet.baris_judul + 1)
        first = pc.index(pc.is_in(below, pa.array(sorted(unread))), True).as_py()
        if count and first >= 0:
            where = f"lembar {sheet.nama}: " if sheet.nama else ""
            row = sheet.baris_judul + 2 + first
            yield f"{where}kolom {judul}: {count} bentuk tanggal belum terbaca, yang pertama di baris {row}"


def _words_for_nothing(book: Book) -> tuple[str, ...]:
    """The words for nothing that the file uses."""
    found: set[str] = set()
    for sheet in book.sheets:
        for column in sheet.cells.itercolumns():
            found |= {
                str(text).strip().casefold() for text in column.slice(0, 5_000).unique().to_pylist() if text
            }
    return ("", *sorted(found & synonyms.empty_words()))


def _tick_words(sheets: list[SheetProposal], picks: list[tuple[SheetProposal, Pick]]):
    """Words for yes and no beyond the usual ones."""
    ticked = [s.profiles[j] for s in sheets for words in s.assigned.ticks.values() for j in words]
    ticked += [sheet.profiles[judul] for sheet in sheets for judul, _ in sheet.assigned.done]
    ticked += [s.profiles[p.judul] for s, p in picks if p.isian.column.daftar == "ya_tidak"]
    said = {text.casefold() for one in ticked for text, _ in one.texts}
    return (
        tuple(sorted(said & (profile.yes_words() - set(YA)))),
        tuple(sorted(said & (profile.no_words() - set(TIDAK)))),
    )
