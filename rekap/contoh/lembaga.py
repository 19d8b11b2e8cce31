"""What a Balai coordinates: LKS, panti, staff and their certificates, units and their working areas.

Names of institutions are made up; staff are numbers, nobody's name stands here.
"""

from datetime import date, timedelta
from random import Random

from rekap import wilayah
from rekap.contoh.draws import pick
from rekap.contoh.kegiatan import RPTC, Kegiatan
from rekap.contoh.model import Dunia
from rekap.contoh.sheets import Lembar, Target
from rekap.contoh.tulis import beberapa, kab, kata, lembar, ya_tidak

SENTRA = "SEN-19"
LKS = [
    "Nama LKS", "Kode Wilayah", "Nomor Registrasi", "Aktif", "Pengalaman (th)", "Petugas", "Peksos",
    "Sarana Memenuhi", "Klien Aktif", "Keadaan per", "Sasaran", "Akreditasi", "Berlaku Mulai",
    "Berlaku Sampai",
]  # fmt: skip
PANTI = [
    "Nama Panti", "Kode Wilayah", "Pemilik", "Aktif", "Kapasitas", "Petugas", "Peksos", "Sarana Memenuhi",
    "Klien Aktif", "Keadaan per", "Akreditasi", "Berlaku Mulai", "Berlaku Sampai",
]  # fmt: skip
SDM = [
    "No Petugas", "Peran", "Instansi", "Kode Unit", "Kode Wilayah", "Aktif", "Terlatih Reintegrasi", "Mulai",
    "Selesai",
]  # fmt: skip
SERTIFIKAT = ["No Petugas", "Sertifikat", "Terbit", "Berlaku Sampai"]
UPT = [
    "Kode UPT", "Nama UPT", "Jenis UPT", "Kota", "Kode Wilayah", "UPT Induk", "Klaster", "Kapasitas",
    "Berlaku Mulai",
    "Berlaku Sampai", "Tanggal Penilaian", "Kriteria Dipenuhi",
]  # fmt: skip
KERJA = ["Kode UPT", "Kode Wilayah", "Peran", "Klaster", "Mulai", "Sampai", "Dasar", "Status"]

_2018, _2022 = date(2018, 1, 1), date(2022, 10, 1)
KEDUDUKAN = (
    # kode, name, kind, city, code of the region, parent, cluster, beds, from, until
    (SENTRA, "Sentra Terpadu Prof. Dr. Soeharso", "sentra_terpadu", "Surakarta", "33.72", "", "multilayanan",
     120, _2022, None),
    ("BAL-09", "Balai Mulya Jaya", "balai", "Jakarta", "31.75", "", "tskpo", 110, _2018, date(2022, 9, 30)),
    (RPTC, "RPTC Provinsi Jawa Timur", "rptc", "Surabaya", "35.78", SENTRA, "tskpo", 24, _2018, None),
)  # fmt: skip
KRITERIA = [
    "pendekatan_profesional", "pendayagunaan_peksos", "pelayanan_komprehensif", "terapi_terdidik",
    "akreditasi_iso_sop", "sertifikasi_sdm", "laboratorium_sosial",
]  # fmt: skip


def make(rng: Random, dunia: Dunia, target: Target) -> list[Lembar]:
    return _Institutions(rng, dunia, target).write()


class _Institutions:
    def __init__(self, rng: Random, dunia: Dunia, target: Target) -> None:
        self.rng, self.dunia, self.target = rng, dunia, target
        self.kab = [region.kode for region in wilayah.children("35")]
        self.served = dunia.kab if len(dunia.kab) > 1 else self.kab[14:20]
        self.lks: list[str] = []
        self.staff: list[str] = []

    def write(self) -> list[Lembar]:
        """LKS and staff first, since meetings name them."""
        institutions = self._institutions() + self._staff()
        meetings = Kegiatan(self.rng, self.dunia, self._sheet, self.served, self.lks, self.staff)
        activities, documents = meetings.activities(), meetings.documents()
        return [*activities, *institutions, *documents, *self._units()]

    def _sheet(self, nama: str, kolom: list[str], judul: str = "") -> Lembar:
        text = f"RPTC PROVINSI JAWA TIMUR - {(judul or nama).upper()}"
        return lembar(self.target.balai, nama, self.dunia.benih, text, kolom)

    def _institutions(self) -> tuple[Lembar, Lembar]:
        rng, lks, panti = self.rng, self._sheet("LKS", LKS), self._sheet("Panti", PANTI)
        words = (
            "Harapan",
            "Kasih",
            "Mulia",
            "Bina",
            "Cahaya",
            "Sejahtera",
            "Mandiri",
            "Permata",
            "Melati",
            "Nusa",
        )
        for kode in self.served:
            for n in range(rng.choice((1, 1, 2))):
                nomor = f"LKS-{kode.replace('.', '')}-{n + 1:02d}"
                self.lks.append(nomor)
                name = f"LKS {rng.choice(words)} {rng.choice(words)} {n + 1}"
                aims = [
                    "korban_kekerasan",
                    *rng.sample(["gelandangan", "eks_tuna_susila", "odhiv"], rng.randint(0, 2)),
                ]
                staff = rng.randint(3, 25)
                row = [
                    name,
                    kode,
                    nomor,
                    ya_tidak(rng, 0.93),
                    rng.randint(1, 30),
                    staff,
                    rng.randint(0, staff // 3),
                ]
                row += [ya_tidak(rng, 0.7), rng.randint(0, 40), date(self.dunia.tahun[-1], 12, 1)]
                lks.add([*row, beberapa("kelompok_program", aims), *self._accreditation()])
        for kode in self.served[:: max(1, len(self.served) // 8)]:
            staff = rng.randint(6, 30)
            owner = kata("pemilik_panti", pick(rng, {"provinsi": 0.4, "kabkota": 0.5, "masyarakat": 0.1}))
            row = [
                f"Panti Sosial {kab(kode)}",
                kode,
                owner,
                "Ya",
                rng.randint(15, 80),
                staff,
                rng.randint(1, 6),
            ]
            row += [ya_tidak(rng, 0.75), rng.randint(5, 50), date(self.dunia.tahun[-1], 12, 1)]
            panti.add([*row, *self._accreditation()])
        return lks, panti

    def _accreditation(self) -> list:
        if self.rng.random() < 0.3:
            return ["", "", ""]
        tahun = self.rng.choice(self.dunia.tahun[-4:])
        start = date(tahun, self.rng.randint(1, 12), 1)
        grade = pick(self.rng, {"a": 0.25, "b": 0.45, "c": 0.3})
        return [kata("peringkat_akreditasi", grade), start, start.replace(year=tahun + 5) - timedelta(days=1)]

    def _staff(self) -> tuple[Lembar, Lembar]:
        rng, sdm, certificates = self.rng, self._sheet("SDM", SDM), self._sheet("Sertifikat", SERTIFIKAT)
        offices = [(RPTC, "35.78", "balai", 14)]
        offices += [
            (f"DS-{kode.replace('.', '')}", kode, "dinas_sosial", rng.randint(2, 4)) for kode in self.served
        ]
        for unit, kode, office, size in offices:
            for n in range(size):
                nomor = f"{unit}/P{n + 1:02d}"
                self.staff.append(nomor)
                role = pick(
                    rng,
                    {"pekerja_sosial": 0.4, "tks": 0.2, "pendamping": 0.25, "psikolog": 0.1, "terapis": 0.05},
                )
                start = date(rng.randint(2010, 2023), rng.randint(1, 12), 1)
                gone = rng.random() < 0.07
                left = date(2024, rng.randint(1, 12), 28) if gone else ""
                row = [nomor, kata("peran_sdm", role), kata("jenis_instansi", office), unit, kode]
                sdm.add([*row, "Tidak" if gone else "Ya", ya_tidak(rng, 0.45), start, left])
                self._certify(certificates, nomor, role)
        return sdm, certificates

    def _certify(self, sheet: Lembar, nomor: str, role: str) -> None:
        kinds = {"pekerja_sosial": "pekerja_sosial", "tks": "tks", "pendamping": "pendamping"}
        for kind, chance in ((kinds.get(role, "lainnya"), 0.62), ("reintegrasi", 0.3)):
            if self.rng.random() < chance:
                issued = date(self.rng.randint(2019, 2025), self.rng.randint(1, 12), self.rng.randint(1, 28))
                until = issued.replace(year=issued.year + 3) if kind != "reintegrasi" else ""
                sheet.add([nomor, kata("jenis_sertifikat", kind), issued, until])

    def _units(self) -> tuple[Lembar, Lembar]:
        rng, units, areas = self.rng, self._sheet("UPT", UPT), self._sheet("Wilayah Kerja", KERJA)
        for kode, nama, jenis, kota, region, parent, klaster, beds, start, end in KEDUDUKAN:
            met = beberapa("kriteria_lembaga", [one for one in KRITERIA if rng.random() < 0.75])
            row = [
                kode,
                nama,
                kata("jenis_upt", jenis),
                kota,
                region,
                parent,
                kata("klaster_upt", klaster),
                beds,
            ]
            units.add([*row, start, end or "", end or date(self.dunia.tahun[-1], 6, 30), met])
            role = "rujukan_khusus" if kode == RPTC else "utama"
            for wil in self.kab:
                line = [kode, wil, kata("peran_upt", role), kata("klaster_upt", klaster), start, end or ""]
                areas.add([*line, "Asumsi untuk data contoh", kata("status_pemetaan", "asumsi")])
        return units, areas
