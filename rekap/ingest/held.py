"""Rows in quarantine: a person has looked, and lets them count."""

import pyarrow.parquet as pq

from rekap import audit
from rekap.ingest import bookkeeping, in_force, intake, landing
from rekap.ingest.intake import IntakeRefused
from rekap.ingest.landing import Receipt


def release(berkas: str, alasan: str) -> Receipt:
    """Let the held rows of one file count; refused where a newer file has brought the same victims."""
    receipt = next((r for r in intake.receipts() if r.folder.name == berkas), None)
    if receipt is None or not receipt.baris_dikarantina:
        raise IntakeRefused(f"Tidak ada baris yang ditahan pada berkas {berkas}.")
    if not alasan.strip():
        raise IntakeRefused("Sebutkan alasan melepas baris yang ditahan.")
    with landing.one_writer():
        if in_force.is_released(receipt.folder):
            raise IntakeRefused(f"Baris yang ditahan pada berkas {berkas} sudah dilepas sebelumnya.")
        if _is_sent_again(receipt):
            raise IntakeRefused(
                "Berkas ini sudah digantikan, atau korban yang ditahan sudah dikirim ulang dalam berkas "
                "lain; tidak perlu dilepas."
            )
        audit.record("lepas_karantina", sumber=receipt.sumber, sha256=receipt.sha256, alasan=alasan)
        landing.release(receipt.folder, alasan, bookkeeping.who())
    return receipt


def _is_sent_again(receipt: Receipt) -> bool:
    others = [folder for folder in intake.folders(receipt.sumber) if folder != receipt.folder]
    held = receipt.folder / landing.HELD / "korban.parquet"
    ids = pq.read_table(held, columns=["id_korban"])["id_korban"] if held.exists() else None
    return bool(in_force.replacements(receipt.folder, others)) or (
        ids is not None and in_force.any_in_force(others, ids)
    )
