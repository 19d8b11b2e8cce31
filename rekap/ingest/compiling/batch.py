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
from rekap.ingest import contract, in_force
from rekap.ingest.compiling import derive, quarantine, repeats, rules
from rekap.ingest.compiling.columns import Draft, Reader
from rekap.ingest.compiling.distinct import combine
from rekap.ingest.compiling.findings import Finding, Privacy, words_of
from rekap.ingest.compiling.identity import Tokens
from rekap.ingest.compiling.page import Page, data_rows, moved_fault, moved_rows
from rekap.ingest.compiling.rules import INDUK, KARANTINA, PERINGATAN, TOLAK
from rekap.ingest.mapping import Match
from rekap.ingest.mapping.cells import Fault

_NAMING = ("id_korban", "kode_kab")


class RowsLost(Exception):
    """Rows in are not accepted plus held plus rejected: a defect, and reason enough to land nothing."""


@dataclass(frozen=True)
class Context:
    """What every rule may know beside the row.

    `sidik` is the file's own fingerprint, the same each time it is read: it numbers rows without a number.
    """

    sumber: str
    berkas: str
    nama_berkas: str
    key: bytes
    today: date
    covers: Callable[[str], bool]
    earlier: tuple[Path, ...] = ()
    sidik: str = ""


@dataclass(frozen=True)
class Batch:
    """What one file gives: records by table, those held back, findings, and how many rows went which way.

    `tertunda` names the victims of rows that were held or rejected, where their number could be read.
    """

    tables: dict[str, pa.Table]
    held: dict[str, pa.Table]
    findings: dict[str, list[Finding]]
    masuk: int
    diterima: int
    dikarantina: int
    ditolak: int
    tertunda: pa.Table


def compile_rows(match: Match, context: Context) -> Batch:
    """Read every row of every mapped sheet; RowsLost when one of them is nowhere afterwards."""
    with engines.memory() as con:
        compilation = _Compilation(match, context, con)
        for page in compilation.pages:
            compilation.take(page)
        return compilation.finish()


def count_rows(match: Match) -> int:
    """Rows below the headings in which anything is written."""
    return sum(len(data_rows(found)) for found in match.sheets)


class _Compilation:
    def __init__(self, match: Match, context: Context, con) -> None:
        self.match, self.context, self.con = match, context, con
        self.tokens = Tokens(con, context.key)
        self.pages = [Page(found, context.nama_berkas) for found in match.sheets]

    def take(self, page: Page) -> None:
        """One sheet: cells, then places and identities, then the rules, then who of its victims stays."""
        moved = moved_rows(page.found, page.rows)
        for baris, cells in moved.items():
            page.findings.add(TOLAK, baris, "", None, moved_fault(cells, page.found))
        rows = page.rows[~np.isin(page.rows, list(moved))]
        reader = Reader(page.found, self.match.mapping, self.context.today, rows, self.context.sidik)
        page.drafts = [reader.draft(target) for target in page.found.layout.target]
        for draft in page.drafts:
            for entry, kolom, fault in draft.faults:
                page.find(TOLAK, draft, [entry], kolom, fault)
        page.settle()
        for draft in page.drafts:
            self._derive(page, draft)
        for draft in page.drafts:
            self._find_parents(page, draft)
            for one in rules.broken(self.con, draft, self.context.today, self._landed(draft.table)):
                page.find(
                    one.rule.keparahan, draft, one.entries, one.rule.kolom, Fault(one.rule.id, one.pesan)
                )
        self._find_twins(page)
        page.settle()
        quarantine.hold_blocks(self.con, page, in_force.released(self.context.earlier))

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
        landed = in_force.key_text(self._landed(contract.all_tables()[induk]), kunci)
        value_set = pa.concat_arrays([*known, landed])
        at = pc.index_in(repeats.key_of(draft, kunci), value_set=value_set)
        if induk == derive.VICTIM:
            days = [d.column("tanggal_registrasi").take(pa.array(p.good(d))) for p, d in own]
            draft.derived[INDUK] = pa.concat_arrays([*days, pa.array([], pa.date32())]).take(at)
        if at.null_count:
            orphans = np.flatnonzero(at.is_null().to_numpy(zero_copy_only=False))
            column = draft.table.kolom[kunci[-1]]
            page.find(TOLAK, draft, orphans, column.dari or column.nama, _orphan_fault(induk))

    def _landed(self, table: contract.Table) -> pa.Table:
        """Institutions and meetings may have come earlier; a victim comes with what is done for her."""
        return in_force.landed(self.context.earlier if table.kelas == "kelembagaan" else (), table)

    def _find_twins(self, page: Page) -> None:
        """Rows that say exactly the same as an earlier one: accepted, and named."""
        if not page.drafts or not len(page.rows):
            return
        codes = []
        for draft in page.drafts:
            code = np.zeros(len(page.rows), np.int64)
            code[np.searchsorted(page.rows, draft.rows)] = draft.entry + 1
            codes.append(code)
        says = np.logical_or.reduce(codes)
        code, first = combine(codes, len(page.rows))
        for at in np.flatnonzero(says & (first[code] != np.arange(len(code)))):
            baris, earlier = int(page.rows[at]), int(page.rows[first[code[at]]])
            if not page.bad[baris]:
                pesan = (
                    f"Baris ini sama persis dengan baris {earlier}; hapus salah satunya bila memang kembar."
                )
                page.findings.add(PERINGATAN, baris, "", None, Fault("baris_kembar", pesan))

    def finish(self) -> Batch:
        """Reject what contradicts itself, hold what belongs to the held, and write the records."""
        merged = self._reject_contradictions()
        quarantine.hold_families(self.pages)
        tables, held = repeats.records(self.pages, merged, self.context)
        masuk = count_rows(self.match)
        diterima, dikarantina, ditolak = map(sum, zip(*(page.verdicts() for page in self.pages), strict=True))
        if diterima + dikarantina + ditolak != masuk:
            raise RowsLost("Baris masuk tidak sama dengan diterima ditambah dikarantina ditambah ditolak.")
        return Batch(
            tables, held, self._listed(), masuk, diterima, dikarantina, ditolak, self._not_accepted()
        )

    def _not_accepted(self) -> pa.Table:
        found = [pa.table({name: pa.array([], pa.string()) for name in _NAMING})]
        for page in self.pages:
            for draft in (one for one in page.drafts if one.table.nama == derive.VICTIM):
                at = pa.array(np.unique(draft.entry[(page.bad | page.held)[draft.rows]]))
                found.append(pa.table({name: draft.column(name).take(at) for name in _NAMING}))
        whole = pa.concat_tables(found)
        return whole.filter(pc.is_valid(whole["id_korban"]))

    def _reject_contradictions(self) -> repeats.Merged:
        """A row that contradicts another goes, and what hangs on its records goes with it."""
        while True:
            before = self._rejected()
            merged = repeats.reject_contradictions(self.pages)
            if self._rejected() == before:
                return merged
            for page in self.pages:
                for draft in page.drafts:
                    self._find_parents(page, draft)
                page.settle()

    def _rejected(self) -> int:
        return sum(int(page.bad.sum()) for page in self.pages)

    def _listed(self) -> dict[str, list[Finding]]:
        privacy = [Privacy({}, set(), frozenset())] * len(self.pages)
        if any(page.findings.unknown_spellings() for page in self.pages):
            names = [page.names() for page in self.pages]
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


def _orphan_fault(induk: str) -> Fault:
    if induk == derive.VICTIM:
        pesan = "Korban dengan nomor ini tidak ada di berkas, atau barisnya ditolak."
    else:
        judul = contract.all_tables()[induk].judul.lower()
        pesan = f"Catatan {judul} yang dirujuk tidak ada, atau barisnya ditolak."
    return Fault("induk_tidak_ada", f"{pesan} Perbaiki nomornya, atau baris yang dirujuk itu.")
