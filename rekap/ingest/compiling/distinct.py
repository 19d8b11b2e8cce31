"""Answers that depend on a few distinct values only, given to all rows that share them."""

from collections.abc import Callable, Sequence

import numpy as np
import pandas as pd
import pyarrow as pa


def distinct(column: pa.Array) -> tuple[np.ndarray, list]:
    """Per place the number of its value, and the distinct values; null counts as one."""
    encoded = column.dictionary_encode(null_encoding="encode")
    return encoded.indices.to_numpy().astype(np.int64), encoded.dictionary.to_pylist()


def combine(codes: Sequence[np.ndarray], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Numbers the distinct combinations of several codes; the second array holds a place of each."""
    if not codes:
        return np.zeros(length, np.int64), np.arange(min(length, 1))
    code = pd.factorize(codes[0])[0].astype(np.int64)
    for other in codes[1:]:
        width = int(other.max()) + 1 if length else 1
        code = pd.factorize(code * width + other)[0].astype(np.int64)
    return code, first_places(code)


def first_places(code: np.ndarray) -> np.ndarray:
    """The place at which each number, counted from 0, stands first."""
    first = np.zeros(int(code.max()) + 1 if len(code) else 0, np.int64)
    first[code[::-1]] = np.arange(len(code))[::-1]
    return first


def over_distinct(answer: Callable, kind: pa.DataType, *columns: pa.Array) -> pa.Array:
    """A function of several columns, asked once per distinct combination."""
    parts = [distinct(column) for column in columns]
    code, first = combine([part[0] for part in parts], len(columns[0]))
    groups = zip(*([v[c] for c in code_[first]] for code_, v in parts), strict=True)
    return pa.array([answer(*group) for group in groups], kind).take(pa.array(code))


def groups(*columns: pa.Array) -> list[tuple[tuple, np.ndarray]]:
    """Every distinct combination of several columns with the places at which it stands."""
    parts = [distinct(column) for column in columns]
    code, first = combine([part[0] for part in parts], len(columns[0]))
    order = np.argsort(code, kind="stable")
    places = np.split(order, np.cumsum(np.bincount(code, minlength=len(first)))[:-1]) if len(code) else []
    return [
        (tuple(known[codes[at]] for codes, known in parts), own)
        for at, own in zip(first, places, strict=True)
    ]
