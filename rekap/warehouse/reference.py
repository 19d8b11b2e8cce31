"""The small tables that the models join with: regions, periods, code lists, expected reporters.

They are made in Python because they come from packages and TOML; from here on everything is SQL.
"""

import calendar
import csv
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from rekap import engines, settings, wilayah

GRACE = timedelta(days=30)  # for the periods shorter than a year
OPEN_START, OPEN_END = date(1900, 1, 1), date(9999, 12, 31)
LUAR_WILAYAH = "Domisili di luar wilayah atau tidak diketahui"

COLUMNS = {
    "ref_wilayah": {
        "kode": "varchar", "nama": "varchar", "tingkat": "varchar", "jenis": "varchar", "induk": "varchar",
        "kode_zona": "varchar", "contoh": "boolean", "urutan": "integer", "berlaku_mulai": "date",
        "berlaku_sampai": "date", "dalam_pemasangan": "boolean",
    },
    "ref_periode": {
        "periode": "varchar", "jenis_periode": "varchar", "tahun": "integer", "mulai": "date",
        "selesai": "date", "batas_layanan": "date", "batas": "date", "tanggal_data": "date",
        "urutan": "integer",
    },
    "ref_pelapor": {"kode_kab": "varchar", "sumber": "varchar"},
    "ref_daftar": {"daftar": "varchar", "kode": "varchar", "label": "varchar", "urutan": "integer"},
    "ref_layanan": {
        "kode": "varchar", "nama": "varchar", "komponen": "varchar", "menentukan_354": "varchar",
    },
}  # fmt: skip

Rows = dict[str, list[tuple]]


def rows(instalasi: settings.Instalasi, years: range, tanggal_data: date) -> Rows:
    """Every reference table, in the column order of COLUMNS."""
    return {
        "ref_wilayah": list(_wilayah(instalasi.tingkat, instalasi.kode, instalasi.zona)),
        "ref_periode": list(_periode(years, instalasi.batas_layanan, tanggal_data)),
        "ref_pelapor": [
            (kab, sumber)
            for kab in _kabkota(instalasi.tingkat, instalasi.kode)
            for sumber in sorted(set(instalasi.pelapor_of(kab)))
        ],
        "ref_daftar": _csv("daftar"),
        "ref_layanan": _csv("layanan"),
    }


def register(con, tables: Rows) -> None:
    for name, content in tables.items():
        engines.create_from_rows(con, name, COLUMNS[name], content)


def _csv(name: str) -> list[tuple]:
    with (settings.REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [
            tuple(row[column] or None for column in COLUMNS[f"ref_{name}"]) for row in csv.DictReader(file)
        ]


def _inside(kode: str, tingkat: str, pemasangan: str) -> bool:
    return tingkat == "nasional" or kode == pemasangan or kode.startswith(pemasangan + ".")


def _kabkota(tingkat: str, pemasangan: str) -> list[str]:
    found = (region.kode for region in wilayah.table() if region.tingkat == "kabkota")
    return [kode for kode in found if _inside(kode, tingkat, pemasangan)]


@lru_cache(maxsize=4)
def _wilayah(tingkat: str, pemasangan: str, zona: tuple[settings.Zona, ...]) -> tuple[tuple, ...]:
    """All regions of the country, then the zona and pseudo kecamatan that only the installation knows."""
    zona_of = {kode: z.kode for z in zona for kode in z.kecamatan}
    found = [
        (r.kode, r.nama, r.tingkat, r.jenis, r.induk, zona_of.get(r.kode), False) for r in wilayah.table()
    ]
    found += [(z.kode, z.nama, "zona", "Zona", z.kode.rpartition(".")[0], None, z.contoh) for z in zona]
    found += [
        (f"{kab}.LW", LUAR_WILAYAH, "kecamatan", "Luar wilayah", kab, None, False)
        for kab in _kabkota(tingkat, pemasangan)
    ]
    spans = _spans()
    return tuple(
        (*region, urutan, *_validity(region[0], spans), _inside(region[0], tingkat, pemasangan))
        for urutan, region in enumerate(sorted(found), start=1)
    )


def _spans() -> dict[str, tuple[date, date]]:
    """First and last day of the codes that have not always been in use."""
    with (settings.REFERENCE / "wilayah_berlaku.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["kode"]: (
                date.fromisoformat(row["berlaku_mulai"]) if row["berlaku_mulai"] else OPEN_START,
                date.fromisoformat(row["berlaku_sampai"]) if row["berlaku_sampai"] else OPEN_END,
            )
            for row in csv.DictReader(file)
        }


def _validity(kode: str, spans: dict[str, tuple[date, date]]) -> tuple[date, date]:
    """A region is no older, and lives no longer, than the regions that it lies in."""
    known = [spans[code] for code in {kode[:2], kode[:5], kode} if code in spans]
    return (
        max((mulai for mulai, _ in known), default=OPEN_START),
        min((sampai for _, sampai in known), default=OPEN_END),
    )


def _periode(years: range, batas_tahun: str, tanggal_data: date) -> Iterator[tuple]:
    urutan = 0
    for year in years:
        for periode, jenis, first_month, last_month in _months(year):
            urutan += 1
            selesai = date(year, last_month, calendar.monthrange(year, last_month)[1])
            batas = _batas(jenis, selesai, batas_tahun)
            yield (
                periode, jenis, year, date(year, first_month, 1), selesai, batas, min(batas, tanggal_data),
                tanggal_data, urutan,
            )  # fmt: skip


def _months(year: int) -> Iterator[tuple[str, str, int, int]]:
    """Name, kind, first and last month of each period of one year."""
    yield f"{year}", "tahun", 1, 12
    for quarter in (1, 2, 3):
        yield f"{year}-sd-tw{quarter}", "sd_triwulan", 1, 3 * quarter
    for quarter in (1, 2, 3, 4):
        yield f"{year}-tw{quarter}", "triwulan", 3 * quarter - 2, 3 * quarter
    for month in range(1, 13):
        yield f"{year}-{month:02d}", "bulan", month, month


def _batas(jenis: str, selesai: date, batas_tahun: str) -> date:
    """Until when a service counts: not past the cut-off of the year, save for its first quarters."""
    month, day = (int(part) for part in batas_tahun.split("-"))
    year_cut = date(selesai.year + (batas_tahun != "12-31"), month, day)
    if jenis == "tahun":
        return year_cut
    if jenis == "bulan" or selesai.month == 12:
        return min(selesai + GRACE, year_cut)
    return selesai + GRACE
