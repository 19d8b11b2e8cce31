"""Who is looking: asked by the frame and, first of all, by every page."""

from urllib.parse import urlencode, urlsplit

import streamlit as st

from rekap import access
from rekap.ui import session

_FRAME = "_bingkai"


def current_session() -> session.Session | None:
    """The session of this browser, checked again on every run."""
    return session.read(st.context.cookies.get(session.COOKIE))


def current_scope() -> access.Scope | None:
    found = current_session()
    return found.scope if found else None


def mark_frame(drawn: bool) -> None:
    """The frame says that it ran, because Streamlit can serve a page without it."""
    st.session_state[_FRAME] = drawn


def require_scope() -> access.Scope:
    """The scope of the person looking; ends the page for a stranger."""
    scope = current_scope()
    if scope is None or not st.session_state.get(_FRAME):
        st.write("Silakan masuk dahulu.")
        st.stop()
    return scope


def this_address() -> str:
    """The path and query of the page being looked at, to come back to after signing in."""
    path = urlsplit(st.context.url or "/").path or "/"
    query = urlencode(dict(st.query_params))
    return f"{path}?{query}" if query else path
