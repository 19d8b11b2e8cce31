"""The lattice: every cell that may exist in the public tier, and the one name under which each is drawn.

Cells come from the policy and the reference tables alone, never from the data, so that a cell with nobody in
it is a row like any other. Absent classes are '' here; they become null in the file.
"""

from collections.abc import Mapping
from itertools import combinations, product

import pandas as pd

from rekap import settings
from rekap.disclosure.kebijakan import Kebijakan, Keluarga

KELAS = ["kelas_1", "nilai_1", "kelas_2", "nilai_2"]
SEL = ["tingkat", "kode_wilayah", "jenis_periode", "periode", *KELAS]
TANPA_ASESMEN = "tanpa_asesmen"  # whether a cell's region is one of `without_assessments`
LUAR = ".LW"  # the pseudo kecamatan of people from outside or of unknown domicile

# Where two regions hold the same persons, the name of the first of these levels is used.
_NAMA_DARI = ("kabkota", "kecamatan", "zona", "provinsi", "nasional")


def open_periods(policy: Kebijakan, periode: pd.DataFrame, tanggal_data) -> pd.DataFrame:
    """Periods that may be published on this date: of the right kind and past their cut-off."""
    mine = periode[periode["jenis_periode"].isin(policy.jenis_periode)]
    if not policy.hanya_yang_tutup:
        return mine
    return mine[pd.to_datetime(mine["batas_layanan"]) <= pd.Timestamp(tanggal_data)]


def class_cells(policy: Kebijakan, family: Keluarga) -> list[tuple[str, str, str, str]]:
    """Combinations of class values of one family, without those that nobody can be in."""
    if family.banyak_kelas == 0:
        return [("", "", "", "")]
    if family.banyak_kelas == 1:
        return [(k, v, "", "") for k in family.kelas for v in policy.kelas[k].nilai]
    return [
        (a, x, b, y)
        for a, b in combinations(family.kelas, 2)
        for x, y in product(policy.kelas[a].nilai, policy.kelas[b].nilai)
        if possible(policy, a, x, b, y)
    ]


def possible(policy: Kebijakan, kelas_1: str, nilai_1: str, kelas_2: str, nilai_2: str) -> bool:
    """Whether the definitions allow a person with both values."""
    pair = policy.pasangan
    values = {kelas_1: nilai_1, kelas_2: nilai_2}
    if set(values) != set(pair.kelas):
        return True
    first, second = pair.kelas
    return values[second] in pair.mungkin.get(values[first], ())


def cells(policy: Kebijakan, wilayah: pd.DataFrame, periode: pd.DataFrame) -> pd.DataFrame:
    """Every cell of every family, before its conditions, for periods that may be published."""
    parts = []
    for family in policy.keluarga:
        regions = wilayah.loc[wilayah["tingkat"].isin(family.tingkat), ["tingkat", "kode_wilayah"]]
        periods = periode.loc[periode["jenis_periode"].isin(family.jenis_periode), SEL[2:4]]
        classes = pd.DataFrame(class_cells(policy, family), columns=KELAS)
        parts.append(regions.merge(periods, how="cross").merge(classes, how="cross"))
    frame = pd.concat(parts, ignore_index=True).drop_duplicates(SEL)
    return frame.sort_values(SEL, ignore_index=True)


def with_counts(frame: pd.DataFrame, exact: pd.DataFrame, names: list[str]) -> pd.DataFrame:
    """The exact counts beside each cell; where the cube has no row there is nobody."""
    counts = frame.merge(exact[[*SEL, *names]], on=SEL, how="left", validate="one_to_one")
    counts[names] = counts[names].fillna(0).astype("int64")
    return counts


def without_assessments(wilayah: pd.DataFrame, pelapor: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """Regions without a kab/kota where an expected source records assessments, and parts of such a kab/kota.

    Nothing but receipt can state a need there, so the persons in need and those served are the same by
    reference and must never be drawn twice.
    """
    parents = dict(zip(wilayah["kode_wilayah"], wilayah["induk"], strict=True))
    kabkota = set(wilayah.loc[wilayah["tingkat"] == "kabkota", "kode_wilayah"])
    recorded = {kab for kab in kabkota if not settings.assessing_sources().isdisjoint(pelapor[kab])}
    assessed = set(recorded)
    for kode in parents:
        line = []
        while kode in parents:
            line.append(kode)
            kode = parents[kode]
        if recorded.intersection(line):
            assessed.update(line)
    return frozenset(parents) - assessed


def canonical_regions(wilayah: pd.DataFrame) -> dict[str, str]:
    """Region -> the region whose name it is drawn under: regions made of the same kecamatan are one.

    People from outside stand in no zona. They are left aside here: where nobody is from outside, a kab/kota
    and its only zona are the same persons, who must never be drawn twice.
    """
    order = {tingkat: rank for rank, tingkat in enumerate(_NAMA_DARI)}
    groups: dict[frozenset[str], list[tuple[int, str]]] = {}
    levels = dict(zip(wilayah["kode_wilayah"], wilayah["tingkat"], strict=True))
    for kode, made_of in _made_of(wilayah).items():
        groups.setdefault(made_of or frozenset([kode]), []).append((order[levels[kode]], kode))
    return {kode: min(group)[1] for group in groups.values() for _, kode in group}


def _made_of(wilayah: pd.DataFrame) -> dict[str, frozenset[str]]:
    """Each region as a set of kecamatan; the pseudo kecamatan only as itself."""
    parents = dict(zip(wilayah["kode_wilayah"], wilayah["induk"], strict=True))
    made_of: dict[str, set[str]] = {kode: set() for kode in parents}
    kecamatan = wilayah[wilayah["tingkat"] == "kecamatan"]
    for kode, zona in zip(kecamatan["kode_wilayah"], kecamatan["kode_zona"], strict=True):
        made_of[kode].add(kode)
        if kode.endswith(LUAR):
            continue
        if zona in made_of:
            made_of[zona].add(kode)
        above = parents[kode]
        while above in made_of:
            made_of[above].add(kode)
            above = parents[above]
    return {kode: frozenset(inside) for kode, inside in made_of.items()}


def canonical_classes(policy: Kebijakan, k1: str, v1: str, k2: str, v2: str) -> str:
    """The class part of a cell's name; a value that adds nothing to the other is left out."""
    values = {k: v for k, v in ((k1, v1), (k2, v2)) if k}
    for kelas, nilai in list(values.items()):
        keeps = policy.pasangan.sama_dengan.get(nilai)
        if kelas == policy.pasangan.kelas[0] and keeps in values:
            values = {keeps: values[keeps]}
    return "&".join(f"{k}={v}" for k, v in sorted(values.items())) or "*"


def cell_names(policy: Kebijakan, frame: pd.DataFrame, wilayah: pd.DataFrame, periode: pd.DataFrame):
    """The canonical name of each cell without its set: region, period with its cut-off, classes."""
    regions = canonical_regions(wilayah)
    cutoffs = pd.to_datetime(periode["batas_layanan"]).dt.strftime("%Y-%m-%d")
    periods = dict(zip(periode["periode"], periode["periode"] + "@" + cutoffs, strict=True))
    combos = frame[KELAS].drop_duplicates()
    classes = {c: canonical_classes(policy, *c) for c in combos.itertuples(index=False, name=None)}
    own = pd.Series([classes[c] for c in frame[KELAS].itertuples(index=False, name=None)], index=frame.index)
    return frame["kode_wilayah"].map(regions) + "|" + frame["periode"].map(periods) + "|" + own
