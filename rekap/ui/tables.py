"""Tables on the screen: real HTML tables, so that they can be read aloud, searched and printed."""

import html

import streamlit as st

from rekap import exports, narrative, reports
from rekap.exports.columns import columns


def show(table: reports.SafeTable, judul: str, kolom: tuple[str, ...] | None = None) -> None:
    """The cells of the screen, which are the cells of the file."""
    if table.frame().empty:
        st.html(f'<p class="rk-sunyi">{html.escape(narrative.empty(table.meta))}</p>')
        return
    st.html(as_html(table, judul, kolom))


def as_html(table: reports.SafeTable, judul: str, kolom: tuple[str, ...] | None = None) -> str:
    """Numbers stand right, words left; a wide table scrolls by itself, with the keyboard too."""
    cells = exports.screen_table(table, kolom)
    right = ["rk-angka" if column.angka is not None else "" for column in columns(table, kolom)]
    head = "".join(
        f'<th scope="col" class="{place}">{html.escape(name)}</th>'
        for name, place in zip(cells.columns, right, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f'<td class="{place}">{html.escape(text)}</td>' for text, place in zip(row, right, strict=True)
        )
        + "</tr>"
        for row in cells.itertuples(index=False, name=None)
    )
    return (
        f'<div class="rk-tabel" role="region" tabindex="0" aria-label="{html.escape(judul)}"><table>'
        f'<caption class="rk-dengar">{html.escape(judul)}</caption><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
