"""Everything that two screens say to Streamlit; a page asks here and stays short."""

from rekap.ui import codebook, failure, method, region, sections, summary, takeaway
from rekap.ui.account import current_scope, require_scope
from rekap.ui.frame import choice, foot, navigation, top

__all__ = [
    "choice",
    "codebook",
    "current_scope",
    "failure",
    "foot",
    "method",
    "navigation",
    "region",
    "require_scope",
    "sections",
    "summary",
    "takeaway",
    "top",
]
