"""Reads numbers as people write them; where a dot or a comma could mean two things, it is not guessed."""

import math
import re
from decimal import Decimal

AMBIGUOUS = "ambigu"

_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([.,  '])\d{3})(?:\1\d{3})*")


def decimal(raw, desimal: str | None) -> Decimal | str | None:
    """The number, None when it is none, AMBIGUOUS when `desimal` must say what the dot or comma is."""
    if isinstance(raw, bool) or not isinstance(raw, str | int | float):
        return None
    if not isinstance(raw, str):
        return None if isinstance(raw, float) and not math.isfinite(raw) else Decimal(repr(raw))
    text = raw.strip()
    marks = re.findall(r"[.,]", text)
    if desimal is None and marks:
        if len(marks) == 1 and re.fullmatch(r"[-+]?[1-9]\d{0,2}[.,]\d{3}", text):
            return AMBIGUOUS
        desimal = _mark(marks)
    whole, _, part = text.partition(desimal) if desimal else (text, "", "")
    if part and not part.isdecimal():
        return None
    sign, digits = re.fullmatch(r"([-+]?)(.*)", whole, re.DOTALL).groups()
    if not digits.isdecimal() and digits:
        found = _GROUPED.fullmatch(digits)
        if not found or found[1] == desimal:
            return None
        digits = re.sub(r"\D", "", digits)
    return Decimal(f"{sign}{digits}.{part}" if part else f"{sign}{digits}") if digits or part else None


def _mark(marks: list[str]) -> str:
    """Of dots and commas the last is the decimal mark, unless it stands there several times."""
    last = marks[-1]
    if marks.count(last) == 1:
        return last
    return "," if last == "." else "."
