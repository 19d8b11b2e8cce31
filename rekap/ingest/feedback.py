"""What goes back to an agency: its own rows that were rejected, held or odd, by its own file and row numbers.

No cell of a person is in it: a finding names a place, a rule and what to mend.
"""

import csv
import io
import re
from collections import defaultdict
from pathlib import Path

import pyarrow.parquet as pq

from rekap import disk, settings
from rekap.ingest import in_force, intake
from rekap.ingest.compiling.findings import Finding
from rekap.ingest.compiling.rules import KARANTINA, PERINGATAN, TOLAK
from rekap.ingest.landing import Receipt
from rekap.ingest.mark import SYNTHETIC_MARK

HEADINGS = (
    "Berkas",
    "Lembar",
    "Baris",
    "Sel",
    "Kolom",
    "Putusan",
    "Aturan",
    "Alasan dan yang perlu diperbaiki",
)
_VERDICTS = {
    TOLAK: "ditolak, tidak dihitung",
    KARANTINA: "ditahan sampai diperbaiki",
    PERINGATAN: "diterima, periksa",
}
_FORMULA = re.compile(r"[\s]*[=+\-@\t\r\n＝＋－＠]")


def folder() -> Path:
    return settings.data_dir() / "umpan-balik"


def write(sumber: str | None = None) -> list[Path]:
    """One CSV per agency: a source, and its kab/kota where all its victims are of one.

    What a newer file has replaced needs no mending any more; agencies that no longer occur lose their file.
    """
    if sumber is not None:
        intake.check_known(sumber)
    agencies: dict[str, list[Receipt]] = defaultdict(list)
    for receipt in intake.receipts():
        if sumber in (None, receipt.sumber) and not _is_mended(receipt):
            agencies[_agency(receipt)].append(receipt)
    folder().mkdir(parents=True, exist_ok=True)
    written = [_write(name, receipts) for name, receipts in sorted(agencies.items())]
    for path in set(_files_of(sumber)) - set(written):
        path.unlink(missing_ok=True)
    return written


def _is_mended(receipt: Receipt) -> bool:
    """Whether newer files have taken the place of all that it gave, or of a file that gave nothing."""
    own = intake.folders(receipt.sumber)
    if in_force.replacements(receipt.folder, own) or in_force.is_used_up(receipt.folder, own):
        return True
    if receipt.baris_diterima:
        return False
    # Nothing tells which rows a file without a good one was about; mended, it mostly keeps its name.
    again = [
        r
        for r in intake.receipts()
        if r.sumber == receipt.sumber and (r.nama_berkas == receipt.nama_berkas or r.sha256 == receipt.sha256)
    ]
    newest = max((r.diterima_pada, r.baris_diterima > 0) for r in again)
    return newest > (receipt.diterima_pada, False)


def _files_of(sumber: str | None) -> list[Path]:
    """Feedback that was written before: of one source, or of all."""
    one = re.compile(rf"umpan-balik-{re.escape(sumber)}(-\d{{4}})?\.csv") if sumber else re.compile(".*")
    return [path for path in folder().glob("umpan-balik-*.csv") if one.fullmatch(path.name)]


def _agency(receipt: Receipt) -> str:
    paths = in_force.in_force_files(receipt.folder, "korban")
    units = {
        kode for path in paths for kode in pq.read_table(path, columns=["kode_kab"])["kode_kab"].to_pylist()
    }
    return f"{receipt.sumber}-{units.pop().replace('.', '')}" if len(units) == 1 else receipt.sumber


def _write(agency: str, receipts: list[Receipt]) -> Path:
    text = io.StringIO(newline="")
    rows = csv.writer(text, delimiter=";", quoting=csv.QUOTE_ALL)
    if settings.instalasi().sintetis:
        rows.writerow([SYNTHETIC_MARK])
    rows.writerow(HEADINGS)
    for receipt in sorted(receipts, key=lambda one: (one.diterima_pada, one.nama_berkas)):
        for keparahan, verdict in _VERDICTS.items():
            rows.writerows(_row(finding, verdict) for finding in intake.found(receipt, keparahan))
    path = folder() / f"umpan-balik-{agency}.csv"
    disk.replace_text(path, "\ufeff" + text.getvalue())
    return path


def _row(finding: Finding, verdict: str) -> list:
    cells = (finding.nama_berkas, finding.lembar, finding.baris, finding.sel, finding.kolom, verdict)
    return [_harmless(cell) for cell in (*cells, finding.aturan, finding.pesan)]


def _harmless(cell):
    """File names, headings and spellings come from outside: none of them may become a formula."""
    return f"'{cell}" if isinstance(cell, str) and _FORMULA.match(cell) else cell
