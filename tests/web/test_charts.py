"""Pictures are made from the same rows as their tables, and say nothing more."""

from collections import Counter

import pytest

from rekap import charts, metrics, reports
from rekap.access import demo_scope
from rekap.charts import bars as bars_module
from rekap.charts.map import EDGES, class_of, lattice
from rekap.charts.palette import DARK, LIGHT
from rekap.ui import borders

KEPALA, EVALUATOR = demo_scope("kepala-jombang"), demo_scope("evaluator")
SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}


def ranked(scope, tampilan, tingkat="zona"):
    codes = reports.children(scope, "35.17", tingkat)
    table = reports.read(
        "cakupan_per_wilayah",
        scope,
        tampilan=tampilan,
        lingkup_wilayah=codes,
        tingkat=tingkat,
        periode="2024",
    )
    return metrics.ranking(metrics.with_coverage(table, "tercatat"))


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def luminance(colour):
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
def test_words_and_marks_can_be_told_from_their_ground(palette):
    assert all(contrast(ink, palette.ground) >= 4.5 for ink in (palette.text, palette.quiet, palette.action))
    assert all(
        contrast(mark, palette.ground) >= 3 for mark in (palette.covered, palette.compare, palette.outline)
    )
    assert all(contrast(a, b) >= 1.3 for a, b in zip(palette.classes, palette.classes[1:], strict=False))


def test_the_longest_bar_stands_first_with_its_share_and_counts_beside_it(editions):
    figure = charts.ranking(ranked(KEPALA, "internal"))

    assert list(figure.data[1].x) == [55.6, 24.4]
    assert texts(figure) == ["Zona Kota", "55,6 % · 50 dari 90", "Zona Utara Brantas", "24,4 % · 10 dari 41"]


def test_a_row_without_a_share_has_words_and_no_bar(editions):
    figure = charts.ranking(ranked(EVALUATOR, "publikasi"))

    assert list(figure.data[0].x) == [100, 0]  # the track behind
    assert len(figure.data[1].x) == 1
    assert "Tidak tersedia" in texts(figure)


def test_protected_shares_carry_their_range_and_exact_ones_none(editions):
    exact, protected = (
        charts.ranking(ranked(*who)) for who in ((KEPALA, "internal"), (EVALUATOR, "publikasi"))
    )

    assert len(exact.data[2].x) == 0
    assert list(protected.data[2].error_x.arrayminus) == [17.0]


def test_few_people_make_a_grey_bar(editions):
    figure = charts.ranking(ranked(KEPALA, "internal", "kecamatan"))

    assert list(figure.data[1].marker.color) == [LIGHT.covered, LIGHT.compare]


def test_at_most_is_a_hollow_bar_and_no_shade_unless_every_value_has_it(editions):
    table = ranked(EVALUATOR, "publikasi", "kecamatan")
    share = metrics.persen.protected_share(5, 25)
    table.isi["cakupan"] = [share if row["cakupan"].nilai else row["cakupan"] for row in table.rows()]

    bars = charts.ranking(table)
    figure = charts.region_map(table, shapes(EVALUATOR, table))

    assert share.jenis == "paling_banyak" and list(bars.data[1].marker.color) == [LIGHT.ground]
    assert not bars.data[2].x
    assert not figure.data[0].locations and "35.17.09" in figure.data[1].locations


def test_the_search_keeps_names_that_hold_the_word(editions):
    figure = charts.ranking(ranked(KEPALA, "internal", "kecamatan"), cari="peter")

    assert [text for text in texts(figure) if text == "Peterongan"] == ["Peterongan"]
    assert len(figure.data[0].x) == 1


def test_the_target_is_a_dashed_line(editions):
    figure = charts.ranking(ranked(KEPALA, "internal"), target=50.0)

    assert (figure.layout.shapes[0].x0, figure.layout.shapes[0].line.dash) == (50.0, "dash")


def over_time(scope, tampilan, basis):
    table = reports.read(
        "cakupan_per_periode", scope, tampilan=tampilan, lingkup_wilayah=["35.17"], jenis_periode="tahun"
    )
    return metrics.with_coverage(table, basis)


def test_the_line_goes_from_year_to_year_and_names_itself_at_its_end(editions):
    tables = [over_time(KEPALA, "internal", basis) for basis in ("tercatat", "kebutuhan")]

    figure = charts.trend(*tables, target={2024: 50.0}, published={2024: 80.5})
    lines = [trace for trace in figure.data if trace.mode == "lines+markers"]

    assert list(lines[1].y) == [35.0, 39.8] and list(lines[0].y) == [70.0, 85.0]
    assert "<b>39,8 %</b><br>tercatat" in texts(figure)
    assert {"target", "diterbitkan sebelumnya"} <= set(texts(figure))
    assert list(figure.layout.xaxis.ticktext) == ["2024", "2023"]


def test_no_line_is_drawn_through_a_bound(editions):
    table = over_time(EVALUATOR, "publikasi", "tercatat")
    table.isi["cakupan"] = [metrics.persen.protected_share(5, 25), *table.isi["cakupan"][1:]]

    figure = charts.trend(table, table)

    line, bounds = figure.data[-1], [t for t in figure.data if t.mode == "markers" and t.marker.symbol]
    assert list(line.y) == [None, 39.0]
    assert {symbol for trace in bounds for symbol in trace.marker.symbol} == {"triangle-down"}


def test_provisional_points_are_hollow(editions):
    table = over_time(KEPALA, "internal", "tercatat")

    figure = charts.trend(table, table)

    assert set(figure.data[-1].marker.color) == {LIGHT.ground}


def test_nobody_is_drawn_where_nothing_is_known(editions):
    table = reports.read(
        "cakupan_per_periode",
        KEPALA,
        tampilan="internal",
        lingkup_wilayah=["35.17.13"],
        jenis_periode="tahun",
    )
    coverage = metrics.with_coverage(table, "tercatat")

    line = charts.trend(coverage, coverage).data[-1]

    assert list(line.y) == [None, 33.3] and line.connectgaps is False


@pytest.mark.parametrize(
    ("value", "index"), [(0, 0), (19.9, 0), (20, 1), (59.9, 2), (60, 3), (80, 4), (100, 4)]
)
def test_a_shade_means_the_same_on_every_map(value, index):
    assert class_of(value) == index
    assert len(charts.CLASS_NAMES) == len(EDGES)


def shapes(scope, table):
    known = {region.kode: region for region in reports.regions(scope)}
    return borders.of([known[row["kode_wilayah"]] for row in table.rows()], list(known.values()))


def test_the_map_shades_what_is_known_and_dots_what_is_protected(editions):
    table = ranked(EVALUATOR, "publikasi", "kecamatan")

    figure = charts.region_map(table, shapes(EVALUATOR, table))
    shaded, blank = figure.data[0], figure.data[1]
    dots = next(t for t in figure.data if t.type == "scattergeo" and t.mode == "markers")

    assert list(shaded.locations) == ["35.17.09"] and list(shaded.z) == [2]
    assert "35.17.13" in blank.locations and len(dots.lon) > 0
    assert "35.17.LW" not in (*shaded.locations, *blank.locations)  # nobody lives on the map outside


def test_people_from_outside_have_no_place_on_the_map_but_a_row_in_the_list(editions):
    table = ranked(KEPALA, "internal", "kecamatan")

    assert "Luar wilayah atau tidak diketahui" in texts(charts.ranking(table))


def test_the_outline_of_a_zona_leaves_out_the_borders_inside(editions):
    known = {region.kode: region for region in reports.regions(EVALUATOR)}

    (feature,) = borders.of([known["35.17.Z3"]], list(known.values()))["features"]

    sides = {frozenset(map(tuple, side)) for side in feature["properties"]["tepi"]}
    rings = [ring for polygon in feature["geometry"]["coordinates"] for ring in polygon]
    drawn = Counter(
        frozenset(map(tuple, pair)) for ring in rings for pair in zip(ring, ring[1:], strict=False)
    )
    assert sides == {side for side, times in drawn.items() if times == 1}
    assert 2 in drawn.values()


def test_dots_lie_inside_their_area():
    points = lattice(SQUARE, 1.0)

    assert points and all(0 < x < 4 and 0 <= y <= 4 for x, y in points)


def test_names_reach_a_picture_as_text():
    figure = bars_module.bars([bars_module.Bar("<b>x</b>", 10.0, "10 %", "<i>y</i>\n10 %")])

    assert texts(figure)[0] == "&lt;b&gt;x&lt;/b&gt;"
    assert figure.data[1].hovertext == ("&lt;i&gt;y&lt;/i&gt;<br>10 %",)


def test_alternative_texts_name_the_ends(editions):
    table = ranked(KEPALA, "internal")

    assert charts.alt_bars(table, "Judul") == (
        "Diagram batang: Judul. Tertinggi Zona Kota 55,6 %, terendah Zona Utara Brantas 24,4 %. "
        "Angkanya ada di tabel."
    )
    assert "Dari 2023 35,0 % ke 2024 39,8 %." in charts.alt_trend(
        over_time(KEPALA, "internal", "tercatat"), "J"
    )


def test_no_picture_asks_another_host():
    assert charts.CONFIG["topojsonURL"] == "peta/" and not charts.CONFIG["displaylogo"]
