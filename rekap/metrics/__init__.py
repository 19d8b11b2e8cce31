"""SafeTable to SafeTable with coverage: the only room that divides, once, at the end."""

from rekap.metrics.compare import LUAR, over_time, ranking, with_change, with_target
from rekap.metrics.coverage import DASAR_MINIMUM, KOMPONEN, per_komponen, with_coverage
from rekap.metrics.persen import Persen

__all__ = [
    "DASAR_MINIMUM",
    "KOMPONEN",
    "LUAR",
    "Persen",
    "per_komponen",
    "over_time",
    "ranking",
    "with_change",
    "with_coverage",
    "with_target",
]
