"""What the columns of one row say together: conditions of data/reference/aturan.toml, asked in SQL."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pyarrow as pa

from rekap import engines, settings
from rekap.ingest import contract
from rekap.ingest.columns import Draft
from rekap.ingest.contract import Table

TOLAK, KARANTINA, PERINGATAN = "tolak", "karantina", "peringatan"
INDUK = "induk_tanggal_registrasi"


class RuleError(Exception):
    """The file of rules contradicts the contract; the message is for the person who edits it."""


@dataclass(frozen=True)
class Rule:
    """One condition under which a row of a table is at fault."""

    id: str
    tabel: str
    kolom: str
    keparahan: str
    bila: str
    pesan: str


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    path = settings.REFERENCE / "aturan.toml"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))["aturan"]
        rules = tuple(Rule(**entry) for entry in raw)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise RuleError(f"{path.name} tidak lengkap atau tidak dapat dibaca: {error}") from error
    for rule in rules:
        table = contract.all_tables().get(rule.tabel)
        if table is None or rule.kolom not in {**table.kolom, **table.isian}:
            raise RuleError(
                f"{path.name}: aturan {rule.id} menyebut {rule.tabel}.{rule.kolom} yang tidak ada."
            )
        if rule.keparahan not in (TOLAK, KARANTINA, PERINGATAN):
            raise RuleError(f"{path.name}: keparahan {rule.keparahan} pada {rule.id} tidak dikenal.")
    return rules


def broken(con, draft: Draft, today: date) -> Iterator[tuple[Rule, np.ndarray]]:
    """The rules that some entries of a draft break, with those entries."""
    rules = [*_date_orders(draft.table), *(rule for rule in all_rules() if rule.tabel == draft.table.nama)]
    if not rules or not len(draft):
        return
    names = [*draft.table.kolom, *draft.table.isian]
    columns = {name: draft.column(name) for name in names} | {INDUK: _parent_day(draft)}
    columns |= {"entri": pa.array(range(len(draft)), pa.int32()), "hari_ini": pa.repeat(today, len(draft))}
    con.register("draf", pa.table(columns))
    for rule in rules:
        entries = engines.values_where(con, "draf", "entri", rule.bila)
        if entries:
            yield rule, np.array(entries)
    con.unregister("draf")


def _date_orders(table: Table) -> Iterator[Rule]:
    """The orders of dates that the contract itself states."""
    for name, column in table.kolom.items():
        if earlier := column.tidak_sebelum:
            pesan = f"Lebih awal daripada {table.kolom[earlier].judul.lower()}."
            yield Rule("tanggal_mustahil", table.nama, name, TOLAK, f"{name} < {earlier}", pesan)


def _parent_day(draft: Draft) -> pa.Array:
    return draft.derived.get(INDUK, pa.nulls(len(draft), pa.date32()))
