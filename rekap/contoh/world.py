"""The whole story, in the order in which it has to be told."""

from collections.abc import Callable
from random import Random

from rekap.contoh import agencies, balai, calibration, dinsos, handins, identity, polres, rsud, uptd_tambahan
from rekap.contoh import plan as planning
from rekap.contoh.care import CareMaker
from rekap.contoh.cases import CaseMaker
from rekap.contoh.errors import Planter
from rekap.contoh.kenalan import Kenalan, move_some
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
    move_some(Random(f"{benih} pindah"), dunia, plan)
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
    home = calibration.table("kalibrasi")["jombang"]
    jombang = next(sheets for sheets in files if sheets[0].berkas == target.uptd(home))
    agencies.add_hand_ins(rng, jombang[-1], log)
    files += _other_agencies(dunia, register, target, identities, files)
    return files, Planter(rng, dunia, register, files).plant()


def _other_agencies(
    dunia: Dunia,
    register: Register,
    target: Target,
    identities: agencies.Identities,
    files: list[list[Lembar]],
) -> list[list[Lembar]]:
    """Further sheets of the workbooks, and the files of hospital, police, Dinas Sosial and Balai.

    Drawn from a stream of their own, so that they can grow without telling another story of the others.
    """
    rng, home = Random(f"{dunia.benih} instansi"), calibration.table("kalibrasi")["jombang"]
    for kab, sheets in zip(dunia.uptd, files[1:], strict=True):
        sheets += uptd_tambahan.Tambahan(rng, dunia, kab, target).write()
        sheets += uptd_tambahan.office_sheets(dunia, kab, target) if kab == home else []
    kenalan = Kenalan(rng, dunia, identities)
    made = [
        [rsud.make(rng, dunia, kenalan, home, target)],
        [polres.make(rng, dunia, kenalan, home, target)],
        dinsos.make(rng, dunia, kenalan, register, home, target),
        balai.make(rng, dunia, kenalan, target),
    ]
    neighbour = calibration.table("kalibrasi")["instansi"]["tetangga"]
    if neighbour in dunia.kab:
        made.append([rsud.make(rng, dunia, kenalan, neighbour, target)])
        made.append([polres.make(rng, dunia, kenalan, neighbour, target)])
    return made
