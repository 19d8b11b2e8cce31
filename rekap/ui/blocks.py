"""One chart as a reader meets it: a sentence, a quiet line, the picture, its table, the way to its file."""

import html

import streamlit as st

from rekap import charts, labels, reports
from rekap.ui import tables
from rekap.ui.choices import Choice

LAPORAN = "laporan"


def dark() -> bool:
    return st.context.theme.type == "dark"


def section(title: str, table: reports.SafeTable, picked: Choice, extra: str = "") -> None:
    """The heading of a block. When the figures are not of the view that was asked for, it says so."""
    parts = [labels.periode(picked.periode), table.choice("basis") or "", extra]
    if table.meta.tampilan != picked.tampilan:
        parts.append(f"angka {table.meta.tampilan}")
    note = " · ".join(part for part in parts if part)
    st.html(f'<div class="rk-judul"><h2>{html.escape(title)}</h2><p>{html.escape(note)}</p></div>')


def how_to_read(rows: list[dict]) -> str:
    """What the unusual bars of a list mean, where it has any."""
    shares = [(row, row["cakupan"]) for row in rows]
    notes = []
    if any(row.get("peringkat", 0) is None and share.nilai is not None for row, share in shares):
        notes.append("abu-abu: kurang dari 20 orang")
    if any(share.jenis == "paling_banyak" for _, share in shares):
        notes.append("batang kosong: paling banyak sekian")
    return "; ".join(notes)


def picture(figure, alt: str, key: str, **options):
    """A chart in our configuration."""
    return st.plotly_chart(figure, key=key, theme=None, config=charts.CONFIG, alt=alt, **options)


def beneath(
    table: reports.SafeTable, title: str, key: str, kolom: tuple[str, ...], laporan: str | None = None
) -> None:
    """The quiet table and the way to the file."""
    with st.container(key=f"{key}_kaki", horizontal=True, vertical_alignment="top"):
        with st.expander("Lihat tabel", key=f"{key}_tabel", type="compact"):
            tables.show(table, title, kolom)
        if laporan and st.button("Unduh", key=f"{key}_unduh", type="tertiary", icon=":material/download:"):
            st.session_state[LAPORAN] = laporan
            st.switch_page("pages/unduh.py")
