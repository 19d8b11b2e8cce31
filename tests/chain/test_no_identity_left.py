"""After every command, and after a sudden death, no file on the machine holds anybody's identity."""

import logging
import tempfile

import pytest

from rekap import __main__ as command_line
from rekap import contoh
from tests.chain import killing, traces
from tests.chain.office import one_kab
from tests.demo_files import Files, source
from tests.ingest import files


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


def said(capfd, caplog):
    return "".join([*capfd.readouterr(), caplog.text]).lower()


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
        run("petakan", path, "--sumber", source((path.name,)), "--keluar", machine / f"{path.stem}.toml")

    wanted, printed = traces.secrets(demo), said(capfd, caplog)
    assert len(wanted) > 400
    assert traces.leaks(wanted, machine) == set()
    assert not [secret for secret in wanted if secret in printed]


def test_the_worker_leaves_no_identity_behind_whether_it_takes_a_file_or_not(demo, machine, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    one_kab(machine / "data")
    for path in files_of(demo):
        folder = machine / "data" / "masuk" / source((path.name,))
        folder.mkdir(parents=True)
        (folder / path.name).write_bytes(path.read_bytes())
        (folder / f"tanpa-kepala-{path.name}").write_bytes(path.read_bytes()[1000:])

    run("kerja", "--sekali")

    wanted, printed = traces.secrets(demo), said(capfd, caplog)
    assert traces.leaks(wanted, machine) == set()
    assert not [secret for secret in wanted if secret in printed]


NAMA, NIK, NOMOR, LAHIR = "Zubaidah Qonitatillah", "3517095203990001", "3517/SP/2024/77777", "12/03/1999"
PLANTED = {"zubaidah", "qonitatillah", NIK, NOMOR.lower(), LAHIR, "1999-03-12"}
NOT_A_DAY = [name for name in files.SIMFONI if not name.startswith("Tanggal")]


def everywhere(folder, headings=None):
    """A file in which her name, numbers and birthday have slipped into every column, one by one."""
    own = {**files.SIMFONI, "Nama Korban": NAMA, "NIK": NIK, "No Registrasi": NOMOR, "Tanggal Lahir": LAHIR}
    slips = [{judul: text} for judul in own for text in (NAMA, NIK, NOMOR, f"Ibu {NAMA} {NIK}, {LAHIR}")]
    slips += [{judul: LAHIR} for judul in NOT_A_DAY]
    rows = [{**own, "No Korban": str(number), **slip} for number, slip in enumerate([{}, *slips])]
    return files.csv_file(
        folder / "tergelincir.csv", [[files.MARK], headings or list(own), *(r.values() for r in rows)]
    )


def test_an_identity_in_a_wrong_column_is_repeated_nowhere(tmp_path, machine, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    one_kab(machine / "data")

    run("terima", everywhere(tmp_path), "--sumber", "simfoni", "--tampilkan", 1000)
    run("bangun")
    run("terbitkan")
    run("umpan-balik")

    assert traces.leaks(PLANTED, machine) == set()
    assert not [secret for secret in PLANTED if secret in said(capfd, caplog)]


def test_a_proposal_repeats_no_identity_from_a_wrong_column(tmp_path, machine, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    foreign = [f"{judul} Ybs" for judul in files.SIMFONI]

    run("petakan", everywhere(tmp_path, foreign), "--sumber", "rsud", "--kode", "35.17")
    run("petakan", everywhere(tmp_path), "--json", "--keluar", machine / "usulan.toml")

    assert traces.leaks(PLANTED, machine) == set()
    assert not [secret for secret in PLANTED if secret in said(capfd, caplog)]


MOMENTS = {
    "reads": killing.after(0.05),
    "compiles": killing.after(0.2),
    "begins to land": killing.tables_landing(1),
    "has nearly landed": killing.tables_landing(9),
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_a_sudden_death_leaves_no_identity_behind(demo, machine, moment):
    path = demo.folder / "uptd-3517-2024.xlsx"

    killed = killing.kill(machine / "data", ["terima", str(path), "--sumber", "uptd"], moment)

    assert killed
    assert traces.leaks(traces.secrets(demo), machine) == set()
