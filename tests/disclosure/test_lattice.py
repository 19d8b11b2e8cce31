"""Which cells exist, and under which name each is drawn."""

from datetime import date

import pandas as pd
import pytest

from rekap.disclosure import kebijakan, lattice
from tests.edition.tiruan import Tiruan, cube

POLICY = kebijakan.policy()


def names(tiruan):
    return lattice.canonical_regions(tiruan.regions())


@pytest.mark.parametrize(
    ("pair", "possible"),
    [
        (("perempuan_dewasa", "6-12"), False),
        (("anak_perempuan", "25-59"), False),
        (("anak_laki_laki", "18-24"), False),
        (("anak_laki_laki", "13-17"), True),
        (("perempuan_dewasa", "60+"), True),
    ],
)
def test_pairs_that_nobody_can_be_in_are_no_cells(pair, possible):
    kelompok, umur = pair
    family = next(f for f in POLICY.keluarga if f.banyak_kelas == 2)

    cells = lattice.class_cells(POLICY, family)

    assert (("kelompok", kelompok, "umur", umur) in cells) is possible
    assert len(cells) == 9 + 7 * 3 + 7 * 6


def test_an_adult_woman_of_an_age_is_drawn_as_anybody_of_that_age():
    with_age = lattice.canonical_classes(POLICY, "kelompok", "perempuan_dewasa", "umur", "18-24")
    girl = lattice.canonical_classes(POLICY, "kelompok", "anak_perempuan", "umur", "6-12")

    assert with_age == lattice.canonical_classes(POLICY, "umur", "18-24", "", "") == "umur=18-24"
    assert girl == "kelompok=anak_perempuan&umur=6-12"
    assert lattice.canonical_classes(POLICY, "", "", "", "") == "*"


def test_regions_of_the_same_kecamatan_have_one_name():
    one_zona = Tiruan(kab={"35.17": 1}, zona={"35.17.Z1": ("35.17.01", "35.17.02", "35.17.03")})

    assert names(Tiruan())["35.17.Z2"] == "35.17.03"
    assert names(Tiruan())["35.17.Z1"] == "35.17.Z1"
    assert names(Tiruan())["35.17.LW"] == "35.17.LW"
    assert names(one_zona)["35.17.Z1"] == "35.17"


def test_a_nation_of_one_province_is_drawn_as_the_province():
    regions = Tiruan().regions()
    nation = pd.DataFrame([{**regions.iloc[0], "kode_wilayah": "00", "tingkat": "nasional", "induk": None}])
    below = regions.assign(induk=regions["induk"].where(regions["kode_wilayah"] != "35", "00"))

    found = lattice.canonical_regions(pd.concat([nation, below], ignore_index=True))

    assert found["00"] == "35"


def test_need_is_receipt_in_regions_where_no_expected_source_records_assessments():
    regions = Tiruan().regions()
    some = {"35.17": ("simfoni",), "35.07": ("simfoni", "uptd"), "35.78": ()}

    found = lattice.without_assessments(regions, some)

    assert {"35.17", "35.17.01", "35.17.LW", "35.17.Z1", "35.78"} <= found
    assert not {"35", "35.07", "35.07.01"} & found
    nobody = lattice.without_assessments(regions, dict.fromkeys(some, ("simfoni",)))
    assert nobody == set(regions["kode_wilayah"])


def test_a_period_is_published_once_its_cutoff_is_past():
    periods = Tiruan().periods()

    def released(day):
        return set(lattice.open_periods(POLICY, periods, day)["periode"])

    assert "2024-sd-tw1" not in released(date(2024, 4, 29))
    assert "2024-sd-tw1" in released(date(2024, 4, 30))
    assert "2024" not in released(date(2024, 12, 30))
    assert released(date(2025, 1, 1)) >= {"2023", "2024", "2024-sd-tw3"}
    assert not {"2024-01", "2024-tw1"} & released(date(2025, 1, 1))


def test_the_name_of_a_cell_carries_its_cutoff(province):
    cells = province.publik.cells.assign(nama=province.publik.names)
    row = cells[(cells["kode_wilayah"] == "35") & (cells["periode"] == "2024-sd-tw1")].iloc[0]

    assert row["nama"].startswith("35|2024-sd-tw1@2024-04-30|")


def test_the_families_hold_what_the_policy_says(province):
    numbers = province.publik.numbers
    shapes = {
        (r.tingkat, r.jenis_periode, r.kelas_1, r.kelas_2)
        for r in numbers[["tingkat", "jenis_periode", "kelas_1", "kelas_2"]].drop_duplicates().itertuples()
    }

    assert ("provinsi", "sd_triwulan", "jenis_kekerasan", "umur") in shapes
    assert ("kabkota", "tahun", "disabilitas", "") in shapes
    assert ("zona", "tahun", "", "") in shapes
    assert not [s for s in shapes if s[0] in ("zona", "kecamatan") and s[2]]
    assert not [s for s in shapes if s[0] == "kabkota" and s[1] == "sd_triwulan" and s[3]]
    assert not [s for s in shapes if s[1] in ("triwulan", "bulan")]
    assert not [s for s in shapes if s[0] == "provinsi" and "disabilitas" in s]


def test_since_january_components_are_published_as_totals_only(province):
    numbers = province.publik.numbers
    part = numbers[numbers["jenis_periode"] == "sd_triwulan"]

    assert part.loc[part["kelas_1"] == "", "hukum"].notna().all()
    assert part.loc[part["kelas_1"] != "", "hukum"].isna().all()
    assert part.loc[part["tingkat"] == "provinsi", "terlayani_354"].notna().all()


def test_two_classes_since_january_are_counted_as_slowly_by_hand(province):
    """The cube of the warehouse has pairs of classes for years only; the lattice makes these itself."""
    tiruan = Tiruan()
    members = tiruan.members(tiruan.regions(), tiruan.periods())
    members["umur"] = members["umur"].replace({"25-44": "25-59", "45-59": "25-59"})
    by_hand = cube(members[members["tingkat"] == "provinsi"], pairs="sd_triwulan")
    mine = [*lattice.SEL, *POLICY.himpunan]

    exact = province.publik.bahan.eksak
    found = exact[(exact["kelas_2"] != "") & (exact["jenis_periode"] == "sd_triwulan")][mine]

    expected = by_hand[by_hand["kelas_2"].notna() & (by_hand["kelas_1"] != "disabilitas")][mine]
    both = [frame.sort_values(lattice.SEL, ignore_index=True).astype(str) for frame in (found, expected)]
    assert len(found) > 200
    pd.testing.assert_frame_equal(*both)
