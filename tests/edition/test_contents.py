"""What the files of an edition hold, and what the public one never holds."""

import json

import pytest

from rekap import edition, engines, settings
from rekap.disclosure import kebijakan
from rekap.edition import builder, files, pointer
from tests.edition.conftest import SMALL

COUNTS = ["korban", "memerlukan", "terlayani_354", "psikososial", "kesehatan", "hukum", "ekonomi"]
EXACT_ONLY = ["dinilai", "menunggu", "diterima", "diterima_terlayani"]


def ask(tier, lingkup, sql):
    return edition.open_file(tier, lingkup).con.execute(sql).fetchall()


def column(tier, lingkup, sql):
    return [row[0] for row in ask(tier, lingkup, sql)]


def test_there_is_one_public_file_and_an_internal_one_for_each_scope(province):
    assert edition.file_names("publik") == ["pub"]
    assert edition.file_names("internal") == ["kab-35.07", "kab-35.17", "prov-35"]


def test_every_public_number_is_a_multiple_of_five_and_none_is_exact(province):
    numbers = edition.open_file("publik", "pub").con.table("kubus").df()

    shown = numbers[COUNTS].stack().dropna()

    assert len(shown) > 500
    assert (shown % 5 == 0).all()
    assert numbers[EXACT_ONLY].isna().all(axis=None)


def test_where_no_expected_source_records_assessments_need_and_receipt_are_one_number(tmp_path):
    """Expected here: only Simfoni in 35.17, which records none; there receipt alone states a need."""
    SMALL.write()
    path = settings.instalasi_path()
    path.write_text(path.read_text().replace("[pelapor]", '[pelapor]\n"35.07" = ["simfoni", "uptd"]'))
    con = engines.open_writer(builder.warehouse.current().path)
    for table in ("kubus", "fct_sel"):
        con.execute(f"update {table} set memerlukan = terlayani_354 where kode_wilayah like '35.17%'")
    con.close()

    edition.publish("publik")

    apart = "count(*) filter (memerlukan <> terlayani_354), count(memerlukan)"
    ((different, shown),) = ask(
        "publik", "pub", f"select {apart} from kubus where kode_wilayah like '35.17%'"
    )
    assert different == 0 and shown > 30
    ((different, _),) = ask("publik", "pub", f"select {apart} from kubus where kode_wilayah = '35.07'")
    assert different > 0


def test_the_public_file_has_the_columns_of_the_policy_and_no_others(province):
    found = files.columns(edition.open_file("publik", "pub").con)

    allowed = kebijakan.policy().berkas_publik
    assert {table: set(names) for table, names in found.items()} == {t: set(n) for t, n in allowed.items()}


def test_the_public_file_holds_no_exclusions_and_marks_no_region_as_exact(province):
    assert ask("publik", "pub", "select count(*) from pengecualian") == [(0,)]
    assert column("publik", "pub", "select distinct eksak from dim_wilayah") == [False]


def test_an_absent_row_means_nought_in_exact_files_and_nothing_in_the_public_one(province):
    assert ask("internal", "kab-35.17", "select kosong, tier, lingkup from edisi") == [
        (0, "internal", "kab-35.17")
    ]
    assert ask("publik", "pub", "select kosong, tier, lingkup from edisi") == [(None, "publik", "pub")]


def test_the_head_of_a_file_says_where_it_comes_from(province):
    head = edition.open_file("publik", "pub").con.table("edisi").df().iloc[0]

    assert head["id"] == edition.current("publik")
    assert (head["definisi"], head["kebijakan"]) == ("354-2026.1", kebijakan.policy().versi)
    assert (head["tingkat"], head["kode"], bool(head["sintetis"])) == ("provinsi", "35", True)
    assert str(head["tanggal_data"])[:10] == "2025-01-15"


def test_internal_counts_are_those_of_the_warehouse(province):
    cell = "where kode_wilayah = '35.17' and periode = '2024-sd-tw3' and kelas_1 is null"
    con = engines.open_writer(builder.warehouse.current().path, read_only=True)
    exact = con.execute(f"select {', '.join(COUNTS)} from kubus {cell}").fetchall()
    con.close()

    assert ask("internal", "kab-35.17", f"select {', '.join(COUNTS)} from kubus {cell}") == exact
    assert exact[0][0] > 0


def test_a_kab_file_holds_its_own_regions_exactly_and_names_those_above(province):
    known = dict(ask("internal", "kab-35.17", "select kode_wilayah, eksak from dim_wilayah"))

    assert known == {
        "35": False, "35.17": True, "35.17.01": True, "35.17.02": True, "35.17.LW": True, "35.17.Z1": True,
    }  # fmt: skip
    assert set(column("internal", "kab-35.17", "select distinct kode_wilayah from kubus")) == {
        k for k, eksak in known.items() if eksak
    }
    assert column("internal", "kab-35.17", "select distinct kode_wilayah from pengecualian") == ["35.17"]
    assert column("internal", "kab-35.17", "select distinct kode_kab from pelapor_belum") == ["35.17"]


def test_a_province_file_holds_kabkota_without_months_or_pairs_of_classes(province):
    known = dict(ask("internal", "prov-35", "select kode_wilayah, eksak from dim_wilayah"))

    assert known["35"] and known["35.07"] and not known["35.17.01"] and not known["35.17.Z1"]
    assert not ask("internal", "prov-35", "select 1 from kubus where kelas_2 is not null limit 1")
    assert set(column("internal", "prov-35", "select distinct jenis_periode from kubus")) == {
        "tahun", "sd_triwulan", "triwulan",
    }  # fmt: skip


def test_a_file_says_which_kinds_of_cells_it_holds(province):
    sel = "select tingkat, jenis_periode, kelas_1, kelas_2 from dim_sel"
    exact, public = (set(ask(*file, sel)) for file in (("internal", "kab-35.17"), ("publik", "pub")))

    assert ("kecamatan", "bulan", "umur", None) in exact
    assert ("zona", "tahun", "kelompok", "umur") in exact
    assert ("kecamatan", "tahun", None, None) in public
    assert not [s for s in public if s[0] == "kecamatan" and s[2]]
    assert not [s for s in public if s[1] in ("bulan", "triwulan")]


def test_age_groups_are_wider_in_the_public_file(province):
    ages = "select nilai from dim_kelas where kelas = 'umur' order by urutan"

    assert column("publik", "pub", ages) == ["0-5", "6-12", "13-17", "18-24", "25-59", "60+"]
    assert len(column("internal", "kab-35.17", ages)) == 7
    assert "25-44" not in column("publik", "pub", "select distinct nilai_1 from kubus")


def test_a_period_that_is_not_released_is_unknown_to_the_public_file(tmp_path):
    early = type(SMALL)(**{**vars(SMALL), "tanggal_data": SMALL.tanggal_data.replace(year=2024, month=8)})
    early.write()
    for tier in edition.TIERS:
        edition.publish(tier)

    periods = "select periode from dim_periode where jenis_periode in ('tahun', 'sd_triwulan') order by 1"

    assert column("publik", "pub", periods) == ["2024-sd-tw1", "2024-sd-tw2"]
    assert column("internal", "kab-35.17", periods)[0] == "2024"


JATENG = "select tahun, nilai from nilai_terpublikasi where kode_wilayah = '33' and indikator = '354'"
JOMBANG = "select count(*), count(tahun) from nilai_terpublikasi where indikator = '350'"


@pytest.mark.parametrize("file", [("publik", "pub"), ("internal", "kab-35.17"), ("internal", "prov-35")])
def test_published_values_and_targets_are_in_every_file(province, file):
    assert sorted(ask(*file, JATENG)) == [(2010, 85.09), (2011, 81.59), (2012, 81.9)]
    assert ask(*file, JOMBANG) == [(5, 0)]
    assert column(*file, "select distinct basis from nilai_terpublikasi") == ["tidak diketahui"]
    assert ask(*file, "select distinct basis, contoh from target") == [("tercatat", True)]


def test_an_office_with_real_data_gets_no_example_targets(province, monkeypatch):
    isi = builder.contents("uji", "publik", builder.warehouse.current())
    real = type("Asli", (), {**vars(settings.instalasi()), "sintetis": False})
    monkeypatch.setattr(settings, "instalasi", lambda: real)

    builder.write_internal(province / "kab-35.17.duckdb", isi, "35.17")

    assert engines.open_reader(province / "kab-35.17.duckdb").execute("from target").fetchall() == []


@pytest.mark.parametrize(("tier", "mode"), [("publik", 0o440), ("internal", 0o400)])
def test_nobody_may_write_to_what_was_published(province, tier, mode):
    folder = pointer.folder(tier) / edition.current(tier)

    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {mode}


def test_the_manifest_says_what_was_published(province):
    path = pointer.folder("publik") / edition.current("publik") / "manifest.json"
    manifest = json.loads(path.read_text())

    facts = manifest["files"]["pub.duckdb"]
    assert set(facts) == {"sha256", "size", "content", "rows"}
    assert facts["rows"]["kubus"] > 500
    assert list(manifest["gates"]) == [
        "G1 aturan angka", "G2 isi berkas", "G3 ketetapan", "G8 persentase", "ID satu nama satu himpunan",
    ]  # fmt: skip
    assert manifest["tanggal_data"] == "2025-01-15"
    assert manifest["kebijakan"]["sidik"] == kebijakan.policy().sidik
    assert manifest["parent"] is None and manifest["published_at"]


def test_an_installation_of_one_single_kab_publishes_both_tiers(single):
    assert edition.file_names("internal") == ["kab-35.17"]
    assert edition.file_names("publik") == ["pub"]
    levels = set(column("publik", "pub", "select distinct tingkat from kubus"))
    assert levels == {"kabkota", "zona", "kecamatan"}
    assert ask("publik", "pub", "select tingkat, kode from edisi") == [("kabkota", "35.17")]
    assert edition.check_public() == []
