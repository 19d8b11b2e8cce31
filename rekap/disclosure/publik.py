"""From the exact cube to the public tier: the cells, their names, and what may be shown of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from rekap.disclosure import lattice, rounding
from rekap.disclosure.kebijakan import Kebijakan


@dataclass(frozen=True)
class Bahan:
    """Everything that the public numbers are made from.

    `eksak` is the exact cube on public classes; `pelapor` the sources expected from each kab/kota.
    """

    policy: Kebijakan
    key: bytes
    wilayah: pd.DataFrame
    pelapor: Mapping[str, tuple[str, ...]]
    periode: pd.DataFrame
    eksak: pd.DataFrame
    tanggal_data: date


@dataclass(frozen=True)
class Publik:
    """The public numbers with what they came from; `cells` and `names` never leave the vault side."""

    bahan: Bahan
    periode: pd.DataFrame
    tahun_penuh: str | None
    cells: pd.DataFrame
    names: pd.Series
    numbers: pd.DataFrame


def prepare(bahan: Bahan) -> Publik:
    """Round every cell of the lattice."""
    policy = bahan.policy
    periode = lattice.open_periods(policy, bahan.periode, bahan.tanggal_data)
    tahun_penuh = last_full_year(periode)
    cells = lattice.with_counts(
        lattice.cells(policy, bahan.wilayah, periode), bahan.eksak, list(policy.himpunan)
    )
    without = lattice.without_assessments(bahan.wilayah, bahan.pelapor)
    cells[lattice.TANPA_ASESMEN] = cells["kode_wilayah"].isin(without)
    names = lattice.cell_names(policy, cells, bahan.wilayah, periode)
    numbers = rounding.protect(policy, cells, names, bahan.key, tahun_penuh)
    return Publik(bahan, periode, tahun_penuh, cells, names, numbers)


def last_full_year(periode: pd.DataFrame) -> str | None:
    """The newest whole year among the periods that may be published."""
    years = periode[periode["jenis_periode"] == "tahun"]
    return None if years.empty else years.sort_values("tahun")["periode"].iloc[-1]
