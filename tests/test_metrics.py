"""Coverage: what is shown, what is not, and what may be compared."""

import tomllib
from itertools import product

import pandas as pd
import pytest

from rekap import access, metrics, reports, settings
from rekap.metrics import compare, persen
from tests.editions_fixture import Cell, Contents, fake_edition

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")
MELAPOR = (2, 2, 12, 12, "2024-12")
BELUM = (0, 2, 0, 12, None)


def counts(korban, memerlukan=0, terlayani=0, **more):
    return {"korban": korban, "memerlukan": memerlukan, "terlayani_354": terlayani, **more}


def internal(jumlah, *, melapor=MELAPOR, wilayah="35.17", periode="2024"):
    """The exact answer about one region with these counts."""
    isi = Contents(cells=[Cell(wilayah, periode, jumlah)] if jumlah else [])
    isi.melapor[wilayah, periode] = melapor
    fake_edition(settings.data_dir(), "internal", "kab-35.17", isi)
    return asked(KEPALA, "internal", [wilayah], periode)


def public(jumlah, *, melapor=MELAPOR, wilayah="35.17", periode="2024"):
    isi = Contents(cells=[Cell(wilayah, periode, jumlah)], melapor={(wilayah, periode): melapor})
    fake_edition(settings.data_dir(), "publik", "pub", isi)
    return asked(EVALUATOR, "publikasi", [wilayah], periode)


def asked(scope, tampilan, wilayah, periode):
    tingkat = "kecamatan" if wilayah[0].count(".") == 2 else "kabkota"
    return reports.read(
        "cakupan_per_wilayah",
        scope,
        tampilan=tampilan,
        lingkup_wilayah=wilayah,
        tingkat=tingkat,
        periode=periode,
    )


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


def two_years(tier, before, now, basis="tercatat"):
    isi = Contents(cells=[Cell("35.17", "2023", before), Cell("35.17", "2024", now)])
    isi.melapor = {("35.17", "2023"): MELAPOR, ("35.17", "2024"): MELAPOR}
    if tier == "internal":
        fake_edition(settings.data_dir(), "internal", "kab-35.17", isi)
    else:
        fake_edition(settings.data_dir(), "publik", "pub", isi)
    table = reports.read(
        "cakupan_per_periode",
        KEPALA,
        tampilan="internal" if tier == "internal" else "publikasi",
        lingkup_wilayah=["35.17"],
        jenis_periode="tahun",
    )
    return metrics.with_change(metrics.with_coverage(table, basis)).frame().iloc[1]


@pytest.mark.parametrize(
    ("tier", "before", "now", "selisih", "arah"),
    [
        ("internal", counts(100, 0, 30), counts(256, 0, 102), 9.8, "naik"),
        ("internal", counts(100, 0, 50), counts(100, 0, 30), -20.0, "turun"),
        ("internal", counts(100, 0, 50), counts(200, 0, 100), 0.0, "tetap"),
        ("internal", counts(19, 0, 9), counts(256, 0, 102), None, "terlalu_sedikit"),
        ("internal", counts(0), counts(256, 0, 102), None, "tanpa_pembanding"),
        ("publik", counts(100, 0, 30), counts(200, 0, 80), 10.0, "naik"),
        ("publik", counts(95, 0, 30), counts(200, 0, 80), None, "terlalu_sedikit"),
        ("publik", counts(100, 0, 5), counts(200, 0, 80), None, "hanya_batas"),
        ("publik", counts(15, 0, 5), counts(200, 0, 80), None, "terlalu_sedikit"),
        ("publik", {}, counts(200, 0, 80), None, "tanpa_pembanding"),
    ],
)
def test_change_is_said_only_where_the_base_allows_it(tier, before, now, selisih, arah):
    found = two_years(tier, before, now)

    assert found["arah"] == arah
    assert (None if pd.isna(found["selisih"]) else found["selisih"]) == selisih


def test_the_minimum_for_change_words_is_that_of_the_policy():
    text = (settings.REFERENCE / "kebijakan.toml").read_text(encoding="utf-8")

    assert tomllib.loads(text)["persen"]["penyebut_perubahan"] == compare.PERUBAHAN_PUBLIK


def test_two_tiers_or_two_bases_are_never_compared():
    exact = internal(counts(40, 20, 8, dinilai=30))
    outside = public(counts(40, 20, 10))
    recorded = metrics.with_coverage(exact, "tercatat")

    with pytest.raises(ValueError, match="tampilan dan basis yang sama"):
        metrics.with_change(recorded, metrics.with_coverage(outside, "tercatat"))
    with pytest.raises(ValueError, match="tampilan dan basis yang sama"):
        metrics.with_change(recorded, metrics.with_coverage(exact, "kebutuhan"))


def against(table, goal, basis="tercatat"):
    isi = Contents(target=[("35.17", 2024, basis, goal, "Renstra", True)])
    fake_edition(settings.data_dir(), "publik", "pub", isi)
    target = reports.read("target", EVALUATOR, tampilan="publikasi", lingkup_wilayah=["35.17"])
    found = metrics.with_target(metrics.with_coverage(table, basis), target).frame().iloc[0]
    return None if pd.isna(found["selisih_target"]) else found["selisih_target"], found["terhadap_target"]


def test_a_target_is_met_missed_or_too_close_to_tell():
    assert against(internal(counts(256, 0, 102)), 50) == (-10.2, "di_bawah")
    assert against(internal(counts(256, 0, 128)), 50) == (0.0, "sama")
    assert against(internal(counts(5, 0, 3)), 50) == (None, "terlalu_sedikit")
    assert against(public(counts(255, 0, 105)), 50) == (-9.0, "di_bawah")
    assert against(public(counts(255, 0, 105)), 42) == (None, "di_sekitar")
    assert against(public(counts(255, 0, 255)), 50) == (None, "di_atas")
    assert against(internal(counts(256, 0, 102)), 50, "kebutuhan") == (None, "terlalu_sedikit")


def test_a_target_of_the_year_says_nothing_about_a_month():
    assert against(internal(counts(256, 0, 102), periode="2024-05"), 50) == (None, "tanpa_target")


def test_regions_are_ranked_by_value_then_name_and_small_ones_not_at_all():
    cells = [
        Cell("35.17.14", "2024", counts(40, 0, 20)),
        Cell("35.17.09", "2024", counts(60, 0, 30)),
        Cell("35.17.13", "2024", counts(10, 0, 10)),
        Cell("35.17.LW", "2024", counts(90, 0, 80)),
    ]
    fake_edition(settings.data_dir(), "internal", "kab-35.17", Contents(cells=cells))
    codes = [cell.wilayah for cell in cells]
    ranked = metrics.ranking(metrics.with_coverage(asked(KEPALA, "internal", codes, "2024"), "tercatat"))

    found = ranked.frame()
    assert found["nama"].tolist()[:2] == ["Jombang", "Kudu"]
    assert found["peringkat"].tolist()[:2] == [1, 1]
    assert found["peringkat"].isna().tolist() == [False, False, True, True]


def test_protected_bounds_stand_at_their_end_of_the_ranking():
    cells = [
        Cell("35.17.09", "2024", {"korban": 30, "terlayani_354": 0}),
        Cell("35.17.13", "2024", {"korban": 40, "terlayani_354": 10}),
        Cell("35.17.14", "2024", {"korban": 45, "terlayani_354": 0}),
    ]
    fake_edition(settings.data_dir(), "publik", "pub", Contents(cells=cells))
    codes = [cell.wilayah for cell in cells]
    table = metrics.with_coverage(asked(EVALUATOR, "publikasi", codes, "2024"), "tercatat")
    found = metrics.ranking(table).frame()

    assert found["nama"].tolist() == ["Peterongan", "Jombang", "Kudu"]
    assert found["peringkat"].tolist() == [1, 2, 2]


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
