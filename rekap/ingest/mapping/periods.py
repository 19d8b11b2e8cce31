"""Reads months, quarters and years as people write them, as '2024-03', '2024-tw1' and '2024'."""

import re
from datetime import date

from rekap.ingest.mapping import dates
from rekap.ingest.reading.text import as_text

_YEAR = r"(?P<Y>(?:19|20)\d\d)"
_MONTHS = (
    rf"{_YEAR}[-/.\s]?(?P<m>0[1-9]|1[0-2])",
    rf"(?P<m>0?[1-9]|1[0-2])[-/.\s]{_YEAR}",
    rf"(?P<b>[^\W\d_]+)\.?[-/.,\s]*{_YEAR}",
)
_QUARTER = r"(?:tw|t|q|triwulan|trimester|quarter)[-/.\s]*(?P<q>[1-4]|i{1,3}|iv)"
_QUARTERS = (rf"{_YEAR}[-/.,\s]*{_QUARTER}", rf"{_QUARTER}[-/.,\s]*(?:tahun\s*)?{_YEAR}")
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


def month(raw, bulan: dict[str, int]) -> str | None:
    """A month, or None when it is none; `bulan` adds month names of a language."""
    text = raw.strftime("%Y-%m") if isinstance(raw, date) else as_text(raw)
    for form in _MONTHS:
        if found := re.fullmatch(form, text):
            parts = found.groupdict()
            names = {**dates.MONTHS, **bulan}
            number = names.get(parts["b"].casefold()) if parts.get("b") else int(parts["m"])
            return f"{parts['Y']}-{number:02d}" if number else None
    return None


def period(raw, bulan: dict[str, int]) -> str | None:
    """A year, a quarter or a month; a date is none of them for sure."""
    if isinstance(raw, date):
        return None
    text = as_text(raw)
    if re.fullmatch(_YEAR, text):
        return text
    for form in _QUARTERS:
        if found := re.fullmatch(form, text, re.IGNORECASE):
            quarter = found["q"].casefold()
            return f"{found['Y']}-tw{_ROMAN.get(quarter, quarter)}"
    return month(raw, bulan)


def begins(kode: str) -> str:
    """The month in which a period begins, as '2024-01'."""
    year, _, rest = kode.partition("-")
    if not rest:
        return f"{year}-01"
    return f"{year}-{3 * int(rest[2]) - 2:02d}" if rest.startswith("tw") else kode
