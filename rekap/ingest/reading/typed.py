"""How a cell keeps, inside a column of text, the type that a spreadsheet gave it.

Plain text is plain; a typed cell starts with TAG, which no file may contain (the readers refuse it), then one
letter and the value. So a NIK that became a number is told from a NIK that was typed as text.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

TAG = "\x1f"

_LONGEST_WHOLE = 1e21  # above it a whole float is noise, and its digits would only pretend


@dataclass(frozen=True)
class CellError:
    """What stands in a cell instead of a value, for example #REF!."""

    kode: str


def encode(value) -> str | None:
    """One cell as column text; None and "" are both empty."""
    if type(value) is str:
        return value or None
    if value is None:
        return None
    return _typed(value)


def _typed(value) -> str:
    match value:
        case bool():
            return TAG + ("bTRUE" if value else "bFALSE")
        case int():
            return f"{TAG}n{value}"
        case float():
            return _number(value)
        case datetime():
            return f"{TAG}d{value.date() if _is_midnight(value) else value.isoformat()}"
        case date():
            return f"{TAG}d{value.isoformat()}"
        case time():
            return f"{TAG}t{value.isoformat()}"
        case timedelta():
            return f"{TAG}t{_clock(value)}"
        case CellError():
            return f"{TAG}e{value.kode}"
    raise TypeError(f"no cell is a {type(value).__name__}")


def decode(text: str | None):
    """The cell as the spreadsheet had it: None, text, number, date, datetime, timedelta, bool, CellError."""
    if not text:
        return None
    if text[0] != TAG:
        return text
    return _DECODERS[text[1]](text[2:])


def _number(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):
        return f"{TAG}e#NUM!"
    return f"{TAG}n{int(value) if value.is_integer() and abs(value) < _LONGEST_WHOLE else repr(value)}"


def _is_midnight(value: datetime) -> bool:
    return value.time() == time()


def _clock(value: timedelta) -> str:
    """Hours may pass 24 and may be negative: a duration, not a time of day."""
    micro = abs(value) // timedelta(microseconds=1)
    seconds, micro = divmod(micro, 1_000_000)
    sign, part = "-" if value < timedelta() else "", f".{micro:06d}" if micro else ""
    return f"{sign}{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}{part}"


def _decode_number(text: str) -> int | float:
    return int(text) if text.lstrip("-").isdigit() else float(text)


def _decode_date(text: str) -> date | datetime:
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _decode_clock(text: str) -> timedelta:
    hours, minutes, seconds = text.lstrip("-").split(":")
    value = timedelta(hours=int(hours), minutes=int(minutes)) + timedelta(
        microseconds=round(float(seconds) * 1e6)
    )
    return -value if text.startswith("-") else value


_DECODERS = {
    "n": _decode_number,
    "d": _decode_date,
    "t": _decode_clock,
    "b": lambda text: text == "TRUE",
    "e": CellError,
}
