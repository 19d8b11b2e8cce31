"""The regions of Indonesia: codes, names, parents, and the days on which a code was valid.

Codes are the dotted ones of Kemendagri, always text ('35', '35.17', '35.17.09'); '00' is the nation. Zona and
the pseudo kecamatan belong to one installation, not to the country, and are unknown here.
"""

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib import resources

from rekap import settings

NASIONAL = "00"

_TINGKAT = ("provinsi", "kabkota", "kecamatan")
_PAPUA = ("91", "92", "93", "94", "95", "96")  # a kecamatan is called distrik there

# Everybody says the short name; files carry either.
_NAMA_PROVINSI = {"31": "DKI Jakarta", "34": "DI Yogyakarta"}
_NAMA_LAIN = {
    "31": ("Daerah Khusus Ibukota Jakarta", "Daerah Khusus Jakarta", "Jakarta"),
    "34": ("Daerah Istimewa Yogyakarta", "Yogyakarta", "DIY"),
}
_JENIS_KABKOTA = {
    "kab": "kab",
    "kabupaten": "kab",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
}
_ENGLISH = {"regency": "kab", "city": "kota", "province": "provinsi", "district": "kecamatan"}
_SEBUTAN = {"provinsi", "propinsi", "prov", "kecamatan", "kec", "distrik"}
_ADMINISTRASI = {"adm", "administrasi", "administratif"}
_SINGKATAN = {"kep": "kepulauan", "gn": "gunung", "peg": "pegunungan"}


@dataclass(frozen=True, slots=True)
class Wilayah:
    """One region; `nama` is the name for display, `induk` the code of its parent."""

    kode: str
    nama: str
    tingkat: str
    jenis: str
    induk: str | None


def get(kode: str) -> Wilayah | None:
    """The region with this code, or None."""
    return _by_code().get(kode)


def children(kode: str) -> list[Wilayah]:
    """The regions one level below, by code."""
    return list(_by_parent().get(kode, ()))


def provinces() -> list[Wilayah]:
    """The 38 provinces, by code."""
    return children(NASIONAL)


def table() -> list[Wilayah]:
    """Every region, the nation first, then each province with what lies below it."""
    return list(_by_code().values())


def normal(nama: str) -> str:
    """The form in which all spellings of one name are equal: 'KABUPATEN  Toli-Toli' -> 'kabtolitoli'."""
    return "".join(_words(nama))


def resolve(nama: str | None, induk: str | None, tingkat: str) -> str | None:
    """The code of the one region of this level anywhere below `induk` that has this name, else None.

    A kab/kota may be named without its kind as long as that leaves no choice: 'jombang' is Kab. Jombang,
    'malang' could be two and is none.
    """
    return _names(induk or NASIONAL, tingkat).get(normal(nama or ""))


def dotted(text: str, tingkat: str) -> str | None:
    """A known code of this level, written with or without its dots ('3517', '35.17'), else None."""
    if re.fullmatch(r"[0-9]{2}(?:\.[0-9]{2})*|[0-9]+", text) is None:
        return None
    digits = text.replace(".", "")
    region = get(".".join(digits[at : at + 2] for at in range(0, len(digits), 2)))
    return region.kode if region is not None and region.tingkat == tingkat else None


def named(nama: str, induk: str | None, tingkat: str) -> str | None:
    """Like `resolve`, but where the parent has no such name, the one of the whole country is meant."""
    return resolve(nama, induk, tingkat) or (resolve(nama, None, tingkat) if induk else None)


def bearers(nama: str) -> frozenset[str]:
    """Every province and kab/kota that may be meant by this name, with its kind or without."""
    return _bearers().get(normal(nama), frozenset())


def valid_on(kode: str, tanggal: date) -> bool:
    """Whether the code was in use on this day."""
    if kode not in _berlaku() and get(kode) is None:
        return False
    mulai, sampai = in_use(kode)
    return mulai <= tanggal <= sampai


def in_use(kode: str) -> tuple[date, date]:
    """First and last day of a code; a region is no older than the regions that it lies in."""
    parts = kode.split(".")
    lineage = [".".join(parts[:size]) for size in range(1, len(parts) + 1)]
    spans = [_berlaku()[code] for code in lineage if code in _berlaku()]
    return max([date.min, *(mulai for mulai, _ in spans)]), min([date.max, *(sampai for _, sampai in spans)])


@lru_cache(maxsize=1)
def _by_code() -> dict[str, Wilayah]:
    packed = resources.files("lokal").joinpath("data", "wilayah.json.gz").read_bytes()
    official = json.loads(gzip.decompress(packed))
    regions = {NASIONAL: Wilayah(NASIONAL, "Indonesia", "nasional", "Negara", None)}
    for kode in sorted(official):
        regions[kode] = _wilayah(kode, official[kode])
    return regions


@lru_cache(maxsize=1)
def _by_parent() -> dict[str, list[Wilayah]]:
    families = defaultdict(list)
    for region in _by_code().values():
        families[region.induk].append(region)
    return dict(families)


def _wilayah(kode: str, resmi: str) -> Wilayah:
    induk = kode.rpartition(".")[0] or NASIONAL
    tingkat = _TINGKAT[kode.count(".")]
    if tingkat == "provinsi":
        return Wilayah(kode, _NAMA_PROVINSI.get(kode, resmi), tingkat, "Provinsi", induk)
    if tingkat == "kabkota":
        jenis = resmi.split()[0]
        nama = resmi.replace("Kabupaten ", "Kab. ", 1).replace(" Administrasi ", " Adm. ", 1)
        return Wilayah(kode, nama.replace(" Kep. ", " Kepulauan ", 1), tingkat, jenis, induk)
    return Wilayah(kode, resmi, tingkat, "Distrik" if kode[:2] in _PAPUA else "Kecamatan", induk)


def _words(nama: str) -> list[str]:
    """Lower-case words of a name, its kind first and in one spelling, short forms written out."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"['’‘`]", "", nama.lower()))
    if len(words) > 1 and words[-1] in _ENGLISH:
        words = [_ENGLISH[words[-1]], *words[:-1]]
    if len(words) > 1 and words[0] in _SEBUTAN:
        words = words[1:]
    if len(words) > 1 and words[0] in _JENIS_KABKOTA:
        words[0] = _JENIS_KABKOTA[words[0]]
        if len(words) > 2 and words[1] in _ADMINISTRASI:
            del words[1]
    return [_SINGKATAN.get(word, word) for word in words]


def _below(induk: str) -> Iterator[Wilayah]:
    """Every region at any level below another."""
    for region in children(induk):
        yield region
        yield from _below(region.kode)


@lru_cache(maxsize=2048)
def _names(induk: str, tingkat: str) -> dict[str, str]:
    """Normalised name -> code for one level below `induk`; a name that two regions share is left out."""
    found = defaultdict(set)
    for region in _below(induk):
        if region.tingkat != tingkat:
            continue
        words = _words(region.nama)
        found["".join(words)].add(region.kode)
        if tingkat == "kabkota":
            found["".join(words[1:])].add(region.kode)
        for other in _NAMA_LAIN.get(region.kode, ()):
            found[normal(other)].add(region.kode)
    return {name: codes.pop() for name, codes in found.items() if len(codes) == 1}


@lru_cache(maxsize=1)
def _bearers() -> dict[str, frozenset[str]]:
    found = defaultdict(set)
    for region in _by_code().values():
        if region.tingkat not in ("provinsi", "kabkota"):
            continue
        words = _words(region.nama)
        names = ["".join(words), *map(normal, _NAMA_LAIN.get(region.kode, ()))]
        for name in [*names, "".join(words[1:])] if region.tingkat == "kabkota" else names:
            found[name].add(region.kode)
    return {name: frozenset(codes) for name, codes in found.items()}


@lru_cache(maxsize=1)
def _berlaku() -> dict[str, tuple[date, date]]:
    with (settings.REFERENCE / "wilayah_berlaku.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kode"]: (
                date.fromisoformat(row["berlaku_mulai"]) if row["berlaku_mulai"] else date.min,
                date.fromisoformat(row["berlaku_sampai"]) if row["berlaku_sampai"] else date.max,
            )
            for row in csv.DictReader(file)
        }
