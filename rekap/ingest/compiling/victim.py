"""What a victim's cells say together: her region, her age, and an identity turned into tokens."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap import wilayah
from rekap.ingest.compiling import identity
from rekap.ingest.compiling.columns import Draft
from rekap.ingest.compiling.distinct import groups, over_distinct
from rekap.ingest.compiling.identity import Tokens
from rekap.ingest.mapping.cells import KODE_TIDAK_DIKENAL, Fault
from rekap.ingest.reading import typed

_NIK_SAYS = {
    identity.PALSU: "NIK adalah angka pengisi; diperlakukan sebagai kosong. Isi yang benar, atau kosongkan.",
    identity.TIDAK_SAH: "NIK tidak sah, atau tidak sesuai tanggal lahir atau jenis kelamin; "
    "diperlakukan sebagai kosong. Periksa ketiganya.",
    identity.ANGKA: "NIK tersimpan sebagai angka, sehingga angka terakhirnya hilang; diperlakukan sebagai "
    "kosong. Simpan kolom NIK sebagai teks.",
}
Where = tuple[int, str, Fault]


def faults(draft: Draft, covers: Callable[[str], bool]) -> Iterator[Where]:
    """Entries whose regions contradict each other or lie outside this installation, with the column."""
    pairs = {
        "nama_kab": ("kode_kab", "nama_kab"),
        "domisili": ("kode_kab", "kab_domisili", "kecamatan_domisili"),
    }
    yield from _over(draft, pairs["nama_kab"], lambda kode, nama: _unit_fault(kode, nama, covers))
    yield from _over(draft, pairs["domisili"], lambda *cells: _domicile(*cells)[2])
    yield from _out_of_use(draft)


def _out_of_use(draft: Draft) -> Iterator[Where]:
    """Registrations under a code that did not exist on their day; no build would take them."""
    days = draft.column("tanggal_registrasi")
    for (kode,), entries in groups(draft.column("kode_kab")):
        first, last = wilayah.in_use(kode) if kode else (date.min, date.max)
        if (first, last) == (date.min, date.max):
            continue
        for at in entries:
            day = days[int(at)].as_py()
            if day is not None and not first <= day <= last:
                yield at, "kode_kab", _out_of_use_fault(kode, first, last, day)


def _out_of_use_fault(kode: str, first: date, last: date, day: date) -> Fault:
    since = f"mulai {first:%d/%m/%Y}" if day < first else f"sampai {last:%d/%m/%Y}"
    pesan = (
        f"Kode {kode} ({wilayah.get(kode).nama}) berlaku {since}, padahal tanggal registrasinya "
        f"{day:%d/%m/%Y}. Perbaiki tanggal atau kodenya."
    )
    return Fault("wilayah_belum_berlaku", pesan)


def _over(draft: Draft, names: tuple[str, ...], judge: Callable) -> Iterator[Where]:
    """Ask once per distinct combination; the answer is a column and what is wrong with it, or None."""
    for values, places in groups(*(draft.column(name) for name in names)):
        if values[0] is not None and (found := judge(*values)):
            yield from ((at, *found) for at in places)


def _unit_fault(kode: str, nama: str | None, covers: Callable[[str], bool]) -> tuple[str, Fault] | None:
    """The unit's code must belong to the name that is written beside it, and to this installation."""
    named = _kabkota_named(nama, kode[:2]) if nama else kode
    if named is None:
        return "nama_kab", Fault(KODE_TIDAK_DIKENAL, "bukan nama kab/kota; perbaiki ejaannya.", nama)
    if named != kode:
        pesan = (
            f"Kode {kode} adalah {wilayah.get(kode).nama}, tetapi nama yang tertulis adalah "
            f"{wilayah.get(named).nama} ({named}). Perbaiki salah satunya."
        )
        return "kode_kab", Fault("wilayah_tidak_cocok", pesan)
    return None if covers(kode) else ("kode_kab", outside_fault())


def outside_fault() -> Fault:
    """Rows of regions that this installation does not serve are not its to hold."""
    return Fault(
        "di_luar_pemasangan", "Wilayah ini di luar pemasangan ini. Serahkan kepada kantor wilayahnya."
    )


def _domicile(own: str, kab_name: str | None, kecamatan_name: str | None):
    """Kab/kota and kecamatan where she lives, and what is wrong with how they are written.

    A kecamatan without its kab/kota must lie in the unit's own.
    """
    kab = _kabkota_named(kab_name, own[:2]) if kab_name else None
    if kab_name and kab is None:
        return (
            None,
            None,
            ("kab_domisili", Fault(KODE_TIDAK_DIKENAL, "bukan nama kab/kota; perbaiki ejaannya.", kab_name)),
        )
    if not kecamatan_name:
        return kab, None, None
    kab = kab or own
    kecamatan = kecamatan_named(kecamatan_name, kab)
    if kecamatan is None:
        fault = kecamatan_fault(kecamatan_name)
        return kab, None, ("kecamatan_domisili", fault)
    return kab, kecamatan, None


@lru_cache(maxsize=4096)
def _kabkota_named(nama: str, provinsi: str) -> str | None:
    """Within the unit's own province first: a short name may be unique there and not in the country."""
    return wilayah.resolve(nama, provinsi, "kabkota") or wilayah.resolve(nama, None, "kabkota")


def kecamatan_fault(nama: str) -> Fault:
    return Fault("kecamatan_tidak_dikenal", "bukan kecamatan di kab/kota itu; perbaiki salah satunya.", nama)


@lru_cache(maxsize=16384)
def kecamatan_named(nama: str, kab: str) -> str | None:
    """The code of a kecamatan by its name within a kab/kota."""
    return wilayah.resolve(nama, kab, "kecamatan")


def derive(draft: Draft, tokens: Tokens) -> None:
    """Add what lands instead of what was read: places, age, and tokens of name, NIK and birth."""
    column, derived = draft.column, draft.derived
    asked = [column(name) for name in ("kode_kab", "kab_domisili", "kecamatan_domisili")]
    kind = pa.struct({"kode_kab_domisili": pa.string(), "kode_kecamatan": pa.string()})
    home = over_distinct(_home, kind, *asked)
    derived |= {name: home.field(name) for name in ("kode_kab_domisili", "kode_kecamatan")}
    registered, born = column("tanggal_registrasi"), column("tanggal_lahir")
    if born.null_count < len(born):
        derived["umur"] = pc.coalesce(
            column("umur"), over_distinct(_years_between, pa.int32(), born, registered)
        )
    names = tokens.of_names(column("nama"))
    derived |= {"token_nama": names.nama, "token_fonetik": names.fonetik, "token_bagian": names.bagian}
    home = pc.coalesce(derived["kode_kab_domisili"], column("kode_kab"))
    day, year = tokens.of_birth(born, column("jenis_kelamin"), home)
    derived |= {"token_lahir": day, "token_lahir_jk_kab": year}
    _derive_nik(draft, tokens)


def _home(own: str | None, *names: str | None) -> dict:
    """A row whose unit is unknown is rejected; nothing is resolved for it."""
    kab, kecamatan, _ = _domicile(own, *names) if own else (None, None, None)
    return {"kode_kab_domisili": kab, "kode_kecamatan": kecamatan}


def _derive_nik(draft: Draft, tokens: Tokens) -> None:
    given = [draft.column(name) for name in ("nik", "jenis_kelamin", "tanggal_lahir")]
    kind = pa.struct({"status": pa.string(), "nik": pa.string()})
    found = over_distinct(_nik, kind, *given)
    draft.derived["nik_status"] = found.field("status")
    draft.derived["token_nik"] = tokens.of("nik", found.field("nik"))
    draft.derived["kab_nik"] = _area_of(found.field("nik"))


def _nik(raw: str | None, sex: str | None, born: date | None) -> dict:
    status, nik = identity.nik_status(typed.decode(raw), sex, born)
    return {"status": status, "nik": nik}


def _area_of(nik: pa.Array) -> pa.Array:
    """The kab/kota that gave the NIK: held in memory, to tell whether a block of rows is misplaced."""
    area = pc.utf8_slice_codeunits(nik, 0, 4)
    return pc.binary_join_element_wise(
        pc.utf8_slice_codeunits(area, 0, 2), pc.utf8_slice_codeunits(area, 2, 4), "."
    )


def nik_warnings(draft: Draft) -> Iterator[Where]:
    """A bad NIK is a missing one, and is said so."""
    raw = draft.column("nik")
    for at, status in enumerate(draft.derived["nik_status"].to_pylist()):
        if status in _NIK_SAYS:
            says = identity.ANGKA if raw[at].as_py().startswith(typed.TAG) else status
            yield at, "nik", Fault(f"nik_{says}", _NIK_SAYS[says])


def _years_between(born: date | None, day: date | None) -> int | None:
    if born is None or day is None:
        return None
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def evidence(draft: Draft, entries: np.ndarray) -> pa.Table:
    """Per entry the unit's code, the case, and where she lives: how a misplaced block betrays itself."""
    order = entries[np.argsort(draft.first[entries])]
    return pa.table(
        {
            "baris": pa.array(draft.first, pa.int32()),
            "kode_kab": draft.column("kode_kab"),
            "id_kasus": draft.column("id_kasus"),
            "kode_bukti": pc.coalesce(draft.derived["kode_kab_domisili"], draft.derived["kab_nik"]),
        }
    ).take(pa.array(order))


def block_fault(mulai: int, selesai: int, kode_kab: str, kode_bukti: str) -> Fault:
    pesan = (
        f"Baris {mulai} s.d. {selesai} ditulis dengan kode {kode_kab} ({wilayah.get(kode_kab).nama}), "
        f"tetapi semua orang di dalamnya dari {kode_bukti} ({wilayah.get(kode_bukti).nama}). "
        "Ditahan: periksa kode unitnya."
    )
    return Fault("blok_wilayah", pesan)
