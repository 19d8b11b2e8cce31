"""Which records of earlier hand-ins are no longer in force once a newer file of the same source has come.

A victim's records follow her registration. A file replaces what it says again; whether it also takes away
what it no longer says depends on whether it repeats a whole slice (unit and period) or only adds to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rekap import wilayah
from rekap.ingest import contract, repeats
from rekap.ingest.contract import Table

_WITH_VICTIM = {"korban", "kasus", "korban_bagian_nama"}
WHOLE = 0.8  # a file that repeats this share of a slice is a new export of it
_SCHEMA = pa.schema([("berkas_lama", pa.string()), ("tabel", pa.string()), ("id", pa.string())])


class SliceUnclear(Exception):
    """A file overlaps an earlier one in a way that only a person can explain; the message says how."""


@dataclass(frozen=True)
class Span:
    """Months for which a file is all there is, both ends included, as TTTT-BB."""

    mulai: str
    selesai: str


def span(text: str) -> Span:
    """'2024', '2024-03' or '2024-01..2024-06'; ValueError with a sentence for anything else."""
    first, _, last = text.partition("..")
    ends = [_month(first, "01"), _month(last or first, "12")]
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
    victims, gone = _replaced_victims(new["korban"], _victims(earlier), periode, tambahan, bernomor)
    rows = [victims]
    for table in contract.all_tables().values():
        if table.kunci and not table.pembukuan and _stands_alone(table) and new[table.nama].num_rows:
            rows.append(_replaced_rows(table, new[table.nama], earlier, periode))
    return Replaced(pa.concat_tables(rows), victims.num_rows, gone)


def _stands_alone(table: Table) -> bool:
    """Whether a table's rows are replaced one by one, and not together with a victim."""
    return table.induk not in ("korban", "kasus") and table.nama not in _WITH_VICTIM


def landed_keys(folders: Iterable[Path], table: Table) -> pa.Array:
    """The keys of a table's rows in earlier files, as one text each."""
    paths = [path for folder in folders for path in in_force_files(folder, table.nama)]
    tables = [pq.read_table(path, columns=list(table.kunci)) for path in paths]
    keys = [repeats.key_text(column.combine_chunks() for column in part.columns) for part in tables]
    return pa.concat_arrays([*keys, pa.array([], pa.string())])


def _victims(folders: Iterable[Path]) -> pa.Table:
    """Registrations of earlier files that are in force, with the month in which they were made."""
    columns = ["berkas", "id_korban", "kode_kab", "tanggal_registrasi"]
    found = _read([path for folder in folders for path in in_force_files(folder, "korban")], columns)
    out = _read([folder / "digantikan.parquet" for folder in folders], ["berkas_lama", "tabel", "id"])
    out = out.filter(pc.equal(out["tabel"], "korban"))
    if out.num_rows:
        gone = repeats.key_text([out["berkas_lama"].combine_chunks(), out["id"].combine_chunks()])
        own = repeats.key_text([found["berkas"].combine_chunks(), found["id_korban"].combine_chunks()])
        found = found.filter(pc.invert(pc.is_in(own, value_set=gone)))
    return _with_month(found)


def _with_month(rows: pa.Table) -> pa.Table:
    return rows.append_column("bulan", pc.strftime(rows["tanggal_registrasi"], "%Y-%m"))


def in_force_files(folder: Path, tabel: str) -> list[Path]:
    """The files of a table that count: what was accepted, and what was held and has been released."""
    paths = [folder / f"{tabel}.parquet", folder / "karantina" / f"{tabel}.parquet"]
    return [path for path in paths[: 2 if is_released(folder) else 1] if path.exists()]


def is_released(folder: Path) -> bool:
    return (folder / "dilepas.json").exists()


def _read(paths: list[Path], columns: list[str]) -> pa.Table:
    tables = [pq.read_table(path, columns=columns) for path in paths if path.exists()]
    day = {"tanggal_registrasi": pa.date32()}
    empty = pa.schema([(name, day.get(name, pa.string())) for name in columns]).empty_table()
    return pa.concat_tables(tables) if tables else empty


def _replaced_victims(
    new: pa.Table, old: pa.Table, periode: Span | None, tambahan: bool, bernomor: bool
) -> tuple[pa.Table, int]:
    said = _with_month(new.select(["id_korban", "kode_kab", "tanggal_registrasi"]))
    again = pc.is_in(old["id_korban"], value_set=said["id_korban"].combine_chunks())
    covered = pc.or_(again, _covered(old, said, periode))
    known, missing = _count(again), _count(covered) - _count(again)
    if not tambahan and periode is None and (missing or not bernomor and _count(covered)):
        if not bernomor or 0 < known < WHOLE * _count(covered):
            raise SliceUnclear(_question(old.filter(covered), said, known))
        tambahan = not known  # nothing is said again: the file only adds
    if tambahan:
        covered, missing = again, 0
    rows = old.filter(covered)
    tabel = pa.repeat(pa.scalar("korban"), rows.num_rows)
    return pa.Table.from_arrays([rows["berkas"], tabel, rows["id_korban"]], schema=_SCHEMA), missing


def _count(mask) -> int:
    return pc.sum(mask).as_py() or 0


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
    places = pc.unique(old["kode_kab"]).to_pylist()
    where = wilayah.get(places[0]).nama if len(places) == 1 else f"{len(places)} kab/kota"
    first, last = pc.min_max(old["bulan"]).as_py().values()
    return (
        f"untuk {where}, {first} s.d. {last}, sudah diterima {old.num_rows} registrasi; berkas ini memuat "
        f"{said.num_rows}, dan hanya {known} di antaranya sama. Bila berkas ini pengganti utuh, ulangi "
        "dengan --periode (misalnya --periode 2024-01..2024-03); bila hanya menambah atau memperbaiki "
        "sebagian, ulangi dengan --tambahan."
    )


def _replaced_rows(table: Table, new: pa.Table, earlier: tuple[Path, ...], periode: Span | None) -> pa.Table:
    """Earlier rows about the same thing, and with `periode` all of the months that the file is whole for."""
    day = table.potongan
    columns = list(dict.fromkeys(["berkas", "lembar", "baris", *table.kunci, *([day] if day else [])]))
    paths = [path for folder in earlier for path in in_force_files(folder, table.nama)]
    old = _read(paths, columns)
    said = repeats.key_text(new[name].combine_chunks() for name in table.kunci)
    out = pc.is_in(repeats.key_text(old[name].combine_chunks() for name in table.kunci), value_set=said)
    if periode and day:
        month = pc.utf8_slice_codeunits(pc.cast(old[day], pa.string()), 0, 7)
        inside = pc.and_(
            pc.greater_equal(month, periode.mulai), pc.less_equal(month, periode.selesai)
        ).combine_chunks()
        out = pc.or_(out, pc.fill_null(inside, False))
    rows = old.filter(out)
    place = repeats.key_text([rows["lembar"].combine_chunks(), rows["baris"].combine_chunks()])
    tabel = pa.repeat(pa.scalar(table.nama), rows.num_rows)
    return pa.Table.from_arrays([rows["berkas"], tabel, place], schema=_SCHEMA)


def any_in_force(folders: Iterable[Path], ids: pa.ChunkedArray) -> bool:
    """Whether one of these victims counts already, from another file."""
    return _count(pc.is_in(_victims(folders)["id_korban"], value_set=ids.combine_chunks())) > 0
