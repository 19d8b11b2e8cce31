"""Which records of earlier hand-ins are no longer in force once a newer file of the same source has come.

A victim's records follow her registration. A file replaces what it says again; whether it also takes away
what it no longer says depends on whether it repeats a whole slice (unit and period) or only adds to it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from rekap import wilayah
from rekap.ingest import contract, repeats
from rekap.ingest.contract import Table

_WITH_VICTIM = {"korban", "kasus", "korban_bagian_nama"}
WHOLE = 0.8  # a file that repeats this share of a slice is a new export of it
_SCHEMA = pa.schema([("berkas_lama", pa.string()), ("tabel", pa.string()), ("id", pa.string())])


class SliceUnclear(Exception):
    """A file overlaps an earlier one in a way that only a person can explain; the message says how."""


@dataclass(frozen=True)
class Span:
    """Months for which a file is all there is, both ends included, as TTTT-BB."""

    mulai: str
    selesai: str


def span(text: str) -> Span:
    """'2024', '2024-03' or '2024-01..2024-06'; ValueError with a sentence for anything else."""
    first, _, last = text.partition("..")
    ends = [_month(first, "01"), _month(last or first, "12")]
    if None in ends or ends[0] > ends[1]:
        raise ValueError(f"Periode {text!r} tidak dikenal. Tulis 2024, 2024-03, atau 2024-01..2024-06.")
    return Span(*ends)


def _month(text: str, month: str) -> str | None:
    if re.fullmatch(r"(?:19|20)\d\d", text):
        return f"{text}-{month}"
    return text if re.fullmatch(r"(?:19|20)\d\d-(?:0[1-9]|1[0-2])", text) else None


@dataclass(frozen=True)
class Replaced:
    """Records no longer in force (as table `digantikan` lands them), and how many victims they were."""

    rows: pa.Table
    korban: int
    tanpa_pengganti: int


def replaced(
    new: dict[str, pa.Table],
    earlier: tuple[Path, ...],
    periode: Span | None,
    tambahan: bool,
    bernomor: bool = True,
) -> Replaced:
    """What a file takes out of force among the earlier folders of its source.

    `periode` says that the file is whole for these months, `tambahan` that it only adds. `bernomor` is false
    where the source has no registration numbers, so that nothing can be recognised again.
    """
    victims, gone = _replaced_victims(new["korban"], _victims(earlier), periode, tambahan, bernomor)
    rows = [victims]
    for table in contract.all_tables().values():
        if table.kunci and not table.pembukuan and _stands_alone(table) and new[table.nama].num_rows:
            rows.append(_replaced_rows(table, new[table.nama], earlier, periode))
    found = pd.concat(rows, ignore_index=True).drop_duplicates()
    return Replaced(pa.Table.from_pandas(found, _SCHEMA, preserve_index=False), len(victims), gone)


def _stands_alone(table: Table) -> bool:
    """Whether a table's rows are replaced one by one, and not together with a victim."""
    return table.induk not in ("korban", "kasus") and table.nama not in _WITH_VICTIM


def landed_keys(folders: Iterable[Path], table: Table) -> pa.Array:
    """The keys of a table's rows in earlier files, as one text each."""
    paths = [path for folder in folders for path in in_force_files(folder, table.nama)]
    tables = [pq.read_table(path, columns=list(table.kunci)) for path in paths]
    keys = [repeats.key_text(column.combine_chunks() for column in part.columns) for part in tables]
    return pa.concat_arrays([*keys, pa.array([], pa.string())])


def _victims(folders: Iterable[Path]) -> pd.DataFrame:
    """Registrations of earlier files that are in force."""
    columns = ["berkas", "id_korban", "kode_kab", "tanggal_registrasi"]
    found = _frame([path for folder in folders for path in in_force_files(folder, "korban")], columns)
    out = _frame([folder / "digantikan.parquet" for folder in folders], ["berkas_lama", "tabel", "id"])
    out = out[out["tabel"] == "korban"]
    gone = pd.MultiIndex.from_frame(out[["berkas_lama", "id"]])
    kept = found[~pd.MultiIndex.from_frame(found[["berkas", "id_korban"]]).isin(gone)]
    return kept.assign(bulan=_months(kept["tanggal_registrasi"]))


def in_force_files(folder: Path, tabel: str) -> list[Path]:
    """The files of a table that count: what was accepted, and what was held and has been released."""
    paths = [folder / f"{tabel}.parquet", folder / "karantina" / f"{tabel}.parquet"]
    return [path for path in paths[: 2 if is_released(folder) else 1] if path.exists()]


def is_released(folder: Path) -> bool:
    return (folder / "dilepas.json").exists()


def _frame(paths: list[Path], columns: list[str]) -> pd.DataFrame:
    tables = [pq.read_table(path, columns=columns) for path in paths if path.exists()]
    return pa.concat_tables(tables).to_pandas() if tables else pd.DataFrame(columns=columns)


def _months(days: pd.Series) -> pd.Series:
    return days.map(lambda day: f"{day:%Y-%m}", na_action="ignore").astype(object)


def _replaced_victims(
    new: pa.Table, old: pd.DataFrame, periode: Span | None, tambahan: bool, bernomor: bool
) -> tuple[pd.DataFrame, int]:
    said = new.select(["id_korban", "kode_kab", "tanggal_registrasi"]).to_pandas()
    again = old["id_korban"].isin(said["id_korban"])
    covered = again | _covered(old, said, periode)
    missing = int((covered & ~again).sum())
    if tambahan:
        covered, missing = again, 0
    elif periode is None and (missing or not bernomor and covered.any()):
        known = int((covered & again).sum())
        if bernomor and not known:
            covered, missing = again, 0  # nothing is said again: the file only adds
        elif not bernomor or known < WHOLE * int(covered.sum()):
            raise SliceUnclear(_question(old[covered], said, known))
    rows = old[covered]
    frame = pd.DataFrame({"berkas_lama": rows["berkas"], "tabel": "korban", "id": rows["id_korban"]})
    return frame, missing


def _covered(old: pd.DataFrame, said: pd.DataFrame, periode: Span | None) -> pd.Series:
    """Earlier registrations of the units and months that the new file speaks about."""
    months = said.assign(bulan=_months(said["tanggal_registrasi"])).groupby("kode_kab")["bulan"]
    if periode:
        return old["kode_kab"].isin(months.groups) & old["bulan"].between(periode.mulai, periode.selesai)
    ends = months.agg(["min", "max"]).reindex(old["kode_kab"])
    inside = (old["bulan"].to_numpy() >= ends["min"].fillna("9").to_numpy()) & (
        old["bulan"].to_numpy() <= ends["max"].fillna("0").to_numpy()
    )
    return pd.Series(inside, old.index, dtype=bool)


def _question(old: pd.DataFrame, said: pd.DataFrame, known: int) -> str:
    places = sorted(set(old["kode_kab"]))
    where = wilayah.get(places[0]).nama if len(places) == 1 else f"{len(places)} kab/kota"
    return (
        f"untuk {where}, {old['bulan'].min()} s.d. {old['bulan'].max()}, sudah diterima {len(old)} "
        f"registrasi; berkas ini memuat {len(said)}, dan hanya {known} di antaranya sama. Bila berkas ini "
        "pengganti utuh, ulangi dengan --periode (misalnya --periode 2024-01..2024-03); bila hanya menambah "
        "atau memperbaiki sebagian, ulangi dengan --tambahan."
    )


def _replaced_rows(
    table: Table, new: pa.Table, earlier: tuple[Path, ...], periode: Span | None
) -> pd.DataFrame:
    """Earlier rows about the same thing, and with `periode` all of the months that the file is whole for."""
    day = table.potongan
    columns = list(dict.fromkeys(["berkas", "lembar", "baris", *table.kunci, *([day] if day else [])]))
    old = _frame([path for folder in earlier for path in in_force_files(folder, table.nama)], columns)
    said = pd.MultiIndex.from_frame(new.select(list(table.kunci)).to_pandas().astype(str))
    out = pd.MultiIndex.from_frame(old[list(table.kunci)].astype(str)).isin(said)
    if periode and day:
        months = old[day].astype(str).str[:7]
        out |= months.between(periode.mulai, periode.selesai).to_numpy()
    rows = old[out]
    places = rows["lembar"].astype(str) + "|" + rows["baris"].astype(str)
    return pd.DataFrame({"berkas_lama": rows["berkas"], "tabel": table.nama, "id": places})


def any_in_force(folders: Iterable[Path], ids: pa.ChunkedArray) -> bool:
    """Whether one of these victims counts already, from another file."""
    return bool(_victims(folders)["id_korban"].isin(ids.to_pandas()).any())
