"""A cell as a person reads it, whatever type the spreadsheet gave it."""

from datetime import datetime, timedelta

from rekap.ingest.reading.typed import CellError


def as_text(raw) -> str:
    """Whole numbers without a decimal point, single spaces, dates as TTTT-BB-HH, empty cells as nothing."""
    match raw:
        case None:
            return ""
        case bool():
            return "TRUE" if raw else "FALSE"
        case float() if raw.is_integer():
            return str(int(raw))
        case datetime():
            return raw.isoformat(sep=" ", timespec="seconds")
        case timedelta():
            seconds = round(raw.total_seconds())
            return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
        case CellError():
            return raw.kode
    return " ".join(str(raw).split())
