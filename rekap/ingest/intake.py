"""The door: takes agencies' files in, one receipt each, and tells what has been taken in.

Nothing of an identity leaves this call: sheets and names live in its memory, tokens and codes in the vault.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow.parquet as pq

from rekap import audit, keys, settings
from rekap.ingest import contract, landing
from rekap.ingest.batch import Batch, compile_rows
from rekap.ingest.identity import Tokens
from rekap.ingest.landing import Receipt
from rekap.ingest.mapping import Match, NotRecognised, choose, load_all
from rekap.ingest.read_file import Book, FileRefused, Sheet, read_book, read_bytes
from rekap.ingest.row import Context, Finding

SYNTHETIC_MARK = "DATA SINTETIS"

Rejected = Finding


class IntakeRefused(Exception):
    """A file as a whole cannot be taken in; the message is a sentence for the person who sent it."""


def accept(paths: list[Path], sumber: str, progress: Callable[[str], None] | None = None) -> list[Receipt]:
    """Take files of one source in, each whole or not at all; IntakeRefused at the first that cannot be.

    Files before the refused one stay: each is a hand-in of its own, and the same file again changes nothing.
    """
    _check_source(sumber)
    say = progress or (lambda _sentence: None)
    return [_accept_one(Path(path), sumber, say) for path in paths]


def receipts() -> list[Receipt]:
    """Everything that has been taken in."""
    return landing.all_receipts()


def landed_files() -> list[tuple[Receipt, Path]]:
    """Every landed table file with its receipt; the name of the file is the name of the table."""
    return [(r, path) for r in receipts() for path in sorted(r.folder.glob("*.parquet"))]


def rejected(receipt: Receipt) -> list[Rejected]:
    """The rejected rows of one file, one entry per reason."""
    return _findings(receipt, "ditolak")


def warned(receipt: Receipt) -> list[Rejected]:
    """The rows of one file that were accepted although something about them is odd."""
    return _findings(receipt, "peringatan")


def _findings(receipt: Receipt, tabel: str) -> list[Rejected]:
    columns = list(Rejected.__dataclass_fields__)
    rows = pq.read_table(receipt.folder / f"{tabel}.parquet", columns=columns).to_pylist()
    return [Rejected(**row) for row in rows]


def _check_source(sumber: str) -> None:
    if settings.instalasi().data == "asli":
        raise IntakeRefused(
            "Pemasangan ini untuk data asli. Data asli belum dapat diterima "
            "sebelum fitur masuk (sign-in) tersedia."
        )
    if sumber not in (known := contract.codes("sumber")):
        raise IntakeRefused(f"Sumber '{sumber}' tidak dikenal. Yang dikenal: {', '.join(known)}.")


def _accept_one(path: Path, sumber: str, say: Callable[[str], None]) -> Receipt:
    try:
        content = read_bytes(path)
        sha256 = hashlib.sha256(content).hexdigest()
        folder = landing.folder_of(sumber, sha256)
        if earlier := landing.receipt_at(folder, sudah_ada=True):
            return earlier
        say(f"Membaca {path.name} ...")
        book = read_book(path.name, content)
        benih = _check_mark(book)
        match = choose(book, load_all())
    except (FileRefused, NotRecognised, landing.LandingDamaged) as error:
        raise IntakeRefused(f"{path.name}: {error}") from error
    batch = compile_rows(match, path.name, folder.name, _context(sumber, match))
    receipt = _receipt(batch, match, sha256, sumber, folder)
    _land(receipt, batch, benih)
    return receipt


def _check_mark(book: Book) -> int | None:
    """The seed in the mark; refuses a sheet without one, since real data needs sign-in, still to come."""
    marks = [(sheet, _first_text(sheet)) for sheet in book.sheets if sheet.rows]
    for sheet, mark in marks or [(Sheet("", []), "")]:
        if not mark.startswith(SYNTHETIC_MARK):
            where = f" di lembar {sheet.nama}" if sheet.nama else ""
            raise FileRefused(
                f"Tidak ada tanda {SYNTHETIC_MARK} pada baris pertama{where}. "
                "Data asli belum dapat diterima sebelum fitur masuk (sign-in) tersedia."
            )
    seed = re.search(r"benih (\d{1,9})", marks[0][1])
    return int(seed.group(1)) if seed else None


def _first_text(sheet: Sheet) -> str:
    return next((str(cell).strip() for cell in sheet.rows[0] if str(cell).strip()), "")


def _today() -> date:
    """The latest date anywhere in Indonesia (UTC+9), so that no fresh row is refused."""
    return datetime.now(timezone(timedelta(hours=9))).date()


def _context(sumber: str, match: Match) -> Context:
    return Context(
        sumber=sumber,
        instalasi=settings.instalasi(),
        tokens=Tokens(keys.key("K_pid")),
        today=_today(),
        victims={},
        name_words=set(),
        vocabulary=match.mapping.vocabulary(),
    )


def _receipt(batch: Batch, match: Match, sha256: str, sumber: str, folder: Path) -> Receipt:
    warnings = Counter(finding.aturan for finding in batch.warnings)
    warnings["kolom_tidak_dipakai"] = sum(len(found.unused) for found in match.sheets)
    warnings["lembar_tidak_dipakai"] = match.unknown_sheets
    rows_per_rule = Counter(rule for rule, *_ in {(f.aturan, f.lembar, f.baris) for f in batch.rejected})
    return Receipt(
        sha256=sha256,
        nama_berkas=batch.nama_berkas,
        sumber=sumber,
        pemetaan=match.mapping.nama,
        baris_masuk=batch.diterima + batch.ditolak,
        baris_diterima=batch.diterima,
        baris_ditolak=batch.ditolak,
        per_aturan=dict(sorted(rows_per_rule.items())),
        peringatan={rule: n for rule, n in sorted(warnings.items()) if n},
        sudah_ada=False,
        folder=folder,
    )


def _land(receipt: Receipt, batch: Batch, benih: int | None) -> None:
    try:
        audit.record(
            "terima_berkas",
            sumber=receipt.sumber,
            sha256=receipt.sha256,
            diterima=receipt.baris_diterima,
            ditolak=receipt.baris_ditolak,
        )
        extra = {"sintetis": True, "benih": benih, "sidik_kunci": keys.fingerprint("K_pid")}
        landing.land(receipt, batch.tables, extra)
    except OSError as error:
        raise IntakeRefused(
            f"{receipt.nama_berkas}: tidak dapat disimpan ({error.strerror or 'galat disk'}). "
            "Tidak ada yang berubah; periksa ruang disk, lalu ulangi."
        ) from error
