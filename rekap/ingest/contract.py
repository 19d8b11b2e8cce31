"""The contract: which tables land, what each column means, and what may stand in it.

One TOML per table in data/reference/kontrak. `kolom` is what lands; `isian` is what a file may give and what
is only read, to be turned into a token or a code. A table with a parent (`induk`) takes over the parent's key
and the inputs that the key is made of.
"""

import csv
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache

from rekap import labels, settings

SHARED_FILE = "_bersama.toml"


class ContractError(Exception):
    """A contract file contradicts itself; the message is for the person who edits it."""


@dataclass(frozen=True)
class Column:
    """One column of a table, or one input that is read and never landed.

    `token` is the kind of a token and the inputs that it is made of; `token_sumber` names the input that says
    whose number it is, when not the sender's own. `potongan` marks the date that puts a row into a period.
    `dalam` names the column of the region in which a name is looked up, `di_bawah` the column whose code
    decides which codes are allowed, `tidak_sebelum` the date of the same row that this one may not precede.
    `boleh_di_luar` lets a place lie outside the installation.
    """

    nama: str
    tipe: str
    kelas: str
    arti: str
    label: str = ""
    wajib: bool = False
    identitas: bool = False
    jamak: bool = False
    potongan: bool = False
    boleh_di_luar: bool = False
    daftar: str | None = None
    bentuk: str | None = None
    bila_kosong: str | None = None
    bila_beda: str | None = None
    mendatang: str | None = None
    paling_kecil: int | None = None
    paling_besar: int | None = None
    dari: str | None = None
    dalam: str | None = None
    di_bawah: str | None = None
    tidak_sebelum: str | None = None
    nilai: tuple[str, ...] = ()
    token: tuple[str, ...] = ()
    token_sumber: str | None = None

    @property
    def judul(self) -> str:
        """What a person calls this column."""
        return self.label or self.nama.replace("_", " ").capitalize()


@dataclass(frozen=True)
class Table:
    """One landed table; `kunci` names the columns of which no combination may land twice.

    `pembukuan` marks what the intake writes about its own work: no agency fills it.
    """

    nama: str
    arti: str
    kunci: tuple[str, ...]
    kolom: dict[str, Column]
    isian: dict[str, Column]
    label: str = ""
    induk: str | None = None
    pembukuan: bool = False

    def fillable(self) -> dict[str, Column]:
        """What a mapping may point at: columns that are not derived, and the inputs."""
        if self.pembukuan:
            return {}
        return {**{n: c for n, c in self.kolom.items() if c.dari is None}, **self.isian}

    @property
    def judul(self) -> str:
        """What a person calls this table."""
        return self.label or self.nama.replace("_", " ").capitalize()

    @property
    def kelas(self) -> str:
        return "korban" if any(c.kelas == "korban" for c in self.kolom.values()) else "kelembagaan"

    @property
    def potongan(self) -> str | None:
        """The column that says to which period a row belongs; None when the parent's does, or none."""
        return next((name for name, column in self.kolom.items() if column.potongan), None)


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
    raws = {path.stem: _read(path) for path in paths}
    return {stem: _table(stem, raws) for stem in raws}


@lru_cache(maxsize=1)
def shared_columns() -> dict[str, Column]:
    """Where a row comes from: the first columns of every table."""
    return _columns(_read(settings.REFERENCE / "kontrak" / SHARED_FILE)["kolom"], SHARED_FILE)


@lru_cache(maxsize=128)
def codes(daftar: str) -> dict[str, str]:
    """Code -> label of one closed list, in the order of the list."""
    if daftar in ("layanan", "rincian_layanan"):
        return {row["kode"]: row["nama"] for row in _rows(f"{daftar}.csv")}
    try:
        return labels.options(daftar)
    except KeyError as error:
        raise ContractError(f"Daftar {daftar} tidak ada di data/reference/daftar.csv.") from error


@lru_cache(maxsize=1)
def services_of_details() -> dict[str, tuple[str, ...]]:
    """Detail of a service -> the services under which it may stand."""
    return {row["kode"]: tuple(row["layanan"].split(";")) for row in _rows("rincian_layanan.csv")}


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


def _table(stem: str, raws: dict[str, dict]) -> Table:
    raw = raws[stem]
    if raw.get("tabel") != stem:
        raise ContractError(f"{stem}.toml: nama tabel harus sama dengan nama berkas.")
    key, inputs = _from_parent(stem, raw.get("induk"), raws)
    kolom = {**key, **_columns(raw.get("kolom", {}), stem)}
    isian = {**inputs, **_columns(raw.get("isian", {}), stem)}
    kunci = tuple(raw.get("kunci", ()))
    if missing := [name for name in kunci if name not in kolom]:
        raise ContractError(f"{stem}.toml: kunci {', '.join(missing)} bukan kolom.")
    if missing := [name for c in kolom.values() for name in c.token[1:] if name not in isian]:
        raise ContractError(f"{stem}.toml: token memerlukan isian {', '.join(missing)}.")
    known = {name: raw[name] for name in ("label", "induk", "pembukuan") if name in raw}
    return Table(stem, raw["arti"], kunci, kolom, isian, **known)


def _from_parent(stem: str, induk: str | None, raws: dict[str, dict]) -> tuple[dict, dict]:
    """The key of the parent, and the inputs that its tokens are made of."""
    if induk is None:
        return {}, {}
    if induk not in raws:
        raise ContractError(f"{stem}.toml: induk {induk} tidak ada.")
    parent = _table(induk, raws)
    key = {name: parent.kolom[name] for name in parent.kunci}
    inputs = {name: parent.isian[name] for column in key.values() for name in column.token[1:]}
    return key, inputs


def _columns(raw: dict[str, dict], where: str) -> dict[str, Column]:
    columns = {}
    for name, fields in raw.items():
        lists = {n: tuple(fields[n]) for n in ("nilai", "token") if n in fields}
        try:
            columns[name] = Column(name, **{**fields, **lists})
        except TypeError as error:
            raise ContractError(f"{where}: kolom {name} tidak lengkap atau tidak dikenal: {error}") from error
    return columns
