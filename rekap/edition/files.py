"""Writing one edition file: its tables, their types, and the hash of what they contain."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd

from rekap import engines

# Files are small and many; DuckDB's own block of 256 KiB would make most of them air.
BLOCK_SIZE = 16_384

_COUNTS = (
    "korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi",
    "dinilai", "menunggu", "diterima", "diterima_terlayani",
)  # fmt: skip
TABLES = {
    "edisi": {
        "id": "varchar", "tier": "varchar", "lingkup": "varchar", "kosong": "integer", "tanggal_data": "date",
        "definisi": "varchar", "kebijakan": "varchar", "sintetis": "boolean", "tingkat": "varchar",
        "kode": "varchar",
    },
    "dim_wilayah": {
        "kode_wilayah": "varchar", "nama": "varchar", "tingkat": "varchar", "jenis": "varchar",
        "induk": "varchar", "kode_zona": "varchar", "contoh": "boolean", "urutan": "integer",
        "eksak": "boolean",
    },
    "dim_periode": {
        "periode": "varchar", "jenis_periode": "varchar", "tahun": "integer", "mulai": "date",
        "selesai": "date", "batas_layanan": "date", "urutan": "integer", "status": "varchar",
    },
    "dim_kelas": {"kelas": "varchar", "nilai": "varchar", "urutan": "integer"},
    "dim_sel": {
        "tingkat": "varchar", "jenis_periode": "varchar", "kelas_1": "varchar", "kelas_2": "varchar",
    },
    "kubus": {
        "tingkat": "varchar", "kode_wilayah": "varchar", "jenis_periode": "varchar", "periode": "varchar",
        "kelas_1": "varchar", "nilai_1": "varchar", "kelas_2": "varchar", "nilai_2": "varchar",
        **dict.fromkeys(_COUNTS, "integer"),
    },
    "pelaporan": {
        "kode_wilayah": "varchar", "periode": "varchar", "pelapor": "integer",
        "pelapor_diharapkan": "integer", "bulan_melapor": "integer", "bulan_diharapkan": "integer",
        "terakhir": "varchar",
    },
    "pelapor_belum": {
        "kode_kab": "varchar", "periode": "varchar", "sumber": "varchar", "terakhir": "varchar",
    },
    "nilai_terpublikasi": {
        "kode_wilayah": "varchar", "nama_wilayah": "varchar", "indikator": "varchar",
        "nama_indikator": "varchar", "tahun": "integer", "nilai": "double", "satuan": "varchar",
        "basis": "varchar", "sumber": "varchar", "catatan": "varchar",
    },
    "target": {
        "kode_wilayah": "varchar", "tahun": "integer", "basis": "varchar", "nilai": "double",
        "sumber": "varchar", "contoh": "boolean",
    },
    "pengecualian": {
        "kode_wilayah": "varchar", "tahun": "integer", "alasan": "varchar", "jumlah": "integer",
    },
}  # fmt: skip


class Unfinished(Exception):
    """The engine left something beside the file; it must not be published."""


@contextmanager
def new_file(path: Path, gudang: Path | None = None, plain: bool = False) -> Iterator:
    """A connection that fills `path` (as `hasil`) and, where given, reads the warehouse (as `gudang`).

    `plain` switches compression off, so that numbers stand in the bytes as they are: for the canary only.
    """
    con = engines.open_writer()
    try:
        con.execute(f"attach {_quoted(path)} as hasil (block_size {BLOCK_SIZE})")
        if gudang:
            con.execute(f"attach {_quoted(gudang)} as gudang (read_only)")
            con.execute("use gudang")
        if plain:
            con.execute("set force_compression = 'uncompressed'")
        for table, columns in TABLES.items():
            typed = ", ".join(f"{name} {kind}" for name, kind in columns.items())
            con.execute(f"create table hasil.{table} ({typed})")
        yield con
        con.execute("checkpoint hasil")
    finally:
        con.close()
    if path.with_name(f"{path.name}.wal").exists():
        raise Unfinished(f"{path.name} belum selesai ditulis")


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def fill(con, table: str, frame: pd.DataFrame) -> None:
    """Add rows to a table of the new file; a column that the frame lacks stays null."""
    con.register("_isi", frame)
    con.execute(f"insert into hasil.{table} by name from _isi")
    con.unregister("_isi")


def fill_from(con, table: str, query: str, params: dict) -> None:
    """Add the rows of one cube of the warehouse, without a detour through memory."""
    con.execute(f"insert into hasil.{table} by name {engines.query_text(query)}", params)


def content(path: Path) -> tuple[str, dict[str, int]]:
    """A hash of what the file says, whatever its bytes, and the number of rows of each table."""
    con = engines.open_reader(path)
    try:
        hashes, rows = [], {}
        for table in sorted(TABLES):
            lines = con.table(table).set_alias("t").project("sha256(cast(t as varchar)) as baris")
            ((count, digest),) = lines.aggregate(
                "count(*), coalesce(sha256(string_agg(baris, '' order by baris)), '')"
            ).fetchall()
            rows[table] = count
            hashes.append(f"{table}:{digest}")
        return hashlib.sha256("\n".join(hashes).encode()).hexdigest(), rows
    finally:
        con.close()


def columns(con) -> dict[str, list[str]]:
    """Every table and column that a file really has."""
    found: dict[str, list[str]] = {}
    for table, column in con.execute(
        "select table_name, column_name from duckdb_columns() where not internal order by all"
    ).fetchall():
        found.setdefault(table, []).append(column)
    return found


def texts(con) -> dict[str, list[str]]:
    """Every distinct text of a file, by table and column."""
    named = con.execute(
        "select table_name, column_name from duckdb_columns() where not internal and data_type = 'VARCHAR'"
    ).fetchall()
    return {
        f"{table}.{column}": [
            text for (text,) in con.table(table).project(f'"{column}"').distinct().fetchall() if text
        ]
        for table, column in named
    }
