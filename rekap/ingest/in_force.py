"""What of the landed folders counts: accepted and released rows that no newer file has replaced."""

from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rekap.ingest import landing
from rekap.ingest.compiling import repeats
from rekap.ingest.contract import Table, all_tables


def in_force_files(folder: Path, tabel: str) -> list[Path]:
    """The files of a table that count: what was accepted, and what was held and has been released."""
    paths = [folder / f"{tabel}.parquet", folder / landing.HELD / f"{tabel}.parquet"]
    return [path for path in paths[: 2 if is_released(folder) else 1] if path.exists()]


def is_released(folder: Path) -> bool:
    return (folder / landing.RELEASE_FILE).exists()


def released(folders: Iterable[Path]) -> pa.Array:
    """The victims whom a person has let out of quarantine."""
    paths = [folder / landing.HELD / "korban.parquet" for folder in folders if is_released(folder)]
    return read(paths, ["id_korban"])["id_korban"].combine_chunks()


def landed(folders: Iterable[Path], table: Table) -> pa.Table:
    """The keys of a table's rows in earlier files, with the file that gave them."""
    place, columns = ("lembar", "baris"), ["berkas", *table.kunci]
    return rows(folders, table.nama, [*columns, *place], place).select(columns)


def rows(folders: Iterable[Path], tabel: str, columns: list[str], own: tuple[str, ...]) -> pa.Table:
    """Rows of a table that no newer file has replaced; `own` names what tells them apart in their file."""
    folders = tuple(folders)
    found = read([path for folder in folders for path in in_force_files(folder, tabel)], columns)
    out = _replacing(folders) if found.num_rows else None
    return _without(found, tabel, out, own) if out else found


def _without(found: pa.Table, tabel: str, out: pa.Table, own: tuple[str, ...]) -> pa.Table:
    gone = key_text(out.filter(pc.equal(out["tabel"], tabel)), ("berkas_lama", "id"))
    return found.filter(pc.invert(pc.is_in(key_text(found, ("berkas", *own)), value_set=gone)))


def key_text(rows: pa.Table, kunci: tuple[str, ...]) -> pa.Array:
    """The keys of these rows as one text each."""
    return repeats.key_text(rows[name].combine_chunks() for name in kunci)


def victims(folders: Iterable[Path]) -> pa.Table:
    """Registrations of earlier files that are in force, with the month in which they were made."""
    columns = ["berkas", "id_korban", "kode_kab", "tanggal_registrasi"]
    return with_month(rows(folders, "korban", columns, ("id_korban",)))


def with_month(rows: pa.Table) -> pa.Table:
    return rows.append_column("bulan", pc.strftime(rows["tanggal_registrasi"], "%Y-%m"))


def replacements(folder: Path, folders: Iterable[Path]) -> list[str]:
    """The files that have taken all victims of a folder out of force; none while one of them counts."""
    had = sum(pq.read_metadata(path).num_rows for path in in_force_files(folder, "korban"))
    out = _replacing(folders)
    own = pc.and_(pc.equal(out["tabel"], "korban"), pc.equal(out["berkas_lama"], folder.name))
    gone = out.filter(own)
    return pc.unique(gone["berkas"]).to_pylist() if had and gone.num_rows >= had else []


def is_used_up(folder: Path, folders: Iterable[Path]) -> bool:
    """Whether a folder without victims gave rows, and none of them counts any more."""
    given = [table for table in all_tables().values() if not table.pembukuan]
    given = [table for table in given if in_force_files(folder, table.nama)]
    if not given or any(table.nama == "korban" for table in given):
        return False
    return not any(_counting(folder, folders, table) for table in given)


def _counting(folder: Path, folders: Iterable[Path], table: Table) -> int:
    own = ("id_kasus",) if "kasus" in (table.nama, table.induk) else ("lembar", "baris")
    found = read(in_force_files(folder, table.nama), ["berkas", *own])
    return _without(found, table.nama, _replacing(folders), own).num_rows


def replacing(folder: Path, folders: Iterable[Path]) -> list[str]:
    """The files that have taken any record of a folder out of force."""
    out = _replacing(folders)
    return pc.unique(out.filter(pc.equal(out["berkas_lama"], folder.name))["berkas"]).to_pylist()


def _replacing(folders: Iterable[Path]) -> pa.Table:
    paths = [path for folder in folders for path in in_force_files(folder, "digantikan")]
    return read(paths, ["berkas", "berkas_lama", "tabel", "id"])


def read(paths: list[Path], columns: list[str]) -> pa.Table:
    tables = [pq.read_table(path, columns=columns) for path in paths if path.exists()]
    day = {"tanggal_registrasi": pa.date32()}
    empty = pa.schema([(name, day.get(name, pa.string())) for name in columns]).empty_table()
    return pa.concat_tables(tables) if tables else empty


def count(mask) -> int:
    return pc.sum(mask).as_py() or 0
