"""The list of a hospital's crisis centre: one row per treatment, in the codes of its own billing."""

from random import Random

from rekap.contoh.draws import pick
from rekap.contoh.kenalan import Kenal, Kenalan, services
from rekap.contoh.model import Dunia
from rekap.contoh.sheets import Lembar, Target, title
from rekap.contoh.tulis import Nomor, jam, kab, kata, sesudah

KOLOM = [
    "No Kunjungan", "No RM", "Tgl Masuk", "Nama Pasien", "NIK", "JK", "Tgl Lahir", "Umur (th)", "Kode Wil RS",
    "Kab Domisili", "Kec Domisili", "Jenis Kekerasan", "Pelaku", "Pengirim", "Penjamin", "Kode Tindakan",
    "Tgl Tindakan", "Jam", "Lama (menit)", "Biaya (Rp)",
]  # fmt: skip
KEKERASAN = {
    "fisik": "FIS", "psikis": "PSI", "seksual": "SEK", "eksploitasi": "EKS", "tppo": "TPPO",
    "penelantaran": "PEN",
    "lainnya": "LAIN",
}  # fmt: skip
TINDAKAN = {"TND-01": 0.5, "TND-02": 0.3, "TND-03": 0.1, "TND-04": 0.1}  # visum, medis, jiwa, konseling
PENGIRIM = {"Penyidik": 0.45, "UPTD PPA": 0.25, "Datang sendiri": 0.3}


def make(rng: Random, dunia: Dunia, kenalan: Kenalan, kode: str, target: Target) -> Lembar:
    """Excel in an Indonesian locale saved it: semicolons, decimal commas and an older encoding."""
    judul = f"RSUD {kab(kode)} \N{EN DASH} Pusat Pelayanan Terpadu, rekap tindakan"
    sheet = Lembar(target.rsud(kode), "", [[title(dunia.benih)], [judul], KOLOM])
    nomor = Nomor()
    for one in kenalan.of("rsud", {kode}, _chance):
        first = _victim(rng, one, nomor)
        for _ in range(rng.choices((1, 2, 3), (0.6, 0.3, 0.1))[0]):
            if treated := _treatment(rng, one, dunia):
                sheet.add(first + treated, one.korban)
    return sheet


def _chance(korban) -> float:
    return 0.7 if "KESEHATAN" in services(korban) else 0.04


def _victim(rng: Random, one: Kenal, nomor: Nomor) -> list[str]:
    orang, who, year = one.korban.orang, one.siapa, one.hari.year
    return [
        f"{one.korban.kasus.kab.replace('.', '')}/IGD/{year}/{nomor.next(year):05d}",
        f"{rng.randint(10, 99)}-{rng.randint(10, 99)}-{nomor.next('rm') + 1000:04d}",
        f"{one.hari:%d-%m-%Y}",
        who.nama.upper(),
        who.nik,
        who.jk,
        f"{who.lahir:%d-%m-%Y}" if who.lahir else "",
        "" if who.umur is None else str(who.umur),
        one.korban.kasus.kab.replace(".", ""),
        kab(orang.kab),
        kab(orang.kecamatan),
        "+".join(KEKERASAN[jenis] for jenis in one.korban.jenis),
        kata("hubungan_pelaku", one.korban.hubungan),
        pick(rng, PENGIRIM),
        "BPJS" if rng.random() < 0.68 else "Umum",
    ]


def _treatment(rng: Random, one: Kenal, dunia: Dunia) -> list[str]:
    when = sesudah(rng, one.hari, 0, 2, dunia.akhir)
    if when is None:
        return []
    cost = rng.randint(40, 900) * 1000 + rng.choice((0, 500))
    return [
        pick(rng, TINDAKAN),
        f"{when:%d-%m-%Y}",
        f"{jam(rng, when):%H:%M}",
        f"{rng.choice((15, 20, 30, 45, 60, 90))},0",
        f"{cost},{rng.choice(('00', '50'))}",
    ]
