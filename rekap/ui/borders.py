"""Approximate borders for the map, read once; a zona is the sum of its kecamatan."""

import json
from functools import lru_cache

from rekap import reports, settings

FOLDER = settings.REFERENCE / "batas"


@lru_cache(maxsize=8)
def _file(name: str) -> dict:
    path = FOLDER / f"{name}.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def of(regions: list[reports.Daerah], everything: list[reports.Daerah]) -> dict:
    """Borders of regions of one level."""
    features = [feature for region in regions for feature in _features(region, everything)]
    return {"type": "FeatureCollection", "features": features}


def _features(region: reports.Daerah, everything: list[reports.Daerah]) -> list[dict]:
    if region.tingkat == "provinsi":
        return _named(_file("provinsi").get("provinsi"), {region.kode})
    province = _file(region.kode.split(".")[0])
    if region.tingkat != "zona":
        return _named(province.get(region.tingkat), {region.kode})
    members = {other.kode for other in everything if other.kode_zona == region.kode}
    parts = _named(province.get("kecamatan"), members)
    return [_joined(region.kode, parts)] if parts else []


def _named(collection: dict | None, codes: set[str]) -> list[dict]:
    return [feature for feature in (collection or {}).get("features", []) if feature["id"] in codes]


def _joined(kode: str, parts: list[dict]) -> dict:
    polygons = []
    for part in parts:
        geometry = part["geometry"]
        single = geometry["type"] == "Polygon"
        polygons += [geometry["coordinates"]] if single else geometry["coordinates"]
    geometry = {"type": "MultiPolygon", "coordinates": polygons}
    return {"type": "Feature", "id": kode, "properties": {"tepi": _edge(polygons)}, "geometry": geometry}


def _edge(polygons: list) -> list[list]:
    """The outer sides only: a side that two members share lies inside the zona."""
    sides: dict[frozenset, list | None] = {}
    for polygon in polygons:
        for ring in polygon:
            for start, end in zip(ring, ring[1:], strict=False):
                key = frozenset((tuple(start), tuple(end)))
                sides[key] = None if key in sides else [start, end]
    return [side for side in sides.values() if side]
