"""Chart titles: a finding where one is safe to say, else a plain name."""

from rekap import labels, metrics
from rekap.narrative.words import apart, capital, kind, share, spelled
from rekap.reports import SafeTable

_SIAPA = {
    "umur": "Umur {}",
    "kelompok": "{}",
    "jenis_kekerasan": "Korban jenis kekerasan {}",
}
_DISABILITAS = {"ya": "Penyandang disabilitas", "tidak": "Korban tanpa disabilitas"}


def trend_title(table: SafeTable) -> str:
    """One region over time."""
    found = metrics.over_time(table)
    if found is None:
        periods = sorted(table.frame()["periode"])
        span = f", {labels.periode(periods[0])}–{labels.periode(periods[-1])}" if periods else ""
        return f"Cakupan layanan reintegrasi sosial{span}"
    first, last, word = found
    begin, end = (labels.periode(row["periode"]) for row in (first, last))
    if word == "tetap":
        return f"Cakupan {end} sama dengan {begin}: {share(last['cakupan'])}"
    return f"Cakupan {word} dari {share(first['cakupan'])} ({begin}) ke {share(last['cakupan'])} ({end})"


def ranking_title(ranked: SafeTable, target: float | None = None) -> str:
    """Regions of one level side by side, against the target of the region they lie in."""
    everything = [row for row in ranked.rows() if not row["kode_wilayah"].endswith(metrics.LUAR)]
    rows = [row for row in everything if row["peringkat"] is not None]
    level = kind(everything[0]["tingkat"]) if everything else "wilayah"
    whose = level if len(rows) == len(everything) else f"{level} yang dapat dihitung"
    least = "paling sedikit " if ranked.meta.tier == "publik" else ""  # a range may hide some below
    found = _against(rows, whose, target, least) if target is not None and len(rows) > 1 else None
    return found or _spread(rows, whose) or f"Cakupan menurut {level}"


def _against(rows: list[dict], whose: str, target: float, least: str) -> str | None:
    """How many are below the target for certain, or that all reach it."""
    goal = f"target {labels.percent(target, 0 if target == int(target) else 1)}"
    below = sum(row["cakupan"].atas < target for row in rows)
    if below:
        return f"{capital(least + spelled(below))} dari {spelled(len(rows))} {whose} di bawah {goal}"
    return f"Semua {whose} mencapai {goal}" if all(row["cakupan"].bawah >= target for row in rows) else None


def _spread(rows: list[dict], level: str) -> str | None:
    """From the lowest to the highest, when they are apart and each end is one value."""
    if len(rows) < 2 or not apart(rows[-1], rows[0]):
        return None
    ends = []
    for end in (rows[-1], rows[0]):
        alike = [row for row in rows if row["peringkat"] == end["peringkat"]]
        if len({share(row["cakupan"]) for row in alike}) > 1:
            return None
        who = end["nama"] if len(alike) == 1 else f"{spelled(len(alike))} {level}"
        ends.append(f"{share(end['cakupan'])} ({who})")
    return f"Cakupan dari {' sampai '.join(ends)}"


def kelas_title(table: SafeTable) -> str:
    """Classes of one kind side by side."""
    rows = [row for row in table.rows() if row["nilai"] != "tidak_diisi"]
    if not rows:
        return "Cakupan menurut golongan korban"
    kelas = rows[0]["kelas"]
    found = _rarest(table, rows, lambda row: _who(kelas, row["nilai"]), "terlayani")
    return found or f"Cakupan menurut {labels.label('kelas', kelas).lower()}"


def komponen_title(table: SafeTable) -> str:
    """Service components side by side; they overlap, so only the rarest is named."""

    def service(row: dict) -> str:
        return f"Layanan {labels.label('komponen', row['komponen']).lower()}"

    return _rarest(table, table.rows(), service, "diterima") or "Penerima layanan menurut komponen"


def _who(kelas: str, nilai: str) -> str:
    if kelas == "disabilitas":
        return _DISABILITAS[nilai]
    name = labels.label(kelas, nilai)
    return _SIAPA[kelas].format(name if kelas == "kelompok" else name[:1].lower() + name[1:])


def _rarest(table: SafeTable, rows: list[dict], name, done: str) -> str | None:
    """The lowest share, when its base is large enough and it is lower for certain than the highest."""
    rows = [r for r in rows if r["cakupan"].nilai is not None and r["penyebut"] >= metrics.DASAR_MINIMUM]
    rows.sort(key=lambda row: row["cakupan"].nilai)
    if len(rows) < 2 or not apart(rows[0], rows[-1]):
        return None
    if rows[0]["cakupan"].nilai == rows[1]["cakupan"].nilai:
        return None
    word = "paling jarang" if table.meta.tier == "internal" else "termasuk yang paling jarang"
    return f"{name(rows[0])} {word} {done} ({share(rows[0]['cakupan'])})"
