"""What lands, lands whole, once, and readable by nobody else."""

import json
import os
import stat

import pyarrow.parquet as pq
import pytest

from rekap import audit, settings
from rekap.ingest import contract, intake, landing
from tests.ingest.files import simfoni, take_simfoni, workbook

pytestmark = pytest.mark.usefixtures("read_here")


def landed_paths() -> list[str]:
    return sorted(str(p.relative_to(settings.vault_dir())) for p in settings.vault_dir().rglob("*"))


def test_the_receipt_says_what_happened(tmp_path):
    taken = take_simfoni(tmp_path, {}, {"No Korban": "2", "Usia": "?"})

    raw = json.loads((taken.receipt.folder / "penerimaan.json").read_text(encoding="utf-8"))
    assert raw.pop("diterima_pada") > "2026"
    assert raw.pop("oleh")
    assert len(raw.pop("sidik_kunci")) == len(raw.pop("sidik_bacaan")) == 16
    assert raw.pop("sha256")[:16] == taken.receipt.folder.name
    assert raw == {
        "nama_berkas": "simfoni.csv",
        "sumber": "simfoni",
        "pemetaan": "simfoni_v2",
        "sintetis": True,
        "benih": 7,
        "baris_masuk": 2,
        "baris_diterima": 1,
        "baris_dikarantina": 0,
        "baris_ditolak": 1,
        "korban_digantikan": 0,
        "korban_hilang": 0,
        "per_aturan": {"bukan_angka": 1},
        "peringatan": {},
    }


def test_every_table_with_rows_lands_with_the_types_of_the_contract(tmp_path):
    folder = take_simfoni(tmp_path, {}).receipt.folder

    landed = {path.stem for path in folder.glob("*.parquet")}
    assert {"kasus", "korban", "korban_bagian_nama", "korban_kekerasan", "layanan"} == landed
    for name in landed:
        columns = contract.tables()[name]
        schema = pq.read_schema(folder / f"{name}.parquet")
        assert schema.names == list(columns)
        kinds = {"string": "varchar", "int32": "integer", "date32[day]": "date", "timestamp[ms]": "timestamp"}
        assert [kinds[str(kind)] for kind in schema.types] == list(columns.values())


def test_the_same_file_again_changes_nothing(tmp_path):
    first = take_simfoni(tmp_path, {}).receipt
    before = [(p, (settings.vault_dir() / p).stat().st_mtime_ns) for p in landed_paths()]

    second = take_simfoni(tmp_path, {}, name="nama-lain.csv").receipt

    assert (first.sudah_ada, second.sudah_ada) == (False, True)
    assert second.sha256 == first.sha256
    assert [(p, (settings.vault_dir() / p).stat().st_mtime_ns) for p in landed_paths()] == before


def test_the_same_bytes_from_another_source_are_another_hand_in(tmp_path):
    path = simfoni(tmp_path, {})

    first, second = intake.accept([path], "simfoni") + intake.accept([path], "uptd")

    assert not second.sudah_ada
    assert first.folder != second.folder


def test_receipts_and_landed_files_are_found_again(tmp_path):
    intake.accept([workbook(tmp_path, Korban=[{}])], "uptd")
    intake.accept([simfoni(tmp_path, {})], "simfoni")

    assert [receipt.nama_berkas for receipt in intake.receipts()] == ["simfoni.csv", "uptd.xlsx"]
    found = {(receipt.sumber, path.stem) for receipt, path in intake.landed_files()}
    assert {("simfoni", "korban"), ("simfoni", "layanan"), ("uptd", "korban")} <= found


def test_nothing_has_landed_in_a_new_installation():
    assert intake.receipts() == []


def test_folders_and_files_are_for_the_worker_s_account_only(tmp_path):
    old = os.umask(0)
    try:
        take_simfoni(tmp_path, {})
    finally:
        os.umask(old)

    for path in [settings.vault_dir(), *settings.vault_dir().rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_crash_before_the_rename_leaves_nothing_half_and_a_repeat_completes_it(tmp_path, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(landing.os, "rename", _no_space)
        with pytest.raises(
            intake.IntakeRefused, match=r"simfoni\.csv: tidak dapat disimpan .*Tidak ada yang berubah"
        ):
            take_simfoni(tmp_path, {})
    assert intake.receipts() == []
    assert not [p for p in landed_paths() if p.endswith((".parquet", ".json"))]

    assert take_simfoni(tmp_path, {}).counts() == (1, 1, 0)


def test_what_a_killed_run_left_behind_is_not_landed_and_is_cleared(tmp_path, monkeypatch):
    with monkeypatch.context() as killed:
        killed.setattr(landing.os, "rename", _killed)
        killed.setattr(landing.shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            take_simfoni(tmp_path, {})
    left = [p for p in landed_paths() if p.endswith("penerimaan.json")]
    assert len(left) == 1 and not left[0].startswith("landing/")
    assert intake.landed_files() == []

    take_simfoni(tmp_path, {})

    assert [p.split("/")[0] for p in landed_paths() if p.endswith("penerimaan.json")] == ["landing"]


def test_a_full_disk_while_writing_leaves_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(landing.pq, "write_table", _no_space)

    with pytest.raises(intake.IntakeRefused, match="No space left"):
        take_simfoni(tmp_path, {})

    assert intake.receipts() == []


def test_what_cannot_be_written_to_the_trail_does_not_happen(tmp_path, monkeypatch):
    monkeypatch.setattr(audit, "record", _no_space)

    with pytest.raises(intake.IntakeRefused):
        take_simfoni(tmp_path, {})

    assert intake.receipts() == []


def test_a_hand_in_leaves_a_line_in_the_trail_without_a_file_name(tmp_path):
    take_simfoni(tmp_path, {})

    line = (settings.audit_dir() / "jejak.jsonl").read_text(encoding="utf-8")
    assert '"diterima": 1' in line and "simfoni.csv" not in line


def test_a_damaged_receipt_is_said_not_skipped(tmp_path):
    folder = take_simfoni(tmp_path, {}).receipt.folder
    (folder / "penerimaan.json").write_text("{", encoding="utf-8")

    with pytest.raises(landing.LandingDamaged, match="rusak"):
        intake.receipts()


def _no_space(*_, **__):
    raise OSError(28, "No space left on device")


def _killed(*_, **__):
    raise KeyboardInterrupt


def test_a_receipt_of_the_first_version_is_still_read(tmp_path):
    path = take_simfoni(tmp_path, {}).receipt.folder / "penerimaan.json"
    old = json.loads(path.read_text(encoding="utf-8"))
    for name in ("baris_dikarantina", "korban_digantikan", "korban_hilang", "oleh"):
        del old[name]
    path.write_text(json.dumps(old), encoding="utf-8")

    (receipt,) = intake.receipts()

    assert (receipt.baris_dikarantina, receipt.oleh) == (0, "tidak diketahui")


def test_a_file_with_rejected_rows_is_read_again_once_a_mapping_knows_its_spelling(tmp_path):
    first = take_simfoni(tmp_path, {}, {"No Korban": "2", "Jenis Layanan": "Konslng"})
    learn_a_spelling()

    again = take_simfoni(tmp_path, {}, {"No Korban": "2", "Jenis Layanan": "Konslng"})
    third = take_simfoni(tmp_path, {}, {"No Korban": "2", "Jenis Layanan": "Konslng"})

    assert (first.counts(), again.counts()) == ((2, 1, 1), (2, 2, 0))
    assert again.receipt.korban_digantikan == 1
    assert third.receipt.sudah_ada and third.receipt.folder == again.receipt.folder


def learn_a_spelling() -> None:
    """A mapping of the office knows what the shipped one does not."""
    office = settings.data_dir() / "pemetaan" / "simfoni_kantor.toml"
    office.parent.mkdir(parents=True)
    text = (settings.MAPPINGS / "simfoni_v2.toml").read_text(encoding="utf-8")
    text = text.replace('nama = "simfoni_v2"', 'nama = "simfoni_kantor"')
    office.write_text(text.replace("[ejaan.layanan]", '[ejaan.layanan]\n"Konslng" = "PSIKOSOSIAL"'), "utf-8")


@pytest.mark.parametrize("mended", [({"Usia": "25"}, {"No Korban": "2"}), ({"No Korban": "2"},)])
def test_a_file_that_a_newer_one_has_corrected_is_not_read_again(tmp_path, mended):
    """Whether the newer one restates an accepted row of it, or one that had been rejected."""
    said, old = [], simfoni(tmp_path, {}, {"No Korban": "2", "Jenis Layanan": "Konslng"}, name="lama.csv")
    intake.accept([old], "simfoni")
    intake.accept([simfoni(tmp_path, *mended, name="baru.csv")], "simfoni", tambahan=True)
    learn_a_spelling()

    (again,) = intake.accept([old], "simfoni", said.append)

    assert again.sudah_ada and again.korban_digantikan == 0
    assert len(intake.receipts()) == 2
    assert "lama.csv: sebagian isinya sudah digantikan oleh baru.csv" in said[-1] or (
        "lama.csv: isinya sudah digantikan oleh baru.csv" in said[-1]
    )


def test_findings_of_the_first_version_are_still_read(tmp_path):
    receipt = take_simfoni(tmp_path, {"Usia": "?"}).receipt
    path = receipt.folder / "ditolak.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["sel"]), path)

    (reason,) = intake.found(receipt, "tolak")

    assert (reason.baris, reason.kolom, reason.sel) == (3, "Usia", "")
