"""Who handed in which month, and when: the log of the office in Jombang."""

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from rekap.contoh import calibration
from rekap.contoh.model import SUMBER, Dunia
from rekap.contoh.plan import Plan


@dataclass(frozen=True)
class Setoran:
    sumber: str
    kab: str
    bulan: str
    jatuh_tempo: date
    diterima: date | None


def make(rng: Random, plan: Plan, dunia: Dunia) -> list[Setoran]:
    """One line per expected reporter and month; a month with registrations was always handed in."""
    busy = {
        (sumber, kasus.kab, f"{hari:%Y-%m}")
        for kasus in dunia.kasus
        for sumber, hari in kasus.registrasi.items()
    }
    log = []
    for sumber in SUMBER:
        for kab in plan.kab if sumber == "simfoni" else plan.uptd:
            for tahun in plan.tahun:
                for bulan in range(1, 13):
                    log.append(_line(rng, plan, sumber, kab, tahun, bulan, busy))
    return _with_last_day(log, plan.akhir)


def _line(rng: Random, plan: Plan, sumber: str, kab: str, tahun: int, bulan: int, busy: set) -> Setoran:
    kal = calibration.table("kalibrasi")["setoran"]
    name = f"{tahun}-{bulan:02d}"
    end = date(tahun, bulan, calendar.monthrange(tahun, bulan)[1])
    due = end + timedelta(days=10)
    stopped = end > plan.last_registration(sumber, kab)
    idle = (sumber, kab, name) not in busy
    if stopped or idle and rng.random() < kal["nihil_tanpa_setoran"]:
        return Setoran(sumber, kab, name, due, None)
    if rng.random() < kal["tepat_waktu"]:
        received = end + timedelta(days=rng.randint(2, 10))
    else:
        received = due + timedelta(days=int(1 + rng.expovariate(1.0) * 12))
    return Setoran(sumber, kab, name, due, min(received, plan.akhir))


def _with_last_day(log: list[Setoran], akhir: date) -> list[Setoran]:
    """The newest hand-in is the day on which the demo ends."""
    place = max(p for p, line in enumerate(log) if line.diterima and line.bulan == log[-1].bulan)
    return [*log[:place], replace(log[place], diterima=akhir), *log[place + 1 :]]
