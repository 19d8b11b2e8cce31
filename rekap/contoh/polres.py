"""The register of a police unit: one row per victim, cells of a case merged, steps of the law in columns."""

from datetime import date
from itertools import groupby
from random import Random

from rekap.contoh.kenalan import Kenal, Kenalan, services
from rekap.contoh.model import Dunia
from rekap.contoh.sheets import Lembar, Target
from rekap.contoh.tulis import Nomor, kab, kata, lembar_bertingkat, sesudah

KOLOM = [
    "No", "No LP", "Tgl Lapor", "Kejadian > Tanggal", "Kejadian > TKP", "Kejadian > Wilayah", "Wilkum Polres",
    "Korban > Ke", "Korban > Nama", "Korban > NIK", "Korban > Tgl Lahir", "Korban > Umur", "Korban > JK",
    "Korban > Kecamatan", "Korban > Kab/Kota", "Pelaku > Inisial", "Pelaku > Umur", "Pelaku > Hubungan",
    "Jenis Kasus", "Proses Hukum > Lidik", "Proses Hukum > Sidik", "Proses Hukum > Tahan",
    "Proses Hukum > Tahap I", "Proses Hukum > Tuntut", "Proses Hukum > Putusan PN", "Proses Hukum > Amar",
    "Ket",
]  # fmt: skip
PER_KASUS = (
    "No", "No LP", "Tgl Lapor", "Kejadian > Tanggal", "Kejadian > TKP", "Kejadian > Wilayah", "Wilkum Polres",
    "Pelaku > Inisial", "Pelaku > Umur", "Pelaku > Hubungan", "Proses Hukum > Lidik", "Proses Hukum > Sidik",
    "Proses Hukum > Tahan", "Proses Hukum > Tahap I", "Proses Hukum > Tuntut", "Proses Hukum > Putusan PN",
    "Proses Hukum > Amar", "Ket",
)  # fmt: skip
# Chance that a step follows the one before, shortest delay in days, mean of the rest.
LANGKAH = ((0.95, 0, 2), (0.75, 3, 15), (0.5, 1, 6), (0.7, 10, 25), (0.85, 7, 20), (0.75, 20, 45))


def make(rng: Random, dunia: Dunia, kenalan: Kenalan, kode: str, target: Target) -> Lembar:
    """Victims of one case stand below each other; the last row adds them up."""
    judul = f"UNIT PPA SATRESKRIM POLRES {kab(kode).upper()} - REGISTER LAPORAN POLISI"
    sheet = lembar_bertingkat(target.polres(kode), "Register", dunia.benih, judul, KOLOM, gabung=PER_KASUS)
    sheet.add([str(n) for n in range(1, len(KOLOM) + 1)])
    nomor = Nomor()
    found = kenalan.of("polres", {kode}, _chance)
    found.sort(key=lambda one: (one.korban.kasus.pertama, id_of(one), one.korban.urutan))
    for _, victims in groupby(found, key=id_of):
        _write_case(rng, dunia, sheet, list(victims), nomor)
    count = sum(row.korban is not None for row in sheet.baris)
    sheet.add(["JUMLAH KORBAN", *[""] * 6, count, *[""] * (len(KOLOM) - 8)])
    return sheet


def id_of(one: Kenal) -> tuple:
    kasus = one.korban.kasus
    return tuple(sorted(kasus.nomor.items())) or (one.korban.orang.nik,)


def _chance(korban) -> float:
    return 0.8 if "HUKUM_PENEGAKAN" in services(korban) else 0.04


def _write_case(rng: Random, dunia: Dunia, sheet: Lembar, victims: list[Kenal], nomor: Nomor) -> None:
    first = victims[0]
    kasus, hari = first.korban.kasus, max(one.hari for one in victims)
    number = nomor.next(hari.year)
    steps = _steps(rng, hari, dunia.akhir)
    amar = ("Vonis" if rng.random() < 0.92 else "Bebas") if steps[-1] else ""
    suspect = [
        rng.choice("ABDHJKMRSW") + ".",
        rng.randint(19, 58),
        kata("hubungan_pelaku", first.korban.hubungan),
    ]
    dicabut = "Cabut laporan" if not steps[2] and rng.random() < 0.1 else ""
    for place, one in enumerate(victims, start=1):
        who, orang = one.siapa, one.korban.orang
        head = [
            nomor.next("urut") if place == 1 else "",
            f"LP/B/{number:03d}/{hari:%m}/{hari.year}/PPA/RES {kab(kasus.kab).removeprefix('Kab. ').upper()}",
            hari,
        ]
        head += [
            min(kasus.kejadian, hari) if kasus.kejadian else "",
            kata("tempat_kejadian", first.korban.tempat),
        ]
        victim = [place, who.nama, who.nik, who.lahir or "", "" if who.umur is None else who.umur]
        victim += [who.jk, kab(orang.kecamatan), kab(orang.kab)]
        kinds = "; ".join(kata("jenis_kekerasan", jenis) for jenis in one.korban.jenis)
        row = [*head, kab(kasus.kab), kab(kasus.kab), *victim, *suspect, kinds, *(day or "" for day in steps)]
        sheet.add([*row, amar, dicabut], one.korban, (hari.year, number) if len(victims) > 1 else None)


def _steps(rng: Random, hari: date, end: date) -> list[date | None]:
    """Day of each step; without a step there are none after it, save that not everybody is detained."""
    days: list[date | None] = []
    last = hari
    for place, (chance, shortest, rest) in enumerate(LANGKAH):
        when = sesudah(rng, last, shortest, rest, end) if rng.random() < chance else None
        if when is None and place != 2:
            return days + [None] * (len(LANGKAH) - place)
        days.append(when)
        last = when or last
    return days
