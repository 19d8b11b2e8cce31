"""What the intake writes about its own work: the receipt, the findings, and what has been replaced."""

import getpass
from collections import Counter
from pathlib import Path

import pyarrow as pa

from rekap.ingest import contract, landing, moves
from rekap.ingest.compiling.batch import Batch
from rekap.ingest.compiling.columns import ARROW
from rekap.ingest.compiling.findings import TABEL, Finding
from rekap.ingest.compiling.rules import KARANTINA, PERINGATAN, TOLAK
from rekap.ingest.landing import Receipt
from rekap.ingest.mapping import Match
from rekap.ingest.reading.read_file import Book
from rekap.ingest.slices import Replaced


def tables(batch: Batch, receipt: Receipt, out: Replaced) -> dict[str, pa.Table]:
    """The tables that no agency fills."""
    return _found_tables(batch, receipt) | {"digantikan": _marked(receipt, out.rows)}


def held_tables(batch: Batch, receipt: Receipt, out: Replaced) -> dict[str, pa.Table]:
    """What waits in quarantine, with what it replaces once it is released."""
    return batch.held | {"digantikan": _marked(receipt, out.bila_dilepas)}


def who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "tidak diketahui"


def receipt(
    batch: Batch, match: Match, book: Book, sumber: str, folder: Path, out: Replaced, sidik_bacaan: str
) -> Receipt:
    counts = {kind: _rows_per_rule(findings) for kind, findings in batch.findings.items()}
    warnings = counts[PERINGATAN]
    warnings["kolom_tidak_dipakai"] = sum(len(page.unused) for page in match.sheets)
    warnings["lembar_tidak_dipakai"] = match.unknown_sheets
    warnings["baris_dilewati"] = sum(len(page.skipped) for page in match.sheets)
    warnings["versi_lama_tetap"] = out.tetap
    return Receipt(
        sha256=book.sha256,
        nama_berkas=book.nama_berkas,
        sumber=sumber,
        pemetaan=match.mapping.nama,
        baris_masuk=batch.masuk,
        baris_diterima=batch.diterima,
        baris_dikarantina=batch.dikarantina,
        baris_ditolak=batch.ditolak,
        per_aturan=dict(sorted((counts[TOLAK] + counts[KARANTINA]).items())),
        peringatan={rule: n for rule, n in sorted(warnings.items()) if n},
        korban_digantikan=out.korban,
        korban_hilang=out.tanpa_pengganti,
        sidik_bacaan=sidik_bacaan,
        diterima_pada=landing.now(),
        oleh=who(),
        sudah_ada=False,
        folder=folder,
    )


def _rows_per_rule(findings: list[Finding]) -> Counter:
    return Counter(rule for rule, *_ in {(f.aturan, f.lembar, f.baris) for f in findings})


def _found_tables(batch: Batch, receipt: Receipt) -> dict[str, pa.Table]:
    """The findings as tables of their own."""
    shared = {"sumber": receipt.sumber, "berkas": receipt.folder.name}
    return {
        TABEL[kind]: pa.Table.from_pylist([shared | vars(f) for f in findings], _schema(TABEL[kind]))
        for kind, findings in batch.findings.items()
    }


def _marked(receipt: Receipt, rows: pa.Table) -> pa.Table:
    """Records taken out of force, as this file's own; they stand in no sheet of it."""
    length = rows.num_rows
    shared = {"sumber": receipt.sumber, "berkas": receipt.folder.name, "lembar": "", "baris": 0}
    columns = {name: pa.array([value] * length) for name, value in shared.items()}
    columns |= {name: rows.column(name) for name in rows.schema.names}
    return pa.table(columns).cast(_schema("digantikan"))


def _schema(tabel: str) -> pa.Schema:
    return pa.schema([(name, ARROW[kind]) for name, kind in contract.tables()[tabel].items()])


def move_findings(out: Replaced, nama_berkas: str) -> list[Finding]:
    """Reconciliation below the top: the total may agree although registrations changed their kab/kota."""
    return [
        Finding(nama_berkas, move.lembar, move.baris, "", "kode_kab", "pindah_wilayah", moves.sentence(move))
        for move in out.pindah
    ]
