"""Referrals to other kab/kota and whole cases handed over to them."""

from collections import Counter
from datetime import date, timedelta
from random import Random

from rekap import wilayah
from rekap.contoh import calibration
from rekap.contoh.draws import pick
from rekap.contoh.model import Korban, Layanan, Rujukan
from rekap.contoh.plan import Plan


class Referrals:
    def __init__(self, rng: Random, plan: Plan) -> None:
        self.rng, self.plan = rng, plan
        province = calibration.table("kalibrasi")["provinsi"]
        self.province = [region.kode for region in wilayah.children(province)]
        self._count: Counter = Counter()

    def ordinary(self, korban: Korban) -> None:
        """A few are referred for one service; a few transfers are refused, or nobody answers."""
        chance = self.rng.random()
        start = korban.registrasi("uptd") + timedelta(days=self.rng.randint(1, 25))
        if start > self._end(korban) or korban.rujukan:
            return
        if chance < 0.012:
            self.transfer(korban, start, self.rng.choice(("ditolak", "menunggu")))
        elif chance < 0.07:
            status = pick(self.rng, {"diterima": 0.8, "ditolak": 0.08, "menunggu": 0.12})
            self._served_elsewhere(korban, self._send(korban, "rujukan", start, status))

    def transfer(self, korban: Korban, start: date, status: str) -> None:
        """The whole case goes to another kab/kota; where accepted, that one serves from then on."""
        sent = self._send(korban, "pengalihan", start, status)
        if sent.status == "diterima" and self.rng.random() < 0.6:
            when = sent.diputuskan + timedelta(days=self.rng.randint(5, 60))
            if when <= self._end(korban):
                service = Layanan("REINTEGRASI", when, "selesai", sent.tujuan, sent.nomor)
                korban.layanan["uptd"].append(service)

    def shared(self, everyone: list[Korban]) -> None:
        """Who is registered with two workbooks was referred from the first to the second."""
        by_person: dict = {}
        for korban in everyone:
            if korban.registrasi("uptd"):
                by_person.setdefault(korban.orang, {}).setdefault(korban.kasus.kab, korban)
        for places in by_person.values():
            if len(places) > 1:
                first, second = sorted(places.values(), key=lambda k: k.registrasi("uptd"))[:2]
                self._link(first, second)

    def _link(self, first: Korban, second: Korban) -> None:
        arrived = second.registrasi("uptd")
        sent = next((r for r in first.rujukan if r.tujuan == second.kasus.kab), None)
        if sent is None:
            number = self._number(first)
            start = arrived - timedelta(days=2)
            sent = Rujukan(number, "rujukan", start, second.kasus.kab, "diterima", arrived)
            first.rujukan.append(sent)
        done = next(
            (la for la in first.layanan["uptd"] if la.kode == "REINTEGRASI" and la.status == "selesai"), None
        )
        # Reintegration given by the second place under the number of the first counts for the first.
        # Jombang's own figure stays what calibration says, so nothing is moved into its workbook.
        movable = done and not done.rujukan and done.tanggal > arrived and sent.jenis == "rujukan"
        if movable and second.kasus.kab != calibration.table("kalibrasi")["jombang"]:
            first.layanan["uptd"].remove(done)
            second.layanan["uptd"].append(
                Layanan("REINTEGRASI", done.tanggal, "selesai", second.kasus.kab, sent.nomor)
            )
            return
        when = arrived + timedelta(days=self.rng.randint(0, 9))
        second.layanan["uptd"].append(Layanan("PSIKOSOSIAL", when, "selesai", second.kasus.kab, sent.nomor))

    def _served_elsewhere(self, korban: Korban, sent: Rujukan) -> None:
        if sent.status != "diterima":
            return
        when = sent.diputuskan + timedelta(days=self.rng.randint(1, 30))
        if when <= self._end(korban):
            kode = self.rng.choice(("KESEHATAN", "PSIKOSOSIAL", "SHELTER", "REHSOS"))
            korban.layanan["uptd"].append(Layanan(kode, when, "selesai", sent.tujuan, sent.nomor))

    def _send(self, korban: Korban, jenis: str, start: date, status: str) -> Rujukan:
        decided = start + timedelta(days=self.rng.randint(1, 20))
        if status == "menunggu" or decided > self._end(korban):
            status, decided = "menunggu", None
        number = self._number(korban)
        sent = Rujukan(number, jenis, start, self._target(korban), status, decided)
        korban.rujukan.append(sent)
        return sent

    def _target(self, korban: Korban) -> str:
        """Home, if she lives in another kab/kota of the province; else one nearby or the city."""
        unit, home = korban.kasus.kab, korban.orang.kab
        if home != unit and home in self.province:
            return home
        place = self.province.index(unit)
        near = [kab for kab in self.province[max(0, place - 3) : place + 4] if kab != unit]
        big = [kab for kab in ("35.17", "35.78") if kab != unit]
        return self.rng.choice(near + big * 4)

    def _number(self, korban: Korban) -> str:
        kab, tahun = korban.kasus.kab.replace(".", ""), korban.registrasi("uptd").year
        self._count[kab, tahun] += 1
        return f"RJK-{kab}/{tahun}/{self._count[kab, tahun]:03d}"

    def _end(self, korban: Korban) -> date:
        return self.plan.last_event("uptd", korban.kasus.kab)
