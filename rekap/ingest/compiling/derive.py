"""What lands of a draft instead of what was read: tokens, codes of places; and what its columns rule out."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pyarrow as pa

from rekap.ingest import contract
from rekap.ingest.compiling import victim
from rekap.ingest.compiling.columns import Draft
from rekap.ingest.compiling.distinct import groups, over_distinct
from rekap.ingest.compiling.identity import Tokens
from rekap.ingest.compiling.rules import PERINGATAN, TOLAK
from rekap.ingest.contract import Column
from rekap.ingest.mapping.cells import KODE_TIDAK_DIKENAL, Fault

VICTIM = "korban"
ALL = "semua"
# Short and without spaces, and neither a NIK nor an address of a person.
_CODE = re.compile(r"(?!.*\d{12})[^\s@]{1,40}")


@dataclass(frozen=True)
class Found:
    """Something about one entry; `sekali` is said at its first row only."""

    keparahan: str
    entri: int
    kolom: str
    fault: Fault
    sekali: bool = False


def derive(draft: Draft, tokens: Tokens, sumber: str, covers: Callable[[str], bool]) -> list[Found]:
    """Fill the derived columns of a draft; returns what was found on the way."""
    for name, column in draft.table.kolom.items():
        if column.token:
            draft.derived[name] = _token(draft, column, tokens, sumber)
    if draft.table.nama == VICTIM:
        victim.derive(draft, tokens)
        wrong = [Found(TOLAK, *where) for where in victim.faults(draft, covers)]
        # A flat file repeats a victim for every service; what is odd about her is said once.
        return wrong + [Found(PERINGATAN, *where, sekali=True) for where in victim.nik_warnings(draft)]
    found = list(_outside(draft, covers)) if draft.table.induk is None else []
    for name, column in draft.table.kolom.items():
        if column.bentuk == "kecamatan" and column.dari in draft.columns:
            found += _place(draft, name, column)
        if column.di_bawah and column.daftar == "rincian_layanan":
            found += _under(draft, name, column)
        elif column.di_bawah:
            found += _grouped(draft, name, column)
        if column.bentuk == "kode" and name in draft.columns:
            found += _codes(draft, name)
    return found


def _token(draft: Draft, column: Column, tokens: Tokens, sumber: str) -> pa.Array:
    """Numbers are the source's own, so its name is mixed in, or that of the source whose number it is."""
    kind, *inputs = column.token
    whose = sumber
    if column.token_sumber and column.token_sumber in draft.columns:
        whose = draft.column(column.token_sumber).fill_null(sumber)
    if column.token_sumber:
        return tokens.of(kind, whose, *(draft.column(name) for name in inputs))
    return draft.reader.shared(draft, inputs, (kind,), lambda *parts: tokens.of(kind, sumber, *parts))


def _outside(draft: Draft, covers: Callable[[str], bool]) -> Iterator[Found]:
    if "kode_kab" in draft.columns and not draft.table.fillable()["kode_kab"].boleh_di_luar:
        for (kode,), entries in groups(draft.column("kode_kab")):
            if kode and not covers(kode):
                yield from (Found(TOLAK, at, "kode_kab", victim.outside_fault()) for at in entries)


def _place(draft: Draft, name: str, column: Column) -> Iterator[Found]:
    """A kecamatan by its name, within the kab/kota that another column says."""
    given, within = draft.column(column.dari), draft.column(column.dalam)
    draft.derived[name] = over_distinct(
        lambda nama, kab: victim.kecamatan_named(nama, kab) if nama and kab else None,
        pa.string(), given, within,
    )  # fmt: skip
    for (nama, kab), entries in groups(given, within):
        if nama and (not kab or victim.kecamatan_named(nama, kab) is None):
            yield from (Found(TOLAK, at, column.dari, victim.kecamatan_fault(nama)) for at in entries)


def _under(draft: Draft, name: str, column: Column) -> Iterator[Found]:
    """A detail stands under its own services only."""
    allowed = contract.services_of_details()
    for (detail, service), entries in groups(draft.column(name), draft.column(column.di_bawah)):
        if detail and service and service not in allowed[detail]:
            pesan = f"Rincian ini tidak ada di bawah layanan {service}; perbaiki salah satunya."
            yield from (Found(TOLAK, at, name, Fault("rincian_tidak_cocok", pesan)) for at in entries)


def _grouped(draft: Draft, name: str, column: Column) -> Iterator[Found]:
    """A group is one of the list that another column names, or all; as its code, however it was spelt."""
    given, lists = draft.column(name), draft.column(column.di_bawah)
    spellings = draft.reader.mapping.spellings

    def code(text: str | None, daftar: str | None) -> str | None:
        known = {ALL: ALL} | ({} if daftar in (None, ALL) else spellings(daftar))
        return known.get(contract.normal(text or ""))

    draft.derived[name] = over_distinct(code, pa.string(), given, lists)
    for (text, daftar), entries in groups(given, lists):
        if text and daftar and code(text, daftar) is None:
            asked = "Isi dengan 'semua'" if daftar == ALL else f"Isi dengan kode dari daftar {daftar}"
            pesan = f"tidak ada dalam rincian itu. {asked.replace('_', ' ')}."
            yield from (Found(TOLAK, at, name, Fault(KODE_TIDAK_DIKENAL, pesan, text)) for at in entries)


def _codes(draft: Draft, name: str) -> Iterator[Found]:
    """No closed list holds these codes, so their form alone tells them from what a person writes."""
    pesan = "Bukan kode: paling panjang 40 huruf, tanpa spasi, tanpa tanda @. Tulis kodenya saja."
    for (text,), entries in groups(draft.column(name)):
        if text and _CODE.fullmatch(text) is None:
            yield from (Found(TOLAK, at, name, Fault("bukan_kode", pesan)) for at in entries)
