"""Regions: the official list, names as people spell them, and codes that came and went."""

from collections import Counter
from datetime import date

import pytest

from rekap import wilayah


def test_the_list_holds_the_nation_38_provinces_514_kabkota_and_7285_kecamatan():
    counts = Counter(region.tingkat for region in wilayah.table())
    assert counts == {"nasional": 1, "provinsi": 38, "kabkota": 514, "kecamatan": 7285}


def test_every_region_but_the_nation_has_a_parent_one_level_up():
    above = {"provinsi": "nasional", "kabkota": "provinsi", "kecamatan": "kabkota"}
    for region in wilayah.table()[1:]:
        assert wilayah.get(region.induk).tingkat == above[region.tingkat], region


def test_kecamatan_are_called_distrik_in_the_six_provinces_of_papua_only():
    distrik = {region.kode[:2] for region in wilayah.table() if region.jenis == "Distrik"}
    kecamatan = {region.kode[:2] for region in wilayah.table() if region.jenis == "Kecamatan"}
    assert distrik == {"91", "92", "93", "94", "95", "96"}
    assert len(kecamatan) == 32 and not kecamatan & distrik


def test_there_are_416_kabupaten_and_98_kota():
    counts = Counter(region.jenis for region in wilayah.table() if region.tingkat == "kabkota")
    assert counts == {"Kabupaten": 416, "Kota": 98}


@pytest.mark.parametrize(
    ("kode", "nama"),
    [
        ("00", "Indonesia"),
        ("31", "DKI Jakarta"),
        ("31.01", "Kab. Adm. Kepulauan Seribu"),
        ("35", "Jawa Timur"),
        ("35.17", "Kab. Jombang"),
        ("35.17.09", "Jombang"),
        ("35.78", "Kota Surabaya"),
        ("71.09", "Kab. Kepulauan Siau Tagulandang Biaro"),
    ],
)
def test_a_region_has_a_short_name_for_display(kode, nama):
    assert wilayah.get(kode).nama == nama


def test_the_children_of_jombang_are_its_21_kecamatan_and_a_kecamatan_has_none():
    assert [child.kode for child in wilayah.children("35.17")] == [f"35.17.{n:02d}" for n in range(1, 22)]
    assert wilayah.children("35.17.09") == []


def test_changing_a_returned_list_leaves_the_registry_alone():
    wilayah.provinces().clear()
    wilayah.table().clear()
    assert len(wilayah.provinces()) == 38
    assert len(wilayah.table()) == 7838


@pytest.mark.parametrize("kode", ["3517", "35.17.Z1", "35.17.LW", "91.01", "", "99"])
def test_a_code_outside_the_list_is_no_region(kode):
    assert wilayah.get(kode) is None


@pytest.mark.parametrize(
    ("nama", "induk", "kode"),
    [
        ("KABUPATEN JOMBANG", "35", "35.17"),
        ("Kab Jombang", "35", "35.17"),
        ("Kab. Jombang", "35", "35.17"),
        ("Kab.Jombang ", None, "35.17"),
        ("jombang", "35", "35.17"),
        ("Kabupaten Malang", "35", "35.07"),
        ("KOTA MALANG", "35", "35.73"),
        ("Batu", "35", "35.79"),
        ("Kab. Tolitoli", "72", "72.04"),
        ("Kota Baru", "63", "63.02"),
        ("Kota Jakarta Pusat", "31", "31.71"),
        ("KAB. ADM. KEP. SERIBU", "31", "31.01"),
    ],
)
def test_a_kabkota_is_found_under_its_usual_spellings(nama, induk, kode):
    assert wilayah.resolve(nama, induk, "kabkota") == kode


@pytest.mark.parametrize(
    ("nama", "induk", "tingkat"),
    [
        ("malang", "35", "kabkota"),  # a kabupaten and a kota
        ("Kota Jombang", "35", "kabkota"),  # no such kota
        ("Jombang", "33", "kabkota"),  # another province
        ("Jombang", None, "kecamatan"),  # in Jombang and in Jember
        ("Jombangg", "35", "kabkota"),
        ("Kabupaten", "35", "kabkota"),
        ("", "35", "kabkota"),
        (None, "35", "kabkota"),
        ("Jombang", "99", "kabkota"),
    ],
)
def test_an_ambiguous_wrong_or_missing_name_is_nobody(nama, induk, tingkat):
    assert wilayah.resolve(nama, induk, tingkat) is None


@pytest.mark.parametrize(
    ("nama", "induk", "kode"),
    [
        ("KEC. JOMBANG", "35.17", "35.17.09"),
        ("Kecamatan Kota", "35.71", "35.71.02"),
        ("kota", "35.71", "35.71.02"),
        ("Raas", "35.29", "35.29.22"),
        ("Guluk guluk", "35.29", "35.29.09"),
    ],
)
def test_a_kecamatan_is_found_under_its_usual_spellings(nama, induk, kode):
    assert wilayah.resolve(nama, induk, "kecamatan") == kode


@pytest.mark.parametrize(
    ("nama", "kode"),
    [
        ("PROVINSI JAWA TIMUR", "35"),
        ("Prov. Jawa Timur", "35"),
        ("D.I. Yogyakarta", "34"),
        ("Daerah Khusus Ibukota Jakarta", "31"),
        ("Kep. Riau", "21"),
    ],
)
def test_a_province_is_found_under_its_usual_spellings(nama, kode):
    assert wilayah.resolve(nama, None, "provinsi") == kode


def test_every_region_is_found_by_its_own_name_within_its_parent():
    lost = [r for r in wilayah.table()[1:] if wilayah.resolve(r.nama, r.induk, r.tingkat) != r.kode]
    assert lost == []


@pytest.mark.parametrize(("kode", "mulai"), [("93", (2022, 7, 25)), ("96", (2022, 12, 8))])
def test_a_province_of_2022_is_valid_from_its_first_day_together_with_what_lies_in_it(kode, mulai):
    first = date(*mulai)
    below = wilayah.children(kode)[0].kode
    for code in (kode, below, wilayah.children(below)[0].kode):
        assert wilayah.valid_on(code, first)
        assert not wilayah.valid_on(code, date.fromordinal(first.toordinal() - 1))


def test_the_old_code_of_a_moved_kabupaten_is_valid_until_the_day_before():
    assert wilayah.valid_on("91.01", date(2022, 7, 24))
    assert not wilayah.valid_on("91.01", date(2022, 7, 25))


def test_a_region_without_a_known_change_is_valid_on_any_day_and_an_unknown_code_on_none():
    assert wilayah.valid_on("35.17.09", date(1999, 1, 1))
    assert wilayah.valid_on("00", date(2099, 1, 1))
    assert not wilayah.valid_on("35.99", date(2024, 1, 1))
