"""Sheets as lists of rows, before they become files: a row still knows whose it is."""

from dataclasses import dataclass, field

from rekap.contoh.model import Korban

SYNTHETIC_MARK = "DATA SINTETIS"


@dataclass(frozen=True)
class Galat:
    """A cell whose formula has failed: '#REF!'."""

    kode: str


@dataclass(slots=True, eq=False)
class Baris:
    sel: list
    korban: Korban | None = None
    kelompok: object = None  # rows of one case, for columns that are merged over them


@dataclass(slots=True, eq=False)
class Lembar:
    """One table of one sheet; a CSV is a file with one sheet without a name.

    Two tables with the same file and sheet stand below each other. Of headings in two rows (`bertingkat`) the
    upper one repeats its text over the columns of a group, the lower one is empty where there is no group.
    """

    berkas: str
    nama: str
    kepala: list[list]  # title rows, the headings last
    baris: list[Baris] = field(default_factory=list)
    bertingkat: bool = False
    gabung: tuple[str, ...] = ()  # columns whose cells are merged over the rows of one `kelompok`
    tersembunyi: bool = False

    @property
    def kolom(self) -> list[str]:
        if not self.bertingkat:
            return self.kepala[-1]
        return [
            f"{upper} > {lower}" if lower else upper for upper, lower in zip(*self.kepala[-2:], strict=True)
        ]

    def add(self, sel: list, korban: Korban | None = None, kelompok: object = None) -> None:
        self.baris.append(Baris(sel, korban, kelompok))

    def value(self, row: Baris, kolom: str):
        return row.sel[self.kolom.index(kolom)]

    def set(self, row: Baris, kolom: str, value) -> None:
        row.sel[self.kolom.index(kolom)] = value

    def insert_after(self, row: Baris, new: Baris) -> None:
        self.baris.insert(self.baris.index(row) + 1, new)


def starts(sheets: list[Lembar]) -> list[int]:
    """The row, counted from 0, at which each table begins; a second one on a sheet leaves a row free."""
    ends: dict[tuple[str, str], int] = {}
    found = []
    for sheet in sheets:
        start = ends.get((sheet.berkas, sheet.nama), 0)
        found.append(start)
        ends[sheet.berkas, sheet.nama] = start + len(sheet.kepala) + len(sheet.baris) + 1
    return found


def row_numbers(sheets: list[Lembar]) -> dict[Baris, tuple[Lembar, int]]:
    """Where each row stands in its file, counted from 1 with title and headings."""
    return {
        row: (sheet, start + len(sheet.kepala) + place + 1)
        for sheet, start in zip(sheets, starts(sheets), strict=True)
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
        return self._of("uptd", kab, "xlsx")

    def rsud(self, kab: str) -> str:
        return self._of("rsud", kab, "csv")

    def polres(self, kab: str) -> str:
        return self._of("polres", kab, "xlsx")

    def dinsos(self, kab: str) -> str:
        return self._of("dinsos", kab, "xlsx")

    @property
    def balai(self) -> str:
        return self._of("balai", "rptc-jatim", "xlsx")

    def _of(self, sumber: str, place: str, ending: str) -> str:
        years = "2024" if self.ukuran == "mini" else "2019-2025"
        return f"{sumber}-{place.replace('.', '')}-{years}.{ending}"
