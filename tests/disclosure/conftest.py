"""Public numbers made in memory from the small warehouse, for the rooms of protection alone."""

from dataclasses import dataclass, replace

import pandas as pd
import pytest

from rekap import engines
from rekap.disclosure import gates, kebijakan, publik
from rekap.edition import files
from tests.edition.tiruan import Tiruan

KEY = b"kunci uji tiga puluh dua bita..."


@dataclass(frozen=True)
class Candidate:
    """What the gates look at; `change` breaks one thing of it."""

    publik: publik.Publik
    berkas: gates.Berkas

    def change(self, edit) -> "Candidate":
        """The same with edited published numbers."""
        numbers = self.berkas.numbers.copy()
        return replace(self, berkas=replace(self.berkas, numbers=edit(numbers)))


def bahan(tiruan: Tiruan, policy=None, pelapor=None) -> publik.Bahan:
    """Every kab/kota has a source that records assessments, unless `pelapor` says otherwise."""
    tables = tiruan.tables()
    con = engines.open_writer()
    for name, frame in tables.items():
        con.register(name, frame)
    cubes = [
        con.execute(engines.query_text(f"cubes/{name}")).df()
        for name in ("lattice_kubus", "lattice_dua_kelas_sd_triwulan")
    ]
    con.close()
    return publik.Bahan(
        policy or kebijakan.policy(),
        KEY,
        tables["dim_wilayah"],
        dict.fromkeys(tiruan.kab, ("simfoni", "uptd")) | (pelapor or {}),
        tables["dim_periode"],
        pd.concat([c for c in cubes if len(c)], ignore_index=True),
        tiruan.tanggal_data,
    )


def candidate(tiruan: Tiruan, policy=None, pelapor=None) -> Candidate:
    made = publik.prepare(bahan(tiruan, policy, pelapor))
    columns = {table: list(names) for table, names in files.TABLES.items()}
    return Candidate(made, gates.Berkas(made.numbers, columns, {}, tiruan.zona))


def write_plain(numbers, path):
    """A scratch file of numbers, uncompressed like the real one."""
    con = engines.open_writer()
    con.execute(f"attach '{path}' as hasil")
    con.execute("set force_compression = 'uncompressed'")
    con.register("angka", numbers)
    con.execute("create table hasil.kubus as select * replace (cast(korban as integer) as korban) from angka")
    con.execute("checkpoint hasil")
    con.close()


@pytest.fixture(scope="session")
def province() -> Candidate:
    """A large, a small and a middling kab/kota; the large one has a zona of one kecamatan."""
    return candidate(Tiruan())


@pytest.fixture
def findings(tmp_path):
    """All findings of one gate."""

    def run(gate, given: Candidate, write=write_plain) -> str:
        extra = (write, tmp_path) if gate is gates.closed else ()
        return " | ".join(gate(given.publik, given.berkas, *extra).temuan)

    return run
