"""Small agency files for tests, written cell by cell; a test states only the cells that it is about."""

import csv
import io
from datetime import date
from pathlib import Path

import pyarrow.parquet as pq
import xlsxwriter

from rekap.ingest import intake

MARK = "DATA SINTETIS - Rekap 354 - benih 7 - uji"

SIMFONI = {
    "No Registrasi": "3517/SP/2024/00012",
    "No Korban": "1",
    "Tanggal Pelaporan": "05/03/2024",
    "Tanggal Kejadian": "01/03/2024",
    "Nama Korban": "Siti Aminah",
    "NIK": "3517095203990001",
    "Jenis Kelamin": "Perempuan",
    "Tanggal Lahir": "12/03/1999",
    "Usia": "24",
    "Pendidikan": "SMA",
    "Pekerjaan": "IRT",
    "Difabel": "Tidak",
    "Jenis Kekerasan": "Fisik; Kekerasan Psikis",
    "Hubungan Pelaku": "Suami/Istri",
    "Tempat Kejadian": "Rumah Tangga",
    "Kode Kab/Kota Unit": "35.17",
    "Kab/Kota Unit": "Kab. Jombang",
    "Kab/Kota Domisili": "Kabupaten Jombang",
    "Kecamatan Domisili": "JOMBANG",
    "Instansi": "UPTD PPA",
    "Jenis Layanan": "Reintegrasi Sosial",
    "Tanggal Layanan": "20/03/2024",
}
KORBAN = {
    "No Kasus": "UPTD-3517/2024/0012",
    "No Korban": "1",
    "Tanggal Registrasi": date(2024, 3, 5),
    "Tanggal Kejadian": date(2024, 3, 1),
    "Nama": "Siti Aminah",
    "NIK": "3517095203990001",
    "JK": "P",
    "Tanggal Lahir": date(1999, 3, 12),
    "Umur": 24,
    "Disabilitas": "Tidak",
    "Kekerasan": "Fisik",
    "Hubungan Pelaku": "Suami",
    "Tempat Kejadian": "Rumah",
    "Pendidikan": "SMA",
    "Pekerjaan": "IRT",
    "Kode Kabupaten/Kota": "35.17",
    "Kab/Kota Domisili": "Kab. Jombang",
    "Kecamatan Domisili": "Jombang",
    "Tanggal Tutup": None,
    "Alasan Tutup": None,
}
LAYANAN = {
    "No Kasus": "UPTD-3517/2024/0012",
    "No Korban": "1",
    "Layanan": "Reintegrasi sosial",
    "Tanggal": date(2024, 3, 20),
    "Status": "Selesai",
    "Kode Kab/Kota Pemberi": "35.17",
    "No Rujukan": None,
}
ASESMEN = {
    "No Kasus": "UPTD-3517/2024/0012",
    "No Korban": "1",
    "Tanggal Asesmen": date(2024, 3, 8),
    "Layanan Dibutuhkan": "Reintegrasi; Konseling psikologis",
}
RUJUKAN = {
    "No Rujukan": "RJK-3517/2024/003",
    "No Kasus": "UPTD-3517/2024/0012",
    "No Korban": "1",
    "Jenis": "Pengalihan",
    "Tanggal Kirim": date(2024, 4, 1),
    "Kode Tujuan": "35.07",
    "Status": "Diterima",
    "Tanggal Keputusan": date(2024, 4, 9),
}
SETORAN = {
    "Sumber": "Simfoni PPA",
    "Kode Kab/Kota": "35.17",
    "Bulan": "2024-03",
    "Jatuh Tempo": date(2024, 4, 10),
    "Diterima": date(2024, 4, 8),
}
SHEETS = {"Korban": KORBAN, "Layanan": LAYANAN, "Asesmen": ASESMEN, "Rujukan": RUJUKAN, "Setoran": SETORAN}


def simfoni(
    folder: Path, *rows: dict, name: str = "simfoni.csv", above: tuple = ((MARK,),), bom=True
) -> Path:
    """A v2 file of these rows; each row states what differs from the default victim."""
    lines = [*above, list(SIMFONI), *({**SIMFONI, **row}.values() for row in rows)]
    return csv_file(folder / name, lines, bom)


def csv_file(path: Path, lines, bom: bool = True) -> Path:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(lines)
    path.write_bytes(text.getvalue().encode("utf-8-sig" if bom else "utf-8"))
    return path


def workbook(folder: Path, name: str = "uptd.xlsx", order=tuple(SHEETS), mark: str = MARK, **sheets) -> Path:
    """A v3 workbook; each sheet is given as a list of rows that state what differs from the default."""
    path = folder / name
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"}) as book:
        for sheet_name in order:
            rows = [{**SHEETS[sheet_name], **row} for row in sheets.get(sheet_name, ())]
            lines = [[mark], ["UPTD PPA Kabupaten Jombang"], [], list(SHEETS[sheet_name])]
            write(book.add_worksheet(sheet_name), [*lines, *(row.values() for row in rows)])
    return path


def write(sheet, lines) -> None:
    for number, line in enumerate(lines):
        for column, value in enumerate(line):
            if isinstance(value, str):
                sheet.write_string(number, column, value)
            elif isinstance(value, date):
                sheet.write_datetime(number, column, value)
            elif value is not None:
                sheet.write(number, column, value)


def take_simfoni(folder: Path, *rows: dict, **options) -> "Taken":
    return take(simfoni(folder, *rows, **options), "simfoni")


def take_workbook(folder: Path, **options) -> "Taken":
    return take(workbook(folder, **options), "uptd")


def take(path: Path, sumber: str) -> "Taken":
    return Taken(intake.accept([path], sumber)[0])


class Taken:
    """A receipt together with what landed."""

    def __init__(self, receipt) -> None:
        self.receipt = receipt

    def table(self, name: str) -> list[dict]:
        path = self.receipt.folder / f"{name}.parquet"
        return pq.read_table(path).to_pylist() if path.exists() else []

    def row(self, name: str) -> dict:
        (only,) = self.table(name)
        return only

    def column(self, tabel: str, name: str) -> list:
        return [row[name] for row in self.table(tabel)]

    def reasons(self) -> list[tuple[int, str, str]]:
        return [(r.baris, r.kolom, r.aturan) for r in intake.found(self.receipt, "tolak")]

    def messages(self) -> list[str]:
        return [r.pesan for r in intake.found(self.receipt, "tolak")]

    def counts(self) -> tuple[int, int, int]:
        r = self.receipt
        return r.baris_masuk, r.baris_diterima, r.baris_ditolak
