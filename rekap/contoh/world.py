"""The whole story, in the order in which it has to be told."""

from collections.abc import Callable
from random import Random

from rekap.contoh import agencies, handins, identity
from rekap.contoh import plan as planning
from rekap.contoh.care import CareMaker
from rekap.contoh.cases import CaseMaker
from rekap.contoh.errors import Planter
from rekap.contoh.model import Dunia
from rekap.contoh.people import Register
from rekap.contoh.sheets import Lembar, Target


def build(
    rng: Random, ukuran: str, benih: int, say: Callable[[str], None]
) -> tuple[Dunia, planning.Plan, Register]:
    """People, cases and what was done for them."""
    plan = planning.make(rng, ukuran)
    dunia = Dunia(benih, ukuran, plan.tahun, plan.kab, plan.uptd, plan.akhir)
    register = Register(rng)
    cases = CaseMaker(rng, plan, dunia, register)
    care = CareMaker(rng, plan, dunia)
    for tahun in plan.tahun:
        cases.year(tahun)
        care.year(tahun)
        say(f"Tahun {tahun}: {sum(k.kasus.tahun == tahun for k in dunia.korban)} catatan kejadian dibuat.")
    agencies.number_cases(dunia)
    return dunia, plan, register


def write_down(
    rng: Random, dunia: Dunia, plan: planning.Plan, register: Register, target: Target
) -> tuple[list[list[Lembar]], list[dict]]:
    """The files as sheets, and the list of errors planted in them."""
    identities = identity.make(rng, dunia)
    files = [[agencies.simfoni(rng, dunia, target, identities)]]
    for kab in plan.uptd:
        files.append(agencies.workbook(rng, dunia, kab, target, identities))
    log = handins.make(rng, plan, dunia)
    jombang = next(sheets for sheets in files if sheets[0].berkas == target.uptd("35.17"))
    agencies.add_hand_ins(rng, jombang[-1], log)
    return files, Planter(rng, dunia, register, files).plant()
