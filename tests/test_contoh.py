"""The demo files look like those of agencies, say that they are made up, and count their own errors."""

import os
import re
import subprocess
import sys
import time
from collections import Counter
from datetime import date

import pytest

from rekap import contoh, settings, wilayah
from tests.demo_files import MAIN, PALSU, Files, day, source

JOMBANG = {2019: 150, 2020: 156, 2021: 90, 2022: 110, 2023: 133, 2024: 256, 2025: 205}
UPTD = {"35.07", "35.09", "35.15", "35.17", "35.78"}


@pytest.fixture(scope="module")
def kecil(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kecil")
    contoh.generate(folder, "kecil", 354)
    return Files(folder)


@pytest.fixture(scope="module")
def mini(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mini")
    contoh.generate(folder, "mini", 354)
    return Files(folder)


def generate_elsewhere(folder, ukuran, benih, hash_seed):
    """In a process of its own, where sets have another order."""
    call = f"contoh.generate(Path({str(folder)!r}), {ukuran!r}, {benih})"
    code = f"from pathlib import Path; from rekap import contoh; {call}"
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", code], cwd=settings.ROOT, env=environment, check=True)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_same_seed_writes_the_same_bytes(kecil, tmp_path):
    here = {path.name: path.read_bytes() for path in sorted(kecil.folder.iterdir())}
    assert generate_elsewhere(tmp_path, "kecil", 354, "7") == here


def test_another_seed_tells_another_story(mini, tmp_path):
    contoh.generate(tmp_path, "mini", 355)
    for path in mini.folder.iterdir():
        assert path.read_bytes() != (tmp_path / path.name).read_bytes()


def test_every_file_and_sheet_begins_with_the_mark(kecil):
    tables = {"simfoni": 1, "uptd": 5 * 10 + 4, "rsud": 2, "polres": 2, "dinsos": 9, "balai": 14}
    assert len(kecil.first_cells) == sum(tables.values())
    assert all(cell.startswith(contoh.SYNTHETIC_MARK) for cell in kecil.first_cells)
    assert all(entry["tanda"] == contoh.SYNTHETIC_MARK for entry in kecil.galat)


def test_jombang_has_the_published_number_of_victims_in_every_year(kecil):
    assert {tahun: len(kecil.persons("35.17", tahun)) for tahun in JOMBANG} == JOMBANG


def test_jawa_timur_has_the_published_2598_victims_in_2022(kecil):
    assert len(kecil.persons("35", 2022)) == 2598


def test_between_5_and_12_percent_of_the_person_records_repeat_a_person_of_the_other_source(kecil):
    main = {key: v for key, v in kecil.victims.items() if key[0] in MAIN}
    records = {(v["orang"], v["kab"], v["tanggal"].year, key[0]) for key, v in main.items()}
    twice = len(records) - len({record[:3] for record in records})
    assert 0.05 <= twice / len(records) <= 0.12


def test_both_sources_know_most_of_jombang_and_neither_knows_all(kecil):
    known = Counter()
    for name in ("uptd", "simfoni"):
        here = {v["orang"] for key, v in kecil.victims.items() if key[0] == name and v["kab"] == "35.17"}
        known[name] = len(here & kecil.persons("35.17", 2024))
    assert known["simfoni"] < known["uptd"] < 256 < known["uptd"] + known["simfoni"]


def test_jombang_reaches_more_victims_every_year_and_others_hardly_any(kecil):
    share = {y: len(kecil.reached("35.17", y) & kecil.persons("35.17", y)) / JOMBANG[y] for y in JOMBANG}
    assert 0.26 <= share[2019] <= 0.30 and 0.38 <= share[2024] <= 0.42
    assert sorted(share.values()) == list(share.values())
    weak = [f"35.{n:02d}" for n in range(1, 80) if wilayah.get(f"35.{n:02d}") and f"35.{n:02d}" not in UPTD]
    reached = sum(len(kecil.reached(kab, 2024)) for kab in weak)
    assert 0.005 <= reached / sum(len(kecil.persons(kab, 2024)) for kab in weak) <= 0.03


def test_ngusikan_is_nearly_empty_in_every_year_and_kecamatan_jombang_is_full_in_2024(kecil):
    here = {
        (v["orang"], v["kecamatan"], v["tanggal"].year) for v in kecil.victims.values() if v["kab"] == "35.17"
    }
    people = Counter((kecamatan, tahun) for _, kecamatan, tahun in here)
    assert all(people["35.17.21", tahun] <= 2 for tahun in JOMBANG)
    assert people["35.17.09", 2024] >= 30


@pytest.mark.parametrize("size", ["kecil", "mini"])
def test_every_planted_error_is_at_its_place(size, request):
    files = request.getfixturevalue(size)
    for entry in files.galat:
        row = files.rows[entry["berkas"], entry["lembar"], entry["baris"]]
        assert SEEN[entry["jenis"]](files, entry, row), entry
        assert entry["keparahan"] == SEVERITY.get(entry["aturan"], "tolak" if entry["aturan"] else None)


def wrong_region(files, entry, row):
    return wilayah.resolve(row["Kab/Kota Unit"], "35", "kabkota") != row["Kode Kab/Kota Unit"]


def impossible_day(files, entry, row):
    when = day(row[entry["kolom"]])
    return when is None or not date(1990, 1, 1) <= when <= date(2026, 1, 15)


def same_person(files, entry, row):
    other = entry["pasangan"]
    second = files.rows[other["berkas"], other["lembar"], other["baris"]]
    one = files.victims[files.key((entry["berkas"], entry["lembar"], 0), row)]
    return one["orang"] == files.victims[files.key((other["berkas"], other["lembar"], 0), second)]["orang"]


def block(files, entry, row):
    """The unit says one region, in code and name; the victim lives in another."""
    unit = wilayah.resolve(row["Kab/Kota Unit"], "35", "kabkota")
    home = wilayah.resolve(row["Kab/Kota Domisili"], "35", "kabkota")
    return unit == row["Kode Kab/Kota Unit"] != home


def wrong_order(files, entry, row):
    """The day in question lies on the wrong side of another one of the same row."""
    earlier = {
        "Tanggal Kejadian": "Tanggal Pelaporan", "Keluar": "Masuk", "Tanggal Keluar": "Tanggal Masuk",
        "Berlaku Sampai": "Terbit", "Waktu Respons": "Waktu Terima",
    }[entry["kolom"]]  # fmt: skip
    first, second = day(row[earlier]), day(row[entry["kolom"]])
    return second > first if entry["kolom"] == "Tanggal Kejadian" else second < first


def twin(files, entry, row):
    return row == files.rows[entry["berkas"], entry["lembar"], entry["baris"] - 1]


def older(files, entry, row):
    when, born = day(row["Tgl Masuk"]), day(row["Tgl Lahir"])
    return int(row["Umur (th)"]) - (when - born).days / 365.25 > 1


SEVERITY = {
    "blok_wilayah": "karantina",
    **dict.fromkeys(("nik_palsu", "nik_angka", "baris_kembar", "umur_tidak_cocok"), "peringatan"),
}
SEEN = {
    "blok_wilayah": block,
    "urutan_tanggal": wrong_order,
    "baris_kembar": twin,
    "umur_tidak_cocok": older,
    "tanggal_serial": lambda files, entry, row: row[entry["kolom"]] == "45123",
    "di_luar_pemasangan": lambda files, entry, row: row[entry["kolom"]].startswith("33"),
    "sel_galat": lambda files, entry, row: row[entry["kolom"]] == "",  # calamine shows no error cells
    "tanpa_induk": lambda files, entry, row: "2018" in row[entry["kolom"]],
    "kode_menjadi_angka": lambda files, entry, row: row[entry["kolom"]] == 35.1,
    "kode_tanpa_titik": lambda files, entry, row: row[entry["kolom"]] == 3517,
    "nik_angka": lambda files, entry, row: isinstance(row["NIK"], float),
    "judul_berulang": lambda files, entry, row: "No Registrasi" in row.values() or "No LP" in row.values(),
    "baris_jumlah": lambda files, entry, row: "JUMLAH KORBAN" in row.values(),
    "bantu_anak": lambda files, entry, row: row["Umur Saat Usul"] < 18,
    "blok_wilayah_salah": wrong_region,
    "tanggal_mustahil": impossible_day,
    "kode_tidak_dikenal": lambda files, entry, row: row[entry["kolom"]].endswith("xx"),
    "nik_palsu": lambda files, entry, row: row["NIK"] in PALSU,
    "orang_ganda": same_person,
}


def test_no_error_stands_anywhere_else(kecil):
    for place, row in kecil.good.items():
        if source(place) not in MAIN:
            continue
        texts = [value for value in row.values() if isinstance(value, str)]
        assert not any(re.fullmatch(r"\d\d/\d\d/\d{4}", text) and impossible_birth(text) for text in texts)
        assert not any(text.endswith("xx") for text in texts)
        if "Kab/Kota Unit" in row:
            assert not wrong_region(kecil, None, row)


def impossible_birth(text):
    return day(text) is None or not date(1930, 1, 1) <= day(text) <= date(2026, 1, 15)


def test_a_block_with_the_wrong_region_is_one_run_of_rows(kecil):
    for jenis in ("blok_wilayah_salah", "blok_wilayah"):
        block = [entry["baris"] for entry in kecil.galat if entry["jenis"] == jenis]
        assert len(block) >= 25 and block == list(range(block[0], block[0] + len(block)))


PLENTY = ("tanggal_mustahil", "kode_tidak_dikenal", "nik_palsu", "orang_ganda", "baris_kembar")


def test_about_ten_errors_of_the_common_kinds_and_some_of_every_kind_are_planted(kecil):
    kinds = Counter(entry["jenis"] for entry in kecil.galat)
    assert all(9 <= kinds[jenis] <= 16 for jenis in PLENTY)
    assert all(kinds[jenis] for jenis in SEEN)


def test_every_nik_is_of_a_real_kecamatan_and_of_the_birth_date_and_sex_beside_it(kecil):
    for v in kecil.victims.values():
        if nik := v["nik"]:
            assert wilayah.get(f"{nik[:2]}.{nik[2:4]}.{nik[4:6]}").tingkat == "kecamatan"
            born, serial = v["lahir"], int(nik[12:])
            if born and v["jk"]:
                assert nik[6:12] == f"{born.day + 40 * (v['jk'] == 'P'):02d}{born:%m%y}"
            assert serial > 0


def test_every_month_with_registrations_was_handed_in(kecil):
    names = {"simfoni": "Simfoni PPA", "uptd": "UPTD PPA"}
    received = {(h["Sumber"], h["Kode Kab/Kota"], h["Bulan"]) for h in kecil.hand_ins() if h["Diterima"]}
    for key, v in kecil.victims.items():
        if key[0] not in MAIN:
            continue
        assert (names[key[0]], v["kab"], f"{v['tanggal']:%Y-%m}") in received


def test_who_stopped_handing_in_is_missing_from_then_on(kecil):
    log = {(h["Sumber"][:4], h["Kode Kab/Kota"], h["Bulan"]): h for h in kecil.hand_ins()}
    assert len(log) == (38 + 5) * 84
    assert all(day(h["Jatuh Tempo"]).day == 10 for h in log.values())
    months = [f"2025-{month:02d}" for month in range(1, 13)]
    received = {key for key, h in log.items() if h["Diterima"]}
    assert not {("Simf", "35.29", month) for month in months} & received
    assert not {("Simf", "35.27", month) for month in months[4:]} & received
    assert not {("UPTD", "35.09", month) for month in months[9:]} & received
    assert max(day(log[key]["Diterima"]) for key in received) == date(2026, 1, 15)


def test_a_small_city_handed_in_a_month_with_nobody(kecil):
    busy = {(v["kab"], f"{v['tanggal']:%Y-%m}") for v in kecil.victims.values()}
    received = {(h["Kode Kab/Kota"], h["Bulan"]) for h in kecil.hand_ins() if h["Diterima"]}
    assert [month for kab, month in received - busy if kab in ("35.72", "35.76")]


def test_the_edge_cases_of_the_definition_occur(kecil):
    before = [(v["tanggal"] - when).days for v, _, when, _, _ in kecil.services]
    assert any(1 <= days <= 30 for days in before) and any(days > 30 for days in before)
    late = [
        v
        for v, kind, when, *_ in kecil.services
        if "integrasi" in kind.lower()
        if when.year > v["tanggal"].year
    ]
    assert late
    assert {status for _, _, _, status, _ in kecil.services} == {"rencana", "berjalan", "selesai", "batal"}
    rows = [(place, row) for place, row in kecil.good.items() if source(place) == "uptd"]
    closed = {row["Alasan Tutup"] for place, row in rows if place[1] == "Korban"}
    assert {
        "Meninggal",
        "Menolak layanan",
        "Tidak memenuhi syarat",
        "Putus kontak",
        "Laporan dicabut",
    } <= closed
    sent = {(r["Jenis"], r["Status"]) for place, r in rows if place[1] == "Rujukan"}
    assert {("Pengalihan", status) for status in ("Diterima", "Ditolak", "Menunggu")} <= sent


def test_mini_is_jombang_2024_with_about_sixty_people_in_less_than_a_second(mini, tmp_path):
    start = time.process_time()
    contoh.generate(tmp_path, "mini", 354)
    assert time.process_time() - start < 1
    assert {(v["kab"], v["tanggal"].year) for v in mini.victims.values()} == {("35.17", 2024)}
    assert 50 <= len(mini.persons("35.17", 2024)) <= 60


def test_an_unknown_size_is_refused(tmp_path):
    with pytest.raises(ValueError, match="kecil atau mini"):
        contoh.generate(tmp_path, "besar")
