"""The line over time: one basis strong, the other quiet, the target dashed, gaps where nothing is known."""

from dataclasses import dataclass

import plotly.graph_objects as go

from rekap.charts.base import NOTE, figure, plain
from rekap.charts.palette import LIGHT, Palette

HEIGHT = 300
TICKS_AT_MOST = 8
NAMES_MEET = 18  # points on the scale


@dataclass(frozen=True)
class Point:
    """One period: its short name, its year, its value when there is one, and what the reader is told."""

    periode: str
    tahun: str
    nilai: float | None
    teks: str
    keterangan: str
    bawah: float | None = None
    atas: float | None = None
    tetap: bool = False
    batas: str | None = None  # 'paling_banyak' or 'paling_sedikit': the value itself is not known

    @property
    def pasti(self) -> float | None:
        """The value to draw a line through; a bound is not one."""
        return None if self.batas else self.nilai


def trend(
    points: list[Point],
    *,
    nama: str,
    other: list[Point] = (),
    nama_other: str = "",
    target: dict[str, float] | None = None,
    published: dict[str, float] | None = None,
    palette: Palette = LIGHT,
) -> go.Figure:
    """`target` and `published` are values by the short name of their period."""
    fig = figure(palette, HEIGHT)
    fig.update_layout(margin={"l": 0, "r": 84, "t": 24, "b": 0})
    place = {point.periode: index for index, point in enumerate(points)}
    _target(fig, place, target or {}, palette)
    _line(fig, other, place, palette.compare, palette, strong=False)
    _published(fig, place, published or {}, palette)
    _spread(fig, points, place, palette)
    _bounds(fig, other, place, palette.compare, palette)
    _bounds(fig, points, place, palette.covered, palette)
    _line(fig, points, place, palette.covered, palette, strong=True)
    lift = _apart(points, other)
    _name(fig, points, place, nama, palette.covered, lift)
    _name(fig, other, place, nama_other, palette.quiet, -lift)
    _axes(fig, points, palette)
    return fig


def _axes(fig, points, palette) -> None:
    ticks = _ticks(points)
    fig.update_xaxes(
        range=[-0.4, len(points) - 0.6],
        tickvals=[index for index, _ in ticks],
        ticktext=[text for _, text in ticks],
        showgrid=False,
        zeroline=False,
        fixedrange=True,
        tickfont={"size": NOTE, "color": palette.quiet},
        linecolor=palette.outline,
        showline=True,
        automargin=True,
        tickangle=0,
    )
    marks = [0, 25, 50, 75, 100]
    fig.update_yaxes(
        range=[0, 108],
        tickvals=marks,
        ticktext=[f"{mark} %" for mark in marks],
        gridcolor=palette.line,
        zeroline=False,
        fixedrange=True,
        tickfont={"size": NOTE, "color": palette.quiet},
        automargin=True,
        ticklabelstandoff=4,
    )


def _ticks(points) -> list[tuple[int, str]]:
    """Where there are few periods every one, or every second so that the last is named; else the years."""
    if len(points) <= TICKS_AT_MOST:
        step = 2 if len(points) > 4 else 1
        named = range(len(points) - 1, -1, -step)
        return [(index, points[index].periode) for index in named]
    first: dict[str, int] = {}
    for index, point in enumerate(points):
        first.setdefault(point.tahun, index)
    return [(index, year) for year, index in first.items()]


def _line(fig, points, place, colour, palette, *, strong: bool) -> None:
    fig.add_scatter(
        x=[place.get(point.periode) for point in points],
        y=[point.pasti for point in points],
        mode="lines+markers",
        connectgaps=False,
        line={"color": colour, "width": 2.5 if strong else 1.5},
        marker={
            "size": 9 if strong else 6,
            # Hollow says: this figure may still change.
            "color": [colour if point.tetap else palette.ground for point in points],
            "line": {"color": colour, "width": 2 if strong else 1.5},
        },
        hovertext=[plain(point.keterangan) for point in points],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _bounds(fig, points, place, colour, palette) -> None:
    """Where only a bound is known, a triangle says on which side of it the value lies."""
    known = [point for point in points if point.batas]
    if not known:
        return
    fig.add_scatter(
        x=[place.get(point.periode) for point in known],
        y=[point.nilai for point in known],
        mode="markers",
        marker={
            "symbol": ["triangle-down" if p.batas == "paling_banyak" else "triangle-up" for p in known],
            "size": 9,
            "color": palette.ground,
            "line": {"color": colour, "width": 1.5},
        },
        hovertext=[plain(point.keterangan) for point in known],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _spread(fig, points, place, palette) -> None:
    known = [p for p in points if p.nilai is not None and p.bawah is not None and p.atas is not None]
    fig.add_scatter(
        x=[place[point.periode] for point in known],
        y=[point.nilai for point in known],
        mode="markers",
        marker={"size": 1, "color": palette.covered},
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [max(0, point.atas - point.nilai) for point in known],
            "arrayminus": [max(0, point.nilai - point.bawah) for point in known],
            "color": palette.compare,
            "thickness": 1,
            "width": 0,
        },
        hoverinfo="skip",
    )


def _last(points) -> Point | None:
    return next((point for point in reversed(points) if point.nilai is not None), None)


def _apart(points, others) -> int:
    """Pixels by which two names at the right edge are moved, so that they do not lie on each other."""
    mine, theirs = _last(points), _last(others)
    if mine is None or theirs is None or abs(mine.nilai - theirs.nilai) >= NAMES_MEET:
        return 0
    return 20 if mine.nilai >= theirs.nilai else -20


def _name(fig, points, place, nama, colour, lift: int) -> None:
    """The name and value of a line stand at its end instead of in a legend."""
    last = _last(points)
    if last is None or not nama:
        return
    fig.add_annotation(
        x=place[last.periode],
        y=last.nilai,
        text=f"<b>{plain(last.teks)}</b><br>{plain(nama).replace(' ', '<br>')}",
        align="left",
        showarrow=False,
        xanchor="left",
        yanchor="middle",
        xshift=10,
        yshift=lift,
        font={"size": NOTE, "color": colour},
    )


def _target(fig, place, target, palette) -> None:
    known = [(index, target[name]) for name, index in place.items() if name in target]
    if not known:
        return
    fig.add_scatter(
        x=[edge for index, _ in known for edge in (index - 0.4, index + 0.4, None)],
        y=[end for _, value in known for end in (value, value, None)],
        mode="lines",
        line={"color": palette.quiet, "width": 1, "dash": "dash"},
        hoverinfo="skip",
    )
    index, value = known[min(1, len(known) - 1)]
    _note(fig, index, value, "target", "center", palette)


def _published(fig, place, published, palette) -> None:
    known = [(index, published[name]) for name, index in place.items() if name in published]
    if not known:
        return
    fig.add_scatter(
        x=[index for index, _ in known],
        y=[value for _, value in known],
        mode="markers",
        marker={"symbol": "diamond", "size": 9, "color": palette.quiet},
        hovertemplate="Diterbitkan sebelumnya, basis tidak diketahui: %{y} %<extra></extra>",
    )
    index, value = known[-1]
    _note(fig, index, value, "diterbitkan sebelumnya", "center", palette, lift=8)


def _note(fig, x, y, text, anchor, palette, lift=0) -> None:
    fig.add_annotation(
        x=x,
        y=y,
        text=text,
        showarrow=False,
        xanchor=anchor,
        yanchor="bottom",
        yshift=lift,
        font={"size": NOTE, "color": palette.quiet},
    )
