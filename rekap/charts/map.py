"""The map: five fixed classes of one hue; protected areas carry dots, unknown ones nothing."""

import math
from dataclasses import dataclass

import plotly.graph_objects as go

from rekap.charts.base import NOTE, figure, plain
from rekap.charts.palette import LIGHT, Palette

HEIGHT, FLAT = 460, 380
# Lower edges in percent. Fixed, so that a shade means the same on every map and in every year.
EDGES = (0, 20, 40, 60, 80)
CLASS_NAMES = ("di bawah 20 %", "20–39 %", "40–59 %", "60–79 %", "80 % ke atas")
LABELS_AT_MOST = 8
DOTS_ACROSS = 46
EDGE = 0.02


@dataclass(frozen=True)
class Area:
    """One region on the map; `keadaan` is 'nilai', 'disamarkan' or 'kosong'."""

    kode: str
    nama: str
    nilai: float | None
    teks: str
    keterangan: str
    keadaan: str


def class_of(value: float) -> int:
    """Which of the five classes a percentage falls into."""
    return max(index for index, edge in enumerate(EDGES) if value >= edge or index == 0)


def one_class(low: float, high: float) -> bool:
    return class_of(low) == class_of(high)


def region_map(
    areas: list[Area], borders: dict, *, focus: str | None = None, palette: Palette = LIGHT
) -> go.Figure:
    """Areas joined to their borders by code; the one in focus has a strong outline."""
    shapes = {feature["id"]: feature for feature in borders["features"]}
    drawn = [area for area in areas if area.kode in shapes]
    collection = {"type": "FeatureCollection", "features": [shapes[area.kode] for area in drawn]}
    x0, y0, x1, y1 = _box(_all_points(collection))
    wide = x1 - x0 > 1.2 * (y1 - y0)
    fig = figure(palette, FLAT if wide else HEIGHT, clickmode="event+select")
    fig.update_layout(margin={"t": 0})
    _fill(fig, [a for a in drawn if a.keadaan == "nilai"], collection, palette)
    _blank(fig, [a for a in drawn if a.keadaan != "nilai"], collection, palette)
    for area in drawn:
        _edges(fig, shapes[area.kode], palette)
    if focus in shapes:
        _outline(fig, shapes[focus], palette)
    hidden = [shapes[area.kode] for area in drawn if area.keadaan == "disamarkan"]
    _dots(fig, hidden, _step(collection), palette)
    if len(drawn) <= LABELS_AT_MOST:
        _labels(fig, drawn, shapes, palette)
    fig.update_geos(
        visible=False,
        bgcolor="rgba(0,0,0,0)",
        projection_type="mercator",
        lonaxis_range=[x0 - EDGE * (x1 - x0), x1 + EDGE * (x1 - x0)],
        lataxis_range=[y0 - EDGE * (y1 - y0), y1 + EDGE * (y1 - y0)],
    )
    return fig


def _all_points(collection: dict) -> list:
    points = [p for feature in collection["features"] for ring in rings(feature["geometry"]) for p in ring]
    return points or [(95, -11), (141, 6)]


def _fill(fig, areas, collection, palette) -> None:
    steps = []
    for index, colour in enumerate(palette.classes):
        steps += [[index * 0.2, colour], [(index + 1) * 0.2, colour]]
    _choropleth(fig, areas, collection, palette, [class_of(area.nilai) for area in areas], steps)


def _blank(fig, areas, collection, palette) -> None:
    _choropleth(fig, areas, collection, palette, [0] * len(areas), [[0, palette.empty], [1, palette.empty]])


def _choropleth(fig, areas, collection, palette, classes, steps) -> None:
    fig.add_choropleth(
        geojson=collection,
        featureidkey="id",
        locations=[area.kode for area in areas],
        z=classes,
        zmin=-0.5,
        zmax=4.5,
        colorscale=steps,
        showscale=False,
        marker={"line": {"color": palette.outline, "width": 0.8}, "opacity": 1},
        selected={"marker": {"opacity": 1}},
        unselected={"marker": {"opacity": 1}},
        hovertext=[plain(area.keterangan) for area in areas],
        hovertemplate="%{hovertext}<extra></extra>",
    )


def _edges(fig, feature: dict, palette) -> None:
    """The common border of a zona, stronger than the borders of its kecamatan."""
    sides = feature.get("properties", {}).get("tepi", [])
    points = [point for side in sides for point in (*side, (None, None))]
    if points:
        _stroke(fig, points, palette.ground, 2.5)


def _outline(fig, feature: dict, palette) -> None:
    """Lines of several rings in one trace are kept apart by a gap."""
    sides = feature.get("properties", {}).get("tepi") or rings(feature["geometry"])
    points = [point for side in sides for point in (*side, (None, None))]
    _stroke(fig, points, palette.text, 2.5)


def _stroke(fig, points, colour, width) -> None:
    fig.add_scattergeo(
        lon=[point[0] for point in points],
        lat=[point[1] for point in points],
        mode="lines",
        line={"color": colour, "width": width},
        hoverinfo="skip",
    )


def _dots(fig, features, step: float, palette) -> None:
    """Plotly's map has no patterns, so the dots of a protected area are drawn one by one."""
    points = [point for feature in features for point in lattice(feature["geometry"], step)]
    fig.add_scattergeo(
        lon=[x for x, _ in points],
        lat=[y for _, y in points],
        mode="markers",
        marker={"size": 2.4, "color": palette.compare, "opacity": 1},
        hoverinfo="skip",
    )


def _labels(fig, areas, shapes, palette) -> None:
    where = [_centre(shapes[area.kode]["geometry"]) for area in areas]
    fig.add_scattergeo(
        lon=[x for x, _ in where],
        lat=[y for _, y in where],
        mode="text",
        text=[f"<b>{plain(area.teks)}</b><br>{plain(area.nama)}" for area in areas],
        textfont={
            "size": NOTE,
            "color": palette.text,
            "shadow": ", ".join([f"0 0 2px {palette.ground}"] * 6),  # a halo, since names reach over borders
        },
        hoverinfo="skip",
    )


def rings(geometry: dict) -> list[list]:
    """The outer rings of a polygon or of several."""
    if geometry["type"] == "Polygon":
        return [geometry["coordinates"][0]]
    return [polygon[0] for polygon in geometry["coordinates"]]


def _box(points) -> tuple[float, float, float, float]:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return min(xs), min(ys), max(xs), max(ys)


def _step(collection: dict) -> float:
    x0, y0, x1, y1 = _box(_all_points(collection))
    return max(x1 - x0, y1 - y0) / DOTS_ACROSS


def lattice(geometry: dict, step: float) -> list[tuple[float, float]]:
    """Points of one regular grid that lie inside; all areas share the grid, so dots meet at borders."""
    inside = []
    for ring in rings(geometry):
        x0, y0, x1, y1 = _box(ring)
        per_degree = step**-1
        for i in range(math.ceil(x0 * per_degree), math.floor(x1 * per_degree) + 1):
            for j in range(math.ceil(y0 * per_degree), math.floor(y1 * per_degree) + 1):
                point = ((i + 0.5 * (j % 2)) * step, j * step)
                if _contains(ring, point):
                    inside.append(point)
    return inside


def _contains(ring: list, point: tuple[float, float]) -> bool:
    """Counts how often a ray to the right crosses the ring; compares products, so that nothing is divided."""
    x, y = point
    odd = False
    for (x0, y0), (x1, y1) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (y0 > y) == (y1 > y):
            continue
        cross = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
        if (cross > 0) == (y1 > y0):
            odd = not odd
    return odd


def _centre(geometry: dict) -> tuple[float, float]:
    """A point well inside: of a coarse grid, the one farthest from the edge of the largest ring."""
    ring = max(rings(geometry), key=lambda r: (_box(r)[2] - _box(r)[0]) * (_box(r)[3] - _box(r)[1]))
    x0, y0, x1, y1 = _box(ring)
    grid = [
        (x0 + (x1 - x0) * i * 0.05, y0 + (y1 - y0) * j * 0.05) for i in range(1, 20) for j in range(1, 20)
    ]
    inside = [p for p in grid if _contains(ring, p)] or [((x0 + x1) * 0.5, (y0 + y1) * 0.5)]
    return max(inside, key=lambda p: min((p[0] - q[0]) ** 2 + (p[1] - q[1]) ** 2 for q in ring))
