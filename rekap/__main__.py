"""python -m rekap <perintah>: the command line of the office and of the worker."""

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import asdict, is_dataclass
from datetime import date
from pathlib import Path

from rekap import __version__, settings

# Exit codes are part of the interface: scripts and timers of an office rely on them.
BERHASIL, TIDAK_BISA, ADA_YANG_DITOLAK, SEDANG_DIPAKAI, DIHENTIKAN = 0, 1, 3, 75, 130


class Out:
    """Prints sentences for people, or one JSON object for programs."""

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json

    def say(self, sentence: str) -> None:
        print(sentence, file=sys.stderr if self.as_json else sys.stdout, flush=True)

    def result(self, values: dict) -> None:
        if self.as_json:
            print(json.dumps(values, ensure_ascii=False, default=_plain))


def _plain(value):
    return asdict(value) if is_dataclass(value) else str(value)


def contoh(args, out: Out) -> int:
    from rekap import contoh as generator

    folder = Path(args.folder) if args.folder else settings.sample_dir()
    benih = settings.instalasi().benih if args.benih is None else args.benih
    paths = generator.generate(folder, args.ukuran, benih, out.say)
    out.say(f"{len(paths)} berkas contoh (DATA SINTETIS) ada di {folder}.")
    out.result({"folder": folder, "berkas": [p.name for p in paths]})
    return BERHASIL


def templat(args, out: Out) -> int:
    from rekap.ingest import template as templates

    if args.perbarui:
        paths = templates.renew()
        out.say("Ditulis ulang dari kontrak: " + ", ".join(path.name for path in paths) + ".")
    else:
        folder = Path(args.folder) if args.folder else settings.data_dir() / "templat"
        paths = templates.write(folder, args.sumber)
        out.say(f"{len(paths) - 1} templat dan buku kodenya ada di {folder}.")
    out.result({"berkas": paths})
    return BERHASIL


def terima(args, out: Out) -> int:
    from rekap.ingest import intake

    paths = [Path(f) for f in args.berkas]
    receipts = intake.accept(paths, args.sumber, out.say, args.periode, args.tambahan)
    for receipt in receipts:
        _say_receipt(receipt, out)
        for row in [*intake.found(receipt, "tolak"), *intake.found(receipt, "karantina")][: args.tampilkan]:
            where = f"{row.lembar} baris {row.baris}, kolom {row.kolom}".strip()
            out.say(f"  {where} [{row.aturan}]: {row.pesan}")
    out.result({"penerimaan": receipts})
    return ADA_YANG_DITOLAK if any(r.baris_ditolak + r.baris_dikarantina for r in receipts) else BERHASIL


def _say_receipt(receipt, out: Out) -> None:
    if receipt.sudah_ada:
        out.say(
            f"{receipt.nama_berkas}: sudah pernah diterima ({receipt.diterima_pada}, oleh {receipt.oleh}), "
            "tidak ada yang berubah."
        )
        return
    out.say(
        f"{receipt.nama_berkas}: {receipt.baris_masuk} baris masuk, {receipt.baris_diterima} diterima, "
        f"{receipt.baris_dikarantina} ditahan, {receipt.baris_ditolak} ditolak."
    )
    if not receipt.baris_masuk:
        out.say("  tidak ada baris data; periksa apakah berkasnya sudah diisi dan disimpan")
    if receipt.baris_dikarantina:
        out.say(f"  yang ditahan dapat dilepas: python -m rekap lepas {receipt.folder.name} --alasan ...")
    if receipt.korban_digantikan:
        out.say(
            f"  menggantikan {receipt.korban_digantikan} registrasi dari kiriman sebelumnya, "
            f"{receipt.korban_hilang} di antaranya tidak ada lagi"
        )
    for rule, count in sorted(receipt.per_aturan.items()):
        out.say(f"  ditolak atau ditahan {rule}: {count}")
    for rule, count in sorted(receipt.peringatan.items()):
        out.say(f"  peringatan {rule}: {count}")


def petakan(args, out: Out) -> int:
    from rekap.ingest.proposal import report as proposal_report

    keluar = Path(args.keluar) if args.keluar else None
    path, proposal = proposal_report.make(Path(args.berkas), args.sumber, args.kode, args.lembar, keluar)
    for sentence in proposal_report.sentences(proposal):
        out.say(sentence)
    out.say(f"Usulan pemetaan ada di {path}. Baca dan perbaiki, lalu jalankan terima.")
    out.result({"berkas": path, **proposal_report.summary(proposal)})
    return BERHASIL


def lepas(args, out: Out) -> int:
    from rekap.ingest import held

    receipt = held.release(args.berkas, args.alasan)
    out.say(f"{receipt.nama_berkas}: {receipt.baris_dikarantina} baris yang ditahan kini dihitung.")
    out.say("Jalankan `python -m rekap bangun` agar gudang memuatnya.")
    out.result({"berkas": args.berkas, "baris": receipt.baris_dikarantina})
    return BERHASIL


def umpan_balik(args, out: Out) -> int:
    from rekap.ingest import feedback

    paths = feedback.write(args.sumber)
    for path in paths:
        out.say(f"{path}")
    out.say(
        f"{len(paths)} berkas umpan balik, satu untuk setiap instansi." if paths else "Belum ada kiriman."
    )
    out.result({"berkas": paths})
    return BERHASIL


def bangun(args, out: Out) -> int:
    from rekap import warehouse

    result = warehouse.build(args.tanggal_data, out.say)
    out.say(f"Gudang {result.id} siap, data sampai {result.tanggal_data}.")
    out.result({"id": result.id, "tanggal_data": result.tanggal_data, "pemeriksaan": result.checks})
    return BERHASIL


def periksa(args, out: Out) -> int:
    from rekap import edition, warehouse

    findings = warehouse.check(out.say) + edition.check_public(out.say)
    for finding in findings:
        out.say(f"BELUM BERES: {finding}")
    out.say("Semua pemeriksaan lulus." if not findings else f"{len(findings)} pemeriksaan tidak lulus.")
    out.result({"temuan": findings})
    return TIDAK_BISA if findings else BERHASIL


def terbitkan(args, out: Out) -> int:
    from rekap import edition

    published = {tier: edition.publish(tier, out.say) for tier in _tiers(args)}
    for tier, edition_id in published.items():
        out.say(f"Versi data {tier} yang berlaku: {edition_id}.")
    out.result({"versi": published})
    return BERHASIL


def kembalikan(args, out: Out) -> int:
    from rekap import edition

    restored = {tier: edition.rollback(tier) for tier in _tiers(args)}
    for tier, edition_id in restored.items():
        out.say(f"Versi data {tier} kembali ke {edition_id}.")
    out.result({"versi": restored})
    return BERHASIL


def _tiers(args) -> tuple[str, ...]:
    return ("internal", "publik") if args.tampilan == "semua" else (args.tampilan,)


def kerja(args, out: Out) -> int:
    from rekap import worker

    return worker.run(out.say, once=args.sekali)


def jalankan(args, out: Out) -> int:
    from rekap import edition, worker

    if not edition.current("publik"):
        if not settings.instalasi().sintetis:
            out.say("Belum ada versi data. Terima berkas, lalu bangun dan terbitkan lebih dahulu.")
            return TIDAK_BISA
        out.say("Belum ada versi data: menyiapkan data contoh (DATA SINTETIS), sekitar satu menit.")
        worker.prepare_demo(out.say)
    return worker.serve(out.say)


def _date(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text} bukan tanggal (TTTT-BB-HH)") from error


def _span(text: str):
    from rekap.ingest import slices

    try:
        return slices.span(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m rekap",
        description="Rekap 354: dari berkas instansi sampai cakupan layanan reintegrasi sosial.",
        epilog=f"Folder data: REKAP_DATA (kini {settings.data_dir()}). "
        f"Porta: REKAP_PORT (kini {settings.port()}). Kode keluar: "
        "0 berhasil, 1 tidak bisa, 2 perintah salah, 3 ada baris yang ditolak, "
        "75 sedang dipakai proses lain.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="perintah", required=True, metavar="perintah")

    def add(run: Callable, help_: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(run.__name__.replace("_", "-"), help=help_, description=help_)
        sub.add_argument("--json", action="store_true", help="cetak hasil sebagai satu objek JSON")
        sub.set_defaults(run=run)
        return sub

    sub = add(contoh, "Buat berkas contoh seperti kiriman instansi (DATA SINTETIS).")
    sub.add_argument(
        "--ukuran", choices=("mini", "kecil", "nasional"), default="kecil",
        help="mini: Jombang 2024 saja; nasional: CSV 10 tahun se-Indonesia, sekitar 500 MB",
    )  # fmt: skip
    sub.add_argument("--benih", type=int, help="angka awal acak; benih sama, berkas sama")
    sub.add_argument("--folder", help="folder tujuan (bawaan: folder contoh di REKAP_DATA)")

    sub = add(templat, "Buat templat XLSX dan buku kode dari kontrak, untuk diisi instansi.")
    sub.add_argument("--folder", help="folder tujuan (bawaan: folder templat di REKAP_DATA)")
    sub.add_argument("--sumber", help="hanya lembar yang diisi sumber ini, misalnya dinsos atau balai")
    help_ = "tulis ulang pemetaan templat dan buku kode di data/ setelah kontrak berubah (pengembang)"
    sub.add_argument("--perbarui", action="store_true", help=help_)

    sub = add(terima, "Terima berkas instansi: setiap baris diterima atau ditolak dengan alasan.")
    sub.add_argument("berkas", nargs="+", help="berkas CSV atau XLSX")
    sub.add_argument("--sumber", required=True, help="sumber berkas, misalnya simfoni atau uptd")
    sub.add_argument("--tampilkan", type=int, default=5, help="banyaknya baris ditolak yang dicetak")
    slice_ = sub.add_mutually_exclusive_group()
    slice_.add_argument(
        "--periode", type=_span, help="berkas ini utuh untuk masa ini: 2024, 2024-03, atau 2024-01..2024-06"
    )
    slice_.add_argument(
        "--tambahan", action="store_true", help="berkas ini hanya menambah atau memperbaiki sebagian"
    )

    sub = add(lepas, "Hitung baris yang ditahan dari satu berkas, setelah diperiksa.")
    sub.add_argument("berkas", help="enam belas huruf berkas yang dicetak saat diterima")
    sub.add_argument("--alasan", required=True, help="mengapa baris itu benar; tercatat dalam jejak")

    sub = add(umpan_balik, "Tulis berkas umpan balik untuk setiap instansi: baris yang perlu diperbaiki.")
    sub.add_argument("--sumber", help="hanya untuk sumber ini")

    sub = add(petakan, "Usulkan pemetaan untuk berkas yang susunannya belum dikenal; orang yang memutuskan.")
    sub.add_argument("berkas", help="berkas CSV atau XLSX")
    sub.add_argument("--sumber", help="sumber berkas, misalnya rsud; menjadi bagian nama pemetaan")
    sub.add_argument("--kode", help="kode kab/kota pencatat, misalnya 35.17, bila berkas tidak memuatnya")
    sub.add_argument("--lembar", help="hanya lembar ini")
    sub.add_argument("--keluar", help="nama berkas TOML (bawaan: folder pemetaan di REKAP_DATA)")

    sub = add(bangun, "Bangun gudang data dari semua berkas yang diterima, lalu periksa.")
    sub.add_argument("--tanggal-data", type=_date, help="batas data TTTT-BB-HH (bawaan: setoran terakhir)")

    add(periksa, "Periksa gudang data dan calon versi publik tanpa menerbitkan.")

    for run, help_ in (
        (terbitkan, "Terbitkan versi data dari gudang; yang publik hanya bila semua pengaman lulus."),
        (kembalikan, "Kembalikan versi data yang berlaku ke versi sebelumnya."),
    ):
        sub = add(run, help_)
        sub.add_argument("--tampilan", choices=("semua", "internal", "publik"), default="semua")

    sub = add(kerja, "Jaga folder masuk: terima berkas baru, bangun, terbitkan versi internal.")
    sub.add_argument("--sekali", action="store_true", help="olah yang ada sekarang, lalu selesai")

    add(jalankan, "Siapkan data contoh bila perlu, lalu jalankan dasbor dan pekerja.")
    return parser


def _expected_errors() -> tuple[type[Exception], ...]:
    """Failures that a person can act on: they become one sentence, everything else is a defect."""
    from rekap.disclosure import gates
    from rekap.disclosure.kebijakan import PolicyError
    from rekap.edition import EditionMissing
    from rekap.edition.files import Unfinished
    from rekap.ingest.contract import ContractError
    from rekap.ingest.intake import IntakeRefused
    from rekap.ingest.landing import LandingDamaged
    from rekap.ingest.mapping import MappingError
    from rekap.keys import KeyRefused
    from rekap.settings import SettingsError
    from rekap.warehouse import CheckFailed, WarehouseMissing

    return (
        gates.GateFailed, EditionMissing, ContractError, IntakeRefused, LandingDamaged, MappingError,
        KeyRefused, SettingsError, CheckFailed, WarehouseMissing, PolicyError, Unfinished,
    )  # fmt: skip


def main(argv: list[str] | None = None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A Windows console may speak an older one, and a file name may be no text at all.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    out = Out(as_json=False)
    try:
        args = _parser().parse_args(argv)
        out = Out(args.json)
        return args.run(args, out)
    except BlockingIOError:
        out.say(busy := "Proses lain sedang menulis data. Coba lagi setelah selesai.")
        out.result({"galat": busy})
        return SEDANG_DIPAKAI
    except _expected_errors() as error:
        out.say(f"Tidak bisa: {error}")
        out.result({"galat": str(error)})
        return TIDAK_BISA
    except OSError as error:
        where = error.filename or "berkas data"
        out.say(
            says := f"Tidak bisa membaca atau menulis {where}. Periksa folder, hak tulis, dan ruang disk."
        )
        out.result({"galat": says})
        return TIDAK_BISA
    except KeyboardInterrupt:
        out.say("Dihentikan; versi data yang berlaku tidak berubah.")
        return DIHENTIKAN


if __name__ == "__main__":
    sys.exit(main())
