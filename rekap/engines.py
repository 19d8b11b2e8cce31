"""DuckDB and, for the shared SQL, Spark: run a SELECT, make a table from a SELECT."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from rekap import settings

_SEALED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
}
_BUILDER = {
    **_SEALED,
    "preserve_insertion_order": "false",
    # sums pushed below a join of few rows into many groups cost twice what they save
    "disabled_optimizers": "partial_aggregate_pushdown",
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


@dataclass(frozen=True)
class Header:
    """What the comment on top of a SQL file promises."""

    kalimat: str
    grain: tuple[str, ...]
    params: tuple[str, ...]


def open_writer(path: Path | str = ":memory:", read_only: bool = False) -> duckdb.DuckDBPyConnection:
    """A connection for the vault side: may read landed files beside its one database."""
    return duckdb.connect(str(path), read_only=read_only, config=_SEALED)


def open_builder(path: Path | str = ":memory:") -> duckdb.DuckDBPyConnection:
    """A writer for large tables whose rows have no order of their own."""
    return duckdb.connect(str(path), config=_BUILDER)


def open_reader(path: Path) -> duckdb.DuckDBPyConnection:
    """A locked read-only connection to one edition file: no other file, no extension, no setting."""
    con = duckdb.connect(str(path), read_only=True, config=_READER)
    con.execute("set lock_configuration = true")
    return con


@contextmanager
def memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that touches no disk, for what may only be held in memory."""
    con = duckdb.connect(config={**_SEALED, "enable_external_access": "false", "temp_directory": ""})
    try:
        yield con
    finally:
        con.close()


def query_text(name: str) -> str:
    """The text of queries/<name>.sql, for example 'reports/cakupan_per_wilayah'."""
    return (settings.QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def query_names(folder: str) -> list[str]:
    """The names of all queries of one folder, for example 'models/dim_orang'."""
    return [f"{folder}/{path.stem}" for path in sorted((settings.QUERIES / folder).glob("*.sql"))]


def header(sql: str) -> Header:
    """The sentence, grain and params of the comment on top of a SQL text."""
    lines = []
    for line in sql.splitlines():
        if not line.startswith("--"):
            break
        lines.append(line.removeprefix("--").strip())
    kalimat, *rest = re.split(r"\b(grain|params):", " ".join(lines))
    fields = {key: _names(names) for key, names in zip(rest[::2], rest[1::2], strict=True)}
    return Header(kalimat.strip(), fields.get("grain", ()), fields.get("params", ()))


def _names(listed: str) -> tuple[str, ...]:
    """First word of each entry: a type may follow the name."""
    return tuple(entry.split()[0] for entry in listed.split(",") if entry.strip())


def tables_of(sql: str) -> set[str]:
    """The tables that a SELECT reads; its own CTEs are not among them."""
    con = duckdb.connect(config=_SEALED)
    try:
        return set(con.get_table_names(re.sub(r"\$\w+", "null", sql)))  # only a whole statement is parsed
    finally:
        con.close()


def select(con, sql: str, params: dict | None = None) -> pd.DataFrame:
    """Rows of one SELECT. Every call has a cursor of its own, so that threads may share `con`."""
    cursor = con.cursor()
    try:
        return cursor.execute(sql, params or {}).df()
    finally:
        cursor.close()


def select_rows(con, sql: str, params: dict | None = None) -> list[dict]:
    """Rows of one SELECT as dicts; on `con` itself, because a cursor does not see its temporary views."""
    con.execute(sql, params or {})
    names = [column[0] for column in con.description]
    return [dict(zip(names, row, strict=True)) for row in con.fetchall()]


def select_arrow(con, sql: str, params: dict | None = None) -> pa.Table:
    """Rows of one SELECT as an Arrow table; sees what is registered on `con`."""
    return con.sql(sql, params=params or {}).to_arrow_table()


def values_where(con, table: str, column: str, condition: str) -> list:
    """One column of the rows of a table for which a condition of the reference data holds."""
    return [value for (value,) in con.table(table).filter(condition).project(column).fetchall()]


def create_table(con, table: str, sql: str, temporary: bool = False) -> None:
    """Make a table from one SELECT."""
    con.execute(f'create or replace {"temp" if temporary else ""} table "{table}" as {sql}')


def create_view(con, view: str, sql: str) -> None:
    """Show one SELECT under a name without storing its rows."""
    con.execute(f'create or replace view "{view}" as {sql}')


def append_table(con, table: str, sql: str) -> None:
    """Add the rows of one SELECT to a table, column by column name."""
    con.execute(f'insert into "{table}" by name {sql}')


def create_from_rows(
    con, table: str, columns: dict[str, str], rows: Iterable[Sequence], temporary: bool = False
) -> None:
    """Make a typed table from rows held in memory, also from none."""
    typed = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    con.execute(f'create or replace {"temp" if temporary else ""} table "{table}" ({typed})')
    frame = pd.DataFrame([tuple(row) for row in rows], columns=list(columns), dtype=object)
    if len(frame):
        con.append(table, frame)


def count_rows(con, table: str) -> int:
    return con.table(table).count("*").fetchall()[0][0]


def view_parquet(con, table: str, columns: dict[str, str], files: Sequence[Path]) -> None:
    """Show Parquet files as one typed table for this connection; without files it is empty.

    A column that was agreed on after a file was written is empty there.
    """
    if not files:
        empty = ", ".join(f'cast(null as {kind}) as "{name}"' for name, kind in columns.items())
        con.execute(f'create or replace temp view "{table}" as select {empty} where false')
        return
    listed = ", ".join("'" + str(path).replace("'", "''") + "'" for path in files)
    source = f"from read_parquet([{listed}], union_by_name = true)"
    there = {name for name, *_ in con.execute(f"describe {source}").fetchall()}
    given = {name: f'"{name}"' if name in there else "null" for name in columns}
    typed = ", ".join(f'cast({given[name]} as {kind}) as "{name}"' for name, kind in columns.items())
    con.execute(f'create or replace temp view "{table}" as {source} select {typed}')


def view_without(con, view: str, table: str, gone: str, match: str) -> None:
    """Show the rows of a table (`isi`) that match none of another (`keluar`), on this connection only."""
    rows = f'from "{table}" as isi anti join "{gone}" as keluar on {match}'
    con.execute(f'create or replace temp view "{view}" as {rows}')


def spark_sql(text: str, params: dict | None = None) -> str:
    """The same SELECT in the words of Spark SQL, its $names written as values that Spark reads back.

    sqlglot is needed by engines beside DuckDB only, hence imported here.
    """
    import sqlglot
    from sqlglot import exp

    tree = exp.replace_placeholders(sqlglot.parse_one(text, read="duckdb"), **(params or {}))
    return tree.sql(dialect="spark", comments=False)
