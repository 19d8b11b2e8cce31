"""The command line: the chain of the README, its help, its exit codes."""

import json
import os
import subprocess
import sys

import pytest

from rekap import settings
from tests.ingest.files import simfoni

COMMANDS = (
    "contoh", "templat", "petakan", "terima", "lepas", "umpan-balik", "bangun", "periksa", "terbitkan",
    "kembalikan", "kerja", "jalankan",
)  # fmt: skip


def rekap(*arguments, folder):
    return subprocess.run(
        [sys.executable, "-m", "rekap", *arguments],
        cwd=settings.ROOT,
        env={**os.environ, "REKAP_DATA": str(folder)},
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(command, tmp_path):
    done = rekap(command, "--help", folder=tmp_path)

    assert done.returncode == 0
    assert "--json" in done.stdout


def test_an_unknown_command_is_a_usage_error(tmp_path):
    assert rekap("terbang", folder=tmp_path).returncode == 2


@pytest.mark.parametrize("command", [("bangun",), ("periksa",), ("terbitkan",), ("kembalikan",)])
def test_a_command_that_comes_too_early_says_what_is_missing(command, tmp_path):
    done = rekap(*command, folder=tmp_path)

    assert done.returncode == 1
    assert done.stdout.startswith("Tidak bisa: ")
    assert "Traceback" not in done.stderr


def test_a_file_that_does_not_exist_is_a_sentence(tmp_path):
    done = rekap("terima", str(tmp_path / "tidak-ada.csv"), "--sumber", "simfoni", folder=tmp_path)

    assert done.returncode == 1
    assert "tidak-ada.csv" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_file_name_that_is_no_text_is_a_sentence(tmp_path):
    path = os.fsencode(simfoni(tmp_path, {}))
    os.rename(path, bad := path.replace(b"simfoni.csv", b"rusak\xff.csv"))

    done = rekap("terima", os.fsdecode(bad), "--sumber", "simfoni", folder=tmp_path / "data")

    assert done.returncode == 1
    assert "Nama berkas" in done.stdout and "Traceback" not in done.stderr


def test_a_small_chain_works_by_hand_and_speaks_json(tmp_path):
    made = json.loads(rekap("contoh", "--ukuran", "mini", "--json", folder=tmp_path).stdout)
    csv = next(name for name in made["berkas"] if name.endswith(".csv"))

    first = rekap("terima", f"{made['folder']}/{csv}", "--sumber", "simfoni", "--json", folder=tmp_path)
    again = rekap("terima", f"{made['folder']}/{csv}", "--sumber", "simfoni", "--json", folder=tmp_path)

    receipt = json.loads(first.stdout)["penerimaan"][0]
    counted = ("baris_diterima", "baris_dikarantina", "baris_ditolak")
    assert receipt["baris_masuk"] == sum(receipt[name] for name in counted)
    assert json.loads(again.stdout)["penerimaan"][0]["sudah_ada"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("terima", "a.csv", "--sumber", "uptd", "--periode", "2024-13"), "Tulis 2024, 2024-03, atau"),
        (("terima", "a.csv", "--sumber", "uptd", "--periode", "2024", "--tambahan"), "--tambahan"),
        (("lepas", "0" * 16), "--alasan"),
    ],
)
def test_a_command_that_is_said_wrongly_is_a_usage_error_that_says_how(tmp_path, arguments, said):
    done = rekap(*arguments, folder=tmp_path)

    assert done.returncode == 2
    assert said in done.stderr and "Traceback" not in done.stderr


def test_feedback_and_release_work_by_hand(tmp_path):
    path = simfoni(tmp_path, {}, {"No Korban": "2", "Usia": "?"})
    rekap("terima", str(path), "--sumber", "simfoni", folder=tmp_path / "data")

    feedback = json.loads(rekap("umpan-balik", "--json", folder=tmp_path / "data").stdout)
    release = rekap("lepas", "0" * 16, "--alasan", "Benar", folder=tmp_path / "data")

    assert [name.rpartition("/")[2] for name in feedback["berkas"]] == ["umpan-balik-simfoni-3517.csv"]
    assert release.returncode == 1
    assert release.stdout.startswith("Tidak bisa: Tidak ada baris yang ditahan")


def test_the_demo_chain_says_what_it_did(demo):
    assert "DATA SINTETIS" in demo.printed["contoh"]
    assert "ditolak atau ditahan wilayah_tidak_cocok" in demo.printed["terima"]
    assert "Semua pemeriksaan lulus." in demo.printed["periksa"]
    assert "Versi data publik yang berlaku" in demo.printed["terbitkan"]


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path):
    (tmp_path / "berkas").write_text("bukan folder", encoding="utf-8")

    done = rekap("contoh", "--ukuran", "mini", "--folder", str(tmp_path / "berkas" / "a"), folder=tmp_path)

    assert done.returncode == 1
    assert "Periksa folder, hak tulis, dan ruang disk." in done.stdout
    assert "Traceback" not in done.stderr
