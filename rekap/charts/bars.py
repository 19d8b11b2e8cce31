"""Bars on a scale of 0 to 100: places, classes, components. Name and value stand on the bar."""

from dataclasses import dataclass

import plotly.graph_objects as go

from rekap.charts.base import NOTE, TEXT, figure, plain
from rekap.charts.palette import LIGHT, Palette

ROOMY_AT_MOST = 8
ROOMY_ROW, COMPACT_ROW = 48, 26


@dataclass(frozen=True)
class Bar:
    """One row: its name, its share of 100 when there is one, and the words beside it."""

    nama: str
    nilai: float | None
    teks: str
    keterangan: str
    bawah: float | None = None
    atas: float | None = None
    kode: str = ""
    pudar: bool = False  # too few people to be compared with the others
    hampa: bool = False  # at most this much: the value itself is not known


def bars(rows: list[Bar], *, target: float | None = None, palette: Palette = LIGHT) -> go.Figure:
    """Few rows get their name above the bar, many get it beside the bar."""
    roomy = len(rows) <= ROOMY_AT_MOST
    row_height = ROOMY_ROW if roomy else COMPACT_ROW
    top = 22 if target is not None else 4
    fig = figure(palette, max(1, len(rows)) * row_height + top + 4, barmode="overlay", bargap=0)
    fig.update_layout(margin={"t": top, "b": 4, "r": 2 if roomy else 64, "l": 0})
    places = list(range(len(rows)))
    _track(fig, rows, places, roomy, palette)
    _values(fig, rows, places, roomy, palette)
    notes = _words(rows, places, roomy, palette)
    if target is not None:
        notes.append(_note(target, -0.5, "target", "center", palette.quiet, yanchor="bottom"))
        fig.add_shape(**_rule(target, len(rows), palette))
    fig.update_layout(annotations=notes)
    fig.update_xaxes(range=[0, 100], visible=False, fixedrange=True)
    fig.update_yaxes(
        range=[len(rows) - 0.5, -0.5],
        fixedrange=True,
        showgrid=False,
        zeroline=False,
        showticklabels=not roomy,
        tickvals=places,
        ticktext=[plain(row.nama) for row in rows],
        tickfont={"size": NOTE},
        automargin=True,
        ticklabelstandoff=8,
    )
    return fig


def _shape(roomy: bool) -> dict:
    """In the roomy form the bar keeps the lower part of its row, under its words."""
    return {"width": 0.22, "offset": 0.1} if roomy else {"width": 0.5, "offset": -0.25}


def _track(fig, rows, places, roomy, palette) -> None:
    full = [100 if row.nilai is not None else 0 for row in rows]
    fig.add_bar(
        x=full, y=places, orientation="h", marker={"color": palette.track}, hoverinfo="skip", **_shape(roomy)
    )


def _values(fig, rows, places, roomy, palette) -> None:
    known = [(row, place) for row, place in zip(rows, places, strict=True) if row.nilai is not None]
    spread = [(row, place) for row, place in known if row.bawah is not None and not row.hampa]
    fig.add_bar(
        x=[row.nilai for row, _ in known],
        y=[place for _, place in known],
        orientation="h",
        marker=_ink(known, palette),
        customdata=[row.kode for row, _ in known],
        hovertext=[plain(row.keterangan) for row, _ in known],
        hovertemplate="%{hovertext}<extra></extra>",
        **_shape(roomy),
    )
    middle = 0.21 if roomy else 0
    fig.add_scatter(
        x=[row.nilai for row, _ in spread],
        y=[place + middle for _, place in spread],
        mode="markers",
        marker={"size": 1, "color": palette.text},
        error_x={
            "type": "data",
            "symmetric": False,
            "array": [max(0, row.atas - row.nilai) for row, _ in spread],
            "arrayminus": [max(0, row.nilai - row.bawah) for row, _ in spread],
            "color": palette.compare,
            "thickness": 1.5,
            "width": 0,
        },
        hoverinfo="skip",
    )


def _ink(known, palette) -> dict:
    """A bar that only says 'at most' is hollow."""
    colours = [palette.compare if row.pudar else palette.covered for row, _ in known]
    fill = [palette.ground if row.hampa else colour for (row, _), colour in zip(known, colours, strict=True)]
    return {"color": fill, "line": {"color": colours, "width": 1}}


def _words(rows, places, roomy, palette) -> list[dict]:
    notes = []
    for row, place in zip(rows, places, strict=True):
        ink = palette.quiet if row.nilai is None or row.pudar else palette.text
        if roomy:
            notes.append(_note(0, place, plain(row.nama), "left", palette.text, yshift=11, size=TEXT))
            notes.append(_note(100, place, plain(row.teks), "right", ink, yshift=11, size=TEXT))
        else:
            known = row.nilai is not None
            text = plain(row.teks) if known else f"<i>{plain(row.teks)}</i>"
            notes.append(_note(100 if known else 0, place, text, "left", ink, xshift=6))
    return notes


def _note(x, y, text, anchor, colour, size=NOTE, **more) -> dict:
    font = {"size": size, "color": colour}
    return {"x": x, "y": y, "text": text, "xanchor": anchor, "showarrow": False, "font": font, **more}


def _rule(target: float, count: int, palette: Palette) -> dict:
    line = {"color": palette.text, "width": 1, "dash": "dash"}
    return {"type": "line", "x0": target, "x1": target, "y0": -0.5, "y1": count - 0.5, "line": line}
