"""What may be compared with last year, with a target, and with other regions."""

import tomllib

import pandas as pd
import pytest

from rekap import metrics, reports, settings
from rekap.metrics import compare
from tests.editions_fixture import Cell, Contents, counts, fake_edition
from tests.metrics_tables import EVALUATOR, KEPALA, MELAPOR, asked, internal, public


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
        ("publik", counts(200, 0, 75), counts(200, 0, 80), None, "tetap"),
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


@pytest.mark.parametrize("periode", ["2024-05", "2024-sd-tw1", "2024-tw3"])
def test_a_target_of_the_year_says_nothing_about_a_part_of_it(periode):
    assert against(internal(counts(256, 0, 102), periode=periode), 50) == (None, "tanpa_target")


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
