"""One question to one edition file.

Exact figures are given only when the person may open the file, asked for the internal view, and the file
holds every asked cell. Anything less is answered wholly from the public file: one table never mixes tiers.
"""

from functools import lru_cache

import pandas as pd

from rekap import access, engines, labels
from rekap.reports import files
from rekap.reports.table import JUMLAH, Meta, SafeTable

_WHOLE = (
    *JUMLAH,
    *("pelapor", "pelapor_diharapkan", "bulan_melapor", "bulan_diharapkan", "tahun", "jumlah"),
)
_LISTS = ("tingkat", "jenis_periode", "kelas")
_NAMED = 5


class BadQuestion(ValueError):
    """The report, a parameter or the view does not exist: a mistake of the program, not of the reader."""


def names() -> list[str]:
    """Every report that can be asked."""
    return [name.removeprefix("reports/") for name in engines.query_names("reports")]


def read(nama: str, scope: access.Scope, *, tampilan: str, **params) -> SafeTable:
    """Ask the report queries/reports/<nama>.sql; `params` are exactly those named in its header."""
    sql = _sql(nama, tuple(sorted(params)))
    if tampilan not in access.TAMPILAN:
        raise BadQuestion(f"tampilan {tampilan} tidak ada")
    params = {**params, "lingkup_wilayah": list(params["lingkup_wilayah"])}
    opened, known, alasan = files.choose(scope, tampilan, _asked(nama, params))
    tier = known.edisi["tier"]
    if nama == "pengecualian" and tier == "publik":
        alasan = files.TAK_TERBIT
    meta = Meta(
        laporan=nama,
        tier=tier,
        tampilan="internal" if tier == "internal" else "publikasi",
        edisi=opened.id,
        definisi=known.edisi["definisi"],
        kebijakan=known.edisi["kebijakan"],
        tanggal_data=known.edisi["tanggal_data"],
        sintetis=bool(known.edisi["sintetis"]),
        lingkup=known.edisi["lingkup"],
        saringan=_in_words(params, known.wilayah),
        alasan=alasan,
        peringatan=opened.peringatan,
    )
    return SafeTable(_typed(engines.select(opened.con, sql, params)), meta)


@lru_cache(maxsize=128)
def _sql(nama: str, given: tuple[str, ...]) -> str:
    """The text of a report, once its header agrees with the parameters given."""
    if nama not in names():
        raise BadQuestion(f"laporan {nama} tidak ada")
    sql = engines.query_text(f"reports/{nama}")
    asked = sorted(engines.header(sql).params)
    if asked != list(given):
        raise BadQuestion(f"laporan {nama} meminta {', '.join(asked)}, diberi {', '.join(given)}")
    return sql


def _asked(nama: str, params: dict) -> files.Asked:
    wilayah = tuple(params["lingkup_wilayah"])
    if not nama.startswith("cakupan_"):
        return files.Asked(wilayah)
    jenis = params.get("jenis_periode") or labels.jenis_periode(params["periode"])
    return files.Asked(wilayah, params.get("tingkat"), jenis, params.get("kelas"), params.get("periode"))


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts as whole numbers that can be missing, so that 'not published' never turns into 0 or NaN."""
    whole = [column for column in _WHOLE if column in frame]
    return frame.astype(dict.fromkeys(whole, "Int64"))


def _in_words(params: dict, known: dict[str, files.Daerah]) -> tuple[tuple[str, str], ...]:
    """The question as a person would ask it; a long list of regions by its length."""
    words = []
    for name, value in params.items():
        if name == "lingkup_wilayah":
            named = [known[kode].nama if kode in known else kode for kode in value]
            words.append(("wilayah", ", ".join(named) if len(named) <= _NAMED else f"{len(named)} wilayah"))
        elif name == "periode":
            words.append((name, labels.periode(value)))
        elif name in _LISTS:
            words.append((name, labels.label(name, value)))
        else:
            words.append((name, str(value)))
    return tuple(words)
