"""Coverage: what is shown and what is not."""

from itertools import product

import pandas as pd
import pytest

from rekap import metrics, reports, settings
from rekap.metrics import persen
from tests.editions_fixture import Cell, Contents, counts, fake_edition
from tests.metrics_tables import BELUM, EVALUATOR, MELAPOR, internal, public


def row(table, basis="tercatat"):
    return metrics.with_coverage(table, basis).frame().iloc[0]


def says(table, basis="tercatat"):
    found = row(table, basis)
    return found["cakupan"].teks, found["status"], found["sebab"]


@pytest.mark.parametrize(
    ("n", "d", "teks"),
    [
        (102, 256, "39,8 %"),
        (1, 3, "33,3 %"),
        (2, 3, "66,7 %"),
        (1, 8, "12,5 %"),
        (1, 2000, "0,1 %"),
        (1, 16, "6,3 %"),
        (256, 256, "100,0 %"),
    ],
)
def test_an_exact_share_has_one_decimal_rounded_half_away_from_zero(n, d, teks):
    assert persen.exact_share(n, d).teks == teks


def test_an_exact_year_has_both_bases_and_assessment_coverage():
    table = internal(counts(256, 120, 102, dinilai=130, menunggu=18))

    assert says(table) == ("39,8 %", "nilai", None)
    assert says(table, "kebutuhan") == ("85,0 %", "nilai", None)
    assert row(table)["cakupan_asesmen"].teks == "50,8 %"
    assert row(table)["menunggu"] == 18


def test_arrivals_by_transfer_count_on_the_need_basis_only():
    table = internal(counts(256, 100, 80, dinilai=130, diterima=20, diterima_terlayani=10))

    need = row(table, "kebutuhan")
    assert (need["pembilang"], need["penyebut"], need["cakupan"].teks) == (90, 120, "75,0 %")
    assert (row(table)["pembilang"], row(table)["penyebut"]) == (80, 256)


def test_a_place_that_only_received_transfers_has_a_need():
    table = internal(counts(0, diterima=4, diterima_terlayani=1))

    assert says(table, "kebutuhan")[:2] == ("25,0 %", "nilai")
    assert says(table)[1] == "tidak_ada_korban"


@pytest.mark.parametrize(
    ("jumlah", "melapor", "basis", "status", "sebab"),
    [
        (None, MELAPOR, "tercatat", "tidak_ada_korban", "tidak_ada_korban"),
        (None, BELUM, "tercatat", "belum_lapor", "belum_lapor"),
        (None, (0, 0, 0, 0, None), "tercatat", "tidak_berlaku", "belum_mulai"),
        (None, BELUM, "kebutuhan", "belum_lapor", "belum_lapor"),
        (counts(40, 10, 0, dinilai=20), MELAPOR, "tercatat", "nol", None),
        (counts(40, 20, 0, dinilai=20), MELAPOR, "kebutuhan", "nol", None),
        (counts(40), MELAPOR, "kebutuhan", "tidak_berlaku", "tanpa_asesmen"),
        (counts(40, 5, 5), MELAPOR, "kebutuhan", "tidak_berlaku", "tanpa_asesmen"),
        (counts(40, dinilai=9), MELAPOR, "kebutuhan", "tidak_berlaku", "tidak_ada_kebutuhan"),
        (counts(3, 2, 1, dinilai=2), MELAPOR, "tercatat", "nilai", "dasar_kecil"),
        (counts(40, 9, 8), BELUM, "tercatat", "nilai", None),
    ],
)
def test_every_exact_value_has_its_status(jumlah, melapor, basis, status, sebab):
    found = row(internal(jumlah, melapor=melapor), basis)

    assert (found["status"], found["sebab"]) == (status, sebab)
    assert (found["cakupan"].nilai is None) == (status not in ("nilai", "nol"))


def test_a_kecamatan_without_assessment_does_not_blame_the_source():
    found = row(internal(counts(3), wilayah="35.17.09"), "kebutuhan")

    assert found["sebab"] == "belum_diasesmen"


@pytest.mark.parametrize(
    ("jumlah", "melapor", "basis", "teks", "status", "sebab"),
    [
        (counts(255, 120, 105), MELAPOR, "tercatat", "±41 %", "nilai", None),
        (counts(0), MELAPOR, "tercatat", "n kecil", "dilindungi", "angka_kecil"),
        (counts(0), BELUM, "tercatat", "Belum lapor", "belum_lapor", "belum_lapor"),
        (counts(40, 0, 0), MELAPOR, "kebutuhan", "n kecil", "dilindungi", "angka_kecil"),
        (counts(15, 10, 5), MELAPOR, "tercatat", "n kecil", "dilindungi", "penyebut_kecil"),
        (counts(40, None, 10), MELAPOR, "kebutuhan", "Tidak tersedia", "tidak_berlaku", "tidak_terbit"),
        (counts(40, 20, None), MELAPOR, "tercatat", "Tidak tersedia", "tidak_berlaku", "tidak_terbit"),
        (counts(15, None, None), MELAPOR, "tercatat", "n kecil", "dilindungi", "penyebut_kecil"),
        ({}, MELAPOR, "tercatat", "Tidak tersedia", "tidak_berlaku", "tidak_terbit"),
        (counts(40, 20, 10), BELUM, "tercatat", "±30 %", "nilai", None),
    ],
)
def test_every_protected_value_has_its_status(jumlah, melapor, basis, teks, status, sebab):
    assert says(public(jumlah, melapor=melapor), basis) == (teks, status, sebab)


def test_where_no_source_records_assessments_the_published_need_is_not_a_share():
    only_simfoni = public(counts(40, 20, 20), wilayah="35.02")

    assert says(only_simfoni, "kebutuhan") == ("Tidak tersedia", "tidak_berlaku", "tanpa_asesmen")
    assert says(only_simfoni)[1] == "nilai"
    assert pd.isna(row(only_simfoni)["menunggu"])
    assert says(public(counts(40, 20, 20)), "kebutuhan")[1] == "nilai"


def test_no_protected_value_is_ever_zero_or_nobody():
    cases = list(product((0, 5, 20, 40, 100, 255), (0, 1), (MELAPOR, BELUM)))
    years = tuple(range(1000, 1000 + len(cases)))
    isi = Contents(tahun=years)
    for year, (korban, share, melapor) in zip(years, cases, strict=True):
        isi.cells.append(Cell("35.17", str(year), counts(korban, korban, korban * share)))
        isi.melapor["35.17", str(year)] = melapor
    fake_edition(settings.data_dir(), "publik", "pub", isi)
    here = {"lingkup_wilayah": ["35.17"], "jenis_periode": "tahun"}
    table = reports.read("cakupan_per_periode", EVALUATOR, tampilan="publikasi", **here)
    found = metrics.with_coverage(table, "tercatat").frame()

    assert len(found) == len(cases)
    assert set(found["status"]) == {"nilai", "dilindungi", "belum_lapor"}
    assert not {"0 %", "100 %", "±0 %", "±100 %"} & {share.teks for share in found["cakupan"]}


def test_who_waits_is_exact_inside_and_a_difference_of_published_numbers_outside():
    assert row(internal(counts(40, 20, 8, dinilai=30, menunggu=7)))["menunggu"] == 7
    assert row(public(counts(40, 20, 10)))["menunggu"] == 10
    assert pd.isna(row(public(counts(40, None, 10)))["menunggu"])
    assert row(public(counts(40, 20, 10)))["cakupan_asesmen"].nilai is None


@pytest.mark.parametrize(
    "attempt",
    [
        lambda column: column.sum(),
        lambda column: column.mean(),
        lambda column: sum(column),
        lambda column: column + column,
        lambda column: column * 2,
        lambda column: column[0] + 1,
        lambda column: 1 - column[0],
        lambda column: column[0] / 2,
        lambda column: float(column[0]),
        lambda column: column.astype(float),
        lambda column: column.head(1).mean(),
        lambda column: column.groupby([1, 1]).mean(),
        lambda column: column.groupby([1, 1]).sum(),
    ],
)
def test_shares_can_be_neither_added_nor_averaged(attempt):
    column = pd.Series([persen.exact_share(1, 3), persen.exact_share(2, 5)], dtype=object)

    with pytest.raises(TypeError):
        attempt(column)


@pytest.mark.parametrize(
    "attempt",
    [
        lambda share: share + share,
        lambda share: 1 + share,
        lambda share: share - share,
        lambda share: share * 2,
        lambda share: share / 2,
        lambda share: float(share),
        lambda share: int(share),
        lambda share: round(share, 1),
        lambda share: pd.Series([share, share], dtype=object).sum(),
    ],
)
def test_the_refusal_says_what_to_do_instead(attempt):
    with pytest.raises(TypeError, match="hitung ulang dari pembilang dan penyebut"):
        attempt(persen.exact_share(1, 3))


def test_components_are_shares_of_the_registered():
    table = internal(counts(200, 0, 0, psikososial=100, kesehatan=50, hukum=0, ekonomi=1))
    found = metrics.per_komponen(metrics.with_coverage(table, "kebutuhan")).frame().set_index("komponen")

    assert found["cakupan"].map(str).to_dict() == {
        "psikososial": "50,0 %",
        "kesehatan": "25,0 %",
        "hukum": "0,0 %",
        "ekonomi": "0,5 %",
    }
    assert found.loc["hukum", "status"] == "nol"
    assert set(found["penyebut"]) == {200}


def test_components_that_are_not_published_are_not_zero():
    found = metrics.per_komponen(public(counts(200, 100, 50))).frame()

    assert set(found["status"]) == {"tidak_berlaku"}
