"""A cell keeps its type inside a column of text."""

from datetime import date, datetime, time, timedelta

import pytest

from rekap.ingest.reading.typed import CellError, decode, encode


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, None),
        ("", None),
        ("35.10", "35.10"),
        (" 35 ", " 35 "),
        (35.0, "\x1fn35"),
        (35.1, "\x1fn35.1"),
        (-0.5, "\x1fn-0.5"),
        (3.5e15, "\x1fn3500000000000000"),
        (3517095203990001.0, "\x1fn3517095203990001"),
        (1e300, "\x1fn1e+300"),
        (float("nan"), "\x1fe#NUM!"),
        (float("inf"), "\x1fe#NUM!"),
        (date(2024, 3, 1), "\x1fd2024-03-01"),
        (datetime(2024, 3, 1), "\x1fd2024-03-01"),
        (datetime(2024, 3, 1, 10, 30), "\x1fd2024-03-01T10:30:00"),
        (time(10, 30), "\x1ft10:30:00"),
        (timedelta(hours=30), "\x1ft30:00:00"),
        (timedelta(hours=-30, microseconds=-5), "\x1ft-30:00:00.000005"),
        (True, "\x1fbTRUE"),
        (False, "\x1fbFALSE"),
        (CellError("#REF!"), "\x1fe#REF!"),
    ],
)
def test_a_cell_is_written_as_text_with_its_type(value, text):
    assert encode(value) == text


@pytest.mark.parametrize(
    "value",
    [
        None,
        "35.10",
        35,
        -7,
        35.1,
        1e300,
        date(2024, 3, 1),
        datetime(2024, 3, 1, 10, 30, 0, 5),
        timedelta(hours=30),
        timedelta(days=-2, microseconds=5),
        True,
        False,
        CellError("#N/A"),
    ],
)
def test_a_cell_comes_back_as_it_was(value):
    back = decode(encode(value))

    assert (type(back), back) == (type(value), value)


def test_what_no_spreadsheet_has_is_a_defect():
    with pytest.raises(TypeError):
        encode(b"x")
