"""Percentages of published counts: coarse, never 0 or 100, and always true."""

import pytest

from rekap.disclosure import percent
from rekap.disclosure.percent import protected
from rekap.disclosure.rounding import rounded

LARGEST = 300
OFFSETS = range(5)


def pairs():
    """Every exact pair with every pair of numbers that may be published for it."""
    shown = {n: sorted({int(rounded(n, o, 5)) for o in OFFSETS}) for n in range(LARGEST + 1)}
    for d in range(1, LARGEST + 1):
        for n in range(d + 1):
            for d_pub in shown[d]:
                for n_pub in shown[n]:
                    yield n, d, min(n_pub, d_pub), d_pub


def test_interval_and_bound_hold_for_every_pair_of_counts_and_offsets():
    said = {}
    for n, d, n_pub, d_pub in pairs():
        p = said.setdefault((n_pub, d_pub), protected(n_pub, d_pub))
        if p.nilai is None:
            continue
        assert p.bawah * d <= 100 * n <= p.atas * d
        assert p.jenis != percent.PALING_BANYAK or 100 * n <= p.nilai * d
        assert p.jenis != percent.PALING_SEDIKIT or 100 * n >= p.nilai * d
        assert 0 < p.nilai < 100
    assert len(said) > 1500


@pytest.mark.parametrize("d_pub", [0, 5, 10, 15])
def test_a_base_below_twenty_says_only_that_it_is_small(d_pub):
    assert protected(d_pub, d_pub) == (None, "n kecil", None, None, percent.KECIL)


@pytest.mark.parametrize(
    ("n_pub", "d_pub", "teks"),
    [(10, 25, "±40 %"), (20, 45, "±40 %"), (15, 40, "±40 %"), (25, 70, "±35 %"), (40, 110, "±36 %")],
)
def test_the_larger_the_base_the_finer_the_step(n_pub, d_pub, teks):
    assert protected(n_pub, d_pub).teks == teks


@pytest.mark.parametrize("d_pub", [20, 65, 100, 1000])
def test_none_and_few_cannot_be_told_apart_nor_all_and_nearly_all(d_pub):
    assert protected(0, d_pub).teks == protected(5, d_pub).teks
    assert protected(d_pub, d_pub).teks == protected(d_pub - 5, d_pub).teks


def test_a_share_that_would_round_to_nought_or_all_is_written_as_a_bound():
    assert protected(10, 5000).teks == "≤ 5 %"
    assert protected(4990, 5000).teks == "≥ 95 %"


def test_words_of_the_bounds():
    assert protected(5, 65).teks == "≤ 15 %"
    assert protected(95, 100).teks == "≥ 85 %"


def test_the_percentage_is_a_matter_of_the_two_published_numbers_only():
    assert protected(40, 110) == protected(40, 110)
    assert protected(40, 110).nilai == 36.0


def test_a_numerator_above_its_denominator_is_an_error():
    with pytest.raises(ValueError, match="bagian dari penyebut"):
        protected(30, 25)
