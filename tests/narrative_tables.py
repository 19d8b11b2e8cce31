"""Tables about Jombang to make sentences of."""

from rekap import access, metrics, reports, settings
from tests.editions_fixture import Cell, Contents, counts, fake_edition

KEPALA = access.demo_scope("kepala-jombang")
EVALUATOR = access.demo_scope("evaluator")
MELAPOR, SEBAGIAN, BELUM = (2, 2, 12, 12, "x"), (1, 2, 9, 12, "x"), (0, 2, 0, 12, None)


def publish(tier, isi):
    """Make this the current edition of the tier; answers questions about it."""
    lingkup = "kab-35.17" if tier == "internal" else "pub"
    fake_edition(settings.data_dir(), tier, lingkup, isi)
    scope, tampilan = (KEPALA, "internal") if tier == "internal" else (EVALUATOR, "publikasi")

    def ask(nama, **params):
        return reports.read(nama, scope, tampilan=tampilan, **{"lingkup_wilayah": ["35.17"], **params})

    return ask


def year(tier, jumlah, *, melapor=MELAPOR, before=None, target=(), periode="2024"):
    """Both bases of one period of Jombang, with last year and target."""
    cells = [Cell("35.17", periode, jumlah)] if jumlah else []
    earlier = f"{int(periode[:4]) - 1}{periode[4:]}"
    cells += [Cell("35.17", earlier, before)] if before else []
    keys = {("35.17", periode): melapor, ("35.17", earlier): MELAPOR}
    ask = publish(tier, Contents(cells, keys, target=[("35.17", 2024, *row) for row in target]))
    now = ask("cakupan_per_wilayah", tingkat="kabkota", periode=periode)
    then = ask("cakupan_per_wilayah", tingkat="kabkota", periode=earlier)
    return [
        metrics.with_target(
            metrics.with_change(metrics.with_coverage(now, basis), metrics.with_coverage(then, basis)),
            ask("target"),
        )
        for basis in settings.BASIS
    ]


def kecamatan(tier, served):
    """The ranking of three kecamatan: (korban, terlayani) each."""
    codes = ("35.17.09", "35.17.13", "35.17.14")
    cells = [Cell(k, "2024", counts(d, 0, n)) for k, (d, n) in zip(codes, served, strict=True)]
    ask = publish(tier, Contents(cells))
    table = ask("cakupan_per_wilayah", lingkup_wilayah=codes, tingkat="kecamatan", periode="2024")
    return metrics.ranking(metrics.with_coverage(table, "tercatat"))
