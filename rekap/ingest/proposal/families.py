"""Which contract tables a sheet may fill, told by its name; the tables of one case go together."""

from rekap.ingest import contract
from rekap.ingest.contract import normal
from rekap.ingest.proposal import synonyms

# What one file of cases may fill besides the case and the victim, when its headings speak of it.
PERSONS = ("kasus", "korban", "korban_kekerasan", "korban_tutup", "layanan", "asesmen", "asesmen_kebutuhan")


def named(nama_lembar: str) -> str | None:
    """The table that a sheet is named for."""
    spelled = normal(nama_lembar)
    for tabel in contract.all_tables():
        names = (tabel, tabel.replace("_", " "), *synonyms.sheet_names(tabel))
        if spelled and spelled in map(normal, names):
            return tabel
    return None


def family(tabel: str | None) -> tuple[str, ...]:
    """A table with its parts; a sheet of cases, or one without a telling name, may hold a whole case."""
    if tabel in (None, "kasus", "korban"):
        return PERSONS
    return (tabel, *(name for name in contract.all_tables() if name.startswith(f"{tabel}_")))


def takes_ticks(name: str | None) -> tuple[str, ...]:
    """The tables to which a ticked column of a sheet may belong."""
    if name in (None, "kasus", "korban"):
        undated = [
            table.nama
            for table in contract.all_tables().values()
            if table.induk == "korban"
            and not any(c.wajib and not c.identitas for c in table.fillable().values())
        ]
        return (*PERSONS, *(name for name in undated if name not in PERSONS))
    return family(name)
