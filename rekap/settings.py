"""Where things are and for whom this installation works."""

import csv
import os
import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "data" / "reference"
MAPPINGS = ROOT / "data" / "mappings"
QUERIES = ROOT / "queries"

TINGKAT = ("nasional", "provinsi", "kabkota", "zona", "kecamatan")
BASIS = ("tercatat", "kebutuhan")


class SettingsError(Exception):
    """The installation file cannot be used; the message is for the person who edits it."""


def data_dir() -> Path:
    return Path(os.environ.get("REKAP_DATA") or ROOT / "data").resolve()


def spool_dir() -> Path:
    return data_dir() / "masuk"


def vault_dir() -> Path:
    return data_dir() / "vault"


def editions_dir() -> Path:
    return data_dir() / "editions"


def audit_dir() -> Path:
    return data_dir() / "audit"


def sample_dir() -> Path:
    return data_dir() / "contoh"


def port() -> int:
    text = os.environ.get("REKAP_PORT") or "8501"
    if not (text.isdigit() and 0 < int(text) < 65536):
        raise SettingsError(f"REKAP_PORT harus angka 1 sampai 65535, bukan {text!r}.")
    return int(text)


@dataclass(frozen=True)
class Zona:
    """An office's own fixed group of whole kecamatan."""

    kode: str
    nama: str
    kecamatan: tuple[str, ...]
    contoh: bool = False


@dataclass(frozen=True)
class Instalasi:
    """What instalasi.toml says."""

    data: str
    tingkat: str
    kode: str
    kantor: str
    basis_utama: str
    batas_layanan: str
    pelapor: dict[str, tuple[str, ...]]
    zona: tuple[Zona, ...]
    benih: int

    @property
    def sintetis(self) -> bool:
        return self.data == "sintetis"

    def pelapor_of(self, kode_kab: str) -> tuple[str, ...]:
        """Sources expected to report every month for one kab/kota."""
        return self.pelapor.get(kode_kab, self.pelapor.get("semua", ()))


def read_instalasi(path: Path) -> Instalasi:
    """Read and check one installation file; raises SettingsError with the reason in Indonesian."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path.name} tidak dapat dibaca: {error}") from error
    try:
        zona = tuple(
            Zona(z["kode"], z["nama"], tuple(z["kecamatan"]), bool(z.get("contoh")))
            for z in raw.get("zona", [])
        )
        instalasi = Instalasi(
            data=raw["data"],
            tingkat=raw["tingkat"],
            kode=raw["kode"],
            kantor=raw["kantor"],
            basis_utama=raw.get("basis_utama", "tercatat"),
            batas_layanan=raw.get("batas_layanan", "12-31"),
            pelapor={k: tuple(v) for k, v in raw.get("pelapor", {}).items()},
            zona=zona,
            benih=int(raw.get("contoh", {}).get("benih", 354)),
        )
    except KeyError as error:
        raise SettingsError(f"{path.name}: isian {error} belum ada.") from error
    except (TypeError, ValueError) as error:
        raise SettingsError(f"{path.name}: benih harus angka dan pelapor harus daftar.") from error
    _check(instalasi, path.name)
    return instalasi


def _check(instalasi: Instalasi, name: str) -> None:
    allowed = {
        "data": ("sintetis", "asli"),
        "tingkat": TINGKAT[:3],
        "basis_utama": BASIS,
    }
    for field, values in allowed.items():
        if getattr(instalasi, field) not in values:
            raise SettingsError(f"{name}: {field} harus salah satu dari {', '.join(values)}.")
    digits = {"nasional": r"00", "provinsi": r"\d\d", "kabkota": r"\d\d\.\d\d"}[instalasi.tingkat]
    if not re.fullmatch(digits, instalasi.kode):
        raise SettingsError(f"{name}: kode {instalasi.kode} bukan kode tingkat {instalasi.tingkat}.")
    if instalasi.batas_layanan not in ("12-31", "01-31"):
        raise SettingsError(f"{name}: batas_layanan harus 12-31 atau 01-31.")
    seen: set[str] = set()
    for zona in instalasi.zona:
        kab = zona.kode.rsplit(".", 1)[0]
        for kecamatan in zona.kecamatan:
            if not kecamatan.startswith(kab + "."):
                raise SettingsError(f"{name}: kecamatan {kecamatan} bukan bagian {kab} ({zona.kode}).")
            if kecamatan in seen:
                raise SettingsError(f"{name}: kecamatan {kecamatan} ada di dua zona.")
            seen.add(kecamatan)


@lru_cache(maxsize=1)
def assessing_sources() -> frozenset[str]:
    """Sources that record assessments; where none of them is expected, receipt alone states a need."""
    with (REFERENCE / "sumber.csv").open(encoding="utf-8", newline="") as handle:
        return frozenset(r["sumber"] for r in csv.DictReader(handle) if r["mencatat_asesmen"] == "ya")


def instalasi_path() -> Path:
    """The file in REKAP_DATA wins, so that two installations can share one program."""
    own = data_dir() / "instalasi.toml"
    return own if own.exists() else ROOT / "instalasi.toml"


def instalasi() -> Instalasi:
    path = instalasi_path()
    return _instalasi_at(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _instalasi_at(path: Path, _mtime_ns: int) -> Instalasi:
    return read_instalasi(path)
