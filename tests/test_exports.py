"""What is taken away holds exactly the cells of the screen, and no spreadsheet can run it."""

import csv
import io
import time

import pandas as pd
import pytest

from rekap import access, exports, labels, metrics, reports, settings
from tests.editions_fixture import Cell, Contents, counts, fake_edition

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")
KECAMATAN = ["35.17.09", "35.17.13", "35.17.14", "35.17.LW"]


@pytest.fixture
def editions():
    melapor = {(kode, "2024"): (1, 2, 11, 12, "2024-11") for kode in (*KECAMATAN, "35.17")}
    melapor["35.17.14", "2024"] = (0, 2, 0, 12, None)
    exact = [
        Cell("35.17.09", "2024", counts(1234, 600, 491, dinilai=700)),
        Cell("35.17.13", "2024", counts(7, 2, 1, dinilai=3)),
        Cell("35.17", "2024", counts(60, 30, 20, dinilai=40), "umur", "6-12"),
    ]
    public = [
        Cell("35.17.09", "2024", counts(1235, 600, 490)),
        Cell("35.17.13", "2024", counts(25, None, 0)),
        Cell("35.17.14", "2024", {"korban": 0}),
    ]
    more = {
        "target": [("35.17", 2024, "tercatat", 37.5, "=1+1", True)],
        "belum": [("35.17", "2024", "uptd", None)],
        "terpublikasi": [
            ("35.17", "Jombang", "350", "@nama", None, 81.59, "Persen", "tidak diketahui", "s", "-2")
        ],
        "pengecualian": [("35.17", 2024, "menolak", 3)],
    }
    fake_edition(settings.data_dir(), "internal", "kab-35.17", Contents(exact, melapor, **more))
    fake_edition(settings.data_dir(), "publik", "pub", Contents(public, melapor, **more))


def ask(nama, tier, **params):
    scope, tampilan = (KEPALA, "internal") if tier == "internal" else (EVALUATOR, "publikasi")
    return reports.read(nama, scope, tampilan=tampilan, **params)


def kecamatan(tier):
    table = ask("cakupan_per_wilayah", tier, lingkup_wilayah=KECAMATAN, tingkat="kecamatan", periode="2024")
    return metrics.ranking(metrics.with_coverage(table, "tercatat"))


def every_report(tier):
    here = {"lingkup_wilayah": ["35.17"]}
    year = ask("cakupan_per_wilayah", tier, **here, tingkat="kabkota", periode="2024")
    target = ask("target", tier, **here)
    full = metrics.with_target(metrics.with_change(metrics.with_coverage(year, "kebutuhan")), target)
    return [
        kecamatan(tier),
        full,
        metrics.per_komponen(full),
        year,
        ask("cakupan_per_periode", tier, **here, jenis_periode="sd_triwulan"),
        metrics.with_coverage(
            ask("cakupan_per_kelas", tier, **here, periode="2024", kelas="umur"), "tercatat"
        ),
        ask("pelaporan", tier, **here, periode="2024"),
        ask("pelapor_belum", tier, **here, periode="2024"),
        ask("nilai_terpublikasi", tier, **here),
        target,
        ask("pengecualian", tier, **here, tahun=2024),
        ask("daftar_wilayah", tier, **here),
        ask("daftar_periode", tier, **here),
    ]


def parts(data, profil):
    """Comment lines and rows, read as a stranger's program would."""
    text = data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=exports.PROFIL[profil].pemisah))
    first = next(i for i, row in enumerate(rows) if not row[0].startswith("#"))
    return [row[0] for row in rows[:first]], rows[first], rows[first + 1 :]


def spelled(cell):
    """Whole numbers are taken away bare and read with a dot."""
    return labels.number(int(cell)) if cell.isdigit() else cell


@pytest.mark.parametrize("tier", ["internal", "publik"])
@pytest.mark.parametrize("profil", list(exports.PROFIL))
def test_the_file_holds_exactly_the_cells_of_the_screen(editions, tier, profil):
    for table in every_report(tier):
        screen = exports.screen_table(table)
        _, headings, rows = parts(exports.csv_bytes(table, profil), profil)

        shown = [h for h in headings if not h.endswith(" (angka)")]
        assert shown == list(screen.columns)
        for heading in shown:
            taken = [row[headings.index(heading)].removeprefix("'") for row in rows]
            as_read = [
                labels.number(int(cell)) if len(cell) > 3 and cell.isdigit() else cell for cell in taken
            ]
            assert screen[heading].tolist() in (taken, as_read)


@pytest.mark.parametrize("tier", ["internal", "publik"])
def test_every_column_of_every_report_has_a_heading_and_no_bare_code(editions, tier):
    for table in every_report(tier):
        screen = exports.screen_table(table)
        cells = set(screen.astype(str).to_numpy().ravel())

        assert not cells & {
            "None",
            "nan",
            "<NA>",
            "NaT",
            "tidak_berlaku",
            "kabkota",
            "sd_triwulan",
            "anak_perempuan",
        }
        assert not [heading for heading in screen.columns if "_" in heading]


def test_numbers_are_typed_in_the_open_profile(editions):
    data = exports.csv_bytes(kecamatan("internal"), "terbuka")
    frame = pd.read_csv(io.BytesIO(data), comment="#", dtype={"Kode wilayah": str})

    assert frame["Korban tercatat"].tolist() == [1234, 0, 0, 7]
    assert frame["Cakupan (angka)"].tolist()[0] == 39.8
    assert frame["Kode wilayah"].tolist()[0] == "35.17.09"


def test_the_excel_profile_has_semicolons_decimal_commas_and_a_mark(editions):
    data = exports.csv_bytes(kecamatan("internal"), "excel-id")

    assert data.startswith(b"\xef\xbb\xbf#")
    frame = pd.read_csv(io.BytesIO(data), comment="#", sep=";", decimal=",", encoding="utf-8-sig")
    assert frame["Cakupan (angka)"].tolist()[0] == 39.8
    assert frame["Kode wilayah"].tolist()[0] == "'35.17.09"


def test_a_protected_zero_a_bound_and_a_small_base_have_words_and_no_number(editions):
    _, headings, rows = parts(exports.csv_bytes(kecamatan("publik"), "terbuka"), "terbuka")
    found = {row[headings.index("Wilayah")]: dict(zip(headings, row, strict=True)) for row in rows}

    assert found["Jombang"]["Korban tercatat"] == "±1.235"
    assert found["Jombang"]["Korban tercatat (angka)"] == "1235"
    assert (found["Peterongan"]["Pembilang"], found["Peterongan"]["Pembilang (angka)"]) == ("0–4", "")
    assert (found["Peterongan"]["Cakupan"][:1], found["Peterongan"]["Cakupan (angka)"]) == ("≤", "")
    assert found["Kudu"]["Status"] == "Belum lapor"
    assert found["Peterongan"]["Menurut asesmen membutuhkan"] == "Tidak tersedia"


def test_the_public_file_has_no_column_that_only_exact_figures_know(editions):
    inside, outside = (exports.screen_table(kecamatan(tier)).columns for tier in ("internal", "publik"))

    assert {"Sudah diasesmen", "Diterima dari wilayah lain", "Masih menunggu"} <= set(inside)
    assert not {"Sudah diasesmen", "Diterima dari wilayah lain", "Masih menunggu"} & set(outside)


@pytest.mark.parametrize(
    "text",
    ["=1+1", " =cmd|' /C calc'!A0", "+62", "-2+3", "@SUM(A1)", "\tx", "＝1", "\u00a0=1", "=1\n2", "'=1"],
)
def test_no_text_starts_a_formula(text):
    made = exports.harmless(text)

    assert made.startswith("'")
    assert "\n" not in made
    assert "\r" not in made


@pytest.mark.parametrize("text", ["±120", "0–4", "≤ 15 %", "Kab. Jombang", "−10,2", "–", ""])
def test_what_is_shown_every_day_is_left_alone(text):
    assert exports.harmless(text) == text


def test_formula_characters_from_reference_tables_are_harmless_in_the_file(editions):
    data = exports.csv_bytes(ask("target", "publik", lingkup_wilayah=["35.17"]), "excel-id").decode()
    other = exports.csv_bytes(
        ask("nilai_terpublikasi", "publik", lingkup_wilayah=["35.17"]), "terbuka"
    ).decode()

    assert '"\'=1+1"' in data
    assert '"\'@nama"' in other
    assert '"\'-2"' in other


@pytest.mark.parametrize("profil", list(exports.PROFIL))
def test_the_first_lines_say_where_the_numbers_come_from(editions, profil):
    table = kecamatan("publik")
    comments, _, _ = parts(exports.csv_bytes(table, profil), profil)
    text = "\n".join(comments)

    assert comments[0].startswith("# DATA SINTETIS")
    for part in (
        "354 Cakupan layanan reintegrasi sosial",
        "Versi definisi: 354-2026.1",
        f"Versi data: {table.meta.edisi}",
        "Tampilan: Publikasi",
        "Tingkat: Kecamatan",
        "Periode: 2024",
        "Basis: tercatat",
        "Pelaporan: pada 3 dari 4 baris",
        "Data sampai: 31 Januari 2025",
        "disamarkan untuk melindungi korban",
    ):
        assert part in text


def test_the_reason_for_getting_less_is_in_the_file(editions):
    table = reports.read(
        "cakupan_per_wilayah",
        KEPALA,
        tampilan="internal",
        lingkup_wilayah=["35.17", "35.78"],
        tingkat="kabkota",
        periode="2024",
    )

    assert (
        "# Catatan: Pilihan ini memuat wilayah di luar kewenangan"
        in exports.csv_bytes(table, "terbuka").decode()
    )


def test_a_comment_with_a_semicolon_stays_one_cell(editions):
    table = ask("target", "publik", lingkup_wilayah=["35.17"])
    odd = table.derive(table.frame(), wilayah="a; b\n=1")
    comments, headings, _ = parts(exports.csv_bytes(odd, "excel-id"), "excel-id")

    assert "# Wilayah: a; b =1" in comments
    assert headings[0] == "Kode wilayah"


def test_the_file_name_is_plain_and_tells_the_tier(editions):
    table = kecamatan("publik")

    name = exports.file_name(table, "excel-id")
    assert name.startswith("rekap354_cakupan-per-wilayah_")
    assert "_publikasi_" in name and "_sintetis_excel.csv" in name
    assert name.isascii() and " " not in name and "/" not in name


def test_a_choice_of_columns_is_kept_in_both(editions):
    table, kolom = kecamatan("publik"), ("nama", "cakupan", "status")

    assert list(exports.screen_table(table, kolom)) == ["Wilayah", "Cakupan", "Status"]
    _, headings, _ = parts(exports.csv_bytes(table, "terbuka", kolom), "terbuka")
    assert headings == ["Wilayah", "Cakupan", "Cakupan (angka)", "Status"]


def test_an_empty_table_is_headings_only(editions):
    table = ask("pelapor_belum", "publik", lingkup_wilayah=["35.78"], periode="2024")
    _, headings, rows = parts(exports.csv_bytes(table, "terbuka"), "terbuka")

    assert "Sumber" in headings
    assert rows == []


def test_a_hundred_thousand_rows_take_less_than_five_seconds(editions):
    table = kecamatan("internal")
    many = table.derive(pd.concat([table.frame()] * 25_000, ignore_index=True))

    start = time.perf_counter()
    exports.csv_bytes(many, "terbuka")
    assert time.perf_counter() - start < 5


def test_the_words_of_the_reports_are_complete():
    assert set(labels.options("laporan")) == set(reports.names())
