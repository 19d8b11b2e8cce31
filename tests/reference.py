"""The slow, obvious oracle: every figure of the cube recomputed from landed rows with plain loops.

Written from the definitions alone. It shares neither code nor SQL with the product, so that the two can only
agree by both being right, or by misreading the same sentence.
"""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations

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


@dataclass
class World:
    """Landed rows up to tanggal_data, and who is who."""

    rows: dict[str, list[dict]]
    batas_tahun: str
    tanggal_data: date
    zona: dict[str, tuple[str, ...]]
    tingkat: str
    kode: str
    registrations: dict[str, dict] = field(default_factory=dict)
    person: dict[str, tuple] = field(default_factory=dict)
    memo: dict = field(default_factory=dict)

    def __post_init__(self):
        known = [r for r in self.rows["korban"] if r["tanggal_registrasi"] <= self.tanggal_data]
        self.registrations = {r["id_korban"]: r for r in known}
        self.person = identify(known)

    def past(self, table: str, day: str) -> list[dict]:
        """Rows about known registrations that had happened by tanggal_data."""
        return [
            row
            for row in self.rows[table]
            if row[day] and row[day] <= self.tanggal_data and row["id_korban"] in self.registrations
        ]

    def once(self, key, compute):
        if key not in self.memo:
            self.memo[key] = compute()
        return self.memo[key]


def identify(korban: list[dict]) -> dict[str, tuple]:
    """Who each registration is about."""
    who = {}
    for row in korban:
        if row["token_nik"]:
            who[row["id_korban"]] = ("nik", row["token_nik"])
    for row in korban:
        name = (row["token_nama"], row["token_lahir"], row["jenis_kelamin"])
        if row["token_nik"] or None in name:
            continue
        niks = set()
        for other in korban:
            if (other["token_nama"], other["token_lahir"], other["jenis_kelamin"]) == name:
                niks.add(other["token_nik"])
        niks.discard(None)
        who[row["id_korban"]] = ("nik", niks.pop()) if len(niks) == 1 else ("lahir", *name)
    sure = dict(who)
    for row in korban:
        if row["id_korban"] in who:
            continue
        name = (row["token_nama"], row["token_lahir_jk_kab"])
        if None in name or row["token_lahir"]:
            who[row["id_korban"]] = ("baris", row["id_korban"])
            continue
        people = set()
        for other in korban:
            if other["id_korban"] in sure and (other["token_nama"], other["token_lahir_jk_kab"]) == name:
                people.add(sure[other["id_korban"]])
        who[row["id_korban"]] = people.pop() if len(people) == 1 else ("tahun", *name)
    return who


def periods(world: World) -> list[tuple]:
    """(name, kind, year, first day, last day, cut-off) of every year with registrations."""
    years = [r["tanggal_registrasi"].year for r in world.registrations.values()]
    found = []
    for year in range(min(years), max(years) + 1) if years else ():
        end = date(year, 12, 31)
        month, day = map(int, world.batas_tahun.split("-"))
        year_cut = end if world.batas_tahun == "12-31" else date(year + 1, month, day)
        found.append((str(year), "tahun", year, date(year, 1, 1), end, year_cut))
        for m in range(1, 13):
            last = date(year, m, monthrange(year, m)[1])
            cut = min(last + timedelta(30), year_cut)
            found.append((f"{year}-{m:02}", "bulan", year, date(year, m, 1), last, cut))
            if m % 3 == 0:
                q = m // 3
                cut = min(last + timedelta(30), year_cut) if q == 4 else last + timedelta(30)
                found.append((f"{year}-tw{q}", "triwulan", year, date(year, m - 2, 1), last, cut))
                if q < 4:
                    found.append((f"{year}-sd-tw{q}", "sd_triwulan", year, date(year, 1, 1), last, cut))
    return [(*p[:5], min(p[5], world.tanggal_data)) for p in found]


def lies_in(kode_kab: str, region: str) -> bool:
    return region == "00" or kode_kab == region or kode_kab.startswith(region + ".")


def in_population(row: dict) -> bool:
    if row["jenis_kelamin"] is None or row["umur"] is None:
        return False
    return row["jenis_kelamin"] == "P" or row["umur"] < 18


def home(row: dict) -> str:
    """The kecamatan of a registration, or the pseudo kecamatan of its kab/kota."""
    kecamatan = row["kode_kecamatan"]
    if kecamatan and kecamatan.startswith(row["kode_kab"] + "."):
        return kecamatan
    return row["kode_kab"] + ".LW"


def registered_in(world: World, row: dict, region: str) -> bool:
    if region in world.zona:
        return home(row) in world.zona[region]
    if region.count(".") == 2:
        return home(row) == region
    return lies_in(row["kode_kab"], region)


def owner(region: str) -> str:
    """Where the status of a person is decided: the kab/kota for what is smaller."""
    return region.rpartition(".")[0] if region.count(".") == 2 else region


def of_person(world: World, person: tuple, year: int | None = None) -> list[dict]:
    return [
        row
        for key, row in world.registrations.items()
        if world.person[key] == person and year in (None, row["tanggal_registrasi"].year)
    ]


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


def regions(world: World) -> dict[str, str]:
    """Every region that could have a figure, with its level, within the installation."""
    found = {"00": "nasional"}
    units = {r["kode_kab"] for r in world.registrations.values()}
    units |= {r["kode_kab_tujuan"] for r in world.rows["rujukan"]}
    for kab in units:
        found |= {kab[:2]: "provinsi", kab: "kabkota", f"{kab}.LW": "kecamatan"}
    for row in world.registrations.values():
        found[home(row)] = "kecamatan"
    found |= dict.fromkeys(world.zona, "zona")
    return {
        kode: tingkat
        for kode, tingkat in found.items()
        if world.tingkat == "nasional" or kode == world.kode or kode.startswith(world.kode + ".")
    }


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
