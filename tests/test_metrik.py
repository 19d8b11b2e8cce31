"""Every measure that the source texts ask for has its columns in the contract; no table is idle."""

import csv

import pytest

from rekap import settings
from rekap.ingest import contract

MEASURES = """
    F1.1 F1.2 F1.3 F1.4  F2.1 F2.2 F2.3 F2.4  F3.1 F3.2 F3.3 F3.4  F4.1 F4.2 F4.3 F4.4 F4.5 F4.6
    F5.1 F5.2 F5.3  F6.1 F6.2 F6.3 F6.4  F7.1 F7.2
    A1 A2 A3 A4 A4.1  B1 B2.1 B2.2 B2.3 B2.4 B2.5  C1 C2 C3 C4 C5  D1 D2
    K1 K1.1 K1.2  K2 K2.1  K3 K3.1  K4 K4.1 K4.2  K5s K5s.1 K5e  K6 K6.1  K7 K7.1  K8 K8.1  K9 K9.1  K10 K10.1
    L1.1 L1.2  L2  L3.1 L3.2  L4.1 L4.2  L5.1 L5.2  L6  L7.1 L7.2  L8.1 L8.2  L9  L10
"""
BESIDE_THE_MEASURES = {
    "hitungan": "rekap yang hanya berupa jumlah, deret tersendiri",
    "target": "pembanding capaian indikator 354",
    "nilai_terpublikasi": "pembanding yang diterbitkan pihak lain",
    "nilai_resmi": "nilai yang ditetapkan kepala",
    "lks_sasaran": "keterangan LKS, bukan ukuran",
}


def measures():
    with (settings.REFERENCE / "metrik.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def needs(measure):
    return [tuple(place.split(".")) for place in measure["perlu"].split(";")]


ALL = [pytest.param(measure, id=measure["id"]) for measure in measures()]


def test_every_measure_of_the_source_texts_is_listed_once():
    assert [measure["id"] for measure in measures()] == MEASURES.split()


@pytest.mark.parametrize("measure", ALL)
def test_a_measure_says_what_is_counted_in_which_unit_and_how_often(measure):
    assert all(measure[field] for field in ("nama", "sumber", "pembilang", "satuan", "periode"))


@pytest.mark.parametrize("measure", ALL)
def test_a_percentage_says_what_it_is_a_share_of(measure):
    assert measure["penyebut"] or "persen" not in measure["satuan"]


@pytest.mark.parametrize("measure", ALL)
def test_every_column_that_a_measure_needs_is_in_the_contract(measure):
    tables = contract.all_tables()

    assert [(t, c) for t, c in needs(measure) if t not in tables or c not in tables[t].kolom] == []


@pytest.mark.parametrize("measure", [p for p in ALL if "jam" in p.values[0]["satuan"].split(" ")[0]])
def test_a_measure_in_hours_needs_times_with_hours(measure):
    kinds = [contract.all_tables()[table].kolom[column].tipe for table, column in needs(measure)]

    assert kinds.count("timestamp") >= 2


def test_every_table_serves_a_measure_or_says_why_it_is_there():
    filled = {name for name, table in contract.all_tables().items() if not table.pembukuan}
    served = {table for measure in measures() for table, _ in needs(measure)}

    assert filled - served == set(BESIDE_THE_MEASURES)
