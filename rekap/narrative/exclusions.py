"""Who is known but not counted, in one sentence."""

from rekap import labels
from rekap.reports import SafeTable


def excluded(table: SafeTable) -> str | None:
    """'Tidak dihitung: 3 laki-laki dewasa (di luar indikator) dan ...'; None where nobody is left out."""
    rows = [row for row in table.rows() if row["jumlah"]]
    if not rows:
        return None
    parts = [
        f"{labels.number(row['jumlah'])} {labels.label('pengecualian', row['alasan']).lower()}"
        for row in rows
    ]
    return f"Tidak dihitung dalam salah satu basis: {labels.join(parts)}."
