"""The codebook on the Metode screen: what is asked of agencies, one kind of record at a time."""

import csv
import html
from functools import lru_cache

import streamlit as st

from rekap import settings

FIRST = "korban"
_INTRO = (
    "Yang diminta dari instansi, menurut jenis catatan. Nama, NIK, tanggal lahir, dan nomor hanya dibaca "
    "untuk mengenali orang yang sama; yang disimpan hanya sandinya. Pengelola dapat membuat templat XLSX "
    "dengan kolom ini."
)
_KEPT = {
    "sebagai sandi": "Hanya sandinya disimpan",
    "sebagai kode": "Disimpan sebagai kode",
    "tidak": "Hanya dibaca, tidak disimpan",
}


def show() -> None:
    """One kind of record and its columns."""
    st.html(
        f'<article class="rk-naskah" id="buku-kode"><h2>Buku kode</h2><p>{html.escape(_INTRO)}</p></article>'
    )
    tables = _tables()
    names = sorted(tables, key=lambda name: tables[name][0]["judul_tabel"].lower())
    picked = st.selectbox(
        "Jenis catatan",
        names,
        index=names.index(FIRST),
        format_func=lambda name: tables[name][0]["judul_tabel"],
        key="rk_buku_kode",
        width=480,
    )
    about, *columns = tables[picked]
    lines = "".join(_line(column) for column in columns)
    st.html(f'<article class="rk-naskah"><p>{html.escape(about["arti"])}.</p><dl>{lines}</dl></article>')


@lru_cache(maxsize=1)
def _tables() -> dict[str, list[dict[str, str]]]:
    """Table -> the line about the table itself, then those of the columns that an agency fills."""
    tables: dict[str, list[dict[str, str]]] = {}
    with (settings.REFERENCE / "buku_kode.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if not row["kolom"] or row["diisi"] == "ya":
                tables.setdefault(row["tabel"], []).append(row)
    return {name: rows for name, rows in tables.items() if len(rows) > 1}


def _line(column: dict[str, str]) -> str:
    offered = ", ".join(pair.partition(" = ")[2] for pair in column["pilihan"].split("; ") if pair)
    said = [
        column["arti"],
        f"{column['tipe'].capitalize()}: {offered}" if offered else column["tipe"].capitalize(),
    ]
    said += ["Wajib"] if column["wajib"] == "ya" else []
    said += [_KEPT[column["disimpan"]]] if column["disimpan"] in _KEPT else []
    return f"<div><dt>{html.escape(column['judul'])}</dt><dd>{html.escape('. '.join(said))}.</dd></div>"
