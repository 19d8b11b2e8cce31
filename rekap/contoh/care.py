"""What was done for the victims: the rich record of a UPTD workbook and the thin one of Simfoni."""

from datetime import date, timedelta
from random import Random

from rekap.contoh import calibration
from rekap.contoh.closing import close_case
from rekap.contoh.draws import clamp, delay, pick, weighted_sample
from rekap.contoh.model import Dunia, Korban, Layanan, Orang
from rekap.contoh.plan import Plan
from rekap.contoh.referrals import Referrals


class CareMaker:
    def __init__(self, rng: Random, plan: Plan, dunia: Dunia) -> None:
        self.rng, self.plan, self.dunia = rng, plan, dunia
        self.kal = calibration.table("kalibrasi")
        self.referrals = Referrals(rng, plan)

    def year(self, tahun: int) -> None:
        unit: dict[str, list[Korban]] = {kab: [] for kab in self.plan.kab}
        for korban in self.dunia.korban:
            if korban.kasus.tahun == tahun:
                unit[korban.kasus.kab].append(korban)
        for kab, here in unit.items():
            served = self._workbook(kab, tahun, here) if kab in self.plan.uptd else set()
            for korban in here:
                if korban.registrasi("simfoni"):
                    self._simfoni(korban, korban in served)
        self.referrals.shared([korban for here in unit.values() for korban in here])

    # The workbook

    def _workbook(self, kab: str, tahun: int, here: list[Korban]) -> set[Korban]:
        """Everything in one year of one workbook; returns who got reintegration in time."""
        persons = {k.orang for k in here if k.orang.dihitung}
        known = [k for k in here if k.registrasi("uptd")]
        first = _first_per_person([k for k in known if k.orang.dihitung])
        covered, of_need, assessed = calibration.per_kab(self.kal["cakupan"], kab)[str(tahun)]
        served = self._choose_served(first, round(covered * len(persons)), tahun)
        in_time = set(served)
        rest = [k for k in first if k not in in_time]
        self.rng.shuffle(rest)
        in_need = round(len(served) / of_need)
        waiting = _deal(rest, in_need - len(served))
        excluded = _deal(rest, max(1, round(self.kal["pengecualian"]["bagian"] * in_need)))
        only_assessed = _deal(rest, round(assessed * len(first)) - in_need - len(excluded))
        for korban in known:
            self._services(korban)
        for korban in served:
            self._serve(korban)
        for korban in waiting:
            self._leave_waiting(korban)
        for korban in excluded:
            self._exclude(korban)
        for korban in only_assessed:
            self._assess(korban, needs=False)
        for korban in known:
            self._round_off(korban)
        return in_time

    def _choose_served(self, first: list[Korban], size: int, tahun: int) -> list[Korban]:
        reach = self.kal["kecamatan"]

        def weight(korban: Korban) -> float:
            orang, hari = korban.orang, korban.registrasi("uptd")
            here = reach[orang.kecamatan][1] if orang.kecamatan in reach else 0.8
            group = 0.8 if orang.jk == "L" else 1.0
            return here * group * (1.0 if hari.month <= 9 else 0.5 if hari.month <= 11 else 0.15)

        end = self._end(first[0]) if first else date(tahun, 12, 31)
        early = min(date(tahun, 12, 12), end - timedelta(days=10))
        return weighted_sample(self.rng, [k for k in first if k.registrasi("uptd") <= early], weight, size)

    def _end(self, korban: Korban) -> date:
        return self.plan.last_event("uptd", korban.kasus.kab)

    def _services(self, korban: Korban) -> None:
        hari, end = korban.registrasi("uptd"), self._end(korban)
        for kode, (chance, shortest, rest) in self.kal["layanan_uptd"].items():
            if kode == "EKONOMI" and korban.pekerjaan == "pelajar" or self.rng.random() >= chance:
                continue
            when = self._maybe_before(kode, hari, hari + timedelta(days=delay(self.rng, shortest, rest)))
            if when <= end:
                status = pick(self.rng, {"selesai": 0.9, "berjalan": 0.05, "rencana": 0.03, "batal": 0.02})
                korban.layanan["uptd"].append(Layanan(kode, when, status, korban.kasus.kab))

    def _maybe_before(self, kode: str, hari: date, when: date) -> date:
        """An emergency is helped first and registered afterwards."""
        chance, gap = self.rng.random(), self.kal["jeda"]
        if kode == "PENGADUAN" or chance >= gap["sebelum_registrasi"] + gap["jauh_sebelum"]:
            return when
        far = chance < gap["jauh_sebelum"]
        return hari - timedelta(days=self.rng.randint(31, 75) if far else self.rng.randint(1, 30))

    def _assess(self, korban: Korban, needs: bool, at_least: str = "") -> date:
        hari, end = korban.registrasi("uptd"), self._end(korban)
        when = clamp(hari + timedelta(days=delay(self.rng, *self.kal["jeda"]["asesmen"])), hari, end)
        if needs:
            when = min(when, max(hari, date(korban.kasus.tahun, 12, 28)))
        wanted = [la.kode for la in korban.layanan["uptd"] if la.kode not in ("PENGADUAN", "REINTEGRASI")]
        if needs and self.rng.random() < 0.06 and when + timedelta(days=20) <= end:
            # Found only on a second look; the first assessment named other needs.
            korban.asesmen.append((when, sorted(set(wanted))))
            when = min(when + timedelta(days=14), max(hari, date(korban.kasus.tahun, 12, 28)))
        korban.asesmen.append((when, sorted({*wanted, *(["REINTEGRASI"] if needs else [])})))
        return when

    def _serve(self, korban: Korban) -> None:
        hari = korban.registrasi("uptd")
        last = min(date(korban.kasus.tahun, 12, 31), self._end(korban))
        start = hari + timedelta(days=3)
        if self.rng.random() >= 0.04:  # else the need is implied by the service
            start = self._assess(korban, needs=True)
        when = self._fitting(start, min(start + timedelta(days=1), last), last)
        if self.rng.random() < self.kal["jeda"]["sebelum_registrasi"]:
            when = max(hari - timedelta(days=self.rng.randint(1, 20)), date(korban.kasus.tahun, 1, 1))
        korban.layanan["uptd"].append(Layanan("REINTEGRASI", when, "selesai", korban.kasus.kab))
        if self.rng.random() < 0.25 and when + timedelta(days=90) <= self._end(korban):
            check = Layanan("MONITORING", when + timedelta(days=90), "selesai", korban.kasus.kab)
            korban.layanan["uptd"].append(check)

    def _fitting(self, start: date, first: date, last: date) -> date:
        """A plausible delay that still ends in time; the late ones are told elsewhere."""
        for _ in range(12):
            when = start + timedelta(days=int(self.rng.lognormvariate(*self.kal["jeda"]["reintegrasi"])))
            if first <= when <= last:
                return when
        return first + timedelta(days=self.rng.randint(0, (last - first).days))

    def _leave_waiting(self, korban: Korban) -> None:
        """In need and not served in time: nothing yet, too late, or something short of a service."""
        start = self._assess(korban, needs=True)
        how = pick(self.rng, self.kal["belum_terlayani"])
        if how == "menunggu":
            return
        after = max(start, date(korban.kasus.tahun, 12, 31)) if how == "terlambat" else start
        when = after + timedelta(days=self.rng.randint(2, 80))
        if when <= self._end(korban):
            status = "selesai" if how == "terlambat" else how
            korban.layanan["uptd"].append(Layanan("REINTEGRASI", when, status, korban.kasus.kab))

    def _exclude(self, korban: Korban) -> None:
        when = self._assess(korban, needs=True)
        reasons = {key: share for key, share in self.kal["pengecualian"].items() if key != "bagian"}
        reason = pick(self.rng, reasons)
        if reason == "dialihkan":
            self.referrals.transfer(korban, when, "diterima")
            return
        later = when + timedelta(days=self.rng.randint(2, 40))
        closed = clamp(later, when, min(self._end(korban), date(korban.kasus.tahun, 12, 31)))
        korban.tutup = (closed, reason)
        korban.layanan["uptd"] = [la for la in korban.layanan["uptd"] if la.tanggal <= closed]

    def _round_off(self, korban: Korban) -> None:
        if not korban.orang.dihitung and self.rng.random() < 0.25:
            when = korban.registrasi("uptd") + timedelta(days=self.rng.randint(5, 60))
            if when <= self._end(korban):
                korban.layanan["uptd"].append(Layanan("REINTEGRASI", when, "selesai", korban.kasus.kab))
        self.referrals.ordinary(korban)
        close_case(self.rng, korban, self._end(korban), self.dunia.akhir)

    # Simfoni

    def _simfoni(self, korban: Korban, served: bool) -> None:
        hari = korban.registrasi("simfoni")
        end = self.plan.last_event("simfoni", korban.kasus.kab)
        has_workbook = korban.kasus.kab in self.plan.uptd
        for kode, chance in self.kal["layanan_simfoni"].items():
            if kode == "REINTEGRASI" and has_workbook:
                # The workbook says who was served; Simfoni may repeat it, never add to it.
                chance = 0.05 if served else 0.0
            if self.rng.random() >= chance:
                continue
            when = self._simfoni_day(kode, korban, hari)
            dead = korban.tutup and korban.tutup[1] == "meninggal" and when > korban.tutup[0]
            if when <= end and not dead:
                korban.layanan["simfoni"].append(Layanan(kode, when, "selesai", korban.kasus.kab))

    def _simfoni_day(self, kode: str, korban: Korban, hari: date) -> date:
        if kode == "REINTEGRASI":
            known = [la.tanggal for la in korban.layanan["uptd"] if la.kode == kode]
            later = int(self.rng.lognormvariate(*self.kal["jeda"]["reintegrasi"]))
            return known[0] if known else hari + timedelta(days=later)
        days = 0 if kode == "PENGADUAN" else delay(self.rng, *self.kal["jeda"]["layanan_simfoni"])
        return self._maybe_before(kode, hari, hari + timedelta(days=days))


def _deal(rest: list[Korban], size: int) -> list[Korban]:
    """Takes the next few off the shuffled rest."""
    dealt = rest[: max(size, 0)]
    del rest[: len(dealt)]
    return dealt


def _first_per_person(korban: list[Korban]) -> list[Korban]:
    first: dict[Orang, Korban] = {}
    for one in sorted(korban, key=lambda k: (k.registrasi("uptd"), k.urutan)):
        first.setdefault(one.orang, one)
    return list(first.values())
