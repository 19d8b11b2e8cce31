"""Meetings of a Balai with who came and what followed, and the standards that it issues.

Two tables share a sheet, one below the other: activities and recommendations, documents and who adopted them.
"""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from rekap import wilayah
from rekap.contoh.model import Dunia
from rekap.contoh.sheets import Lembar
from rekap.contoh.tulis import Nomor, kab, kata, sesudah

RPTC = "RPTC-35"
KEGIATAN = [
    "Kode Kegiatan", "Jenis Kegiatan", "Rencana", "Pelaksanaan", "Penyelenggara", "Kode UPT", "Kode Wilayah",
    "Kecamatan", "Orang Terjangkau", "MoU Sampai",
]  # fmt: skip
REKOMENDASI = ["Kegiatan", "Rekomendasi No", "Batas Tindak Lanjut", "Tuntas"]
KEHADIRAN = ["Kode Kegiatan", "Wilayah Peserta", "Jenis Peserta", "Lembaga", "No Petugas", "Banyak Orang"]
DOKUMEN = ["Kode Dokumen", "Jenis Dokumen", "Bidang", "Rencana Terbit", "Terbit"]
TERAP = ["Dokumen", "Unit", "Diterapkan"]
# How often a year, how likely held, and what follows.
SETAHUN = {
    "rakor": 4, "bimtap": 2, "bimtek": 2, "sertifikasi": 1, "akreditasi": 1, "pemantauan": 6, "evaluasi": 1,
    "monev": 2, "supervisi": 4, "kampanye": 8, "magang": 2, "konsultasi": 8, "advokasi": 2, "mou": 1,
}  # fmt: skip


class Kegiatan:
    """Draws the activities and documents of all years; `sheet` makes a sheet of the workbook."""

    def __init__(
        self, rng: Random, dunia: Dunia, sheet: Callable[..., Lembar], served: list[str], lks: list[str],
        staff: list[str],
    ) -> None:  # fmt: skip
        self.rng, self.dunia, self.sheet = rng, dunia, sheet
        self.served, self.lks, self.staff = served, lks, staff

    def _second(self, first: Lembar, kolom: list[str], judul: str) -> Lembar:
        """A table further down the sheet: no mark of its own, only a title."""
        return Lembar(first.berkas, first.nama, [[judul], kolom])

    def activities(self) -> tuple[Lembar, Lembar, Lembar]:
        sheet = self.sheet("Kegiatan", KEGIATAN)
        followed = self._second(sheet, REKOMENDASI, "REKOMENDASI DAN TINDAK LANJUT")
        present = self.sheet("Kehadiran", KEHADIRAN)
        nomor = Nomor()
        for tahun in self.dunia.tahun:
            for jenis, often in SETAHUN.items():
                for _ in range(often):
                    self._activity(sheet, followed, present, tahun, jenis, nomor)
        return sheet, followed, present

    def _activity(self, sheet, followed, present, tahun: int, jenis: str, nomor: Nomor) -> None:
        rng = self.rng
        planned = date(tahun, rng.randint(1, 12), rng.randint(1, 28))
        held = sesudah(rng, planned, 0, 9, self.dunia.akhir) if rng.random() < 0.88 else None
        kode, where = f"KEG-{tahun}-{nomor.next(tahun):03d}", rng.choice(self.served)
        reached = (
            rng.randint(30, 600) if jenis == "kampanye" else rng.randint(2, 12) if jenis == "magang" else ""
        )
        local = jenis in ("kampanye", "pemantauan", "supervisi")
        kecamatan = kab(rng.choice(wilayah.children(where)).kode) if local else ""
        until = date(tahun + 2, 12, 31) if jenis == "mou" else ""
        row = [
            kode,
            kata("jenis_kegiatan", jenis),
            planned,
            held or "",
            kata("jenis_instansi", "balai"),
            RPTC,
        ]
        sheet.add([*row, where, kecamatan, reached if held else "", until])
        if held and jenis in ("rakor", "bimtap", "bimtek", "monev"):
            self._attendance(present, kode, jenis)
        if held and jenis in ("rakor", "evaluasi", "monev", "supervisi"):
            for n in range(rng.randint(1, 3)):
                done = sesudah(rng, held, 10, 50, self.dunia.akhir) if rng.random() < 0.72 else None
                followed.add([kode, n + 1, held + timedelta(days=60), done or ""])

    def _attendance(self, present: Lembar, kode: str, jenis: str) -> None:
        rng = self.rng
        for region in self.served:
            if rng.random() < 0.7:
                present.add(
                    [kode, region, kata("jenis_peserta", "dinsos_kabkota"), "", "", rng.randint(1, 4)]
                )
        present.add([kode, "35", kata("jenis_peserta", "dinsos_provinsi"), "", "", rng.randint(1, 5)])
        for lks in rng.sample(self.lks, min(3, len(self.lks))):
            region = f"{lks[4:6]}.{lks[6:8]}"
            present.add([kode, region, kata("jenis_peserta", "lks"), lks, "", rng.randint(1, 2)])
        if jenis == "bimtap":
            for staff in rng.sample(self.staff, 5):
                present.add([kode, "35.78", kata("jenis_peserta", "pendamping"), "", staff, 1])

    def documents(self) -> tuple[Lembar, Lembar]:
        rng, sheet = self.rng, self.sheet("Dokumen", DOKUMEN)
        adopted = self._second(sheet, TERAP, "PENERAPAN STANDAR")
        kinds = ("nspk", "sop", "pedoman", "permensos")
        fields = ("kelembagaan", "pelayanan", "pengelolaan", "sdm")
        for n in range(2 * len(self.dunia.tahun)):
            kode, kind = f"DOK-{n + 1:03d}", kinds[n % 4]
            planned = date(self.dunia.tahun[n // 2], rng.randint(1, 12), 1)
            issued = sesudah(rng, planned, 0, 70, self.dunia.akhir) if rng.random() < 0.8 else None
            sheet.add(
                [
                    kode,
                    kata("jenis_dokumen", kind),
                    kata("bidang_standar", fields[n % 3]),
                    planned,
                    issued or "",
                ]
            )
            for unit in (RPTC, *rng.sample(self.lks, min(4, len(self.lks)))) if issued else ():
                used = sesudah(rng, issued, 10, 90, self.dunia.akhir) if rng.random() < 0.65 else None
                adopted.add([kode, unit, used or ""])
        return sheet, adopted
