"""What an agency gets back: its own rows by its own numbers, what to mend, and nobody's name."""

import csv
import re

import pytest

from rekap.ingest import feedback, intake
from tests.ingest.files import KORBAN, SIMFONI, simfoni, take, take_simfoni, take_workbook, workbook

pytestmark = pytest.mark.usefixtures("read_here")
MALANG = {"Kode Kab/Kota Unit": "35.07", "Kab/Kota Unit": "Kab. Malang", "Kecamatan Domisili": ""}


def written(sumber: str | None = None) -> dict[str, list[dict]]:
    """The rows of every feedback file, by its name."""
    found = {}
    for path in feedback.write(sumber):
        text = path.read_text(encoding="utf-8-sig")
        mark, *lines = csv.reader(text.splitlines(), delimiter=";")
        assert mark == ["DATA SINTETIS"]
        found[path.name] = [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]
    return found


def test_a_row_is_named_by_file_sheet_row_and_cell_with_what_to_mend(tmp_path):
    take_workbook(tmp_path, Korban=[{}, {"No Korban": "2", "Umur": "?"}])

    (row,) = written()["umpan-balik-uptd-3517.csv"]

    assert row == {
        "Berkas": "uptd.xlsx",
        "Lembar": "Korban",
        "Baris": "6",
        "Sel": "I6",
        "Kolom": "Umur",
        "Putusan": "ditolak, tidak dihitung",
        "Aturan": "bukan_angka",
        "Alasan dan yang perlu diperbaiki": "Harus bilangan bulat tanpa huruf.",
    }
    assert list(KORBAN).index("Umur") == "ABCDEFGHI".index("I")


def test_every_agency_has_a_file_of_its_own(tmp_path):
    (tmp_path / "malang").mkdir()
    take_workbook(tmp_path, Korban=[{}])
    take_workbook(tmp_path / "malang", Korban=[{"No Kasus": "M1", "Kode Kabupaten/Kota": "35.07"}])
    take_simfoni(tmp_path, {}, {"No Registrasi": "S/2", **MALANG})

    assert set(written()) == {
        "umpan-balik-uptd-3507.csv",
        "umpan-balik-uptd-3517.csv",
        "umpan-balik-simfoni.csv",
    }
    assert set(written("simfoni")) == {"umpan-balik-simfoni.csv"}


def test_files_of_one_agency_share_its_feedback(tmp_path):
    take_simfoni(tmp_path, {}, {"No Korban": "2", "Usia": "?"}, name="a.csv")
    take_simfoni(tmp_path, {"No Registrasi": "S/3"}, {"No Korban": "4", "Usia": "?"}, name="b.csv")

    rows = written()["umpan-balik-simfoni-3517.csv"]

    assert [(row["Berkas"], row["Baris"]) for row in rows] == [("a.csv", "4"), ("b.csv", "4")]


def test_twins_and_other_warnings_are_named_with_the_row_that_they_equal(tmp_path):
    take_simfoni(tmp_path, {}, {}, {"No Korban": "2", "Usia": "90"})

    rows = written()["umpan-balik-simfoni-3517.csv"]

    said = {
        row["Aturan"]: (row["Baris"], row["Putusan"], row["Alasan dan yang perlu diperbaiki"]) for row in rows
    }
    assert said["baris_kembar"][:2] == ("4", "diterima, periksa")
    assert "baris 3" in said["baris_kembar"][2]
    assert said["umur_tidak_cocok"][0] == "5"


def test_registrations_that_changed_their_kab_are_asked_about(tmp_path):
    rows = [{"No Registrasi": f"S/{n}"} for n in range(5)]
    take_simfoni(tmp_path, *rows, name="a.csv")
    take(simfoni(tmp_path, *rows[:2], *[row | MALANG for row in rows[2:]], name="b.csv"), "simfoni")

    (row,) = written()["umpan-balik-simfoni.csv"]

    assert (row["Aturan"], row["Baris"]) == ("pindah_wilayah", "5")
    assert "Pastikan kode unitnya benar" in row["Alasan dan yang perlu diperbaiki"]


def test_what_has_been_mended_in_a_newer_file_is_not_asked_for_again(tmp_path):
    take_simfoni(tmp_path, {}, {"No Korban": "2", "Usia": "?"}, name="a.csv")
    take(simfoni(tmp_path, {}, {"No Korban": "2"}, name="b.csv"), "simfoni")

    assert written() == {"umpan-balik-simfoni-3517.csv": []}


@pytest.mark.parametrize(("name", "asked"), [("a.csv", 0), ("b.csv", 1)])
def test_a_file_without_a_good_row_is_asked_about_until_one_of_its_name_comes(tmp_path, name, asked):
    take_simfoni(tmp_path, {"Usia": "?"}, name="a.csv")
    take_simfoni(tmp_path, {}, name=name)

    assert sum(map(len, written().values())) == asked


def test_hand_ins_that_were_mended_under_another_name_are_not_asked_about_again(tmp_path):
    months = [{}, {"Bulan": "2024-04", "Diterima": "kapan"}]
    take(workbook(tmp_path, name="a.xlsx", Setoran=months), "uptd")
    assert sum(map(len, written().values())) == 1

    take(workbook(tmp_path, name="b.xlsx", Setoran=[{}, {"Bulan": "2024-04"}]), "uptd")

    assert sum(map(len, written().values())) == 0


def test_the_file_of_an_agency_that_no_longer_occurs_is_removed(tmp_path):
    take_simfoni(tmp_path, {"Usia": "?"}, {}, name="a.csv")
    take_workbook(tmp_path, Korban=[{}])
    assert set(written()) == {"umpan-balik-simfoni-3517.csv", "umpan-balik-uptd-3517.csv"}

    take_simfoni(tmp_path, {}, {"No Registrasi": "S/2", **MALANG}, name="a.csv")
    written("simfoni")

    left = {path.name for path in feedback.folder().iterdir()}
    assert left == {"umpan-balik-simfoni.csv", "umpan-balik-uptd-3517.csv"}


def test_an_unknown_source_is_said_with_the_known_ones(tmp_path):
    with pytest.raises(intake.IntakeRefused, match="Sumber 'simponi' tidak dikenal. Yang dikenal: .*simfoni"):
        feedback.write("simponi")


NAMES = ("Zubaidah Qonitatillah", "3517095203990001", "3517/SP/2024/77777", "12/03/1999", "1999-03-12")


def test_no_name_number_or_birth_date_goes_back(tmp_path):
    secret = {"Nama Korban": NAMES[0], "No Registrasi": NAMES[2]}
    shifted = dict(zip(SIMFONI, [*SIMFONI.values()][-4:] + [*SIMFONI.values()][:-4], strict=True))
    take_simfoni(
        tmp_path,
        secret,
        secret | {"No Korban": "2", "Jenis Layanan": NAMES[0], "Usia": "99"},
        secret | {"No Korban": "3", "Pendidikan": NAMES[1], "Tanggal Lahir": "31/02/1999"},
        shifted,
    )

    (path,) = feedback.write()
    said = path.read_text(encoding="utf-8").casefold()

    assert len(said.splitlines()) > 5
    for secret_text in (*NAMES, "zubaidah", "aminah"):
        assert secret_text.casefold() not in said


@pytest.mark.parametrize("evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"])
def test_no_cell_that_came_from_outside_becomes_a_formula(tmp_path, evil):
    assert str(feedback._harmless(evil)).startswith("'")


def test_a_spelling_that_looks_like_a_formula_stands_behind_a_quote_mark(tmp_path):
    take(workbook(tmp_path, name="=cmd.xlsx", Korban=[{"Pendidikan": "=HYPERLINK(1)"}]), "uptd")

    (rows,) = written().values()

    assert rows[0]["Berkas"] == "'=cmd.xlsx"
    assert not [cell for row in rows for cell in row.values() if re.match(r"[=+\-@]", cell)]


def test_there_is_nothing_to_write_before_the_first_file():
    assert feedback.write() == []
    assert intake.receipts() == []
