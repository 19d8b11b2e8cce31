"""A link says everything that a page needs, in words."""

from urllib.parse import parse_qs

import pytest

from rekap import access
from rekap.ui import choices, links

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")


def test_what_a_link_leaves_out_is_filled_in_for_the_reader(editions):
    query = parse_qs(links.complete(KEPALA, ""))

    assert query == {
        "wilayah": ["Kab. Jombang"], "periode": ["2024"], "basis": ["Tercatat"], "tampilan": ["Internal"],
    }  # fmt: skip


def test_a_link_that_says_everything_is_left_alone(editions):
    assert links.complete(KEPALA, links.complete(KEPALA, "")) is None


def test_codes_become_words(editions):
    query = parse_qs(links.complete(EVALUATOR, "wilayah=35.17.09&periode=2024&basis=kebutuhan"))

    assert query["wilayah"] == ["Kec. Jombang, Kab. Jombang"]
    assert query["basis"] == ["Menurut kebutuhan"]


def test_what_does_not_exist_is_left_for_the_page_to_report(editions):
    query = parse_qs(links.complete(EVALUATOR, "periode=2031&wilayah=zzz"))

    assert query["periode"] == ["2031"] and query["wilayah"] == ["zzz"]


def test_without_an_edition_there_is_nothing_to_fill_in():
    assert links.complete(EVALUATOR, "") is None


def test_labels_of_regions_are_unlike_each_other(editions):
    options = choices.region_options(EVALUATOR, "35.17")

    assert len(set(options.values())) == len(options)
    assert options["35"] == "Provinsi Jawa Timur" and options["35.17.Z3"] == "Zona Kota, Kab. Jombang"


def test_years_are_offered_first_and_the_newest_first_of_all(editions):
    offered = list(choices.period_options(KEPALA, "internal", "35.17"))

    assert offered[:2] == ["2024", "2023"] and offered[2] == "2024-sd-tw3" and offered[-1] == "2023-01"


@pytest.mark.parametrize(
    ("raw", "code"), [("2024", "2024"), (" januari 2024 ", "2024-01"), ("2024-13", None)]
)
def test_a_choice_is_known_by_word_or_code(editions, raw, code):
    assert choices.parse(raw, choices.period_options(KEPALA, "internal", "35.17")) == code
