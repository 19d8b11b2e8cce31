"""The same state reads the same in words on the screen and in the file, in both tiers."""

import csv
import io

import pytest

from rekap import access, exports, metrics, reports

KEPALA, PROVINSI, EVALUATOR = (
    access.PERAN_CONTOH[akun] for akun in ("kepala-jombang", "perencana-jatim", "evaluator")
)
LARGEST, SMALLEST, SILENT = ("35.17.09", "kecamatan"), ("35.17.21", "kecamatan"), ("35.29", "kabkota")


def shown(scope, tampilan, place, periode):
    """What the screen says of one region, and the same row of the file."""
    kode, tingkat = place
    asked = reports.read(
        "cakupan_per_wilayah", scope, tampilan=tampilan,
        lingkup_wilayah=[kode], tingkat=tingkat, periode=periode,
    )  # fmt: skip
    table = metrics.with_coverage(asked, "tercatat")
    screen = exports.screen_table(table).iloc[0].to_dict()
    text = exports.csv_bytes(table, "terbuka").decode("utf-8")
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    return table.meta.tier, screen, next(csv.DictReader(io.StringIO(body)))


@pytest.mark.parametrize(
    ("scope", "tampilan", "place", "periode", "tier", "status", "counted"),
    [
        (KEPALA, "internal", LARGEST, "2024", "internal", "Ada nilainya", None),
        (EVALUATOR, "publikasi", LARGEST, "2024", "publik", "Ada nilainya", "±"),
        (KEPALA, "internal", SMALLEST, "2025", "internal", "Tidak ada korban tercatat", "0"),
        (EVALUATOR, "publikasi", SMALLEST, "2025", "publik", "Disamarkan", "0–4"),
        (KEPALA, "internal", SMALLEST, "2024-02", "internal", "Tidak ada korban tercatat", "0"),
        (EVALUATOR, "publikasi", SMALLEST, "2024-02", "publik", "Tidak tersedia", ""),
        (PROVINSI, "internal", SILENT, "2025", "internal", "Belum lapor", "0"),
        (EVALUATOR, "publikasi", SILENT, "2025", "publik", "Belum lapor", "0–4"),
    ],
)
def test_a_state_has_its_word_on_the_screen_and_in_the_file(
    in_demo, scope, tampilan, place, periode, tier, status, counted
):
    opened, screen, row = shown(scope, tampilan, place, periode)

    assert opened == tier
    assert screen["Status"] == row["Status"] == status
    if counted is not None:
        assert screen["Korban tercatat"].startswith(counted)
    assert row["Korban tercatat"] == screen["Korban tercatat"]
