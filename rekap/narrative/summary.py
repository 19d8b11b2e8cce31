"""The sentences of the first screen."""

from rekap import labels
from rekap.narrative.state import PREVALENSI, reporting, situation
from rekap.narrative.words import (
    ADA_NILAI,
    apart,
    capital,
    one,
    place,
    points,
    ratio,
    share,
    spelled,
)
from rekap.reports import SafeTable

LAYANAN = "layanan reintegrasi sosial"
BERBEDA = "Keduanya berbeda karena tidak semua yang tercatat menurut asesmen membutuhkannya."


def headline(table: SafeTable) -> str:
    """The number with its words: when, how many of how many, where."""
    row, tier = one(table), table.meta.tier
    if row["status"] not in ADA_NILAI:
        return situation(row)
    when = f"Pada {labels.spoken(row['periode'])}"
    if not labels.selesai(row["periode"], table.meta.tanggal_data):
        when += f", sampai {labels.day(table.meta.tanggal_data)},"
    counts = f"({ratio(row, tier)} orang)"
    if row["status"] == "nol":
        return f"{when} belum ada {_whom(row)} yang menerima {LAYANAN} {counts}."
    return f"{when}, {share(row['cakupan'])} {_whom(row)} sudah menerima {LAYANAN} {counts}."


def _whom(row: dict) -> str:
    where = place(row)
    if row["basis"] == "kebutuhan":
        return f"korban {where} yang menurut asesmen membutuhkan"
    return f"korban tercatat {where}" if where.startswith("yang") else f"korban yang tercatat {where}"


def both_bases(tercatat: SafeTable, kebutuhan: SafeTable) -> str:
    """Both shares and why they differ, or why one of them is missing."""
    first, second = one(tercatat), one(kebutuhan)
    if first["status"] not in ADA_NILAI:
        return situation(first)
    recorded = f"Dari semua yang tercatat, {share(first['cakupan'])} sudah dilayani."
    if second["status"] not in ADA_NILAI:
        return f"{recorded} {situation(second)}"
    need = f"Dari yang menurut asesmen membutuhkan, {share(second['cakupan'])}."
    if first["penyebut"] == second["penyebut"]:
        return f"{recorded} {need}"
    return f"{recorded} {need} {BERBEDA}"


def assessed(table: SafeTable) -> str | None:
    """How far the need basis can be trusted; only exact figures know it."""
    row = one(table)
    if row["cakupan_asesmen"].nilai is None:
        return None
    counts = f"{labels.number(row['dinilai'])} dari {labels.number(row['korban'])}"
    known = f"{counts} korban tercatat sudah diasesmen ({row['cakupan_asesmen'].teks})"
    if 2 * row["dinilai"] < row["korban"]:
        return f"{known}, jadi angka menurut kebutuhan belum mewakili semuanya."
    return f"{known}."


def change(table: SafeTable) -> str | None:
    """Against the same period last year; None when there is nothing to compare with."""
    row = one(table)
    then = labels.spoken(labels.tahun_sebelumnya(row["periode"]))
    gap = points(row["selisih"], table.meta.tier) if row.get("selisih") else ""
    same = "Sama" if table.meta.tier == "internal" else "Hampir sama"
    return {
        "naik": f"Naik {gap} dari {then}.",
        "turun": f"Turun {gap} dari {then}.",
        "tetap": f"{same} dengan {then}.",
        "terlalu_sedikit": f"Terlalu sedikit orang untuk dibandingkan dengan {then}.",
        "hanya_batas": f"Perubahan dari {then} tidak dapat dihitung, karena yang diketahui hanya batasnya.",
    }.get(row.get("arah"))


def target_gap(table: SafeTable) -> str | None:
    """Against the target; None when there is no target or no value."""
    row = one(table)
    if row.get("target") is None or row["status"] not in ADA_NILAI:
        return None
    name = "target contoh" if row["target_contoh"] else "target"
    goal = f"{name} {labels.percent(row['target'], _decimals(row['target']))}"
    gap = f"{points(row['selisih_target'], table.meta.tier)} " if row["selisih_target"] else ""
    side = {
        "di_atas": f"{gap}di atas {goal}",
        "di_bawah": f"{gap}di bawah {goal}",
        "sama": f"tepat sesuai {goal}",
        "di_sekitar": f"di sekitar {goal}",
        "terlalu_sedikit": f"terlalu sedikit orang untuk dibandingkan dengan {goal}",
    }
    return capital(side[row["terhadap_target"]]) + "."


def waiting(table: SafeTable) -> str | None:
    """Who is still to be served; None where the need is not known."""
    row, exact = one(table), table.meta.tier == "internal"
    count = row["menunggu"]
    if count is None or (exact and not row["dinilai"]):
        return None
    if exact:
        return f"{labels.number(count)} orang masih menunggu." if count else "Tidak ada yang masih menunggu."
    if row["korban"] == 0:
        return None
    shown = labels.difference(count, "publik")
    return f"{shown} orang yang menurut asesmen membutuhkan belum terlayani."


def lagging(ranked: SafeTable, most: int = 2) -> str | None:
    """The regions with the lowest coverage: never one with a small base, nobody when all are alike."""
    rows = [row for row in ranked.rows() if row["peringkat"] is not None]
    exact = ranked.meta.tier == "internal"
    if len(rows) < 3 or not apart(rows[-1], rows[0]):
        return None
    lowest = [row for row in rows if row["peringkat"] == rows[-1]["peringkat"]]
    if len(lowest) > most:
        values = {share(row["cakupan"]) for row in lowest}
        value = f" ({values.pop()})" if len(values) == 1 else ""
        return f"{capital(spelled(len(lowest)))} wilayah sama-sama paling rendah{value}."
    near = [row for row in rows if row["peringkat"] >= rows[-most]["peringkat"]]
    chosen = [row for row in (near if len(near) <= most else lowest) if apart(row, rows[0])]
    chosen.sort(key=lambda row: (-row["peringkat"], row["nama"]))
    named = labels.join([f"{row['nama']} ({share(row['cakupan'])})" for row in chosen])
    return f"{named} {'paling tertinggal' if exact else 'termasuk yang paling rendah'}."


def published(table: SafeTable, tahun: int) -> list[str]:
    """What others have published: of this year, else the latest before it, else of an unknown year."""
    rows = table.rows()
    known = [row["tahun"] for row in rows if row["tahun"] is not None and row["tahun"] <= tahun]
    year = max(known, default=None)
    chosen: dict[tuple, list[dict]] = {}
    for row in rows:
        if row["tahun"] == year:
            chosen.setdefault((row["indikator"], row["nama_indikator"], row["basis"]), []).append(row)
    return [_published(same, year) for same in chosen.values()]


def _published(same: list[dict], year: int | None) -> str:
    first = same[0]
    of = "" if first["indikator"] == "354" else f" untuk indikator lain ({first['nama_indikator']})"
    when = f"({year})" if year is not None else "(tahun tidak diketahui)"
    values = labels.join([labels.number(row["nilai"], _decimals(row["nilai"])) for row in same])
    unit = "%" if first["satuan"].lower() in ("persen", "%") else first["satuan"].lower()
    return (
        f"Diterbitkan sebelumnya{of} {when}: {values} {unit}, basis {labels.label('basis', first['basis'])}."
    )


def _decimals(value: float) -> int:
    return 0 if value == int(value) else 2


def paragraph(tercatat: SafeTable, kebutuhan: SafeTable) -> str:
    """Three to five sentences that can be read aloud; the tables carry change and target where known."""
    first = one(tercatat)
    sentences = [headline(tercatat)]
    if first["status"] in ADA_NILAI:
        sentences.append(_direction(tercatat))
        sentences.append(_need(kebutuhan))
    if first["status"] not in ADA_NILAI or not _complete(first):
        sentences.append(reporting(first))
    sentences.append(PREVALENSI)
    return " ".join(sentence for sentence in sentences if sentence)


def _complete(row: dict) -> bool:
    months = row["bulan_melapor"] == row["bulan_diharapkan"]
    return months and row["pelapor"] == row["pelapor_diharapkan"]


def _direction(table: SafeTable) -> str | None:
    """Last year and the target in one sentence."""
    found = [s for s in (change(table), target_gap(table)) if s and not s.startswith("Terlalu")]
    return f"Cakupan ini {_joined(found)}." if found else None


def _need(table: SafeTable) -> str:
    row, tier = one(table), table.meta.tier
    if row["sebab"] in ("angka_kecil", "penyebut_kecil"):
        return "Yang menurut asesmen membutuhkan terlalu sedikit untuk dihitung persennya."
    if row["status"] not in ADA_NILAI:
        return situation(row)
    who = "Dari yang menurut asesmen membutuhkan"
    first = f"{who}, {share(row['cakupan'])} sudah dilayani ({ratio(row, tier)} orang)."
    if row["status"] == "nol":
        first = f"{who}, belum ada yang dilayani ({ratio(row, tier)} orang)."
    wait = waiting(table) if tier == "internal" else None
    return capital(_joined([first, wait])) + "." if wait else first


def _joined(sentences: list[str]) -> str:
    """Several short sentences as parts of one, without its full stop."""
    return "; ".join(s[:1].lower() + s[1:].rstrip(".") for s in sentences)
