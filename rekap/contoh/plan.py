"""How many different victims each kab/kota registers in each year, and until when it hands in."""

import calendar
from dataclasses import dataclass
from datetime import date
from random import Random

from rekap.contoh import calibration
from rekap.contoh.draws import apportion, negative_binomial


@dataclass(frozen=True)
class Plan:
    tahun: list[int]
    kab: list[str]
    uptd: list[str]
    korban: dict[tuple[str, int], int]  # distinct persons of the population
    tamu: dict[int, list[tuple[str, str]]]  # (sender, receiver): one person registered in both
    akhir: date

    def last_registration(self, sumber: str, kab: str) -> date:
        bulan = calibration.table("kalibrasi")["berhenti"][sumber].get(kab)
        if bulan is None:
            return date(self.tahun[-1], 12, 31)
        tahun, month = map(int, bulan.split("-"))
        return date(tahun, month, calendar.monthrange(tahun, month)[1])

    def last_event(self, sumber: str, kab: str) -> date:
        """Files were drawn some days after the last month they cover."""
        last = self.last_registration(sumber, kab)
        return min(date.fromordinal(last.toordinal() + 10), self.akhir)


def make(rng: Random, ukuran: str) -> Plan:
    kal = calibration.table("kalibrasi")
    if ukuran == "mini":
        kab = kal["jombang"]
        return Plan([2024], [kab], [kab], {(kab, 2024): 60}, {2024: []}, date(2025, 1, 15))
    tahun = [int(year) for year in kal["total"]]
    plan = Plan(tahun, list(kal["bobot"]), kal["uptd"], {}, {}, date(tahun[-1] + 1, 1, 15))
    for year in tahun:
        guests = _guests(rng, kal, plan, year)
        plan.tamu[year] = guests
        total = kal["total"][str(year)] + len(guests)
        for kode, count in _counts(rng, kal, plan, year, total).items():
            plan.korban[kode, year] = count
    return plan


def _counts(rng: Random, kal: dict, plan: Plan, tahun: int, total: int) -> dict[str, int]:
    fixed = {kab: years[str(tahun)] for kab, years in kal["tetap"].items() if str(tahun) in years}
    free = {}
    weight_of_all = sum(kal["bobot"].values())
    for kab, weight in kal["bobot"].items():
        if kab not in fixed:
            mean = total * weight / weight_of_all * _share_of_year(plan, kab, tahun)
            free[kab] = negative_binomial(rng, mean, kal["sebaran"]["dispersi"])
    return fixed | apportion(total - sum(fixed.values()), free)


def _share_of_year(plan: Plan, kab: str, tahun: int) -> float:
    last = plan.last_registration("simfoni", kab)
    if last.year > tahun:
        return 1.0
    return last.month / 12 if last.year == tahun else 0.0


def _guests(rng: Random, kal: dict, plan: Plan, tahun: int) -> list[tuple[str, str]]:
    active = [kab for kab in plan.kab if _share_of_year(plan, kab, tahun) == 1.0]
    others = [kab for kab in active if kab not in plan.uptd]
    both = [tuple(rng.sample(plan.uptd, 2)) for _ in range(kal["sebaran"]["dua_wilayah_uptd"])]
    return both + [tuple(rng.sample(others, 2)) for _ in range(kal["sebaran"]["dua_wilayah_lain"])]
