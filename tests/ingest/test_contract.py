"""The contract as data: every landed table is declared, and every declaration can be used."""

import pytest

from rekap.ingest import contract

PERSONS = {
    "pengaduan", "kasus", "kasus_konferensi", "proses_hukum", "korban", "korban_kekerasan", "korban_dokumen",
    "korban_tutup", "asesmen", "asesmen_ranah", "asesmen_kebutuhan", "asesmen_komponen", "rencana",
    "rencana_komponen", "layanan", "rujukan", "rujukan_terima", "hunian", "monitoring", "bantu",
}  # fmt: skip
INSTITUTIONS = {
    "upt", "upt_kriteria", "upt_wilayah", "kegiatan", "kehadiran", "rekomendasi", "lks", "lks_sasaran",
    "panti", "akreditasi", "sdm", "sertifikasi", "dokumen", "dokumen_terap", "setoran", "hitungan", "target",
    "nilai_terpublikasi", "nilai_resmi",
}  # fmt: skip
BOOKKEEPING = {"ditolak", "dikarantina", "peringatan", "digantikan", "korban_bagian_nama"}

TABLES = contract.all_tables()
ALL_TABLES = [pytest.param(table, id=table.nama) for table in TABLES.values()]
ALL_COLUMNS = [
    pytest.param(table, column, id=f"{table.nama}.{column.nama}")
    for table in TABLES.values()
    for column in (*table.kolom.values(), *table.isian.values())
]


def columns_with(attribute):
    return [param for param in ALL_COLUMNS if getattr(param.values[1], attribute)]


def test_every_landed_table_is_declared():
    assert set(contract.tables()) == PERSONS | INSTITUTIONS | BOOKKEEPING


def test_a_table_of_persons_is_of_the_class_korban_and_one_of_institutions_is_not():
    assert {n for n in PERSONS | INSTITUTIONS if TABLES[n].kelas == "korban"} == PERSONS


def test_every_table_starts_with_where_its_rows_come_from():
    firsts = {tuple(columns)[:4] for columns in contract.tables().values()}

    assert firsts == {("sumber", "berkas", "lembar", "baris")}


@pytest.mark.parametrize(("table", "column"), ALL_COLUMNS)
def test_a_column_says_its_type_class_and_meaning(table, column):
    assert column.tipe in ("varchar", "integer", "double", "date", "timestamp")
    assert column.kelas in ("korban", "kelembagaan")
    assert len(column.arti) > 10


@pytest.mark.parametrize("table", [p for p in ALL_TABLES if not p.values[0].pembukuan])
def test_no_two_columns_of_a_sheet_have_the_same_name_for_a_person(table):
    titles = [column.judul for column in table.fillable().values()]

    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(("table", "column"), columns_with("daftar"))
def test_a_closed_list_of_a_column_exists_and_holds_its_default(table, column):
    codes = contract.codes(column.daftar)

    assert codes
    assert column.bila_kosong is None or column.bila_kosong in codes


@pytest.mark.parametrize(("table", "column"), columns_with("jamak"))
def test_several_values_in_one_cell_become_rows_of_a_table_keyed_by_them(table, column):
    assert column.nama in table.kunci


@pytest.mark.parametrize("table", ALL_TABLES)
def test_no_identity_column_lands(table):
    identities = {c.nama for t in TABLES.values() for c in t.isian.values() if c.identitas}

    assert not [c.nama for c in table.kolom.values() if c.identitas]
    assert not identities & set(table.kolom)


def test_the_number_of_a_case_a_person_or_a_member_of_staff_is_an_identity():
    identities = {c.nama for t in TABLES.values() for c in t.isian.values() if c.identitas}

    assert identities == {
        "no_registrasi", "no_korban", "no_rujukan", "no_pengaduan", "no_sdm", "nama", "nik", "tanggal_lahir",
    }  # fmt: skip


def test_what_is_derived_cannot_be_mapped():
    korban = TABLES["korban"].fillable()

    assert "nik" in korban
    assert not {"token_nik", "id_korban", "kode_kecamatan"} & set(korban)


@pytest.mark.parametrize("name", sorted(BOOKKEEPING))
def test_what_the_intake_writes_about_its_work_cannot_be_mapped(name):
    assert TABLES[name].pembukuan
    assert TABLES[name].fillable() == {}


@pytest.mark.parametrize("table", [p for p in ALL_TABLES if p.values[0].induk])
def test_a_child_has_the_key_of_its_parent_and_the_inputs_that_make_it(table):
    parent = TABLES[table.induk]
    inputs = {name for key in parent.kunci for name in parent.kolom[key].token[1:]}

    assert {key: table.kolom[key] for key in parent.kunci} == {key: parent.kolom[key] for key in parent.kunci}
    assert inputs <= set(table.isian)


@pytest.mark.parametrize("table", [p for p in ALL_TABLES if p.values[0].kelas == "kelembagaan"])
def test_a_table_of_institutions_has_a_natural_key(table):
    assert table.kunci or table.pembukuan


@pytest.mark.parametrize("table", [p for p in ALL_TABLES if p.values[0].nama in PERSONS])
def test_a_row_of_a_person_has_a_period_of_its_own_or_its_parents(table):
    assert table.potongan or TABLES[table.induk].potongan


@pytest.mark.parametrize(("table", "column"), columns_with("token"))
def test_a_token_is_made_of_identities_and_says_from_what(table, column):
    kind, *inputs = column.token

    assert column.nama == f"id_{kind}"
    assert column.dari == inputs[-1]
    assert all(table.isian[name].identitas for name in inputs)


@pytest.mark.parametrize(("table", "column"), [*columns_with("dari"), *columns_with("token_sumber")])
def test_what_a_column_is_derived_from_can_be_filled(table, column):
    assert table.pembukuan or {column.dari, column.token_sumber} - {None} <= set(table.isian)


@pytest.mark.parametrize(
    ("table", "column"), [*columns_with("dalam"), *columns_with("di_bawah"), *columns_with("tidak_sebelum")]
)
def test_a_column_that_leans_on_another_leans_on_one_of_its_own_table(table, column):
    assert {column.dalam, column.di_bawah, column.tidak_sebelum} - {None} <= set(table.kolom)


@pytest.mark.parametrize(("table", "column"), columns_with("tidak_sebelum"))
def test_only_times_of_one_kind_are_put_in_order(table, column):
    assert column.tipe == table.kolom[column.tidak_sebelum].tipe in ("date", "timestamp")


def test_every_detail_stands_under_services_that_exist():
    services = set(contract.codes("layanan"))

    assert set(contract.services_of_details()) == set(contract.codes("rincian_layanan"))
    assert all(set(under) <= services for under in contract.services_of_details().values())


def test_every_service_with_details_in_the_programme_has_some():
    under = set().union(*contract.services_of_details().values())

    assert set(contract.codes("layanan")) - under == {"SHELTER"}


def test_ways_to_break_down_a_count_are_lists_of_their_own():
    assert all(contract.codes(kelas) for kelas in contract.codes("kelas_hitungan") if kelas != "semua")


def test_an_unknown_list_is_an_error_not_an_empty_list():
    with pytest.raises(contract.ContractError, match="tidak ada"):
        contract.codes("tidak_ada_daftar_ini")
