"""The door: takes agencies' files in, one receipt each, and tells what has been taken in.

Nothing of an identity leaves this call: sheets and names live in its memory, tokens and codes in the vault.
"""

import hashlib
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from functools import cached_property
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from rekap import audit, keys, settings
from rekap.ingest import again, bookkeeping, contract, in_force, landing, mark, moves, slices
from rekap.ingest.compiling.batch import Context, compile_rows
from rekap.ingest.compiling.findings import TABEL, Finding
from rekap.ingest.compiling.rules import PERINGATAN
from rekap.ingest.landing import Receipt
from rekap.ingest.mapping import Mapping, Match, NotRecognised, choose, load_all
from rekap.ingest.reading.read_file import Book, FileBusy, FileRefused, read_book

Say = Callable[[str], None]


class IntakeRefused(Exception):
    """A file as a whole cannot be taken in; the message is a sentence for the person who sent it."""


class TryLater(IntakeRefused):
    """The fault is not the file's: it may be taken in once the disk, the vault or its copying is in order."""


@dataclass(frozen=True)
class _HandIn:
    """What is the same for all files that are handed in together."""

    sumber: str
    mappings: tuple[Mapping, ...]
    periode: slices.Span | None
    tambahan: bool
    say: Say

    @cached_property
    def sidik(self) -> str:
        """The fingerprint of all that decides how a file is read."""
        read = hashlib.sha256("".join(sorted(m.sidik for m in self.mappings)).encode("utf-8"))
        for path in sorted(settings.REFERENCE.rglob("*")):
            if path.suffix in (".csv", ".toml"):
                read.update(path.read_bytes())
        return read.hexdigest()[:16]


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
    hand_in = _HandIn(sumber, load_all(), periode, tambahan, progress or (lambda _sentence: None))
    taken = []
    # While one file is compiled, the process that reads is busy with the next.
    with ThreadPoolExecutor(1) as reader:
        opened = [reader.submit(_open, path, hand_in) for path in map(Path, paths[:1])]
        for at, path in enumerate(map(Path, paths)):
            opened += [reader.submit(_open, Path(ahead), hand_in) for ahead in paths[at + 1 : at + 2]]
            taken.append(_accept_one(path, opened[at], hand_in))
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
        for path in in_force.in_force_files(receipt.folder, tabel)
    ]


def found(receipt: Receipt, keparahan: str) -> list[Finding]:
    """What was said about rows of one file: why rejected, why held, or what is odd; one entry per reason."""
    path = receipt.folder / f"{TABEL[keparahan]}.parquet"
    if not path.exists():
        return []
    names = Finding.__dataclass_fields__
    # The first version did not write the address of a cell.
    return [
        Finding(**{name: row.get(name) or "" for name in names}) for row in pq.read_table(path).to_pylist()
    ]


def folders(sumber: str) -> tuple[Path, ...]:
    """Where everything of one source has landed."""
    return tuple(receipt.folder for receipt in receipts() if receipt.sumber == sumber)


def _check_source(sumber: str) -> None:
    if settings.instalasi().data == "asli":
        raise IntakeRefused(
            "Pemasangan ini untuk data asli. Data asli belum dapat diterima "
            "sebelum fitur masuk (sign-in) tersedia."
        )
    check_known(sumber)


def check_known(sumber: str) -> None:
    """IntakeRefused, with the names that are known, for one that is not."""
    if sumber not in (known := contract.codes("sumber")):
        raise IntakeRefused(f"Sumber '{sumber}' tidak dikenal. Yang dikenal: {', '.join(known)}.")


def _accept_one(path: Path, opened: Future, hand_in: _HandIn) -> Receipt:
    try:
        hand_in.say(f"Membaca {path.name} ...")
        folder, book, last = opened.result()
        if book is None:
            return _known(path.name, folder, hand_in)
        if last is None:
            return _take(book, folder, hand_in)
        return _take(book, folder, replace(hand_in, tambahan=True, periode=None), last)
    except (FileBusy, landing.LandingDamaged) as error:
        raise TryLater(f"{path.name}: {error}") from error
    except (FileRefused, NotRecognised, moves.SliceUnclear) as error:
        raise IntakeRefused(f"{path.name}: {error}") from error


def _known(nama_berkas: str, folder: Path, hand_in: _HandIn, corrected_by: list[str] = ()) -> Receipt:
    """A file that came before changes nothing, not even when a newer one has replaced or corrected it."""
    whole = in_force.replacements(folder, folders(hand_in.sumber))
    if newer := whole or corrected_by:
        by = max((r for r in receipts() if r.folder.name in newer), key=lambda r: r.diterima_pada)
        hand_in.say(
            f"{nama_berkas}: {'isinya' if whole else 'sebagian isinya'} sudah digantikan oleh "
            f"{by.nama_berkas} ({by.diterima_pada}) dan tetap tidak dihitung. "
            "Bila isi ini yang benar, kirim sebagai perbaikan: ubah sedikit baris judulnya."
        )
    return landing.receipt_at(folder, sudah_ada=True)


def _open(path: Path, hand_in: _HandIn) -> tuple[Path, Book | None, Receipt | None]:
    """Where a file will land, its sheets unless it has landed already, and how it was read before.

    A file whose rows were rejected or held is worth reading again once a mapping, list or rule has changed.
    """
    digest, sumber = _digest(path), hand_in.sumber
    earlier = [r for r in receipts() if (r.sumber, r.sha256) == (sumber, digest)]
    folder = landing.folder_of(sumber, digest)
    last = max(earlier, key=lambda r: r.diterima_pada, default=None)
    if last:
        if last.sidik_bacaan == hand_in.sidik or not last.baris_ditolak + last.baris_dikarantina:
            return last.folder, None, last
        folder = landing.folder_of(sumber, hashlib.sha256(f"{digest}{hand_in.sidik}".encode()).hexdigest())
    book = read_book(path)
    if book.sha256 != digest:
        raise FileBusy("Berkas berubah selagi dibaca. Tunggu sampai selesai disalin, lalu ulangi.")
    return folder, book, last


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError as error:
        raise FileRefused("Berkas tidak ditemukan.") from error
    except OSError as error:
        raise FileBusy(f"Berkas tidak dapat dibuka: {error.strerror}.") from error


def _take(book: Book, folder: Path, hand_in: _HandIn, last: Receipt | None = None) -> Receipt:
    benih, sumber = mark.check(book), hand_in.sumber
    match = choose(book, hand_in.mappings)
    batch = compile_rows(match, _context(sumber, folder, book, folders(sumber)))
    with landing.one_writer():
        if landed := landing.receipt_at(folder, sudah_ada=True):
            return landed  # the same file, taken by somebody else meanwhile
        if last and (newer := again.corrections(last, batch.tables["korban"])):
            return _known(book.nama_berkas, last.folder, hand_in, newer)
        slice_ = (hand_in.periode, hand_in.tambahan, _is_numbered(match))
        out = slices.replaced(batch, folders(sumber), *slice_)
        batch.findings[PERINGATAN].extend(bookkeeping.move_findings(out, book.nama_berkas))
        receipt = bookkeeping.receipt(batch, match, book, sumber, folder, out, hand_in.sidik)
        tables = batch.tables | bookkeeping.tables(batch, receipt, out)
        _land(receipt, tables, bookkeeping.held_tables(batch, receipt, out), benih)
    return receipt


def _is_numbered(match: Match) -> bool:
    """Whether the source has registration numbers of its own by which a victim is recognised again."""
    targets = [target for page in match.mapping.lembar for target in page.target]
    asal = [target.kolom.get(name) for target in targets for name in ("no_registrasi", "no_korban")]
    return all(one.judul for one in asal if one is not None)


def _today() -> date:
    """The latest date anywhere in Indonesia (UTC+9), so that no fresh row is refused."""
    return datetime.now(timezone(timedelta(hours=9))).date()


def _context(sumber: str, folder: Path, book: Book, earlier: tuple[Path, ...]) -> Context:
    instalasi = settings.instalasi()

    def covers(kode_kab: str) -> bool:
        own = instalasi.kode
        return instalasi.tingkat == "nasional" or kode_kab == own or kode_kab.startswith(own + ".")

    who, sidik = (sumber, folder.name, book.nama_berkas), book.sha256[:16]
    return Context(*who, keys.key("K_pid"), _today(), covers, earlier, sidik)


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
        raise TryLater(
            f"{receipt.nama_berkas}: tidak dapat disimpan ({error.strerror or 'galat disk'}). "
            "Tidak ada yang berubah; periksa ruang disk, lalu ulangi."
        ) from error
