"""DuckDB and, for the shared SQL, Spark: run a SELECT, make a table from a SELECT."""

from pathlib import Path

import duckdb
import pandas as pd

from rekap import settings

_SEALED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
_READER = {
    **_SEALED,
    "enable_external_access": "false",
    "python_enable_replacements": "false",
    "memory_limit": "512MB",
    "threads": "2",
    "temp_directory": "",
    "max_temp_directory_size": "0MB",
}

Error = duckdb.Error


def open_writer(path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A connection for the vault side: reads landed files, writes one database."""
    return duckdb.connect(str(path), config=_SEALED)


def open_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """A locked read-only connection to one edition file: no other file, no extension, no setting."""
    con = duckdb.connect(str(path), read_only=True, config=_READER)
    con.execute("set lock_configuration = true")
    return con


def query_text(name: str) -> str:
    """The text of queries/<name>.sql, for example 'reports/cakupan_per_wilayah'."""
    return (settings.QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def select(con, sql: str, params: dict | None = None) -> pd.DataFrame:
    """Rows of one SELECT. Every call has a cursor of its own, so that threads may share `con`."""
    cursor = con.cursor()
    try:
        return cursor.execute(sql, params or {}).df()
    finally:
        cursor.close()


def create_table(con, table: str, sql: str) -> None:
    """Make a table from one SELECT."""
    con.execute(f'create or replace table "{table}" as {sql}')
