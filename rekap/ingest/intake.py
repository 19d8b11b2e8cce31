"""The door: takes agencies' files in, one receipt each, and tells what has been taken in.

Nothing of an identity leaves this call: sheets and names live in its memory, tokens and codes in the vault.
"""

import getpass
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rekap import audit, keys, settings
from rekap.ingest import contract, landing, slices, typed
from rekap.ingest.batch import Batch, Context, compile_rows
from rekap.ingest.columns import ARROW
from rekap.ingest.findings import TABEL, Finding
from rekap.ingest.landing import Receipt
from rekap.ingest.mapping import Match, NotRecognised, choose, load_all
from rekap.ingest.read_file import Book, FileRefused, Sheet, read_book

SYNTHETIC_MARK = "DATA SINTETIS"

Say = Callable[[str], None]


class IntakeRefused(Exception):
    """A file as a whole cannot be taken in; the message is a sentence for the person who sent it."""


def accept(
    paths: list[Path],
    sumber: str,
    progress: Say | None = None,
    periode: slices.Span | None = None,
    tambahan: bool = False,
) -> list[Receipt]:
    """Take files of one source in, each whole or not at all; IntakeRefused at the first that cannot be.

    Files before the refused one stay: each is a hand-in of its own, and the same file again changes nothing.
    `periode` says for which months each file is all there is, `tambahan` that it only adds to earlier ones.
    """
    _check_source(sumber)
    say = progress or (lambda _sentence: None)
    taken = []
    # While one file is compiled, the process that reads is busy with the next.
    with ThreadPoolExecutor(1) as reader:
        opened = [reader.submit(_open, path, sumber) for path in map(Path, paths[:1])]
        for at, path in enumerate(map(Path, paths)):
            opened += [reader.submit(_open, Path(ahead), sumber) for ahead in paths[at + 1 : at + 2]]
            taken.append(_accept_one(path, sumber, opened[at], say, periode, tambahan))
            opened[at] = None  # a sheet in memory is large, and done with
    return taken


def receipts() -> list[Receipt]:
    """Everything that has been taken in."""
    return landing.all_receipts()


def landed_files() -> list[tuple[Receipt, Path]]:
    """Every landed table file that counts, with its receipt; a file is named after its table."""
    return [
        (receipt, path)
        for receipt in receipts()
        for tabel in contract.all_tables()
        for path in slices.in_force_files(receipt.folder, tabel)
    ]


def found(receipt: Receipt, keparahan: str) -> list[Finding]:
    """What was said about rows of one file: why rejected, why held, or what is odd; one entry per reason."""
    path = receipt.folder / f"{TABEL[keparahan]}.parquet"
    if not path.exists():
        return []
    return [
        Finding(**row) for row in pq.read_table(path, columns=list(Finding.__dataclass_fields__)).to_pylist()
    ]


def release(berkas: str, alasan: str) -> Receipt:
    """Let the held rows of one file count; refused where a newer file has brought the same victims."""
    receipt = next((r for r in receipts() if r.folder.name == berkas), None)
    if receipt is None or not receipt.baris_dikarantina:
        raise IntakeRefused(f"Tidak ada baris yang ditahan pada berkas {berkas}.")
    if not alasan.strip():
        raise IntakeRefused("Sebutkan alasan melepas baris yang ditahan.")
    with landing.one_writer():
        held = pq.read_table(receipt.folder / landing.HELD / "korban.parquet", columns=["id_korban"])
        others = [r.folder for r in receipts() if r.sumber == receipt.sumber and r.folder != receipt.folder]
        if slices.any_in_force(others, held.column("id_korban")):
            raise IntakeRefused(
                "Korban yang ditahan sudah dikirim ulang dalam berkas lain; tidak perlu dilepas."
            )
        audit.record("lepas_karantina", sumber=receipt.sumber, sha256=receipt.sha256, alasan=alasan)
        landing.release(receipt.folder, alasan, _who())
    return receipt


def _check_source(sumber: str) -> None:
    if settings.instalasi().data == "asli":
        raise IntakeRefused(
            "Pemasangan ini untuk data asli. Data asli belum dapat diterima "
            "sebelum fitur masuk (sign-in) tersedia."
        )
    if sumber not in (known := contract.codes("sumber")):
        raise IntakeRefused(f"Sumber '{sumber}' tidak dikenal. Yang dikenal: {', '.join(known)}.")


def _accept_one(path: Path, sumber: str, opened: Future, say: Say, periode, tambahan: bool) -> Receipt:
    try:
        say(f"Membaca {path.name} ...")
        folder, book = opened.result()
        if book is None:
            return landing.receipt_at(folder, sudah_ada=True)
        return _take(book, sumber, folder, periode, tambahan)
    except (FileRefused, NotRecognised, landing.LandingDamaged, slices.SliceUnclear) as error:
        raise IntakeRefused(f"{path.name}: {error}") from error


def _open(path: Path, sumber: str) -> tuple[Path, Book | None]:
    """Where a file will land, and its sheets unless it has landed already."""
    folder = landing.folder_of(sumber, _digest(path))
    if folder.is_dir():
        return folder, None
    book = read_book(path)
    if landing.folder_of(sumber, book.sha256) != folder:
        raise FileRefused("Berkas berubah selagi dibaca. Tunggu sampai selesai disalin, lalu ulangi.")
    return folder, book


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise FileRefused("Berkas tidak ditemukan.") from error
    except OSError as error:
        raise FileRefused(f"Berkas tidak dapat dibuka: {error.strerror}.") from error


def _take(book: Book, sumber: str, folder: Path, periode, tambahan: bool) -> Receipt:
    benih = _check_mark(book)
    match = choose(book, load_all())
    earlier = tuple(r.folder for r in receipts() if r.sumber == sumber)
    batch = compile_rows(match, _context(sumber, folder, book.nama_berkas, earlier))
    with landing.one_writer():
        if landed := landing.receipt_at(folder, sudah_ada=True):
            return landed  # the same file, taken by somebody else meanwhile
        earlier = tuple(r.folder for r in receipts() if r.sumber == sumber)
        out = slices.replaced(batch.tables, earlier, periode, tambahan, _is_numbered(match))
        receipt = _receipt(batch, match, book, sumber, folder, out)
        tables = batch.tables | _found_tables(batch, receipt) | {"digantikan": _marked(receipt, out)}
        _land(receipt, tables, batch.held, benih)
    return receipt


def _is_numbered(match: Match) -> bool:
    """Whether the source has registration numbers of its own by which a victim is recognised again."""
    asal = [t.kolom.get("no_registrasi") for page in match.mapping.lembar for t in page.target]
    return all(one.judul for one in asal if one is not None)


def _check_mark(book: Book) -> int | None:
    """The seed in the mark; refuses a sheet without one, since real data needs sign-in, still to come."""
    marks = [(sheet, _first_text(sheet)) for sheet in book.sheets if sheet.cells.num_rows]
    for sheet, mark in marks or [(None, "")]:
        if not mark.startswith(SYNTHETIC_MARK):
            where = f" di lembar {sheet.nama}" if sheet and sheet.nama else ""
            raise FileRefused(
                f"Tidak ada tanda {SYNTHETIC_MARK} pada baris pertama{where}. "
                "Data asli belum dapat diterima sebelum fitur masuk (sign-in) tersedia."
            )
    seed = re.search(r"benih (\d{1,9})", marks[0][1])
    return int(seed.group(1)) if seed else None


def _first_text(sheet: Sheet) -> str:
    first = (typed.decode(column[0].as_py()) for column in sheet.cells.columns)
    return next((cell.strip() for cell in first if isinstance(cell, str) and cell.strip()), "")


def _today() -> date:
    """The latest date anywhere in Indonesia (UTC+9), so that no fresh row is refused."""
    return datetime.now(timezone(timedelta(hours=9))).date()


def _context(sumber: str, folder: Path, nama_berkas: str, earlier: tuple[Path, ...]) -> Context:
    instalasi = settings.instalasi()

    def covers(kode_kab: str) -> bool:
        own = instalasi.kode
        return instalasi.tingkat == "nasional" or kode_kab == own or kode_kab.startswith(own + ".")

    return Context(sumber, folder.name, nama_berkas, keys.key("K_pid"), _today(), covers, earlier)


def _who() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "tidak diketahui"


def _receipt(batch: Batch, match: Match, book: Book, sumber: str, folder: Path, out) -> Receipt:
    counts = {kind: _rows_per_rule(findings) for kind, findings in batch.findings.items()}
    warnings = counts["peringatan"]
    warnings["kolom_tidak_dipakai"] = sum(len(page.unused) for page in match.sheets)
    warnings["lembar_tidak_dipakai"] = match.unknown_sheets
    warnings["baris_dilewati"] = sum(len(page.skipped) for page in match.sheets)
    return Receipt(
        sha256=book.sha256,
        nama_berkas=book.nama_berkas,
        sumber=sumber,
        pemetaan=match.mapping.nama,
        baris_masuk=batch.masuk,
        baris_diterima=batch.diterima,
        baris_dikarantina=batch.dikarantina,
        baris_ditolak=batch.ditolak,
        per_aturan=dict(sorted((counts["tolak"] + counts["karantina"]).items())),
        peringatan={rule: n for rule, n in sorted(warnings.items()) if n},
        korban_digantikan=out.korban,
        korban_hilang=out.tanpa_pengganti,
        diterima_pada=landing.now(),
        oleh=_who(),
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


def _marked(receipt: Receipt, out: slices.Replaced) -> pa.Table:
    """Records taken out of force, as this file's own; they stand in no sheet of it."""
    length = out.rows.num_rows
    shared = {"sumber": receipt.sumber, "berkas": receipt.folder.name, "lembar": "", "baris": 0}
    columns = {name: pa.array([value] * length) for name, value in shared.items()}
    columns |= {name: out.rows.column(name) for name in out.rows.schema.names}
    return pa.table(columns).cast(_schema("digantikan"))


def _schema(tabel: str) -> pa.Schema:
    return pa.schema([(name, ARROW[kind]) for name, kind in contract.tables()[tabel].items()])


def _land(
    receipt: Receipt, tables: dict[str, pa.Table], held: dict[str, pa.Table], benih: int | None
) -> None:
    try:
        audit.record(
            "terima_berkas",
            sumber=receipt.sumber,
            sha256=receipt.sha256,
            diterima=receipt.baris_diterima,
            dikarantina=receipt.baris_dikarantina,
            ditolak=receipt.baris_ditolak,
        )
        extra = {"sintetis": True, "benih": benih, "sidik_kunci": keys.fingerprint("K_pid")}
        landing.land(receipt, tables, held, extra)
    except OSError as error:
        raise IntakeRefused(
            f"{receipt.nama_berkas}: tidak dapat disimpan ({error.strerror or 'galat disk'}). "
            "Tidak ada yang berubah; periksa ruang disk, lalu ulangi."
        ) from error
