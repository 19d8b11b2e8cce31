"""The made-up persons of the whole nation, as columns: who they are and where they live."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from rekap import wilayah
from rekap.contoh import calibration

KELOMPOK = ("anak_perempuan", "anak_laki_laki", "perempuan_dewasa", "laki_laki_dewasa")


@dataclass(frozen=True)
class Places:
    """All kab/kota, and the kecamatan whose name leaves no doubt within them."""

    kab: list[str]
    weight: np.ndarray  # of the registrations
    first_day: np.ndarray  # ordinal of the first day on which the code was in use
    kecamatan: list[str]
    owner: np.ndarray  # kab of each kecamatan
    start: np.ndarray  # first kecamatan of each kab
    share: np.ndarray  # cumulated weight of each kecamatan, increasing over the whole nation


@dataclass(frozen=True)
class People:
    """One entry per person; days are ordinals."""

    nama: list[str]
    nik: list[str]
    jk: np.ndarray  # 0 woman, 1 man
    lahir: np.ndarray
    unit: np.ndarray  # kab that registers first
    kab: np.ndarray  # of domicile; -1 when nobody wrote it down
    kecamatan: np.ndarray
    pertama: np.ndarray  # first day of registration
    samar: np.ndarray  # 0 nothing, 1 sex unknown, 2 age unknown


def make_places(rng: np.random.Generator) -> Places:
    """Kab/kota weigh as their province does, some more and some less; kecamatan with a heavy tail."""
    kal = calibration.table("kalibrasi")
    kab, weight, first, kecamatan, owner, start = [], [], [], [], [], []
    for province in wilayah.provinces():
        regions = wilayah.children(province.kode)
        known = kal["bobot"] if province.kode == kal["provinsi"] else {}
        free = rng.gamma(2.5, 1.0, len(regions)) + 0.15
        shares = np.array([known.get(r.kode, share) for r, share in zip(regions, free, strict=True)])
        weight += list(shares / shares.sum() * kal["nasional"]["provinsi"][province.kode])
        for region in regions:
            start.append(len(kecamatan))
            clear = [k.kode for k in wilayah.children(region.kode) if _clear(k)]
            owner += [len(kab)] * len(clear)
            kecamatan += clear
            kab.append(region.kode)
            first.append(_first_day(region.kode))
    tail = rng.gamma(kal["domisili"]["ekor"], 1.0, len(kecamatan)) + 0.01
    return Places(
        kab, np.array(weight), np.array(first), kecamatan, np.array(owner), np.array(start), np.cumsum(tail)
    )


def _clear(region: wilayah.Wilayah) -> bool:
    return wilayah.resolve(region.nama, region.induk, "kecamatan") == region.kode


def _first_day(kab: str) -> int:
    """New provinces register under their own codes from the day on which these were valid."""
    low, high = date(2015, 12, 31).toordinal(), date(2025, 12, 31).toordinal()
    while high - low > 1:
        middle = (low + high) // 2
        if wilayah.valid_on(kab, date.fromordinal(middle)):
            high = middle
        else:
            low = middle
    return high


def make_people(rng: np.random.Generator, places: Places, size: int) -> People:
    kal = calibration.table("kalibrasi")
    unit = draw(rng, places.weight, size)
    pertama = _first_registration(rng, places, unit)
    group = _groups(rng, kal, size)
    jk = ((group == 1) | (group == 3)).astype(np.int8)
    lahir = pertama - _age_in_days(rng, kal, group)
    kab, kecamatan = _homes(rng, places, unit, kal["domisili"])
    old = lahir < date(1985, 1, 1).toordinal()
    nama = make_names(rng, jk, old, lahir)
    nik = make_nik(rng, places, jk, lahir, unit, kab, kecamatan)
    chance = rng.random(size)
    unknown = kal["sebaran"]["tidak_diketahui"]
    samar = np.where(chance < unknown / 2, 1, np.where(chance < unknown, 2, 0)).astype(np.int8)
    return People(nama, nik, jk, lahir, unit, kab, kecamatan, pertama, samar)


def draw(rng: np.random.Generator, weights, size: int) -> np.ndarray:
    """Indexes, by weight."""
    cumulated = np.cumsum(np.asarray(weights, dtype=float))
    found = np.searchsorted(cumulated, rng.random(size) * cumulated[-1], side="right")
    return np.minimum(found, len(cumulated) - 1)


def _first_registration(rng: np.random.Generator, places: Places, unit: np.ndarray) -> np.ndarray:
    """Year by weight, month by season; never before the unit's own code was in use."""
    kal = calibration.table("kalibrasi")
    years = kal["nasional"]["tahun"]
    months = [
        (date(int(y), m, 1), w * season) for y, w in years.items() for m, season in _seasons(kal["sebaran"])
    ]
    chosen = draw(rng, [weight for _, weight in months], len(unit))
    start = np.array([first.toordinal() for first, _ in months])
    day = start[chosen] + rng.integers(0, 28, len(unit))
    last = date(2025, 12, 31).toordinal()
    first = places.first_day[unit]
    return np.where(day >= first, day, first + ((last - first) * rng.random(len(unit))).astype(int))


def _seasons(sebaran: dict) -> list[tuple[int, float]]:
    return list(enumerate(sebaran["bulan"], start=1))


def _groups(rng: np.random.Generator, kal: dict, size: int) -> np.ndarray:
    shares = [kal["kelompok"][name] for name in KELOMPOK[:3]] + [kal["sebaran"]["laki_laki_dewasa"]]
    return draw(rng, shares, size)


def _age_in_days(rng: np.random.Generator, kal: dict, group: np.ndarray) -> np.ndarray:
    days = np.zeros(len(group), dtype=np.int64)
    for code, name in enumerate(KELOMPOK):
        here = np.flatnonzero(group == code)
        bands = [tuple(map(int, key.split("-"))) for key in kal["umur"][name]]
        band = draw(rng, list(kal["umur"][name].values()), len(here))
        low, high = np.array(bands).T
        years = low[band] + rng.integers(0, 1000, len(here)) % (high - low + 1)[band]
        days[here] = (years * 365.25).astype(np.int64) + rng.integers(20, 364, len(here))
    return days


def _homes(rng: np.random.Generator, places: Places, unit: np.ndarray, share: dict):
    """Mostly the kab/kota that registers; a neighbour by code, another province, or not written down."""
    size, chance = len(unit), rng.random(len(unit))
    province = np.array([int(kode[:2]) for kode in places.kab])
    first = np.searchsorted(province, province, side="left")[unit]
    last = np.searchsorted(province, province, side="right")[unit] - 1
    near = np.clip(unit + rng.integers(-4, 5, size), first, last)
    edges = np.cumsum([share["tidak_diisi"], share["luar_provinsi"], share["luar_wilayah"]])
    anywhere = draw(rng, places.weight, size)
    kab = np.select([chance < edges[0], chance < edges[1], chance < edges[2]], [-1, anywhere, near], unit)
    return kab, np.where(kab < 0, -1, kecamatan_in(rng, places, kab))


def kecamatan_in(rng: np.random.Generator, places: Places, kab: np.ndarray) -> np.ndarray:
    """One kecamatan of each kab, by weight."""
    below = np.concatenate([[0.0], places.share])
    ends = np.append(places.start[1:], len(places.kecamatan))
    low, high = below[places.start[kab]], below[ends[kab]]
    found = np.searchsorted(places.share, low + rng.random(len(kab)) * (high - low), side="right")
    return np.clip(found, places.start[kab], ends[kab] - 1)


def make_names(rng: np.random.Generator, jk: np.ndarray, old: np.ndarray, lahir: np.ndarray) -> list[str]:
    """Nobody shares both name and birth date with another: they would be taken for one person."""
    names: list[str] = [""] * len(jk)
    taken: set[tuple[str, int]] = set()
    todo = np.arange(len(jk))
    while len(todo):
        again = []
        for place, name in zip(todo.tolist(), _draw_names(rng, jk[todo], old[todo]), strict=True):
            words = sorted(name.split())
            key = (" ".join(words), int(lahir[place]))
            if key in taken or len(set(words)) < len(words):
                again.append(place)
            taken.add(key)
            names[place] = name
        todo = np.array(again, dtype=np.int64)
    return names


def _draw_names(rng: np.random.Generator, jk: np.ndarray, old: np.ndarray) -> list[str]:
    """One to four words; three and four are commoner than they are, for 500,000 different people."""
    size = len(jk)
    words = rng.choice((1, 2, 3, 4), size, p=(0.02, 0.43, 0.41, 0.14)).tolist()
    dice = rng.integers(0, 1 << 30, (4, size)).tolist()
    lists = [_name_lists(s, age) for s in ("P", "L") for age in ("baru", "lama")]
    kind = (jk * 2 + old).tolist()
    made = []
    for n, k, a, b, c, d in zip(words, kind, *dice, strict=True):
        depan, belakang = lists[k]
        name = depan[a % len(depan)]
        if n >= 3:
            name = f"{name} {depan[b % len(depan)]}"
        if n >= 2:
            name = f"{name} {belakang[c % len(belakang)]}"
        made.append(f"{name} {belakang[d % len(belakang)]}" if n == 4 else name)
    return made


@lru_cache(maxsize=4)
def _name_lists(jk: str, age: str) -> tuple[list[str], list[str]]:
    parts = calibration.table("nama")[jk][age]
    return parts["depan"], parts["belakang"]


def make_nik(rng, places: Places, jk, lahir, unit, kab, kecamatan) -> list[str]:
    """Formally right: a real kecamatan, the birth date with 40 added for women, a serial of one's own."""
    moved = rng.random(len(jk)) < 0.12
    home = np.where(kab < 0, unit, kab)
    where = np.where(moved | (kecamatan < 0), kecamatan_in(rng, places, home), kecamatan)
    codes = [kode.replace(".", "") for kode in places.kecamatan]
    first = int(lahir.min())
    days = [date.fromordinal(n) for n in range(first, int(lahir.max()) + 1)]
    serials = rng.integers(1, 13, len(jk)).tolist()
    used: dict[str, int] = {}
    made = []
    for place, man, born, serial in zip(where.tolist(), jk.tolist(), lahir.tolist(), serials, strict=True):
        day = days[born - first]
        stem = f"{codes[place]}{day.day + (0 if man else 40):02d}{day.month:02d}{day.year % 100:02d}"
        used[stem] = rank = used.get(stem, -1) + 1
        made.append(f"{stem}{rank * 12 + serial:04d}")
    return made


def ages(lahir: np.ndarray, hari: np.ndarray) -> np.ndarray:
    """Completed years on each day, by the calendar."""
    (born_year, born_day), (year, day) = _calendar(lahir), _calendar(hari)
    return year - born_year - (day < born_day)


def _calendar(ordinal: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Year, and month and day in one number that grows over the year."""
    days = (ordinal - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    months = days.astype("datetime64[M]")
    year = days.astype("datetime64[Y]").astype(np.int64) + 1970
    return year, months.astype(np.int64) % 12 * 100 + (days - months).astype(np.int64)
