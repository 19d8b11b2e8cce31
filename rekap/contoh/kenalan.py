"""Which victims hospital, police, Dinas Sosial and Balai know too, and how they write down who these are.

Almost all of them stand in Simfoni or a UPTD workbook already and can be found again there; a few are known
to one of these agencies only. Drawn apart from the rest of the story, which stays as it is.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rekap.contoh import calibration
from rekap.contoh.identity import Identitas
from rekap.contoh.model import Dunia, Korban, age_on
from rekap.contoh.plan import Plan

SUMBER_LAIN = ("rsud", "polres", "dinsos")


@dataclass(frozen=True, slots=True, eq=False)
class Kenal:
    """One victim as one agency has her."""

    korban: Korban
    hari: date  # of her registration there
    siapa: Identitas

    @property
    def umur(self) -> int:
        return age_on(self.korban.orang.lahir, self.hari)


def move_some(rng: Random, dunia: Dunia, plan: Plan) -> None:
    """A few victims of Jombang turn up at one other agency only; in number the year stays as it was."""
    kal = calibration.table("kalibrasi")
    records = defaultdict(int)
    for korban in dunia.korban:
        records[korban.orang] += 1
    for kasus in dunia.kasus:
        alone = len(kasus.korban) == 1 and records[kasus.korban[0].orang] == 1
        if kasus.kab != kal["jombang"] or set(kasus.registrasi) != {"simfoni"} or not alone:
            continue
        if kasus.korban[0].orang.dihitung and rng.random() < kal["instansi"]["baru"]:
            kasus.registrasi = {rng.choice(SUMBER_LAIN): kasus.registrasi["simfoni"]}
            kasus.korban[0].layanan["simfoni"] = []


class Kenalan:
    """Finds the victims of an agency among those of the whole story."""

    def __init__(self, rng: Random, dunia: Dunia, identities: dict[tuple[Korban, str], Identitas]) -> None:
        self.rng, self.dunia, self.identities = rng, dunia, identities
        self._records: dict = defaultdict(list)
        for (korban, _), who in identities.items():
            self._records[korban.orang].append(who)

    def of(self, sumber: str, kab: set[str], chance) -> list[Kenal]:
        """Victims of some kab/kota, by day; `chance` says how likely the agency knows one."""
        found = []
        for korban in self.dunia.korban:
            own = korban.kasus.registrasi.get(sumber)
            if korban.kasus.kab not in kab or not korban.orang.dihitung:
                continue
            if own:
                found.append(Kenal(korban, own, self.identities[korban, sumber]))
            elif korban.kasus.registrasi.keys() & {"simfoni", "uptd"} and self.rng.random() < chance(korban):
                hari = self._day(korban)
                if hari and (who := self._identity(korban, hari)):
                    found.append(Kenal(korban, hari, who))
        return sorted(found, key=lambda one: (one.hari, one.korban.urutan))

    def _day(self, korban: Korban) -> date | None:
        """Some days after the first registration, in the same year: it is the same cohort."""
        hari = korban.kasus.pertama + timedelta(days=int(self.rng.expovariate(1.0) * 4))
        last = date(korban.kasus.tahun, 12, 31)
        return hari if hari <= last else None

    def _identity(self, korban: Korban, hari: date) -> Identitas | None:
        """With what the other records show too, or None: nobody would find her again."""
        orang = korban.orang
        others = self._records[orang]
        shows_nik = any(who.nik == orang.nik for who in others)
        shows_day = all(who.lahir for who in others) and (orang.lahir.month, orang.lahir.day) != (1, 1)
        if not shows_day and not all(who.nik == orang.nik for who in others):
            return None
        nik = orang.nik if shows_nik else ""
        return Identitas(orang.nama, orang.jk, nik, orang.lahir, age_on(orang.lahir, hari))


def services(korban: Korban) -> dict[str, date]:
    """What was done for a victim where she is registered, each kind on its first day."""
    done: dict[str, date] = {}
    for known in korban.layanan.values():
        for service in sorted(known, key=lambda la: la.tanggal):
            if service.status == "selesai" and service.pemberi == korban.kasus.kab:
                done.setdefault(service.kode, service.tanggal)
    return done
