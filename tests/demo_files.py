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
REJECTED = {"blok_wilayah_salah", "tanggal_mustahil", "kode_tidak_dikenal"}
OTHER_NAMES = {"Nama Korban": "Nama", "Jenis Kelamin": "JK", "Usia": "Umur", "Jenis Kekerasan": "Kekerasan"}


def day(value) -> date | None:
    """A date as any of the two layouts writes it; None where there is none."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day)
    try:
        return datetime.strptime(value, "%d/%m/%Y").date()
    except ValueError:
        return None


@dataclass
class Files:
    """The demo read plainly: every row with its place, and the victims that a careful reader would accept."""

    folder: Path

    def __post_init__(self):
        self.galat = json.loads((self.folder / "galat-tertanam.json").read_text(encoding="utf-8"))
        bad = {(g["berkas"], g["lembar"], g["baris"]) for g in self.galat if g["jenis"] in REJECTED}
        self.rows = {}
        self.first_cells = []
        for path in sorted(self.folder.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as file:
                self._keep(path.name, "", list(csv.reader(file)), 2)
        for path in sorted(self.folder.glob("*.xlsx")):
            book = CalamineWorkbook.from_path(str(path))
            for name in book.sheet_names:
                self._keep(path.name, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False), 4)
        self.good = {place: row for place, row in self.rows.items() if place not in bad}
        self.victims = {}
        for place, row in self.good.items():
            if place[1] in ("", "Korban"):
                self.victims.setdefault(self.key(place, row), self._victim(row))
        self._link()
        self.services = list(self._services())

    def _keep(self, berkas, lembar, rows, headings):
        self.first_cells.append(rows[0][0])
        for number, values in enumerate(rows[headings:], start=headings + 1):
            self.rows[berkas, lembar, number] = dict(zip(rows[headings - 1], values, strict=True))

    @staticmethod
    def key(place, row):
        return (
            ("uptd", row["No Kasus"], row["No Korban"]) if place[1] else ("simfoni", *list(row.values())[:2])
        )

    @staticmethod
    def _victim(row):
        v = {OTHER_NAMES.get(name, name): value for name, value in row.items()}
        name = [word for word in v["Nama"].lower().split() if word not in ("ny.", "an.")]
        born = day(v["Tanggal Lahir"])
        return {
            "nama": " ".join(name),
            "nik": v["NIK"] if len(v["NIK"]) == 16 and v["NIK"] not in PALSU else "",
            "jk": v["JK"][:1].upper(),
            "lahir": None if born and (born.month, born.day) == (1, 1) else born,
            "umur": None if v["Umur"] == "" else int(v["Umur"]),
            "kab": v.get("Kode Kab/Kota Unit") or v["Kode Kabupaten/Kota"],
            "tanggal": day(v.get("Tanggal Pelaporan") or v["Tanggal Registrasi"]),
            "kecamatan": wilayah.resolve(v["Kecamatan Domisili"], "35.17", "kecamatan"),
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
