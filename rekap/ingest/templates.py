"""Templates, the mappings that read them, and the codebook: all made from the contract."""

import csv
import io
from pathlib import Path

from rekap import settings
from rekap.ingest import contract, template_book
from rekap.ingest.contract import Column, ContractError
from rekap.ingest.template_sheets import SEPARATOR, TemplateBook, TemplateSheet, books, kind_of

CODEBOOK = settings.REFERENCE / "buku_kode.csv"


def write(folder: Path, sumber: str | None = None) -> list[Path]:
    """The templates of one source, or of all, and the codebook beside them."""
    if sumber is not None and sumber not in (known := contract.codes("sumber")):
        raise ContractError(f"Sumber {sumber} tidak dikenal. Yang ada: {', '.join(known)}.")
    folder.mkdir(parents=True, exist_ok=True)
    prefix = f"{sumber}-" if sumber else "templat-"
    paths = []
    for book in filter(None, (book.of(sumber) for book in books())):
        paths.append(folder / f"{prefix}{book.nama}.xlsx")
        paths[-1].write_bytes(template_book.workbook(book))
    paths.append(folder / "buku-kode.csv")
    paths[-1].write_bytes(("\ufeff" + codebook()).encode("utf-8"))
    return paths


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
    """Every column of every table, and what a file may give without its being kept, as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(("tabel", "kolom", "judul", "tipe", "wajib", "kelas", "daftar", "disimpan", "arti"))
    for column in contract.shared_columns().values():
        writer.writerow(_codebook_row("semua", column, "ya"))
    for table in contract.all_tables().values():
        for column in table.kolom.values():
            writer.writerow(_codebook_row(table.nama, column, "ya"))
        for column in table.isian.values():
            writer.writerow(_codebook_row(table.nama, column, "tidak"))
    return out.getvalue()


def _codebook_row(tabel: str, column: Column, kept: str) -> tuple[str, ...]:
    wajib = "ya" if column.wajib else "tidak"
    kind = kind_of(column)
    return tabel, column.nama, column.judul, kind, wajib, column.kelas, column.daftar or "", kept, column.arti


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
