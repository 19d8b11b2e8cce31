"""Measure the budgets: one table row per budget, on a demo installation made for this run.

    make bench            all rows
    python -m scripts.bench --tanpa-peramban   without the rows that need Chromium

Times are wall time on this machine. The browser shares its cores with the server, so those rows are upper
bounds.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import date

ROWS: list[tuple[str, str, str]] = []


def row(what: str, measured: str, budget: str) -> None:
    ROWS.append((what, measured, budget))
    print(f"{what:<58} {measured:>26}   {budget}", flush=True)


def p95(seconds: list[float]) -> float:
    return statistics.quantiles(seconds, n=20)[18] if len(seconds) > 1 else seconds[0]


def timed(action, *arguments):
    start = time.perf_counter()
    result = action(*arguments)
    return result, time.perf_counter() - start


def compile_and_publish() -> None:
    from rekap import contoh, edition, engines, settings, warehouse
    from rekap.ingest import intake

    files, made = timed(contoh.generate, settings.sample_dir(), "kecil", 354)
    row("membuat berkas contoh", f"{made:.1f} s", "-")
    csv = [p for p in files if p.name.startswith("simfoni")]
    xlsx = [p for p in files if p.name.startswith("uptd")]
    con = engines.open_writer()
    read = "select count(*) from read_csv($berkas, skip=1, all_varchar=true)"
    _, raw = timed(lambda: engines.select(con, read, {"berkas": str(csv[0])}))
    _, intake_csv = timed(intake.accept, csv, "simfoni")
    _, intake_xlsx = timed(intake.accept, xlsx, "uptd")
    _, build = timed(warehouse.build)
    total = intake_csv + intake_xlsx + build
    row("terima CSV / XLSX", f"{intake_csv:.1f} / {intake_xlsx:.1f} s", "-")
    row("terima + bangun + periksa (kecil)", f"{total:.1f} s", "<= 60 s (nasional)")
    row(
        "  terima CSV dibanding baca mentah DuckDB",
        f"{intake_csv / raw:.0f}x ({raw:.2f} s)",
        "<= 12x (nasional)",
    )
    _, internal = timed(edition.publish, "internal")
    _, publik = timed(edition.publish, "publik")
    row("terbit internal (39 berkas)", f"{internal:.1f} s", "-")
    row("terbit publik dengan pengaman", f"{publik:.1f} s", "<= 60 s")


def questions() -> None:
    from rekap import access, exports, metrics, reports

    planner = access.PERAN_CONTOH["perencana-jatim"]
    kab = [r for r in reports.regions(planner) if r.tingkat == "kabkota"]
    codes = tuple(r.kode for r in kab)

    def ask(tampilan, periode):
        table = reports.read(
            "cakupan_per_wilayah",
            planner,
            tampilan=tampilan,
            lingkup_wilayah=codes,
            tingkat="kabkota",
            periode=periode,
        )
        return metrics.with_coverage(table, "tercatat")

    for tampilan in ("internal", "publikasi"):
        ask(tampilan, "2024")
        seconds = [timed(ask, tampilan, str(2019 + i % 7))[1] for i in range(140)]
        row(
            f"pertanyaan cakupan 38 kab/kota, {tampilan}, p95",
            f"{p95(seconds) * 1000:.0f} ms",
            "<= 100 ms (nasional)",
        )

    table = ask("publikasi", "2024")
    frame = table.frame()
    many = table.derive(
        frame.loc[frame.index.repeat(100_000 // len(frame) + 1)].head(100_000).reset_index(drop=True)
    )
    content, seconds = timed(exports.csv_bytes, many, "terbuka")
    row("CSV 100.000 baris", f"{seconds:.1f} s, {len(content) / 1e6:.0f} MB", "<= 5 s")


def publish_while_reading() -> None:
    """Readers ask without pause, each a process of its own, while the internal pointer moves."""
    from rekap import edition, warehouse

    command = [sys.executable, "-m", "scripts.bench_pembaca"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    readers = [subprocess.Popen(command, **pipes) for _ in range(3)]
    for day in (10, 11, 12):
        warehouse.build(date(2026, 1, day), progress=lambda _sentence: None)
        edition.publish("internal", lambda _sentence: None)
    for _ in range(2):
        edition.rollback("internal")
    told = [json.loads(reader.communicate("")[0]) for reader in readers]
    failures, reads = sum(len(one["gagal"]) for one in told), sum(one["dibaca"] for one in told)
    row("terbit 3x dan kembali 2x selagi 3 pembaca bertanya", f"{failures} gagal dari {reads}", "0 gagal")


def in_browser() -> None:
    from scripts.bench_browser import measure

    measure(row, p95)


def main() -> None:
    from scripts import bench_nasional

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tanpa-peramban", action="store_true")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="rekap-bench-") as folder:
        os.environ["REKAP_DATA"] = folder
        row("UKURAN", "kecil (Jawa Timur 2019-2025)", "ANGGARAN")
        compile_and_publish()
        questions()
        if not arguments.tanpa_peramban:
            in_browser()
        publish_while_reading()
    bench_nasional.measure(row)


if __name__ == "__main__":
    main()
