"""One source row on its way to being accepted or rejected: what was read, what is wrong, what is odd."""

import re
from dataclasses import dataclass
from datetime import date

from rekap.ingest import contract
from rekap.ingest.cells import WAJIB_KOSONG, Fault
from rekap.ingest.contract import Table, normal
from rekap.ingest.identity import Tokens
from rekap.ingest.mapping import FoundSheet, Target
from rekap.settings import Instalasi

_HIDDEN = "Isinya (tidak ditampilkan)"
_LONGEST_SPELLING = 60


@dataclass(frozen=True)
class Finding:
    """One reason or warning, by its place in the source; never what a person's cell said."""

    nama_berkas: str
    lembar: str
    baris: int
    kolom: str
    aturan: str
    pesan: str


@dataclass(frozen=True)
class Context:
    """What every rule may know beside the row: `victims` and `name_words` grow as the file is read."""

    sumber: str
    instalasi: Instalasi
    tokens: Tokens
    today: date
    victims: dict[str, dict]
    name_words: set[str]
    vocabulary: frozenset[str]

    def covers(self, kode_kab: str) -> bool:
        """Whether a kab/kota belongs to this installation."""
        own = self.instalasi.kode
        return self.instalasi.tingkat == "nasional" or kode_kab == own or kode_kab.startswith(own + ".")


class Row:
    """Collects what the rules say about one source row."""

    def __init__(self, nama_berkas: str, lembar: str, baris: int) -> None:
        self.place = (nama_berkas, lembar, baris)
        self.faults: dict[str, Fault] = {}
        self.warnings: list[Finding] = []
        self.records: list[tuple[Draft, Table, tuple, dict]] = []
        self.victim: dict | None = None
        self.name_cell = None
        self.tokens: dict[tuple, str] = {}

    def reject(self, kolom: str, fault: Fault) -> None:
        """One reason per column is enough to mend it."""
        self.faults.setdefault(kolom, fault)

    def findings(self, context: "Context") -> list[Finding]:
        """The reasons, once all are known: together they decide whether a spelling may be shown."""
        found = []
        for kolom, fault in self.faults.items():
            shown = "" if fault.ejaan is None else _shown(fault.ejaan, self, context) + " "
            found.append(Finding(*self.place, kolom, fault.aturan, shown + fault.pesan))
        return found


@dataclass(frozen=True, slots=True)
class Draft:
    """What one row gives to one table: values by their contract name, as a mapping read them."""

    target: Target
    found: FoundSheet
    values: dict
    row: Row
    context: Context

    @property
    def id_kasus(self) -> str:
        return self._token("kasus", self.values["no_registrasi"])

    @property
    def id_korban(self) -> str:
        return self._token("korban", self.values["no_registrasi"], self.values["no_korban"])

    @property
    def id_rujukan(self) -> str | None:
        number = self.values.get("no_rujukan")
        return self._token("rujukan", number) if number else None

    def _token(self, *of: str) -> str:
        """The tables of one row ask for the same few tokens."""
        if of not in self.row.tokens:
            kind, *numbers = of
            self.row.tokens[of] = self.context.tokens.of(kind, self.context.sumber, *numbers)
        return self.row.tokens[of]

    def heading(self, column: str) -> str:
        """A column by its heading in the source, so that the person who mends the file finds it."""
        names = self.target.kolom.get(column)
        return self.found.heading(names) if names else column

    def reject(self, column: str, aturan: str, pesan: str, ejaan: str | None = None) -> None:
        self.row.reject(self.heading(column), Fault(aturan, pesan, ejaan))

    def warn(self, column: str, aturan: str, pesan: str) -> None:
        self.row.warnings.append(Finding(*self.row.place, self.heading(column), aturan, pesan))

    def add(self, record: dict, tabel: str | None = None) -> None:
        table = contract.all_tables()[tabel or self.target.tabel]
        key = (table.nama, *(record[column] for column in table.kunci)) if table.kunci else ()
        self.row.records.append((self, table, key, record))

    def victim(self) -> dict | None:
        """The accepted victim to whom this belongs: of this row, or of a row read before."""
        id_korban = self.id_korban
        if self.row.victim and self.row.victim["id_korban"] == id_korban:
            return self.row.victim
        victim = self.context.victims.get(id_korban)
        if victim is None:
            pesan = "Korban dengan nomor ini tidak ada di berkas, atau barisnya ditolak."
            self.reject("no_korban", "induk_tidak_ada", pesan)
        return victim


def is_blank(value) -> bool:
    """Whether a cell was empty, required or not."""
    return value in (None, ()) or isinstance(value, Fault) and value.aturan == WAJIB_KOSONG


def words_of(text: str) -> set[str]:
    """Words of three letters or more, lower case."""
    return set(re.findall(r"[^\W\d_]{3,}", text.casefold()))


def _shown(spelling: str, row: Row, context: Context) -> str:
    """An unknown spelling, unless it may be a person: in a shifted row names stand where codes should."""
    name = "" if row.name_cell is None else str(row.name_cell)
    shifted = len(row.faults) > 1 or re.search(r"\d", name) or normal(name) in context.vocabulary
    personal = (
        "@" in spelling or len(re.findall(r"\d", spelling)) > 5 or context.name_words & words_of(spelling)
    )
    return _HIDDEN if shifted or personal or len(spelling) > _LONGEST_SPELLING else f"'{spelling}'"
