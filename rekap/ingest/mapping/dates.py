"""Reads dates as people write them: the forms that a mapping lists, and forms that leave no choice.

Never guesses: 03/05/2024 is read only when one form is listed for it, and a year of two digits only by %y.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import lru_cache

FIRST_YEAR = 1900
SERIALS = {"serial1900": False, "serial1904": True}

_MONTHS = (
    "januari january jan", "februari february pebruari feb peb", "maret march mar mrt", "april apr",
    "mei may", "juni june jun", "juli july jul", "agustus august agt agu ags aug",
    "september sept sep", "oktober october okt oct", "november nopember nov nop", "desember december des dec",
)  # fmt: skip
MONTHS = {name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()}

_WEEKDAY = re.compile(
    r"(?:senin|selasa|rabu|kamis|jum'?at|sabtu|minggu|ahad|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|mon|tue|wed|thu|fri|sat|sun)[,.\s]+",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?P<H>\d{1,2})[:.](?P<M>\d{2})(?:[:.](?P<S>\d{2})(?:[.,]\d+)?)?"
    r"\s*(?P<p>[AaPp]\.?[Mm]\.?)?(?:\s*WI(?:B|TA|T))?"
)
_DIRECTIVES = {
    "d": r"(?P<d>\d{1,2})", "m": r"(?P<m>\d{1,2})", "Y": r"(?P<Y>\d{4})", "y": r"(?P<y>\d{2})",
    "b": r"(?P<b>[^\W\d_]+)\.?", "B": r"(?P<b>[^\W\d_]+)\.?", "H": r"(?P<H>\d{1,2})", "I": r"(?P<H>\d{1,2})",
    "M": r"(?P<M>\d{2})", "S": r"(?P<S>\d{2})", "f": r"\d{1,9}", "p": r"(?P<p>[AaPp]\.?[Mm]\.?)", "%": "%",
}  # fmt: skip
_NAMED = (
    r"(?P<d>\d{1,2})[\s./,-]+(?P<b>[^\W\d_]+)\.?[\s./,-]+(?P<Y>\d{4})",
    r"(?P<b>[^\W\d_]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<Y>\d{4})",
    r"(?P<Y>\d{4})[\s./-]+(?P<b>[^\W\d_]+)\.?[\s./-]+(?P<d>\d{1,2})",
)
_ISO = r"(?P<Y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
_PROBES = (date(2003, 4, 5), date(2011, 12, 10))


def complaint(forms: tuple[str, ...]) -> str | None:
    """Why these forms cannot be used together, as a sentence; None when they can."""
    written = [form for form in forms if form not in SERIALS]
    for form in written:
        try:
            groups = sorted(_pattern(form).groupindex)
        except (KeyError, re.error):
            return (
                f"bentuk tanggal {form} tidak dikenal; yang dapat dipakai antara lain %d/%m/%Y dan %d %B %Y"
            )
        if "d" not in groups or not {"m", "b"} & set(groups) or not {"Y", "y"} & set(groups):
            return f"bentuk tanggal {form} harus memuat hari, bulan, dan tahun"
    for one in written:
        for other in written:
            if any(_read(_write(probe, one), other, {}, probe) not in (None, probe) for probe in _PROBES):
                return f"bentuk tanggal {one} dan {other} bertentangan: satu tulisan menjadi dua tanggal"
    return None


def reader(forms: tuple[str, ...], bulan: dict[str, int], today: date, epoch_1904: bool) -> Callable:
    """Raw cell -> datetime, or None when it is no date for sure; `bulan` adds month names of a language."""
    months = {**MONTHS, **bulan}
    written = tuple(form for form in forms if form not in SERIALS)
    serials = [SERIALS[form] for form in forms if form in SERIALS]
    iso_too = not any(re.match("%[Yy].%d", form) for form in written)
    certain = (*_NAMED, *((_ISO,) if iso_too else ()))

    def read(raw) -> datetime | None:
        if isinstance(raw, datetime):
            return raw
        if isinstance(raw, date):
            return datetime.combine(raw, datetime.min.time())
        if isinstance(raw, bool) or not isinstance(raw, str | int | float):
            return None
        text = _WEEKDAY.sub("", " ".join(str(raw).split()), count=1)
        for form in written:
            if value := _read_moment(text, _pattern(form), months, today):
                return value
        if isinstance(raw, str):
            for pattern in certain:
                if value := _read_moment(text, _compiled(pattern), months, today):
                    return value
        return _of_bare_number(raw, serials, epoch_1904, today)

    return read


def _of_bare_number(raw, serials: list[bool], epoch_1904: bool, today: date) -> datetime | None:
    """A number of a workbook counts days by its own epoch; a number in text only when a mapping says so."""
    if isinstance(raw, str):
        if not serials or not re.fullmatch(r"\d{1,6}(?:\.\d+)?", raw.strip()):
            return None
        raw = float(raw)
    return of_serial(raw, serials[0] if serials else epoch_1904, today)


def of_serial(number: float, epoch_1904: bool, today: date) -> datetime | None:
    """A day count as a moment; None when it looks like a year or lies outside 1901 up to next year."""
    if not 0 < number < 100_000 or FIRST_YEAR <= number <= 2100:
        return None
    start = datetime(1904, 1, 1) if epoch_1904 else datetime(1899, 12, 30)
    value = start + timedelta(seconds=round(number * 86_400))
    return value if FIRST_YEAR < value.year <= today.year + 1 else None


@lru_cache(maxsize=256)
def _pattern(form: str) -> re.Pattern:
    """A strptime form as a pattern; without separators every number must have its full width."""
    tokens = re.findall(r"%-?(.)|([^%]+)", form)
    tight = bool(re.search(r"%-?[A-Za-z]%", form))
    parts = []
    for directive, literal in tokens:
        part = _DIRECTIVES[directive] if directive else "".join(map(_literal, re.findall(r"\s+|\S", literal)))
        parts.append(part.replace("{1,2}", "{2}") if tight else part)
    return _compiled("".join(parts))


def _literal(text: str) -> str:
    return r"\s+" if text.isspace() else re.escape(text)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern:
    """A form without hours may carry them all the same; a day is then still that day."""
    clock = "" if "(?P<H>" in pattern else rf"(?:[T\s,]+{_CLOCK})?"
    return re.compile(pattern + clock, re.IGNORECASE)


def _read_moment(text: str, pattern: re.Pattern, months: dict[str, int], today: date) -> datetime | None:
    found = pattern.fullmatch(text)
    if found is None:
        return None
    parts = found.groupdict()
    month = months.get(parts["b"].casefold()) if parts.get("b") else int(parts["m"])
    hour, minute, second = (int(parts.get(key) or 0) for key in "HMS")
    if half := parts.get("p"):
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half.casefold().startswith("p") else 0)
    try:
        return datetime(_year(parts, today), month or 0, int(parts["d"]), hour, minute, second)
    except ValueError:
        return None


def _year(parts: dict[str, str | None], today: date) -> int:
    """Two digits are the latest such year that has begun."""
    if parts.get("Y"):
        return int(parts["Y"])
    year = today.year // 100 * 100 + int(parts["y"])
    return year if year <= today.year else year - 100


def _read(text: str, form: str, months: dict[str, int], today: date) -> date | None:
    value = _read_moment(text, _pattern(form), {**MONTHS, **months}, date(today.year + 1, 1, 1))
    return value.date() if value else None


def _write(day: date, form: str) -> str:
    names = {"b": _MONTHS[day.month - 1].split()[0], "B": _MONTHS[day.month - 1].split()[0]}
    return re.sub(r"%-?(.)", lambda m: names.get(m[1]) or day.strftime(f"%{m[1]}"), form)
