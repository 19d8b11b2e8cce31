"""Every SQL file keeps the rules of the house: one SELECT, a true header, words that two engines know."""

import re
from contextlib import closing

import duckdb
import pytest
import sqlglot
from sqlglot import exp

from rekap import engines, settings
from rekap.warehouse import models
from tests import sql_world

FOLDERS = ("models", "checks", "cubes", "reports")
NAMES = [name for folder in FOLDERS for name in engines.query_names(folder)]
INTAKE = engines.query_names("intake")  # run in DuckDB alone, in the memory of the intake
REPORTS = engines.query_names("reports")
VAULT = [name for name in NAMES if name not in REPORTS]
EDITION_TABLES = {
    "edisi", "dim_wilayah", "dim_periode", "dim_kelas", "dim_sel", "kubus", "pelaporan", "pelapor_belum",
    "nilai_terpublikasi", "target", "pengecualian",
}  # fmt: skip
NOT_PORTABLE = re.compile(
    r"\b(qualify|exclude|pivot|unpivot|group by all|order by all|list|quantile_cont|percentile_cont|median"
    r"|now|current_date|current_timestamp|today)\b\s*(\(|$|\s)"
)
KEYWORDS = re.compile(
    r"\b(SELECT|FROM|WHERE|AND|OR|NOT|NULL|IS|IN|AS|ON|WITH|CASE|WHEN|THEN|ELSE|END|JOIN|INNER|LEFT|FULL|OUTER"
    r"|CROSS|UNION|ALL|GROUP|ORDER|BY|HAVING|DISTINCT|OVER|PARTITION|BETWEEN|CAST|COALESCE|COUNT|SUM|MIN|MAX)\b"
)
each = pytest.mark.parametrize("name", [*NAMES, *INTAKE])


def code(name: str) -> str:
    """The text without comments and string values."""
    lines = [line.split("--")[0] for line in engines.query_text(name).splitlines()]
    return re.sub(r"'[^']*'", "''", "\n".join(lines))


def tree(name: str) -> exp.Expression:
    return sqlglot.parse_one(engines.query_text(name), read="duckdb")


def test_there_are_files_to_check():
    assert len(engines.query_names("models")) > 20
    assert len(engines.query_names("checks")) > 10
    assert len(REPORTS) > 5
    assert len(INTAKE) > 3


@each
def test_a_file_is_one_select_without_semicolon(name):
    (statement,) = duckdb.extract_statements(engines.query_text(name))

    assert statement.type == duckdb.StatementType.SELECT
    assert ";" not in code(name)


@each
def test_a_file_starts_with_a_sentence_and_its_grain(name):
    header = engines.header(engines.query_text(name))

    assert header.kalimat.endswith(".")
    assert header.kalimat[0].isupper()
    assert header.grain


@each
def test_a_file_is_short_and_narrow(name):
    lines = engines.query_text(name).splitlines()

    assert len(lines) <= 80
    assert [line for line in lines if len(line) > 80 or "\t" in line or line != line.rstrip()] == []


@each
def test_keywords_are_lowercase(name):
    assert KEYWORDS.findall(code(name)) == []


@pytest.mark.parametrize("name", NAMES)
def test_only_words_that_both_engines_know(name):
    assert [match.group(0) for match in NOT_PORTABLE.finditer(code(name))] == []


@each
def test_all_columns_are_taken_only_where_a_table_is_imported(name):
    """A star stands in a CTE that reads one table, or one table narrowed by joins, and computes nothing."""
    for star in tree(name).find_all(exp.Star):
        if isinstance(star.parent, exp.Count):
            continue
        select = star.find_ancestor(exp.Select)
        assert isinstance(select.parent, exp.CTE), "the last SELECT lists its columns"
        assert len(select.expressions) == 1
        assert not select.args.get("group")


@each
def test_a_division_says_what_happens_at_nought(name):
    for division in tree(name).find_all(exp.Div, exp.IntDiv):
        assert isinstance(division.expression, exp.Nullif | exp.Literal)


@each
def test_params_are_declared(name):
    (statement,) = duckdb.extract_statements(engines.query_text(name))

    assert set(engines.header(engines.query_text(name)).params) == set(statement.named_parameters)


@pytest.mark.parametrize(
    "name", [n for n in [*NAMES, *INTAKE] if not n.startswith(("models/", "cubes/kubus_"))]
)
def test_what_people_read_is_ordered(name):
    """Tables have no order of their own; rows that are shown or compared do."""
    assert tree(name).args.get("order")


@pytest.mark.parametrize("name", INTAKE)
def test_a_query_of_the_intake_reads_only_what_the_intake_shows_it(name):
    """Nothing landed and nothing on disk: its tables are registered from memory."""
    assert engines.tables_of(engines.query_text(name)) <= {"draf", "dahulu", "draf_blok", "teks_token"}


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_asks_an_edition_within_a_scope(name):
    text = engines.query_text(name)

    assert engines.tables_of(text) <= EDITION_TABLES
    if engines.tables_of(text) - {"dim_periode", "edisi"}:
        assert "lingkup_wilayah" in engines.header(text).params
        assert "list_contains($lingkup_wilayah" in text


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_returns_counts_and_never_a_ratio(name):
    assert not list(tree(name).find_all(exp.Div, exp.IntDiv, exp.Avg, exp.Round))


@pytest.fixture(scope="module")
def gudang():
    with closing(sql_world.warehouse()) as con:
        yield con


@pytest.mark.parametrize("name", VAULT)
def test_the_grain_of_a_vault_query_is_unique_in_its_result(gudang, name):
    text = engines.query_text(name)
    rows = engines.select_rows(gudang, text, sql_world.params(engines.header(text).params))

    grain = engines.header(text).grain
    keys = [tuple(row[column] for column in grain) for row in rows]

    assert len(set(keys)) == len(keys)
    assert rows or name.startswith("checks/"), "a query without rows proves nothing"


@pytest.mark.parametrize("name", REPORTS)
def test_the_grain_of_a_report_is_unique_in_its_result(name):
    text = engines.query_text(name)
    header = engines.header(text)

    with closing(sql_world.edition()) as con:
        rows = engines.select_rows(con, text, sql_world.params(header.params))

    keys = [tuple(row[column] for column in header.grain) for row in rows]
    assert len(set(keys)) == len(keys)
    assert rows, "a report without rows proves nothing"


@pytest.mark.parametrize("name", VAULT)
def test_spark_sql_gives_the_same_rows(gudang, spark, name):
    text = engines.query_text(name)
    params = sql_world.params(engines.header(text).params)

    here = engines.select_rows(gudang, text, params)
    there = spark.rows(text, params)

    assert sql_world.comparable(there) == sql_world.comparable(here)


@pytest.fixture(scope="module")
def spark(gudang):
    with sql_world.Spark() as engine:
        engine.copy_tables(gudang)
        yield engine


def test_the_models_come_after_what_they_read():
    order = [name.rpartition("/")[2] for name in models.model_order()]

    for name in models.model_order():
        read = engines.tables_of(engines.query_text(name)) & set(order)
        assert all(order.index(table) < order.index(name.rpartition("/")[2]) for table in read), name


def test_a_file_of_models_is_named_after_its_table_kind():
    kinds = ("stg_", "dim_", "fct_")
    shown = {"pelaporan", "pelapor_belum", "pengecualian", "peringatan"}

    for path in (settings.QUERIES / "models").glob("*.sql"):
        assert path.stem.startswith(kinds) or path.stem in shown


def test_the_header_may_run_over_lines():
    header = engines.header(
        "-- A sentence: with\n-- two lines.\n-- grain: a,\n--     b\n-- params: c date\nselect 1"
    )

    assert header == engines.Header("A sentence: with two lines.", ("a", "b"), ("c",))
