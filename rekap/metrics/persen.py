"""A share that can be read and compared, never added or averaged."""

from dataclasses import dataclass

from rekap import labels
from rekap.disclosure import percent


def _refuse(self, *_):
    raise TypeError(
        "Persentase tidak boleh dijumlah atau dirata-rata: hitung ulang dari pembilang dan penyebut."
    )


@dataclass(frozen=True)
class Persen:
    """A share as it may be shown; without `nilai` there is none, and `teks` says so in a word or two.

    `jenis`: pasti, sekitar, paling_banyak, paling_sedikit (then `nilai` is the bound), kecil, kosong.
    """

    nilai: float | None
    teks: str
    bawah: float | None = None
    atas: float | None = None
    jenis: str = "kosong"

    def __str__(self) -> str:
        return self.teks

    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = _refuse
    __truediv__ = __rtruediv__ = __floordiv__ = __rfloordiv__ = __mod__ = __pow__ = _refuse
    __neg__ = __abs__ = __round__ = __float__ = __int__ = __complex__ = _refuse


def exact_share(n: int, d: int) -> Persen:
    """100 n / d with one decimal, half away from zero, in whole numbers until the last step."""
    tenths = (2000 * n + d) // (2 * d)
    return Persen(tenths / 10, labels.percent(tenths / 10), tenths / 10, tenths / 10, "pasti")


def protected_share(n: int, d: int) -> Persen:
    return Persen(*percent.protected(n, d))
