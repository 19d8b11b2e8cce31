"""Completes a proposal: keys, constants and questions for what the contract requires and the file lacks."""

from rekap.ingest import contract
from rekap.ingest.contract import Column
from rekap.ingest.proposal import synonyms
from rekap.ingest.proposal.assign import Assigned, Pick

_CORE = ("kasus", "korban", "korban_kekerasan")
_HEART = {  # a table without the column that it is about is not in the file
    "korban_kekerasan": "jenis_kekerasan", "layanan": "kode_layanan", "asesmen_kebutuhan": "kode_layanan",
    "korban_tutup": "tanggal_tutup", "asesmen": "tanggal",
}  # fmt: skip
_CERTAIN = 0.75  # below it a person must say that a required column is meant
_KEYS = ("no_registrasi", "no_korban")


def complete(sheet, kode: str | None, perlu: list[str]) -> None:
    """Adds to a SheetProposal what is certain, and to `perlu` what only a person can say."""
    given: Assigned = sheet.assigned
    where = f"lembar {sheet.nama}: " if sheet.nama else ""
    _other_table(sheet, where, perlu)
    _prune(given)
    _share_with_parts(given)
    _keys(sheet, where, perlu)
    _regions(sheet, kode)
    _missing_day(given, where, perlu)
    if "layanan" in tables(given) and "layanan.status" not in given.picks:
        sheet.constants["status"] = "selesai"
        perlu.append(f"{where}layanan.status tidak ada; usulan menganggap semua layanan selesai")
    if "korban" in tables(given) and "layanan" not in tables(given) and given.left:
        unused = ", ".join(given.left)
        perlu.append(f"{where}layanan tidak ditemukan; bila ada, kolomnya di antara: {unused}")
    perlu += [
        f"{where}{key} diambil dari kolom {pick.judul}, tetapi belum pasti"
        for key, pick in given.picks.items()
        if pick.isian.column.wajib and 0.5 < pick.keyakinan < _CERTAIN
    ]
    for tabel in tables(given):
        for name, column in contract.all_tables()[tabel].fillable().items():
            if column.wajib and not _has(sheet, tabel, name):
                perlu.append(
                    f"{where}{tabel}.{name} wajib, tetapi belum ada kolomnya ({column.arti}){_remedy(column)}"
                )


def without_violence(sheets: list[Assigned]) -> list[str]:
    """Victims without what was done to them would count in no class: perhaps a column was not recognised."""
    found = {tabel for given in sheets for tabel in tables(given)}
    if "korban" not in found or "korban_kekerasan" in found:
        return []
    return [
        "jenis_kekerasan tidak ditemukan; bila ada kolomnya, tulis di [lembar.tabel.korban_kekerasan.kolom]"
    ]


def _other_table(sheet, where: str, perlu: list[str]) -> None:
    if below := sheet.below:
        perlu.append(
            f"{where}di bawah baris {below.gap} ada tabel lain (judulnya di baris {below.row + 1}): "
            "tulis [[lembar]] kedua, atau biarkan bila isinya tidak diperlukan"
            + ("" if below.first_gap else "; tanpa itu barisnya terbaca sebagai baris tabel pertama")
        )


def _remedy(column: Column) -> str:
    """What a person can do when no column says where."""
    if column.bentuk != "kabkota":
        return ""
    again = "ulangi dengan --kode, misalnya --kode 35.17 (hapus usulan lama)"
    return f": {again}, atau tulis {column.nama} di [lembar.tetap]"


def tables(given: Assigned) -> list[str]:
    """The tables that a sheet feeds, victims first."""
    ticked = [name.split(".")[0] for name in given.ticks]
    found = [*given.tables, *ticked, *(["layanan"] if given.services or given.done else [])]
    return sorted(dict.fromkeys(found), key=lambda name: (name not in _CORE, name))


def _has(sheet, tabel: str, name: str) -> bool:
    given = sheet.assigned
    wide = tabel == "layanan" and (
        name == "kode_layanan"
        and (given.services or given.done)
        or name == "tanggal"
        and given.services
        and not given.done
    )
    own = f"{tabel}.{name}" in given.picks or f"{tabel}.{name}" in given.ticks
    return bool(own or wide or name in sheet.constants or name in keys(given) or name == "no_registrasi")


def keys(given: Assigned) -> dict[str, Pick]:
    """The numbers that every table of a sheet shares."""
    picks = given.picks.values()
    found = {p.isian.column.nama: p for p in picks if p.isian.column.identitas}
    return {name: pick for name, pick in found.items() if name.startswith("no_")}


def _prune(given: Assigned) -> None:
    """Headings of a table that is not in the file after all stay without a place."""
    for tabel, heart in _HEART.items():
        name = f"{tabel}.{heart}"
        wide = name in given.ticks or tabel == "layanan" and (given.services or given.done)
        if name not in given.picks and not wide:
            for lost in [key for key in given.picks if key.startswith(f"{tabel}.")]:
                pick = given.picks[lost]
                if pick.isian.column.nama not in _KEYS:
                    del given.picks[lost]
                    if not any(other.judul == pick.judul for other in given.picks.values()):
                        given.left.append(pick.judul)
    if "korban_tutup.tanggal_tutup" in given.picks and "korban_tutup.alasan_tutup" not in given.picks:
        given.left.append(given.picks.pop("korban_tutup.tanggal_tutup").judul)
    for name in _KEYS:  # a key that was found in a table that is gone belongs to the victim
        _move_key(given, name)


def _move_key(given: Assigned, name: str) -> None:
    alive = {key.split(".")[0] for key in given.picks if key.split(".")[1] not in _KEYS}
    for key in [key for key in given.picks if key.endswith(f".{name}")]:
        if key.split(".")[0] not in alive and alive & {"kasus", "korban", "layanan"}:
            pick = given.picks.pop(key)
            home = next(t for t in ("korban", "layanan", "kasus") if t in alive)
            isian = next((one for one in synonyms.fields() if one.nama == f"{home}.{name}"), pick.isian)
            given.picks[isian.nama] = Pick(isian, pick.judul, pick.keyakinan)


def _keys(sheet, where: str, perlu: list[str]) -> None:
    given = sheet.assigned
    wanted = {name for tabel in tables(given) for name in contract.all_tables()[tabel].fillable()}
    if "no_korban" in wanted and "no_korban" not in keys(given):
        sheet.constants["no_korban"] = "1"
        perlu.append(f"{where}no_korban tidak ditemukan; usulan menganggap satu korban per nomor registrasi")
    if "no_registrasi" in wanted and "no_registrasi" not in keys(given):
        sheet.row_numbers = True
        perlu.append(
            f"{where}no_registrasi tidak ditemukan; usulan memakai nomor baris, sehingga satu baris adalah "
            "satu kasus dan berkas perbaikan harus menggantikan seluruh isinya"
        )


def _share_with_parts(given: Assigned) -> None:
    """The part of a table takes what the table takes: asesmen_ranah the day of the asesmen."""
    for tabel in tables(given):
        whole = tabel.rpartition("_")[0]
        for name, column in contract.all_tables()[tabel].fillable().items():
            pick = given.picks.get(f"{whole}.{name}")
            if pick and column.wajib and f"{tabel}.{name}" not in given.picks and name not in _KEYS:
                isian = synonyms.field(f"{tabel}.{name}")
                given.picks[isian.nama] = Pick(isian, pick.judul, pick.keyakinan, pick.pola)


def _missing_day(given: Assigned, where: str, perlu: list[str]) -> None:
    """A visit to a hospital is registration and service in one: perhaps; a person must say so."""
    registered = given.picks.get("korban.tanggal_registrasi")
    for tabel in ("layanan", "asesmen_kebutuhan"):
        name = f"{tabel}.kode_layanan"
        told = name in given.picks or name in given.ticks or tabel == "layanan" and given.done
        if registered and told and f"{tabel}.tanggal" not in given.picks:
            isian = synonyms.field(f"{tabel}.tanggal")
            given.picks[isian.nama] = Pick(isian, registered.judul, 0.5)
            perlu.append(f"{where}{isian.nama} tidak ada; usulan memakai tanggal registrasi")


def _regions(sheet, kode: str | None) -> None:
    """The office's own code stands for every row; a column of places then says where the victim lives."""
    given, picks = sheet.assigned, sheet.assigned.picks
    if kode and "." in kode:
        for name in ("korban.kode_kab", "layanan.kode_kab_pemberi"):
            if (pick := picks.pop(name, None)) and "korban" in tables(given):
                home = synonyms.field("korban.kab_domisili")
                picks.setdefault(home.nama, Pick(home, pick.judul, pick.keyakinan, pick.pola))
        wanted = {name for tabel in tables(given) for name in contract.all_tables()[tabel].fillable()}
        for name in ("kode_kab", "kode_kab_pemberi"):
            if name in wanted:
                sheet.constants[name] = kode
    elif (unit := picks.get("korban.kode_kab")) and "layanan" in tables(given):
        giver = synonyms.field("layanan.kode_kab_pemberi")
        picks.setdefault(giver.nama, Pick(giver, unit.judul, unit.keyakinan, unit.pola))
