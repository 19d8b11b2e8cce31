"""Gate ID: the same persons are never drawn under two names.

What a cell means is worked out here a second time and in another way: regions as sets of kecamatan read off
their codes, classes as sets of possible people, periods as the days that count, sets as the services that
make them, need as receipt where nobody records assessments.
"""

import csv
from collections.abc import Iterable
from itertools import product

import numpy as np
import pandas as pd

from rekap import settings
from rekap.disclosure import rounding
from rekap.disclosure.lattice import KELAS, LUAR, TANPA_ASESMEN
from rekap.disclosure.publik import Publik

OLDEST = 110


def findings(publik: Publik, published: pd.DataFrame, zona: dict[str, tuple[str, ...]]) -> list[str]:
    """Names that share their persons, and persons that share a name."""
    policy, services = publik.bahan.policy, _reference("layanan")
    cells = _drawn_cells(publik, published)
    unassessed = published["kode_wilayah"].isin(unassessed_regions(publik))
    parts = pd.DataFrame(
        {
            "wilayah": published["kode_wilayah"].map(
                _numbered(regions(publik.bahan.wilayah["kode_wilayah"], zona))
            ),
            "periode": published["periode"].map(_numbered(periods(publik))),
            "kelas": _class_numbers(publik, published),
        }
    )
    pairs = []
    for h in policy.himpunan.values():
        meaning = unassessed.map({x: str(set_meaning(h, services, not x)) for x in (False, True)})
        drawn_as = cells[TANPA_ASESMEN].map(
            {x: rounding.cell_id(policy.resmi(h.nama, x), "") for x in (False, True)}
        )
        here = parts.assign(himpunan=meaning, id=drawn_as + cells["nama"])
        pairs.append(here[published[h.nama].notna()])
    return synonyms_missing(policy, services) + _clashes(pd.concat(pairs, ignore_index=True))


def _clashes(pairs: pd.DataFrame) -> list[str]:
    meaning = ["wilayah", "periode", "kelas", "himpunan"]
    distinct = pairs.drop_duplicates()
    twice = distinct[distinct.duplicated(meaning, keep=False)].groupby(meaning)["id"].agg(" dan ".join)
    shared = distinct.loc[distinct.duplicated("id"), "id"].unique()
    return [f"orang yang sama punya dua nama: {ids}" for ids in twice] + [
        f"satu nama untuk orang yang berbeda: {identity}" for identity in shared
    ]


def _drawn_cells(publik: Publik, published: pd.DataFrame) -> pd.DataFrame:
    """The name under which each published row was drawn, and whether need was drawn as receipt there."""
    keys = list(publik.numbers.columns[:8])
    named = publik.cells[[*keys, TANPA_ASESMEN]].assign(nama=publik.names)
    return published[keys].merge(named, on=keys, how="left").set_axis(published.index)


def unassessed_regions(publik: Publik) -> set[str]:
    """Regions none of whose kab/kota expects a source that records assessments, read off their codes."""
    recorded = {row["sumber"]: row["mencatat_asesmen"] == "ya" for row in _reference("sumber")}
    assessed = [k for k, sources in publik.bahan.pelapor.items() if any(recorded.get(s) for s in sources)]
    return {
        kode
        for kode in publik.bahan.wilayah["kode_wilayah"]
        if not any(
            kode == "00" or f"{kab}.".startswith(f"{kode}.") or kode.startswith(f"{kab}.") for kab in assessed
        )
    }


def regions(codes: Iterable[str], zona: dict[str, tuple[str, ...]]) -> dict[str, frozenset[str]]:
    """Each region as the kecamatan whose code it covers."""
    codes = list(codes)
    kecamatan = [c for c in codes if c.count(".") == 2 and c not in zona and not c.endswith(LUAR)]
    meaning = {}
    for kode in codes:
        if kode in zona:
            inside = zona[kode]
        else:
            inside = [k for k in kecamatan if kode == "00" or k == kode or k.startswith(kode + ".")]
        meaning[kode] = frozenset(inside or [kode])
    return meaning


def periods(publik: Publik) -> dict[str, tuple]:
    """Each period as the days that count on the day of the data: registrations from, to, services to."""
    today = pd.Timestamp(publik.bahan.tanggal_data)
    return {
        p.periode: (
            pd.Timestamp(p.mulai),
            min(pd.Timestamp(p.selesai), today),
            min(pd.Timestamp(p.batas_layanan), today),
        )
        for p in publik.periode.itertuples()
    }


def people(policy) -> dict[str, np.ndarray]:
    """Every kind of person the definitions allow, one column per attribute: the universe of the classes."""
    kinds = [
        (kelompok, umur, disabilitas, jenis)
        for kelompok, umur in sorted(
            {(_kelompok(sex, age), _umur(policy, age)) for sex in "PL" for age in range(OLDEST)}
            - {(None, _umur(policy, age)) for age in range(OLDEST)}
        )
        for disabilitas in policy.kelas["disabilitas"].nilai
        for jenis in product((False, True), repeat=len(policy.kelas["jenis_kekerasan"].nilai))
        if any(jenis)
    ]
    kelompok, umur, disabilitas, jenis = (np.array(column) for column in zip(*kinds, strict=True))
    return {"kelompok": kelompok, "umur": umur, "disabilitas": disabilitas, "jenis_kekerasan": jenis}


def _kelompok(sex: str, age: int) -> str | None:
    if age < 18:
        return "anak_perempuan" if sex == "P" else "anak_laki_laki"
    return "perempuan_dewasa" if sex == "P" else None


def _umur(policy, age: int) -> str:
    """The age group, read off its own code: '6-12', '60+'."""
    for code in policy.kelas["umur"].nilai:
        low, _, high = code.rstrip("+").partition("-")
        if int(low) <= age <= int(high or OLDEST):
            return code
    raise ValueError(f"tidak ada kelompok umur untuk {age}")


def members(policy, universe: dict[str, np.ndarray], values: dict[str, str]) -> bytes:
    """Who of the universe has all these class values."""
    chosen = np.ones(len(universe["umur"]), dtype=bool)
    for kelas, nilai in values.items():
        if kelas == "jenis_kekerasan":
            chosen &= universe[kelas][:, policy.kelas[kelas].nilai.index(nilai)]
        else:
            chosen &= universe[kelas] == nilai
    return chosen.tobytes()


def _class_numbers(publik: Publik, published: pd.DataFrame) -> pd.Series:
    policy = publik.bahan.policy
    universe = people(policy)
    combos = published[KELAS].drop_duplicates().itertuples(index=False, name=None)
    meaning = {c: members(policy, universe, {k: v for k, v in (c[:2], c[2:]) if k}) for c in combos}
    numbers = _numbered(meaning)
    rows = published[KELAS].itertuples(index=False, name=None)
    return pd.Series([numbers[c] for c in rows], index=published.index)


def _numbered(meaning: dict) -> dict:
    """Equal meanings get equal numbers."""
    numbers: dict = {}
    return {key: numbers.setdefault(value, len(numbers)) for key, value in meaning.items()}


def _reference(name: str) -> list[dict[str, str]]:
    with (settings.REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


def set_meaning(himpunan, services: list[dict[str, str]], assessed: bool = True) -> tuple[str, ...]:
    """A set by the services that put a person into it; sets that need none are themselves.

    Where nobody is assessed, what puts a person into need is the service itself.
    """
    if himpunan.komponen:
        return tuple(sorted(s["kode"] for s in services if s["komponen"] == himpunan.komponen))
    if himpunan.nama == "terlayani_354" or (himpunan.nama == "memerlukan" and not assessed):
        return tuple(sorted(s["kode"] for s in services if s["menentukan_354"] == "ya"))
    return (himpunan.nama,)


def synonyms_missing(policy, services: list[dict[str, str]]) -> list[str]:
    """A single service that is a whole set must be known as another name of it."""
    return [
        f"layanan {s['kode']} adalah himpunan {h.nama}, tetapi kebijakan tidak menyebutnya sinonim"
        for s in services
        for h in policy.himpunan.values()
        if set_meaning(h, services) == (s["kode"],) and f"layanan:{s['kode']}" not in h.sinonim
    ]
