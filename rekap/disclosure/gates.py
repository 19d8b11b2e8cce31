"""The gates of a public release. Findings name cells and published numbers, never exact ones."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from rekap.disclosure import closure, percent, rounding, sameness
from rekap.disclosure.closure import Write
from rekap.disclosure.lattice import SEL
from rekap.disclosure.publik import Publik

SHUFFLE, PROBES, ENOUGH_CELLS = 354, 5_000, 5_000
SHOWN_FINDINGS = 5


@dataclass(frozen=True)
class Berkas:
    """The file about to be published, read back: its numbers, its columns, its texts, its zona."""

    numbers: pd.DataFrame
    columns: dict[str, list[str]]
    texts: dict[str, list[str]]
    zona: dict[str, tuple[str, ...]]


@dataclass(frozen=True)
class Result:
    """What one gate looked at and what it found."""

    pengaman: str
    ukuran: str
    temuan: tuple[str, ...]

    @property
    def lulus(self) -> bool:
        return not self.temuan

    def sentence(self) -> str:
        if self.lulus:
            return f"Pengaman {self.pengaman}: lulus ({self.ukuran})"
        some = "; ".join(self.temuan[:SHOWN_FINDINGS])
        more = len(self.temuan) - SHOWN_FINDINGS
        return f"Pengaman {self.pengaman} tidak lulus: {some}" + (f"; dan {more} lagi" if more > 0 else "")


class GateFailed(Exception):
    """At least one gate does not hold: nothing was published, the old edition stays."""

    def __init__(self, results: list[Result]) -> None:
        self.results = [r for r in results if not r.lulus]
        super().__init__(" ".join(r.sentence() for r in self.results))


def run(publik: Publik, berkas: Berkas, write: Write, folder: Path) -> list[Result]:
    """Every gate of this release, whatever the others found."""
    return [
        invariants(publik, berkas),
        closed(publik, berkas, write, folder),
        determined(publik, berkas),
        percentages(publik, berkas),
        one_name(publik, berkas),
    ]


def invariants(publik: Publik, berkas: Berkas) -> Result:
    """G1: multiples of five, never one to four, at most four away, nought stays nought, subsets inside."""
    policy, shown = publik.bahan.policy, berkas.numbers
    exact = shown[SEL].merge(publik.cells, on=SEL, how="left", validate="one_to_one")
    found, checked, largest = [], 0, 0
    for h in policy.himpunan.values():
        has = shown[h.nama].notna().to_numpy()
        p = shown.loc[has, h.nama].astype("int64").to_numpy()
        n = exact.loc[has, h.nama].fillna(-policy.kelipatan).astype("int64").to_numpy()
        wrong = {
            f"bukan kelipatan {policy.kelipatan}": p % policy.kelipatan != 0,
            f"di antara 0 dan {policy.k}": (p < 0) | ((p > 0) & (p < policy.k)),
            "meleset lebih dari 4": np.abs(p - n) > percent.MELESET,
            "tidak nol padahal tidak ada orang": (n == 0) & (p != 0),
        }
        rows = shown[has]
        found += [f"{h.nama} {what}: {_where(rows, bad)}" for what, bad in wrong.items() if bad.any()]
        found += _not_inside(rows, h)
        checked += len(p)
        largest = max(largest, int(np.abs(p - n).max(initial=0)))
    bias, biased = _bias(shown, exact)
    return Result("G1 aturan angka", f"{checked} angka, selisih terbesar {largest}{bias}", (*found, *biased))


def _not_inside(rows: pd.DataFrame, himpunan) -> list[str]:
    found = []
    for wider in himpunan.bagian_dari:
        bad = (rows[wider].notna() & (rows[himpunan.nama] > rows[wider])).fillna(False).to_numpy(dtype=bool)
        if bad.any():
            found.append(f"{himpunan.nama} melebihi {wider}: {_where(rows, bad)}")
    return found


def _bias(shown: pd.DataFrame, exact: pd.DataFrame) -> tuple[str, list[str]]:
    """Mean error of the one set that is never lowered; says something only when there are many cells."""
    people = (exact["korban"] > 0).to_numpy() & shown["korban"].notna().to_numpy()
    if people.sum() < ENOUGH_CELLS:
        return "", []
    mean = float((shown["korban"].astype("float64") - exact["korban"])[people].mean())
    return f", rata-rata {mean:.2f}", [f"angka condong: rata-rata selisih {mean:.2f}"] * (abs(mean) > 0.1)


def closed(publik: Publik, berkas: Berkas, write: Write, folder: Path) -> Result:
    """G2: only what the policy names; no text about a person; no exact number in the bytes."""
    policy = publik.bahan.policy
    found = [
        *closure.cells_outside(publik, berkas.numbers),
        *closure.cells_lost(publik),
        *closure.columns_outside(policy, berkas.columns),
        *closure.personal_texts(berkas.texts),
        *closure.canary(publik, write, folder),
    ]
    columns = sum(len(names) for names in berkas.columns.values())
    return Result("G2 isi berkas", f"{len(berkas.numbers)} sel, {columns} kolom, kenari", tuple(found))


def determined(publik: Publik, berkas: Berkas) -> Result:
    """G3: the same from shuffled rows, and other offsets under another key."""
    bahan, found = publik.bahan, []
    mixed = publik.cells.sample(frac=1, random_state=SHUFFLE)
    again = rounding.protect(bahan.policy, mixed, publik.names, bahan.key, publik.tahun_penuh)
    if not again.equals(berkas.numbers.sort_values(SEL, ignore_index=True)):
        found.append("angka berubah bila urutan baris berubah, atau berkas tidak berisi angka yang dihitung")
    share = _offsets_that_change(publik)
    if share < 0.7:
        found.append(f"kunci lain hanya mengubah {share:.0%} dari pengacak sel")
    return Result("G3 ketetapan", f"urutan baris diacak; kunci lain mengubah {share:.0%}", tuple(found))


def _offsets_that_change(publik: Publik) -> float:
    """Share of offsets that differ under another key; a small edition is filled up with made-up names."""
    bahan = publik.bahan
    other = hashlib.sha256(bahan.key + b"|lain").digest()
    missing = max(PROBES - len(publik.names), 0)
    names = pd.concat([publik.names, pd.Series([f"uji|{i}" for i in range(missing)], dtype="str")])
    ours, theirs = (rounding.offsets(bahan.policy, k, "korban", names) for k in (bahan.key, other))
    return float((ours != theirs).mean())


def percentages(publik: Publik, berkas: Berkas) -> Result:
    """G8: none says 0 or 100 %, none on a small base, and what it says is true of the exact ratio."""
    policy, shown = publik.bahan.policy, berkas.numbers
    exact = shown[SEL].merge(publik.cells, on=SEL, how="left")
    found, checked = [], 0
    for h in policy.himpunan.values():
        for wider in h.bagian_dari:
            has = (shown[h.nama].notna() & shown[wider].notna()).to_numpy()
            numbers = np.stack(
                [f.loc[has, c].astype("int64") for f in (shown, exact) for c in (h.nama, wider)], axis=1
            )
            distinct = np.unique(numbers, axis=0)
            checked += len(distinct)
            found += [
                f"{h.nama} dari {wider}: {fault} (terbit {n_pub} dari {d_pub})"
                for n_pub, d_pub, n, d in distinct.tolist()
                for fault in faults(policy, n_pub, d_pub, n, d)
            ]
    return Result("G8 persentase", f"{checked} pasangan angka", tuple(dict.fromkeys(found)))


def faults(policy, n_pub: int, d_pub: int, n: int, d: int) -> list[str]:
    """What is wrong with the percentage made of these published counts, given the exact ones."""
    if n_pub > d_pub:
        return ["pembilang melebihi penyebut"]
    said = percent.protected(n_pub, d_pub)
    if d_pub < policy.persen.penyebut_minimum:
        return ["persentase pada penyebut kecil"] if said.nilai is not None else []
    step = 1 if d_pub >= 100 else 5 if d_pub >= 50 or said.jenis != percent.SEKITAR else 10
    wrong = {
        "0 % atau 100 % tampak": said.nilai in (0, 100),
        "lebih teliti daripada angka terbitnya": said.nilai % step != 0,
        "selang tidak memuat nilai sebenarnya": not said.bawah * d <= 100 * n <= said.atas * d,
        "batas atas tidak benar": said.jenis == percent.PALING_BANYAK and 100 * n > said.nilai * d,
        "batas bawah tidak benar": said.jenis == percent.PALING_SEDIKIT and 100 * n < said.nilai * d,
    }
    return [what for what, bad in wrong.items() if bad]


def one_name(publik: Publik, berkas: Berkas) -> Result:
    """ID: one name for one set of persons, whatever the reference tables make equal."""
    found = sameness.findings(publik, berkas.numbers, berkas.zona)
    return Result("ID satu nama satu himpunan", f"{len(publik.names)} nama sel", tuple(found))


def _where(rows: pd.DataFrame, bad: np.ndarray) -> str:
    first = rows[bad].iloc[0]
    classes = [first[c] for c in ("nilai_1", "nilai_2") if first[c]]
    return " ".join([first["kode_wilayah"], first["periode"], *classes]) + f" ({bad.sum()} sel)"
