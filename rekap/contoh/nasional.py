"""The whole nation as Simfoni exports, one CSV per year, for measuring what the product does at full size.

Everything is drawn in columns: the story of the small demo, told person by person, would take half an hour
for half a million persons and two million services. No error is planted here.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from pyarrow import csv

from rekap import wilayah
from rekap.contoh import calibration, nasional_catatan, nasional_orang
from rekap.contoh.nasional_catatan import Registrations, Services
from rekap.contoh.nasional_keadaan import Circumstances
from rekap.contoh.nasional_orang import People, Places, draw
from rekap.contoh.sheets import title

INSTANSI = ("UPTD PPA", "UPPA Polres", "Dinas PPPA", "PPT RSUD", "LPA", "WCC")
PALSU = ("0000000000000000", "1234567890123456", "9999999999999999")
_FIRST_DAY = date(1900, 1, 1).toordinal()


def generate(folder: Path, benih: int, say: Callable[[str], None], bagian: float = 1.0) -> list[Path]:
    """Write the files; `bagian` makes a smaller nation for tests, the same seed gives the same bytes."""
    rng = np.random.Generator(np.random.PCG64(benih))
    kal = calibration.table("kalibrasi")["nasional"]
    places = nasional_orang.make_places(rng)
    people = nasional_orang.make_people(rng, places, round(kal["orang"] * bagian))
    say(f"{len(people.nama)} orang dibuat.")
    reg = nasional_catatan.make_registrations(rng, places, people)
    writer = _Writer(rng, places, people)
    services = nasional_catatan.make_services(rng, places, reg, writer.services)
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for tahun in map(int, kal["tahun"]):
        path = folder / f"simfoni-nasional-{tahun}.csv"
        rows = writer.write(path, benih, _of_year(reg, services, tahun))
        say(f"{path.name}: {rows} baris.")
        paths.append(path)
    return paths


def _of_year(reg: Registrations, services: Services, tahun: int) -> tuple[Registrations, Services]:
    low, high = np.searchsorted(reg.tahun, [tahun, tahun + 1])
    first, last = np.searchsorted(services.registrasi, [low, high])
    part = Registrations(*(getattr(reg, name)[low:high] for name in Registrations.__dataclass_fields__))
    return part, Services(
        services.registrasi[first:last] - low, services.kode[first:last], services.hari[first:last]
    )


class _Writer:
    """Turns columns of codes into the spellings of a Simfoni export."""

    def __init__(self, rng: np.random.Generator, places: Places, people: People) -> None:
        self.rng, self.places, self.people = rng, places, people
        self.kal = calibration.table("kalibrasi")
        self.ejaan = calibration.table("ejaan")["simfoni"]
        self.services = list(self.ejaan["layanan"])
        self.days = pa.array(
            [f"{date.fromordinal(n):%d/%m/%Y}" for n in range(_FIRST_DAY, nasional_catatan.AKHIR + 1)]
        )
        self.kab = pa.array(places.kab)
        self.kab_names = self._names(places.kab)
        self.kecamatan_names = self._names(places.kecamatan)
        self.circumstances = Circumstances(rng)
        self.nama, self.nik = pa.array(people.nama), pa.array(people.nik)

    def write(self, path: Path, benih: int, year: tuple[Registrations, Services]) -> int:
        """One file: mark, headings, rows by kab/kota and day; returns how many rows."""
        reg, services = year
        columns = self.ejaan["kolom"]["Simfoni"]
        victims = self._victims(reg)
        rows = services.registrasi
        repeat = 1 + (self.rng.random(len(rows)) < self.kal["nasional"]["baris_ganda"])
        twice = pa.array(np.repeat(np.arange(len(rows)), repeat))
        table = pa.table([column.take(pa.array(rows)) for column in victims] + self._given(services), columns)
        mark = [title(benih, "rekaman korban dan layanan"), *[""] * (len(columns) - 1)]
        with path.open("wb") as file:
            # A spreadsheet that saves a title row as CSV fills it up to the width of the table.
            head = ",".join(mark) + "\r\n" + ",".join(columns) + "\r\n"
            file.write(b"\xef\xbb\xbf" + head.encode("utf-8"))
            options = csv.WriteOptions(include_header=False, eol="\r\n", quoting_style="none")
            csv.write_csv(table.take(twice), file, options)
        return len(twice)

    def _victims(self, reg: Registrations) -> list[pa.Array]:
        """The columns from the number of the case to the kecamatan, one entry per registration."""
        people, who = self.people, reg.orang
        age = nasional_orang.ages(people.lahir[who], reg.hari)
        found = self.circumstances.of(age, people.jk[who], reg.tahun)
        nama, nik, lahir, umur = self._identity(reg, age)
        sex = np.where(people.samar[who] == 1, -1, people.jk[who])
        return [
            self._number(reg),
            pa.array(reg.urutan.astype(str)),
            self._day(reg.hari),
            self._day(reg.kejadian),
            nama,
            nik,
            self._spell("jenis_kelamin", ["P", "L"], sex),
            lahir,
            umur,
            self._spell("pendidikan", *found["pendidikan"]),
            self._spell("pekerjaan", *found["pekerjaan"]),
            self._spell(
                "disabilitas", ["ya", "tidak", "tidak_diisi"], self._draw((0.04, 0.86, 0.1), len(who))
            ),
            found["jenis_kekerasan"],
            self._spell("hubungan", *found["hubungan"]),
            self._spell("tempat", *found["tempat"]),
            self.kab.take(pa.array(reg.kab)),
            _take(self.kab_names, reg.kab),
            _take(self.kab_names, people.kab[who]),
            _take(self.kecamatan_names, people.kecamatan[who]),
        ]

    def _given(self, services: Services) -> list[pa.Array]:
        office = self._draw((50, 20, 12, 10, 4, 4), len(services.kode))
        none = services.kode < 0
        return [
            pa.array(INSTANSI).take(pa.array(office)),
            self._spell("layanan", self.services, services.kode),
            self._day(np.where(none, 0, services.hari)),
        ]

    def _number(self, reg: Registrations) -> pa.Array:
        kab = pc.replace_substring(self.kab, ".", "").take(pa.array(reg.kab))
        count = pc.utf8_lpad(pa.array(reg.nomor.astype(str)), 5, "0")
        return pc.binary_join_element_wise(kab, "SP", pa.array(reg.tahun.astype(str)), count, "/")

    def _identity(self, reg: Registrations, age: np.ndarray) -> tuple[pa.Array, ...]:
        """Who has several registrations shows a NIK in all of them, or else the birth date in all."""
        people, who, kal = self.people, reg.orang, self.kal["identitas"]
        shows = _lasting(who, 1) < kal["simfoni"]["nik"]
        unknown = people.samar[who]
        nik = pc.if_else(pa.array(shows & (unknown == 0)), self.nik.take(pa.array(who)), "")
        chance = self.rng.random(len(who))
        fake = pa.array(PALSU).take(pa.array(self._draw((1, 1, 1), len(who))))
        nik = pc.if_else(
            pa.array(~shows & ~reg.berulang & (chance < self.kal["nasional"]["nik_palsu"])), fake, nik
        )
        dated = (self.rng.random(len(who)) < kal["simfoni"]["lahir"]) | (reg.berulang & ~shows)
        lahir = self._day(np.where(dated & (unknown != 2), people.lahir[who], 0))
        umur = pc.if_else(pa.array(unknown == 2), "", pa.array(age.astype(str)))
        return self._typed(self.nama.take(pa.array(who)), people.jk[who], age), nik, lahir, umur

    def _typed(self, nama: pa.Array, jk: np.ndarray, age: np.ndarray) -> pa.Array:
        """Titles and capitals of careless typing."""
        kal = self.kal["identitas"]
        titled = pa.array(self.rng.random(len(nama)) < kal["gelar"])
        kind = pa.array(["Ny. ", "An. ", ""]).take(pa.array(np.where(age < 18, 1, np.where(jk == 0, 0, 2))))
        nama = pc.if_else(titled, pc.binary_join_element_wise(kind, nama, ""), nama)
        chance = self.rng.random(len(nama))
        nama = pc.if_else(pa.array(chance < kal["huruf_besar"]), pc.utf8_upper(nama), nama)
        return pc.if_else(pa.array(chance > 1 - kal["huruf_kecil"]), pc.utf8_lower(nama), nama)

    def _spell(self, daftar: str, codes: list[str], column: np.ndarray) -> pa.Array:
        """The usual spelling of each code, now and then another; nothing for -1."""
        spellings = [self.ejaan[daftar][code] for code in codes]
        usual = [texts[0] for texts in spellings] + [""]
        other = [texts[-1] for texts in spellings] + [""]
        rare = self.rng.random(len(column)) < self.kal["nasional"]["kode_lain"]
        place = np.where(column < 0, len(codes), column) + rare * len(usual)
        return pa.array(usual + other).take(pa.array(place))

    def _names(self, codes: list[str]) -> pa.Array:
        return pa.array([wilayah.get(kode).nama for kode in codes] + [""])

    def _day(self, ordinal: np.ndarray) -> pa.Array:
        place = pa.array(np.maximum(ordinal - _FIRST_DAY, 0))
        return pc.if_else(pa.array(ordinal > 0), self.days.take(place), "")

    def _draw(self, weights, size: int) -> np.ndarray:
        return draw(self.rng, list(weights), size)


def _take(names: pa.Array, place: np.ndarray) -> pa.Array:
    """Names by place; the last one, which is empty, for -1."""
    return names.take(pa.array(np.where(place < 0, len(names) - 1, place)))


def _lasting(who: np.ndarray, salt: int) -> np.ndarray:
    """A number between 0 and 1 that belongs to the person, the same in every year."""
    mixed = (who.astype(np.uint64) + np.uint64(salt)) * np.uint64(0x9E3779B97F4A7C15)
    return (mixed >> np.uint64(40)).astype(float) / 2**24
