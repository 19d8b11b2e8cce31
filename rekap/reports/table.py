"""The one thing that may leave an edition: counts of one tier together with where they come from."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

JUMLAH = (
    *("korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi"),
    *("dinilai", "menunggu", "diterima", "diterima_terlayani"),
)


def plain_rows(frame: pd.DataFrame) -> list[dict]:
    """Rows without the many ways in which pandas spells a missing value."""
    names, columns = list(frame.columns), [_plain(frame[name]) for name in frame.columns]
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _plain(column: pd.Series) -> list:
    return [None if missing else value for value, missing in zip(column, column.isna(), strict=True)]


@dataclass(frozen=True)
class Meta:
    """Where the numbers come from; travels with them into every output."""

    laporan: str
    tier: str
    tampilan: str
    edisi: str
    definisi: str
    kebijakan: str
    tanggal_data: date
    sintetis: bool
    lingkup: str
    saringan: tuple[tuple[str, str], ...]  # the question in words: ('periode', '2024')
    alasan: str | None = None  # why this is not the internal view that was asked for
    peringatan: str | None = None  # what is wrong with the edition


@dataclass(frozen=True, eq=False)
class SafeTable:
    """A report's answer. The frame inside is never handed out itself, only copies of it."""

    isi: pd.DataFrame
    meta: Meta

    def frame(self) -> pd.DataFrame:
        return self.isi.copy()

    def rows(self) -> list[dict]:
        """Plain rows; what is missing is None, in every column alike."""
        return plain_rows(self.isi)

    def derive(self, frame: pd.DataFrame, **saringan: str) -> "SafeTable":
        """The same answer with columns worked out from it, and what was chosen for that; `metrics` only."""
        kept = tuple(pair for pair in self.meta.saringan if pair[0] not in saringan)
        return SafeTable(frame, replace(self.meta, saringan=(*kept, *saringan.items())))

    def choice(self, nama: str) -> str | None:
        """What was asked, in words: choice('periode') -> '2024, Januari s.d. Maret'."""
        return dict(self.meta.saringan).get(nama)
