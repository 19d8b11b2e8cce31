"""Shows landed tables to the models without the records that a later hand-in has replaced.

A file that replaces earlier records lists them in the table digantikan: victims by their token, records of
institutions by sheet and row, cases that no victim takes along by their token. Without such a list the landed
files are shown as they are, at no cost.
"""

from pathlib import Path

from rekap import engines
from rekap.ingest import contract

LIST = "digantikan"
VICTIMS = "select distinct berkas_lama, id from landing_digantikan where tabel = 'korban'"
# Other records are listed under their own table only.
LISTED = "select berkas_lama, id, tabel from landing_digantikan where tabel <> 'korban'"
# A case goes, from every table, when its file brought victims of it and all of them have been replaced.
CASES = """
    select korban.berkas as berkas_lama, korban.id_kasus as id, null as tabel
    from semua_korban as korban
    left join digantikan_korban as keluar
        on korban.berkas = keluar.berkas_lama and korban.id_korban = keluar.id
    where korban.berkas in (select berkas_lama from digantikan_korban)
    group by korban.berkas, korban.id_kasus
    having count(keluar.id) = count(*)
"""


def show(con, landed: dict[str, list[Path]]) -> None:
    """Make landing_<table> for every table of the contract out of the files that hold it."""
    columns = contract.tables()
    narrowed = [name for name in landed if landed[LIST] and landed[name] and _match(name)]
    for name, files in landed.items():
        shown = "semua" if name in narrowed else "landing"
        engines.view_parquet(con, f"{shown}_{name}", columns[name], files)
    if narrowed:
        _list_replaced(con, "korban" in narrowed)
    for name in narrowed:
        gone, match = _match(name)
        engines.view_without(con, f"landing_{name}", f"semua_{name}", gone, match)


def _list_replaced(con, with_victims: bool) -> None:
    engines.create_table(con, "digantikan_korban", VICTIMS, temporary=True)
    cases = " union all ".join((LISTED, CASES) if with_victims else (LISTED,))
    engines.create_table(con, "digantikan_kasus", cases, temporary=True)


def _match(name: str) -> tuple[str, str] | None:
    """The list that takes rows of a table out of force, and how; None for the intake's own bookkeeping."""
    table = contract.all_tables()[name]
    same_file = "isi.berkas = keluar.berkas_lama and "
    if table.induk == "korban" or name in ("korban", "korban_bagian_nama"):
        return "digantikan_korban", same_file + "isi.id_korban = keluar.id"
    if "kasus" in (name, table.induk):
        return (
            "digantikan_kasus",
            f"{same_file}isi.id_kasus = keluar.id and coalesce(keluar.tabel, '{name}') = '{name}'",
        )
    if table.pembukuan:
        return None
    # one file may have been handed in for two sources; tokens differ then, sheets and rows do not
    place = "isi.sumber = keluar.sumber and isi.lembar || '|' || cast(isi.baris as varchar) = keluar.id"
    return "landing_digantikan", f"{same_file}keluar.tabel = '{name}' and {place}"
