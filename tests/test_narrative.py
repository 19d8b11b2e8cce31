"""Sentences: true, plain, and never saying more than the numbers do."""

import re
from datetime import date
from itertools import product

import pytest

from rekap import metrics, narrative, settings
from tests.editions_fixture import Cell, Contents, counts
from tests.narrative_tables import BELUM, MELAPOR, SEBAGIAN, kecamatan, publish, year

TERLARANG = re.compile(r"None|\bnan\b|<NA>|null|_|\bError\b|\{|\}|kohort|  ", re.IGNORECASE)


def test_the_headline_says_when_where_and_how_many_of_how_many():
    recorded, need = year("internal", counts(256, 120, 102, dinilai=130))

    assert narrative.headline(recorded) == (
        "Pada 2024, 39,8 % korban yang tercatat di Kab. Jombang sudah menerima layanan reintegrasi sosial "
        "(102 dari 256 orang)."
    )
    assert "85,0 % korban di Kab. Jombang yang menurut asesmen membutuhkan" in narrative.headline(need)


def test_protected_numbers_are_said_to_be_about():
    recorded, _ = year("publik", counts(255, 120, 100))

    assert "sekitar 39 %" in narrative.headline(recorded)
    assert "(±100 dari ±255 orang)" in narrative.headline(recorded)


@pytest.mark.parametrize(
    ("tier", "jumlah", "melapor", "sentence"),
    [
        ("internal", counts(40), MELAPOR, "Pada 2024 belum ada korban yang tercatat di Kab. Jombang"),
        ("internal", None, MELAPOR, "Pada 2024 tidak ada korban tercatat di Kab. Jombang."),
        ("internal", None, BELUM, "Pada 2024 belum ada data yang disetor untuk Kab. Jombang."),
        ("publik", counts(0), MELAPOR, "0–4 orang. Angka kecil disamarkan untuk melindungi korban."),
        ("publik", counts(0), BELUM, "Pada 2024 belum ada data yang disetor untuk Kab. Jombang."),
        ("publik", counts(15), MELAPOR, "Terlalu sedikit orang untuk dihitung persennya."),
        ("publik", {}, MELAPOR, "Angka ini tidak diterbitkan."),
        ("publik", counts(100, 100, 0), MELAPOR, "Pada 2024, paling banyak 10 % korban yang tercatat"),
        ("publik", counts(100, 100, 100), MELAPOR, "Pada 2024, paling sedikit"),
    ],
)
def test_the_headline_says_why_there_is_no_number(tier, jumlah, melapor, sentence):
    recorded, _ = year(tier, jumlah, melapor=melapor)

    assert narrative.headline(recorded).startswith(sentence)


def test_both_bases_stand_in_one_breath_with_the_reason():
    text = narrative.both_bases(*year("internal", counts(255, 120, 102, dinilai=130)))

    assert text.startswith(
        "Dari semua yang tercatat, 40,0 % sudah dilayani. Dari yang menurut asesmen membutuhkan, 85,0 %."
    )
    assert "Keduanya berbeda karena" in text


def test_without_assessment_the_need_is_not_guessed():
    text = narrative.both_bases(*year("internal", counts(255, 0, 102)))

    assert text.endswith("Kebutuhan belum bisa dihitung: sumber ini tidak mencatat asesmen.")


@pytest.mark.parametrize(
    ("tier", "before", "now", "sentence"),
    [
        ("internal", counts(100, 0, 30), counts(256, 0, 102), "Naik 9,8 poin dari 2023."),
        ("internal", counts(100, 0, 50), counts(100, 0, 30), "Turun 20,0 poin dari 2023."),
        ("internal", counts(100, 0, 30), counts(100, 0, 30), "Sama dengan 2023."),
        ("internal", counts(5), counts(100, 0, 30), "Terlalu sedikit orang untuk dibandingkan dengan 2023."),
        ("publik", counts(100, 0, 30), counts(200, 0, 80), "Naik sekitar 10 poin dari 2023."),
        ("publik", counts(100, 0, 30), counts(200, 0, 60), "Hampir sama dengan 2023."),
        ("publik", counts(50, 0, 30), counts(200, 0, 60), "Terlalu sedikit orang untuk"),
        ("publik", counts(100, 0, 0), counts(200, 0, 60), "Perubahan dari 2023 tidak dapat dihitung"),
    ],
)
def test_change_is_a_sentence(tier, before, now, sentence):
    recorded, _ = year(tier, now, before=before)

    assert narrative.change(recorded).startswith(sentence)


def test_nothing_to_compare_with_is_silence():
    recorded, _ = year("internal", counts(100, 0, 30))

    assert narrative.change(recorded) is None
    assert narrative.target_gap(recorded) is None


@pytest.mark.parametrize(
    ("tier", "served", "goal", "example", "sentence"),
    [
        ("internal", 102, 50.0, False, "10,2 poin di bawah target 50 %."),
        ("internal", 256, 50.0, False, "50,0 poin di atas target 50 %."),
        ("internal", 128, 50.0, True, "Tepat sesuai target contoh 50 %."),
        ("internal", 102, 37.25, False, "2,6 poin di atas target 37,25 %."),
        ("publik", 100, 50.0, False, "Sekitar 11 poin di bawah target 50 %."),
        ("publik", 100, 40.0, False, "Di sekitar target 40 %."),
        ("publik", 255, 50.0, False, "Di atas target 50 %."),
    ],
)
def test_the_target_is_a_sentence(tier, served, goal, example, sentence):
    korban = 256 if tier == "internal" else 255
    recorded, _ = year(tier, counts(korban, 0, served), target=[("tercatat", goal, "R", example)])

    assert narrative.target_gap(recorded) == sentence


@pytest.mark.parametrize(
    ("tier", "jumlah", "sentence"),
    [
        ("internal", counts(40, 20, 2, dinilai=30, menunggu=18), "18 orang masih menunggu."),
        ("internal", counts(40, 20, 20, dinilai=30), "Tidak ada yang masih menunggu."),
        ("internal", counts(40), None),
        ("publik", counts(40, 20, 5), "±15 orang yang menurut asesmen membutuhkan belum terlayani."),
        ("publik", counts(40, 20, 20), "0–8 orang yang menurut asesmen membutuhkan belum terlayani."),
        ("publik", counts(0), None),
        ("publik", counts(40, None, 20), None),
    ],
)
def test_who_waits_is_a_sentence(tier, jumlah, sentence):
    _, need = year(tier, jumlah)

    assert narrative.waiting(need) == sentence


def test_sources_that_did_not_report_are_named_with_the_month():
    belum = [
        ("35.17", "2024", "simfoni", None),
        ("35.17", "2024", "uptd", "2024-04"),
        ("35.78", "2024", "simfoni", "2024-12"),
    ]
    ask = publish("publik", Contents(belum=belum, tanggal_data=date(2025, 1, 20)))

    alone = ask("pelapor_belum", periode="2024")
    together = ask("pelapor_belum", lingkup_wilayah=["35.17", "35.78"], periode="2024")
    assert narrative.not_reported(alone) == [
        "Simfoni PPA belum pernah melapor.",
        "UPTD PPA belum melapor sejak Mei 2024.",
    ]
    assert narrative.not_reported(together)[1:] == [
        "UPTD PPA Kab. Jombang belum melapor sejak Mei 2024.",
        "Setoran Simfoni PPA Kota Surabaya belum lengkap.",
    ]


def test_what_was_missing_in_an_old_period_is_told_in_the_past():
    belum = [
        ("35.17", "2023", "simfoni", None),
        ("35.17", "2023", "uptd", "2023-04"),
        ("35.17", "2023-05", "uptd", "2023-04"),
    ]
    ask = publish("publik", Contents(belum=belum, tanggal_data=date(2025, 1, 20)))

    assert narrative.not_reported(ask("pelapor_belum", periode="2023")) == [
        "Simfoni PPA belum pernah melapor sampai Desember 2023.",
        "UPTD PPA tidak melapor Mei 2023 s.d. Desember 2023.",
    ]
    assert narrative.not_reported(ask("pelapor_belum", periode="2023-05")) == [
        "UPTD PPA tidak melapor Mei 2023."
    ]


def test_reporting_names_kabkota_above_and_sources_below():
    ask = publish(
        "publik", Contents(melapor={("35", "2024"): (30, 38, 12, 12, "x"), ("35.17", "2024"): SEBAGIAN})
    )
    rows = ask("pelaporan", lingkup_wilayah=["35", "35.17"], periode="2024").frame().to_dict("records")

    assert [narrative.reporting(row) for row in rows] == [
        "Belum lengkap: melapor 30 dari 38 kabupaten/kota, 12 dari 12 bulan lengkap.",
        "Belum lengkap: melapor 1 dari 2 sumber, 9 dari 12 bulan lengkap.",
    ]


@pytest.mark.parametrize(
    ("tier", "served", "sentence"),
    [
        (
            "internal",
            [(60, 40), (40, 10), (30, 2)],
            "Kudu (6,7 %) dan Peterongan (25,0 %) paling tertinggal.",
        ),
        ("internal", [(60, 40), (40, 10), (3, 0)], None),
        ("internal", [(60, 30), (40, 20), (30, 15)], None),
        (
            "internal",
            [(60, 40), (40, 10), (40, 10)],
            "Kudu (25,0 %) dan Peterongan (25,0 %) paling tertinggal.",
        ),
        (
            "publik",
            [(60, 40), (40, 10), (30, 0)],
            "Kudu (paling banyak 35 %) dan Peterongan (sekitar 30 %) termasuk",
        ),
        ("publik", [(60, 20), (40, 10), (30, 10)], None),
    ],
)
def test_what_lags_is_named_only_on_a_large_enough_base(tier, served, sentence):
    found = narrative.lagging(kecamatan(tier, served))

    assert found == sentence or found.startswith(sentence)


def test_few_assessments_are_said_beside_the_need():
    _, few = year("internal", counts(100, 20, 10, dinilai=21))
    _, many = year("internal", counts(100, 60, 10, dinilai=80))

    assert narrative.assessed(few).endswith("(21,0 %), jadi angka menurut kebutuhan belum mewakili semuanya.")
    assert narrative.assessed(many) == "80 dari 100 korban tercatat sudah diasesmen (80,0 %)."


def test_a_need_that_is_not_published_is_named():
    text = narrative.both_bases(*year("publik", counts(100, None, 50)))

    assert text.endswith("Angka menurut kebutuhan tidak diterbitkan.")


def test_many_regions_at_the_low_end_are_counted_and_not_named():
    def sentence(served):
        return narrative.lagging(kecamatan("publik", served), most=1)

    assert sentence([(60, 40), (40, 0), (30, 0)]) == "Dua wilayah sama-sama paling rendah."
    assert (
        sentence([(60, 40), (40, 0), (40, 0)]) == "Dua wilayah sama-sama paling rendah (paling banyak 25 %)."
    )


def test_what_was_published_before_is_quoted_with_its_unknown_basis():
    row = ("Persen", "tidak diketahui", "sumber")
    rows = [
        ("35.17", "Jombang", "354", "Cakupan 354", 2022, 100.0, *row, "a"),
        ("35.17", "Jombang", "354", "Cakupan 354", 2019, 85.09, *row, "b"),
        ("35.17", "Jombang", "350", "Rehabilitasi sosial", None, 80.0, *row, "c"),
    ]
    table = publish("publik", Contents(terpublikasi=rows))("nilai_terpublikasi")

    assert narrative.published(table, 2024) == [
        "Diterbitkan sebelumnya (2022): 100 %, basis tidak diketahui."
    ]
    assert narrative.published(table, 2020) == [
        "Diterbitkan sebelumnya (2019): 85,09 %, basis tidak diketahui."
    ]
    assert narrative.published(table, 2018) == [
        "Diterbitkan sebelumnya untuk indikator lain (Rehabilitasi sosial) (tahun tidak diketahui): 80 %, "
        "basis tidak diketahui."
    ]


def test_the_origin_names_synthetic_data_first():
    recorded, _ = year("publik", counts(40))

    assert narrative.origin(recorded.meta).startswith("DATA SINTETIS · versi data ")
    assert "±5 berarti 1 sampai 9" in narrative.protection(recorded.meta)


def sentences(text):
    return text.replace("Kab. ", "Kab ").split(". ")


GRID = [
    (jumlah, melapor)
    for korban, share, need, assessed in product((0, 3, 40, 255), (0, 0.5, 1), (0, 1), (0, 1))
    for melapor in (MELAPOR, SEBAGIAN, BELUM)
    for jumlah in [
        counts(
            korban,
            max(int(korban * need), int(korban * share)),
            int(korban * share),
            dinilai=int(korban * assessed),
            menunggu=int(korban * 0.1) if assessed else 0,
        )
    ]
]


@pytest.mark.parametrize("tier", ["internal", "publik"])
def test_in_every_situation_the_paragraph_is_three_to_five_plain_sentences(tier):
    years = tuple(range(1000, 1000 + len(GRID)))
    cells, melapor = [], {}
    for number, (jumlah, reported) in zip(years, GRID, strict=True):
        shown = {k: v // 5 * 5 if tier == "publik" else v for k, v in jumlah.items()}
        cells.append(Cell("35.17", str(number), shown))
        melapor["35.17", str(number)] = reported
    ask = publish(tier, Contents(cells, melapor, tahun=years))
    recorded, need = (
        metrics.with_change(metrics.with_coverage(ask("cakupan_per_periode", jenis_periode="tahun"), basis))
        for basis in settings.BASIS
    )
    for index in range(len(GRID)):
        pair = [table.derive(table.frame().iloc[[index]]) for table in (recorded, need)]
        text = narrative.paragraph(*pair)
        said = [
            text,
            narrative.headline(pair[1]),
            narrative.both_bases(*pair),
            narrative.waiting(pair[1]) or ".",
        ]
        assert 3 <= len(sentences(text)) <= 5, text
        assert text.endswith(narrative.PREVALENSI)
        for part in said:
            assert part.endswith("."), part
            assert not TERLARANG.search(part), part
            if tier == "publik":
                assert "tidak ada korban" not in part.lower()
                assert not re.search(r"(?<![Mm]elapor )(?<![–\d])\b[1-4] (orang|dari)", part), part
