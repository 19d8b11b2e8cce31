"""Which records of earlier hand-ins are no longer in force once a newer file of the same source has come.

A victim's records follow her registration. A file replaces what it says again; whether it also takes away
what it no longer says depends on whether it repeats a whole slice (unit and period) or only adds to it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from rekap.ingest import contract, in_force, moves
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
    """Records no longer in force (as table `digantikan` lands them), and how many victims they were."""

    rows: pa.Table
    korban: int
    tanpa_pengganti: int
    pindah: tuple[moves.Move, ...] = ()


def replaced(
    new: dict[str, pa.Table],
    earlier: tuple[Path, ...],
    periode: Span | None,
    tambahan: bool,
    bernomor: bool = True,
) -> Replaced:
    """What a file takes out of force among the earlier folders of its source.

    `periode` says that the file is whole for these months, `tambahan` that it only adds. `bernomor` is false
    where the source has no registration numbers, so that nothing can be recognised again.
    """
    old, said = in_force.victims(earlier), in_force.with_month(new["korban"])
    moved = moves.moved(old, said)
    moves.refuse_shared_numbers(moved, said, earlier, tambahan or periode is not None)
    victims, gone = _replaced_victims(said, old, periode, tambahan, bernomor)
    rows = [victims]
    for table in contract.all_tables().values():
        if table.kunci and not table.pembukuan and _stands_alone(table) and new[table.nama].num_rows:
            rows.append(_replaced_rows(table, new[table.nama], earlier, periode))
    return Replaced(pa.concat_tables(rows), victims.num_rows, gone, moves.many(moved))


def _stands_alone(table: Table) -> bool:
    """Whether a table's rows are replaced one by one, and not together with a victim."""
    return table.induk not in ("korban", "kasus") and table.nama not in _WITH_VICTIM


def _replaced_victims(
    said: pa.Table, old: pa.Table, periode: Span | None, tambahan: bool, bernomor: bool
) -> tuple[pa.Table, int]:
    again = pc.is_in(old["id_korban"], value_set=said["id_korban"].combine_chunks())
    inside = _covered(old, said, periode)
    if not tambahan and periode is None:
        if not bernomor and in_force.count(inside):
            raise SliceUnclear(_question(old.filter(inside), said, 0))
        # Where nothing of a unit is said again, the file only adds to what is known of it.
        repeated = pc.unique(old.filter(again)["kode_kab"])
        inside = pc.and_(inside, pc.is_in(old["kode_kab"], value_set=repeated))
    covered = again if tambahan else pc.or_(again, inside)
    known, whole = in_force.count(again), in_force.count(covered)
    if periode is None and known < WHOLE * whole:
        raise SliceUnclear(_question(old.filter(covered), said, known))
    rows = old.filter(covered)
    tabel = pa.repeat(pa.scalar("korban"), rows.num_rows)
    return pa.Table.from_arrays([rows["berkas"], tabel, rows["id_korban"]], schema=_SCHEMA), whole - known


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


def _question(old: pa.Table, said: pa.Table, known: int) -> str:
    first, last = pc.min_max(old["bulan"]).as_py().values()
    here = said.filter(pc.is_in(said["kode_kab"], value_set=pc.unique(old["kode_kab"])))
    return (
        f"untuk {named(old['kode_kab'])}, {first} s.d. {last}, sudah diterima {old.num_rows} registrasi; "
        f"berkas ini memuat {here.num_rows}, dan hanya {known} di antaranya sama. Bila berkas ini pengganti "
        "utuh, ulangi dengan --periode (misalnya --periode 2024-01..2024-03); bila hanya menambah atau "
        "memperbaiki sebagian, ulangi dengan --tambahan."
    )


def _replaced_rows(table: Table, new: pa.Table, earlier: tuple[Path, ...], periode: Span | None) -> pa.Table:
    """Earlier rows about the same thing, and with `periode` all of the months that the file is whole for."""
    day = table.potongan
    columns = list(dict.fromkeys(["berkas", "lembar", "baris", *table.kunci, *([day] if day else [])]))
    paths = [path for folder in earlier for path in in_force.in_force_files(folder, table.nama)]
    old = in_force.read(paths, columns)
    said = in_force.key_text(new, table.kunci)
    out = pc.is_in(in_force.key_text(old, table.kunci), value_set=said)
    if periode and day:
        written = pc.cast(old[day], pa.string())
        within = [one for one in pc.unique(written).to_pylist() if one and _within(one, periode)]
        out = pc.or_(out, pc.is_in(written, value_set=pa.array(within, pa.string())))
    rows = old.filter(out)
    place = in_force.key_text(rows, ("lembar", "baris"))
    tabel = pa.repeat(pa.scalar(table.nama), rows.num_rows)
    return pa.Table.from_arrays([rows["berkas"], tabel, place], schema=_SCHEMA)


def _within(moment: str, periode: Span) -> bool:
    """Whether a day, month, quarter or year lies wholly in these months."""
    kind = len(moment)
    first = periods.begins(moment if kind in (4, 8) else moment[:7])
    last = f"{first[:5]}{int(first[5:]) + {4: 11, 8: 2}.get(kind, 0):02}"
    return periode.mulai <= first and last <= periode.selesai
