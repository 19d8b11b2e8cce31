"""A table as a CSV file to take away, in two spellings."""

import csv
import io
import re
from dataclasses import dataclass
from decimal import Decimal

from rekap import labels, narrative
from rekap.exports.columns import Kolom, columns
from rekap.reports import SafeTable

RUMUS = tuple("=+-@＝＋－＠")  # what a spreadsheet may take for a formula


@dataclass(frozen=True)
class Profil:
    """How a CSV is spelled for its readers."""

    nama: str
    pemisah: str
    desimal: str
    tanda: str  # the file's first bytes
    kode: str  # put before a code, so that a spreadsheet keeps it a text
    catatan: str


PROFIL = {
    "terbuka": Profil(
        "Data terbuka",
        ",",
        ".",
        "",
        "",
        "Kolom dipisah koma, desimal titik, UTF-8. Baca kolom kode sebagai teks.",
    ),
    "excel-id": Profil(
        "Excel Indonesia",
        ";",
        ",",
        "\ufeff",
        "'",
        "Kolom dipisah titik koma, desimal koma. Kode diawali tanda petik tunggal supaya tetap teks.",
    ),
}


def csv_bytes(
    table: SafeTable, profil: str, kolom: tuple[str, ...] | None = None, terbatas: str | None = None
) -> bytes:
    """The cells of the screen behind a block of comment lines; numbers once more in typed columns.

    `terbatas` says who takes exact figures away and what for; it stands in the file as its first line.
    """
    spelling = PROFIL[profil]
    out = io.StringIO(newline="")
    out.write(spelling.tanda)
    watermark = [f"TERBATAS, memuat angka kecil, jangan dibagikan: {terbatas}"] if terbatas else []
    for line in [*watermark, *header_lines(table, spelling)]:
        out.write(_comment(line, spelling) + "\r\n")
    writer = csv.writer(out, delimiter=spelling.pemisah, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    cells = [part for column in columns(table, kolom) for part in _cells(column, spelling)]
    writer.writerow([heading for heading, _ in cells])
    writer.writerows(zip(*(values for _, values in cells), strict=True))
    return out.getvalue().encode("utf-8")


def file_name(table: SafeTable, profil: str) -> str:
    """Says what is inside without opening it; plain letters only."""
    meta = table.meta
    asked = [table.choice(name) for name in ("wilayah", "periode", "tahun", "kelas", "basis")]
    parts = ["rekap354", meta.laporan, *[part for part in asked if part], meta.tampilan, meta.edisi[:8]]
    parts += (["sintetis"] if meta.sintetis else []) + (["excel"] if profil == "excel-id" else [])
    return "_".join(_slug(part) for part in parts) + ".csv"


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:40].strip("-")


def header_lines(table: SafeTable, spelling: Profil) -> list[str]:
    """Where the numbers come from and how they may be read."""
    meta, sheet = table.meta, labels.indikator()
    lines = ["DATA SINTETIS: data buatan untuk contoh, bukan keadaan sebenarnya"] if meta.sintetis else []
    lines += [
        f"Indikator: {sheet['kode']} {sheet['nama']}",
        f"Versi definisi: {meta.definisi}",
        f"Laporan: {labels.label('laporan', meta.laporan)}",
        f"Versi data: {meta.edisi}",
        f"Tampilan: {labels.label('tampilan', meta.tampilan)}",
        f"Kebijakan perlindungan: {meta.kebijakan}",
    ]
    lines += [f"{_asked(name)}: {value}" for name, value in meta.saringan]
    lines += [f"Pelaporan: {_reporting(table)}", f"Data sampai: {labels.day(meta.tanggal_data)}"]
    lines += [f"Perlindungan: {narrative.protection(meta)}"]
    lines += [f"Catatan: {sentence}" for sentence in narrative.limits(meta)]
    return [*lines, f"Penulisan: {spelling.catatan}"]


def _asked(nama: str) -> str:
    return "Wilayah" if nama == "wilayah" else labels.heading(nama)


def _reporting(table: SafeTable) -> str:
    frame = table.frame()
    if frame.empty or "pelapor" not in frame:
        return "tidak berlaku untuk laporan ini"
    if len(frame) == 1:
        return narrative.reporting(table.rows()[0])
    done = int((frame["pelapor"].fillna(0) > 0).sum())
    return f"pada {labels.number(done)} dari {labels.number(len(frame))} baris sudah ada yang melapor"


def _comment(line: str, spelling: Profil) -> str:
    """One line, one cell."""
    text = "# " + " ".join(line.split())
    if spelling.pemisah in text and spelling.pemisah != ",":
        return '"' + text.replace('"', '""') + '"'
    return text


def _cells(column: Kolom, spelling: Profil) -> list[tuple[str, list]]:
    """The text under its heading; a measured number once more, typed, in a column beside it.

    A plain whole number is written as a number only: '1.234' would be read as one and a bit by some programs.
    """
    numbers = [_number(value, spelling) for value in column.angka or ()]
    if column.utuh:
        return [(column.judul, [t if n is None else n for t, n in zip(column.teks, numbers, strict=True)])]
    if column.kode:
        return [(column.judul, [spelling.kode + text if text else "" for text in column.teks])]
    safe = {text: harmless(text) for text in dict.fromkeys(column.teks)}
    parts: list[tuple[str, list]] = [(column.judul, [safe[text] for text in column.teks])]
    return [*parts, (f"{column.judul} (angka)", numbers)] if column.angka is not None else parts


def _number(value: int | Decimal | None, spelling: Profil) -> int | float | str | None:
    if value is None or isinstance(value, int):
        return value
    if value.as_tuple().exponent >= 0:  # a whole share of the public tier
        return int(value)
    return float(value) if spelling.desimal == "." else str(value).replace(".", spelling.desimal)


def harmless(text: str) -> str:
    """A text that a spreadsheet cannot run: a leading apostrophe before anything that starts a formula."""
    flat = " ".join(text.splitlines()) if "\n" in text or "\r" in text else text
    danger = flat.lstrip().startswith(RUMUS) or flat.startswith("\t")
    return f"'{flat}" if danger else flat
