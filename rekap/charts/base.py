"""What every picture shares: type, ground, separators, and nothing that does not help to read."""

import html

import plotly.graph_objects as go

from rekap.charts.palette import Palette

FONT = "'Plus Jakarta Sans', 'Segoe UI', system-ui, sans-serif"
TEXT, NOTE = 14, 13

# The border file is our own stub; the relative address survives a base path in front of the app.
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "scrollZoom": False,
    "doubleClick": False,
    "showTips": False,
    "locale": "id",
    "topojsonURL": "peta/",
}


def figure(palette: Palette, height: int, **layout) -> go.Figure:
    """An empty figure in our clothes."""
    fig = go.Figure()
    fig.update_layout(
        height=height,
        margin={"l": 0, "r": 0, "t": 8, "b": 0, "pad": 0},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"family": FONT, "size": TEXT, "color": palette.text},
        separators=",.",
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": palette.ground,
            "bordercolor": palette.outline,
            "font": {"family": FONT, "size": NOTE, "color": palette.text},
            "align": "left",
        },
        **layout,
    )
    return fig


def plain(text: str) -> str:
    """A name as text: plotly reads a small HTML in its labels."""
    return html.escape(text, quote=False).replace("\n", "<br>")
