"""KOR-5: counts rounded to a multiple of five with an offset that the secret key ties to the cell.

p = 5 * floor((n + o) / 5). Unbiased, never more than four away, nought stays nought, one to four are never
shown, and the same cell shows the same number wherever and whenever it is asked.
"""

import hmac

import numpy as np
import pandas as pd

from rekap.disclosure.kebijakan import Kebijakan, Keluarga
from rekap.disclosure.lattice import SEL, TANPA_ASESMEN

_VERSION = "v1"


def cell_id(himpunan: str, name: str) -> str:
    """The full canonical id of one count."""
    return f"{_VERSION}|{himpunan}|{name}"


def offset(key: bytes, identity: str, kelipatan: int) -> int:
    """The secret offset of one id, 0 to kelipatan - 1."""
    return int.from_bytes(hmac.digest(key, identity.encode("utf-8"), "sha256")[:8], "big") % kelipatan


def offsets(
    policy: Kebijakan, key: bytes, himpunan: str, names: pd.Series, tanpa_asesmen: bool = False
) -> np.ndarray:
    """Offsets of one set for many cells; each distinct name is drawn once."""
    official = policy.resmi(himpunan, tanpa_asesmen)
    codes, distinct = pd.factorize(names)
    drawn = [offset(key, cell_id(official, name), policy.kelipatan) for name in distinct]
    return np.array(drawn, dtype="int64")[codes]


def rounded(n, o, kelipatan: int):
    """The rounding itself, for numbers and for columns of numbers."""
    return (n + o) // kelipatan * kelipatan


def protect(policy: Kebijakan, cells: pd.DataFrame, names: pd.Series, key: bytes, tahun_penuh: str | None):
    """Published cells: the same columns as `cells`, each set rounded, or null where the policy has it not.

    `tahun_penuh` is the last full year that may be published; conditions look at its published numbers.
    """
    names = names.loc[cells.index]
    korban = _drawn(policy, key, "korban", cells, names)
    shown = _shown(policy, cells, korban, tahun_penuh)
    published = {h: mask.groupby(names).transform("any") for h, mask in shown.items()}
    own = {
        h: _drawn(policy, key, h, cells[here], names[here]).reindex(cells.index, fill_value=0)
        for h, here in published.items()
    }
    numbers = _nested(policy, own, published)
    result = cells[SEL].copy()
    for h in policy.himpunan:
        result[h] = numbers[h].astype("Int64").where(shown[h])
    anything = pd.concat(shown, axis=1).any(axis=1)
    return result[anything].sort_values(SEL, ignore_index=True)


def _drawn(policy: Kebijakan, key: bytes, himpunan: str, cells: pd.DataFrame, names: pd.Series) -> pd.Series:
    """The rounded counts of one set, before any set around it is looked at.

    Where two sets are the same by reference only the offset is shared: each keeps its own count, so that a
    source which records assessments unexpectedly breaks nothing.
    """
    without = cells[TANPA_ASESMEN].to_numpy(dtype=bool)
    o = np.zeros(len(cells), dtype="int64")
    for lacking in (False, True):
        here = without == lacking
        o[here] = offsets(policy, key, himpunan, names[here], lacking)
    return pd.Series(rounded(cells[himpunan].to_numpy(), o, policy.kelipatan), index=cells.index)


def _shown(policy: Kebijakan, cells: pd.DataFrame, korban: pd.Series, tahun_penuh: str | None):
    """Which set is published in which cell: one family that allows it is enough."""
    size = _last_full_year(cells, korban, tahun_penuh)
    shown = {h: pd.Series(False, index=cells.index) for h in policy.himpunan}
    for family in policy.keluarga:
        here = _inside(family, cells)
        for name, limit in family.syarat:
            here &= _holds(name, limit, size, korban)
        for h in family.himpunan:
            shown[h] |= here
    return shown


def _inside(family: Keluarga, cells: pd.DataFrame) -> pd.Series:
    count = (cells["kelas_1"] != "").astype(int) + (cells["kelas_2"] != "").astype(int)
    return (
        cells["tingkat"].isin(family.tingkat)
        & cells["jenis_periode"].isin(family.jenis_periode)
        & (count == family.banyak_kelas)
        & cells["kelas_1"].isin(("", *family.kelas))
        & cells["kelas_2"].isin(("", *family.kelas))
    )


def _last_full_year(cells: pd.DataFrame, korban: pd.Series, tahun_penuh: str | None) -> pd.Series:
    """Published victims of each cell's region in the last full year; none where there was no such year."""
    total = (cells["periode"] == tahun_penuh) & (cells["kelas_1"] == "")
    known = dict(zip(cells.loc[total, "kode_wilayah"], korban[total], strict=True))
    return cells["kode_wilayah"].map(known).fillna(0)


def _holds(name: str, limit: int, size: pd.Series, korban: pd.Series) -> pd.Series:
    if name == "tahun_penuh_minimum":
        return size >= limit
    if name == "tahun_penuh_di_bawah":
        return size < limit
    return korban >= limit


def _nested(policy: Kebijakan, own: dict[str, pd.Series], published: dict[str, pd.Series]):
    """A set never shows more than a set around it does: the smaller of its own and their published numbers.

    `published` says what is published anywhere under the cell's name, so that one name has one number
    everywhere. The rule keeps |p - n| <= 4: a set around it counts at least as many, so
    its number is >= n - 4.
    """
    numbers: dict[str, pd.Series] = {}
    for h in policy.from_widest():
        value = own[h.nama]
        for wider in h.bagian_dari:
            value = value.mask(published[wider] & (numbers[wider] < value), numbers[wider])
        numbers[h.nama] = value
    return numbers
