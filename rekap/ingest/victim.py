"""The rules of a victim's row: region, dates, age, and an identity turned into tokens."""

from datetime import date
from functools import lru_cache

from rekap import wilayah
from rekap.ingest import identity
from rekap.ingest.cells import KODE_TIDAK_DIKENAL, TANGGAL_MUSTAHIL
from rekap.ingest.row import Draft

MAX_AGE = 120

_AS_READ = (
    "jenis_kelamin", "tanggal_registrasi", "tanggal_kejadian", "kode_kab", "hubungan_pelaku",
    "tempat_kejadian", "pendidikan", "pekerjaan", "disabilitas",
)  # fmt: skip
_NIK_SAYS = {
    identity.PALSU: "NIK adalah angka pengisi; diperlakukan sebagai kosong.",
    identity.TIDAK_SAH: "NIK tidak sah, atau tidak sesuai tanggal lahir atau jenis kelamin; "
    "diperlakukan sebagai kosong.",
}


def korban(draft: Draft) -> None:
    """From one row: the victim, and the tokens of the words of her name."""
    _check_unit(draft)
    _check_dates(draft)
    home = _domicile(draft)
    id_korban = draft.id_korban
    tokens = _identity(draft, home["kode_kab_domisili"])
    # A flat file repeats a victim for every service; what is odd about her is said once.
    if id_korban not in draft.context.victims:
        _warn(draft, tokens["nik_status"])
    name = draft.context.tokens.of_name(draft.values.get("nama"))
    parts = name.pop("bagian")
    record = {
        "id_kasus": draft.id_kasus,
        "id_korban": id_korban,
        **name,
        **tokens,
        **home,
        "umur": _age(draft),
        **{column: draft.values.get(column) for column in _AS_READ},
    }
    draft.row.victim = record
    draft.add(record)
    for token in parts:
        draft.add({"id_korban": id_korban, "token_bagian": token}, "korban_bagian_nama")


def _identity(draft: Draft, home_kab: str | None) -> dict:
    """Tokens of NIK and birth, for the region where the victim lives or else where she was registered."""
    values, tokens = draft.values, draft.context.tokens
    sex, born = values.get("jenis_kelamin"), values.get("tanggal_lahir")
    status, nik = identity.nik_status(values.get("nik"), sex, born)
    return {
        "token_nik": tokens.of("nik", nik) if nik else None,
        "nik_status": status,
        **tokens.of_birth(born, sex, home_kab or values["kode_kab"]),
    }


def _warn(draft: Draft, nik_status: str) -> None:
    if nik_status in _NIK_SAYS:
        draft.warn("nik", f"nik_{nik_status}", _NIK_SAYS[nik_status])
    stated, born = draft.values.get("umur"), draft.values.get("tanggal_lahir")
    if stated is None or born is None:
        return
    if abs(stated - _years_between(born, draft.values["tanggal_registrasi"])) > 1:
        pesan = "Umur dan tanggal lahir berselisih lebih dari satu tahun; umur yang dipakai."
        draft.warn("umur", "umur_tidak_cocok", pesan)


def _check_unit(draft: Draft) -> None:
    """The unit's code must belong to the name that is written beside it, and to this installation."""
    kode, nama = draft.values["kode_kab"], draft.values.get("nama_kab")
    named = _kabkota_named(nama, kode[:2]) if nama else kode
    if named is None:
        draft.reject("nama_kab", KODE_TIDAK_DIKENAL, "bukan nama kab/kota.", nama)
    elif named != kode:
        pesan = (
            f"Kode {kode} adalah {wilayah.get(kode).nama}, tetapi nama yang tertulis adalah "
            f"{wilayah.get(named).nama} ({named}). Perbaiki salah satunya."
        )
        draft.reject("kode_kab", "wilayah_tidak_cocok", pesan)
    else:
        reject_outside(draft, kode)


def reject_outside(draft: Draft, kode_kab: str) -> None:
    """Rows of regions that this installation does not serve are not its to hold."""
    if not draft.context.covers(kode_kab):
        pesan = f"Wilayah ini di luar pemasangan ({draft.context.instalasi.kode})."
        draft.reject("kode_kab", "di_luar_pemasangan", pesan)


def _domicile(draft: Draft) -> dict:
    """Where the victim lives; a kecamatan without its kab/kota must lie in the unit's own."""
    values, own = draft.values, draft.values["kode_kab"]
    kab_name, kecamatan_name = values.get("kab_domisili"), values.get("kecamatan_domisili")
    kab = _kabkota_named(kab_name, own[:2]) if kab_name else None
    kecamatan = None
    if kab_name and kab is None:
        draft.reject("kab_domisili", KODE_TIDAK_DIKENAL, "bukan nama kab/kota.", kab_name)
    elif kecamatan_name:
        kab = kab or own
        kecamatan = _kecamatan_named(kecamatan_name, kab)
        if kecamatan is None:
            pesan = "bukan kecamatan di kab/kota domisilinya."
            draft.reject("kecamatan_domisili", "kecamatan_tidak_dikenal", pesan, kecamatan_name)
    return {"kode_kab_domisili": kab, "kode_kecamatan": kecamatan}


@lru_cache(maxsize=4096)
def _kabkota_named(nama: str, provinsi: str) -> str | None:
    """Within the unit's own province first: a short name may be unique there and not in the country."""
    return wilayah.resolve(nama, provinsi, "kabkota") or wilayah.resolve(nama, None, "kabkota")


@lru_cache(maxsize=16384)
def _kecamatan_named(nama: str, kab: str) -> str | None:
    return wilayah.resolve(nama, kab, "kecamatan")


def _check_dates(draft: Draft) -> None:
    registered, incident = draft.values["tanggal_registrasi"], draft.values.get("tanggal_kejadian")
    born = draft.values.get("tanggal_lahir")
    if incident and incident > registered:
        draft.reject("tanggal_kejadian", TANGGAL_MUSTAHIL, "Kejadian sesudah tanggal registrasi.")
    if born and born > registered:
        draft.reject("tanggal_lahir", TANGGAL_MUSTAHIL, "Lahir sesudah tanggal registrasi.")
    elif born and _years_between(born, registered) > MAX_AGE:
        draft.reject("tanggal_lahir", TANGGAL_MUSTAHIL, f"Umur lebih dari {MAX_AGE} tahun.")


def _age(draft: Draft) -> int | None:
    """Age at registration. The unit's own entry wins over a birth date, often made up from the age."""
    stated, born = draft.values.get("umur"), draft.values.get("tanggal_lahir")
    if stated is None and born:
        return _years_between(born, draft.values["tanggal_registrasi"])
    return stated


def _years_between(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))
