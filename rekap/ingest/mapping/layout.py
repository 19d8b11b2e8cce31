"""What a mapping says about one layout of one kind of agency, once its TOML has been read."""

from dataclasses import dataclass, field

from rekap.ingest import contract
from rekap.ingest.contract import Column, normal
from rekap.ingest.mapping.asal import TIDAK, YA, Asal

TOTAL_WORDS = ("jumlah", "total", "subtotal")


@dataclass(frozen=True)
class Target:
    """What one sheet gives to one table: contract name -> where it comes from, and constants."""

    tabel: str
    kolom: dict[str, Asal]
    tetap: dict[str, object]
    bila_ada: tuple[str, ...]

    def column(self, name: str) -> Column:
        return contract.all_tables()[self.tabel].fillable()[name]


@dataclass(frozen=True, eq=False)
class SheetLayout:
    """One table on one sheet and the contract tables that it feeds; the sheet of a CSV has no name.

    `nama` holds alternatives, in which * stands for anything; `bertingkat` is the number of heading rows that
    belong together, 0 when the file may show it.
    """

    nama: tuple[str, ...]
    boleh_tidak_ada: bool
    abaikan: tuple[str, ...]
    target: tuple[Target, ...]
    bertingkat: int = 0
    sampai_baris_kosong: bool = False
    lewati: tuple[str, ...] = TOTAL_WORDS

    def headings(self) -> list[tuple[str, ...]]:
        sources = [asal for target in self.target for asal in target.kolom.values()]
        return list(dict.fromkeys(names for asal in sources for names in asal.judul))


@dataclass(frozen=True)
class Mapping:
    """One layout of one kind of agency; `galat` says why an office's own one cannot be used yet,
    `sidik` is the fingerprint of its file."""

    nama: str
    arti: str
    jenis: str
    tanggal: tuple[str, ...]
    pemisah: tuple[str, ...]
    kosong: frozenset[str]
    ejaan: dict[str, dict[str, str]]
    lembar: tuple[SheetLayout, ...]
    bulan: dict[str, int] = field(default_factory=dict)
    desimal: str | None = None
    nilai_ya: frozenset[str] = frozenset(YA)
    nilai_tidak: frozenset[str] = frozenset(TIDAK)
    wilayah_induk: str | None = None
    milik_kantor: bool = False
    galat: str | None = None
    sidik: str = ""

    def spellings(self, daftar: str) -> dict[str, str]:
        """Normalised spelling -> code: the codes and labels of the list, then what this layout writes."""
        known = {
            normal(text): code for code, label in contract.codes(daftar).items() for text in (code, label)
        }
        return {**known, **self.ejaan.get(daftar, {})}

    def vocabulary(self) -> frozenset[str]:
        """Every spelling that is a code of some list, and so nobody's name."""
        columns = [c for table in contract.all_tables().values() for c in table.fillable().values()]
        lists = {c.daftar for c in columns if c.daftar}
        return frozenset().union(*(self.spellings(daftar) for daftar in lists)) - {""}
