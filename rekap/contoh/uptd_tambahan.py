"""Sheets of a case-management workbook beside victims and services: complaints, plans, follow-up, targets."""

from datetime import date, datetime, timedelta
from random import Random

from rekap.contoh import pemantauan
from rekap.contoh.dinsos import KOMPONEN
from rekap.contoh.draws import pick
from rekap.contoh.kenalan import services
from rekap.contoh.model import Dunia, Kasus, Korban
from rekap.contoh.sheets import Lembar, Target
from rekap.contoh.tulis import Nomor, beberapa, jam, kab, kata, lembar, sesudah, ya_tidak

KUNCI = ["No Kasus", "No Korban"]
KOLOM = {
    "Pengaduan": [
        "No Pengaduan", "No Kasus", "Waktu Terima", "Saluran", "Sumber Klien", "Waktu Respons",
        "Waktu Kunjungan",
        "Jenis Krisis", "Kode Kabupaten/Kota", "Kecamatan",
    ],
    "Rincian Asesmen": [*KUNCI, "Tanggal Asesmen", "Ranah Dinilai", "Komponen Dibutuhkan"],
    "Rencana": [*KUNCI, "Tanggal Rencana", "Komponen", "Disetujui Klien", "Klien Ikut Menyusun"],
    "Konferensi Kasus": ["No Kasus", "Tanggal Konferensi", "Instansi Hadir"],
    "Pemantauan": [*KUNCI, *pemantauan.KOLOM],
}  # fmt: skip
SALURAN = {
    "datang_langsung": 0.42, "telepon": 0.1, "sapa_129": 0.06, "pesan_singkat": 0.16, "penjangkauan": 0.08,
    "rujukan": 0.15, "daring": 0.02, "lainnya": 0.01,
}  # fmt: skip
RANAH = ("fisik", "psikologis", "sosial", "ekonomi")


class Tambahan:
    """Fills the further sheets of one workbook."""

    def __init__(self, rng: Random, dunia: Dunia, kode: str, target: Target) -> None:
        self.rng, self.dunia, self.kode = rng, dunia, kode
        self.nomor = Nomor()
        self.sheets = {
            name: lembar(target.uptd(kode), name, dunia.benih, f"UPTD PPA {kab(kode)} - {name}", columns)
            for name, columns in KOLOM.items()
        }

    def write(self) -> list[Lembar]:
        cases = [k for k in self.dunia.kasus if k.kab == self.kode and "uptd" in k.registrasi]
        for kasus in sorted(cases, key=lambda k: k.nomor["uptd"]):
            self._complaint(kasus)
            self._conference(kasus)
            for korban in kasus.korban:
                self._victim(korban, [kasus.nomor["uptd"], str(korban.urutan)])
        return list(self.sheets.values())

    def _complaint(self, kasus: Kasus) -> None:
        rng, korban = self.rng, kasus.korban[0]
        got = jam(rng, kasus.registrasi["uptd"])
        crisis = pick(rng, {"bukan_krisis": 0.78, "keselamatan": 0.17, "kelangsungan_hidup": 0.05})
        urgent = crisis != "bukan_krisis"
        answered = got + timedelta(minutes=round(rng.expovariate(1 / (150 if urgent else 900))))
        visited = (
            answered + timedelta(hours=round(rng.expovariate(1 / 30))) if urgent or rng.random() < 0.3 else ""
        )
        source = pick(rng, {"instansi_lain": 0.2, "lks_luar_keluarga": 0.05, "tidak_diisi": 0.75})
        number = f"ADU-{self.kode.replace('.', '')}/{got.year}/{self.nomor.next(got.year):04d}"
        here = korban.orang.kecamatan if korban.orang.kab == self.kode else None
        row = [number, kasus.nomor["uptd"], got, kata("saluran_pengaduan", pick(rng, SALURAN))]
        moments = [self._known(answered), self._known(visited)]
        row += [kata("sumber_klien", source), *moments, kata("kelas_krisis", crisis), self.kode, kab(here)]
        self.sheets["Pengaduan"].add(row, korban)

    def _known(self, moment: datetime | str) -> datetime | str:
        return moment if moment and moment.date() <= self.dunia.akhir else ""

    def _conference(self, kasus: Kasus) -> None:
        if self.rng.random() < 0.22:
            when = sesudah(self.rng, kasus.registrasi["uptd"], 7, 30, self.dunia.akhir)
            if when:
                row = [kasus.nomor["uptd"], when, self.rng.randint(2, 7)]
                self.sheets["Konferensi Kasus"].add(row, kasus.korban[0])

    def _victim(self, korban: Korban, key: list[str]) -> None:
        rng, end = self.rng, self.dunia.akhir
        for when, needs in korban.asesmen:
            areas = [kode for kode in RANAH if rng.random() < (0.92 if kode != "ekonomi" else 0.65)]
            parts = _components(needs)
            row = [*key, when, beberapa("ranah_asesmen", areas), beberapa("komponen_konsep", parts)]
            self.sheets["Rincian Asesmen"].add(row, korban)
        if korban.asesmen and rng.random() < 0.82:
            when, needs = korban.asesmen[-1]
            planned = sesudah(rng, when, 0, 6, end)
            parts = _components(needs)
            if planned and parts:
                agreed = [ya_tidak(rng, 0.92), ya_tidak(rng, 0.7)]
                self.sheets["Rencana"].add(
                    [*key, planned, beberapa("komponen_konsep", parts), *agreed], korban
                )
        reached = services(korban).get("REINTEGRASI")
        for row in pemantauan.follow_ups(rng, reached, end) if reached else ():
            self.sheets["Pemantauan"].add([*key, *row], korban)


def _components(needs: list[str]) -> list[str]:
    return sorted({KOMPONEN[kode] for kode in needs if kode in KOMPONEN})


def office_sheets(dunia: Dunia, kode: str, target: Target) -> list[Lembar]:
    """What the office in Jombang keeps besides: targets, values fixed and published, older counts."""
    berkas, benih = target.uptd(kode), dunia.benih
    goal = lembar(
        berkas,
        "Target",
        benih,
        "Target kinerja",
        ["Kode Wilayah", "Tahun", "Indikator", "Basis", "Target", "Dokumen"],
    )
    fixed = lembar(berkas, "Nilai Resmi", benih, "Nilai yang ditetapkan", [
        "Kode Wilayah", "Tahun", "Indikator", "Basis", "Pembilang", "Penyebut", "Ditetapkan", "Jabatan",
        "Nomor Surat",
    ])  # fmt: skip
    published = lembar(berkas, "Nilai Terpublikasi", benih, "Nilai yang pernah terbit", [
        "Kode Wilayah", "Tahun", "Indikator", "Basis", "Nilai", "Dokumen",
    ])  # fmt: skip
    counts = lembar(berkas, "Rekap Lama", benih, "Rekap sebelum ada data rinci", [
        "Kode Wilayah", "Periode", "Ukuran", "Rincian", "Golongan", "Jumlah", "Dokumen",
    ])  # fmt: skip
    text = "Dokumen contoh, bukan ketetapan"
    for place, tahun in enumerate(dunia.tahun):
        goal.add([kode, tahun, "354", "tercatat", 25.0 + 2.5 * place, text])
    fixed.add(
        [
            kode,
            dunia.tahun[0],
            "354",
            "tercatat",
            42,
            150,
            date(dunia.tahun[0] + 1, 2, 20),
            "Kepala Dinas",
            "000/CONTOH/1",
        ]
    )
    for tahun in range(2016, 2019):
        published.add([kode, tahun, "350", "tidak diketahui", 100.0, text])
        counts.add([kode, str(tahun), "Korban", "Semua", "semua", 120 + tahun % 7, text])
        counts.add([kode, str(tahun), "Korban", "Jenis kelamin", "P", 100 + tahun % 7, text])
        counts.add([kode, str(tahun), "Korban", "Jenis kelamin", "L", 20, text])
    return [goal, fixed, published, counts]
