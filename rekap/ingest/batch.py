"""One file, compiled: every row is accepted whole, held in quarantine or rejected; nothing in between.

Sheets are read in the mapping's order, victims before what is done for them. Whole columns are read at once,
so that a million rows are a matter of seconds.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap import engines
from rekap.ingest import contract, derive, repeats, rules, slices, victim
from rekap.ingest.cells import Fault
from rekap.ingest.columns import Draft, Reader, combine
from rekap.ingest.findings import Finding, Findings, Privacy, words_of
from rekap.ingest.identity import Tokens
from rekap.ingest.mapping import FoundSheet, Match
from rekap.ingest.rules import INDUK, KARANTINA, PERINGATAN, TOLAK

SHORTEST_BLOCK, BLOCK_CHANCE = 5, 0.001


class RowsLost(Exception):
    """Rows in are not accepted plus held plus rejected: a defect, and reason enough to land nothing."""


@dataclass(frozen=True)
class Context:
    """What every rule may know beside the row."""

    sumber: str
    berkas: str
    nama_berkas: str
    key: bytes
    today: date
    covers: Callable[[str], bool]
    earlier: tuple[Path, ...] = ()


@dataclass(frozen=True)
class Batch:
    """What one file gives: records by table, those held back, findings, and how many rows went which way."""

    tables: dict[str, pa.Table]
    held: dict[str, pa.Table]
    findings: dict[str, list[Finding]]
    masuk: int
    diterima: int
    dikarantina: int
    ditolak: int


class Page:
    """One sheet on its way: which of its rows are still good, and what it gives."""

    def __init__(self, found: FoundSheet, context: Context) -> None:
        self.found = found
        self.rows = _data_rows(found)
        self.findings = Findings(context.nama_berkas, found.sheet.nama)
        size = found.sheet.cells.num_rows + 2
        self.bad, self.held = np.zeros(size, bool), np.zeros(size, bool)
        self.drafts: list[Draft] = []

    def find(self, keparahan: str, draft: Draft, entries, kolom: str, fault: Fault, only=None) -> None:
        """Say something about all rows of some entries that are good so far."""
        asal = draft.target.kolom.get(kolom)
        place = self.found.places(asal)[0] if asal and self.found.places(asal) else None
        heading = self.found.heading(asal) if place is not None else kolom
        rows = draft.rows_of(np.asarray(entries)) if only is None else only
        for baris in rows[~self.bad[rows]]:
            self.findings.add(keparahan, int(baris), heading, place, fault)

    def settle(self) -> None:
        """Rows with a reason against them are good no longer."""
        self.bad[list(self.findings.rows(TOLAK))] = True
        self.held[list(self.findings.rows(KARANTINA))] = True
        self.held &= ~self.bad

    def good(self, draft: Draft) -> np.ndarray:
        """Entries of a draft that at least one good row states."""
        return np.unique(draft.entry[~self.bad[draft.rows]])


def compile_rows(match: Match, context: Context) -> Batch:
    """Read every row of every mapped sheet; RowsLost when one of them is nowhere afterwards."""
    with engines.memory() as con:
        compilation = _Compilation(match, context, con)
        for page in compilation.pages:
            compilation.take(page)
        return compilation.finish()


def count_rows(match: Match) -> int:
    """Rows below the headings in which anything is written."""
    return sum(len(_data_rows(found)) for found in match.sheets)


class _Compilation:
    def __init__(self, match: Match, context: Context, con) -> None:
        self.match, self.context, self.con = match, context, con
        self.tokens = Tokens(con, context.key)
        self.pages = [Page(found, context) for found in match.sheets]

    def take(self, page: Page) -> None:
        """One sheet: cells, then places and identities, then the rules, then who of its victims stays."""
        moved = _moved_rows(page.found, page.rows)
        for baris, cells in moved.items():
            page.findings.add(TOLAK, baris, "", None, _moved_fault(cells, page.found))
        rows = page.rows[~np.isin(page.rows, list(moved))]
        reader = Reader(page.found, self.match.mapping, self.context.today, rows, self.context.berkas)
        page.drafts = [reader.draft(target) for target in page.found.layout.target]
        for draft in page.drafts:
            for entry, kolom, fault in draft.faults:
                page.find(TOLAK, draft, [entry], kolom, fault)
        page.settle()
        for draft in page.drafts:
            self._derive(page, draft)
        for draft in page.drafts:
            self._find_parents(page, draft)
            for rule, entries in rules.broken(self.con, draft, self.context.today):
                page.find(rule.keparahan, draft, entries, rule.kolom, Fault(rule.id, rule.pesan))
        self._find_twins(page)
        page.settle()
        self._find_blocks(page)

    def _derive(self, page: Page, draft: Draft) -> None:
        for found in derive.derive(draft, self.tokens, self.context.sumber, self.context.covers):
            only = draft.first[found.entri : found.entri + 1] if found.sekali else None
            page.find(found.keparahan, draft, [found.entri], found.kolom, found.fault, only)
        page.settle()

    def _find_parents(self, page: Page, draft: Draft) -> None:
        """The accepted record to which this belongs: of the same row, or of a sheet read before."""
        induk = draft.table.induk
        if induk is None:
            return
        kunci = contract.all_tables()[induk].kunci
        own = [(p, d) for p in self.pages for d in p.drafts if d.table.nama == induk]
        known = [repeats.key_of(d, kunci).take(pa.array(p.good(d))) for p, d in own]
        value_set = pa.concat_arrays([*known, self._landed_keys(induk)])
        at = pc.index_in(repeats.key_of(draft, kunci), value_set=value_set)
        if induk == derive.VICTIM:
            days = [d.column("tanggal_registrasi").take(pa.array(p.good(d))) for p, d in own]
            draft.derived[INDUK] = pa.concat_arrays([*days, pa.array([], pa.date32())]).take(at)
        if at.null_count:
            orphans = np.flatnonzero(at.is_null().to_numpy(zero_copy_only=False))
            column = draft.table.kolom[kunci[-1]]
            page.find(TOLAK, draft, orphans, column.dari or column.nama, _orphan_fault(induk))

    def _landed_keys(self, induk: str) -> pa.Array:
        """Institutions and meetings may have come earlier; a victim comes with what is done for her."""
        table = contract.all_tables()[induk]
        return slices.landed_keys(self.context.earlier if table.kelas == "kelembagaan" else (), table)

    def _find_twins(self, page: Page) -> None:
        """Rows that say exactly the same as an earlier one: accepted, and named."""
        if not page.drafts or not len(page.rows):
            return
        codes = []
        for draft in page.drafts:
            code = np.zeros(len(page.rows), np.int64)
            code[np.searchsorted(page.rows, draft.rows)] = draft.entry + 1
            codes.append(code)
        code, first = combine(codes, len(page.rows))
        for at in np.flatnonzero(first[code] != np.arange(len(code))):
            baris, earlier = int(page.rows[at]), int(page.rows[first[code[at]]])
            if not page.bad[baris]:
                pesan = f"Baris ini sama persis dengan baris {earlier}."
                page.findings.add(PERINGATAN, baris, "", None, Fault("baris_kembar", pesan))

    def _find_blocks(self, page: Page) -> None:
        """Rows of one region under another's code stay out, whole, until the source has looked."""
        for draft in (d for d in page.drafts if d.table.nama == "korban"):
            self.con.register("draf_blok", victim.evidence(draft))
            params = {"terpendek": SHORTEST_BLOCK, "peluang": BLOCK_CHANCE}
            blocks = engines.select_rows(self.con, engines.query_text("intake/blok_wilayah"), params)
            for block in blocks:
                fault = victim.block_fault(**block)
                inside = (draft.first >= block["mulai"]) & (draft.first <= block["selesai"])
                page.find(KARANTINA, draft, np.flatnonzero(inside), "kode_kab", fault)
        page.settle()

    def finish(self) -> Batch:
        """Reject what contradicts itself, hold what belongs to the held, and write the records."""
        defaults = repeats.reject_contradictions(self.pages)
        self._hold_children()
        tables, held = repeats.records(self.pages, defaults, self.context)
        masuk = count_rows(self.match)
        ditolak = sum(int(page.bad[page.rows].sum()) for page in self.pages)
        dikarantina = sum(int((page.held & ~page.bad)[page.rows].sum()) for page in self.pages)
        diterima = sum(int((~page.held & ~page.bad)[page.rows].sum()) for page in self.pages)
        if diterima + dikarantina + ditolak != masuk:
            raise RowsLost("Baris masuk tidak sama dengan diterima ditambah dikarantina ditambah ditolak.")
        return Batch(tables, held, self._listed(), masuk, diterima, dikarantina, ditolak)

    def _hold_children(self) -> None:
        held = set()
        for page, draft in self._drafts("korban"):
            ids = draft.column("id_korban").to_pylist()
            held |= {ids[entry] for entry in np.unique(draft.entry[page.held[draft.rows]])}
        if not held:
            return
        wanted = pa.array(sorted(held), pa.string())
        fault = Fault("induk_dikarantina", "Korbannya ditahan; baris ini menunggu bersamanya.")
        for page, draft in self._drafts():
            if "id_korban" in draft.table.kolom:
                mine = pc.is_in(draft.column("id_korban"), value_set=wanted)
                entries = np.flatnonzero(mine.to_numpy(zero_copy_only=False))
                rows = draft.rows_of(entries)
                page.find(KARANTINA, draft, entries, "no_korban", fault, rows[~page.held[rows]])
        for page in self.pages:
            page.settle()

    def _drafts(self, tabel: str | None = None):
        for page in self.pages:
            yield from ((page, draft) for draft in page.drafts if tabel in (None, draft.table.nama))

    def _listed(self) -> dict[str, list[Finding]]:
        privacy = [Privacy({}, set(), frozenset())] * len(self.pages)
        if any(page.findings.unknown_spellings() for page in self.pages):
            names = [_names(page) for page in self.pages]
            words = set().union(*(words_of(name) for found in names for name in found.values()))
            vocabulary = self.match.mapping.vocabulary()
            privacy = [Privacy(found, words, vocabulary) for found in names]
        return {
            kind: [
                f
                for page, own in zip(self.pages, privacy, strict=True)
                for f in page.findings.listed(kind, own)
            ]
            for kind in (TOLAK, KARANTINA, PERINGATAN)
        }


def _names(page: Page) -> dict[int, str]:
    """The name that stands in each row, so that no message repeats a word of it."""
    asal = next((t.kolom["nama"] for t in page.found.layout.target if "nama" in t.kolom), None)
    if asal is None:
        return {}
    at = pa.array(page.rows - 1)
    places = [
        page.found.sheet.cells.column(str(place)).take(at).to_pylist() for place in page.found.places(asal)
    ]
    texts = (" ".join(filter(None, cells)) for cells in zip(*places, strict=True))
    return dict(zip(page.rows.tolist(), texts, strict=True))


def _orphan_fault(induk: str) -> Fault:
    if induk == derive.VICTIM:
        return Fault("induk_tidak_ada", "Korban dengan nomor ini tidak ada di berkas, atau barisnya ditolak.")
    return Fault("induk_tidak_ada", f"Catatan {induk} yang dirujuk tidak ada, atau barisnya ditolak.")


def _data_rows(found: FoundSheet) -> np.ndarray:
    """Numbers, as a person sees them, of the rows below the headings in which anything is written."""
    part = found.sheet.cells.slice(found.first, found.until - found.first)
    written = np.zeros(part.num_rows, bool)
    for column in part.columns:
        if written.all():
            break
        written |= _written(column)
    rows = np.flatnonzero(written) + found.first + 1
    skipped = [row + 1 for row in found.skipped]
    return rows[~np.isin(rows, skipped)] if skipped else rows


def _written(column: pa.ChunkedArray) -> np.ndarray:
    """Cells that hold more than white space; most columns hold none that is only that."""
    filled = pc.greater(pc.fill_null(pc.binary_length(pc.utf8_trim_whitespace(column)), 0), 0)
    return filled.to_numpy()


def _moved_rows(found: FoundSheet, rows: np.ndarray) -> dict[int, int]:
    """Rows of another length than their headings, with that length: which cell is which is a guess."""
    width, cells = _width(found), found.sheet.cells
    moved = {}
    if found.sheet.lebar is not None:
        lengths = found.sheet.lebar.to_numpy(zero_copy_only=False)[rows - 1]
        moved |= {int(rows[at]): int(lengths[at]) for at in np.flatnonzero(lengths < width)}
    for place in range(width, cells.num_columns):
        beyond = _written(cells.column(str(place)))
        moved |= {int(row): place + 1 for row in rows[beyond[rows - 1]]}
    return moved


def _width(found: FoundSheet) -> int:
    """Cells in the row of headings; in a spreadsheet every row is as wide as the sheet."""
    lengths = found.sheet.lebar
    return found.sheet.cells.num_columns if lengths is None else lengths[found.heading_row].as_py()


def _moved_fault(cells: int, found: FoundSheet) -> Fault:
    pesan = f"Baris ini berisi {cells} sel, judulnya {_width(found)}; isinya mungkin bergeser."
    return Fault("kolom_bergeser", pesan)
