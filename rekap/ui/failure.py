"""What a reader sees when a page fails: what still works, and a number to tell the administrator."""

import html
import logging
import secrets
import traceback

import streamlit as st

from rekap import reports

_log = logging.getLogger("rekap.web")


def show(error: Exception) -> bool:
    """Says it on the page and logs where it happened; never the message, which could hold a figure."""
    if isinstance(error, reports.NoEdition):
        st.html(f'<p class="rk-pesan">{html.escape(str(error))}</p>')
        return True
    number = secrets.token_hex(4)
    where = "".join(traceback.format_tb(error.__traceback__))
    _log.error("kegagalan %s: %s\n%s", number, type(error).__name__, where)
    st.html(
        '<div class="rk-pesan" role="alert"><p>Halaman ini gagal ditampilkan. Halaman lain dan berkas yang '
        "sudah diunduh tetap dapat dipakai.</p>"
        f"<p>Nomor untuk administrator: <b>{html.escape(number)}</b></p></div>"
    )
    return True
