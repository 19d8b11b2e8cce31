"""Answers about one region to work coverage out of."""

from rekap import access, reports, settings
from tests.editions_fixture import Cell, Contents, fake_edition

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")
MELAPOR = (2, 2, 12, 12, "2024-12")
BELUM = (0, 2, 0, 12, None)


def internal(jumlah, *, melapor=MELAPOR, wilayah="35.17", periode="2024"):
    """The exact answer about one region with these counts."""
    isi = Contents(cells=[Cell(wilayah, periode, jumlah)] if jumlah else [])
    isi.melapor[wilayah, periode] = melapor
    fake_edition(settings.data_dir(), "internal", "kab-35.17", isi)
    return asked(KEPALA, "internal", [wilayah], periode)


def public(jumlah, *, melapor=MELAPOR, wilayah="35.17", periode="2024"):
    isi = Contents(cells=[Cell(wilayah, periode, jumlah)], melapor={(wilayah, periode): melapor})
    fake_edition(settings.data_dir(), "publik", "pub", isi)
    return asked(EVALUATOR, "publikasi", [wilayah], periode)


def asked(scope, tampilan, wilayah, periode):
    tingkat = "kecamatan" if wilayah[0].count(".") == 2 else "kabkota"
    return reports.read(
        "cakupan_per_wilayah",
        scope,
        tampilan=tampilan,
        lingkup_wilayah=wilayah,
        tingkat=tingkat,
        periode=periode,
    )
