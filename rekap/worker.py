"""The vault side at work: takes files from the spool, builds, publishes; starts the dashboard beside itself.

The spool is the one door: a file laid in masuk/<sumber>/ is taken once it stops growing, its outcome is
written to masuk/status/<file>.json, and the file leaves the spool, because agency files hold identities.
"""

import json
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from rekap import disk, edition, keys, settings, warehouse
from rekap.disclosure.gates import GateFailed
from rekap.ingest import contract, feedback, intake, landing
from rekap.ingest.contract import ContractError
from rekap.ingest.landing import LandingDamaged
from rekap.ingest.mapping import MappingError

Say = Callable[[str], None]
PAUSE_SECONDS = 3
REFUSALS = (
    intake.IntakeRefused, ContractError, LandingDamaged, MappingError, keys.KeyRefused,
    warehouse.CheckFailed, warehouse.WarehouseMissing, GateFailed,
)  # fmt: skip
ACCEPTED, REFUSED = "diterima", "ditolak"
BUSY = "Proses lain sedang menulis data; dicoba lagi sebentar lagi."


def prepare_demo(say: Say) -> None:
    """From nothing to a served demo: example files, intake, warehouse, both editions."""
    from rekap import contoh

    folder = settings.sample_dir()
    paths = contoh.generate(folder, "kecil", settings.instalasi().benih, say)
    for sumber in contract.codes("sumber"):
        own = [p for p in paths if p.name.startswith(f"{sumber}-")]
        for receipt in intake.accept(own, sumber, say):
            say(
                f"{receipt.nama_berkas}: {receipt.baris_diterima} baris diterima, "
                f"{receipt.baris_dikarantina} ditahan, {receipt.baris_ditolak} ditolak"
            )
    warehouse.build(progress=say)
    for tier in ("internal", "publik"):
        edition.publish(tier, say)


def run(say: Say, once: bool = False, stop: threading.Event | None = None) -> int:
    """Work through the spool until stopped; returns an exit code."""
    stop = stop or threading.Event()
    settings.spool_dir().mkdir(parents=True, exist_ok=True)
    sizes: dict[Path, int] = {}
    pending = any(landing.landing_dir().glob("*/*"))  # a worker that died may have left it to be built
    say(f"Pekerja menjaga {settings.spool_dir()}.")
    while not stop.is_set():
        ready = [p for p in _waiting_files() if once or sizes.get(p) == p.stat().st_size]
        sizes = {p: p.stat().st_size for p in _waiting_files()}
        changed = [path for path in ready if _take(path, say)]
        pending = bool(changed) or pending
        if pending:
            pending = not _refresh(say)
        if once:
            return 0
        stop.wait(PAUSE_SECONDS)
    return 0


def _waiting_files() -> list[Path]:
    folders = [f for f in settings.spool_dir().iterdir() if f.is_dir() and f.name != "status"]
    return sorted(p for f in folders for p in f.iterdir() if p.is_file() and not p.name.startswith("."))


def _take(path: Path, say: Say) -> bool:
    """Hand one file to intake and write its status; True when the warehouse may be behind."""
    name = f"{path.parent.name}/{path.name}"
    try:
        (receipt,) = intake.accept([path], path.parent.name, say)
        feedback.write(receipt.sumber)
    except REFUSALS as error:
        _write_status(name, {"status": REFUSED, "pesan": str(error)})
        if isinstance(error, intake.IntakeRefused) and not isinstance(error, intake.TryLater):
            path.unlink(missing_ok=True)
        return False
    except OSError as error:
        # Disk full, or a file that is still being copied: it stays in the spool and is tried again.
        _write_status(name, {"status": REFUSED, "pesan": f"Belum dapat diolah, dicoba lagi ({error.errno})."})
        return False
    facts = (
        "baris_masuk", "baris_diterima", "baris_dikarantina", "baris_ditolak", "per_aturan", "peringatan",
        "korban_digantikan", "sudah_ada",
    )  # fmt: skip
    _write_status(name, {"status": ACCEPTED, **{fact: getattr(receipt, fact) for fact in facts}})
    path.unlink()  # last: where the worker dies before, the file is found again and says the same
    return True


def _refresh(say: Say) -> bool:
    """Internal figures follow the data at once; the public edition waits. False: to be tried again."""
    try:
        warehouse.build(progress=say)
        edition.publish("internal", say)
    except BlockingIOError:
        say(BUSY)
        return False
    except (*REFUSALS, OSError) as error:
        say(f"Versi lama tetap berlaku: {error}")
        _write_status("gudang", {"status": REFUSED, "pesan": str(error)})
        return True
    _write_status("gudang", {"status": ACCEPTED})
    return True


def _write_status(name: str, values: dict) -> None:
    path = settings.spool_dir() / "status" / f"{name}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    disk.replace_text(path, json.dumps(values, ensure_ascii=False, indent=1))


def serve(say: Say) -> int:
    """Start the dashboard as a process of its own and work until either of them ends."""
    command = [
        sys.executable, "-m", "streamlit", "run", str(settings.ROOT / "dashboard.py"),
        "--server.port", str(settings.port()), "--server.headless", "true",
    ]  # fmt: skip
    web = subprocess.Popen(command, cwd=settings.ROOT)
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    threading.Thread(target=lambda: (web.wait(), stop.set()), daemon=True).start()
    say(f"Buka http://localhost:{settings.port()} di peramban. Ctrl+C untuk berhenti.")
    try:
        run(say, stop=stop)
    except KeyboardInterrupt:
        say("Berhenti.")
    finally:
        asked = web.poll() is None
        web.terminate()
        code = web.wait(timeout=20)
    return 0 if asked or code in (0, -signal.SIGTERM, -signal.SIGINT) else 1
