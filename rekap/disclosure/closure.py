"""Gate G2: the public file holds cells of the policy and nothing else, down to its bytes."""

import re
import struct
from collections.abc import Callable
from pathlib import Path

import pandas as pd

from rekap.disclosure import rounding
from rekap.disclosure.kebijakan import Kebijakan
from rekap.disclosure.lattice import possible
from rekap.disclosure.publik import Publik

KENARI = 7_654_321  # no repeated digit: runs of one byte occur by chance
_PERSONAL = {
    "deretan 16 angka": re.compile(r"\d{16}"),
    "nomor telepon": re.compile(r"(?:\+62|\b0)8\d{8,}"),
    "alamat surel": re.compile(r"\S@\S"),
}
Write = Callable[[pd.DataFrame, Path], None]


def cells_outside(publik: Publik, published: pd.DataFrame) -> list[str]:
    """Published cells that no family allows, judged one by one from the file's own numbers."""
    policy = publik.bahan.policy
    levels = dict(publik.bahan.wilayah[["kode_wilayah", "tingkat"]].itertuples(index=False, name=None))
    kinds = dict(publik.periode[["periode", "jenis_periode"]].itertuples(index=False, name=None))
    total = published[(published["periode"] == publik.tahun_penuh) & (published["kelas_1"] == "")]
    size = dict(total[["kode_wilayah", "korban"]].itertuples(index=False, name=None))
    found, known = [], {}
    for row in _rows(published):
        if levels.get(row.kode_wilayah) != row.tingkat or kinds.get(row.periode) != row.jenis_periode:
            found.append(f"wilayah atau periode yang tidak boleh terbit: {_where(row)}")
        shape = (row.tingkat, row.jenis_periode, row.kelas_1, row.nilai_1, row.kelas_2, row.nilai_2)
        if shape not in known:
            known[shape] = _conditions(policy, shape)
        for himpunan in policy.himpunan:
            shown = not pd.isna(getattr(row, himpunan))
            if shown and not any(_met(c, row, size) for c in known[shape].get(himpunan, ())):
                found.append(f"himpunan {himpunan} tidak boleh terbit: {_where(row)}")
    return found


def _conditions(policy: Kebijakan, shape: tuple[str, ...]) -> dict[str, list[dict[str, int]]]:
    """For each set that may stand in a cell of this shape: the conditions, one of which must hold."""
    tingkat, jenis_periode, k1, v1, k2, v2 = shape
    values = {k: v for k, v in ((k1, v1), (k2, v2)) if k}
    unknown = any(k not in policy.kelas or v not in policy.kelas[k].nilai for k, v in values.items())
    if unknown or (len(values) == 2 and not possible(policy, k1, v1, k2, v2)):
        return {}
    allowed: dict[str, list[dict[str, int]]] = {}
    for family in policy.keluarga:
        if (
            tingkat in family.tingkat
            and jenis_periode in family.jenis_periode
            and len(values) == family.banyak_kelas
            and set(values) <= set(family.kelas)
        ):
            for himpunan in family.himpunan:
                allowed.setdefault(himpunan, []).append(dict(family.syarat))
    return allowed


def _met(syarat: dict[str, int], row, size: dict[str, int]) -> bool:
    large = size.get(row.kode_wilayah, 0)
    return (
        large >= syarat.get("tahun_penuh_minimum", 0)
        and large < syarat.get("tahun_penuh_di_bawah", float("inf"))
        and row.korban >= syarat.get("sel_minimum", 0)
    )


def cells_lost(publik: Publik) -> list[str]:
    """Exact counts that no cell took up: of a region, period or class value that nobody listed."""
    cells, exact = publik.cells, publik.bahan.eksak
    keys = list(cells.columns[:8])
    shapes = ["tingkat", "jenis_periode", "kelas_1", "kelas_2"]
    mine = exact[exact["periode"].isin(publik.periode["periode"])]
    mine = mine.merge(cells[shapes].drop_duplicates(), on=shapes)
    left = mine[mine["korban"] > 0].merge(cells[keys], on=keys, how="left", indicator=True)
    return [
        f"ada hitungan di luar kisi kebijakan: {_where(r)}"
        for r in _rows(left[left["_merge"] == "left_only"])
    ]


def columns_outside(policy, columns: dict[str, list[str]]) -> list[str]:
    """Tables and columns that the policy does not name."""
    found = [f"tabel {t} tidak boleh ada" for t in sorted(set(columns) - set(policy.berkas_publik))]
    for table, names in policy.berkas_publik.items():
        extra = set(columns.get(table, ())) - set(names)
        found += [f"kolom {table}.{name} tidak boleh ada" for name in sorted(extra)]
    return found


def personal_texts(texts: dict[str, list[str]]) -> list[str]:
    """Texts that look like an identity; only the column is named, never the text."""
    return [
        f"{column} memuat {what}"
        for column, values in texts.items()
        for what, pattern in _PERSONAL.items()
        if any(pattern.search(value) for value in values)
    ]


def canary(publik: Publik, write: Write, folder: Path) -> list[str]:
    """Plant an impossible exact count, publish it into a scratch copy, and look for it in the raw bytes.

    The scratch copy is written without compression, or the search would be blind; that it can see is proved
    by finding the rounded neighbour of the canary, which must be there.
    """
    if publik.numbers.empty:
        return []
    policy, cells = publik.bahan.policy, publik.cells.copy()
    first = publik.numbers.iloc[0]
    row = (cells[list(first.index[:8])] == first.iloc[:8]).all(axis=1)
    cells.loc[row, "korban"] = KENARI
    numbers = rounding.protect(policy, cells, publik.names, publik.bahan.key, publik.tahun_penuh)
    path = folder / "kenari.duckdb"
    write(numbers, path)
    content = path.read_bytes()
    path.unlink()
    found = [f"angka eksak yang ditanam terbaca dari berkas ({form})" for form in _forms(KENARI, content)]
    neighbours = [n for n in range(KENARI - 4, KENARI + 5) if n % policy.kelipatan == 0]
    if not any(_forms(n, content) for n in neighbours):
        found.append("uji kenari buta: angka samaran yang ditanam tidak terbaca dari berkas")
    return found


def _forms(number: int, content: bytes) -> list[str]:
    """The encodings in which a number stands in these bytes."""
    forms = {
        "teks": str(number).encode(),
        "bilangan 32 bit": struct.pack("<i", number),
        "bilangan pecahan": struct.pack("<d", float(number)),
        "bilangan pecahan pendek": struct.pack("<f", float(number)),
    }
    return [name for name, raw in forms.items() if raw in content]


def _rows(frame: pd.DataFrame):
    return frame.itertuples(index=False)


def _where(row) -> str:
    classes = [f"{k}={v}" for k, v in ((row.kelas_1, row.nilai_1), (row.kelas_2, row.nilai_2)) if k]
    return " ".join([row.kode_wilayah, row.periode, *classes])
