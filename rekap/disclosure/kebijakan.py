"""The protection policy as data: read once, checked, and named by its hash in everything it shaped."""

import csv
import hashlib
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rekap import settings

SYARAT = ("tahun_penuh_minimum", "tahun_penuh_di_bawah", "sel_minimum")


class PolicyError(Exception):
    """The policy file contradicts itself; nothing may be published under it."""


@dataclass(frozen=True)
class Himpunan:
    """A set of persons inside a cell; `bagian_dari` names every set around it, nearest first.

    `tanpa_asesmen` names the set inside it that holds the same persons where nobody records assessments.
    """

    nama: str
    bagian_dari: tuple[str, ...]
    sinonim: tuple[str, ...]
    komponen: str | None
    tanpa_asesmen: str | None


@dataclass(frozen=True)
class Kelas:
    nama: str
    nilai: tuple[str, ...]
    partisi: bool


@dataclass(frozen=True)
class Keluarga:
    """One family of cells; its conditions are read from published numbers only."""

    nama: str
    tingkat: tuple[str, ...]
    jenis_periode: tuple[str, ...]
    kelas: tuple[str, ...]
    banyak_kelas: int
    himpunan: tuple[str, ...]
    syarat: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Pasangan:
    """Two classes: which pairs of values can have anybody, and which value adds nothing to the other."""

    kelas: tuple[str, ...]
    mungkin: dict[str, tuple[str, ...]]
    sama_dengan: dict[str, str]


@dataclass(frozen=True)
class Persen:
    penyebut_minimum: int
    langkah: tuple[tuple[int, int], ...]
    tepi: int


@dataclass(frozen=True)
class Kebijakan:
    """What kebijakan.toml says, with the class values of daftar.csv."""

    versi: str
    sidik: str
    k: int
    kelipatan: int
    persen: Persen
    jenis_periode: tuple[str, ...]
    hanya_yang_tutup: bool
    himpunan: dict[str, Himpunan]
    kelas: dict[str, Kelas]
    pasangan: Pasangan
    keluarga: tuple[Keluarga, ...]
    berkas_publik: dict[str, tuple[str, ...]]

    def resmi(self, nama: str, tanpa_asesmen: bool = False) -> str:
        """The one name under which a set is drawn, given a synonym or a region without assessments."""
        for himpunan in self.himpunan.values():
            if nama == himpunan.nama or nama in himpunan.sinonim:
                return (tanpa_asesmen and himpunan.tanpa_asesmen) or himpunan.nama
        raise PolicyError(f"himpunan {nama} tidak ada dalam kebijakan")

    def from_widest(self) -> list[Himpunan]:
        """Every set after the sets that contain it."""
        return sorted(self.himpunan.values(), key=lambda h: len(h.bagian_dari))


def policy_path() -> Path:
    return settings.REFERENCE / "kebijakan.toml"


def policy() -> Kebijakan:
    """The policy in force."""
    return _policy_at(policy_path())


@lru_cache(maxsize=4)
def _policy_at(path: Path) -> Kebijakan:
    return read_policy(path.read_bytes(), code_lists())


def code_lists() -> dict[str, tuple[str, ...]]:
    """The code lists of daftar.csv, each in its own order."""
    with (settings.REFERENCE / "daftar.csv").open(encoding="utf-8", newline="") as handle:
        rows = sorted(csv.DictReader(handle), key=lambda r: (r["daftar"], int(r["urutan"])))
    lists: dict[str, list[str]] = {}
    for row in rows:
        lists.setdefault(row["daftar"], []).append(row["kode"])
    return {name: tuple(codes) for name, codes in lists.items()}


def read_policy(text: bytes, lists: dict[str, tuple[str, ...]]) -> Kebijakan:
    """Parse and check; raises PolicyError when families name what the policy does not define."""
    raw = tomllib.loads(text.decode("utf-8"))
    result = Kebijakan(
        versi=raw["versi"],
        sidik=hashlib.sha256(text).hexdigest()[:16],
        k=raw["k"],
        kelipatan=raw["kelipatan"],
        persen=_persen(raw["persen"]),
        jenis_periode=tuple(raw["periode"]["jenis"]),
        hanya_yang_tutup=raw["periode"]["hanya_yang_tutup"],
        himpunan=_sets(raw["himpunan"]),
        kelas={n: Kelas(n, lists[k["daftar"]], k["partisi"]) for n, k in raw["kelas"].items()},
        pasangan=_pairs(raw["pasangan"]),
        keluarga=tuple(_family(k) for k in raw["keluarga"]),
        berkas_publik={table: tuple(columns) for table, columns in raw["berkas_publik"].items()},
    )
    _check(result)
    return result


def _persen(raw: dict) -> Persen:
    return Persen(raw["penyebut_minimum"], tuple((a, b) for a, b in raw["langkah"]), raw["tepi"])


def _sets(raw: dict) -> dict[str, Himpunan]:
    def supersets(name: str) -> tuple[str, ...]:
        direct = tuple(raw[name]["bagian_dari"])
        return direct + tuple(s for d in direct for s in supersets(d) if s not in direct)

    return {
        name: Himpunan(
            name, supersets(name), tuple(h.get("sinonim", ())), h.get("komponen"), h.get("tanpa_asesmen")
        )
        for name, h in raw.items()
    }


def _pairs(raw: dict) -> Pasangan:
    mungkin = {value: tuple(partners) for value, partners in raw["mungkin"].items()}
    return Pasangan(tuple(raw["kelas"]), mungkin, dict(raw["sama_dengan"]))


def _family(raw: dict) -> Keluarga:
    return Keluarga(
        raw["nama"],
        tuple(raw["tingkat"]),
        tuple(raw["jenis_periode"]),
        tuple(sorted(raw["kelas"])),
        raw["banyak_kelas"],
        tuple(raw["himpunan"]),
        tuple(sorted(raw.get("syarat", {}).items())),
    )


def _check(policy: Kebijakan) -> None:
    known = {
        "tingkat": set(settings.TINGKAT),
        "jenis_periode": set(policy.jenis_periode),
        "kelas": set(policy.kelas),
        "himpunan": set(policy.himpunan),
    }
    for family in policy.keluarga:
        for field, allowed in known.items():
            unknown = set(getattr(family, field)) - allowed
            if unknown:
                raise PolicyError(f"keluarga {family.nama}: {field} tidak dikenal: {sorted(unknown)}")
        if {name for name, _ in family.syarat} - set(SYARAT):
            raise PolicyError(f"keluarga {family.nama}: syarat tidak dikenal")
        if family.banyak_kelas > 2:
            raise PolicyError(f"keluarga {family.nama}: lebih dari dua kelas tidak pernah terbit")
    names = [n for h in policy.himpunan.values() for n in (h.nama, *h.sinonim)]
    if len(names) != len(set(names)):
        raise PolicyError("satu nama himpunan dipakai dua kali")
    for h in policy.himpunan.values():
        inner = h.tanpa_asesmen and policy.himpunan.get(h.tanpa_asesmen)
        if h.tanpa_asesmen and (not inner or h.nama not in inner.bagian_dari):
            raise PolicyError(f"himpunan {h.nama}: {h.tanpa_asesmen} bukan bagiannya")
    if policy.kelipatan < policy.k:
        raise PolicyError("kelipatan tidak boleh lebih kecil daripada k")
