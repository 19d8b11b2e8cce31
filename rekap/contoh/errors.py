"""Errors planted on purpose, and where: whoever reads the files must find every one of them.

What a reader has to reject is written on extra rows, so that the figures of everybody else stay as they are;
only the block with the wrong region takes away rows that were right.
"""

from datetime import date
from random import Random

from rekap.contoh.galat_lain import MorePlanter
from rekap.contoh.model import Dunia, age_on
from rekap.contoh.people import Register
from rekap.contoh.sheets import SYNTHETIC_MARK, Baris, Lembar, row_numbers
from rekap.contoh.spelling import slashed

PALSU = ("0000000000000000", "1234567890123456", "9999999999999999", "3517000000000000")

# What is not rejected: held back, or accepted with a warning.
KEPARAHAN = {
    "blok_wilayah": "karantina",
    **dict.fromkeys(("nik_palsu", "nik_angka", "baris_kembar", "umur_tidak_cocok"), "peringatan"),
}

# (column, wrong value, rule) of an extra victim in the Simfoni list.
SIMFONI_VICTIMS = (
    ("Tanggal Pelaporan", "31/02/2023", "tanggal_mustahil"),
    ("Jenis Kekerasan", "Perundungan xx", "kode_tidak_dikenal"),
    ("Tanggal Pelaporan", "14/03/2035", "tanggal_mustahil"),
    ("Hubungan Pelaku", "Bos pabrik xx", "kode_tidak_dikenal"),
    ("Tanggal Kejadian", "30/02/2024", "tanggal_mustahil"),
    ("Kecamatan Domisili", "Entah Di Mana xx", "kecamatan_tidak_dikenal"),
    ("Jenis Kekerasan", "Fisik; Bulying xx", "kode_tidak_dikenal"),
)
# The same for an extra service of a victim who is there.
SIMFONI_SERVICES = (
    ("Jenis Layanan", "Konselng trauma xx", "kode_tidak_dikenal"),
    ("Tanggal Layanan", "12/05/1887", "tanggal_mustahil"),
    ("Jenis Layanan", "Konselng trauma xx", "kode_tidak_dikenal"),
    ("Tanggal Layanan", "29/02/2023", "tanggal_mustahil"),
)
# (sheet, column, wrong value, rule) of an extra row in a workbook.
WORKBOOK = (
    ("Korban", "Tanggal Registrasi", date(2035, 3, 1), "tanggal_mustahil"),
    ("Layanan", "Layanan", "Konselng trauma xx", "kode_tidak_dikenal"),
    ("Layanan", "Tanggal", "05/06/1887", "tanggal_mustahil"),
    ("Korban", "Kekerasan", "Kekerasan lain xx", "kode_tidak_dikenal"),
    ("Asesmen", "Tanggal Asesmen", "31/02/2023", "tanggal_mustahil"),
    ("Asesmen", "Layanan Dibutuhkan", "Psikososial; Terapi kuda xx", "kode_tidak_dikenal"),
    ("Layanan", "Tanggal", "31/04/2022", "tanggal_mustahil"),
    ("Layanan", "Status", "Slesai xx", "kode_tidak_dikenal"),
    ("Rujukan", "Jenis", "Titipan xx", "kode_tidak_dikenal"),
    ("Rujukan", "Tanggal Kirim", date(2035, 2, 2), "tanggal_mustahil"),
)


class Planter:
    def __init__(self, rng: Random, dunia: Dunia, register: Register, files: list[list[Lembar]]) -> None:
        self.rng, self.dunia, self.register = rng, dunia, register
        self.files = files
        self.simfoni = files[0][0]
        self.books = [sheets for sheets in files if sheets[0].berkas.startswith("uptd")]
        self.small = dunia.ukuran == "mini"
        self.found: list[dict] = []
        self._extra = 0

    def plant(self) -> list[dict]:
        """Change the sheets; returns what stands where."""
        more = MorePlanter(self, self.dunia.benih)
        self._wrong_region()
        more.block()
        self._simfoni_victims()
        self._simfoni_services()
        self._workbooks()
        self._placeholders()
        self._pairs()
        more.plant()
        return self._with_places()

    def note(self, jenis: str, row: Baris, kolom: str, keterangan: str, aturan: str | None) -> None:
        """Remember an error; `aturan` is the rule that finds it, None where a reader has nothing to say."""
        keparahan = KEPARAHAN.get(aturan, "tolak") if aturan else None
        about = {"jenis": jenis, "kolom": kolom, "keterangan": keterangan}
        about |= {"aturan": aturan, "keparahan": keparahan}
        self.found.append({"row": row, **about})

    def _note_value(self, row: Baris, kolom: str, value, aturan: str) -> None:
        jenis = "tanggal_mustahil" if aturan == "tanggal_mustahil" else "kode_tidak_dikenal"
        self.note(jenis, row, kolom, f"{kolom} diisi {value}", aturan)

    def _wrong_region(self) -> None:
        """A run of whole victims of one kab/kota under the code of another."""
        kab, wrong, size, tahun = ("35.17", "35.18", 4, 2024) if self.small else ("35.22", "35.23", 25, 2023)
        rows = [r for r in self.simfoni.baris if r.korban.kasus.kab == kab and r.korban.kasus.tahun == tahun]
        start = next(p for p in range(3, len(rows)) if rows[p].korban is not rows[p - 1].korban)
        stop = start + size
        while rows[stop].korban is rows[stop - 1].korban:
            stop += 1
        for row in rows[start:stop]:
            self.simfoni.set(row, "Kode Kab/Kota Unit", wrong)
            text = f"kode unit {wrong}, padahal unitnya {kab}"
            self.note("blok_wilayah_salah", row, "Kode Kab/Kota Unit", text, "wilayah_tidak_cocok")

    def _innocent(self, rows: list[Baris]) -> Baris:
        """A row to copy that carries no planted error itself."""
        taken = {id(entry["row"]) for entry in self.found}
        while True:
            row = self.rng.choice(rows)
            if id(row) not in taken and row.korban.orang.dihitung:
                return row

    def _simfoni_victims(self) -> None:
        for kolom, value, aturan in SIMFONI_VICTIMS[: 2 if self.small else None]:
            new = self.extra_victim(self.simfoni, "Nama Korban")
            self._spoil(self.simfoni, new, kolom, value, aturan)

    def extra_victim(self, sheet: Lembar, nama: str) -> Baris:
        """One more victim beside an existing one, with a name, NIK and case number of her own."""
        known = [row for row in sheet.baris if row.korban]
        row = self._innocent([row for row in known if row.korban.orang.kab == row.korban.kasus.kab])
        kasus = row.korban.kasus
        group = "anak_perempuan" if self.rng.random() < 0.5 else "perempuan_dewasa"
        home = (row.korban.orang.kab, row.korban.orang.kecamatan)
        orang = self.register.person(group, kasus.pertama, home, kasus.kab)
        age = age_on(orang.lahir, kasus.pertama)
        new = Baris(list(row.sel))
        self._extra += 1
        sheet.set(new, sheet.kolom[0], f"{row.sel[0].rpartition('/')[0]}/9{self._extra:03d}")
        sheet.set(new, nama, orang.nama)
        sheet.set(new, "NIK", orang.nik)
        if sheet.nama:
            values = {"JK": "P", "Tanggal Lahir": orang.lahir, "Umur": age}
        else:
            values = {"Jenis Kelamin": "Perempuan", "Tanggal Lahir": slashed(orang.lahir), "Usia": str(age)}
        for kolom, value in values.items():
            sheet.set(new, kolom, value)
        sheet.insert_after(row, new)
        return new

    def _spoil(self, sheet: Lembar, row: Baris, kolom: str, value, aturan: str) -> None:
        sheet.set(row, kolom, value)
        self._note_value(row, kolom, value, aturan)

    def _simfoni_services(self) -> None:
        served = [r for r in self.simfoni.baris if r.korban and self.simfoni.value(r, "Jenis Layanan")]
        for kolom, value, aturan in SIMFONI_SERVICES[: 2 if self.small else None]:
            row = self._innocent(served)
            new = Baris(list(row.sel))
            self.simfoni.insert_after(row, new)
            self._spoil(self.simfoni, new, kolom, value, aturan)

    def _workbooks(self) -> None:
        for place, (name, kolom, value, aturan) in enumerate(WORKBOOK[: 3 if self.small else None]):
            # Every other one in Jombang, so that the rich workbook shows them all at work.
            jombang = next(book for book in self.books if "3517" in book[0].berkas)
            book = jombang if place % 2 == 0 else self.rng.choice(self.books)
            sheet = next(sheet for sheet in book if sheet.nama == name)
            if name == "Korban":
                new = self.extra_victim(sheet, "Nama")
            else:
                row = self._innocent([r for r in sheet.baris if r.korban])
                new = Baris(list(row.sel))
                sheet.insert_after(row, new)
            self._spoil(sheet, new, kolom, value, aturan)

    def _placeholders(self) -> None:
        """Where no NIK is known some clerks type one; nobody's identity hangs on these rows."""
        places = [self.simfoni, *(book[0] for book in self.books)]
        for place in range(2 if self.small else 10):
            sheet = places[place % len(places)]
            several = {}
            for row in sheet.baris:
                several[row.korban] = several.get(row.korban, 0) + 1
            alone = [r for r in sheet.baris if r.korban and several[r.korban] == 1]
            row = self._innocent([r for r in alone if not sheet.value(r, "NIK")])
            palsu = PALSU[place % len(PALSU)]
            sheet.set(row, "NIK", palsu)
            self.note("nik_palsu", row, "NIK", "NIK diisi angka pengganti", "nik_palsu")

    def _pairs(self) -> None:
        """Some of the many people who stand in both sources."""
        in_simfoni: dict = {}
        for row in self.simfoni.baris:
            if row.korban:
                in_simfoni.setdefault(row.korban, row)
        both = [
            (in_simfoni[r.korban], r) for book in self.books for r in book[0].baris if r.korban in in_simfoni
        ]
        for first, second in self.rng.sample(both, 2 if self.small else 12):
            text = "orang yang sama tercatat di Simfoni dan di UPTD"
            self.pair(first, second, text)

    def pair(self, first: Baris, second: Baris, text: str) -> None:
        """Two rows that are about one person."""
        self.note("orang_ganda", first, "", text, None)
        self.found[-1]["pair"] = second

    def _with_places(self) -> list[dict]:
        places = row_numbers([sheet for sheets in self.files for sheet in sheets])
        entries = []
        for entry in self.found:
            sheet, number = places[entry.pop("row")]
            pair = entry.pop("pair", None)
            here = {"tanda": SYNTHETIC_MARK, "jenis": entry.pop("jenis")}
            here |= {"berkas": sheet.berkas, "lembar": sheet.nama, "baris": number} | entry
            if pair:
                other, line = places[pair]
                here["pasangan"] = {"berkas": other.berkas, "lembar": other.nama, "baris": line}
            entries.append(here)
        return entries
