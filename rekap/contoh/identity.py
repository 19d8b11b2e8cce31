"""What each record says about who it is: spellings differ, papers are missing, it is the same person."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from random import Random

from rekap.contoh import calibration
from rekap.contoh.model import Dunia, Korban, age_on


@dataclass(slots=True)
class Identitas:
    nama: str
    jk: str
    nik: str
    lahir: date | None
    umur: int | None


def make(rng: Random, dunia: Dunia) -> dict[tuple[Korban, str], Identitas]:
    """One identity per victim and source, so that exact linking finds everybody again.

    Whoever has several records keeps a way back in each: a NIK in all of them, or else the full birth date.
    """
    records = defaultdict(list)
    for korban in dunia.korban:
        for sumber in korban.kasus.registrasi:
            records[korban.orang].append((korban, sumber))
    found = {}
    for places in records.values():
        found |= dict(zip(places, _of_person(rng, places), strict=True))
    return found


def _of_person(rng: Random, places: list[tuple[Korban, str]]) -> list[Identitas]:
    orang = places[0][0].orang
    kal = calibration.table("kalibrasi")["identitas"]
    many = len(places) > 1
    january = (orang.lahir.month, orang.lahir.day) == (1, 1)
    shown = [
        not orang.samar and (rng.random() < _shares(kal, s)["nik"] or many and january) for _, s in places
    ]
    made = []
    for (korban, sumber), has_nik in zip(places, shown, strict=True):
        has_birthday = orang.samar != "umur" and rng.random() < _shares(kal, sumber)["lahir"]
        has_birthday = has_birthday or many and not all(shown) and orang.samar != "umur"
        nik = orang.nik if has_nik else ""
        if not nik and rng.random() < kal["nik_15_angka"]:
            nik = orang.nik[:15]
        umur = None if orang.samar == "umur" else age_on(orang.lahir, korban.registrasi(sumber))
        jk = "" if orang.samar == "jk" else orang.jk
        made.append(Identitas(orang.nama, jk, nik, orang.lahir if has_birthday else None, umur))
    if all(one.nik == orang.nik for one in made) and rng.random() < kal["ejaan_lain"]:
        made[-1].nama = _other_spelling(orang.nama)
    for one in made:
        one.nama = _as_typed(rng, one.nama, orang.jk, one.umur)
    return made


def _shares(kal: dict, sumber: str) -> dict:
    """Hospital, police and Dinas Sosial ask for papers as a UPTD does."""
    return kal.get(sumber, kal["uptd"])


def _other_spelling(nama: str) -> str:
    spellings = calibration.table("nama")["ejaan"]
    return " ".join(spellings.get(word, word) for word in nama.split())


def _as_typed(rng: Random, nama: str, jk: str, umur: int | None) -> str:
    """Titles, capitals and spaces of careless typing; whoever compares names must see through them."""
    kal = calibration.table("kalibrasi")["identitas"]
    if umur is not None and rng.random() < kal["gelar"]:
        nama = f"An. {nama}" if umur < 18 else f"Ny. {nama}" if jk == "P" else nama
    chance = rng.random()
    if chance < kal["huruf_besar"]:
        return nama.upper()
    if chance < kal["huruf_besar"] + kal["huruf_kecil"]:
        return nama.lower()
    if chance < kal["huruf_besar"] + kal["huruf_kecil"] + kal["spasi_ganda"]:
        return nama.replace(" ", "  ", 1)
    return nama
