"""Every gate holds on a sound release, and says so when its protection is off."""

from dataclasses import replace
from itertools import count

import pandas as pd
import pytest

from rekap.disclosure import closure, gates, kebijakan, lattice, percent, rounding
from tests.disclosure.conftest import candidate, write_plain
from tests.edition.tiruan import Tiruan

KEYS = lattice.SEL


def row_of(numbers, **values):
    mask = pd.Series(True, index=numbers.index)
    for column, value in values.items():
        mask &= numbers[column] == value
    return numbers.index[mask][0]


def setting(column, value, **where):
    """An edit of one published number."""

    def edit(numbers):
        numbers.loc[row_of(numbers, **where), column] = value
        return numbers

    return edit


def adding(**values):
    """An edit that adds one published cell."""

    def edit(numbers):
        blank = {**dict.fromkeys(KEYS, ""), "korban": 0, **values}
        return pd.concat([numbers, pd.DataFrame([blank])], ignore_index=True)

    return edit


YEAR = {"kode_wilayah": "35.17", "periode": "2024", "kelas_1": ""}


def test_a_sound_release_passes_every_gate(province, tmp_path):
    results = gates.run(province.publik, province.berkas, write_plain, tmp_path)

    assert [r.temuan for r in results] == [()] * 5
    assert all("lulus" in r.sentence() for r in results)


def test_a_failed_gate_names_itself_and_its_findings():
    failed = gates.GateFailed([gates.Result("G1 aturan angka", "", tuple("abcdefg"))])

    assert str(failed) == "Pengaman G1 aturan angka tidak lulus: a; b; c; d; e; dan 2 lagi"


# G1


def test_g1_sees_numbers_that_were_not_rounded(findings, monkeypatch):
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n)

    said = findings(gates.invariants, candidate(Tiruan(years=(2024,))))

    assert "bukan kelipatan 5" in said and "di antara 0 dan 5" in said


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (setting("korban", 10_000, **YEAR), "meleset lebih dari 4"),
        (setting("terlayani_354", 95, **YEAR), "terlayani_354 melebihi memerlukan"),
        (setting("korban", -5, **YEAR), "di antara 0 dan 5"),
        (setting("korban", 0, **YEAR), "memerlukan melebihi korban"),
    ],
)
def test_g1_sees_a_number_that_breaks_a_rule(findings, province, change, said):
    assert said in findings(gates.invariants, province.change(change))


def test_g1_sees_people_where_there_are_none(findings, province):
    cells = province.publik.cells
    empty = cells[(cells["korban"] == 0) & (cells["tingkat"] == "provinsi")].iloc[0]

    broken = province.change(setting("korban", 5, **{k: empty[k] for k in KEYS}))

    assert "tidak nol padahal tidak ada orang" in findings(gates.invariants, broken)


def test_g1_sees_numbers_that_lean_to_one_side(findings, province, monkeypatch):
    monkeypatch.setattr(gates, "ENOUGH_CELLS", 300)
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n // base * base)

    assert "angka condong" in findings(gates.invariants, candidate(Tiruan()))


# G2

KECAMATAN = {"tingkat": "kecamatan", "kode_wilayah": "35.17.01", "jenis_periode": "tahun", "periode": "2024"}
KAB = {"tingkat": "kabkota", "kode_wilayah": "35.07", "jenis_periode": "tahun", "periode": "2024"}
AGE = {"kelas_1": "umur", "nilai_1": "6-12"}


@pytest.mark.parametrize(
    "change",
    [
        adding(**KECAMATAN, **AGE),
        adding(**{**KAB, "tingkat": "provinsi", "kode_wilayah": "35"}, kelas_1="disabilitas", nilai_1="ya"),
        adding(**KAB, kelas_1="kelompok", nilai_1="anak_perempuan", kelas_2="umur", nilai_2="6-12"),
        adding(**{**KAB, "kode_wilayah": "35.17"}, kelas_1="agama", nilai_1="x"),
        adding(**{**KAB, "kode_wilayah": "35.17"}, kelas_1="umur", nilai_1="25-44"),
        adding(**{**KAB, "jenis_periode": "bulan", "periode": "2024-01"}),
        adding(**{**KAB, "kode_wilayah": "35.99"}),
        adding(**{**KAB, "tingkat": "zona"}),
        setting("ekonomi", 5, **KAB, **AGE),
        setting("memerlukan", 5, **KECAMATAN),
        setting("terlayani_354", 5, **{**KECAMATAN, "kode_wilayah": "35.07.01"}),
    ],
)
def test_g2_sees_a_cell_that_the_policy_does_not_have(findings, province, change):
    assert "tidak boleh terbit" in findings(gates.closed, province.change(change))


def test_g2_sees_a_small_kab_published_like_a_large_one(findings, monkeypatch):
    monkeypatch.setattr(rounding, "_holds", lambda name, limit, size, korban: size >= 0)

    said = findings(gates.closed, candidate(Tiruan(years=(2024,))))

    assert "himpunan memerlukan tidak boleh terbit: 35.07 2024 " in said


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"fct_orang": ["id_orang"]}, "tabel fct_orang tidak boleh ada"),
        ({"kubus": ["korban", "korban_eksak"]}, "kolom kubus.korban_eksak tidak boleh ada"),
    ],
)
def test_g2_sees_a_table_or_column_too_many(findings, province, columns, said):
    broken = replace(province, berkas=replace(province.berkas, columns=columns))

    assert said in findings(gates.closed, broken)


@pytest.mark.parametrize("text", ["3517092909990001", "hub. 081234567890", "ibu@contoh.id"])
def test_g2_sees_a_text_about_a_person_and_does_not_repeat_it(findings, province, text):
    broken = replace(province, berkas=replace(province.berkas, texts={"target.sumber": [text]}))

    said = findings(gates.closed, broken)

    assert "target.sumber memuat" in said
    assert text not in said


def test_g2_sees_a_count_that_no_cell_took_up(findings, province):
    publik = province.publik
    stray = publik.bahan.eksak.iloc[[0]].assign(kelas_1="umur", nilai_1="tak dikenal", kelas_2="", nilai_2="")
    lost = replace(publik.bahan, eksak=pd.concat([publik.bahan.eksak, stray]))

    said = findings(gates.closed, replace(province, publik=replace(publik, bahan=lost)))

    assert "hitungan di luar kisi" in said


def test_g2_finds_the_planted_number_when_rounding_is_off(findings, province, monkeypatch):
    monkeypatch.setattr(rounding, "rounded", lambda n, o, base: n)

    said = findings(gates.closed, province)

    assert "angka eksak yang ditanam terbaca dari berkas (bilangan 32 bit)" in said


def test_g2_says_when_its_search_is_blind(findings, province):
    def compressed(numbers, path):
        path.write_bytes(b"apa saja")

    assert "uji kenari buta" in findings(gates.closed, province, compressed)


def test_the_search_for_a_number_knows_its_encodings():
    assert closure._forms(7_654_321, b"..\xb1\xcb\x74\x00..") == ["bilangan 32 bit"]
    assert closure._forms(7_654_321, b"..7654321..") == ["teks"]


# G3


def test_g3_sees_numbers_that_are_not_the_ones_computed(findings, province):
    noisy = province.change(setting("korban", 45, kode_wilayah="35.17", periode="2023", kelas_1=""))

    assert "tidak berisi angka yang dihitung" in findings(gates.determined, noisy)


def test_g3_sees_a_cell_that_was_left_out(findings, province):
    assert "tidak berisi" in findings(gates.determined, province.change(lambda numbers: numbers.iloc[1:]))


def test_g3_sees_offsets_that_follow_the_order_of_rows(findings, province, monkeypatch):
    turn = count()
    monkeypatch.setattr(rounding, "offset", lambda key, identity, base: next(turn) % base)

    assert "angka berubah bila urutan baris berubah" in findings(gates.determined, province)


def test_g3_sees_offsets_that_do_not_depend_on_the_key(findings, province, monkeypatch):
    monkeypatch.setattr(rounding, "offset", lambda key, identity, base: len(identity) % base)

    assert "kunci lain hanya mengubah 0%" in findings(gates.determined, province)


# G8


def exact_share(n, d):
    share = round(100 * n / d) if d else 0
    return percent.Protected(float(share), f"{share} %", share, share, percent.SEKITAR)


def test_g8_sees_percentages_as_exact_as_the_counts(findings, province, monkeypatch):
    monkeypatch.setattr(percent, "protected", exact_share)

    said = findings(gates.percentages, province)

    assert "0 % atau 100 % tampak" in said
    assert "selang tidak memuat nilai sebenarnya" in said
    assert "persentase pada penyebut kecil" in said


def test_g8_sees_an_interval_that_is_too_narrow(findings, province, monkeypatch):
    monkeypatch.setattr(percent, "MELESET", 0)

    assert "selang tidak memuat" in findings(gates.percentages, province)


def test_g8_sees_decimals(monkeypatch):
    sharp = percent.Protected(36.4, "36,4 %", 30, 45, percent.SEKITAR)
    monkeypatch.setattr(percent, "protected", lambda n, d: sharp)

    assert gates.faults(kebijakan.policy(), 40, 110, 40, 110) == ["lebih teliti daripada angka terbitnya"]


def test_g8_sees_bounds_that_are_not_true(monkeypatch):
    wrong = percent.Protected(15.0, "≤ 15 %", 0, 40, percent.PALING_BANYAK)
    monkeypatch.setattr(percent, "protected", lambda n, d: wrong)

    assert gates.faults(kebijakan.policy(), 5, 40, 9, 40) == ["batas atas tidak benar"]


# ID


def test_id_sees_an_adult_age_drawn_twice(findings, monkeypatch):
    monkeypatch.setattr(
        lattice, "canonical_classes", lambda policy, *values: "&".join(v for v in values if v) or "*"
    )

    said = findings(gates.one_name, candidate(Tiruan(years=(2024,))))

    assert "orang yang sama punya dua nama" in said
    assert "perempuan_dewasa&umur&18-24" in said


def test_id_sees_need_drawn_apart_from_receipt_where_nobody_records_assessments(findings, monkeypatch):
    made = candidate(Tiruan(years=(2024,)), pelapor={"35.17": ("simfoni",)})
    assert findings(gates.one_name, made) == ""

    monkeypatch.setattr(lattice, "without_assessments", lambda wilayah, pelapor: frozenset())
    said = findings(gates.one_name, candidate(Tiruan(years=(2024,)), pelapor={"35.17": ("simfoni",)}))

    for kode in ("35.17", "35.17.Z1"):
        assert f"v1|memerlukan|{kode}|2024@2024-12-31|* dan v1|terlayani_354|{kode}|" in said
    assert "v1|memerlukan|35.78|" not in said and "v1|memerlukan|35|" not in said


def test_id_sees_need_drawn_as_receipt_where_assessments_are_recorded(findings, monkeypatch):
    monkeypatch.setattr(lattice, "without_assessments", lambda wilayah, pelapor: frozenset({"35.78"}))

    said = findings(gates.one_name, candidate(Tiruan(years=(2024,))))

    assert "satu nama untuk orang yang berbeda: v1|terlayani_354|35.78|" in said


def test_id_sees_a_zona_of_one_kecamatan_drawn_twice(findings, monkeypatch):
    monkeypatch.setattr(lattice, "canonical_regions", lambda wilayah: {k: k for k in wilayah["kode_wilayah"]})

    said = findings(gates.one_name, candidate(Tiruan(years=(2024,))))

    assert "v1|korban|35.17.03|2024@2024-12-31|*" in said and "35.17.Z2" in said


def test_id_sees_a_kab_of_one_zona_drawn_twice(findings, monkeypatch):
    whole = {"35.17.Z1": ("35.17.01", "35.17.02", "35.17.03")}
    given = Tiruan(kab={"35.17": 60}, zona=whole, years=(2024,), tingkat="kabkota", kode="35.17")
    assert findings(gates.one_name, candidate(given)) == ""

    monkeypatch.setattr(lattice, "canonical_regions", lambda wilayah: {k: k for k in wilayah["kode_wilayah"]})

    assert "dan v1|korban|35.17.Z1|" in findings(gates.one_name, candidate(given))


def test_id_sees_two_regions_under_one_name(findings, monkeypatch):
    monkeypatch.setattr(lattice, "canonical_regions", lambda w: dict.fromkeys(w["kode_wilayah"], "x"))

    said = findings(gates.one_name, candidate(Tiruan(years=(2024,))))

    assert "satu nama untuk orang yang berbeda" in said


def test_id_sees_a_year_in_progress_drawn_beside_its_part(findings):
    """On 1 August the year so far and 'since January to September' are the same people."""
    early = Tiruan(years=(2024,), tanggal_data=Tiruan().tanggal_data.replace(year=2024, month=8, day=1))
    careless = replace(kebijakan.policy(), hanya_yang_tutup=False)

    assert findings(gates.one_name, candidate(early)) == ""
    assert "2024-sd-tw3" in findings(gates.one_name, candidate(early, careless))


def test_id_sees_a_synonym_that_the_policy_forgot(findings, province):
    policy = province.publik.bahan.policy
    sets = {name: replace(h, sinonim=()) for name, h in policy.himpunan.items()}
    forgetful = replace(province.publik.bahan, policy=replace(policy, himpunan=sets))

    said = findings(gates.one_name, replace(province, publik=replace(province.publik, bahan=forgetful)))

    assert "layanan KESEHATAN adalah himpunan kesehatan" in said
    assert "layanan REINTEGRASI adalah himpunan terlayani_354" in said


def test_id_sees_one_set_of_persons_under_two_set_names(findings, province):
    policy = province.publik.bahan.policy
    twin = {**policy.himpunan, "hukum": replace(policy.himpunan["hukum"], komponen="ekonomi")}
    doubled = replace(province.publik.bahan, policy=replace(policy, himpunan=twin))

    said = findings(gates.one_name, replace(province, publik=replace(province.publik, bahan=doubled)))

    assert "v1|hukum|" in said and "v1|ekonomi|" in said
