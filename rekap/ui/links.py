"""Addresses: which pages there are, and how a link says everything that a page needs."""

from urllib.parse import parse_qsl, urlencode

from rekap import access, reports
from rekap.ui import choices

START = "ringkasan"
PAGES = (START, "wilayah", "unduh", "metode")


def complete(scope: access.Scope, query: str) -> str | None:
    """The query with every filter named in words; None when it already is.

    A value that does not exist is left alone: the page reports it in a sentence.
    """
    given = dict(parse_qsl(query))
    try:
        full = {**given, **_filters(scope, given)}
    except reports.NoEdition:
        return None
    return urlencode(full) if full != given else None


def _filters(scope: access.Scope, given: dict[str, str]) -> dict[str, str]:
    views = choices.view_options(scope)
    tampilan = choices.parse(given.get("tampilan"), views) or scope.tampilan[0]
    wilayah = choices.region_named(scope, given.get("wilayah")) or scope.wilayah_awal
    named = {}
    for key in choices.KEYS:
        allowed = choices.options(scope, key, wilayah, tampilan)
        code = choices.parse(given.get(key), allowed)
        if code is None and key in given:
            named[key] = given[key]
        else:
            named[key] = allowed[code or choices.first(scope, key, allowed)]
    return named
