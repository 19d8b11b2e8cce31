"""The door: what is refused at once, and that no row is ever lost on the way."""

import json
import time

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rekap import contoh
from rekap import settings as rekap_settings
from rekap.ingest import intake
from rekap.ingest.compiling import batch
from tests.ingest.files import (
    KORBAN,
    LAYANAN,
    MARK,
    SIMFONI,
    csv_file,
    simfoni,
    take,
    take_simfoni,
    take_workbook,
    workbook,
)

pytestmark = pytest.mark.usefixtures("read_here")


def test_a_file_without_the_mark_of_synthetic_data_is_refused_as_real(tmp_path):
    with pytest.raises(intake.IntakeRefused, match="DATA SINTETIS.*Data asli belum dapat diterima.*masuk"):
        take_simfoni(tmp_path, {}, above=(("Rekap",),))


@pytest.mark.parametrize("mark", ["", "UPTD PPA"])
def test_a_workbook_whose_sheets_are_not_all_marked_is_refused(tmp_path, mark):
    with pytest.raises(intake.IntakeRefused, match="di lembar Korban"):
        take_workbook(tmp_path, mark=mark, Korban=[{}])


def test_an_empty_workbook_is_refused_as_empty(tmp_path):
    with xlsxwriter.Workbook(str(tmp_path / "a.xlsx")) as book:
        book.add_worksheet("Korban")

    with pytest.raises(intake.IntakeRefused, match="Berkas kosong"):
        take(tmp_path / "a.xlsx", "uptd")


def test_an_installation_for_real_data_takes_nothing(tmp_path):
    (tmp_path / "data").mkdir()
    text = (rekap_settings.ROOT / "instalasi.toml").read_text(encoding="utf-8")
    real = text.replace('data = "sintetis"', 'data = "asli"')
    (tmp_path / "data" / "instalasi.toml").write_text(real, encoding="utf-8")

    with pytest.raises(intake.IntakeRefused, match="Data asli belum dapat diterima"):
        take_simfoni(tmp_path, {})


def test_an_unknown_source_is_refused_naming_the_known_ones(tmp_path):
    with pytest.raises(intake.IntakeRefused, match="'polisi' tidak dikenal.*simfoni, uptd"):
        intake.accept([simfoni(tmp_path, {})], "polisi")


def test_a_source_cannot_name_a_folder_elsewhere(tmp_path):
    with pytest.raises(intake.IntakeRefused):
        intake.accept([simfoni(tmp_path, {})], "../../luar")


def test_files_before_a_refused_one_stay(tmp_path):
    good, bad = simfoni(tmp_path, {}), simfoni(tmp_path, {}, name="b.csv", above=())

    with pytest.raises(intake.IntakeRefused, match=r"^b\.csv"):
        intake.accept([good, bad], "simfoni")

    assert [receipt.nama_berkas for receipt in intake.receipts()] == ["simfoni.csv"]


def test_progress_is_told(tmp_path):
    said = []

    intake.accept([simfoni(tmp_path, {})], "simfoni", said.append)

    assert said == ["Membaca simfoni.csv ..."]


def test_a_defect_that_loses_rows_lands_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "count_rows", lambda match: 2)

    with pytest.raises(batch.RowsLost):
        take_simfoni(tmp_path, {})

    assert intake.receipts() == []


MESS = st.one_of(
    st.sampled_from(
        ["", " ", "-", "NA", "35.17", "3517", "01/01/2024", "2024-01-01", "31/02/2024", "Ya", "P"]
    ),
    # control characters refuse the whole file
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12),
)
CELLS = st.one_of(MESS, st.integers(-9, 10**9), st.floats(-1e9, 1e9), st.booleans(), st.dates(), st.none())
MESSY = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def every_row_is_somewhere(taken, rows) -> None:
    receipt = taken.receipt
    named = {(r.lembar, r.baris) for r in intake.found(receipt, "tolak")}
    waiting = {(r.lembar, r.baris) for r in intake.found(receipt, "karantina")} - named

    assert receipt.baris_masuk == rows
    assert rows == receipt.baris_diterima + receipt.baris_dikarantina + receipt.baris_ditolak
    assert (len(named), len(waiting)) == (receipt.baris_ditolak, receipt.baris_dikarantina)
    landed = {(row["lembar"], row["baris"]) for name in ("korban", "layanan") for row in taken.table(name)}
    assert not (named | waiting) & landed


@MESSY
@given(st.lists(st.dictionaries(st.sampled_from(list(SIMFONI)), MESS, max_size=6), max_size=8))
def test_rows_in_are_accepted_plus_rejected_whatever_a_csv_holds(tmp_path, monkeypatch, changes):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / str(time.monotonic_ns())))
    rows = [{"No Korban": str(number), **change} for number, change in enumerate(changes)]

    every_row_is_somewhere(take_simfoni(tmp_path, *rows), len(rows))


@MESSY
@given(st.lists(st.lists(MESS, min_size=1, max_size=25), max_size=8))
def test_rows_in_are_accepted_plus_rejected_whatever_shape_they_have(tmp_path, monkeypatch, lines):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / str(time.monotonic_ns())))
    path = csv_file(tmp_path / "a.csv", [(MARK,), list(SIMFONI), *lines])

    every_row_is_somewhere(take(path, "simfoni"), sum(any(cell.strip() for cell in line) for line in lines))


@MESSY
@given(
    st.lists(st.dictionaries(st.sampled_from(list(KORBAN)), CELLS, max_size=5), max_size=5),
    st.lists(st.dictionaries(st.sampled_from(list(LAYANAN)), CELLS, max_size=4), max_size=5),
)
def test_rows_in_are_accepted_plus_rejected_whatever_a_workbook_holds(
    tmp_path, monkeypatch, victims, services
):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / str(time.monotonic_ns())))

    taken = take(workbook(tmp_path, Korban=victims, Layanan=services), "uptd")

    every_row_is_somewhere(taken, len(victims) + len(services))


def test_every_planted_error_of_every_source_is_named_and_nothing_else_is_kept_out(tmp_path):
    """The larger demo goes the same way in tests/chain."""
    paths = contoh.generate(tmp_path, "mini", 354)
    files = [path for path in paths if path.suffix in (".csv", ".xlsx")]
    taken = [receipt for path in files for receipt in intake.accept([path], path.name.partition("-")[0])]
    planted = json.loads((tmp_path / "galat-tertanam.json").read_text(encoding="utf-8"))

    for kind in ("tolak", "karantina", "peringatan"):
        found = {}
        for one in (one for receipt in taken for one in intake.found(receipt, kind)):
            found.setdefault((one.nama_berkas, one.lembar, one.baris), set()).add(one.aturan)
        wanted = {
            (e["berkas"], e["lembar"] or "", e["baris"]): e["aturan"]
            for e in planted
            if e["keparahan"] == kind
        }
        assert [place for place, rule in wanted.items() if rule not in found.get(place, ())] == []
        assert kind == "peringatan" or set(found) == set(wanted)
    assert len({receipt.sumber for receipt in taken}) == 6


def test_a_file_that_comes_twice_at_once_lands_once(tmp_path):
    path = simfoni(tmp_path, {})

    first, second = intake.accept([path, path], "simfoni")

    assert (first.sudah_ada, second.sudah_ada) == (False, True)
    assert len(intake.receipts()) == 1


def test_thirty_five_thousand_rows_take_at_most_ten_seconds(tmp_path):
    """Measured on a fifth of them, in time of this process, because other work may share the machine."""
    rows = [
        {"No Registrasi": f"S/{n // 2}", "Nama Korban": f"Siti {chr(97 + n % 26)}minah"} for n in range(7_000)
    ]
    rows = [row | {"Nama Korban": f"Siti {chr(97 + n // 2 % 26)}minah"} for n, row in enumerate(rows)]
    path = simfoni(tmp_path, *rows)

    started = time.process_time()
    taken = take(path, "simfoni")

    assert taken.counts() == (7_000, 7_000, 0)
    assert time.process_time() - started <= 10 / 5
