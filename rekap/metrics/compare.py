"""Coverage against last year, against a target, and against other regions: only where the base allows it."""

from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from rekap import labels
from rekap.metrics.coverage import DASAR_MINIMUM
from rekap.metrics.persen import Persen
from rekap.reports import SafeTable

PERUBAHAN_PUBLIK = 100  # both protected denominators, before 'naik' or 'turun' may be said
LUAR = ".LW"  # people from outside: counted, but not a place that could do better
_BOUND = ("paling_banyak", "paling_sedikit")


def with_change(table: SafeTable, before: SafeTable | None = None) -> SafeTable:
    """Adds `selisih` in points and `arah` against the same period a year earlier.

    The earlier rows come from `before`, or from the table itself when it holds several periods.
    """
    before = before or table
    if (before.meta.tier, before.choice("basis")) != (table.meta.tier, table.choice("basis")):
        raise ValueError("hanya angka dari tampilan dan basis yang sama dapat dibandingkan")
    frame = table.frame()
    known = {_key(row, row["periode"]): row for row in before.rows()}
    minimum = DASAR_MINIMUM if table.meta.tier == "internal" else PERUBAHAN_PUBLIK
    changes = [
        _change(row, known.get(_key(row, labels.tahun_sebelumnya(row["periode"]))), minimum)
        if labels.selesai(row["periode"], table.meta.tanggal_data)
        else (None, "belum_selesai")
        for row in table.rows()
    ]
    frame["selisih"] = pd.array([points for points, _ in changes], dtype="Float64")
    frame["arah"] = [word for _, word in changes]
    return table.derive(frame)


def _key(row: dict, periode: str) -> tuple:
    return row["kode_wilayah"], row.get("kelas"), row.get("nilai"), row.get("komponen"), periode


def _change(now: dict, then: dict | None, minimum: int) -> tuple[float | None, str]:
    shares = (now["cakupan"], then["cakupan"]) if then else ()
    if not shares or any(share.jenis == "kosong" for share in shares):
        return None, "tanpa_pembanding"
    if min(now["penyebut"], then["penyebut"]) < minimum:
        return None, "terlalu_sedikit"
    if any(share.jenis in _BOUND for share in shares):
        return None, "hanya_batas"
    points = _points(shares[0].nilai, shares[1].nilai)
    if shares[0].jenis != "pasti" and not _apart(*shares):
        return None, "tetap"  # rounding alone could have made the difference
    return points, "naik" if points > 0 else "turun" if points < 0 else "tetap"


def _apart(one: Persen, other: Persen) -> bool:
    """Whether all that one protected share may be lies on one side of all that the other may be."""
    return one.bawah > other.atas or one.atas < other.bawah


def _points(one: float, other: float) -> float:
    """The difference of two shares as they are shown, half away from zero."""
    difference = Decimal(str(one)) - Decimal(str(other))
    return float(difference.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def with_target(table: SafeTable, target: SafeTable) -> SafeTable:
    """Adds `target`, `target_contoh`, `selisih_target` in points and `terhadap_target`; for years only."""
    frame = table.frame()
    wanted = {
        (row["kode_wilayah"], int(row["tahun"]), row["basis"]): (float(row["nilai"]), bool(row["contoh"]))
        for row in target.rows()
    }
    keys = zip(frame["kode_wilayah"], frame["periode"], frame["basis"], strict=True)
    goals = [
        wanted.get((kode, labels.tahun(periode), basis)) if _whole_year(periode, table) else None
        for kode, periode, basis in keys
    ]
    values = [goal[0] if goal else None for goal in goals]
    gaps = [_gap(*row) for row in zip(frame["cakupan"], frame["penyebut"], values, strict=True)]
    frame["target"] = pd.array(values, dtype="Float64")
    frame["target_contoh"] = [goal is not None and goal[1] for goal in goals]
    frame["selisih_target"] = pd.array([points for points, _ in gaps], dtype="Float64")
    frame["terhadap_target"] = [word for _, word in gaps]
    return table.derive(frame)


def _whole_year(periode: str, table: SafeTable) -> bool:
    """A target is set for a year: a part of one, or a year that still runs, is not held against it."""
    return labels.jenis_periode(periode) == "tahun" and labels.selesai(periode, table.meta.tanggal_data)


def _gap(share: Persen, penyebut: int | None, goal: float | None) -> tuple[float | None, str]:
    """A protected share says which side of the target it is on only when its whole range is on that side."""
    if goal is None:
        return None, "tanpa_target"
    if share.nilai is None or penyebut < DASAR_MINIMUM:
        return None, "terlalu_sedikit"
    if share.jenis == "pasti":
        points = _points(share.nilai, goal)
        return points, "di_atas" if points > 0 else "di_bawah" if points < 0 else "sama"
    if share.bawah <= goal <= share.atas:
        return None, "di_sekitar"
    points = None if share.jenis in _BOUND else _points(share.nilai, goal)
    return points, "di_atas" if share.bawah > goal else "di_bawah"


def ranking(table: SafeTable) -> SafeTable:
    """Highest first, then by name; adds `peringkat`: equal values share one, small bases have none."""
    frame = table.frame()
    judged = zip(frame["kode_wilayah"], frame["cakupan"], frame["penyebut"], strict=True)
    places = [_rank_value(share) if _may_rank(kode, d) else None for kode, share, d in judged]
    frame["_nilai"] = pd.array(places, "Float64")
    frame["peringkat"] = frame["_nilai"].rank(method="min", ascending=False).astype("Int64")
    frame["_nama"] = frame["nama"].str.lower()
    frame = frame.sort_values(["_nilai", "_nama"], ascending=[False, True], na_position="last")
    return table.derive(frame.drop(columns=["_nilai", "_nama"]).reset_index(drop=True))


def _rank_value(share: Persen) -> float | None:
    """Shares of which only the bound is known stand together at their end: they cannot be told apart."""
    return {"paling_banyak": -1.0, "paling_sedikit": 101.0}.get(share.jenis, share.nilai)


def _may_rank(kode: str, penyebut: int | None) -> bool:
    return not pd.isna(penyebut) and penyebut >= DASAR_MINIMUM and not kode.endswith(LUAR)


def over_time(table: SafeTable) -> tuple[dict, dict, str] | None:
    """The ends of one region's series and the direction between them, if one may be said.

    Both ends are the same part of their year: a first quarter beside a whole year would show the calendar.
    """
    minimum = DASAR_MINIMUM if table.meta.tier == "internal" else PERUBAHAN_PUBLIK
    over = [row for row in table.rows() if labels.selesai(row["periode"], table.meta.tanggal_data)]
    rows = [row for row in over if row["cakupan"].nilai is not None]
    rows.sort(key=lambda row: row["periode"])
    rows = [row for row in rows if row["periode"][4:] == rows[-1]["periode"][4:]]
    if len(rows) < 2:
        return None
    _, word = _change(rows[-1], rows[0], minimum)
    return (rows[0], rows[-1], word) if word in ("naik", "turun", "tetap") else None
