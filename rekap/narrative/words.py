"""The smallest pieces of a sentence."""

import pandas as pd

from rekap import labels, metrics
from rekap.reports import SafeTable

ADA_NILAI = ("nilai", "nol")
_BATAS = {"paling_banyak": "paling banyak", "paling_sedikit": "paling sedikit"}
_BILANGAN = (
    *("nol", "satu", "dua", "tiga", "empat", "lima"),
    *("enam", "tujuh", "delapan", "sembilan", "sepuluh"),
)
_SEBUTAN = {
    "nasional": "negara",
    "provinsi": "provinsi",
    "kabkota": "kabupaten/kota",
    "zona": "zona",
    "kecamatan": "kecamatan",
}


def one(table: SafeTable) -> dict:
    """The only row of a table; a missing count is None."""
    rows = table.rows()
    if len(rows) != 1:
        raise ValueError(f"kalimat ini membutuhkan satu baris, bukan {len(rows)}")
    return rows[0]


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def spelled(count: int) -> str:
    """Small numbers as words."""
    return _BILANGAN[count] if count <= 10 else labels.number(count)


def kind(tingkat: str) -> str:
    """What the regions of a level are called in a sentence."""
    return _SEBUTAN[tingkat]


def place(row: dict) -> str:
    """'di Kab. Jombang'; people from outside are not in a place."""
    if row["kode_wilayah"].endswith(metrics.LUAR):
        return "yang berdomisili di luar wilayah atau tidak diketahui domisilinya"
    return f"di {'Kecamatan ' if row['tingkat'] == 'kecamatan' else ''}{row['nama']}"


def share(persen: metrics.Persen) -> str:
    """'39,8 %', 'sekitar 41 %', 'paling banyak 15 %'; the word when there is no value."""
    if persen.nilai is None:
        return persen.teks
    if persen.jenis == "pasti":
        return persen.teks
    return f"{_BATAS.get(persen.jenis, 'sekitar')} {labels.percent(persen.nilai, 0)}"


def apart(low: dict, high: dict) -> bool:
    """Whether one share is lower for certain: protected ones only when their ranges do not meet."""
    return low["cakupan"].atas < high["cakupan"].bawah


def ratio(row: dict, tier: str) -> str:
    """'102 dari 256': what stands under every share."""
    shown = [None if pd.isna(row[name]) else int(row[name]) for name in ("pembilang", "penyebut")]
    return " dari ".join(labels.count(value, tier) for value in shown)


def points(value: float, tier: str) -> str:
    """A difference of shares, without its sign."""
    exact = tier == "internal"
    return f"{'' if exact else 'sekitar '}{labels.number(abs(value), 1 if exact else 0)} poin"
