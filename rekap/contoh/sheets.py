"""Sheets as lists of rows, before they become files: a row still knows whose it is."""

from dataclasses import dataclass, field

from rekap.contoh.model import Korban

SYNTHETIC_MARK = "DATA SINTETIS"


@dataclass(slots=True, eq=False)
class Baris:
    sel: list
    korban: Korban | None = None


@dataclass(slots=True, eq=False)
class Lembar:
    """One sheet of one file; a CSV is a file with one sheet without a name."""

    berkas: str
    nama: str
    kepala: list[list]  # title rows, the headings last
    baris: list[Baris] = field(default_factory=list)

    @property
    def kolom(self) -> list[str]:
        return self.kepala[-1]

    def add(self, sel: list, korban: Korban | None = None) -> None:
        self.baris.append(Baris(sel, korban))

    def value(self, row: Baris, kolom: str):
        return row.sel[self.kolom.index(kolom)]

    def set(self, row: Baris, kolom: str, value) -> None:
        row.sel[self.kolom.index(kolom)] = value

    def insert_after(self, row: Baris, new: Baris) -> None:
        self.baris.insert(self.baris.index(row) + 1, new)


def row_numbers(sheets: list[Lembar]) -> dict[Baris, tuple[Lembar, int]]:
    """Where each row stands in its file, counted from 1 with title and headings."""
    return {
        row: (sheet, len(sheet.kepala) + place + 1)
        for sheet in sheets
        for place, row in enumerate(sheet.baris)
    }


def title(benih: int, text: str = "") -> str:
    return " - ".join(part for part in (SYNTHETIC_MARK, "Rekap 354", f"benih {benih}", text) if part)


@dataclass(frozen=True)
class Target:
    """What the files are called."""

    ukuran: str

    @property
    def simfoni(self) -> str:
        return "simfoni-jombang-2024.csv" if self.ukuran == "mini" else "simfoni-jatim-2019-2025.csv"

    def uptd(self, kab: str) -> str:
        years = "2024" if self.ukuran == "mini" else "2019-2025"
        return f"uptd-{kab.replace('.', '')}-{years}.xlsx"
