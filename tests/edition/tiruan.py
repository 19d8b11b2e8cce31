"""A small warehouse made by hand: random people, counted slowly, in the tables of the real one."""

import json
import random
from dataclasses import dataclass, field
from datetime import date, timedelta

import pandas as pd

from rekap import engines, settings

SETS = ("korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi")
MORE = ("dinilai", "menunggu", "diterima", "diterima_terlayani")
KELAS = ("disabilitas", "jenis_kekerasan", "kelompok", "umur")
JENIS = ("fisik", "psikis", "seksual", "eksploitasi", "tppo", "penelantaran", "lainnya")
AGES = {
    "anak_perempuan": ("0-5", "6-12", "13-17"),
    "anak_laki_laki": ("0-5", "6-12", "13-17"),
    "perempuan_dewasa": ("18-24", "25-44", "45-59", "60+"),
}
INSTALASI = """
data = "sintetis"
tingkat = "{tingkat}"
kode = "{kode}"
kantor = "Kantor uji"
[pelapor]
semua = ["simfoni"]
[contoh]
benih = {benih}
{zona}
"""
ZONA = """
[[zona]]
kode = "{kode}"
nama = "Zona {kode}"
kecamatan = {kecamatan}
"""


@dataclass
class Tiruan:
    """What the small warehouse is about; by default a province with a large, a small and a middling kab."""

    tingkat: str = "provinsi"
    kode: str = "35"
    kab: dict[str, int] = field(default_factory=lambda: {"35.17": 90, "35.07": 18, "35.78": 50})
    kecamatan: int = 3
    zona: dict[str, tuple[str, ...]] = field(
        default_factory=lambda: {"35.17.Z1": ("35.17.01", "35.17.02"), "35.17.Z2": ("35.17.03",)}
    )
    years: tuple[int, ...] = (2023, 2024)
    tanggal_data: date = date(2025, 1, 15)
    benih: int = 354

    def write(self) -> None:
        """Installation file, database and pointer, under REKAP_DATA."""
        folder = settings.data_dir()
        folder.mkdir(parents=True, exist_ok=True)
        zona = "".join(
            ZONA.format(kode=k, kecamatan=json.dumps(list(inside))) for k, inside in self.zona.items()
        )
        (folder / "instalasi.toml").write_text(
            INSTALASI.format(tingkat=self.tingkat, kode=self.kode, benih=self.benih, zona=zona)
        )
        tables = self.tables()
        name = f"uji{abs(hash(json.dumps([str(self), self.benih]))) % 10**8:08d}"
        place = settings.vault_dir() / "gudang" / name
        place.mkdir(parents=True, exist_ok=True)
        path = place / "gudang.duckdb"
        path.unlink(missing_ok=True)
        con = engines.open_writer(path)
        for table, frame in tables.items():
            con.register("_isi", frame)
            con.execute(f'create table "{table}" as select * from _isi')
            con.unregister("_isi")
        con.close()
        record = {
            "id": name,
            "tanggal_data": str(self.tanggal_data),
            "pemeriksaan": [],
            "jumlah": {},
            "berkas": {},
        }
        (place / "manifest.json").write_text(json.dumps(record))
        (settings.vault_dir() / "gudang" / "CURRENT.json").write_text(json.dumps({"id": name}))

    def tables(self) -> dict[str, pd.DataFrame]:
        regions, periods = self.regions(), self.periods()
        members = self.members(regions, periods)
        bricks = ["kode_wilayah", "periode", "kelompok", "umur", "disabilitas", "ragam"]
        kinds = {(p.ragam, j) for p in members.itertuples() for j in p.jenis}
        return {
            "dim_wilayah": regions,
            "dim_periode": periods,
            "kubus": cube(members),
            "fct_sel": members.groupby(bricks, as_index=False)[list(SETS)].sum(),
            "dim_ragam": pd.DataFrame(sorted(kinds), columns=["ragam", "jenis_kekerasan"]),
            "pelaporan": pd.DataFrame(
                [(r, p, 1, 1, 9, 12, "2024-09") for r in regions["kode_wilayah"] for p in periods["periode"]],
                columns=["kode_wilayah", "periode", "pelapor", "pelapor_diharapkan", "bulan_melapor",
                         "bulan_diharapkan", "terakhir"],
            ),
            "pelapor_belum": pd.DataFrame(
                [(kab, "2024", "simfoni", "2024-09") for kab in self.kab],
                columns=["kode_kab", "periode", "sumber", "terakhir"],
            ),
            "pengecualian": pd.DataFrame(
                [(kab, 2024, "meninggal", 3) for kab in self.kab],
                columns=["kode_wilayah", "tahun", "alasan", "jumlah"],
            ),
        }  # fmt: skip

    def regions(self) -> pd.DataFrame:
        zona_of = {k: z for z, inside in self.zona.items() for k in inside}
        rows = []
        if self.tingkat == "provinsi":
            rows.append((self.kode, "Provinsi uji", "provinsi", "Provinsi", None, None))
        for kab in self.kab:
            parent = self.kode if self.tingkat == "provinsi" else None
            rows.append((kab, f"Kab. {kab}", "kabkota", "Kabupaten", parent, None))
            for kec in [f"{kab}.{i:02d}" for i in range(1, self.kecamatan + 1)] + [f"{kab}.LW"]:
                rows.append((kec, f"Kecamatan {kec}", "kecamatan", "Kecamatan", kab, zona_of.get(kec)))
        rows += [(z, f"Zona {z}", "zona", "Zona", z.rpartition(".")[0], None) for z in self.zona]
        frame = pd.DataFrame(rows, columns=["kode_wilayah", "nama", "tingkat", "jenis", "induk", "kode_zona"])
        return frame.assign(contoh=False, urutan=range(len(frame)))

    def periods(self) -> pd.DataFrame:
        rows = []
        for y in self.years:
            rows.append((str(y), "tahun", y, date(y, 1, 1), date(y, 12, 31), date(y, 12, 31)))
            for q, end in enumerate((date(y, 3, 31), date(y, 6, 30), date(y, 9, 30)), start=1):
                cut = end + timedelta(days=30)
                rows.append((f"{y}-sd-tw{q}", "sd_triwulan", y, date(y, 1, 1), end, cut))
            rows.append((f"{y}-tw1", "triwulan", y, date(y, 1, 1), date(y, 3, 31), date(y, 4, 30)))
            rows.append((f"{y}-01", "bulan", y, date(y, 1, 1), date(y, 1, 31), date(y, 3, 2)))
        columns = ["periode", "jenis_periode", "tahun", "mulai", "selesai", "batas_layanan"]
        return pd.DataFrame(rows, columns=columns).assign(urutan=range(len(rows)))

    def people(self) -> list[dict]:
        luck, found = random.Random(self.benih), []
        for kab, size in self.kab.items():
            for year in self.years:
                for _ in range(size):
                    kelompok = luck.choice(list(AGES))
                    needs = luck.random() < 0.7
                    kec = luck.choice([f"{i:02d}" for i in range(1, self.kecamatan + 1)] * 3 + ["LW"])
                    found.append(
                        {
                            "kab": kab,
                            "kecamatan": f"{kab}.{kec}",
                            "tanggal": date(year, 1, 1) + timedelta(days=luck.randrange(365)),
                            "kelompok": kelompok,
                            "umur": luck.choice(AGES[kelompok]),
                            "disabilitas": luck.choice(("ya", "tidak", "tidak", "tidak_diisi")),
                            "jenis": frozenset(luck.sample(JENIS, luck.choice((1, 1, 2)))),
                            "korban": 1,
                            "memerlukan": int(needs),
                            "terlayani_354": int(needs and luck.random() < 0.6),
                            **{s: int(luck.random() < 0.4) for s in SETS[3:]},
                        }
                    )
        return [p for p in found if p["tanggal"] <= self.tanggal_data]

    def members(self, regions: pd.DataFrame, periods: pd.DataFrame) -> pd.DataFrame:
        """One row per person, region and period."""
        levels = dict(zip(regions["kode_wilayah"], regions["tingkat"], strict=True))
        rows = []
        for person in self.people():
            inside = [z for z, members in self.zona.items() if person["kecamatan"] in members]
            for region in dict.fromkeys([person["kecamatan"], *inside, person["kab"], self.kode]):
                for p in periods.itertuples():
                    if p.mulai <= person["tanggal"] <= p.selesai:
                        rows.append(
                            {
                                **person,
                                "tingkat": levels[region],
                                "kode_wilayah": region,
                                "jenis_periode": p.jenis_periode,
                                "periode": p.periode,
                                "ragam": sum(1 << JENIS.index(j) for j in person["jenis"]),
                            }
                        )
        return pd.DataFrame(rows)


def classes(person) -> list[tuple[str, str]]:
    own = [(k, getattr(person, k)) for k in ("disabilitas", "kelompok", "umur")]
    return sorted(own + [("jenis_kekerasan", j) for j in person.jenis])


def cube(members: pd.DataFrame, pairs: str = "tahun") -> pd.DataFrame:
    """Counts by no class, one class, and for one kind of period two."""
    counts: dict[tuple, list[int]] = {}
    for row in members.itertuples():
        own = classes(row)
        combos = [(None,) * 4] + [(k, v, None, None) for k, v in own]
        if row.jenis_periode == pairs:
            combos += [(*a, *b) for a in own for b in own if a[0] < b[0]]
        for combo in combos:
            key = (row.tingkat, row.kode_wilayah, row.jenis_periode, row.periode, *combo)
            total = counts.setdefault(key, [0] * len(SETS))
            for i, name in enumerate(SETS):
                total[i] += getattr(row, name)
    columns = [
        "tingkat",
        "kode_wilayah",
        "jenis_periode",
        "periode",
        "kelas_1",
        "nilai_1",
        "kelas_2",
        "nilai_2",
    ]
    frame = pd.DataFrame([(*k, *v) for k, v in counts.items()], columns=[*columns, *SETS])
    return frame.assign(dinilai=frame["korban"], menunggu=0, diterima=0, diterima_terlayani=0)
