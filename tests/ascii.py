"""Small landed tables written as ASCII tables, and a warehouse made of them in memory.

`orang` names a person: all rows with the same name get the same NIK token unless `nik` says otherwise.
Whatever a test does not write has a plain default, so a table shows only what the test is about.
"""

from datetime import date

from rekap import engines, settings
from rekap.ingest import contract
from rekap.warehouse import models, reference

PLACE = {"sumber": "uptd", "berkas": "berkas-uji", "lembar": "Lembar"}
DEFAULTS = {
    "korban": {
        "orang": "A", "jenis_kelamin": "P", "umur": 30, "tanggal_registrasi": "2024-02-10",
        "kode_kab": "35.17", "kode_kecamatan": "35.17.09", "nik_status": "sah",
        "disabilitas": "tidak_diisi",
    },
    "layanan": {
        "kode_layanan": "REINTEGRASI", "status": "selesai", "tanggal": "2024-03-01",
        "kode_kab_pemberi": "35.17",
    },
    "asesmen": {"tanggal": "2024-02-20"},
    "asesmen_kebutuhan": {"tanggal": "2024-02-20", "kode_layanan": "REINTEGRASI"},
    "rujukan": {
        "jenis": "pengalihan", "status": "diterima", "tanggal_kirim": "2024-04-01",
        "tanggal_keputusan": "2024-04-15", "kode_kab_tujuan": "35.07",
    },
    "korban_tutup": {"tanggal_tutup": "2024-06-01"},
    "setoran": {"sumber_pelapor": "uptd", "kode_kab": "35.17", "jatuh_tempo": "2026-01-10"},
}  # fmt: skip
JATIM = settings.Instalasi(
    data="sintetis",
    tingkat="provinsi",
    kode="35",
    kantor="Kantor uji",
    basis_utama="tercatat",
    batas_layanan="12-31",
    pelapor={"35.17": ("simfoni", "uptd"), "35.07": ("simfoni",)},
    zona=(settings.Zona("35.17.Z1", "Zona uji", ("35.17.09", "35.17.13")),),
    benih=354,
)
TANGGAL_DATA = date(2025, 1, 31)
PROVINSI = ("00", "33", "35", "93")  # the only ones that tests live in; the rest of the country costs time


def table(text: str) -> list[dict]:
    """Rows of an ASCII table; an empty cell is null, numbers stay text."""
    lines = [line.strip() for line in text.strip().splitlines() if line.strip()]
    head, *body = [[cell.strip() for cell in line.split("|")] for line in lines]
    return [dict(zip(head, (cell or None for cell in row), strict=True)) for row in body]


def landed(**tables: str | list[dict]) -> dict[str, list[dict]]:
    """Complete landed rows, table by table, from what a test has written."""
    full = {}
    for name, columns in contract.tables().items():
        given_rows = tables.pop(name, [])
        rows = table(given_rows) if isinstance(given_rows, str) else given_rows
        full[name] = [_complete(name, columns, row, number) for number, row in enumerate(rows, start=2)]
    assert not tables, f"no such landed table: {', '.join(tables)}"
    return full


def _complete(name: str, columns: dict[str, str], row: dict, number: int) -> dict:
    known = {**PLACE, "baris": number, **DEFAULTS.get(name, {}), **row}
    if name == "korban":
        known = _person(known)
    unknown = set(row) - set(columns) - {"orang", "nik"}
    assert not unknown, f"{name} has no column {', '.join(unknown)}"
    return {column: _typed(known.get(column), kind) for column, kind in columns.items()}


def _person(row: dict) -> dict:
    nik = row.get("nik", row["orang"])
    return {"token_nama": row["orang"], "token_nik": nik, "id_kasus": row["id_korban"], **row}


def _typed(value, kind: str):
    if value is None or not isinstance(value, str):
        return value
    if kind == "date":
        return date.fromisoformat(value)
    return int(value) if kind == "integer" else value


def land(con, rows: dict[str, list[dict]]) -> None:
    for name, columns in contract.tables().items():
        content = [tuple(row[column] for column in columns) for row in rows[name]]
        engines.create_from_rows(con, f"landing_{name}", columns, content)


def warehouse(rows: dict[str, list[dict]], instalasi=JATIM, tanggal_data=TANGGAL_DATA, checked=True):
    """A connection that holds the warehouse of these landed rows."""
    con = engines.open_writer()
    con.execute("set threads to 1")  # starting threads costs more than a handful of rows
    land(con, rows)
    _, tables = models.prepare(con, instalasi, tanggal_data)
    tables["ref_wilayah"] = [row for row in tables["ref_wilayah"] if row[0][:2] in PROVINSI]
    reference.register(con, tables)
    if checked:
        models.run(con, lambda _sentence: None)
    else:
        models.make_models(con)
        models.make_cubes(con)
    return con


def given(instalasi=JATIM, tanggal_data=TANGGAL_DATA, **tables: str):
    """The warehouse of the ASCII tables of a test; `given(korban=..., layanan=...)`."""
    if isinstance(tanggal_data, str):
        tanggal_data = date.fromisoformat(tanggal_data)
    return warehouse(landed(**tables), instalasi, tanggal_data)


def cell(con, kode_wilayah: str, periode: str = "2024", **kelas: str) -> dict | None:
    """One row of the cube, or None when nobody is in that cell."""
    names = sorted(kelas)
    wanted = {"kode_wilayah": kode_wilayah, "periode": periode, "kelas_1": None, "kelas_2": None}
    for position, name in enumerate(names, start=1):
        wanted |= {f"kelas_{position}": name, f"nilai_{position}": kelas[name]}
    found = [r for r in engines.select_rows(con, "select * from kubus") if wanted.items() <= r.items()]
    assert len(found) <= 1
    return found[0] if found else None


def count(con, kode_wilayah: str, hitungan: str, periode: str = "2024", **kelas: str) -> int:
    """One figure of the cube; a missing row is zero."""
    return (cell(con, kode_wilayah, periode, **kelas) or {hitungan: 0})[hitungan]
