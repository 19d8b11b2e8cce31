"""The two doors to DuckDB: typed tables in, rows out; and the same SELECT in the words of Spark."""

from contextlib import closing
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rekap import engines

COLUMNS = {"kode": "varchar", "tanggal": "date", "jumlah": "integer"}


def test_rows_from_memory_make_a_typed_table():
    with closing(engines.open_writer()) as con:
        engines.create_from_rows(con, "t", COLUMNS, [("35.17", date(2024, 1, 2), 3), ("35", None, None)])

        rows = engines.select_rows(con, "select * from t order by kode")

    assert rows == [
        {"kode": "35", "tanggal": None, "jumlah": None},
        {"kode": "35.17", "tanggal": date(2024, 1, 2), "jumlah": 3},
    ]


def test_no_rows_make_an_empty_table_with_its_types():
    with closing(engines.open_writer()) as con:
        engines.create_from_rows(con, "t", COLUMNS, [])

        assert engines.count_rows(con, "t") == 0
        assert con.execute("select tanggal - date '2024-01-01' from t").fetchall() == []


def test_no_landed_file_is_an_empty_table_with_its_types():
    with closing(engines.open_writer()) as con:
        engines.view_parquet(con, "t", COLUMNS, [])

        assert engines.select_rows(con, "select max(tanggal) as terakhir from t") == [{"terakhir": None}]


def test_landed_files_are_one_table_whatever_their_folder_is_called(tmp_path):
    folder = tmp_path / "kantor 'A'"
    folder.mkdir()
    with closing(engines.open_writer()) as con:
        for number in (1, 2):
            engines.create_from_rows(con, "isi", COLUMNS, [(f"{number}", None, number)])
            target = str(folder / f"{number}.parquet").replace("'", "''")
            con.execute(f"copy isi to '{target}' (format parquet)")
        engines.view_parquet(con, "t", COLUMNS, sorted(folder.iterdir()))

        assert engines.select_rows(con, "select sum(jumlah) as semua from t") == [{"semua": 3}]


def test_added_rows_find_their_columns_by_name():
    with closing(engines.open_writer()) as con:
        engines.create_table(con, "t", "select 1 as a, 2 as b")
        engines.append_table(con, "t", "select 4 as b, 3 as a")

        assert engines.select_rows(con, "select a, b from t order by a") == [
            {"a": 1, "b": 2},
            {"a": 3, "b": 4},
        ]


def test_the_tables_of_a_select_are_those_outside_itself():
    sql = "with a as (select * from x where k = $kode), b as (select y.i from y, a) select i from b"

    assert engines.tables_of(sql) == {"x", "y"}


def test_a_reader_can_neither_write_nor_read_another_file(tmp_path):
    path = tmp_path / "satu.duckdb"
    with closing(engines.open_writer(path)) as con:
        engines.create_table(con, "t", "select 1 as a")

    with closing(engines.open_reader(path)) as con:
        assert engines.select_rows(con, "select a from t") == [{"a": 1}]
        for forbidden in (
            "create table u (a integer)",
            "select * from read_text('/etc/hostname')",
            "set threads to 1",
        ):
            with pytest.raises(engines.Error):
                con.execute(forbidden)


def test_a_value_is_bound_for_spark_as_it_is_for_duckdb():
    text = engines.spark_sql("select cast(kode as varchar) as k from t where kode = $kode", {"kode": "35.17"})

    assert text == "SELECT CAST(kode AS STRING) AS k FROM t WHERE kode = '35.17'"


def test_a_column_agreed_on_after_a_file_was_written_is_empty_there(tmp_path):
    pq.write_table(pa.table({"a": ["1"]}), tmp_path / "lama.parquet")
    pq.write_table(pa.table({"a": ["2"], "b": [5]}), tmp_path / "baru.parquet")
    columns = {"a": "varchar", "b": "integer", "c": "date"}

    with closing(engines.open_writer()) as con:
        engines.view_parquet(con, "t", columns, [tmp_path / "lama.parquet", tmp_path / "baru.parquet"])

        assert engines.select_rows(con, "select * from t order by a") == [
            {"a": "1", "b": None, "c": None},
            {"a": "2", "b": 5, "c": None},
        ]
