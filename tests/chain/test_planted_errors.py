"""Every error planted in the demo files is found and named, and nothing else is rejected."""

import json
from collections import Counter

import pytest

from rekap import engines, settings, warehouse
from rekap.ingest import intake

REJECTED = {"blok_wilayah_salah", "tanggal_mustahil", "kode_tidak_dikenal"}


@pytest.fixture
def planted(in_demo):
    return json.loads((settings.sample_dir() / "galat-tertanam.json").read_text(encoding="utf-8"))


@pytest.fixture
def rejected(in_demo):
    rows = [row for receipt in intake.receipts() for row in intake.found(receipt, "tolak")]
    return {(row.nama_berkas, row.lembar, row.baris): row for row in rows}


def test_every_planted_error_that_must_be_rejected_is_rejected_by_its_rule(planted, rejected):
    wanted = {
        (error["berkas"], error["lembar"], error["baris"]): error["aturan"]
        for error in planted
        if error["jenis"] in REJECTED
    }

    assert {place: rejected[place].aturan for place in wanted if place in rejected} == wanted
    assert set(rejected) == set(wanted)


def test_a_block_under_the_wrong_region_is_named_with_both_codes(planted, rejected):
    block = [e for e in planted if e["jenis"] == "blok_wilayah_salah"]
    messages = {rejected[e["berkas"], e["lembar"], e["baris"]].pesan for e in block}

    assert len(block) == 25
    assert all("35.22" in message and "35.23" in message for message in messages)


def test_a_placeholder_nik_is_warned_about_and_joins_nobody(planted):
    expected = Counter(e["berkas"] for e in planted if e["jenis"] == "nik_palsu")

    found = Counter(
        {r.nama_berkas: r.peringatan["nik_palsu"] for r in intake.receipts() if "nik_palsu" in r.peringatan}
    )

    assert found == expected


def test_a_planted_pair_is_one_person(planted):
    names = {receipt.sha256[:16]: receipt.nama_berkas for receipt in intake.receipts()}
    con = warehouse.open_current()
    rows = engines.select(
        con, "select berkas, coalesce(lembar, '') as lembar, baris, id_orang from fct_registrasi"
    )
    con.close()
    person = {(names[r.berkas], r.lembar, r.baris): r.id_orang for r in rows.itertuples()}

    for error in (e for e in planted if e["jenis"] == "orang_ganda"):
        other = error["pasangan"]

        assert (
            person[error["berkas"], error["lembar"], error["baris"]]
            == (person[other["berkas"], other["lembar"], other["baris"]])
        )


def test_rows_in_are_rows_accepted_and_rejected(in_demo):
    for receipt in intake.receipts():
        assert receipt.baris_masuk == receipt.baris_diterima + receipt.baris_ditolak
        assert len(intake.found(receipt), "tolak") == receipt.baris_ditolak
