"""The national demo is large, has everybody in the right place, and is accepted row by row."""

import csv
import os
import subprocess
import sys
from collections import Counter, defaultdict
from datetime import date, datetime

import numpy as np
import pytest

from rekap import contoh, settings, wilayah
from rekap.contoh import nasional, nasional_orang
from rekap.ingest import intake

PART = 0.02
NATION = """
data = "sintetis"
tingkat = "nasional"
kode = "00"
kantor = "Uji"
basis_utama = "tercatat"
batas_layanan = "12-31"
[pelapor]
semua = ["simfoni"]
[contoh]
benih = 354
"""


@pytest.fixture(scope="module")
def nation(tmp_path_factory):
    """One fiftieth of it, and its rows."""
    folder = tmp_path_factory.mktemp("nasional")
    paths = nasional.generate(folder, 354, lambda _: None, PART)
    rows = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            mark, headings, *body = csv.reader(file)
            assert mark[0].startswith(contoh.SYNTHETIC_MARK) and len(mark) == len(headings)
            rows += [dict(zip(headings, cells, strict=True)) for cells in body]
    return paths, rows


def day(text):
    return datetime.strptime(text, "%d/%m/%Y").date() if text else None


def test_there_is_one_file_per_year_and_the_same_seed_writes_the_same_bytes(nation, tmp_path):
    paths, _ = nation
    assert [path.name for path in paths] == [f"simfoni-nasional-{year}.csv" for year in range(2016, 2026)]

    call = f"nasional.generate(Path({str(tmp_path)!r}), 354, print, {PART})"
    code = f"from pathlib import Path; from rekap.contoh import nasional; {call}"
    environment = {**os.environ, "PYTHONHASHSEED": "7"}
    subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, env=environment, check=True)
    assert all(path.read_bytes() == (tmp_path / path.name).read_bytes() for path in paths)


def test_every_row_is_of_the_year_of_its_file_and_of_a_region_that_was_valid_then(nation):
    paths, rows = nation
    units = {row["Kode Kab/Kota Unit"] for row in rows}
    assert len({unit[:2] for unit in units}) == 38
    for row in rows:
        registered, unit = day(row["Tanggal Pelaporan"]), row["Kode Kab/Kota Unit"]
        assert row["No Registrasi"].split("/")[::2] == [unit.replace(".", ""), str(registered.year)]
        assert wilayah.valid_on(unit, registered) and row["Kab/Kota Unit"] == wilayah.get(unit).nama


def test_sizes_are_those_of_the_budget(nation):
    _, rows = nation
    registrations = {(row["No Registrasi"], row["No Korban"]) for row in rows}
    services = sum(bool(row["Jenis Layanan"]) for row in rows)
    assert 1.0 <= len(registrations) / (500_000 * PART) <= 1.1
    assert 0.98 <= services / (2_000_000 * PART) <= 1.06


def test_a_nik_is_of_a_real_kecamatan_and_of_the_birth_date_and_sex_beside_it(nation):
    shown = [row for row in nation[1] if row["NIK"] and row["NIK"] not in nasional.PALSU]
    assert len(shown) > len(nation[1]) / 2
    for row in shown:
        nik, born = row["NIK"], day(row["Tanggal Lahir"])
        assert wilayah.get(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}").tingkat == "kecamatan"
        if born and row["Jenis Kelamin"]:
            woman = row["Jenis Kelamin"][0] == "P"
            assert nik[6:12] == f"{born.day + 40 * woman:02d}{born:%m%y}"


def test_many_who_were_born_on_one_day_in_one_place_have_names_and_nik_of_their_own():
    rng = np.random.Generator(np.random.PCG64(1))
    places = nasional_orang.make_places(rng)
    women = np.zeros(600, dtype=np.int64)
    born, here = women + date(2008, 5, 17).toordinal(), women + 100

    names = nasional_orang.make_names(rng, women, women > 0, born)
    nik = nasional_orang.make_nik(rng, places, women, born, here, here, women + places.start[100])

    assert len({frozenset(name.split()) for name in names}) == 600
    assert len(set(nik)) == 600 and all(len(one) == 16 for one in nik)


def test_some_come_again_and_reintegration_reaches_few_here_and_many_there(nation):
    registered, reached, times = defaultdict(set), defaultdict(set), defaultdict(set)
    for row in nation[1]:
        one, unit = (row["No Registrasi"], row["No Korban"]), row["Kode Kab/Kota Unit"]
        registered[unit].add(one)
        if "integrasi" in row["Jenis Layanan"]:
            reached[unit].add(one)
        if row["NIK"]:
            times[row["NIK"]].add(one)
    again = sum(len(records) > 1 for records in times.values()) / len(times)
    assert 0.03 <= again <= 0.09
    total = sum(map(len, reached.values())) / sum(map(len, registered.values()))
    assert 0.08 <= total <= 0.16
    # By chance alone this would be about 1.
    spread = [
        (len(reached[unit]) - size * total) ** 2 / (size * total * (1 - total))
        for unit, size in ((unit, len(records)) for unit, records in registered.items())
        if size >= 20
    ]
    assert sum(spread) / len(spread) > 1.7


def test_the_present_mapping_accepts_every_row(nation, tmp_path, monkeypatch):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    (tmp_path / "instalasi.toml").write_text(NATION, encoding="utf-8")
    paths, rows = nation

    (receipt,) = intake.accept(paths[6:7], "simfoni")

    in_file = Counter(row["Tanggal Pelaporan"][-4:] for row in rows)["2022"]
    assert (receipt.baris_masuk, receipt.baris_diterima) == (in_file, in_file)
