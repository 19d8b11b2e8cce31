"""What waits until a person has looked: misplaced blocks of victims, and all that belongs to them."""

from collections.abc import Iterable, Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap import engines
from rekap.ingest import contract
from rekap.ingest.compiling import victim
from rekap.ingest.compiling.columns import Draft
from rekap.ingest.compiling.page import Page
from rekap.ingest.compiling.rules import KARANTINA
from rekap.ingest.mapping.cells import Fault

SHORTEST_BLOCK, BLOCK_CHANCE = 5, 0.001
WAITS = Fault("induk_dikarantina", "Kasus atau korbannya ditahan; baris ini menunggu bersamanya.")


def hold_blocks(con, page: Page, released: pa.Array) -> None:
    """Rows of one region under another's code stay out, whole, until the source has looked.

    Victims who were `released` before, and come again in a growing export, have been looked at.
    """
    for draft in (d for d in page.drafts if d.table.nama == "korban"):
        new = ~pc.is_in(draft.column("id_korban"), value_set=released).to_numpy(zero_copy_only=False)
        good = page.good(draft)
        con.register("draf_blok", victim.evidence(draft, good[new[good]]))
        params = {"terpendek": SHORTEST_BLOCK, "peluang": BLOCK_CHANCE}
        for block in engines.select_rows(con, engines.query_text("intake/blok_wilayah"), params):
            inside = (draft.first >= block["mulai"]) & (draft.first <= block["selesai"])
            own = pc.fill_null(pc.equal(draft.column("kode_kab"), block["kode_kab"]), False)
            entries = np.flatnonzero(inside & new & own.to_numpy(zero_copy_only=False))
            page.find(KARANTINA, draft, entries, "kode_kab", victim.block_fault(**block))
        con.unregister("draf_blok")
    page.settle()


def hold_families(pages: list[Page]) -> None:
    """A case waits whole when one of its victims does, and so does all that hangs on case or victim."""
    cases = _held(pages, "id_kasus")
    if not len(cases):
        return
    for page, draft in _drafts(pages):
        if draft.table.nama in ("korban", "kasus") or draft.table.induk == "kasus":
            _hold(page, draft, "id_kasus", cases)
    _settle(pages)
    victims = _held(pages, "id_korban")
    for page, draft in _drafts(pages):
        if "id_korban" in draft.table.kolom:
            _hold(page, draft, "id_korban", victims)
    _settle(pages)


def _held(pages: list[Page], name: str) -> pa.Array:
    """The cases or victims that have a row in quarantine."""
    found = [pa.array([], pa.string())]
    for page, draft in _drafts(pages):
        if draft.table.nama == "korban":
            entries = np.unique(draft.entry[page.held[draft.rows]])
            found.append(draft.column(name).take(pa.array(entries)))
    return pc.unique(pa.concat_arrays(found))


def _hold(page: Page, draft: Draft, name: str, held: pa.Array) -> None:
    mine = pc.is_in(draft.column(name), value_set=held, skip_nulls=True)
    entries = np.flatnonzero(mine.to_numpy(zero_copy_only=False))
    rows = draft.rows_of(entries)
    column = contract.all_tables()["korban"].kolom[name].dari
    page.find(KARANTINA, draft, entries, column, WAITS, rows[~page.held[rows]])


def _settle(pages: Iterable[Page]) -> None:
    for page in pages:
        page.settle()


def _drafts(pages: Iterable[Page]) -> Iterator[tuple[Page, Draft]]:
    for page in pages:
        yield from ((page, draft) for draft in page.drafts)
