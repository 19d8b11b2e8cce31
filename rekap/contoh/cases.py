"""Who was hurt, by whom, where, how, and when somebody registered it."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from rekap.contoh import calibration
from rekap.contoh.circumstances import Circumstances
from rekap.contoh.draws import apportion, clamp, day_in_year, delay, pick
from rekap.contoh.model import Dunia, Kasus, Korban, Orang, age_on
from rekap.contoh.people import Register
from rekap.contoh.places import Homes
from rekap.contoh.plan import Plan

IRISAN = (("uptd", "simfoni"), ("uptd",), ("simfoni",))  # in the order of the calibration


class CaseMaker:
    def __init__(self, rng: Random, plan: Plan, dunia: Dunia, register: Register) -> None:
        self.rng, self.plan, self.dunia, self.register = rng, plan, dunia, register
        self.kal = calibration.table("kalibrasi")
        self.mix = self.kal["sebaran"]
        self.homes = Homes(rng, plan.kab)
        self.circumstances = Circumstances(rng)
        self.known: dict[str, list[Orang]] = {kab: [] for kab in plan.kab}
        self.guests: set[Orang] = set()

    def year(self, tahun: int) -> None:
        """All cases of one year; those who also turn up elsewhere come last."""
        incoming = Counter(receiver for _, receiver in self.plan.tamu[tahun])
        made = {}
        for kab in self.plan.kab:
            made[kab] = self._kab_year(kab, tahun, self.plan.korban[kab, tahun] - incoming[kab])
        for sender, receiver in self.plan.tamu[tahun]:
            made[receiver].append(self._guest(made[sender], receiver, tahun))
        for kab in self.plan.kab:
            self.dunia.kasus += made[kab]
            self.known[kab] += self._may_return(made[kab])

    def _may_return(self, cases: list[Kasus]) -> list[Orang]:
        """Whoever was registered in two kab/kota stays away: a year's provincial total counts her once."""
        people = [korban.orang for kasus in cases for korban in kasus.korban]
        return [orang for orang in people if orang.dihitung and orang not in self.guests]

    def _kab_year(self, kab: str, tahun: int, persons: int) -> list[Kasus]:
        cases: list[Kasus] = []
        seen: set[Orang] = set()
        while len(seen) < persons:
            size = self.rng.random()
            size = 3 if size < self.mix["korban_ketiga"] else 2 if size < self.mix["korban_kedua"] else 1
            cases.append(self._case(kab, tahun, min(size, persons - len(seen)), seen))
        cases += self._outside_the_indicator(kab, tahun, persons)
        self._share_out(kab, cases)
        return cases + [self._again(case) for case in list(cases) if self._comes_again(case)]

    def _case(self, kab: str, tahun: int, size: int, seen: set[Orang]) -> Kasus:
        kasus = self._empty_case(kab, tahun)
        rumah = self.homes.home(kab)
        for _ in range(size):
            orang = self._returning(kasus, seen) or self.register.person(
                pick(self.rng, self.kal["kelompok"]), kasus.pertama, rumah, kab
            )
            seen.add(orang)
            self._add_victim(kasus, orang)
        return kasus

    def _empty_case(self, kab: str, tahun: int, hari: date | None = None) -> Kasus:
        last = self.plan.last_registration("simfoni", kab)
        hari = hari or day_in_year(self.rng, tahun, last, self.kal["sebaran"]["bulan"])
        lag = self.kal["jeda_lapor"]
        kejadian = None
        if self.rng.random() >= lag["tidak_diisi"]:
            mixture = lag["campuran"]
            _, shortest, rest = self.rng.choices(mixture, [part[0] for part in mixture])[0]
            kejadian = hari - timedelta(days=delay(self.rng, shortest, rest))
        return Kasus(kab, tahun, kejadian, {"dasar": hari})

    def _add_victim(self, kasus: Kasus, orang: Orang) -> None:
        if kasus.kejadian and kasus.kejadian < orang.lahir:
            kasus.kejadian = orang.lahir
        umur = age_on(orang.lahir, kasus.pertama)
        where = self.circumstances.of(orang, umur, kasus.tahun)
        kasus.korban.append(Korban(orang, kasus, len(kasus.korban) + 1, *where))

    def _returning(self, kasus: Kasus, seen: set[Orang]) -> Orang | None:
        earlier = self.known[kasus.kab]
        if not earlier or self.rng.random() >= self.mix["kembali"]:
            return None
        orang = self.rng.choice(earlier)
        # A margin of a year: both sources must find the boy still a child.
        grown = orang.jk == "L" and age_on(orang.lahir, date(kasus.tahun, 12, 31)) >= 18
        return None if grown or orang in seen else orang

    def _outside_the_indicator(self, kab: str, tahun: int, persons: int) -> list[Kasus]:
        """Adult men, and people of whom the age or the sex is not known."""
        cases = []
        for _ in range(persons):
            chance = self.rng.random()
            if chance >= self.mix["laki_laki_dewasa"] + self.mix["tidak_diketahui"]:
                continue
            kasus = self._empty_case(kab, tahun)
            man = chance < self.mix["laki_laki_dewasa"]
            group = "laki_laki_dewasa" if man else pick(self.rng, self.kal["kelompok"])
            orang = self.register.person(group, kasus.pertama, self.homes.home(kab), kab)
            orang.dihitung = False
            orang.samar = "" if man else self.rng.choice(("jk", "umur"))
            self._add_victim(kasus, orang)
            cases.append(kasus)
        return cases

    def _share_out(self, kab: str, cases: list[Kasus]) -> None:
        """Which source knows the case: Simfoni everywhere, and the workbook where there is one."""
        last = self.plan.last_registration("uptd", kab) if kab in self.plan.uptd else date.min
        shared = [kasus for kasus in cases if kasus.pertama <= last]
        kinds = zip(IRISAN, calibration.per_kab(self.kal["irisan"], kab), strict=True)
        left = apportion(sum(len(kasus.korban) for kasus in shared), dict(kinds))
        for kasus in cases:
            hari, chosen = kasus.pertama, ("simfoni",)
            if hari <= last:
                chosen = pick(self.rng, {key: max(count, 0) for key, count in left.items()})
                left[chosen] -= len(kasus.korban)
            kasus.registrasi = dict.fromkeys(chosen, hari)
            if len(chosen) > 1:
                kasus.registrasi["simfoni"] = self._soon(kasus)

    def _soon(self, kasus: Kasus) -> date:
        """The second source hears of it some days later, always in the same year: it is the same cohort."""
        last = min(self.plan.last_registration("simfoni", kasus.kab), date(kasus.tahun, 12, 31))
        return min(kasus.pertama + timedelta(days=delay(self.rng, 0, 5)), last)

    def _comes_again(self, kasus: Kasus) -> bool:
        alone = len(kasus.korban) == 1 and kasus.korban[0].orang.dihitung
        return alone and self.rng.random() < self.mix["berulang"]

    def _again(self, first: Kasus) -> Kasus:
        """A second case of the same person in the same year, in one of the sources that knew the first."""
        sumber = self.rng.choice(list(first.registrasi))
        last = min(date(first.tahun, 12, 31), self.plan.last_registration(sumber, first.kab))
        start = first.registrasi[sumber]
        hari = min(start + timedelta(days=self.rng.randint(1, max((last - start).days, 1))), last)
        kasus = self._empty_case(first.kab, first.tahun, hari)
        kasus.kejadian = clamp(hari - timedelta(days=delay(self.rng, 0, 4)), start, hari)
        kasus.registrasi = {sumber: hari}
        self._add_victim(kasus, first.korban[0].orang)
        return kasus

    def _guest(self, cases: list[Kasus], receiver: str, tahun: int) -> Kasus:
        """Somebody of another kab/kota, registered here too some weeks later."""
        sumber = "uptd" if receiver in self.plan.uptd else "simfoni"
        last = min(date(tahun, 12, 31), self.plan.last_registration(sumber, receiver))
        fit = [k for k in cases if self._may_move(k, sumber, last)]
        first = self.rng.choice(fit)
        self.guests.add(first.korban[0].orang)
        hari = first.registrasi[sumber] + timedelta(days=self.rng.randint(5, 40))
        kasus = self._empty_case(receiver, tahun, hari)
        kasus.registrasi, kasus.kejadian = {sumber: hari}, first.kejadian
        self._add_victim(kasus, first.korban[0].orang)
        return kasus

    def _may_move(self, kasus: Kasus, sumber: str, last: date) -> bool:
        hari = kasus.registrasi.get(sumber)
        if hari is None or hari > last - timedelta(days=60) or len(kasus.korban) > 1:
            return False
        orang = kasus.korban[0].orang
        if orang in self.guests or not orang.dihitung:
            return False
        return not (orang.jk == "L" and age_on(orang.lahir, last) >= 18)
