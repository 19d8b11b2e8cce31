"""The vault side at work: takes files from the spool, builds, publishes; starts the dashboard beside itself.

The spool is the one door: a file laid in masuk/<sumber>/ is taken once it stops growing, its outcome is
written to masuk/status/<file>.json, and the file leaves the spool, because agency files hold identities.
"""

import hashlib
import json
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from rekap import disk, edition, keys, settings, warehouse
from rekap.disclosure.gates import GateFailed
from rekap.ingest import contract, feedback, intake, landing
from rekap.ingest.contract import ContractError
from rekap.ingest.landing import LandingDamaged
from rekap.ingest.mapping import MappingError

Say = Callable[[str], None]
PAUSE_SECONDS = 3
LONGEST_NAME = 180  # bytes of the name of a status file; a disk takes 255, and the write needs a few more
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
        waiting = _waiting_files()
        ready = [path for path, size in waiting.items() if once or sizes.get(path) == size]
        sizes = waiting
        changed = [path for path in ready if _take(path, say)]
        pending = bool(changed) or pending
        if pending:
            pending = not _refresh(say)
        if once:
            return 0
        stop.wait(PAUSE_SECONDS)
    return 0


def _waiting_files() -> dict[Path, int]:
    """Files in the spool with their sizes; what vanishes while it is looked at is not there."""
    folders = [f for f in settings.spool_dir().iterdir() if f.is_dir() and f.name != "status"]
    found = {}
    for path in sorted(p for f in folders for p in f.iterdir() if not p.name.startswith(".")):
        with suppress(OSError):
            about = path.stat()
            if stat.S_ISREG(about.st_mode):
                found[path] = about.st_size
    return found


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
    path.unlink(
        missing_ok=True
    )  # last: where the worker dies before, the file is found again and says the same
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
    parts = map(_short_name, f"{name}.json".split("/"))
    path = settings.spool_dir().joinpath("status", *parts)
    text = json.dumps(values, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace")
    with suppress(OSError):  # a full disk has no room for the status either, and is no reason to stop
        path.parent.mkdir(parents=True, exist_ok=True)
        disk.replace_text(path, text.decode("utf-8"))


def _short_name(name: str) -> str:
    """A name that any disk takes: of one that is too long its beginning, told apart by a fingerprint."""
    plain = name.encode("utf-8", "backslashreplace")
    if len(plain) <= LONGEST_NAME:
        return plain.decode("utf-8").replace("\\", "_")
    digest = hashlib.sha256(plain).hexdigest()[:16]
    return f"{plain[:LONGEST_NAME].decode('utf-8', 'ignore')}-{digest}.json"


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
