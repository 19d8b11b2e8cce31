"""After every command, and after a sudden death, no file on the machine holds anybody's identity."""

import logging
import tempfile

import pytest

from rekap import __main__ as command_line
from rekap import contoh
from tests.chain import traces
from tests.demo_files import Files, source


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    """The demo files, which lie outside of all that is searched."""
    folder = tmp_path_factory.mktemp("kiriman")
    contoh.generate(folder, "mini", 354)
    return Files(folder)


@pytest.fixture
def machine(tmp_path, monkeypatch):
    """Every place to which the program may write: its data, the folder for scratch, where it is started."""
    folder = tmp_path / "mesin"
    for name, variable in (("data", "REKAP_DATA"), ("tmp", "TMPDIR"), ("rumah", "HOME")):
        (folder / name).mkdir(parents=True)
        monkeypatch.setenv(variable, str(folder / name))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(folder / "rumah")
    return folder


def files_of(demo):
    return sorted([*demo.folder.glob("*.csv"), *demo.folder.glob("*.xlsx")])


def run(*arguments):
    assert command_line.main([*map(str, arguments)]) in (0, 3)


def test_the_whole_chain_leaves_no_identity_behind(demo, machine, capfd, caplog):
    caplog.set_level(logging.DEBUG)

    for path in files_of(demo):
        run("terima", path, "--sumber", source((path.name,)), "--tampilkan", 1000)
    run("bangun")
    run("terbitkan")
    run("umpan-balik")
    for path in files_of(demo):
        run("petakan", path, "--sumber", source((path.name,)))

    printed = "".join([*capfd.readouterr(), caplog.text]).lower()
    wanted = traces.secrets(demo)
    assert len(wanted) > 400
    assert traces.leaks(wanted, machine) == set()
    assert {secret for secret in wanted if secret in printed} == set()
