"""The contract: which tables land, what each column means, and what may stand in it.

One TOML per table in data/reference/kontrak. `kolom` is what lands; `isian` is what a file may give and what
is only read, to be turned into a token or a code.
"""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from rekap import settings

SHARED_FILE = "_bersama.toml"


class ContractError(Exception):
    """A contract file contradicts itself; the message is for the person who edits it."""


@dataclass(frozen=True)
class Column:
    """One column of a table, or one input that is read and never landed."""

    nama: str
    tipe: str
    kelas: str
    arti: str
    wajib: bool = False
    identitas: bool = False
    jamak: bool = False
    daftar: str | None = None
    bentuk: str | None = None
    bila_kosong: str | None = None
    bila_beda: str | None = None
    mendatang: str | None = None
    paling_besar: int | None = None
    dari: str | None = None
    nilai: tuple[str, ...] = ()


@dataclass(frozen=True)
class Table:
    """One landed table; `kunci` names the columns of which no combination may land twice."""

    nama: str
    arti: str
    kunci: tuple[str, ...]
    kolom: dict[str, Column]
    isian: dict[str, Column]

    def fillable(self) -> dict[str, Column]:
        """What a mapping may point at: columns that are not derived, and the inputs."""
        return {**{n: c for n, c in self.kolom.items() if c.dari is None}, **self.isian}

    @property
    def kelas(self) -> str:
        return "korban" if any(c.kelas == "korban" for c in self.kolom.values()) else "kelembagaan"


def tables() -> dict[str, dict[str, str]]:
    """Every landed table with its columns and SQL types, in the order in which they are written."""
    shared = {name: column.tipe for name, column in shared_columns().items()}
    return {
        name: {**shared, **{column.nama: column.tipe for column in table.kolom.values()}}
        for name, table in all_tables().items()
    }


@lru_cache(maxsize=1)
def all_tables() -> dict[str, Table]:
    """The whole contract, by table name."""
    folder = settings.REFERENCE / "kontrak"
    paths = sorted(path for path in folder.glob("*.toml") if path.name != SHARED_FILE)
    return {path.stem: _table(_read(path), path.stem) for path in paths}


@lru_cache(maxsize=1)
def shared_columns() -> dict[str, Column]:
    """Where a row comes from: the first columns of every table."""
    return _columns(_read(settings.REFERENCE / "kontrak" / SHARED_FILE)["kolom"], SHARED_FILE)


@lru_cache(maxsize=32)
def codes(daftar: str) -> dict[str, str]:
    """Code -> label of one closed list, in the order of the list."""
    if daftar == "layanan":
        return {row["kode"]: row["nama"] for row in _rows("layanan.csv")}
    found = {row["kode"]: row["label"] for row in _rows("daftar.csv") if row["daftar"] == daftar}
    if not found:
        raise ContractError(f"Daftar {daftar} tidak ada di data/reference/daftar.csv.")
    return found


def normal(text: str) -> str:
    """The form in which spellings are compared: case, punctuation and spacing do not matter."""
    return " ".join(re.sub(r"[\W_]+", " ", text.casefold()).split())


def _rows(name: str) -> list[dict[str, str]]:
    with (settings.REFERENCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _read(path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ContractError(f"{path.name} tidak dapat dibaca: {error}") from error


def _table(raw: dict, stem: str) -> Table:
    if raw.get("tabel") != stem:
        raise ContractError(f"{stem}.toml: nama tabel harus sama dengan nama berkas.")
    kolom = _columns(raw["kolom"], stem)
    kunci = tuple(raw.get("kunci", ()))
    if missing := [name for name in kunci if name not in kolom]:
        raise ContractError(f"{stem}.toml: kunci {', '.join(missing)} bukan kolom.")
    return Table(stem, raw["arti"], kunci, kolom, _columns(raw.get("isian", {}), stem))


def _columns(raw: dict[str, dict], where: str) -> dict[str, Column]:
    columns = {}
    for name, fields in raw.items():
        try:
            columns[name] = Column(name, **{**fields, "nilai": tuple(fields.get("nilai", ()))})
        except TypeError as error:
            raise ContractError(f"{where}: kolom {name} tidak lengkap atau tidak dikenal: {error}") from error
    return columns
