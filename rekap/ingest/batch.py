"""One file, row by row: every row is accepted whole or rejected with its reasons; nothing in between."""

from dataclasses import dataclass, field

from rekap.ingest import cells, contract, rules
from rekap.ingest.contract import Column, Table
from rekap.ingest.mapping import FoundSheet, Mapping, Match
from rekap.ingest.row import Context, Draft, Finding, Row, is_blank, words_of


class RowsLost(Exception):
    """Rows in are not accepted plus rejected: a defect, and reason enough to land nothing."""


@dataclass
class Batch:
    """What one file gives: records by table, findings, and how many rows went which way."""

    nama_berkas: str
    berkas: str
    mapping: Mapping
    context: Context
    tables: dict[str, list[dict]] = field(default_factory=lambda: {n: [] for n in contract.all_tables()})
    by_key: dict[tuple, dict] = field(default_factory=dict)
    rejected: list[Finding] = field(default_factory=list)
    warnings: list[Finding] = field(default_factory=list)
    diterima: int = 0
    ditolak: int = 0


def compile_rows(match: Match, nama_berkas: str, berkas: str, context: Context) -> Batch:
    """Take every row of every mapped sheet, in the mapping's order: victims before what is done for them."""
    batch = Batch(nama_berkas, berkas, match.mapping, context)
    for found in match.sheets:
        context.name_words.update(_name_words(found))
    for found in match.sheets:
        _take_sheet(batch, found)
    _finish(batch)
    if batch.diterima + batch.ditolak != count_rows(match):
        raise RowsLost(f"{nama_berkas}: baris masuk tidak sama dengan diterima ditambah ditolak.")
    return batch


def count_rows(match: Match) -> int:
    """Rows below the headings in which anything is written."""
    return sum(
        not _is_empty(row) for found in match.sheets for row in found.sheet.rows[found.heading_row + 1 :]
    )


def _is_empty(row: list) -> bool:
    return all(cell is None or isinstance(cell, str) and not cell.strip() for cell in row)


def _name_words(found: FoundSheet) -> set[str]:
    """Every word that is somebody's name in this sheet, so that no message repeats one."""
    at = _name_position(found)
    if at is None:
        return set()
    rows = found.sheet.rows[found.heading_row + 1 :]
    return set().union(*(words_of(str(row[at])) for row in rows if at < len(row)))


def _name_position(found: FoundSheet) -> int | None:
    return next((found.position[t.kolom["nama"]] for t in found.layout.target if "nama" in t.kolom), None)


def _take_sheet(batch: Batch, found: FoundSheet) -> None:
    plan = _Plan(batch, found)
    first = found.heading_row + 1
    for baris, row_cells in enumerate(found.sheet.rows[first:], first + 1):
        if _is_empty(row_cells):
            continue
        row = Row(batch.nama_berkas, found.sheet.nama, baris)
        if plan.has_moved(row_cells):
            pesan = f"Baris ini berisi {len(row_cells)} sel, judulnya {plan.width}; isinya mungkin bergeser."
            row.reject("", cells.Fault("kolom_bergeser", pesan))
        else:
            _read_row(batch, plan, row, row_cells)
        _accept_or_reject(batch, row)


class _Plan:
    """How the cells of one sheet are read: each column once, however many tables it feeds."""

    def __init__(self, batch: Batch, found: FoundSheet) -> None:
        self.found = found
        self.width = len(found.sheet.rows[found.heading_row])
        self.name_at = _name_position(found)
        wanted: dict[tuple[Column, int], int] = {}
        self.targets = []
        for target in found.layout.target:
            columns = [(name, (target.column(name), found.position[h])) for name, h in target.kolom.items()]
            picks = [(name, wanted.setdefault(column, len(wanted))) for name, column in columns]
            self.targets.append((target, picks))
        context = batch.context
        self.readers = [(cells.answers(c, batch.mapping, context.today), at) for c, at in wanted]

    def has_moved(self, row_cells: list) -> bool:
        """A row of another length than its headings: which cell belongs to which column is a guess."""
        return len(row_cells) < self.width or not _is_empty(row_cells[self.width :])


def _read_row(batch: Batch, plan: _Plan, row: Row, row_cells: list) -> None:
    """Read the cells of each table, and when all of them are sound let the rules look at them together."""
    row.name_cell = None if plan.name_at is None else row_cells[plan.name_at]
    read = [answers[row_cells[at]] for answers, at in plan.readers]
    drafts = []
    for target, picks in plan.targets:
        values = {name: read[at] for name, at in picks}
        if target.bila_ada and all(is_blank(values[name]) for name in target.bila_ada):
            continue
        draft = Draft(target, plan.found, values | target.tetap, row, batch.context)
        for name, value in values.items():
            if isinstance(value, cells.Fault):
                row.reject(draft.heading(name), value)
        drafts.append(draft)
    for draft in drafts:
        if not row.faults:
            rules.apply(draft)
    if not row.faults:
        _reject_contradictions(batch, row)


def _reject_contradictions(batch: Batch, row: Row) -> None:
    """A victim who returns in a later row must be the same; what one row leaves empty another may fill."""
    for draft, table, key, record in row.records:
        earlier = batch.by_key.get(key)
        if earlier is None:
            continue
        aturan = "korban_bertentangan" if table.kelas == "korban" else "baris_bertentangan"
        for name, column in table.kolom.items():
            pair = earlier.get(name), record.get(name)
            if pair[0] != pair[1] and None not in pair and not column.bila_beda:
                pesan = f"Berbeda dari baris {earlier['baris']}, padahal nomornya sama."
                draft.reject(column.dari or name, aturan, pesan)


def _accept_or_reject(batch: Batch, row: Row) -> None:
    if row.faults:
        batch.ditolak += 1
        batch.rejected += row.findings(batch.context)
        return
    batch.diterima += 1
    batch.warnings += row.warnings
    _, lembar, baris = row.place
    where = {"sumber": batch.context.sumber, "berkas": batch.berkas, "lembar": lembar, "baris": baris}
    for _, table, key, record in row.records:
        earlier = batch.by_key.get(key)
        if earlier is None:
            _store(batch, table, key, where | record)
        else:
            _merge(table, earlier, record)


def _store(batch: Batch, table: Table, key: tuple, record: dict) -> None:
    batch.tables[table.nama].append(record)
    if key:
        batch.by_key[key] = record
    if table.nama == "korban":
        batch.context.victims[record["id_korban"]] = record


def _merge(table: Table, earlier: dict, record: dict) -> None:
    """Fill what was empty; where both may differ, the contract says which value wins."""
    for name, column in table.kolom.items():
        new = record.get(name)
        if new is None or new == earlier.get(name):
            continue
        if earlier.get(name) is None or new == column.bila_beda:
            earlier[name] = new
        elif column.bila_beda == "terawal":
            earlier[name] = min(earlier[name], new)


def _finish(batch: Batch) -> None:
    """Write what an empty cell means, and the findings as tables of their own."""
    for table in contract.all_tables().values():
        defaults = {n: c.bila_kosong for n, c in table.kolom.items() if c.bila_kosong}
        for record in batch.tables[table.nama] if defaults else ():
            record.update({n: value for n, value in defaults.items() if record[n] is None})
    shared = {"sumber": batch.context.sumber, "berkas": batch.berkas}
    for tabel, findings in (("ditolak", batch.rejected), ("peringatan", batch.warnings)):
        batch.tables[tabel] = [shared | vars(finding) for finding in findings]
