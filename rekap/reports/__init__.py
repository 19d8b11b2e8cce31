"""Ask one named report of an edition, within a Scope: the only maker of SafeTable."""

from rekap.edition import EditionMissing as NoEdition
from rekap.reports.ask import BadQuestion, names, read
from rekap.reports.places import (
    Daerah,
    Periode,
    children,
    children_tingkat,
    installation,
    lineage,
    periods,
    regions,
)
from rekap.reports.table import JUMLAH, Meta, SafeTable

__all__ = [
    "JUMLAH",
    "BadQuestion",
    "Daerah",
    "Meta",
    "NoEdition",
    "Periode",
    "SafeTable",
    "children",
    "children_tingkat",
    "installation",
    "lineage",
    "names",
    "periods",
    "read",
    "regions",
]
