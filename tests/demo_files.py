"""The demo files read plainly, by other means than the product's own: what a careful reader finds in them."""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from python_calamine import CalamineWorkbook

from rekap import wilayah

PALSU = {"0000000000000000", "1234567890123456", "9999999999999999", "3517000000000000"}
KEPT_OUT = {"tolak", "karantina"}
NO_ROW = {"judul_berulang", "baris_jumlah"}
MAIN = {"simfoni", "uptd"}  # the two sources that hold everybody's services
# Rows above the data; where the headings stand in two rows, both are among them.
HEADINGS = {"simfoni": 2, "rsud": 3, "polres": 5}
TWO_ROWS = {("polres", "Register"), ("dinsos", "Klien"), ("dinsos", "Asesmen")}
VICTIMS = {
    "simfoni": "",
    "uptd": "Korban",
    "rsud": "",
    "polres": "Register",
    "dinsos": "Klien",
    "balai": "Klien",
}
PER_CASE = ("No LP", "Tgl Lapor", "Wilkum Polres")
# What each source calls: case, victim, name, NIK, sex, birth date, age, unit, day, kecamatan.
WORDS = {
    "simfoni": ("No Registrasi", "No Korban", "Nama Korban", "NIK", "Jenis Kelamin", "Tanggal Lahir", "Usia",
                "Kode Kab/Kota Unit", "Tanggal Pelaporan", "Kecamatan Domisili"),
    "uptd": ("No Kasus", "No Korban", "Nama", "NIK", "JK", "Tanggal Lahir", "Umur", "Kode Kabupaten/Kota",
             "Tanggal Registrasi", "Kecamatan Domisili"),
    "rsud": ("No Kunjungan", "No RM", "Nama Pasien", "NIK", "JK", "Tgl Lahir", "Umur (th)", "Kode Wil RS",
             "Tgl Masuk", "Kec Domisili"),
    "polres": ("No LP", "Korban > Ke", "Korban > Nama", "Korban > NIK", "Korban > JK", "Korban > Tgl Lahir",
               "Korban > Umur", "Wilkum Polres", "Tgl Lapor", "Korban > Kecamatan"),
    "dinsos": ("No Register", "Urut", "Nama Klien", "NIK", "L/P", "Tgl Lahir", "Umur", "Kode Wilayah",
               "Tgl Terima", "Alamat Singkat"),
    "balai": ("No Klien", "Urut", "Nama", "NIK", "Jenis Kelamin", "Tanggal Lahir", "Umur",
              "Kode Wilayah Pengirim", "Tanggal Masuk Layanan", "Kecamatan Asal"),
}  # fmt: skip


def day(value) -> date | None:
    """A date as any of the layouts writes it; None where there is none."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    for form in ("%d/%m/%Y", "%d-%m-%Y"):
        try:
            return datetime.strptime(value, form).date()
        except (ValueError, TypeError):
            continue
    return None


def sheets_of(path: Path):
    """Name and rows of every sheet of a file; a CSV has one without a name."""
    if path.suffix == ".csv":
        marks = {"encoding": "cp1252"} if path.name.startswith("rsud") else {"encoding": "utf-8-sig"}
        with path.open(newline="", **marks) as file:
            yield "", list(csv.reader(file, delimiter=";" if path.name.startswith("rsud") else ","))
        return
    book = CalamineWorkbook.from_path(str(path))
    for name in book.sheet_names:
        yield name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)


@dataclass
class Files:
    """The demo read plainly: every row with its place, and the victims that a careful reader would accept."""

    folder: Path

    def __post_init__(self):
        self.galat = json.loads((self.folder / "galat-tertanam.json").read_text(encoding="utf-8"))
        bad = {
            (g["berkas"], g["lembar"], g["baris"])
            for g in self.galat
            if g["keparahan"] in KEPT_OUT or g["jenis"] in NO_ROW
        }
        self.rows = {}
        self.first_cells = []
        for path in sorted([*self.folder.glob("*.csv"), *self.folder.glob("*.xlsx")]):
            for name, rows in sheets_of(path):
                self._keep(path.name, name, rows)
        self.good = {place: row for place, row in self.rows.items() if place not in bad}
        self.victims = {}
        for place, row in self.good.items():
            if place[1] == VICTIMS[source(place)] and row[WORDS[source(place)][2]]:
                self.victims.setdefault(self.key(place, row), self._victim(source(place), row))
        self._link()
        self.services = list(self._services())

    def _keep(self, berkas, lembar, rows):
        self.first_cells.append(str(rows[0][0]))
        kind = source((berkas, lembar, 0))
        two = (kind, lembar) in TWO_ROWS
        start = HEADINGS.get(kind, 5 if two else 4)
        headings = joined(*rows[start - 2 : start]) if two else rows[start - 1]
        last = {}
        for number, values in enumerate(rows[start:], start=start + 1):
            if values[0] == lembar and lembar:  # the headings of a second table on the sheet
                headings = values
                continue
            if kind == "polres" and values[1] == "2":  # the row that numbers the columns
                continue
            row = dict(zip(headings, values, strict=False))
            if kind == "polres":  # cells that are merged over the victims of a case
                row |= {name: last[name] for name in PER_CASE if not row["No LP"]}
                last = row
            self.rows[berkas, lembar, number] = row

    @staticmethod
    def key(place, row):
        kind = source(place)
        return (kind, *(str(row[name]) for name in WORDS[kind][:2]))

    @staticmethod
    def _victim(kind, row):
        nama, nik, jk, lahir, umur, kab, tanggal, kecamatan = (row[name] for name in WORDS[kind][2:])
        name = [word for word in nama.lower().split() if word not in ("ny.", "an.")]
        born = day(lahir)
        kab = wilayah.resolve(str(kab), "35", "kabkota") or str(kab).removesuffix(".0")
        return {
            "nama": " ".join(name),
            "nik": nik if isinstance(nik, str) and len(nik) == 16 and nik not in PALSU else "",
            "jk": jk[:1].upper(),
            "lahir": None if born and (born.month, born.day) == (1, 1) else born,
            "umur": None if umur == "" else int(umur),
            "kab": kab if "." in kab else f"{kab[:2]}.{kab[2:4]}",
            "tanggal": day(tanggal),
            "kecamatan": wilayah.resolve(kecamatan, "35.17", "kecamatan"),
        }

    def _link(self):
        """Exact linking as the definitions say: NIK, else name, birth date and sex."""
        papers = defaultdict(set)
        for v in self.victims.values():
            if v["nik"] and v["lahir"]:
                papers[v["nama"], v["lahir"], v["jk"]].add(v["nik"])
        for key, v in self.victims.items():
            same = papers[v["nama"], v["lahir"], v["jk"]] if v["lahir"] else ()
            alone = (v["nama"], v["lahir"], v["jk"]) if v["lahir"] else key
            v["orang"] = v["nik"] or (next(iter(same)) if len(same) == 1 else alone)

    def persons(self, kab, tahun):
        """Distinct persons of the population, judged at their first registration of the year."""
        first = {}
        for v in sorted(self.victims.values(), key=lambda v: v["tanggal"]):
            if v["tanggal"].year == tahun and v["kab"].startswith(kab):
                first.setdefault(v["orang"], v)
        return {
            person
            for person, v in first.items()
            if v["umur"] is not None and (v["jk"] == "P" or v["jk"] == "L" and v["umur"] < 18)
        }

    def _services(self):
        """(victim, service, day, status, giver) of every accepted service."""
        for place, row in self.good.items():
            if source(place) not in MAIN:
                continue
            if place[1] == "Layanan":
                given = (
                    row["Layanan"],
                    day(row["Tanggal"]),
                    row["Status"].lower(),
                    row["Kode Kab/Kota Pemberi"],
                )
            elif place[1] == "" and row["Jenis Layanan"]:
                given = (
                    row["Jenis Layanan"],
                    day(row["Tanggal Layanan"]),
                    "selesai",
                    row["Kode Kab/Kota Unit"],
                )
            else:
                continue
            yield self.victims[self.key(place, row)], *given

    def reached(self, kab, tahun):
        """Persons reintegrated by this kab/kota within the year of registration."""
        return {
            v["orang"]
            for v, kind, when, status, giver in self.services
            if "integrasi" in kind.lower() and status == "selesai" and v["kab"] == giver == kab
            if v["tanggal"].year == tahun and v["tanggal"] - timedelta(30) <= when <= date(tahun, 12, 31)
        }

    def hand_ins(self):
        return [row for place, row in self.good.items() if place[1] == "Setoran"]


def source(place) -> str:
    return place[0].partition("-")[0]


def joined(upper, lower) -> list[str]:
    """Headings of two rows; calamine gives a merged cell at its first place only."""
    names, group = [], ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        names.append(f"{group} > {below}" if below else above)
    return names
