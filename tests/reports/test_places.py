"""Which regions and periods the frame can offer."""

import pytest

from rekap import access, reports, settings
from tests.editions_fixture import fake_edition

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")


@pytest.fixture
def editions():
    fake_edition(settings.data_dir(), "internal", "kab-35.17")
    fake_edition(settings.data_dir(), "publik", "pub")


def test_everybody_navigates_the_same_regions(editions):
    assert [r.kode for r in reports.regions(KEPALA)] == [r.kode for r in reports.regions(EVALUATOR)]
    assert "35.78" in {r.kode for r in reports.regions(KEPALA)}


def test_one_can_navigate_ones_own_region_before_anything_is_public():
    fake_edition(settings.data_dir(), "internal", "kab-35.17")

    assert "35.17.09" in {r.kode for r in reports.regions(KEPALA)}
    with pytest.raises(reports.NoEdition):
        reports.regions(EVALUATOR)


@pytest.mark.parametrize(
    ("kode", "tingkat", "expected"),
    [
        ("35", "kabkota", ["35.02", "35.17", "35.78"]),
        ("35.17", "zona", ["35.17.Z1", "35.17.Z3"]),
        ("35.17", "kecamatan", ["35.17.09", "35.17.13", "35.17.14", "35.17.LW"]),
        ("35.17.Z3", "kecamatan", ["35.17.09", "35.17.13"]),
        ("35.78", "kecamatan", []),
    ],
)
def test_children_lie_below_their_region(editions, kode, tingkat, expected):
    assert reports.children(EVALUATOR, kode, tingkat) == expected


def test_a_kecamatan_knows_the_way_up_through_its_zona(editions):
    names = [r.nama for r in reports.lineage(EVALUATOR, "35.17.09")]

    assert names == ["Jawa Timur", "Kab. Jombang", "Zona Kota", "Jombang"]
    assert reports.lineage(EVALUATOR, "99.99") == []


@pytest.mark.parametrize(
    ("kode", "levels"),
    [
        ("00", ("provinsi",)),
        ("35", ("kabkota",)),
        ("35.17", ("zona", "kecamatan")),
        ("35.78", ("kecamatan",)),
        ("35.17.Z3", ("kecamatan",)),
        ("35.17.09", ()),
        ("35.17.LW", ()),
    ],
)
def test_the_levels_below_a_region(kode, levels):
    assert reports.children_tingkat(kode) == levels


def test_months_are_offered_in_the_internal_view_of_ones_own_region_only(editions):
    def kinds(scope, tampilan, kode):
        return {p.jenis for p in reports.periods(scope, tampilan, kode)}

    assert kinds(KEPALA, "internal", "35.17") == {"tahun", "sd_triwulan", "triwulan", "bulan"}
    assert kinds(KEPALA, "internal", "35.78") == {"tahun", "sd_triwulan"}
    assert kinds(EVALUATOR, "publikasi", "35.17.09") == {"tahun"}
