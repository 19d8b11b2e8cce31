"""Proposals for Bantu with their five criteria; some are for minors, who can never qualify."""

from datetime import date, timedelta
from random import Random

from rekap.contoh.draws import pick
from rekap.contoh.kenalan import Kenal
from rekap.contoh.model import age_on
from rekap.contoh.tulis import kata, sesudah

KOLOM = [
    "Tgl Usul", "Umur Saat Usul", "NIK Sah", "Tgl Cek NIK", "Tgl Surat Sehat", "Bebas Perkara",
    "Tgl Cek Perkara",
    "Dampingan LKS", "Mulai Dampingan", "Keputusan", "Tgl Keputusan", "Tgl Bayar", "Usaha 6 Bulan",
    "Usaha 12 Bulan",
]  # fmt: skip


def proposal(rng: Random, one: Kenal, end: date) -> list:
    """One row from the day of the proposal to the state of the business."""
    proposed = sesudah(rng, one.hari, 20, 60, end) or one.hari
    umur = age_on(one.korban.orang.lahir, proposed)
    criteria = [rng.random() < share for share in (0.95, 0.85, 0.97, 0.8)]
    nik, healthy, clear, guided = criteria
    row = [
        proposed, umur,
        _yes(nik), proposed,
        proposed - timedelta(days=rng.randint(5, 260)) if healthy else "",
        _yes(clear), proposed,
        _yes(guided), proposed - timedelta(days=rng.randint(10, 200)) if guided else "",
    ]  # fmt: skip
    return row + _decision(rng, proposed, 18 <= umur <= 59 and all(criteria), end)


def _yes(met: bool) -> str:
    return "Ya" if met else "Tidak"


def _decision(rng: Random, proposed: date, fit: bool, end: date) -> list:
    decided = sesudah(rng, proposed, 10, 25, end)
    status = pick(rng, {"disetujui": 0.85, "ditolak": 0.15}) if fit else "ditolak"
    if decided is None:
        return [kata("keputusan_bantu", "menunggu"), *[""] * 4]
    paid = sesudah(rng, decided, 7, 30, end) if status == "disetujui" else None
    alive = [_alive(rng, paid, months, end) for months in (6, 12)]
    return [kata("keputusan_bantu", status), decided, paid or "", *alive]


def _alive(rng: Random, paid: date | None, months: int, end: date) -> str:
    if paid is None or paid + timedelta(days=30 * months) > end:
        return ""
    return _yes(rng.random() < 0.88 - 0.02 * months)
