"""From counts to coverage.

Exact shares have one decimal, rounded half away from zero. Protected shares are made from published counts by
the rule in `disclosure.percent`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from rekap import labels, settings
from rekap.disclosure import percent
from rekap.metrics.persen import Persen, exact_share, protected_share
from rekap.reports import SafeTable

KOMPONEN = ("psikososial", "kesehatan", "hukum", "ekonomi")
_ROW = ("kode_wilayah", "nama", "tingkat", "periode", "kelas", "nilai")
_REPORTING = ("pelapor", "pelapor_diharapkan", "bulan_melapor", "bulan_diharapkan")
DASAR_MINIMUM = 20  # below this an exact share is too unsteady to rank or to compare


@dataclass(frozen=True)
class _Row:
    """What decides the status of one row; a count that is not published is None."""

    korban: int | None
    n: int | None
    d: int | None
    dinilai: int | None
    melapor: bool
    mulai: bool
    kebutuhan: bool
    rendah: bool  # a zona, a kecamatan or a class: says nothing about what the source records
    asesmen: bool  # whether any source of this kab/kota records assessments at all


def with_coverage(table: SafeTable, basis: str) -> SafeTable:
    """Adds pembilang, penyebut, cakupan, status, sebab, cakupan_asesmen and basis, and settles `menunggu`."""
    frame, exact = table.frame(), table.meta.tier == "internal"
    frame["pembilang"], frame["penyebut"] = _fraction(frame, basis, exact)
    _judge(frame, basis, exact)
    frame["cakupan_asesmen"] = _objects(frame, _assessed(frame, exact))
    if not exact:
        frame["menunggu"] = _not_yet_served(frame)
    frame["basis"] = basis
    return table.derive(frame, basis=labels.label("basis", basis))


def _judge(frame: pd.DataFrame, basis: str, exact: bool) -> None:
    """Fill cakupan, status and sebab from pembilang and penyebut."""
    judged = [(_exact if exact else _protected)(row) for row in _rows(frame, basis)]
    frame["cakupan"] = _objects(frame, [share for share, _, _ in judged])
    frame["status"] = [status for _, status, _ in judged]
    frame["sebab"] = _objects(frame, [sebab for _, _, sebab in judged])


def _fraction(frame: pd.DataFrame, basis: str, exact: bool) -> tuple[pd.Series, pd.Series]:
    """Persons who came by an accepted transfer count on the need basis, and only in exact figures."""
    if basis == "tercatat":
        return frame["terlayani_354"], frame["korban"]
    if basis != "kebutuhan":
        raise ValueError(f"basis {basis} tidak ada")
    n, d = frame["terlayani_354"], frame["memerlukan"]
    if not exact:
        return n, d
    return n + frame["diterima_terlayani"].fillna(0), d + frame["diterima"].fillna(0)


def _rows(frame: pd.DataFrame, basis: str) -> Iterator[_Row]:
    classes = "kelas" in frame
    low = [classes or level in ("zona", "kecamatan") for level in frame["tingkat"]]
    counts = [_ints(frame[c]) for c in ("korban", "pembilang", "penyebut", "dinilai")]
    handed_in = [bool(x) for x in _ints(frame["pelapor"])]
    begun = [months != 0 for months in _ints(frame["bulan_diharapkan"])]
    assessing = _records_assessments(frame["kode_wilayah"])
    for *seen, melapor, mulai, rendah, asesmen in zip(*counts, handed_in, begun, low, assessing, strict=True):
        yield _Row(*seen, melapor, mulai, basis == "kebutuhan", rendah, asesmen)


def _records_assessments(codes: pd.Series) -> list[bool]:
    """Where no expected source does, the published need is only the served themselves and says nothing."""
    instalasi, known = settings.instalasi(), {}
    for kode in codes:
        kab = ".".join(kode.split(".")[:2])
        known[kode] = "." not in kode or not settings.assessing_sources().isdisjoint(
            instalasi.pelapor_of(kab)
        )
    return [known[kode] for kode in codes]


def _ints(column: pd.Series) -> list[int | None]:
    return [None if pd.isna(value) else int(value) for value in column]


def _objects(frame: pd.DataFrame, values: list) -> pd.Series:
    return pd.Series(values, index=frame.index, dtype=object)


def _none(status: str, sebab: str) -> tuple[Persen, str, str]:
    return Persen(None, labels.label("status_nilai", status)), status, sebab


def _exact(row: _Row) -> tuple[Persen, str, str | None]:
    if row.korban is None:
        return _none("tidak_berlaku", "tidak_terbit")
    if row.korban == 0 and not row.d:
        return _nobody(row)
    if row.kebutuhan and row.korban and not row.dinilai:
        return _none("tidak_berlaku", "belum_diasesmen" if row.rendah else "tanpa_asesmen")
    if row.d == 0:
        return _none("tidak_berlaku", "tidak_ada_kebutuhan")
    share = exact_share(row.n, row.d)
    return share, "nol" if row.n == 0 else "nilai", "dasar_kecil" if row.d < DASAR_MINIMUM else None


def _protected(row: _Row) -> tuple[Persen, str, str | None]:
    if row.korban == 0 and not (row.melapor and row.mulai):
        return _nobody(row)
    if row.kebutuhan and not row.asesmen:
        return _none("tidak_berlaku", "tanpa_asesmen")
    if row.d is None:
        return _none("tidak_berlaku", "tidak_terbit")
    small = percent.protected(0, row.d)
    if small.nilai is None:
        sebab = "angka_kecil" if row.d == 0 else "penyebut_kecil"
        return Persen(None, small.teks, jenis=small.jenis), "dilindungi", sebab
    if row.n is None:
        return _none("tidak_berlaku", "tidak_terbit")
    return protected_share(row.n, row.d), "nilai", None


def _nobody(row: _Row) -> tuple[Persen, str, str]:
    """Nobody is counted: no month of the period is over, nobody handed in, or nobody was registered."""
    if not row.mulai:
        return _none("tidak_berlaku", "belum_mulai")
    status = "tidak_ada_korban" if row.melapor else "belum_lapor"
    return _none(status, status)


def _assessed(frame: pd.DataFrame, exact: bool) -> list[Persen]:
    """How many of the registered were assessed; not among the published sets."""
    pairs = zip(_ints(frame["dinilai"]), _ints(frame["korban"]), strict=True)
    none = Persen(None, labels.TIDAK_TERSEDIA)
    return [exact_share(n, d) if exact and n is not None and d else none for n, d in pairs]


def _not_yet_served(frame: pd.DataFrame) -> pd.Series:
    """In need and not served, as the difference of two published numbers; nothing else is known publicly."""
    known = pd.Series(_records_assessments(frame["kode_wilayah"]), index=frame.index, dtype=bool)
    return (frame["memerlukan"] - frame["terlayani_354"]).clip(lower=0).where(known).astype("Int64")


def per_komponen(table: SafeTable) -> SafeTable:
    """One row per region and service component: who of the registered received it. Components overlap."""
    frame, exact = table.frame(), table.meta.tier == "internal"
    kept = [name for name in (*_ROW, *_REPORTING, "korban", "dinilai") if name in frame]
    parts = [
        frame[kept].assign(komponen=komponen, pembilang=frame[komponen], penyebut=frame["korban"])
        for komponen in KOMPONEN
    ]
    long = pd.concat(parts, ignore_index=True)
    _judge(long, "tercatat", exact)
    long = long.drop(columns=["korban", "dinilai"])
    return table.derive(long, basis=labels.label("basis", "tercatat"))
