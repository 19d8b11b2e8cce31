"""Lands the ASCII tables of a test the way intake does, one hand-in at a time."""

from pathlib import Path

import pyarrow as pa

from rekap.ingest import contract, landing
from rekap.ingest.compiling.columns import ARROW
from tests import ascii


def hand_in(sidik: str = "a" * 64, sumber: str = "uptd", **tables: str) -> str:
    """One accepted file; the answer is the name under which its rows, and later hand-ins, know it."""
    folder = landing.folder_of(sumber, sidik)
    rows = {
        name: _arrow(name, [{**row, "berkas": folder.name} for row in found])
        for name, found in ascii.landed(**tables).items()
    }
    landing.land(_receipt(sidik, sumber, folder), rows, {}, {"sintetis": True, "benih": 354})
    return folder.name


def _arrow(name: str, rows: list[dict]) -> pa.Table:
    schema = pa.schema([(column, ARROW[kind]) for column, kind in contract.tables()[name].items()])
    return pa.Table.from_pylist(rows, schema=schema)


def _receipt(sidik: str, sumber: str, folder: Path) -> landing.Receipt:
    return landing.Receipt(
        sha256=sidik,
        nama_berkas="berkas.xlsx",
        sumber=sumber,
        pemetaan="uji",
        baris_masuk=1,
        baris_diterima=1,
        baris_dikarantina=0,
        baris_ditolak=0,
        per_aturan={},
        peringatan={},
        korban_digantikan=0,
        korban_hilang=0,
        sidik_bacaan="uji",
        diterima_pada=landing.now(),
        oleh="uji",
        sudah_ada=False,
        folder=folder,
    )
