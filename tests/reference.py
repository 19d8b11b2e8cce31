"""The slow, obvious oracle: every figure of the cube recomputed from landed rows with plain loops.

Written from the definitions alone. It shares neither code nor SQL with the product, so that the two can only
agree by both being right, or by misreading the same sentence.
"""

from datetime import date, timedelta
from itertools import combinations

from tests.reference_world import (
    World,
    in_population,
    lies_in,
    of_person,
    owner,
    periods,
    regions,
    registered_in,
)

COUNTS = (
    "korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi", "dinilai",
    "menunggu",
)  # fmt: skip
KOMPONEN = {
    "KESEHATAN": "kesehatan",
    "PSIKOSOSIAL": "psikososial",
    "REHSOS": "psikososial",
    "ROHANI": "psikososial",
    "HUKUM_BANTUAN": "hukum",
    "HUKUM_PENEGAKAN": "hukum",
    "EKONOMI": "ekonomi",
    "REINTEGRASI": "terlayani_354",
}


def accepted_transfers(world: World) -> list[dict]:
    rows = world.past("rujukan", "tanggal_keputusan")
    return [r for r in rows if r["jenis"] == "pengalihan" and r["status"] == "diterima"]


def links(world: World) -> list[tuple[dict, dict, str]]:
    """(service, registration it is linked to, kab/kota that it counts for), realised services only."""
    found = []
    for service in world.past("layanan", "tanggal"):
        if service["status"] != "selesai":
            continue
        keys = {service["id_korban"]}
        to = None
        for referral in world.rows["rujukan"]:
            answers = service["id_rujukan"] and referral["id_rujukan"] == service["id_rujukan"]
            if answers and referral["id_korban"] in world.registrations:
                keys.add(referral["id_korban"])
        for transfer in accepted_transfers(world):
            if service["id_rujukan"] and transfer["id_rujukan"] == service["id_rujukan"]:
                to = transfer["kode_kab_tujuan"]
        for key in keys:
            registration = world.registrations[key]
            found.append((service, registration, to or registration["kode_kab"]))
    return found


def served_days(world: World, person: tuple, year: int, region: str, what: str) -> list[date]:
    """Days of realised services of one kind that count for a person of this cohort in this region."""
    days = []
    for service, registration, credited in world.once("links", lambda: links(world)):
        if world.person[registration["id_korban"]] != person:
            continue
        if registration["tanggal_registrasi"].year != year or not lies_in(credited, region):
            continue
        early = registration["tanggal_registrasi"] - timedelta(30)
        if KOMPONEN.get(service["kode_layanan"]) == what and service["tanggal"] >= early:
            days.append(service["tanggal"])
    return days


def first_need(world: World, id_korban: str) -> date | None:
    days = [
        row["tanggal"]
        for row in world.past("asesmen_kebutuhan", "tanggal")
        if row["id_korban"] == id_korban and row["kode_layanan"] == "REINTEGRASI"
    ]
    return min(days, default=None)


def closings(world: World, id_korban: str) -> list[dict]:
    """The victim's own closings, else those of the case."""
    own = [
        r
        for r in world.rows["korban_tutup"]
        if r["id_korban"] == id_korban and r["tanggal_tutup"] is not None
    ]
    case = world.registrations[id_korban]["id_kasus"]
    shared = [r for r in world.rows["kasus"] if r["id_kasus"] == case and r["tanggal_tutup"] is not None]
    return [r for r in own or shared if r["tanggal_tutup"] <= world.tanggal_data]


def exclusions(world: World, id_korban: str, region: str) -> list[tuple[str, date]]:
    """(reason, day) of everything that ends the need of one registration in one region."""
    need = first_need(world, id_korban)
    found = []
    for closing in closings(world, id_korban):
        reason, day = closing["alasan_tutup"], closing["tanggal_tutup"]
        if reason in ("meninggal", "tidak_memenuhi") or (reason == "menolak" and day >= need):
            found.append((reason, day))
    for transfer in accepted_transfers(world):
        if transfer["id_korban"] == id_korban and not lies_in(transfer["kode_kab_tujuan"], region):
            found.append(("dialihkan", transfer["tanggal_keputusan"]))
    return found


def open_needs(world: World, person: tuple, year: int, region: str, batas: date) -> list[str]:
    """Registrations whose assessed need stands, not excluded, at the cut-off."""
    found = []
    for row in of_person(world, person, year):
        need = first_need(world, row["id_korban"])
        if need is None or need > batas or not lies_in(row["kode_kab"], region):
            continue
        if not any(day <= batas for _, day in exclusions(world, row["id_korban"], region)):
            found.append(row["id_korban"])
    return found


def status(world: World, person: tuple, year: int, region: str, batas: date) -> dict[str, bool]:
    """What a member of the set `korban` counts for besides."""
    result = {"korban": True}
    for what in ("terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi"):
        result[what] = any(d <= batas for d in served_days(world, person, year, region, what))
    needing = open_needs(world, person, year, region, batas)
    result["memerlukan"] = bool(needing) or result["terlayani_354"]
    result["dinilai"] = any(
        row["tanggal"] <= batas
        and world.person[row["id_korban"]] == person
        and world.registrations[row["id_korban"]]["tanggal_registrasi"].year == year
        and lies_in(world.registrations[row["id_korban"]]["kode_kab"], region)
        for row in world.past("asesmen", "tanggal")
    )
    waiting = [k for k in needing if not closings(world, k) and not exclusions(world, k, region)]
    result["menunggu"] = bool(waiting) and not served_days(world, person, year, region, "terlayani_354")
    return result


def year_classes(world: World, person: tuple, year: int) -> dict[str, str]:
    """Group, age and disability of a person, fixed for the registration year."""
    every = of_person(world, person, year)
    ordered = sorted(every, key=lambda r: (r["tanggal_registrasi"], r["sumber"], r["id_korban"]))
    first = next(row for row in ordered if in_population(row))
    age = first["umur"]
    if age >= 18:
        kelompok = "perempuan_dewasa"
    else:
        kelompok = "anak_perempuan" if first["jenis_kelamin"] == "P" else "anak_laki_laki"
    said = {row["disabilitas"] for row in every}
    disabilitas = "ya" if "ya" in said else "tidak" if "tidak" in said else "tidak_diisi"
    return {"kelompok": kelompok, "umur": age_band(age), "disabilitas": disabilitas}


def age_band(age: int) -> str:
    for top, band in (
        (5, "0-5"), (12, "6-12"), (17, "13-17"), (24, "18-24"), (44, "25-44"), (59, "45-59"),
    ):  # fmt: skip
        if age <= top:
            return band
    return "60+"


def member_rows(world: World, person: tuple, region: str, period: tuple) -> list[dict]:
    """The registrations that make a person a member of the set `korban` here and then."""
    _, _, year, first, last, _ = period
    return [
        row
        for row in of_person(world, person, year)
        if in_population(row)
        and first <= row["tanggal_registrasi"] <= last
        and registered_in(world, row, region)
    ]


def received(world: World, region: str, period: tuple) -> tuple[int, int]:
    """Persons from elsewhere whose transfer was accepted in the period, and those of them served since."""
    _, _, _, first, last, batas = period
    place = owner(region)
    if region in world.zona or (region.count(".") == 2 and not region.endswith(".LW")):
        return 0, 0
    came, served = set(), set()
    for transfer in accepted_transfers(world):
        row = world.registrations[transfer["id_korban"]]
        to, day = transfer["kode_kab_tujuan"], transfer["tanggal_keputusan"]
        person = world.person[row["id_korban"]]
        if not in_population(row) or not first <= day <= last:
            continue
        if not lies_in(to, place) or lies_in(row["kode_kab"], place):
            continue
        if member_rows(world, person, place, period):
            continue
        came.add(person)
        for service, registration, credited in world.once("links", lambda: links(world)):
            theirs = world.person[registration["id_korban"]] == person
            by_receiver = to in (service["kode_kab_pemberi"], credited)
            in_time = day <= service["tanggal"] <= batas
            if theirs and by_receiver and in_time and service["kode_layanan"] == "REINTEGRASI":
                served.add(person)
    return len(came), len(served)


def cells_of(world: World, person: tuple, rows: list[dict], period: tuple):
    """The cells that one member falls into: total, one class, and for a year two classes."""
    pairs = list(
        world.once(("classes", person, period[2]), lambda: year_classes(world, person, period[2])).items()
    )
    ids = {row["id_korban"] for row in rows}
    kinds = {r["jenis_kekerasan"] for r in world.rows["korban_kekerasan"] if r["id_korban"] in ids}
    pairs += [("jenis_kekerasan", kind) for kind in kinds]
    yield (None, None, None, None)
    for name, value in pairs:
        yield (name, value, None, None)
    if period[1] == "tahun":
        for one, two in combinations(sorted(pairs), 2):
            if one[0] != two[0]:
                yield (*one, *two)


def kubus(rows: dict[str, list[dict]], instalasi, tanggal_data: date) -> dict[tuple, dict[str, int]]:
    """(level, region, period kind, period, class 1, value 1, class 2, value 2) -> counts."""
    zona = {z.kode: z.kecamatan for z in instalasi.zona}
    world = World(rows, instalasi.batas_layanan, tanggal_data, zona, instalasi.tingkat, instalasi.kode)
    result: dict[tuple, dict[str, int]] = {}
    for region, tingkat in regions(world).items():
        for period in periods(world):
            place = (tingkat, region, period[1], period[0])
            for person in set(world.person.values()):
                inside = member_rows(world, person, region, period)
                if not inside:
                    continue
                key = (person, period[2], owner(region), period[5])
                flags = world.once(key, lambda key=key: status(world, *key))
                for cell in cells_of(world, person, inside, period):
                    counts = result.setdefault((*place, *cell), dict.fromkeys(COUNTS, 0))
                    for name in COUNTS:
                        counts[name] += flags[name]
            came, served = received(world, region, period)
            total = (*place, None, None, None, None)
            if came or total in result:
                counts = result.setdefault(total, dict.fromkeys(COUNTS, 0))
                counts |= {"diterima": came, "diterima_terlayani": served}
    return result
