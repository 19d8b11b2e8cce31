"""Small edition files made by hand, in the layout of the real ones.

The rows are written as the test needs them, so a test of the reading side can say 'published 0', 'not
published' or 'nobody handed in' without building a warehouse.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path

from rekap import engines

JUMLAH = (
    *("korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi"),
    *("dinilai", "menunggu", "diterima", "diterima_terlayani"),
)
KELAS = {
    "kelompok": ("anak_perempuan", "anak_laki_laki", "perempuan_dewasa"),
    "umur": ("0-5", "6-12", "13-17", "18-24", "25-44", "45-59", "60+"),
    "jenis_kekerasan": ("fisik", "psikis", "seksual", "eksploitasi", "tppo", "penelantaran", "lainnya"),
    "disabilitas": ("ya", "tidak", "tidak_diisi"),
}
UMUR_PUBLIK = ("0-5", "6-12", "13-17", "18-24", "25-59", "60+")
# kode, nama, tingkat, jenis, induk, kode_zona
WILAYAH = (
    ("35", "Jawa Timur", "provinsi", "Provinsi", "00", None),
    ("35.17", "Kab. Jombang", "kabkota", "Kabupaten", "35", None),
    ("35.78", "Kota Surabaya", "kabkota", "Kota", "35", None),
    ("35.02", "Kab. Ponorogo", "kabkota", "Kabupaten", "35", None),
    ("35.17.Z1", "Zona Utara Brantas", "zona", "Zona", "35.17", None),
    ("35.17.Z3", "Zona Kota", "zona", "Zona", "35.17", None),
    ("35.17.09", "Jombang", "kecamatan", "Kecamatan", "35.17", "35.17.Z3"),
    ("35.17.13", "Peterongan", "kecamatan", "Kecamatan", "35.17", "35.17.Z3"),
    ("35.17.14", "Kudu", "kecamatan", "Kecamatan", "35.17", "35.17.Z1"),
    (
        "35.17.LW",
        "Domisili di luar wilayah atau tidak diketahui",
        "kecamatan",
        "Kecamatan",
        "35.17",
        None,
    ),
)
_SEL = {
    "kab": [
        (tingkat, jenis, kelas)
        for tingkat in ("kabkota", "zona", "kecamatan")
        for jenis in ("tahun", "sd_triwulan", "triwulan", "bulan")
        for kelas in (None, *KELAS)
    ],
    "prov": [
        (tingkat, jenis, kelas)
        for tingkat in ("provinsi", "kabkota")
        for jenis in ("tahun", "sd_triwulan", "triwulan")
        for kelas in (None, *KELAS)
    ],
    "pub": [
        (tingkat, jenis, kelas)
        for tingkat in ("provinsi", "kabkota")
        for jenis in ("tahun", "sd_triwulan")
        for kelas in (None, "kelompok", "umur", "jenis_kekerasan")
    ]
    + [("kabkota", "tahun", "disabilitas"), ("zona", "tahun", None), ("kecamatan", "tahun", None)],
}
_numbers = count(1)
_DDL = f"""
create table edisi (id text, tier text, lingkup text, kosong integer, tanggal_data date, definisi text,
    kebijakan text, sintetis boolean, tingkat text, kode text);
create table dim_wilayah (kode_wilayah text, nama text, tingkat text, jenis text, induk text, kode_zona text,
    contoh boolean, urutan integer, eksak boolean);
create table dim_periode (periode text, jenis_periode text, tahun integer, mulai date, selesai date,
    batas_layanan date, urutan integer, status text);
create table dim_kelas (kelas text, nilai text, urutan integer);
create table dim_sel (tingkat text, jenis_periode text, kelas_1 text, kelas_2 text);
create table kubus (tingkat text, kode_wilayah text, jenis_periode text, periode text, kelas_1 text,
    nilai_1 text, kelas_2 text, nilai_2 text, {", ".join(f"{name} integer" for name in JUMLAH)});
create table pelaporan (kode_wilayah text, periode text, pelapor integer, pelapor_diharapkan integer,
    bulan_melapor integer, bulan_diharapkan integer, terakhir text);
create table pelapor_belum (kode_kab text, periode text, sumber text, terakhir text);
create table nilai_terpublikasi (kode_wilayah text, nama_wilayah text, indikator text, nama_indikator text,
    tahun integer, nilai double, satuan text, basis text, sumber text, catatan text);
create table target (kode_wilayah text, tahun integer, basis text, nilai double, sumber text, contoh boolean);
create table pengecualian (kode_wilayah text, tahun integer, alasan text, jumlah integer);
"""


def counts(korban: int, memerlukan: int | None = 0, terlayani: int | None = 0, **more: int) -> dict:
    """The three counts that decide coverage, and others by name."""
    return {"korban": korban, "memerlukan": memerlukan, "terlayani_354": terlayani, **more}


@dataclass
class Cell:
    """One row of the cube; what is not named is 0 in an exact file and not published in a public one."""

    wilayah: str
    periode: str
    jumlah: dict[str, int | None]
    kelas: str | None = None
    nilai: str | None = None


@dataclass
class Contents:
    """What a test puts into a file beyond the regions, periods and classes."""

    cells: list[Cell] = field(default_factory=list)
    # (wilayah, periode) -> (pelapor, diharapkan, bulan_melapor, bulan_diharapkan, terakhir)
    melapor: dict[tuple[str, str], tuple] = field(default_factory=dict)
    belum: list[tuple] = field(default_factory=list)
    terpublikasi: list[tuple] = field(default_factory=list)
    target: list[tuple] = field(default_factory=list)
    pengecualian: list[tuple] = field(default_factory=list)
    tahun: tuple[int, ...] = (2023, 2024)
    tanggal_data: date = date(2025, 1, 31)


def fake_edition(
    folder: Path, tier: str, lingkup: str, isi: Contents | None = None, id: str | None = None
) -> Path:
    """Write one edition file and make its edition the current one of its tier.

    `folder` is a data folder (settings.data_dir()). Every call is a new edition, unless an id is given: then
    the file is added to that edition.
    """
    id = id or f"uji{next(_numbers):05d}"
    home = folder / "editions" / tier / id
    home.mkdir(parents=True, exist_ok=True)
    path = home / f"{lingkup}.duckdb"
    con = engines.open_writer(path)
    try:
        con.execute(_DDL)
        con.begin()
        _fill(con, tier, lingkup, isi or Contents(), id)
        con.commit()
    finally:
        con.close()
    _point(home, tier, id)
    return path


def _fill(con, tier: str, lingkup: str, isi: Contents, id: str) -> None:
    exact = tier == "internal"
    _insert(
        con,
        "edisi",
        [
            (id, tier, lingkup, 0 if exact else None, isi.tanggal_data, "354-2026.1", "2026-11-a", True)
            + ("provinsi", "35")
        ],
    )
    rows = [
        (kode, nama, tingkat, jenis, induk, zona, tingkat == "zona", number, exact and _own(lingkup, kode))
        for number, (kode, nama, tingkat, jenis, induk, zona) in enumerate(WILAYAH)
        if not exact or _within(lingkup, kode)
    ]
    _insert(con, "dim_wilayah", rows)
    _insert(con, "dim_periode", [row for year in isi.tahun for row in _periods(year)])
    classes = KELAS if exact else {**KELAS, "umur": UMUR_PUBLIK}
    _insert(
        con,
        "dim_kelas",
        [(k, value, number) for k, values in classes.items() for number, value in enumerate(values)],
    )
    _insert(con, "dim_sel", [(t, j, k, None) for t, j, k in _SEL[lingkup.split("-")[0]]])
    _insert(con, "kubus", [_cube_row(cell) for cell in isi.cells])
    _insert(con, "pelaporan", [(*key, *values) for key, values in isi.melapor.items()])
    _insert(con, "pelapor_belum", isi.belum)
    _insert(con, "nilai_terpublikasi", isi.terpublikasi)
    _insert(con, "target", isi.target)
    _insert(con, "pengecualian", isi.pengecualian)


def _insert(con, table: str, rows: list[tuple]) -> None:
    if rows:
        con.executemany(f"insert into {table} values ({', '.join('?' * len(rows[0]))})", rows)


def _own(lingkup: str, kode: str) -> bool:
    """A kab file is exact for its kab and below, a provinsi file for the provinsi and its kab/kota."""
    kind, home = lingkup.split("-")
    if kind == "kab":
        return kode == home or kode.startswith(home + ".")
    return kode == home or (kode.startswith(home + ".") and kode.count(".") == 1)


def _within(lingkup: str, kode: str) -> bool:
    home = lingkup.split("-")[1]
    return kode == home or kode.startswith(home + ".") or home.startswith(kode + ".")


def _periods(year: int) -> list[tuple]:
    """Cut-offs do not matter to the reading side, so every period ends its services with the year."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    kinds = [(f"{year}", "tahun")]
    kinds += [(f"{year}-sd-tw{n}", "sd_triwulan") for n in (1, 2, 3)]
    kinds += [(f"{year}-tw{n}", "triwulan") for n in (1, 2, 3, 4)]
    kinds += [(f"{year}-{n:02d}", "bulan") for n in range(1, 13)]
    return [(p, j, year, first, last, last, n, "sementara") for n, (p, j) in enumerate(kinds)]


def _cube_row(cell: Cell) -> tuple:
    tingkat = {row[0]: row[2] for row in WILAYAH}[cell.wilayah]
    rest = cell.periode[4:]
    jenis = "tahun" if not rest else "bulan"
    if "tw" in rest:
        jenis = "sd_triwulan" if rest.startswith("-sd") else "triwulan"
    counts = tuple(cell.jumlah.get(name) for name in JUMLAH)
    return (tingkat, cell.wilayah, jenis, cell.periode, cell.kelas, cell.nilai, None, None, *counts)


def _point(home: Path, tier: str, id: str) -> None:
    files = {
        path.name: {
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(home.glob("*.duckdb"))
    }
    manifest = json.dumps(
        {"id": id, "tier": tier, "published_at": "2025-01-31T00:00:00", "files": files}, sort_keys=True
    ).encode()
    (home / "manifest.json").write_bytes(manifest)
    pointer = {"id": id, "manifest_sha256": hashlib.sha256(manifest).hexdigest()}
    (home.parent / "CURRENT.json").write_text(json.dumps(pointer))
