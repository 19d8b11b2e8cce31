"""Which edition file answers a question, and what each file says about itself."""

import threading
from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from rekap import access, audit, edition, engines
from rekap.reports.table import plain_rows

TANPA_HAK = "Akun ini hanya membuka tampilan publikasi."
LINTAS_WILAYAH = "Pilihan ini memuat wilayah di luar kewenangan akun, jadi semuanya memakai angka publikasi."
TAK_TERSIMPAN = "Rincian ini tidak ada dalam angka internal, jadi semuanya memakai angka publikasi."
BELUM_TERBIT = "Periode ini belum diterbitkan."
BELUM_INTERNAL = "Angka internal belum tersedia, jadi yang tampil angka publikasi."
TAK_TERBIT = "Rincian ini tidak diterbitkan; angkanya hanya ada dalam tampilan internal, bagi yang berhak."

_REMEMBERED = 64
_lock = threading.Lock()
_facts: OrderedDict[str, "Facts"] = OrderedDict()
_audited: set[tuple[str, str, str]] = set()


@dataclass(frozen=True)
class Daerah:
    """One region that the installation knows; `leluhur` are the codes of all that contain it."""

    kode: str
    nama: str
    tingkat: str
    jenis: str
    induk: str | None
    kode_zona: str | None
    contoh: bool
    leluhur: frozenset[str]


@dataclass(frozen=True)
class Facts:
    """What a file says about itself; it never changes, because editions never do."""

    edisi: dict
    wilayah: dict[str, Daerah]
    eksak: frozenset[str]
    sel: frozenset[tuple[str, str, str | None]]
    periode: frozenset[str]


@dataclass(frozen=True)
class Asked:
    """What a question needs of a file; without `jenis_periode` it asks about offices, not about people."""

    wilayah: tuple[str, ...]
    tingkat: str | None = None
    jenis_periode: str | None = None
    kelas: str | None = None
    periode: str | None = None

    def regions(self, known: Facts) -> list[str]:
        """The regions that will be rows of the answer."""
        return [kode for kode in self.wilayah if self.tingkat in (None, _level(known, kode))]

    def cells(self, known: Facts) -> set[tuple[str, str, str | None]]:
        if self.jenis_periode is None:
            return set()
        levels = {_level(known, kode) for kode in self.regions(known)} - {None}
        return {(level, self.jenis_periode, self.kelas) for level in levels}


def _level(known: Facts, kode: str) -> str | None:
    return known.wilayah[kode].tingkat if kode in known.wilayah else None


def choose(scope: access.Scope, tampilan: str, asked: Asked):
    """The file that answers, its facts, and a sentence when that is less than what was asked for."""
    alasan = None
    if tampilan == "internal":
        opened, alasan = _internal(scope)
        if opened is not None:
            known = facts(opened)
            alasan = _missing(known, asked)
            if alasan is None:
                return opened, known, None
    opened = edition.open_file("publik", "pub")
    known = facts(opened)
    if asked.jenis_periode is None:
        return opened, known, None
    return opened, known, " ".join(filter(None, (alasan, _unpublished(known, asked)))) or None


def _unpublished(known: Facts, asked: Asked) -> str | None:
    if not asked.cells(known) <= known.sel:
        return TAK_TERBIT
    return None if asked.periode in (None, *known.periode) else BELUM_TERBIT


def _internal(scope: access.Scope):
    if not scope.berkas_internal:
        return None, TANPA_HAK
    try:
        opened = edition.open_file("internal", scope.berkas_internal)
    except edition.EditionMissing:
        return None, BELUM_INTERNAL
    _leave_a_trace(scope, opened.id)
    return opened, None


def navigation(scope: access.Scope) -> dict[str, Daerah]:
    """Every region of the installation; from one's own file when nothing is public yet."""
    try:
        return facts(edition.open_file("publik", "pub")).wilayah
    except edition.EditionMissing:
        opened, _ = _internal(scope)
        if opened is None:
            raise
        return facts(opened).wilayah


def _leave_a_trace(scope: access.Scope, id: str) -> None:
    """Once per person, file and edition; if the trail cannot be written the file is not read."""
    key = (scope.akun, scope.berkas_internal, id)
    with _lock:
        if key in _audited:
            return
        audit.record("buka_internal", akun=scope.akun, peran=scope.peran, berkas=key[1], versi_data=id)
        _audited.add(key)


def _missing(known: Facts, asked: Asked) -> str | None:
    """Why this file cannot give the exact answer, or None when it can."""
    if any(kode not in known.wilayah for kode in asked.wilayah):
        return LINTAS_WILAYAH
    if not known.eksak.issuperset(asked.regions(known)):
        return LINTAS_WILAYAH
    if not asked.cells(known) <= known.sel:
        return TAK_TERSIMPAN
    return None


def facts(opened) -> Facts:
    """Read once per file: the path of an edition file names its contents."""
    key = str(opened.path)
    with _lock:
        if key in _facts:
            _facts.move_to_end(key)
            return _facts[key]
    found = _read_facts(opened.con)
    with _lock:
        _facts[key] = found
        while len(_facts) > _REMEMBERED:
            _facts.popitem(last=False)
    return found


def _read_facts(con) -> Facts:
    edisi = plain_rows(engines.select(con, "select * from edisi"))[0]
    edisi["tanggal_data"] = pd.Timestamp(edisi["tanggal_data"]).date()
    regions = plain_rows(engines.select(con, "select * from dim_wilayah order by kode_wilayah"))
    cells = plain_rows(engines.select(con, "select * from dim_sel where kelas_2 is null"))
    periods = plain_rows(engines.select(con, "select periode from dim_periode"))
    return Facts(
        edisi=edisi,
        wilayah=_regions(regions),
        eksak=frozenset(r["kode_wilayah"] for r in regions if r["eksak"]),
        sel=frozenset((c["tingkat"], c["jenis_periode"], c["kelas_1"]) for c in cells),
        periode=frozenset(p["periode"] for p in periods),
    )


def _regions(rows: list[dict]) -> dict[str, Daerah]:
    parent = {row["kode_wilayah"]: row["induk"] for row in rows}
    return {
        row["kode_wilayah"]: Daerah(
            kode=row["kode_wilayah"],
            nama=row["nama"],
            tingkat=row["tingkat"],
            jenis=row["jenis"],
            induk=row["induk"],
            kode_zona=row["kode_zona"],
            contoh=bool(row["contoh"]),
            leluhur=frozenset({row["kode_zona"], *_ancestors(row["kode_wilayah"], parent)} - {None}),
        )
        for row in rows
    }


def _ancestors(kode: str, parent: dict[str, str | None]) -> Iterable[str]:
    while (kode := parent.get(kode)) is not None:
        yield kode
