"""Templates, the mappings that read them, and the codebook: all made from the contract."""

import csv
import io
from pathlib import Path

from rekap import settings
from rekap.ingest import contract
from rekap.ingest.contract import Column, ContractError, Table
from rekap.ingest.template import book as template_book
from rekap.ingest.template.sheets import SEPARATOR, TemplateBook, TemplateSheet, books, in_order, kind_of

CODEBOOK = settings.REFERENCE / "buku_kode.csv"
_CODEBOOK = (
    "tabel", "judul_tabel", "kolom", "judul", "tipe", "wajib", "diisi", "disimpan", "kelas", "daftar",
    "arti", "pilihan",
)  # fmt: skip


def write(folder: Path, sumber: str | None = None) -> list[Path]:
    """The templates of one source, or of all, and the codebook beside them."""
    if sumber is not None and sumber not in (known := contract.codes("sumber")):
        raise ContractError(f"Sumber {sumber} tidak dikenal. Yang ada: {', '.join(known)}.")
    prefix = f"{sumber}-" if sumber else "templat-"
    files = {
        folder / f"{prefix}{book.nama}.xlsx": template_book.workbook(book)
        for book in filter(None, (book.of(sumber) for book in books()))
    }
    files[folder / "buku-kode.csv"] = ("\ufeff" + codebook()).encode("utf-8")
    try:
        _write(files)
    except OSError as error:
        raise ContractError(
            f"{error.filename} tidak dapat ditulis. Periksa folder dan hak tulisnya."
        ) from error
    return list(files)


def _write(files: dict[Path, bytes]) -> None:
    """All of them or none: a template that somebody has begun to fill is never overwritten."""
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.read_bytes() != content:
            raise ContractError(
                f"{path} sudah ada dan isinya lain, mungkin sudah diisi: tidak ditimpa. "
                "Pindahkan lebih dahulu, atau sebut folder lain dengan --folder."
            )
    for path, content in files.items():
        path.write_bytes(content)


def renew() -> list[Path]:
    """Write again the committed files that are made from the contract."""
    texts = {settings.MAPPINGS / f"{name}.toml": text for name, text in mappings().items()}
    for path, text in (texts | {CODEBOOK: codebook()}).items():
        path.write_bytes(text.encode("utf-8"))
    return [*texts, CODEBOOK]


def mappings() -> dict[str, str]:
    """Name -> TOML of the mapping by which a filled template is read."""
    return {book.pemetaan: _mapping(book) for book in books()}


def codebook() -> str:
    """Every table and column, and what a file may give without its being kept, as CSV.

    A row without a column tells what a row of the table is.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, _CODEBOOK, restval="", lineterminator="\n")
    writer.writeheader()
    shared = {"tabel": "semua", "judul_tabel": "Semua tabel"}
    writer.writerow(shared | {"arti": "Asal setiap baris, di depan kolom lain"})
    writer.writerows(
        shared | _described(column, "tidak", "ya") for column in contract.shared_columns().values()
    )
    for table in contract.all_tables().values():
        of = {"tabel": table.nama, "judul_tabel": table.judul}
        writer.writerow(of | {"kelas": table.kelas, "arti": table.arti})
        filled = in_order(table)
        derived = [column for column in table.kolom.values() if column not in filled]
        writer.writerows(of | _described(column, "ya", _kept(table, column)) for column in filled)
        writer.writerows(of | _described(column, "tidak", "ya") for column in derived)
    return out.getvalue()


def _kept(table: Table, column: Column) -> str:
    """What becomes of what an agency writes."""
    if column.nama in table.kolom:
        return "ya"
    made = [c for c in table.kolom.values() if column.nama in (c.dari, *c.token[1:])]
    return ("sebagai sandi" if column.identitas else "sebagai kode") if made else "tidak"


def _described(column: Column, filled: str, kept: str) -> dict[str, str]:
    offered = contract.codes(column.daftar) if column.daftar else {}
    return {
        "kolom": column.nama,
        "judul": column.judul,
        "tipe": kind_of(column),
        "wajib": "ya" if column.wajib else "tidak",
        "diisi": filled,
        "disimpan": kept,
        "kelas": column.kelas,
        "daftar": column.daftar or "",
        "arti": column.arti,
        "pilihan": "; ".join(f"{code} = {label}" for code, label in offered.items()),
    }


def _mapping(book: TemplateBook) -> str:
    head = [
        "# Dibuat dari kontrak: python -m rekap templat --perbarui. Jangan diubah dengan tangan.",
        f'nama = "{book.pemetaan}"',
        f'arti = "Templat {book.judul.lower()}"',
        'jenis = "xlsx"',
        'tanggal = ["%d/%m/%Y", "%Y-%m-%d", "%d/%m/%Y %H:%M", "%Y-%m-%d %H:%M"]',
        f'pemisah = "{SEPARATOR}"',
        'desimal = ","',
        'kosong = ["", "-"]',
    ]
    return "\n".join([*head, *(line for sheet in book.lembar for line in _sheet_lines(book, sheet))]) + "\n"


def _sheet_lines(book: TemplateBook, sheet: TemplateSheet) -> list[str]:
    lines = ["", "[[lembar]]", f'nama = "{sheet.nama}"']
    if sheet != book.lembar[0]:
        lines.append("boleh_tidak_ada = true")
    for table in sheet.tabel:
        fields = [field for field in sheet.isian if table in field.tabel]
        if needed := _given_when(table, sheet):
            lines += ["", f"[lembar.tabel.{table}]", f"bila_ada = [{', '.join(needed)}]"]
        lines += ["", f"[lembar.tabel.{table}.kolom]"]
        lines += [f'{field.kolom.nama} = "{field.kolom.judul}"' for field in fields]
    return lines


def _given_when(table: str, sheet: TemplateSheet) -> list[str]:
    """A table beside the first one gets a row only when something of its own required part is written."""
    own = [f.kolom for f in sheet.isian if f.tabel[0] == table and table != sheet.tabel[0]]
    return [f'"{column.nama}"' for column in own] if any(column.wajib for column in own) else []
