"""Chart titles: a finding where one is safe to say, else a plain name."""

import pytest

from rekap import metrics, narrative
from tests.editions_fixture import Cell, Contents, counts
from tests.narrative_tables import kecamatan, publish, year


@pytest.mark.parametrize(
    ("tier", "served", "target", "title"),
    [
        ("internal", [(60, 40), (40, 10), (30, 2)], 50.0, "Dua dari tiga kecamatan di bawah target 50 %"),
        ("internal", [(60, 40), (40, 30), (30, 20)], 50.0, "Semua kecamatan mencapai target 50 %"),
        (
            "internal",
            [(60, 40), (40, 10), (30, 2)],
            None,
            "Cakupan dari 6,7 % (Kudu) sampai 66,7 % (Jombang)",
        ),
        ("internal", [(6, 4), (4, 1), (3, 2)], 50.0, "Cakupan menurut kecamatan"),
        (
            "internal",
            [(60, 40), (40, 0), (30, 0)],
            None,
            "Cakupan dari 0,0 % (dua kecamatan) sampai 66,7 % (Jombang)",
        ),
        (
            "internal",
            [(60, 40), (40, 30), (3, 0)],
            50.0,
            "Semua kecamatan yang dapat dihitung mencapai target 50 %",
        ),
        ("publik", [(60, 40), (40, 0), (30, 0)], None, "Cakupan menurut kecamatan"),
        ("publik", [(60, 20), (40, 10), (30, 10)], None, "Cakupan menurut kecamatan"),
        (
            "publik",
            [(60, 20), (40, 20), (30, 10)],
            50.0,
            "Paling sedikit satu dari tiga kecamatan di bawah target 50 %",
        ),
        ("publik", [(60, 30), (40, 20), (30, 10)], 50.0, "Cakupan menurut kecamatan"),
    ],
)
def test_the_ranking_title_is_a_finding_or_neutral(tier, served, target, title):
    assert narrative.ranking_title(kecamatan(tier, served), target) == title


@pytest.mark.parametrize(
    ("tier", "first", "last", "title"),
    [
        (
            "internal",
            counts(100, 0, 30),
            counts(256, 0, 102),
            "Cakupan naik dari 30,0 % (2023) ke 39,8 % (2024)",
        ),
        ("internal", counts(100, 0, 30), counts(100, 0, 30), "Cakupan 2024 sama dengan 2023: 30,0 %"),
        ("internal", counts(10, 0, 3), counts(256, 0, 102), "Cakupan layanan reintegrasi sosial, 2023–2024"),
        ("publik", counts(50, 0, 30), counts(255, 0, 100), "Cakupan layanan reintegrasi sosial, 2023–2024"),
    ],
)
def test_the_trend_title_is_a_finding_or_neutral(tier, first, last, title):
    ask = publish(tier, Contents([Cell("35.17", "2023", first), Cell("35.17", "2024", last)]))
    table = ask("cakupan_per_periode", jenis_periode="tahun")

    assert narrative.trend_title(metrics.with_coverage(table, "tercatat")) == title


def test_a_series_within_the_year_compares_the_same_part_of_it():
    cells = [
        Cell("35.17", "2023-sd-tw1", counts(100, 0, 10)),
        Cell("35.17", "2023-sd-tw2", counts(100, 0, 30)),
        Cell("35.17", "2024-sd-tw1", counts(100, 0, 10)),
        Cell("35.17", "2024-sd-tw2", counts(100, 0, 40)),
    ]
    table = publish("internal", Contents(cells))("cakupan_per_periode", jenis_periode="sd_triwulan")

    assert narrative.trend_title(metrics.with_coverage(table, "tercatat")) == (
        "Cakupan naik dari 30,0 % (2023, Januari s.d. Juni) ke 40,0 % (2024, Januari s.d. Juni)"
    )


@pytest.mark.parametrize(
    ("kelas", "values", "title"),
    [
        (
            "kelompok",
            {"anak_perempuan": (50, 30), "perempuan_dewasa": (80, 10)},
            "Perempuan dewasa paling jarang",
        ),
        ("umur", {"6-12": (50, 5), "13-17": (80, 40)}, "Umur 6-12 tahun paling jarang terlayani (10,0 %)"),
        ("umur", {"6-12": (5, 0), "13-17": (80, 40)}, "Cakupan menurut umur"),
        ("disabilitas", {"ya": (30, 3), "tidak": (80, 40)}, "Penyandang disabilitas paling jarang"),
        ("disabilitas", {"tidak_diisi": (30, 3), "tidak": (80, 40)}, "Cakupan menurut disabilitas"),
    ],
)
def test_the_class_title_names_the_least_served_of_those_large_enough(kelas, values, title):
    cells = [Cell("35.17", "2024", counts(d, 0, n), kelas, nilai) for nilai, (d, n) in values.items()]
    ask = publish("internal", Contents(cells))
    table = metrics.with_coverage(ask("cakupan_per_kelas", periode="2024", kelas=kelas), "tercatat")

    assert narrative.kelas_title(table).startswith(title)


def test_the_component_title_names_the_rarest_service():
    few, _ = year("internal", counts(200, 0, 0, psikososial=100, kesehatan=50, hukum=20, ekonomi=40))
    none, _ = year("internal", counts(5, 0, 0, psikososial=3))

    assert (
        narrative.komponen_title(metrics.per_komponen(few)) == "Layanan hukum paling jarang diterima (10,0 %)"
    )
    assert narrative.komponen_title(metrics.per_komponen(none)) == "Penerima layanan menurut komponen"


def test_a_table_without_rows_has_plain_titles_and_a_sentence():
    ask = publish("publik", Contents())
    table = ask("cakupan_per_wilayah", tingkat="kabkota", periode="2031")
    full = metrics.with_coverage(table, "tercatat")
    ranked = metrics.ranking(metrics.with_target(metrics.with_change(full), ask("target")))

    assert narrative.ranking_title(ranked, 50.0) == "Cakupan menurut wilayah"
    assert narrative.lagging(ranked) is None
    assert narrative.trend_title(full) == "Cakupan layanan reintegrasi sosial"
    assert narrative.komponen_title(metrics.per_komponen(full)) == "Penerima layanan menurut komponen"
    assert narrative.empty(table.meta) == (
        "Tidak ada angka untuk pilihan ini (Kab. Jombang, Kabupaten/kota, 2031). "
        "Periode ini belum diterbitkan. Pilih wilayah atau periode lain."
    )


def test_classes_without_rows_have_a_plain_title():
    table = publish("publik", Contents())("cakupan_per_kelas", periode="2031", kelas="umur")

    assert (
        narrative.kelas_title(metrics.with_coverage(table, "tercatat")) == "Cakupan menurut golongan korban"
    )
