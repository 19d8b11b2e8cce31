"""Every error planted in the demo files is found and named, and nothing else is rejected or held back."""

import json
from collections import Counter, defaultdict

import pytest

from rekap import engines, settings, warehouse
from rekap.ingest import intake

OUT = ("tolak", "karantina")


@pytest.fixture
def planted(in_demo):
    return json.loads((settings.sample_dir() / "galat-tertanam.json").read_text(encoding="utf-8"))


@pytest.fixture
def found(in_demo):
    """What intake says, by severity and place: rule and message."""
    said = {"tolak": defaultdict(list), "karantina": defaultdict(list), "peringatan": defaultdict(list)}
    for receipt in intake.receipts():
        for keparahan, places in said.items():
            for row in intake.found(receipt, keparahan):
                places[row.nama_berkas, row.lembar or "", row.baris].append(row)
    return said


def place(entry):
    return entry["berkas"], entry["lembar"], entry["baris"]


def test_every_file_of_the_demo_has_been_taken_in(planted):
    assert {entry["berkas"] for entry in planted} <= {receipt.nama_berkas for receipt in intake.receipts()}


@pytest.mark.parametrize("keparahan", OUT)
def test_what_is_rejected_or_held_is_exactly_what_was_planted(planted, found, keparahan):
    wanted = {place(entry): entry["aturan"] for entry in planted if entry["keparahan"] == keparahan}

    assert set(found[keparahan]) == set(wanted)
    assert {at: rows[0].aturan for at, rows in found[keparahan].items()} == wanted


@pytest.mark.parametrize("keparahan", OUT)
def test_the_column_at_fault_is_named(planted, found, keparahan):
    for entry in planted:
        if entry["keparahan"] == keparahan and entry["aturan"] != "induk_tidak_ada":
            assert entry["kolom"] in {row.kolom for row in found[keparahan][place(entry)]}


def test_every_planted_warning_is_given(planted, found):
    for entry in planted:
        if entry["keparahan"] == "peringatan":
            assert entry["aturan"] in {row.aturan for row in found["peringatan"][place(entry)]}, entry


def test_warnings_other_than_those_are_of_two_kinds_that_the_story_itself_has(planted, found):
    planned = {place(entry) for entry in planted if entry["keparahan"] == "peringatan"}
    other = {row.aturan for at, rows in found["peringatan"].items() if at not in planned for row in rows}

    assert other <= {"layanan_sebelum_registrasi", "nik_tidak_sah"}


def test_what_is_odd_but_right_is_accepted(planted, found):
    for entry in planted:
        if entry["keparahan"] is None:
            assert not any(place(entry) in found[keparahan] for keparahan in OUT), entry


def test_a_block_under_the_wrong_region_is_named_with_both_codes(planted, found):
    blocks = [(e, ("35.22", "35.23")) for e in planted if e["jenis"] == "blok_wilayah_salah"]
    for entry in (e for e in planted if e["jenis"] == "blok_wilayah"):
        blocks.append((entry, tuple(entry["keterangan"][at : at + 5] for at in _codes(entry["keterangan"]))))

    for entry, codes in blocks:
        (said,) = {row.pesan for row in found[entry["keparahan"]][place(entry)]}
        assert all(code in said for code in codes)
    assert min(Counter(entry["jenis"] for entry, _ in blocks).values()) >= 25


def _codes(text):
    return [at for at in range(len(text)) if text[at : at + 3] == "35."]


def test_a_placeholder_nik_joins_nobody(planted, found):
    expected = {place(e) for e in planted if e["aturan"] == "nik_palsu"}

    assert expected == {
        at for at, rows in found["peringatan"].items() if any(row.aturan == "nik_palsu" for row in rows)
    }


def test_a_planted_pair_is_one_person(planted):
    names = {receipt.sha256[:16]: receipt.nama_berkas for receipt in intake.receipts()}
    con = warehouse.open_current()
    rows = engines.select(
        con, "select berkas, coalesce(lembar, '') as lembar, baris, id_orang from fct_registrasi"
    )
    con.close()
    person = {(names[r.berkas], r.lembar, r.baris): r.id_orang for r in rows.itertuples()}

    for error in (e for e in planted if e["jenis"] == "orang_ganda"):
        assert person[place(error)] == person[place(error["pasangan"])]


def test_rows_in_are_rows_accepted_held_and_rejected(in_demo):
    for receipt in intake.receipts():
        rejected = {(row.lembar, row.baris) for row in intake.found(receipt, "tolak")}
        held = {(row.lembar, row.baris) for row in intake.found(receipt, "karantina")}

        assert receipt.baris_masuk == receipt.baris_diterima + len(held) + len(rejected)
        assert (len(held), len(rejected)) == (receipt.baris_dikarantina, receipt.baris_ditolak)
