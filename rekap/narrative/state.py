"""What a reader must know before a number: who reported, what is protected, why there is nothing."""

from rekap import labels
from rekap.narrative.words import capital, place
from rekap.reports import Meta, SafeTable

PREVALENSI = "Ini korban yang tercatat di layanan, bukan jumlah seluruh kekerasan yang terjadi."


def situation(row: dict) -> str:
    """Why there is no coverage, as a sentence about this region and period."""
    when = f"Pada {labels.spoken(row['periode'])}"
    if row["status"] == "tidak_ada_korban":
        return f"{when} tidak ada korban {_recorded(row)}."
    if row["status"] == "belum_lapor":
        return f"{when} belum ada data yang disetor untuk {row['nama']}."
    if row["sebab"] == "angka_kecil":
        return f"{labels.ANGKA_KECIL} orang. {labels.label('sebab', 'angka_kecil')}"
    if row["sebab"] == "tidak_terbit" and row["basis"] == "kebutuhan":
        return "Angka menurut kebutuhan tidak diterbitkan."
    return labels.label("sebab", row["sebab"])


def _recorded(row: dict) -> str:
    where = place(row)
    return where + " yang tercatat" if where.startswith("yang ") else "tercatat " + where


def reporting(row: dict) -> str:
    """'Belum lengkap: melapor 1 dari 2 sumber, ...' Hand-ins are not about victims and always exact."""
    who = "kabupaten/kota" if row["tingkat"] in ("nasional", "provinsi") else "sumber"
    counts = [row[c] for c in ("pelapor", "pelapor_diharapkan", "bulan_melapor", "bulan_diharapkan")]
    if any(value is None for value in counts):
        return "Keadaan pelaporan tidak diketahui."
    pelapor, expected, months, due = (labels.number(int(value)) for value in counts)
    short = counts[0] < counts[1] or counts[2] < counts[3]
    said = f"melapor {pelapor} dari {expected} {who}, {months} dari {due} bulan lengkap."
    return f"Belum lengkap: {said}" if short else capital(said)


def not_reported(table: SafeTable) -> list[str]:
    """One sentence per source with missing months; the kab/kota is named when there are several."""
    rows = table.rows()
    several = len({row["kode_kab"] for row in rows}) > 1
    newest = labels.last_month_over(table.meta.tanggal_data)
    return [_missing(row, several, newest) for row in rows]


def _missing(row: dict, name_place: bool, newest: str) -> str:
    """The table knows what had come in by the end of its period, so an old period is told in the past."""
    source = labels.label("sumber", row["sumber"]) + (f" {row['nama_kab']}" if name_place else "")
    end = labels.last_month(row["periode"])
    past = end < newest
    if row["terakhir"] is None:
        return f"{source} belum pernah melapor{f' sampai {labels.month(end)}' if past else ''}."
    if row["terakhir"] >= min(end, newest):
        return f"Setoran {source} belum lengkap."
    start = labels.next_month(row["terakhir"])
    if not past:
        return f"{source} belum melapor sejak {labels.month(start)}."
    until = "" if start == end else f" s.d. {labels.month(end)}"
    return f"{source} tidak melapor {labels.month(start)}{until}."


def protection(meta: Meta) -> str:
    """What kind of numbers these are."""
    if meta.tier == "internal":
        return "Angka pasti untuk pemakaian internal. Jangan dibagikan."
    return (
        "Angka disamarkan untuk melindungi korban: 0–4 berarti 0 sampai 4 orang, dan angka lain dapat "
        "meleset sampai 4 orang (±5 berarti 1 sampai 9). Rincian tidak selalu sama dengan jumlahnya."
    )


def limits(meta: Meta) -> list[str]:
    """Sentences about this answer being less than what was asked for."""
    return [sentence for sentence in (meta.alasan, meta.peringatan) if sentence]


def origin(meta: Meta) -> str:
    """The last line under everything."""
    parts = ["DATA SINTETIS"] if meta.sintetis else []
    parts += [f"versi data {meta.edisi[:8]}", f"data sampai {labels.day(meta.tanggal_data)}"]
    return capital(" · ".join(parts))


def empty(meta: Meta) -> str:
    """For a table without rows: why, and what to do."""
    asked = ", ".join(value for _, value in meta.saringan)
    reason = f" {meta.alasan}" if meta.alasan else ""
    return f"Tidak ada angka untuk pilihan ini ({asked}).{reason} Pilih wilayah atau periode lain."
