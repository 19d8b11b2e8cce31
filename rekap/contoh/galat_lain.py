"""Further errors: those of hospital, police, Dinas Sosial and Balai, and those that only look right.

Like the others they stand on extra rows, save where the row stays acceptable as it is; the block of rows
under another region's code is held back whole.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from rekap import wilayah
from rekap.contoh.sheets import Baris, Galat, Lembar

BLOK_PALING_SEDIKIT = 25
# Kab/kota without a workbook, one of which has a run of rows that is long enough, each with a neighbour.
BLOK = (("35.25", "35.24"), ("35.14", "35.13"), ("35.05", "35.06"), ("35.04", "35.03"), ("35.73", "35.79"))
BLOK_TAHUN = 2024


@dataclass(frozen=True)
class Salinan:
    """An extra row: a copy of a right one in which one cell is wrong."""

    sumber: str
    lembar: str
    kolom: str
    nilai: object  # or what to make of the right value
    aturan: str
    jenis: str


def _before(kolom_awal: str) -> Callable:
    """A day before the one in another column of the row."""
    return lambda sheet, row: sheet.value(row, kolom_awal) - timedelta(days=9)


TANGGAL, KODE, INDUK = "tanggal_mustahil", "kode_tidak_dikenal", "induk_tidak_ada"
SALINAN = (
    Salinan("rsud", "", "Tgl Masuk", "45123", TANGGAL, "tanggal_serial"),
    Salinan("rsud", "", "Kode Tindakan", "TND-99 xx", KODE, "kode_tidak_dikenal"),
    Salinan("rsud", "", "Kode Wil RS", "3316", "di_luar_pemasangan", "di_luar_pemasangan"),
    Salinan("polres", "Register", "Jenis Kasus", "Perundungan xx", KODE, "kode_tidak_dikenal"),
    Salinan("polres", "Register", "Tgl Lapor", Galat("#REF!"), "sel_galat", "sel_galat"),
    Salinan("dinsos", "Layanan", "Lama (menit)", Galat("#REF!"), "sel_galat", "sel_galat"),
    Salinan("dinsos", "Layanan", "Rincian", "Hipnoterapi xx", KODE, "kode_tidak_dikenal"),
    Salinan("dinsos", "Layanan", "No Register", "DS/3517/2018/9001", INDUK, "tanpa_induk"),
    Salinan("dinsos", "Rumah Aman", "Keluar", _before("Masuk"), TANGGAL, "urutan_tanggal"),
    Salinan("balai", "Hunian", "Tanggal Keluar", _before("Tanggal Masuk"), TANGGAL, "urutan_tanggal"),
    Salinan("balai", "Sertifikat", "Berlaku Sampai", _before("Terbit"), TANGGAL, "urutan_tanggal"),
    Salinan("balai", "Kehadiran", "Kode Kegiatan", "KEG-2018-999", INDUK, "tanpa_induk"),
    Salinan("balai", "Kegiatan", "Jenis Kegiatan", "Gathering xx", KODE, "kode_tidak_dikenal"),
    Salinan("balai", "LKS", "Petugas", Galat("#REF!"), "sel_galat", "sel_galat"),
    Salinan("uptd", "Pemantauan", "No Kasus", "UPTD-3517/2018/9001", INDUK, "tanpa_induk"),
    Salinan("uptd", "Pengaduan", "Waktu Respons", _before("Waktu Terima"), TANGGAL, "urutan_tanggal"),
    Salinan("uptd", "Layanan", "Tanggal", Galat("#N/A"), "sel_galat", "sel_galat"),
    Salinan("uptd", "Setoran", "Kode Kab/Kota", 35.1, KODE, "kode_menjadi_angka"),
)  # fmt: skip


class MorePlanter:
    """Works beside a Planter: shares its list of errors and its rows that are still right."""

    def __init__(self, planter, benih: int) -> None:
        self.planter, self.simfoni = planter, planter.simfoni
        self.rng = Random(f"{benih} galat")

    def plant(self) -> None:
        for one in SALINAN:
            self._copy(one)
        self._victims_of_simfoni()
        self._same_row_twice()
        self._older_than_the_birth_date()
        self._number_for_text()
        self._headings_once_more()
        self._notes_of_what_stays()
        self._known_elsewhere()

    def block(self) -> None:
        """Rows of one kab/kota under the code and name of another: only where everybody lives tells."""
        if self.planter.small:
            return
        for kab, wrong in BLOK:
            if run := self._run_of_locals(kab):
                for row in run:
                    self.simfoni.set(row, "Kode Kab/Kota Unit", wrong)
                    self.simfoni.set(row, "Kab/Kota Unit", wilayah.get(wrong).nama)
                    text = (
                        f"kode dan nama unit {wrong}, padahal unitnya {kab}: semua korbannya tinggal di sana"
                    )
                    self._note("blok_wilayah", row, "Kode Kab/Kota Unit", text, "blok_wilayah")
                return
        raise ValueError("Tidak ada deretan baris yang cukup panjang untuk galat blok wilayah.")

    def _run_of_locals(self, kab: str) -> list[Baris]:
        """Whole victims that stand together and all live where they were registered."""
        run: list[Baris] = []
        for row in self.simfoni.baris:
            korban = row.korban
            here = (
                korban and korban.kasus.kab == kab and korban.kasus.registrasi["simfoni"].year == BLOK_TAHUN
            )
            if here and korban.orang.kab == kab:
                if len(run) >= BLOK_PALING_SEDIKIT and korban is not run[-1].korban:
                    return run
                run.append(row)
            elif len(run) >= BLOK_PALING_SEDIKIT:
                return run
            else:
                run = []
        return []

    def _note(self, jenis: str, row: Baris, kolom: str, text: str, aturan: str | None) -> None:
        self.planter.note(jenis, row, kolom, text, aturan)

    def _sheet(self, sumber: str, nama: str) -> Lembar:
        """The first such sheet; of the workbooks that of Jombang."""
        own = [s for s in self.planter.files if s[0].berkas.startswith(sumber)]
        book = next((s for s in own if "3517" in s[0].berkas), own[0])
        return next(sheet for sheet in book if sheet.nama == nama)

    def _pick(self, sheet: Lembar, fits: Callable[[Baris], bool] = lambda row: True) -> Baris | None:
        """A right row, of a case of its own or of an institution; None where a tiny demo has none."""
        taken = {id(entry["row"]) for entry in self.planter.found}
        whole = [r for r in sheet.baris if len(r.sel) == len(sheet.kolom) and r.kelompok is None and r.sel[0]]
        right = [r for r in whole if id(r) not in taken and fits(r)]
        return self.rng.choice(right) if right else None

    def _copied(self, sheet: Lembar, fits: Callable[[Baris], bool] = lambda row: True) -> Baris | None:
        """A new row below a right one that says the same."""
        row = self._pick(sheet, fits)
        return row and self._after(sheet, row, row.sel)

    def _after(self, sheet: Lembar, row: Baris, cells: list) -> Baris:
        new = Baris(list(cells))
        sheet.insert_after(row, new)
        return new

    def _copy(self, one: Salinan) -> None:
        sheet = self._sheet(one.sumber, one.lembar)
        needed = "Masuk" if one.lembar == "Rumah Aman" else sheet.kolom[1]

        def fits(row: Baris) -> bool:
            return sheet.value(row, needed) not in ("", None, "2") and (row.korban or one.sumber != "polres")

        if new := self._copied(sheet, fits):
            value = one.nilai(sheet, new) if callable(one.nilai) else one.nilai
            sheet.set(new, one.kolom, value)
            shown = value.kode if isinstance(value, Galat) else value
            self._note(one.jenis, new, one.kolom, f"{one.kolom} diisi {shown}", one.aturan)

    def _victims_of_simfoni(self) -> None:
        """Hurt after she was registered; registered in another province."""
        late = self.planter.extra_victim(self.simfoni, "Nama Korban")
        day, month, year = map(int, self.simfoni.value(late, "Tanggal Pelaporan").split("/"))
        after = date(year, month, day) + timedelta(days=12)
        self.simfoni.set(late, "Tanggal Kejadian", f"{after:%d/%m/%Y}")
        text = "Tanggal Kejadian sesudah Tanggal Pelaporan"
        self._note("urutan_tanggal", late, "Tanggal Kejadian", text, TANGGAL)
        far = self.planter.extra_victim(self.simfoni, "Nama Korban")
        self.simfoni.set(far, "Kode Kab/Kota Unit", "33.16")
        self.simfoni.set(far, "Kab/Kota Unit", "Kab. Blora")
        text = "catatan provinsi lain"
        self._note("di_luar_pemasangan", far, "Kode Kab/Kota Unit", text, "di_luar_pemasangan")

    def _same_row_twice(self) -> None:
        for sheet, size in ((self.simfoni, 2 if self.planter.small else 8), (self._sheet("rsud", ""), 2)):
            for _ in range(size):
                if new := self._copied(sheet, lambda row: row.korban is not None):
                    self._note("baris_kembar", new, "", "baris yang sama dua kali", "baris_kembar")

    def _older_than_the_birth_date(self) -> None:
        """A second visit of a grown woman on which the clerk typed another age."""
        sheet = self._sheet("rsud", "")

        def fits(row: Baris) -> bool:
            known = row.korban and sheet.value(row, "Tgl Lahir") and sheet.value(row, "Umur (th)")
            return bool(known) and sheet.value(row, "JK") == "P" and int(sheet.value(row, "Umur (th)")) >= 19

        for n in range(3):
            if new := self._copied(sheet, fits):
                umur = str(int(sheet.value(new, "Umur (th)")) + 9)
                sheet.set(new, "No Kunjungan", f"{new.sel[0].rpartition('/')[0]}/9{n:04d}")
                sheet.set(new, "Umur (th)", umur)
                text = f"umur {umur} tidak cocok dengan tanggal lahir"
                self._note("umur_tidak_cocok", new, "Umur (th)", text, "umur_tidak_cocok")

    def _number_for_text(self) -> None:
        """A NIK that a spreadsheet took for a number; a region code that lost its dot and is still clear."""
        sheet = self._sheet("uptd", "Korban")
        for _ in range(1 if self.planter.small else 4):
            if row := self._pick(sheet, lambda row: row.korban is not None and not sheet.value(row, "NIK")):
                sheet.set(row, "NIK", float(row.korban.orang.nik[:15] + "0"))
                self._note("nik_angka", row, "NIK", "NIK tersimpan sebagai angka", "nik_angka")
        if row := self._pick(sheet, lambda row: row.korban is not None):
            sheet.set(row, "Kode Kabupaten/Kota", 3517)
            self._note("kode_tanpa_titik", row, "Kode Kabupaten/Kota", "kode tanpa titik, tetap jelas", None)

    def _headings_once_more(self) -> None:
        """Exports pasted below each other carry their headings along."""
        register = self._sheet("polres", "Register")
        upper, lower = register.kepala[-2:]
        both = [low or up for up, low in zip(upper, lower, strict=True)]
        for sheet, rows in ((self.simfoni, [self.simfoni.kolom]), (register, [both, upper])):
            if row := self._pick(sheet, lambda row: row.korban is not None):
                for cells in rows:
                    new = self._after(sheet, row, cells)
                    self._note("judul_berulang", new, "", "judul kolom di tengah data", None)

    def _notes_of_what_stays(self) -> None:
        """Totals are no rows, and Bantu for a minor is a proposal like any other."""
        register = self._sheet("polres", "Register")
        self._note("baris_jumlah", register.baris[-1], "", "baris jumlah", None)
        bantu = self._sheet("dinsos", "Bantu")
        for row in bantu.baris:
            if bantu.value(row, "Umur Saat Usul") < 18:
                text = "Bantu diusulkan untuk anak: diterima, kriteria umur tidak terpenuhi"
                self._note("bantu_anak", row, "Umur Saat Usul", text, None)

    def _known_elsewhere(self) -> None:
        """One victim of each agency whom Simfoni knows too."""
        in_simfoni: dict = {}
        taken = {id(entry["row"]) for entry in self.planter.found}
        for row in self.simfoni.baris:
            if id(row) not in taken:
                in_simfoni.setdefault(row.korban, row)
        for sumber, nama in (("rsud", ""), ("polres", "Register"), ("dinsos", "Klien"), ("balai", "Klien")):
            sheet, first = self._sheet(sumber, nama), {}
            for row in sheet.baris:
                first.setdefault(row.korban, row)
            known = self._pick(
                sheet,
                lambda row, first=first: row.korban in in_simfoni and first[row.korban] is row and row.korban,
            )
            if known:
                self.planter.pair(known, in_simfoni[known.korban], "orang yang sama tercatat di Simfoni")
