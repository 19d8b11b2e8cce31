"""The contract as data: every landed table is declared, and every declaration can be used."""

import pytest

from rekap.ingest import contract

LANDED = {
    "kasus", "korban", "korban_bagian_nama", "korban_kekerasan", "korban_tutup", "asesmen",
    "asesmen_kebutuhan", "layanan", "rujukan", "setoran", "ditolak", "peringatan",
}  # fmt: skip
ALL_COLUMNS = [
    pytest.param(column, id=f"{table.nama}.{column.nama}")
    for table in contract.all_tables().values()
    for column in (*table.kolom.values(), *table.isian.values())
]


def test_every_landed_table_is_declared():
    assert set(contract.tables()) == LANDED


def test_every_table_starts_with_where_its_rows_come_from():
    firsts = {tuple(columns)[:4] for columns in contract.tables().values()}

    assert firsts == {("sumber", "berkas", "lembar", "baris")}


@pytest.mark.parametrize("column", ALL_COLUMNS)
def test_a_column_says_its_type_class_and_meaning(column):
    assert column.tipe in ("varchar", "integer", "date")
    assert column.kelas in ("korban", "kelembagaan")
    assert len(column.arti) > 10


@pytest.mark.parametrize("column", [c for c in ALL_COLUMNS if c.values[0].daftar])
def test_a_closed_list_of_a_column_exists_and_holds_its_default(column):
    codes = contract.codes(column.daftar)

    assert codes
    assert column.bila_kosong is None or column.bila_kosong in codes


@pytest.mark.parametrize("table", contract.all_tables().values(), ids=lambda t: t.nama)
def test_no_identity_column_lands(table):
    assert not [c.nama for c in table.kolom.values() if c.identitas]
    assert not {"nama", "nik", "tanggal_lahir", "no_registrasi", "no_korban"} & set(table.kolom)


def test_what_is_derived_cannot_be_mapped():
    korban = contract.all_tables()["korban"].fillable()

    assert "nik" in korban
    assert not {"token_nik", "id_korban", "kode_kecamatan"} & set(korban)


def test_a_table_of_victims_is_of_the_class_korban():
    tables = contract.all_tables()

    assert tables["layanan"].kelas == "korban"
    assert tables["setoran"].kelas == "kelembagaan"


def test_an_unknown_list_is_an_error_not_an_empty_list():
    with pytest.raises(contract.ContractError, match="tidak ada"):
        contract.codes("tidak_ada_daftar_ini")
