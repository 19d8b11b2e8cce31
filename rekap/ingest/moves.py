"""Registrations that a newer file has under another kab/kota: a mended code, or another office's number."""

from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from rekap import wilayah
from rekap.ingest import in_force

FEWEST_MOVES = 3
_NAMED = 3  # kab/kota named in a sentence
_PERSON = ("token_nik", "token_nama", "token_lahir")
_SHARED = (
    "bila kedua kantor memang bernomor sama, tambahkan kode kantor pada nomor lewat pemetaan "
    "(gabung dengan awalan), lalu kirim ulang."
)


class SliceUnclear(Exception):
    """A file overlaps an earlier one in a way that only a person can explain; the message says how."""


@dataclass(frozen=True)
class Move:
    """Registrations that an earlier file had under one kab/kota and this one has under another."""

    dari: str
    ke: str
    jumlah: int
    lembar: str
    baris: int


def moved(old: pa.Table, said: pa.Table) -> pa.Table:
    """Registrations that both files have, under two different kab/kota."""
    at = pc.index_in(old["id_korban"], value_set=said["id_korban"].combine_chunks())
    again = said.select(["kode_kab", "lembar", "baris"]).take(at)
    both = pa.table(
        {
            "id_korban": old["id_korban"],
            "dari": old["kode_kab"],
            "ke": again["kode_kab"],
            "lembar": again["lembar"],
            "baris": again["baris"],
        }
    )
    return both.filter(pc.fill_null(pc.not_equal(both["dari"], both["ke"]), False))


def many(moved: pa.Table) -> tuple[Move, ...]:
    """Those moves that are too many to be one typing error mended."""
    found: dict[tuple[str, str], list[dict]] = {}
    for row in moved.to_pylist():
        found.setdefault((row["dari"], row["ke"]), []).append(row)
    first = {pair: min(rows, key=lambda row: (row["lembar"], row["baris"])) for pair, rows in found.items()}
    return tuple(
        Move(*pair, len(rows), first[pair]["lembar"], first[pair]["baris"])
        for pair, rows in sorted(found.items())
        if len(rows) >= FEWEST_MOVES
    )


def sentence(move: Move) -> str:
    return (
        f"Mulai baris ini {move.jumlah} registrasi yang dahulu tercatat di {_place(move.dari)} kini tercatat "
        f"di {_place(move.ke)}, walaupun jumlah seluruhnya dapat tetap sama. Pastikan kode unitnya benar."
    )


def refuse_shared_numbers(
    moved: pa.Table, said: pa.Table, earlier: tuple[Path, ...], told: bool = False
) -> None:
    """Two offices may number alike: then a number under another kab/kota is another person, not a move.

    Where nothing tells persons apart, it must be `told` what the file replaces.
    """
    if not moved.num_rows:
        return
    paths = [path for folder in earlier for path in in_force.in_force_files(folder, "korban")]
    before = in_force.read(paths, ["id_korban", *_PERSON])
    ids = moved["id_korban"].combine_chunks()
    then = before.take(pc.index_in(ids, value_set=before["id_korban"].combine_chunks()))
    now = said.take(pc.index_in(ids, value_set=said["id_korban"].combine_chunks()))
    same = [pc.equal(then[name], now[name]) for name in _PERSON]
    alike, known = pa.chunked_array([pa.array([False] * len(ids))]), same[0]
    for one in same:
        alike, known = pc.or_(alike, pc.fill_null(one, False)), pc.coalesce(known, one)
    others = moved.filter(pc.and_(pc.invert(alike), pc.is_valid(known)))
    if others.num_rows:
        raise SliceUnclear(f"{_used(others)} bagi orang lain. Perbaiki nomornya; {_SHARED}")
    nobody = moved.filter(pc.is_null(known))
    if nobody.num_rows and not told:
        raise SliceUnclear(
            f"{_used(nobody)}, dan tanpa nama, NIK, atau tanggal lahir tidak dapat dipastikan bahwa orangnya "
            "sama. Bila orangnya sama dan kode unitnya diperbaiki, ulangi dengan --tambahan, atau dengan "
            f"--periode bila berkas ini pengganti utuh; {_SHARED}"
        )


def _used(moved: pa.Table) -> str:
    return (
        f"{moved.num_rows} nomor registrasi di berkas ini, untuk {named(moved['ke'])}, sudah dipakai "
        f"{named(moved['dari'])}"
    )


def named(codes: pa.ChunkedArray) -> str:
    """Kab/kota by name and code; of many only the first few."""
    known = sorted(pc.unique(codes).to_pylist())
    listed = ", ".join(map(_place, known[:_NAMED]))
    return listed if len(known) <= _NAMED else f"{listed} dan {len(known) - _NAMED} kab/kota lain"


def _place(kode: str) -> str:
    return f"{wilayah.get(kode).nama} ({kode})"
