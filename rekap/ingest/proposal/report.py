"""From a file to a proposed mapping on disk, and what a person and a program are told about it."""

from pathlib import Path

from rekap import disk, settings, wilayah
from rekap.ingest import contract, mark
from rekap.ingest.mapping import NotRecognised, choose, load_all, office_folder
from rekap.ingest.proposal import Proposal, ProposalRefused, SheetProposal, propose
from rekap.ingest.proposal.assign import SURE
from rekap.ingest.proposal.toml_text import toml
from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.read_file import Book, read_book


def make(
    path: Path, sumber: str | None, kode: str | None, lembar: str | None, keluar: Path | None
) -> tuple[Path, Proposal]:
    """Proposes a mapping for a file and saves it; `kode` is the kab/kota or province that it is about."""
    if sumber and sumber not in (known := contract.codes("sumber")):
        raise ProposalRefused(f"Sumber '{sumber}' tidak dikenal. Yang dikenal: {', '.join(known)}.")
    kode = _known(kode) if kode else None
    try:
        book = read_book(path)
        mark.check(book)
    except FileRefused as error:
        raise ProposalRefused(f"{path.name}: {error}") from error
    if keluar is None and (known := _known_as(book)):
        raise ProposalRefused(
            f"{path.name}: Sudah dikenal sebagai {known}; langsung jalankan terima. "
            "Bila tetap perlu usulan, sebut nama berkasnya dengan --keluar."
        )
    proposal = propose(book, kode, lembar)
    if sumber:
        proposal.nama = f"{sumber}_{proposal.nama}"
    target = keluar or office_folder() / f"{proposal.nama}.toml"
    _write(proposal, target, (kode or settings.instalasi().kode)[:2])
    return target, proposal


def _known_as(book: Book) -> str | None:
    """The mapping by which the file is read already."""
    try:
        return choose(book, load_all()).mapping.nama
    except NotRecognised:
        return None


def _known(kode: str) -> str:
    found = wilayah.dotted(kode, "kabkota") or wilayah.dotted(kode, "provinsi")
    if found is None:
        raise ProposalRefused(f"{kode} bukan kode provinsi atau kab/kota (contoh: 35.17).")
    return found


def _write(proposal: Proposal, path: Path, wilayah_induk: str | None) -> None:
    """Saves a proposal where there is no file yet: what a person has reviewed is never overwritten."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise ProposalRefused(
                f"{path} sudah ada dan tidak ditimpa. "
                "Hapus lebih dahulu, atau sebut nama lain dengan --keluar."
            )
        disk.replace_text(path, toml(proposal, wilayah_induk))
    except OSError as error:
        raise ProposalRefused(f"{path} tidak dapat ditulis. Periksa folder dan hak tulisnya.") from error


def sentences(proposal: Proposal) -> list[str]:
    """What was found and what is left to decide, line by line."""
    said = []
    for sheet in proposal.sheets:
        given, name = sheet.assigned, f"Lembar {sheet.nama}" if sheet.nama else "Berkas"
        unsure = sum(pick.keyakinan < SURE for pick in given.picks.values())
        said.append(
            f"{name}: judul di baris {sheet.baris_judul + 1}, {len(given.picks)} isian dipetakan "
            f"({unsure} kurang yakin), {len(given.left)} judul belum dipakai."
        )
        said += [f"  belum dipakai: {judul}" for judul in given.left]
    said += [f"  mirip {k} ({d}): {e}, {n} baris" for d, e, k, _, n in proposal.mirip]
    said += [f"  tidak dikenal ({name}): {word}, {n} baris" for name, word, n in proposal.tidak_dikenal]
    said += [f"PERLU DIPERIKSA: {question}." for question in proposal.perlu]
    return said


def summary(proposal: Proposal) -> dict:
    """What a program may want to know of a proposal; of values only the spellings that the file holds too."""
    return {
        "pemetaan": proposal.nama,
        "perlu_diperiksa": proposal.perlu,
        "lembar": [_sheet_summary(sheet) for sheet in proposal.sheets],
        "ejaan_mirip": [
            {"daftar": d, "ejaan": e, "kode": k, "keyakinan": round(s, 2), "baris": n}
            for d, e, k, s, n in proposal.mirip
        ],
        "ejaan_tidak_dikenal": [
            {"isian": name, "ejaan": word, "baris": count} for name, word, count in proposal.tidak_dikenal
        ],
    }


def _sheet_summary(sheet: SheetProposal) -> dict:
    picks = sheet.assigned.picks.items()
    return {
        "nama": sheet.nama,
        "baris_judul": sheet.baris_judul + 1,
        "kolom": [{"isian": n, "judul": p.judul, "keyakinan": round(p.keyakinan, 2)} for n, p in picks],
        "kolom_ya_tidak": sheet.assigned.ticks,
        "kolom_layanan": dict(sheet.assigned.services),
        "judul_tidak_dipakai": sheet.assigned.left,
    }
