"""The ground of the oracle: who is who, which periods there are, and which region a registration lies in."""

from calendar import monthrange
from dataclasses import dataclass, field
from datetime import date, timedelta


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
    if row.get("kelompok_program") not in (None, "korban_kekerasan", "korban_perdagangan_orang"):
        return False
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
