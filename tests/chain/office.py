"""A small installation for tests that run the whole chain."""

from pathlib import Path

from rekap import settings


def one_kab(folder: Path) -> None:
    """An installation of Kab. Jombang alone, whose warehouse and edition are small."""
    folder.mkdir(parents=True, exist_ok=True)
    text = (settings.ROOT / "instalasi.toml").read_text("utf-8")
    text = text.replace('"provinsi"  ', '"kabkota"  ').replace('kode = "35" ', 'kode = "35.17" ')
    (folder / "instalasi.toml").write_text(text, "utf-8")
