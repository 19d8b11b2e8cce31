"""The Wilayah screen: a map and a ranking of the regions below, with two ways down and one way up."""

import html

import streamlit as st

from rekap import access, charts, labels, narrative, reports
from rekap.ui import blocks, borders, frame, summary
from rekap.ui.choices import Choice

KOLOM = ("peringkat", "nama", "cakupan", "pembilang", "penyebut", "menunggu", "pelapor", "pelapor_diharapkan",
         "bulan_melapor", "bulan_diharapkan", "sebab")  # fmt: skip
SEARCH_FROM = 12
TALL = 520
LOWER = "tingkat_bawah"


def level(scope: access.Scope, picked: Choice) -> str | None:
    """Which regions are compared; where an office has zona, either they or the kecamatan."""
    levels = reports.children_tingkat(_parent(picked))
    if len(levels) < 2:
        return levels[0] if levels else None
    if _parent(picked) != picked.wilayah:
        return "kecamatan"
    return st.segmented_control(
        "Bandingkan", list(levels), default=levels[0], required=True, key=LOWER,
        format_func=lambda code: labels.label("tingkat", code),
    ) or levels[0]  # fmt: skip


def _parent(picked: Choice) -> str:
    """A kecamatan has nothing below, so it is shown among its neighbours."""
    parts = picked.wilayah.split(".")
    return picked.wilayah if reports.children_tingkat(picked.wilayah) else ".".join(parts[:2])


def gather(scope: access.Scope, picked: Choice, tingkat: str | None) -> reports.SafeTable | None:
    """The regions of the map, ranked."""
    around = Choice(_parent(picked), picked.periode, picked.basis, picked.tampilan)
    found = summary.children(scope, around, tingkat)
    if found is not None and not found.rows():
        st.html(f'<p class="rk-pesan">{html.escape(narrative.empty(found.meta))}</p>')
        return None
    return found


def heading(scope: access.Scope, picked: Choice) -> None:
    """What the map shows, as a sentence, and the figure of the place itself."""
    table = summary.own(scope, picked, picked.basis)
    place = reports.lineage(scope, picked.wilayah)[-1]
    st.html(
        f'<section class="rk-tempat"><h1>{html.escape(summary.full_name(place))}</h1>'
        f"<p>{html.escape(narrative.headline(table))}</p></section>"
    )
    for sentence in narrative.limits(table.meta):
        st.html(f'<p class="rk-pesan">{html.escape(sentence)}</p>')


def picture(scope: access.Scope, picked: Choice, table: reports.SafeTable) -> None:
    """The map; a click on a shape opens it."""
    known = {region.kode: region for region in reports.regions(scope)}
    codes = [row["kode_wilayah"] for row in table.rows()]
    shapes = borders.of([known[code] for code in codes], list(known.values()))
    title = f"Cakupan menurut {labels.label('tingkat', table.rows()[0]['tingkat']).lower()}"
    blocks.section(title, table, picked, "batas perkiraan, bukan batas resmi")
    key = f"rk_peta_{picked.wilayah}"
    figure = charts.region_map(table, shapes, focus=picked.wilayah, dark=blocks.dark())
    blocks.picture(
        figure, charts.alt_map(table, title), key,
        on_select=lambda: _open(key), selection_mode="points",
    )  # fmt: skip
    st.html(legend(table))


def _open(key: str) -> None:
    points = st.session_state[key].selection.points
    if points and "location" in points[0]:
        frame.go_to(points[0]["location"])


def legend(table: reports.SafeTable) -> str:
    """Five shades in words, and the two states without a shade where they occur."""
    shades = [f'<i class="rk-k{index}"></i>{name}' for index, name in enumerate(charts.CLASS_NAMES)]
    rows = [row for row in table.rows() if row["cakupan"].nilai is None]
    if any(row["status"] == "dilindungi" for row in rows):
        shades.append('<i class="rk-titik"></i>disamarkan atau terlalu sedikit orang')
    if any(row["status"] != "dilindungi" for row in rows):
        shades.append('<i class="rk-kosong"></i>tidak ada angka')
    return '<ul class="rk-legenda">' + "".join(f"<li>{shade}</li>" for shade in shades) + "</ul>"


def drill(table: reports.SafeTable, picked: Choice) -> None:
    """The way down without a pointer."""
    rows = [row for row in table.rows() if row["kode_wilayah"] != picked.wilayah]
    names = {row["kode_wilayah"]: row["nama"] for row in sorted(rows, key=lambda row: row["nama"])}
    key = f"rk_turun_{picked.wilayah}"
    noun = labels.label("tingkat", rows[0]["tingkat"]).lower()
    st.selectbox(
        f"Buka {noun}", list(names), index=None, format_func=names.get, key=key,
        placeholder=f"Pilih {noun}", on_change=lambda: frame.go_to(st.session_state[key]),
    )  # fmt: skip


def ranking(table: reports.SafeTable, picked: Choice, target: float | None) -> None:
    """The same regions as one sorted list."""
    title = narrative.ranking_title(table, target)
    rows = table.rows()
    blocks.section(title, table, picked, blocks.how_to_read(rows))
    cari = ""
    if len(rows) >= SEARCH_FROM:
        cari = st.text_input("Cari wilayah", key="rk_cari", placeholder="Ketik nama", live=True)
    figure = charts.ranking(table, target=target, cari=cari, dark=blocks.dark())
    key = f"rk_daftar_{picked.wilayah}"
    tall = len(rows) >= SEARCH_FROM
    with st.container(key="rk_gulung", height=TALL if tall else "content", border=False):
        blocks.picture(figure, charts.alt_bars(table, title), key)


def table(ranked: reports.SafeTable) -> None:
    """Every number of the map and the list."""
    title = f"Cakupan menurut {labels.label('tingkat', ranked.rows()[0]['tingkat']).lower()}"
    blocks.beneath(ranked, title, "rk_wilayah", KOLOM, "cakupan_per_wilayah")
