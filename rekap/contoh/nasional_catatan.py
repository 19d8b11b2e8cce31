"""Registrations and services of the whole nation, as columns: who came when, and what was done."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from rekap.contoh import calibration
from rekap.contoh.nasional_orang import People, Places, draw

LAST_DAY = date(2025, 12, 31).toordinal()
AKHIR = date(2026, 1, 15).toordinal()  # nothing is known after this day


@dataclass(frozen=True)
class Registrations:
    """One entry per victim in a case, in the order of the files: year, kab/kota, day."""

    orang: np.ndarray
    kab: np.ndarray
    hari: np.ndarray
    kejadian: np.ndarray  # 0 when not written down
    tahun: np.ndarray
    nomor: np.ndarray  # of the case, within kab/kota and year
    urutan: np.ndarray  # of the victim, within the case
    berulang: np.ndarray  # the person has more registrations than this one


@dataclass(frozen=True)
class Services:
    """One entry per service, in the order of the registrations and by day; -1 is a victim without any."""

    registrasi: np.ndarray
    kode: np.ndarray
    hari: np.ndarray


def make_registrations(rng: np.random.Generator, places: Places, people: People) -> Registrations:
    orang, kab, hari = _with_returns(rng, places, people)
    tahun = (hari - date(1970, 1, 1).toordinal()).astype("datetime64[D]").astype("datetime64[Y]")
    tahun = tahun.astype(np.int64) + 1970
    order = np.lexsort((orang, hari, kab, tahun))
    orang, kab, hari, tahun = orang[order], kab[order], hari[order], tahun[order]
    urutan, case = _cases(rng, kab, hari, tahun)
    first = np.flatnonzero(urutan == 1)
    hari = hari[first][case]  # victims of one case are registered together
    berulang = np.bincount(orang, minlength=len(people.nama))[orang] > 1
    lag = _lags(rng, len(first))[case]
    kejadian = np.where(lag < 0, 0, np.maximum(hari - lag, people.lahir[orang]))
    return Registrations(
        orang, kab, hari, kejadian, tahun, _numbers(kab, tahun, first, case), urutan, berulang
    )


def _with_returns(rng: np.random.Generator, places: Places, people: People):
    """Everybody's first registration, and those of some who come again or are written down twice."""
    kal = calibration.table("kalibrasi")["nasional"]
    size = len(people.nama)
    again = rng.integers(0, size, round(kal["kembali"] * size))
    soon = rng.random(len(again)) < kal["segera"]
    gap = np.where(
        soon, rng.integers(0, 9, len(again)), 30 + rng.exponential(400, len(again)).astype(np.int64)
    )
    hari, kab = people.pertama[again] + gap, people.unit[again]
    moved = ~soon & (rng.random(len(again)) < kal["pindah"])
    kab = np.where(moved, draw(rng, places.weight, len(again)), kab)
    keep = (hari <= LAST_DAY) & (hari >= places.first_day[kab])
    return (
        np.concatenate([np.arange(size), again[keep]]),
        np.concatenate([people.unit, kab[keep]]),
        np.concatenate([people.pertama, hari[keep]]),
    )


def _cases(rng: np.random.Generator, kab: np.ndarray, hari: np.ndarray, tahun: np.ndarray):
    """Place of the victim in her case, and the case: some share it with the one registered just before."""
    same = np.zeros(len(kab), dtype=bool)
    same[1:] = (kab[1:] == kab[:-1]) & (tahun[1:] == tahun[:-1]) & (hari[1:] - hari[:-1] <= 5)
    starts = ~(same & (rng.random(len(kab)) < calibration.table("kalibrasi")["sebaran"]["korban_kedua"]))
    at = np.arange(len(kab))
    case = np.cumsum(starts) - 1
    return at - at[starts][case] + 1, case


def _numbers(kab: np.ndarray, tahun: np.ndarray, first: np.ndarray, case: np.ndarray) -> np.ndarray:
    """Cases are counted within each kab/kota and year."""
    place = kab[first] * 10000 + tahun[first]
    new = np.append(True, place[1:] != place[:-1])
    at = np.arange(len(first))
    return (at - at[new][np.cumsum(new) - 1] + 1)[case]


def _lags(rng: np.random.Generator, size: int) -> np.ndarray:
    """Days from the incident to the report; -1 when nobody wrote the incident down."""
    lag = calibration.table("kalibrasi")["jeda_lapor"]
    weight, shortest, rest = np.array(lag["campuran"]).T
    part = draw(rng, weight, size)
    days = shortest[part] + rng.exponential(1.0, size) * rest[part]
    return np.where(rng.random(size) < lag["tidak_diisi"], -1, days.astype(np.int64))


def make_services(rng: np.random.Generator, places: Places, reg: Registrations, codes: list[str]) -> Services:
    """How many, which and when; reintegration reaches few in one kab/kota and many in another."""
    kal = calibration.table("kalibrasi")
    count = _counts(rng, kal["nasional"]["layanan"], len(reg.hari))
    served = _served(rng, kal["nasional"]["reintegrasi"], len(places.kab))[reg.kab] > rng.random(
        len(reg.hari)
    )
    count = np.maximum(count, served)
    rows = np.repeat(np.arange(len(count)), np.maximum(count, 1))
    start = np.cumsum(np.maximum(count, 1)) - np.maximum(count, 1)
    kode = _kinds(rng, kal["nasional"]["layanan_lain"], codes, len(rows))
    gap = kal["jeda"]
    days = rng.exponential(gap["layanan_simfoni"][1], len(rows)).astype(np.int64)
    days = np.where(rng.random(len(rows)) < gap["sebelum_registrasi"], -rng.integers(1, 30, len(rows)), days)
    complaint = start[(count > 0) & (rng.random(len(count)) < 0.8)]
    kode[complaint], days[complaint] = codes.index("PENGADUAN"), 0
    reached = start[served] + count[served] - 1
    kode[reached] = codes.index("REINTEGRASI")
    days[reached] = 4 + rng.lognormal(*gap["reintegrasi"], len(reached)).astype(np.int64)
    kode[start[count == 0]] = -1
    hari = np.minimum(reg.hari[rows] + days, AKHIR)
    order = np.lexsort((kode, hari, rows))
    rows, kode, hari = rows[order], kode[order], hari[order]
    once = np.append(True, (np.diff(rows) != 0) | (np.diff(hari) != 0) | (np.diff(kode) != 0))
    return Services(rows[once], kode[once], hari[once])


def _counts(rng: np.random.Generator, mean: float, size: int) -> np.ndarray:
    """Many have few services and few have many."""
    return np.minimum(rng.negative_binomial(3, 3 / (3 + mean), size), 20)


def _served(rng: np.random.Generator, ends: list[float], size: int) -> np.ndarray:
    low, high = ends
    return low + (high - low) * rng.beta(0.9, 2.6, size)


def _kinds(rng: np.random.Generator, weights: dict[str, float], codes: list[str], size: int) -> np.ndarray:
    place = np.array([codes.index(code) for code in weights])
    return place[draw(rng, list(weights.values()), size)]
