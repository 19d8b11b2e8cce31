"""What the frame of every screen needs to know: which regions and which periods there are."""

from dataclasses import dataclass

from rekap import access, settings
from rekap.reports.ask import read
from rekap.reports.files import Daerah, navigation


@dataclass(frozen=True)
class Periode:
    """One period that can be asked."""

    kode: str
    jenis: str
    tahun: int
    status: str


def regions(scope: access.Scope) -> list[Daerah]:
    """Every region that the viewer may navigate to, by code; the same list in every role."""
    return list(navigation(scope).values())


def children(scope: access.Scope, kode: str, tingkat: str) -> list[str]:
    """Codes of the regions of one level that lie below `kode`."""
    return [r.kode for r in regions(scope) if r.tingkat == tingkat and kode in r.leluhur]


def lineage(scope: access.Scope, kode: str) -> list[Daerah]:
    """The regions that contain `kode`, widest first, and `kode` itself last; empty when it is unknown."""
    known = navigation(scope)
    if kode not in known:
        return []
    order = settings.TINGKAT
    above = [known[up] for up in known[kode].leluhur if up in known]
    return [*sorted(above, key=lambda r: order.index(r.tingkat)), known[kode]]


def children_tingkat(kode: str) -> tuple[str, ...]:
    """The levels that can be shown below a region, the next one first; empty for the lowest."""
    if kode == "00":
        return ("provinsi",)
    depth = kode.count(".")
    if depth == 0:
        return ("kabkota",)
    if depth == 2:
        return ("kecamatan",) if kode.rsplit(".", 1)[1].startswith("Z") else ()
    has_zona = any(zona.kode.startswith(kode + ".") for zona in settings.instalasi().zona)
    return ("zona", "kecamatan") if has_zona else ("kecamatan",)


def periods(scope: access.Scope, tampilan: str, kode: str | None = None) -> list[Periode]:
    """Every period that can be asked in this view of one region (else of the viewer's own)."""
    table = read("daftar_periode", scope, tampilan=tampilan, lingkup_wilayah=[kode or scope.wilayah_awal])
    rows = table.isi[["periode", "jenis_periode", "tahun", "status"]].itertuples(index=False)
    return [Periode(*row) for row in rows]


def installation() -> settings.Instalasi:
    """For whom this installation works."""
    return settings.instalasi()
