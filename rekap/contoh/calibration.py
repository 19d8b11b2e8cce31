"""The numbers, names and spellings that the demo is made from: the TOML files beside this module."""

import tomllib
from functools import lru_cache
from importlib import resources

UKURAN = ("kecil", "mini", "nasional")


@lru_cache(maxsize=4)
def table(name: str) -> dict:
    """One of kalibrasi, nama, ejaan."""
    text = resources.files(__package__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def per_kab(section: dict, kab: str):
    """The value of one kab/kota, else that of all the others."""
    return section.get(kab, section["lain"])
