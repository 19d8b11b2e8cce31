"""How cases end."""

from datetime import date, timedelta
from random import Random

from rekap.contoh.draws import pick
from rekap.contoh.model import Korban


def close_case(rng: Random, korban: Korban, end: date, today: date) -> None:
    """Most cases are closed some months after the last service; some end otherwise."""
    if korban.tutup or any(r.jenis == "pengalihan" for r in korban.rujukan):
        return
    done = [la for la in korban.layanan["uptd"] if la.status == "selesai"]
    last = max([la.tanggal for la in done] + [korban.registrasi("uptd")])
    in_need = any("REINTEGRASI" in needs for _, needs in korban.asesmen)
    reached = any(la.kode == "REINTEGRASI" for la in done)
    age = today.year - korban.kasus.tahun
    if in_need and not reached:
        chance = min(0.16 * age, 0.75) - 0.1
        reasons = {"putus_kontak": 0.55, "selesai": 0.3, "laporan_dicabut": 0.15}
    else:
        chance = min(0.45 + 0.15 * age, 0.93)
        reasons = {"selesai": 0.9, "putus_kontak": 0.05, "laporan_dicabut": 0.04}
        if not in_need:
            reasons |= {"meninggal": 0.004, "menolak": 0.015}
    when = last + timedelta(days=rng.randint(10, 150))
    if rng.random() < chance and when <= end:
        korban.tutup = (when, pick(rng, reasons))
