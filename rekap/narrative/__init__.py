"""From tables to Indonesian sentences: the one place, so that screen, paper and file say the same."""

from rekap.narrative.state import (
    PREVALENSI,
    empty,
    limits,
    not_reported,
    origin,
    protection,
    reporting,
    situation,
)
from rekap.narrative.summary import (
    assessed,
    both_bases,
    change,
    headline,
    lagging,
    paragraph,
    published,
    target_gap,
    waiting,
)
from rekap.narrative.titles import kelas_title, komponen_title, ranking_title, trend_title
from rekap.narrative.words import ratio, share

__all__ = [
    "PREVALENSI",
    "assessed",
    "both_bases",
    "change",
    "empty",
    "headline",
    "kelas_title",
    "komponen_title",
    "lagging",
    "limits",
    "not_reported",
    "origin",
    "paragraph",
    "protection",
    "published",
    "ranking_title",
    "ratio",
    "reporting",
    "share",
    "situation",
    "target_gap",
    "trend_title",
    "waiting",
]
