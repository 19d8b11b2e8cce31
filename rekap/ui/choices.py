"""The four common filters: what can be chosen, what is chosen first, and what a link may say.

Without a framework, because the server completes links with it before any page runs.
"""

from dataclasses import dataclass

from rekap import access, labels, reports

KEYS = ("wilayah", "periode", "basis", "tampilan")
BASES = {"tercatat": "Tercatat", "kebutuhan": "Menurut kebutuhan"}
VIEWS = {"internal": "Internal", "publikasi": "Publikasi"}
NOUNS = {"wilayah": "wilayah", "periode": "periode", "basis": "basis", "tampilan": "tampilan"}

_LEVELS = ("nasional", "provinsi", "kabkota", "zona", "kecamatan")
_KINDS = ("tahun", "sd_triwulan", "triwulan", "bulan")


@dataclass(frozen=True)
class Choice:
    """What the reader is looking at."""

    wilayah: str
    periode: str
    basis: str
    tampilan: str


def region_options(scope: access.Scope, chosen: str | None) -> dict[str, str]:
    """Code -> label, wide regions first; kecamatan of one province only, or the list would be too long."""
    known = reports.regions(scope)
    names = {region.kode: region.nama for region in known}
    province = (chosen or scope.wilayah_awal).split(".")[0]
    wanted = [r for r in known if r.tingkat in _LEVELS[:3] or r.kode.split(".")[0] == province]
    order = sorted(wanted, key=lambda r: (_LEVELS.index(r.tingkat), r.kode))
    return {region.kode: _region_label(region, names) for region in order}


def _region_label(region: reports.Daerah, names: dict[str, str]) -> str:
    if region.tingkat == "provinsi":
        return f"Provinsi {region.nama}"
    if region.tingkat in ("nasional", "kabkota"):
        return region.nama
    kab = names.get(".".join(region.kode.split(".")[:2]), "")
    prefix = "Kec. " if region.tingkat == "kecamatan" and region.kode[-2:].isdigit() else ""
    return f"{prefix}{region.nama}, {kab}"


def period_options(scope: access.Scope, tampilan: str, wilayah: str) -> dict[str, str]:
    """Code -> label: years first, then parts of years, newest first within each."""
    newest_first = reports.periods(scope, tampilan, wilayah)[::-1]
    order = sorted(newest_first, key=lambda period: _KINDS.index(period.jenis))
    return {period.kode: labels.periode(period.kode) for period in order}


def view_options(scope: access.Scope) -> dict[str, str]:
    return {code: VIEWS[code] for code in scope.tampilan}


def options(scope: access.Scope, key: str, wilayah: str, tampilan: str) -> dict[str, str]:
    """Code -> label of one filter, given the two that others depend on."""
    if key == "wilayah":
        return region_options(scope, wilayah)
    if key == "periode":
        return period_options(scope, tampilan, wilayah)
    return BASES if key == "basis" else view_options(scope)


def first(scope: access.Scope, key: str, allowed: dict[str, str]) -> str:
    """What is shown before anything is chosen."""
    wanted = {
        "wilayah": scope.wilayah_awal,
        "basis": reports.installation().basis_utama,
        "tampilan": scope.tampilan[0],
    }.get(key)
    return wanted if wanted in allowed else next(iter(allowed))


def parse(raw: str | None, allowed: dict[str, str]) -> str | None:
    """A link may name a choice by its label or by its code."""
    if raw is None:
        return None
    if raw in allowed:
        return raw
    wanted = raw.strip().casefold()
    return next((code for code, label in allowed.items() if label.casefold() == wanted), None)


def region_named(scope: access.Scope, raw: str | None) -> str | None:
    """The region that a link names, wherever it lies."""
    if raw is None:
        return None
    if raw.split(".")[0].isdigit():
        return raw if any(region.kode == raw for region in reports.regions(scope)) else None
    found = parse(raw, region_options(scope, None))
    provinces = [r.kode for r in reports.regions(scope) if r.tingkat == "provinsi"]
    return found or next((hit for p in provinces if (hit := parse(raw, region_options(scope, p)))), None)


def year_of(periode: str, allowed: dict[str, str]) -> str:
    """The nearest period that can be asked instead: the same year, else the first one listed."""
    year = periode[:4]
    return year if year in allowed else next(iter(allowed))
