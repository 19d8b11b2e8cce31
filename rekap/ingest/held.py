"""Rows in quarantine: a person has looked, and lets them count."""

import pyarrow.compute as pc

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
    held = receipt.folder / landing.HELD
    ids = in_force.read([held / "korban.parquet"], ["id_korban"])["id_korban"]
    known = in_force.victims(others)
    known = known.filter(pc.is_in(known["id_korban"], value_set=ids.combine_chunks()))
    # Those that the held rows are to replace were there before them.
    older = in_force.read([held / "digantikan.parquet"], ["berkas_lama", "id"])
    older = pc.is_in(
        in_force.key_text(known, ("berkas", "id_korban")),
        value_set=in_force.key_text(older, ("berkas_lama", "id")),
    )
    return bool(in_force.replacements(receipt.folder, others)) or in_force.count(pc.invert(older)) > 0
