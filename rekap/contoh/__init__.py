"""Demo files, written as agencies would write them; every one says that nobody in it exists."""

from collections.abc import Callable
from pathlib import Path
from random import Random

from rekap.contoh import files, nasional, world
from rekap.contoh.calibration import UKURAN
from rekap.contoh.sheets import SYNTHETIC_MARK, Lembar, Target

__all__ = ["SYNTHETIC_MARK", "UKURAN", "generate"]

RSUD = files.Dialek(pemisah=";", enkoding="cp1252")


def generate(
    folder: Path, ukuran: str = "kecil", benih: int = 354, progress: Callable[[str], None] | None = None
) -> list[Path]:
    """Write the demo files; the same seed gives the same bytes. "mini" is Jombang 2024 alone, for tests;
    "nasional" is ten years of all kab/kota in one layout, for measuring.
    """
    if ukuran not in UKURAN:
        raise ValueError(f"Ukuran {ukuran!r} tidak dikenal; pilih {' atau '.join(UKURAN)}.")
    say = progress or (lambda _: None)
    if ukuran == "nasional":
        return nasional.generate(folder, benih, say)
    rng = Random(benih)
    dunia, plan, register = world.build(rng, ukuran, benih, say)
    written, errors = world.write_down(rng, dunia, plan, register, Target(ukuran))
    folder.mkdir(parents=True, exist_ok=True)
    paths = [_write(folder, sheets) for sheets in written]
    paths.append(files.write_json(folder / "galat-tertanam.json", errors))
    say(f"{len(paths)} berkas ditulis.")
    return paths


def _write(folder: Path, sheets: list[Lembar]) -> Path:
    if sheets[0].nama:
        return files.write_workbook(folder, sheets)
    return files.write_csv(folder, sheets[0], RSUD if sheets[0].berkas.startswith("rsud") else files.Dialek())
