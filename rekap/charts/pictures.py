"""From the rows of a SafeTable to the marks of a picture, and to the words for who cannot see it."""

from dataclasses import replace

import plotly.graph_objects as go

from rekap import labels, narrative
from rekap.charts.bars import ROOMY_AT_MOST, Bar, bars
from rekap.charts.map import Area, one_class
from rekap.charts.map import region_map as draw_map
from rekap.charts.palette import palette
from rekap.charts.trend import Point
from rekap.charts.trend import trend as draw_trend
from rekap.reports import SafeTable

LUAR = ".LW"
SMALL = 20  # people below whom no share is called highest or lowest
AT_MOST, AT_LEAST = "paling_banyak", "paling_sedikit"


def _range(row: dict) -> tuple[float | None, float | None]:
    """Only a protected share has a range to draw."""
    share = row["cakupan"]
    return (share.bawah, share.atas) if share.jenis != "pasti" else (None, None)


def _told(name: str, row: dict, tier: str) -> str:
    """What the pointer reads: the same as the table says."""
    share = row["cakupan"]
    if share.nilai is None:
        return f"{name}\n{share.teks}"
    text = f"{name}\n{share.teks} ({narrative.ratio(row, tier)})"
    if share.jenis != "pasti":
        text += f"\nbisa {labels.number(share.bawah)}–{labels.number(share.atas)} %"
    return text


def _bar(name: str, row: dict, tier: str, roomy: bool) -> Bar:
    share, (low, high) = row["cakupan"], _range(row)
    text = share.teks
    if roomy and share.nilai is not None:
        text = f"{share.teks} · {narrative.ratio(row, tier)}"
    told, hollow = _told(name, row, tier), share.jenis == AT_MOST
    return Bar(name, share.nilai, text, told, low, high, row["kode_wilayah"], hampa=hollow)


def _region(row: dict) -> str:
    return "Luar wilayah atau tidak diketahui" if row["kode_wilayah"].endswith(LUAR) else row["nama"]


def ranking(
    ranked: SafeTable,
    *,
    target: float | None = None,
    cari: str = "",
    ujung: tuple[int, int] | None = None,
    dark: bool = False,
) -> go.Figure:
    """Regions of one level in the order of `metrics.ranking`.

    `cari` keeps those whose name holds it, `ujung` so many of the first and of the last of the ranked ones.
    """
    wanted = cari.strip().casefold()
    rows, tier = [r for r in ranked.rows() if wanted in _region(r).casefold()], ranked.meta.tier
    if ujung:
        rows = [r for r in rows if r["peringkat"] is not None]
        first, last = ujung
        rows = rows[:first] + (rows[first:][-last:] if last else [])
    roomy = len(rows) <= ROOMY_AT_MOST
    marks = [replace(_bar(_region(r), r, tier, roomy), pudar=r["peringkat"] is None) for r in rows]
    return bars(marks, target=target, palette=palette(dark))


def by_class(table: SafeTable, *, dark: bool = False) -> go.Figure:
    """Classes in their own order, since ages and groups mean something in it."""
    rows, tier = table.rows(), table.meta.tier
    marks = [_bar(labels.label(r["kelas"], r["nilai"]), r, tier, True) for r in rows]
    grey = [replace(mark, pudar=_small(row)) for mark, row in zip(marks, rows, strict=True)]
    return bars(grey, palette=palette(dark))


def components(table: SafeTable, *, dark: bool = False) -> go.Figure:
    """Service components, the most frequent first."""
    rows, tier = table.rows(), table.meta.tier
    rows.sort(key=lambda r: r["cakupan"].nilai if _comparable(r) else -1, reverse=True)
    named = [(labels.label("komponen", row["komponen"]), row) for row in rows]
    return bars([_bar(name, row, tier, True) for name, row in named], palette=palette(dark))


def _points(table: SafeTable) -> list[Point]:
    points = []
    for row in sorted(table.rows(), key=lambda r: r["periode"]):
        name, (low, high) = labels.periode(row["periode"], singkat=True), _range(row)
        share = row["cakupan"]
        told = _told(name, row, table.meta.tier)
        bound = share.jenis if share.jenis in (AT_MOST, AT_LEAST) else None
        points.append(Point(name, row["periode"][:4], share.nilai, share.teks, told, low, high, batas=bound))
    return points


def trend(
    table: SafeTable,
    other: SafeTable,
    *,
    target: dict[int, float] | None = None,
    published: dict[int, float] | None = None,
    dark: bool = False,
) -> go.Figure:
    """The chosen basis and the other one; `target` and `published` by year, drawn for whole years only."""
    yearly = all(labels.jenis_periode(row["periode"]) == "tahun" for row in table.rows())
    return draw_trend(
        _points(table),
        nama=table.choice("basis"),
        other=_points(other),
        nama_other=other.choice("basis"),
        target={str(year): value for year, value in (target or {}).items()} if yearly else None,
        published={str(year): value for year, value in (published or {}).items()} if yearly else None,
        palette=palette(dark),
    )


def _area(row: dict, tier: str) -> Area:
    share = row["cakupan"]
    if share.nilai is not None:
        # A bound has a shade only when all that it allows has the same shade.
        sure = share.jenis not in (AT_MOST, AT_LEAST) or one_class(share.bawah, share.atas)
        state = "nilai" if sure else "disamarkan"
    else:
        state = "disamarkan" if row["status"] == "dilindungi" else "kosong"
    name = row["nama"]
    return Area(row["kode_wilayah"], name, share.nilai, share.teks, _told(name, row, tier), state)


def region_map(table: SafeTable, borders: dict, *, focus: str | None = None, dark: bool = False) -> go.Figure:
    """The regions of a table on their approximate borders."""
    areas = [_area(row, table.meta.tier) for row in table.rows()]
    return draw_map(areas, borders, focus=focus, palette=palette(dark))


# In words


def _comparable(row: dict) -> bool:
    """Whether a share may be called highest or lowest: counted, on enough people, of a real place."""
    share = row["cakupan"]
    real = not str(row.get("kode_wilayah", "")).endswith(LUAR)
    return real and share.nilai is not None and share.jenis not in (AT_MOST, AT_LEAST) and not _small(row)


def _small(row: dict) -> bool:
    return (row.get("penyebut") or 0) < SMALL


def _extremes(rows: list[dict], name) -> str:
    known = sorted(filter(_comparable, rows), key=lambda r: r["cakupan"].nilai)
    missing = len(rows) - len(known)
    if not known:
        return "Tidak ada persentase yang dapat dibandingkan."
    low, high = known[0], known[-1]
    if low is high:
        return f"Yang dapat dibandingkan hanya {name(low)} {low['cakupan'].teks}."
    text = f"Tertinggi {name(high)} {high['cakupan'].teks}, terendah {name(low)} {low['cakupan'].teks}."
    return text + (f" {missing} tidak dapat dibandingkan." if missing else "")


def alt_bars(table: SafeTable, title: str) -> str:
    """A bar chart in two sentences."""
    rows = table.rows()

    def name(row: dict) -> str:
        if "komponen" in row:
            return labels.label("komponen", row["komponen"])
        return labels.label(row["kelas"], row["nilai"]) if "kelas" in row else _region(row)

    return f"Diagram batang: {title}. {_extremes(rows, name)} Angkanya ada di tabel."


def alt_trend(table: SafeTable, title: str) -> str:
    """A line in two sentences."""
    rows = [r for r in sorted(table.rows(), key=lambda r: r["periode"]) if r["cakupan"].nilai is not None]
    ends = [f"{labels.periode(r['periode'])} {r['cakupan'].teks}" for r in (rows[:1] + rows[1:][-1:])]
    span = f"Dari {' ke '.join(ends)}." if len(ends) > 1 else "Belum ada deret."
    return f"Diagram garis: {title}. {span} Angkanya ada di tabel."


def alt_map(table: SafeTable, title: str) -> str:
    """A map in two sentences."""
    rows = table.rows()
    hidden = sum(row["status"] == "dilindungi" for row in rows)
    also = f" {hidden} wilayah disamarkan." if hidden else ""
    return f"Peta: {title}. {_extremes(rows, _region)}{also} Angkanya ada di tabel."
