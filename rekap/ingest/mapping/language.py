"""Reads the TOML of a mapping, and refuses what contradicts the contract or is mistyped."""

import hashlib
import re
import tomllib
from dataclasses import replace
from datetime import date
from pathlib import Path

from rekap import wilayah
from rekap.ingest import contract
from rekap.ingest.contract import Table, normal
from rekap.ingest.mapping import asal, cells, dates
from rekap.ingest.mapping.asal import TIDAK, YA, Asal, Words, only_known
from rekap.ingest.mapping.fault import Fault, MappingError
from rekap.ingest.mapping.layout import TOTAL_WORDS, Mapping, SheetLayout, Target

_KEYS = {
    "nama", "arti", "jenis", "tanggal", "pemisah", "kosong", "bulan", "desimal", "nilai_ya", "nilai_tidak",
    "wilayah_induk", "perlu_diperiksa", "ejaan", "lembar",
}  # fmt: skip
_SHEET_KEYS = {
    "nama", "boleh_tidak_ada", "abaikan", "kunci", "tetap", "tabel", "judul_bertingkat",
    "sampai_baris_kosong", "lewati",
}  # fmt: skip
_TARGET_KEYS = {"kolom", "tetap", "bila_ada"}
_MOST_HEADING_ROWS = 3


def read(path: Path, reviewed: bool = True) -> Mapping:
    """One mapping file, checked against the contract; MappingError says where it is wrong.

    A draft, read with `reviewed` False, may have open questions and lack what the contract requires.
    """
    try:
        content = path.read_bytes()
        raw = tomllib.loads(content.decode("utf-8"))
        only_known(raw, _KEYS, path.name)
        if reviewed:
            _check_reviewed(raw, path.name)
        mapping = _without_sheets(raw, path.name)
        sheets = tuple(_Sheet(sheet, mapping, path.name, reviewed).read() for sheet in raw["lembar"])
        return replace(mapping, lembar=sheets, sidik=hashlib.sha256(content).hexdigest())
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"{path.name} tidak dapat dibaca sebagai TOML{_place(str(error))}.") from error
    except UnicodeDecodeError as error:
        raise MappingError(f"{path.name} tidak dapat dibaca: simpan ulang sebagai teks UTF-8.") from error
    except KeyError as error:
        raise MappingError(f"{path.name} tidak lengkap: {error.args[0]} belum ditulis.") from error
    except (TypeError, AttributeError) as error:
        raise MappingError(f"{path.name} tidak lengkap atau tidak dapat dibaca: {error}") from error


def _place(complaint: str) -> str:
    if found := re.search(r"line (\d+), column (\d+)", complaint):
        return f": periksa baris {found[1]}, kolom {found[2]}"
    return ": berakhir sebelum selesai" if "end of document" in complaint else ""


def _check_reviewed(raw: dict, where: str) -> None:
    """A proposal with open questions is not yet anybody's decision."""
    if open_ := texts(raw.get("perlu_diperiksa", []), f"{where}: perlu_diperiksa"):
        raise MappingError(
            f"{where}: masih perlu diperiksa: {'; '.join(open_)}. "
            "Perbaiki pemetaan, lalu hapus butirnya dari perlu_diperiksa."
        )


def _without_sheets(raw: dict, where: str) -> Mapping:
    tanggal = texts(raw["tanggal"], f"{where}: tanggal")
    if complaint := dates.complaint(tanggal):
        raise MappingError(f"{where}: {complaint}.")
    if raw["jenis"] not in ("csv", "xlsx"):
        raise MappingError(f'{where}: jenis harus "csv" atau "xlsx".')
    if raw.get("desimal") not in (None, ",", "."):
        raise MappingError(f'{where}: desimal harus "," atau ".".')
    if (induk := raw.get("wilayah_induk")) is not None and wilayah.get(induk) is None:
        raise MappingError(f"{where}: wilayah_induk {induk} bukan kode wilayah.")
    ya, tidak = (_folded(raw.get(key, words), f"{where}: {key}")
                 for key, words in (("nilai_ya", YA), ("nilai_tidak", TIDAK)))  # fmt: skip
    if both := ya & tidak:
        raise MappingError(f"{where}: {', '.join(sorted(both))} ada di nilai_ya dan nilai_tidak.")
    return Mapping(
        nama=raw["nama"],
        arti=raw["arti"],
        jenis=raw["jenis"],
        tanggal=tanggal,
        pemisah=tuple(mark for mark in texts(raw.get("pemisah", ";"), f"{where}: pemisah") if mark),
        kosong=_folded(raw.get("kosong", ("",)), f"{where}: kosong") | {""},
        ejaan={name: _spellings(name, words, where) for name, words in raw.get("ejaan", {}).items()},
        lembar=(),
        bulan=_months(raw.get("bulan", {}), where),
        desimal=raw.get("desimal"),
        nilai_ya=ya,
        nilai_tidak=tidak,
        wilayah_induk=induk,
    )


def texts(raw, where: str) -> tuple[str, ...]:
    """One text or a list of them."""
    found = (raw,) if isinstance(raw, str) else tuple(raw)
    if not all(isinstance(text, str) for text in found):
        raise MappingError(f"{where} harus teks, atau daftar teks.")
    return found


def _folded(raw, where: str) -> frozenset[str]:
    return frozenset(text.strip().casefold() for text in texts(raw, where))


def _months(raw: dict[str, int], where: str) -> dict[str, int]:
    if wrong := [name for name, number in raw.items() if number not in range(1, 13)]:
        raise MappingError(f"{where}: bulan {', '.join(wrong)} harus bernomor 1 sampai 12.")
    return {name.casefold().rstrip("."): number for name, number in raw.items()}


def _spellings(daftar: str, words: dict[str, str], where: str) -> dict[str, str]:
    try:
        known = contract.codes(daftar)
    except contract.ContractError as error:
        raise MappingError(f"{where}: ejaan.{daftar} bukan nama daftar.") from error
    spellings: dict[str, str] = {}
    for text, code in words.items():
        if code not in known:
            raise MappingError(f"{where}: kode {code} tidak ada dalam daftar {daftar}.")
        if spellings.setdefault(normal(text), code) != code:
            raise MappingError(f"{where}: ejaan {text} di daftar {daftar} menunjuk dua kode.")
    return spellings


class _Sheet:
    """One [[lembar]] on its way to a SheetLayout."""

    def __init__(self, raw: dict, mapping: Mapping, where: str, whole: bool) -> None:
        self.raw, self.mapping, self.where, self.whole = raw, mapping, where, whole
        self.keys, self.constants = raw.get("kunci", {}), raw.get("tetap", {})

    def read(self) -> SheetLayout:
        raw = self.raw
        only_known(raw, _SHEET_KEYS, f"{self.where}: lembar {raw.get('nama', '')}".rstrip())
        if (levels := raw.get("judul_bertingkat", 0)) not in range(_MOST_HEADING_ROWS + 1):
            raise MappingError(f"{self.where}: judul_bertingkat paling banyak {_MOST_HEADING_ROWS}.")
        target = tuple(
            self._target(name, table)
            for name, tables in raw["tabel"].items()
            for table in (tables if isinstance(tables, list) else [tables])
        )
        self._check_shared(target)
        return SheetLayout(
            nama=tuple(name for name in texts(raw.get("nama", ()), f"{self.where}: nama lembar") if name),
            boleh_tidak_ada=bool(raw.get("boleh_tidak_ada", False)),
            abaikan=texts(raw.get("abaikan", ()), f"{self.where}: abaikan"),
            target=target,
            bertingkat=levels,
            sampai_baris_kosong=bool(raw.get("sampai_baris_kosong", False)),
            lewati=texts(raw.get("lewati", TOTAL_WORDS), f"{self.where}: lewati"),
        )

    def _check_shared(self, target: tuple[Target, ...]) -> None:
        """A key that no table of the sheet takes is a mistyped one; so is one given twice."""
        if twice := [name for name in self.keys if name in self.constants]:
            raise MappingError(f"{self.where}: {', '.join(twice)} ada di kunci dan di tetap.")
        taken = {name for one in target for name in (*one.kolom, *one.tetap)}
        if lost := [name for name in (*self.keys, *self.constants) if name not in taken]:
            raise MappingError(f"{self.where}: kunci {', '.join(lost)} tidak dipakai tabel mana pun.")

    def _target(self, name: str, raw: dict) -> Target:
        """One table of a sheet; the sheet's keys and constants go to every table that takes them."""
        where = f"{self.where}: {name}"
        table = contract.all_tables().get(name)
        if table is None:
            raise MappingError(f"{self.where}: tabel {name} tidak ada dalam kontrak.")
        only_known(raw, _TARGET_KEYS, where)
        kolom, tetap = raw.get("kolom", {}), raw.get("tetap", {})
        kolom = {**self._fitting(self.keys, table, tetap), **kolom}
        tetap = {**self._fitting(self.constants, table, kolom), **tetap}
        bila_ada = texts(raw.get("bila_ada", ()), f"{where}: bila_ada")
        self._check_columns(table, kolom, tetap, bila_ada)
        fillable = table.fillable()
        return Target(
            name,
            {key: self._asal(value, fillable[key], f"{where}.{key}") for key, value in kolom.items()},
            {key: self._constant(value, fillable[key], f"{where}.{key}") for key, value in tetap.items()},
            bila_ada,
        )

    def _fitting(self, shared: dict, table: Table, own: dict) -> dict:
        return {key: value for key, value in shared.items() if key in table.fillable() and key not in own}

    def _check_columns(self, table: Table, kolom: dict, tetap: dict, bila_ada: tuple[str, ...]) -> None:
        fillable = table.fillable()
        if unknown := [key for key in (*kolom, *tetap, *bila_ada) if key not in fillable]:
            raise MappingError(f"{self.where}: {table.nama} tidak mempunyai isian {', '.join(unknown)}.")
        if twice := [key for key in kolom if key in tetap]:
            raise MappingError(f"{self.where}: {table.nama}: {', '.join(twice)} ada di kolom dan di tetap.")
        if blind := [key for key in bila_ada if key not in kolom]:
            raise MappingError(f"{self.where}: {table.nama}: bila_ada {', '.join(blind)} tidak ada di kolom.")
        required = [column.nama for column in fillable.values() if column.wajib]
        lacking = [key for key in required if key not in kolom and key not in tetap]
        if lacking and self.whole:
            raise MappingError(f"{self.where}: {table.nama} memerlukan {', '.join(lacking)}.")

    def _asal(self, raw, column: contract.Column, where: str) -> Asal:
        mapping = self.mapping
        return asal.read(raw, column, where, Words(mapping.nilai_ya, mapping.nilai_tidak, mapping.kosong))

    def _constant(self, raw, column: contract.Column, where: str):
        """What every row says, read once as a cell would be; a constant that is refused is no constant."""
        plain = replace(self.mapping, kosong=frozenset({""}))
        value = cells.parser(column, plain, date.today())(raw)
        if isinstance(value, Fault) and column.daftar:
            raise MappingError(f"{where}: {raw} tidak ada dalam daftar {column.daftar}.")
        if isinstance(value, Fault):
            raise MappingError(f"{where}: tetap {raw} tidak dapat dipakai. {value.pesan}")
        if value is None or isinstance(value, tuple) and len(value) != 1:
            raise MappingError(f"{where}: tetap harus satu nilai.")
        return value[0] if isinstance(value, tuple) else value
