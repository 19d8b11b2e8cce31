"""The cube against plain loops, on worlds that nobody thought of."""

from contextlib import closing

from hypothesis import HealthCheck, given, settings

from rekap import engines
from tests import ascii, reference
from tests.warehouse.worlds import worlds

KEY = ("tingkat", "kode_wilayah", "jenis_periode", "periode", "kelas_1", "nilai_1", "kelas_2", "nilai_2")


def cube(con) -> dict[tuple, dict[str, int]]:
    """The table kubus by cell, without the columns that a cell does not have."""
    found = {}
    for row in engines.select_rows(con, "select * from kubus"):
        cell = tuple(row.pop(name) for name in KEY)
        assert cell not in found
        found[cell] = {name: value for name, value in row.items() if value is not None}
    return found


@settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(worlds())
def test_every_figure_of_the_cube_is_what_plain_loops_count(world):
    rows, instalasi, tanggal_data = world

    with closing(ascii.warehouse(rows, instalasi, tanggal_data)) as con:
        counted = cube(con)

    assert counted == reference.kubus(rows, instalasi, tanggal_data)
