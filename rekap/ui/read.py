"""The one cached reader. All that decides the answer is a hashed argument: edition, scope, question."""

import streamlit as st

from rekap import access, edition, metrics, reports

MINUTES_10 = 600


def ask(nama: str, scope: access.Scope, tampilan: str, **params) -> reports.SafeTable:
    """One report of the edition that is current now."""
    question = tuple(sorted((key, tuple(v) if isinstance(v, list) else v) for key, v in params.items()))
    return _answer(_editions(scope), scope, tampilan, nama, question)


def coverage(nama: str, scope: access.Scope, tampilan: str, basis: str, **params) -> reports.SafeTable:
    """The same with coverage worked out."""
    return metrics.with_coverage(ask(nama, scope, tampilan, **params), basis)


def _editions(scope: access.Scope) -> tuple[str | None, ...]:
    tiers = ("internal", "publik") if scope.berkas_internal else ("publik",)
    return tuple(edition.current(tier) for tier in tiers)


@st.cache_data(ttl=MINUTES_10, max_entries=2000, show_spinner=False)
def _answer(
    editions: tuple[str | None, ...], scope: access.Scope, tampilan: str, nama: str, question: tuple
) -> reports.SafeTable:
    return reports.read(nama, scope, tampilan=tampilan, **dict(question))
