"""KOR-5: the rounding, its offsets, and sets inside sets."""

import hashlib
import hmac
from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekap.disclosure import publik, rounding
from tests.disclosure.conftest import KEY, bahan
from tests.edition.tiruan import Tiruan


@given(n=st.integers(0, 10_000), o=st.integers(0, 4))
def test_a_rounded_count_is_a_multiple_of_five_near_the_truth(n, o):
    p = rounding.rounded(n, o, 5)

    assert p % 5 == 0
    assert abs(p - n) <= 4
    assert n > 0 or p == 0


@pytest.mark.parametrize("n", range(1, 12))
def test_over_all_offsets_the_mean_is_the_count_itself(n):
    assert sum(rounding.rounded(n, o, 5) for o in range(5)) == 5 * n


def test_the_offset_is_hmac_sha256_of_the_id_modulo_five():
    identity = "v1|korban|35.17|2024@2024-12-31|umur=0-5"

    digest = hmac.new(KEY, identity.encode(), hashlib.sha256).digest()

    assert rounding.offset(KEY, identity, 5) == int.from_bytes(digest[:8], "big") % 5


def test_offsets_are_spread_evenly():
    counts = Counter(rounding.offset(KEY, f"v1|korban|{i}", 5) for i in range(20_000))

    assert all(abs(count - 4_000) < 250 for count in counts.values())


def test_offsets_are_independent_between_sets_and_between_cutoffs(province):
    policy, names = province.publik.bahan.policy, province.publik.names
    korban, butuh = (rounding.offsets(policy, KEY, h, names) for h in ("korban", "memerlukan"))
    other_cutoff = names.str.replace("2024-12-31", "2025-01-31")
    moved = rounding.offsets(policy, KEY, "korban", other_cutoff)[names != other_cutoff]

    assert 0.1 < (korban == butuh).mean() < 0.3
    assert 0.1 < (korban[names != other_cutoff] == moved).mean() < 0.3


def test_a_synonym_is_drawn_under_the_name_of_its_set(province):
    policy, names = province.publik.bahan.policy, province.publik.names

    synonym = rounding.offsets(policy, KEY, "layanan:KESEHATAN", names)

    assert (synonym == rounding.offsets(policy, KEY, "kesehatan", names)).all()


def test_where_nobody_records_assessments_need_and_receipt_are_one_number():
    made = bahan(Tiruan(), pelapor={"35.17": ("simfoni",)})
    mine = made.eksak["kode_wilayah"].str.startswith("35.17")
    same = made.eksak["memerlukan"].mask(mine, made.eksak["terlayani_354"])

    numbers = publik.prepare(replace(made, eksak=made.eksak.assign(memerlukan=same))).numbers

    both = numbers[numbers["memerlukan"].notna() & numbers["kode_wilayah"].str.startswith("35.17")]
    assert len(both) > 100 and set(both["tingkat"]) == {"kabkota", "zona"}
    assert (both["memerlukan"] == both["terlayani_354"]).all()


def test_an_assessment_that_nobody_expected_still_counts():
    made = bahan(Tiruan(kab={"35.17": 120}, years=(2024,)), pelapor={"35.17": ("simfoni",)})

    numbers = year_of(publik.prepare(made).numbers, "35.17").iloc[0]

    exact = year_of(made.eksak, "35.17").iloc[0]
    assert abs(numbers["memerlukan"] - exact["memerlukan"]) <= 4
    assert exact["memerlukan"] > exact["terlayani_354"] + 8


def test_a_subset_is_lowered_to_the_smaller_set_around_it(province):
    policy, numbers = province.publik.bahan.policy, province.publik.numbers
    exact = province.publik.cells.merge(numbers, on=list(numbers.columns[:8]), suffixes=("_n", ""))

    inside = exact[exact["memerlukan"].notna()]

    assert (inside["terlayani_354"] <= inside["memerlukan"]).all()
    assert (inside["memerlukan"] <= inside["korban"]).all()
    assert ((inside["terlayani_354"] - inside["terlayani_354_n"]).abs() <= 4).all()
    assert any(h.bagian_dari for h in policy.from_widest())


def test_one_name_shows_one_number_also_where_its_wider_set_is_hidden():
    """A zona of one kecamatan publishes `memerlukan`; the kecamatan itself does not, and must not differ."""
    made = bahan(Tiruan(kab={"35.17": 120}, years=(2024,)))
    all_served = made.eksak.assign(terlayani_354=made.eksak["memerlukan"])
    lowered = 0
    for key in range(20):
        release = publik.prepare(replace(made, eksak=all_served, key=bytes([key]) * 32))

        year = year_of(release.numbers, ["35.17.Z2", "35.17.03"]).set_index("kode_wilayah")
        zona, kecamatan = year.loc["35.17.Z2"], year.loc["35.17.03"]
        assert zona["korban"] == kecamatan["korban"]
        assert zona["terlayani_354"] == kecamatan["terlayani_354"] <= zona["memerlukan"]
        lowered += int(zona["memerlukan"]) < alone(release, "terlayani_354", "35.17.03")
    assert lowered


def alone(release, himpunan, kode):
    """The number a set would show if no set stood around it."""
    cell = year_of(release.cells, kode).index
    (o,) = rounding.offsets(release.bahan.policy, release.bahan.key, himpunan, release.names.loc[cell])
    return int(rounding.rounded(release.cells.loc[cell, himpunan].iloc[0], o, 5))


def year_of(numbers, kode, kelas=("", "")):
    """Cells of 2024 of one region or several, by these classes."""
    wanted = [kode] if isinstance(kode, str) else kode
    here = numbers[numbers["kode_wilayah"].isin(wanted) & (numbers["periode"] == "2024")]
    return here[(here["kelas_1"] == kelas[0]) & (here["kelas_2"] == kelas[1])]


def test_a_small_kab_publishes_fewer_sets_and_no_pairs_of_classes(province):
    numbers = province.publik.numbers
    small, large = (year_of(numbers, kode, ("umur", "")) for kode in ("35.07", "35.17"))

    assert len(small) == len(large) == 6
    assert small["korban"].notna().all() and small["terlayani_354"].notna().all()
    assert small["memerlukan"].isna().all() and small["ekonomi"].isna().all()
    assert large["memerlukan"].notna().all() and large["ekonomi"].notna().all()
    assert year_of(numbers, "35.07", ("kelompok", "umur")).empty
    assert year_of(numbers, "35.17", ("kelompok", "umur"))["korban"].notna().all()
    assert year_of(numbers, "35.17", ("kelompok", "umur"))["memerlukan"].isna().all()


def test_size_is_read_from_the_published_number_of_the_last_full_year():
    """The earlier year is large, the last one is small: the kab counts as small in both."""
    made = bahan(Tiruan(kab={"35.17": 60}, years=(2023, 2024)))
    korban, earlier = made.eksak["korban"], made.eksak["periode"].str[:4] != "2024"
    made = replace(made, eksak=made.eksak.assign(korban=korban.where(earlier, other=korban // 3)))

    numbers = publik.prepare(made).numbers

    assert int(year_of(numbers, "35.17")["korban"].iloc[0]) < 40
    assert numbers[numbers["kelas_2"] != ""]["tingkat"].eq("provinsi").all()


def test_a_kab_without_a_full_year_counts_as_small():
    made = bahan(Tiruan(years=(2024,), tanggal_data=Tiruan().tanggal_data.replace(year=2024, month=11)))

    numbers = publik.prepare(made).numbers

    assert not (numbers["periode"] == "2024").any()
    assert numbers[(numbers["tingkat"] == "kabkota") & (numbers["kelas_1"] != "")].empty


def test_coverage_of_a_kecamatan_needs_a_published_base_of_twenty(province):
    numbers = province.publik.numbers
    kecamatan = numbers[numbers["tingkat"] == "kecamatan"]

    assert (kecamatan["terlayani_354"].notna() == (kecamatan["korban"] >= 20)).all()
    assert kecamatan["terlayani_354"].notna().any() and kecamatan["terlayani_354"].isna().any()
    assert kecamatan[["memerlukan", "ekonomi"]].isna().all(axis=None)


def test_a_cell_with_nobody_is_a_row_like_any_other(province):
    numbers, cells = province.publik.numbers, province.publik.cells
    empty = cells[(cells["korban"] == 0) & (cells["tingkat"] == "provinsi")]

    shown = numbers.merge(empty[list(numbers.columns[:8])])

    assert len(empty) > 0
    assert len(shown) == len(empty)
    assert (shown["korban"] == 0).all()
