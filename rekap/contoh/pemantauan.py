"""Follow-up after reintegration: due after 1, 3, 6 and 12 months, done or not."""

from datetime import date, timedelta
from random import Random

from rekap.contoh.draws import pick
from rekap.contoh.tulis import kata, ya_tidak

KOLOM = [
    "Bulan ke", "Jatuh Tempo", "Dilaksanakan", "Hasil", "Kekerasan Lagi", "Ada Kontak Dukungan", "Kepuasan",
    "Mandiri dari Pelaku",
]  # fmt: skip
BULAN = (1, 3, 6, 12)


def follow_ups(rng: Random, reintegrated: date, end: date) -> list[list]:
    """One row per visit that has fallen due, or falls due soon."""
    rows = []
    for month in BULAN:
        due = reintegrated + timedelta(days=30 * month)
        if due > end + timedelta(days=60):
            break
        done = due + timedelta(days=rng.randint(-3, 12))
        if done > end or rng.random() < 0.08 * BULAN.index(month) + 0.1:
            rows.append([month, due, *[""] * 6])
            continue
        result = pick(rng, {"bertahan": 0.87, "tidak_bertahan": 0.06, "putus_kontak": 0.07})
        again = "Ya" if result == "tidak_bertahan" and rng.random() < 0.7 else ya_tidak(rng, 0.03)
        score = rng.choices((2, 3, 4, 5), (0.05, 0.2, 0.45, 0.3))[0] if result != "putus_kontak" else ""
        words = [kata("hasil_pemantauan", result), again, ya_tidak(rng, 0.7), score, ya_tidak(rng, 0.8)]
        rows.append([month, due, done, *words])
    return rows
