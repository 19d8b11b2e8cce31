"""Percentages that may be shown: made from two published counts and nothing else, so anyone can check them.

The two counts are drawn independently, so either may be off by up to four. Every statement made here, bound
and interval alike, holds for the worst of these cases.
"""

from typing import NamedTuple

from rekap.disclosure import kebijakan

KECIL, SEKITAR, PALING_BANYAK, PALING_SEDIKIT = "kecil", "sekitar", "paling_banyak", "paling_sedikit"
MELESET = 4  # a published count differs from the true one by at most this much


class Protected(NamedTuple):
    """One protected percentage; without a value when the base is too small to say anything.

    `nilai` of paling_banyak and paling_sedikit is the bound itself; `bawah` and `atas` are the worst case.
    """

    nilai: float | None
    teks: str
    bawah: int | None
    atas: int | None
    jenis: str


def protected(n_pub: int, d_pub: int) -> Protected:
    """What may be said of n out of d, from their published counts."""
    if not 0 <= n_pub <= d_pub:
        raise ValueError("pembilang harus bagian dari penyebut")
    rule = kebijakan.policy().persen
    if d_pub < rule.penyebut_minimum:
        return Protected(None, "n kecil", None, None, KECIL)
    bawah, atas = interval(n_pub, d_pub)
    step = next(step for start, step in reversed(rule.langkah) if d_pub >= start)
    nearest = _nearest(n_pub, d_pub, step)
    if n_pub <= rule.tepi or nearest <= 0:
        return _bottom(n_pub, d_pub, rule.tepi, bawah, atas)
    if d_pub - n_pub <= rule.tepi or nearest >= 100:
        return _top(n_pub, d_pub, rule.tepi, bawah, atas)
    return Protected(float(nearest), f"±{nearest} %", bawah, atas, SEKITAR)


def interval(n_pub: int, d_pub: int) -> tuple[int, int]:
    """Whole percents between which the true share lies for certain."""
    low = 100 * max(n_pub - MELESET, 0) // (d_pub + MELESET)
    high = -(-100 * (n_pub + MELESET) // (d_pub - MELESET))
    return low, min(high, 100)


def _nearest(n: int, d: int, step: int) -> int:
    """100 n / d to the nearest multiple of step, half upwards, in whole numbers."""
    return (200 * n + step * d) // (2 * step * d) * step


def _bottom(n_pub: int, d_pub: int, tepi: int, bawah: int, atas: int) -> Protected:
    """One bound for every numerator near zero, so that none of them can be told from zero."""
    highest = max(n_pub, tepi) + MELESET
    bound = -(-100 * highest // (d_pub - MELESET) // tepi) * tepi
    return Protected(float(bound), f"≤ {bound} %", bawah, atas, PALING_BANYAK)


def _top(n_pub: int, d_pub: int, tepi: int, bawah: int, atas: int) -> Protected:
    """One bound for every numerator near the denominator, so that none of them can be told from all."""
    lowest = min(n_pub, d_pub - tepi) - MELESET
    bound = 100 * lowest // (d_pub + MELESET) // tepi * tepi
    return Protected(float(bound), f"≥ {bound} %", bawah, atas, PALING_SEDIKIT)
