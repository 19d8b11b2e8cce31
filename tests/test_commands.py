"""The command line: the chain of the README, its help, its exit codes."""

import json
import os
import subprocess
import sys

import pytest

from rekap import settings

COMMANDS = ("contoh", "terima", "bangun", "periksa", "terbitkan", "kembalikan", "kerja", "jalankan")


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


def test_a_small_chain_works_by_hand_and_speaks_json(tmp_path):
    made = json.loads(rekap("contoh", "--ukuran", "mini", "--json", folder=tmp_path).stdout)
    csv = next(name for name in made["berkas"] if name.endswith(".csv"))

    first = rekap("terima", f"{made['folder']}/{csv}", "--sumber", "simfoni", "--json", folder=tmp_path)
    again = rekap("terima", f"{made['folder']}/{csv}", "--sumber", "simfoni", "--json", folder=tmp_path)

    receipt = json.loads(first.stdout)["penerimaan"][0]
    assert receipt["baris_masuk"] == receipt["baris_diterima"] + receipt["baris_ditolak"]
    assert json.loads(again.stdout)["penerimaan"][0]["sudah_ada"]


def test_the_demo_chain_says_what_it_did(demo):
    assert "DATA SINTETIS" in demo.printed["contoh"]
    assert "ditolak wilayah_tidak_cocok" in demo.printed["terima"]
    assert "Semua pemeriksaan lulus." in demo.printed["periksa"]
    assert "Versi data publik yang berlaku" in demo.printed["terbitkan"]
