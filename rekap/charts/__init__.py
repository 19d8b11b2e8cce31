"""SafeTable to picture. The only room that knows plotly; what a picture says, its table says too."""

from rekap.charts.base import CONFIG
from rekap.charts.map import CLASS_NAMES
from rekap.charts.pictures import (
    alt_bars,
    alt_map,
    alt_trend,
    by_class,
    components,
    ranking,
    region_map,
    trend,
)

__all__ = [
    "CLASS_NAMES",
    "CONFIG",
    "alt_bars",
    "alt_map",
    "alt_trend",
    "by_class",
    "components",
    "ranking",
    "region_map",
    "trend",
]
