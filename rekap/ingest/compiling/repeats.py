"""What several rows say about one thing: the same once, what one leaves empty filled by another, never both.

Almost all keys are stated by one entry only; those few that are stated by several are looked at one by one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import contract
from rekap.ingest.compiling.columns import ARROW, Draft
from rekap.ingest.compiling.rules import TOLAK
from rekap.ingest.contract import Column, Table
from rekap.ingest.mapping.cells import Fault

_SHARED = ("sumber", "berkas", "lembar", "baris")
_PARTS = "korban_bagian_nama"


@dataclass
class Statement:
    """One entry of one draft, as a record that may be completed."""

    page: object
    draft: Draft
    entry: int
    place: tuple[int, int]  # order of its sheet, number of its first row
    record: dict


@dataclass
class Merged:
    """Records made of several entries, by the entry that stands first; the others give none of their own."""

    record: dict[tuple[int, int], dict] = field(default_factory=dict)
    absorbed: set[tuple[int, int]] = field(default_factory=set)


def reject_contradictions(pages: list) -> Merged:
    """Rows that contradict an earlier row about the same key are rejected; returns how the others merge.

    A row that is rejected for one table takes its other records with it, so this repeats until nothing moves.
    """
    while True:
        merged, before = Merged(), sum(int(page.bad.sum()) for page in pages)
        for table in contract.all_tables().values():
            if table.kunci and not _exploded(table):
                _merge_table(pages, table, merged)
        for page in pages:
            page.settle()
        if sum(int(page.bad.sum()) for page in pages) == before:
            return merged


def _merge_table(pages: list, table: Table, merged: Merged) -> None:
    stated = [
        (page, draft, page.good(draft)) for page in pages for draft in page.drafts if draft.table is table
    ]
    keys = [key_of(draft, table.kunci).take(pa.array(entries)).to_pandas() for _, draft, entries in stated]
    if not keys:
        return
    several = set(pd.concat(keys)[lambda key: key.duplicated(keep=False)])
    if not several:
        return
    groups = defaultdict(list)
    for order, ((page, draft, entries), own) in enumerate(zip(stated, keys, strict=True)):
        first = _first_good(page, draft)
        for at in np.flatnonzero(own.isin(several).to_numpy()):
            entry = int(entries[at])
            place = (order, first[entry])
            groups[own[at]].append(Statement(page, draft, entry, place, _record(draft, table, entry)))
    for group in groups.values():
        _merge_group(group, table, merged)


def _merge_group(group: list[Statement], table: Table, merged: Merged) -> None:
    reference, *others = sorted(group, key=lambda statement: statement.place)
    for other in others:
        wrong = [c for n, c in table.kolom.items() if _contradicts(reference.record[n], other.record[n], c)]
        aturan = "korban_bertentangan" if table.kelas == "korban" else "baris_bertentangan"
        pesan = f"Berbeda dari baris {reference.place[1]}, padahal nomornya sama. Samakan keduanya."
        for column in wrong:
            fault = Fault(aturan, pesan)
            other.page.find(TOLAK, other.draft, [other.entry], column.dari or column.nama, fault)
        if not wrong:
            _complete(table, reference.record, other.record)
            merged.absorbed.add((id(other.draft), other.entry))
    merged.record[id(reference.draft), reference.entry] = reference.record


def _contradicts(earlier, later, column: Column) -> bool:
    return earlier != later and earlier is not None and later is not None and not column.bila_beda


def _complete(table: Table, earlier: dict, later: dict) -> None:
    """Fill what was empty; where both may differ, the contract says which value wins."""
    for name, column in table.kolom.items():
        new = later[name]
        if new is None or new == earlier[name]:
            continue
        if earlier[name] is None or new == column.bila_beda:
            earlier[name] = new
        elif column.bila_beda == "terawal":
            earlier[name] = min(earlier[name], new)


def _record(draft: Draft, table: Table, entry: int) -> dict:
    return {name: draft.column(name)[entry].as_py() for name in table.kolom}


def key_of(draft: Draft, kunci: tuple[str, ...]) -> pa.Array:
    """The key of each entry as one text."""
    return key_text(draft.column(name) for name in kunci)


def key_text(columns: Iterable[pa.Array]) -> pa.Array:
    """Several columns as one text; an empty part is a part."""
    parts = [pc.cast(column, pa.string()) for column in columns]
    return pc.binary_join_element_wise(*parts, "|", null_handling="replace")


def _exploded(table: Table) -> bool:
    """One row per code of a cell that may hold several: such a table only lists."""
    return any(column.jamak for column in table.kolom.values())


def _first_good(page, draft: Draft) -> dict[int, int]:
    """The first good row of each entry."""
    good = ~page.bad[draft.rows]
    entries, places = np.unique(draft.entry[good], return_index=True)
    return dict(zip(entries.tolist(), draft.rows[good][places].tolist(), strict=True))


def records(pages: list, merged: Merged, context) -> tuple[dict[str, pa.Table], dict[str, pa.Table]]:
    """Records of every table as they land: of accepted rows, and of rows held in quarantine."""
    accepted, held = {}, {}
    for name, table in contract.all_tables().items():
        parts = [(page, draft) for page in pages for draft in page.drafts if draft.table is table]
        if name == _PARTS:
            parts = [(page, draft) for page in pages for draft in page.drafts if draft.table.nama == "korban"]
        for into, is_held in ((accepted, False), (held, True)):
            found = [_part(page, draft, table, merged, context, is_held) for page, draft in parts]
            into[name] = _landed(found, table)
    return accepted, held


def _part(page, draft: Draft, table: Table, merged: Merged, context, is_held: bool) -> pa.Table:
    """What one draft gives to one table; a keyed table takes an entry once, at its first row."""
    wanted = ~page.bad[draft.rows] & (page.held[draft.rows] == is_held)
    rows, entry = draft.rows[wanted], draft.entry[wanted]
    if table.kunci:
        entry, places = np.unique(entry, return_index=True)
        rows = rows[places]
        keep = [(id(draft), int(e)) not in merged.absorbed for e in entry] if merged.absorbed else slice(None)
        rows, entry = rows[keep], entry[keep]
        order = np.argsort(rows, kind="stable")
        rows, entry = rows[order], entry[order]
    at = pa.array(entry)
    length = len(entry)
    columns = {
        "sumber": pa.array([context.sumber] * length, pa.string()),
        "berkas": pa.array([context.berkas] * length, pa.string()),
        "lembar": pa.array([page.found.sheet.nama] * length, pa.string()),
        "baris": pa.array(rows, pa.int32()),
    }
    if table.nama == _PARTS:
        columns |= {
            "id_korban": draft.column("id_korban").take(at),
            "token_bagian": draft.column("token_bagian").take(at),
        }
        return _flat(pa.table(columns), "token_bagian")
    columns |= {name: draft.column(name).take(at) for name in table.kolom}
    part = pa.table(columns)
    if _exploded(table):
        return _flat(part, next(name for name, column in table.kolom.items() if column.jamak))
    return _with_merged(part, draft, entry, merged)


def _with_merged(part: pa.Table, draft: Draft, entry: np.ndarray, merged: Merged) -> pa.Table:
    """Put completed records in the place of the entries that they were made of."""
    changed = {
        at: merged.record[id(draft), e]
        for at, e in enumerate(entry.tolist())
        if (id(draft), e) in merged.record
    }
    if not changed:
        return part
    mask = np.zeros(part.num_rows, bool)
    mask[list(changed)] = True
    names = next(iter(changed.values()))
    for name in names:
        place = part.schema.get_field_index(name)
        kind = part.schema.field(place).type
        new = pa.array([record[name] for record in changed.values()], kind)
        column = pc.replace_with_mask(part.column(place).combine_chunks(), pa.array(mask), new)
        part = part.set_column(place, name, column)
    return part


def _flat(part: pa.Table, name: str) -> pa.Table:
    """One row per value of a column of lists."""
    lists = part.column(name).combine_chunks()
    flat = part.take(pc.list_parent_indices(lists))
    return flat.set_column(flat.schema.get_field_index(name), name, pc.list_flatten(lists))


def _landed(parts: list[pa.Table], table: Table) -> pa.Table:
    """All parts with the columns, types and defaults of the contract; a key lands once."""
    types = contract.tables()[table.nama]
    schema = pa.schema([(name, ARROW[kind]) for name, kind in types.items()])
    if not parts:
        return schema.empty_table()
    whole = pa.concat_tables([part.select(schema.names).cast(schema) for part in parts])
    for name, column in table.kolom.items():
        if column.bila_kosong:
            filled = pc.fill_null(whole.column(name), column.bila_kosong)
            whole = whole.set_column(whole.schema.get_field_index(name), name, filled)
    if _exploded(table) or table.nama == _PARTS:
        whole = _once(whole, table)
    return whole


def _once(whole: pa.Table, table: Table) -> pa.Table:
    keys = pa.table({name: whole.column(name) for name in table.kunci}).to_pandas()
    twice = keys.duplicated().to_numpy()
    return whole.filter(pa.array(~twice)) if twice.any() else whole
