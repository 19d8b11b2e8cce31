"""From the warehouse to edition files: what each file holds. Vault side only."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import pandas as pd

from rekap import engines, keys, labels, settings, warehouse
from rekap.disclosure import kebijakan, lattice
from rekap.disclosure.publik import Bahan, Publik
from rekap.edition import files

SEMENTARA = "sementara"  # until the head of the office has fixed the year
JENIS_PERIODE = ("tahun", "sd_triwulan", "triwulan", "bulan")
PUB = "pub"
_SMALL = ("dim_wilayah", "dim_periode", "pelaporan", "pelapor_belum", "pengecualian")
_CUBES = ("lattice_kubus", "lattice_dua_kelas_sd_triwulan")


@dataclass(frozen=True)
class Isi:
    """What the files of one edition share: the id and the small tables of the warehouse."""

    edition_id: str
    tier: str
    gudang: warehouse.BuildResult
    tabel: dict[str, pd.DataFrame]

    @property
    def wilayah(self) -> pd.DataFrame:
        return self.tabel["dim_wilayah"]


def contents(edition_id: str, tier: str, gudang: warehouse.BuildResult) -> Isi:
    with closing(engines.open_writer(gudang.path, read_only=True)) as con:
        tabel = {name: con.table(name).df() for name in _SMALL}
    return Isi(edition_id, tier, gudang, tabel)


def ingredients(isi: Isi) -> Bahan:
    """What the public numbers are made from."""
    with closing(engines.open_writer(isi.gudang.path, read_only=True)) as con:
        cubes = [engines.select(con, engines.query_text(f"cubes/{name}")) for name in _CUBES]
    kabkota = isi.wilayah.loc[isi.wilayah["tingkat"] == "kabkota", "kode_wilayah"]
    instalasi = settings.instalasi()
    return Bahan(
        policy=kebijakan.policy(),
        key=keys.key("K_off"),
        wilayah=isi.wilayah,
        pelapor={kab: instalasi.pelapor_of(kab) for kab in kabkota},
        periode=isi.tabel["dim_periode"],
        eksak=pd.concat([cube for cube in cubes if not cube.empty] or cubes, ignore_index=True),
        tanggal_data=isi.gudang.tanggal_data,
    )


def write_public(path: Path, isi: Isi, publik: Publik, numbers: pd.DataFrame, plain: bool = False) -> None:
    """The one public file. Only rounded numbers are handed in: nothing exact ever touches these bytes."""
    regions = isi.wilayah.assign(eksak=False)
    periods = isi.tabel["dim_periode"]
    unreleased = periods["jenis_periode"].isin(publik.bahan.policy.jenis_periode) & ~periods["periode"].isin(
        publik.periode["periode"]
    )
    classes = [(k.nama, list(k.nilai)) for k in publik.bahan.policy.kelas.values()]
    cells = numbers.replace({column: {"": None} for column in lattice.KELAS})
    with files.new_file(path, plain=plain) as con:
        _fill_head(con, isi, PUB, kosong=None)
        files.fill(con, "dim_wilayah", regions)
        files.fill(con, "dim_periode", periods[~unreleased].assign(status=SEMENTARA))
        files.fill(con, "dim_kelas", _class_table(classes))
        files.fill(con, "dim_sel", cells[list(files.TABLES["dim_sel"])].drop_duplicates())
        files.fill(con, "kubus", cells)
        _fill_reporting(con, isi, regions)


def read_public(path: Path) -> tuple[pd.DataFrame, dict, dict]:
    """Numbers, columns and texts of a public file, as anybody would read them."""
    policy = kebijakan.policy()
    with closing(engines.open_reader(path)) as con:
        table = con.table("kubus").df()
        columns, texts = files.columns(con), files.texts(con)
    numbers = table[lattice.SEL].fillna("").astype("str").join(table[list(policy.himpunan)].astype("Int64"))
    return numbers.sort_values(lattice.SEL, ignore_index=True), columns, texts


def internal_scopes(isi: Isi) -> Iterator[tuple[str, str]]:
    """Every internal file: its name and the code of its region."""
    for kode, tingkat in isi.wilayah[["kode_wilayah", "tingkat"]].itertuples(index=False, name=None):
        if tingkat == "kabkota":
            yield f"kab-{kode}", kode
        elif tingkat == "provinsi":
            yield f"prov-{kode}", kode


def write_internal(path: Path, isi: Isi, kode: str) -> None:
    """The exact file of one kab/kota or one provinsi."""
    kabkota = path.stem.startswith("kab-")
    regions = _regions_of(isi.wilayah, kode, kabkota)
    exact = regions.loc[regions["eksak"], "kode_wilayah"]
    excluded = isi.tabel["pengecualian"]
    lists = kebijakan.code_lists()
    with files.new_file(path, isi.gudang.path) as con:
        _fill_head(con, isi, path.stem, kosong=0)
        files.fill(con, "dim_wilayah", regions)
        files.fill(con, "dim_periode", isi.tabel["dim_periode"].assign(status=SEMENTARA))
        files.fill(con, "dim_kelas", _class_table([(k, list(lists[k])) for k in kebijakan.policy().kelas]))
        files.fill(con, "dim_sel", _combinations(regions, kabkota))
        query = "lattice_internal_kabkota" if kabkota else "lattice_internal_provinsi"
        files.fill_from(con, "kubus", f"cubes/{query}", {"kode": kode})
        files.fill(con, "pengecualian", excluded[excluded["kode_wilayah"].isin(exact)])
        _fill_reporting(con, isi, regions)


def _regions_of(wilayah: pd.DataFrame, kode: str, kabkota: bool) -> pd.DataFrame:
    """The region with all below and above it; `eksak` marks those whose counts the file holds."""
    parents = dict(wilayah[["kode_wilayah", "induk"]].itertuples(index=False, name=None))

    def lineage(code: str) -> list[str]:
        line = []
        while code in parents:
            line.append(code)
            code = parents[code]
        return line

    inside = wilayah["kode_wilayah"].map(lambda code: kode in lineage(code))
    small = wilayah["tingkat"].isin(("zona", "kecamatan"))
    found = wilayah.assign(eksak=inside & (kabkota | ~small))
    return found[inside | found["kode_wilayah"].isin(lineage(kode))]


def _combinations(regions: pd.DataFrame, kabkota: bool) -> pd.DataFrame:
    """Which kinds of cells an internal file holds, whether or not anybody is in them."""
    classes = sorted(kebijakan.policy().kelas)
    levels = sorted(set(regions.loc[regions["eksak"], "tingkat"]))
    kinds = JENIS_PERIODE if kabkota else JENIS_PERIODE[:3]
    single = [(None, None), *((k, None) for k in classes)]
    rows = [(level, kind, *pair) for level in levels for kind in kinds for pair in single]
    if kabkota:
        rows += [(level, "tahun", *pair) for level in levels for pair in combinations(classes, 2)]
    return pd.DataFrame(rows, columns=["tingkat", "jenis_periode", "kelas_1", "kelas_2"])


def _class_table(classes: list[tuple[str, list[str]]]) -> pd.DataFrame:
    rows = [(k, v, order) for k, values in classes for order, v in enumerate(values, start=1)]
    return pd.DataFrame(rows, columns=["kelas", "nilai", "urutan"])


def _fill_head(con, isi: Isi, lingkup: str, kosong: int | None) -> None:
    instalasi = settings.instalasi()
    head = {
        "id": isi.edition_id,
        "tier": isi.tier,
        "lingkup": lingkup,
        "kosong": kosong,
        "tanggal_data": isi.gudang.tanggal_data,
        "definisi": labels.indikator("354")["versi"],
        "kebijakan": kebijakan.policy().versi,
        "sintetis": instalasi.sintetis,
        "tingkat": instalasi.tingkat,
        "kode": instalasi.kode,
    }
    files.fill(con, "edisi", pd.DataFrame([head]))


def _fill_reporting(con, isi: Isi, regions: pd.DataFrame) -> None:
    """Hand-ins, published values and targets: no victim in them, exact in every file."""
    codes = regions["kode_wilayah"]
    reports, missing = isi.tabel["pelaporan"], isi.tabel["pelapor_belum"]
    targets = _reference("target")
    targets["contoh"] = targets["contoh"] == "ya"
    if not settings.instalasi().sintetis:
        targets = targets[~targets["contoh"]]
    files.fill(con, "pelaporan", reports[reports["kode_wilayah"].isin(codes)])
    files.fill(con, "pelapor_belum", missing[missing["kode_kab"].isin(codes)])
    files.fill(con, "nilai_terpublikasi", _reference("nilai_terpublikasi"))
    files.fill(con, "target", targets)


def _reference(name: str) -> pd.DataFrame:
    """A committed table as text; the typed table of the file converts it, empty cells become null."""
    path = settings.REFERENCE / f"{name}.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return frame.replace({"": None})
