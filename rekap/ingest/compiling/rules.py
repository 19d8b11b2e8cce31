"""What columns and rows of one table say together: rules of data/reference/aturan.toml, asked in SQL."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np
import pyarrow as pa

from rekap import engines, settings
from rekap.ingest import contract
from rekap.ingest.compiling.columns import Draft
from rekap.ingest.contract import Table

TOLAK, KARANTINA, PERINGATAN = "tolak", "karantina", "peringatan"
INDUK = "induk_tanggal_registrasi"


class RuleError(contract.ContractError):
    """The file of rules contradicts the contract; the message is for the person who edits it."""


@dataclass(frozen=True)
class Rule:
    """When a row of a table is at fault: `bila` a condition on its columns holds, or a query finds it.

    A query of queries/intake returns `entri`, and in `isi` what the message says instead of {isi}.
    """

    id: str
    tabel: str
    kolom: str
    keparahan: str
    pesan: str
    bila: str = ""
    kueri: str = ""


@dataclass(frozen=True)
class Broken:
    """A rule with those entries of a draft that break it, and what to say of them."""

    rule: Rule
    entries: np.ndarray
    pesan: str


@lru_cache(maxsize=1)
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of the file."""
    return read(settings.REFERENCE / "aturan.toml")


def read(path: Path) -> tuple[Rule, ...]:
    """The rules of a file; RuleError names what is wrong with it."""
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))["aturan"]
        rules = tuple(Rule(**entry) for entry in raw)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise RuleError(f"{path.name} tidak lengkap atau tidak dapat dibaca: {error}") from error
    for rule in rules:
        _check(rule, path.name)
    return rules


def _check(rule: Rule, where: str) -> None:
    table = contract.all_tables().get(rule.tabel)
    if table is None or rule.kolom not in {**table.kolom, **table.isian}:
        raise RuleError(f"{where}: aturan {rule.id} menyebut {rule.tabel}.{rule.kolom} yang tidak ada.")
    if rule.keparahan not in (TOLAK, KARANTINA, PERINGATAN):
        raise RuleError(f"{where}: keparahan {rule.keparahan} pada {rule.id} tidak dikenal.")
    if bool(rule.bila) == bool(rule.kueri):
        raise RuleError(f"{where}: aturan {rule.id} memerlukan bila atau kueri, salah satu saja.")
    if rule.kueri and f"intake/{rule.kueri}" not in engines.query_names("intake"):
        raise RuleError(f"{where}: kueri {rule.kueri} pada {rule.id} tidak ada di queries/intake.")


def broken(con, draft: Draft, today: date, earlier: pa.Table) -> Iterator[Broken]:
    """What some entries of a draft break; `earlier` holds the keys of the table that landed before."""
    rules = [*_date_orders(draft.table), *(rule for rule in all_rules() if rule.tabel == draft.table.nama)]
    if not rules or not len(draft):
        return
    names = [*draft.table.kolom, *draft.table.isian]
    columns = {name: draft.column(name) for name in names} | {INDUK: _parent_day(draft)}
    columns |= {"entri": pa.array(range(len(draft)), pa.int32()), "hari_ini": pa.repeat(today, len(draft))}
    con.register("draf", pa.table(columns))
    con.register("dahulu", earlier)
    for rule in rules:
        yield from _found(con, rule)
    con.unregister("draf")
    con.unregister("dahulu")


def _found(con, rule: Rule) -> Iterator[Broken]:
    if rule.bila:
        if entries := engines.values_where(con, "draf", "entri", rule.bila):
            yield Broken(rule, np.array(entries), rule.pesan)
        return
    for row in engines.select_rows(con, engines.query_text(f"intake/{rule.kueri}")):
        yield Broken(rule, np.array([row["entri"]]), rule.pesan.format(isi=row["isi"]))


def _date_orders(table: Table) -> Iterator[Rule]:
    """The orders of dates that the contract itself states."""
    for name, column in table.kolom.items():
        if earlier := column.tidak_sebelum:
            pesan = f"Lebih awal daripada {table.kolom[earlier].judul.lower()}. Perbaiki yang salah."
            yield Rule("tanggal_mustahil", table.nama, name, TOLAK, pesan, f"{name} < {earlier}")


def _parent_day(draft: Draft) -> pa.Array:
    return draft.derived.get(INDUK, pa.nulls(len(draft), pa.date32()))
