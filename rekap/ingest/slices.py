"""Which records of earlier hand-ins are no longer in force once a newer file of the same source has come.

A victim's records follow her registration. A file replaces what it says again; whether it also takes away
what it no longer says depends on whether it repeats a whole slice (unit and period) or only adds to it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import contract, in_force, moves
from rekap.ingest.compiling.batch import Batch
from rekap.ingest.contract import Table
from rekap.ingest.mapping import periods
from rekap.ingest.moves import SliceUnclear, named

_WITH_VICTIM = {"korban", "kasus", "korban_bagian_nama"}
WHOLE = 0.8  # a file that repeats this share of a slice is a new export of it
_SCHEMA = pa.schema([("berkas_lama", pa.string()), ("tabel", pa.string()), ("id", pa.string())])


@dataclass(frozen=True)
class Span:
    """Months for which a file is all there is, both ends included, as TTTT-BB."""

    mulai: str
    selesai: str


def span(text: str) -> Span:
    """'2024', '2024-03' or '2024-01..2024-06'; ValueError with a sentence for anything else."""
    first, dots, last = text.partition("..")
    ends = [_month(first, "01"), _month(last if dots else first, "12")]
    if None in ends or ends[0] > ends[1]:
        raise ValueError(f"Periode {text!r} tidak dikenal. Tulis 2024, 2024-03, atau 2024-01..2024-06.")
    return Span(*ends)


def _month(text: str, month: str) -> str | None:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return f"{text}-{month}"
    return text if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text) else None


@dataclass(frozen=True)
class Replaced:
    """Records no longer in force (as table `digantikan` lands them), and how many victims they were.

    `bila_dilepas` are those that go once the rows held in quarantine are released; `tetap` counts victims who
    stay as an earlier file has them, because their new row was not accepted.
    """

    rows: pa.Table
    bila_dilepas: pa.Table
    korban: int
    tanpa_pengganti: int
    pindah: tuple[moves.Move, ...] = ()
    tetap: int = 0


def replaced(
    batch: Batch,
    earlier: tuple[Path, ...],
    periode: Span | None,
    tambahan: bool,
    bernomor: bool = True,
) -> Replaced:
    """What a file takes out of force among the earlier folders of its source.

    `periode` says that the file is whole for these months, `tambahan` that it only adds. `bernomor` is false
    where the source has no registration numbers, so that nothing can be recognised again.
    """
    new = batch.tables
    old, said = in_force.victims(earlier), in_force.with_month(new["korban"])
    stated = pa.concat_tables([said.select(batch.tertunda.schema.names), batch.tertunda])
    moved = moves.moved(old, said)
    moves.refuse_shared_numbers(moved, said, earlier, tambahan or periode is not None)
    covered, gone = _covered_victims(said, stated, old, periode, tambahan, bernomor)
    # Of whom the new row is not accepted, the earlier one is the best that is known.
    kept = pc.invert(_is_in(stated, "id_korban", said))
    kept = pc.is_in(old["id_korban"], value_set=stated.filter(kept)["id_korban"].combine_chunks())
    victims = _listed(old.filter(pc.and_(covered, pc.invert(kept))))
    held = _listed(old.filter(_is_in(old, "id_korban", batch.held["korban"])))
    rows = [
        victims,
        *_replaced_cases(new, earlier),
        *_replaced_of_institutions(new, earlier, periode, tambahan),
    ]
    return Replaced(
        pa.concat_tables(rows), held, victims.num_rows, gone, moves.many(moved), in_force.count(kept)
    )


def _listed(victims: pa.Table) -> pa.Table:
    tabel = pa.repeat(pa.scalar("korban"), victims.num_rows)
    return pa.Table.from_arrays([victims["berkas"], tabel, victims["id_korban"]], schema=_SCHEMA)


def _is_in(rows: pa.Table, name: str, others: pa.Table):
    return pc.is_in(rows[name], value_set=others[name].combine_chunks())


def _replaced_cases(new: dict[str, pa.Table], earlier: tuple[Path, ...]) -> Iterator[pa.Table]:
    """Cases that no victim takes with her: this file brings none of them, or the earlier file did not."""
    paths = [path for folder in earlier for path in in_force.in_force_files(folder, "korban")]
    pair = ("berkas", "id_kasus")
    brought = in_force.key_text(in_force.read(paths, list(pair)), pair)
    for table in contract.all_tables().values():
        if "kasus" not in (table.nama, table.induk) or not (said := new[table.nama]).num_rows:
            continue
        old = in_force.rows(earlier, table.nama, list(pair), ("id_kasus",))
        with_victim = pc.and_(
            _is_in(old, "id_kasus", new["korban"]),
            pc.is_in(in_force.key_text(old, pair), value_set=brought),
        )
        out = old.filter(pc.and_(_is_in(old, "id_kasus", said), pc.invert(with_victim)))
        tabel = pa.repeat(pa.scalar(table.nama), out.num_rows)
        yield pa.Table.from_arrays([out["berkas"], tabel, out["id_kasus"]], schema=_SCHEMA)


def _stands_alone(table: Table) -> bool:
    """Whether a table's rows are replaced one by one, and not together with a victim."""
    return table.induk not in ("korban", "kasus") and table.nama not in _WITH_VICTIM


def _covered_victims(
    said: pa.Table, stated: pa.Table, old: pa.Table, periode: Span | None, tambahan: bool, bernomor: bool
) -> tuple[pa.ChunkedArray, int]:
    """Which earlier registrations the file is about, and how many of them it no longer states."""
    again = _is_in(old, "id_korban", stated)
    inside = _covered(old, said, periode)
    if not tambahan and periode is None:
        if not bernomor and in_force.count(inside):
            raise SliceUnclear(_question(old.filter(inside), stated, 0, bernomor))
        # Of a unit's earlier files only those of which something is said again are restated by this one: the
        # others are another register of the same source, or months to which this file adds.
        register = in_force.key_text(old, ("kode_kab", "berkas"))
        repeated = pc.unique(register.filter(again))
        inside = pc.and_(inside, pa.chunked_array([pc.is_in(register, value_set=repeated)]))
    covered = again if tambahan else pc.or_(again, inside)
    known, whole = in_force.count(again), in_force.count(covered)
    if periode is None and known < WHOLE * whole:
        raise SliceUnclear(_question(old.filter(covered), stated, known, bernomor))
    return covered, whole - known


def _covered(old: pa.Table, said: pa.Table, periode: Span | None):
    """Earlier registrations of the units and months that the new file speaks about."""
    ends = said.group_by("kode_kab").aggregate([("bulan", "min"), ("bulan", "max")])
    at = pc.index_in(old["kode_kab"], value_set=ends["kode_kab"].combine_chunks())
    first, last = ends["bulan_min"].take(at), ends["bulan_max"].take(at)
    if periode:
        known = pc.is_valid(at)
        first, last = (pc.if_else(known, end, None) for end in (periode.mulai, periode.selesai))
    inside = pc.and_(pc.greater_equal(old["bulan"], first), pc.less_equal(old["bulan"], last))
    return pc.fill_null(inside, False)


def _question(old: pa.Table, stated: pa.Table, known: int, bernomor: bool) -> str:
    first, last = pc.min_max(old["bulan"]).as_py().values()
    here = stated.filter(pc.or_(_is_in(stated, "kode_kab", old), _is_in(stated, "id_korban", old)))
    return (
        f"untuk {named(old['kode_kab'])}, {first} s.d. {last}, sudah diterima {old.num_rows} registrasi; "
        f"berkas ini memuat {here.num_rows}, dan hanya {known} di antaranya sama. Bila berkas ini pengganti "
        f"utuh, ulangi dengan --periode (misalnya --periode {first}..{last}); bila hanya menambah"
        f"{' atau memperbaiki sebagian' if bernomor else ' orang yang belum pernah dikirim'}, ulangi dengan "
        "--tambahan."
    )


def _replaced_of_institutions(
    new: dict[str, pa.Table], earlier: tuple[Path, ...], periode: Span | None, tambahan: bool
) -> Iterator[pa.Table]:
    tables = [t for t in contract.all_tables().values() if t.kunci and not t.pembukuan and _stands_alone(t)]
    gone: dict[str, pa.Table] = {}
    for table in sorted(tables, key=lambda one: one.induk is not None):  # parents first
        parents = gone.get(table.induk, pa.table({}))
        if not new[table.nama].num_rows + parents.num_rows:
            continue
        old = _old_rows(table, earlier)
        out = _said_again(table, old, new[table.nama], periode, tambahan)
        if parents.num_rows:
            out = pc.or_(out, _orphaned(contract.all_tables()[table.induk], old, parents, new[table.induk]))
        gone[table.nama] = old.filter(out)
        place = in_force.key_text(gone[table.nama], ("lembar", "baris"))
        tabel = pa.repeat(pa.scalar(table.nama), len(place))
        yield pa.Table.from_arrays([gone[table.nama]["berkas"], tabel, place], schema=_SCHEMA)


def _old_rows(table: Table, earlier: tuple[Path, ...]) -> pa.Table:
    place, day = ("lembar", "baris"), [table.potongan] if table.potongan else []
    columns = list(dict.fromkeys(["berkas", *place, *table.kunci, *day]))
    return in_force.rows(earlier, table.nama, columns, place)


def _orphaned(induk: Table, old: pa.Table, parents: pa.Table, restated: pa.Table):
    """What came with a replaced parent goes with it, and what came apart when no parent takes its place."""
    own = ("berkas", *induk.kunci)
    together = pc.is_in(in_force.key_text(old, own), value_set=in_force.key_text(parents, own))
    known = in_force.key_text(parents, induk.kunci)
    ended = known.filter(pc.invert(pc.is_in(known, value_set=in_force.key_text(restated, induk.kunci))))
    return pc.or_(together, pc.is_in(in_force.key_text(old, induk.kunci), value_set=ended))


def _together(table: Table) -> tuple[str, ...]:
    """What is restated as a whole: all that its parent has of one day, or the one thing."""
    if table.induk is None:
        return table.kunci
    dated = [name for name in table.kunci if table.kolom[name].tipe == "date"]
    return tuple(dict.fromkeys([*contract.all_tables()[table.induk].kunci, *dated]))


def _said_again(table: Table, old: pa.Table, new: pa.Table, periode: Span | None, tambahan: bool):
    """Earlier rows about the same thing, and with `periode` all of the months that the file is whole for."""
    day, kunci = table.potongan, table.kunci if tambahan else _together(table)
    out = pc.is_in(in_force.key_text(old, kunci), value_set=in_force.key_text(new, kunci))
    if periode and day:
        written = pc.cast(old[day], pa.string())
        within = [one for one in pc.unique(written).to_pylist() if one and _within(one, periode)]
        out = pc.or_(out, pc.is_in(written, value_set=pa.array(within, pa.string())))
    return out


def _within(moment: str, periode: Span) -> bool:
    """Whether a day, month, quarter or year lies wholly in these months."""
    kind = len(moment)
    first = periods.begins(moment if kind in (4, 8) else moment[:7])
    last = f"{first[:5]}{int(first[5:]) + {4: 11, 8: 2}.get(kind, 0):02}"
    return periode.mulai <= first and last <= periode.selesai
