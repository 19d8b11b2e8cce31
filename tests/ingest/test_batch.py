"""A file is its rows: together they give what each gives alone, and their order decides nothing."""

from datetime import date

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from rekap.ingest import contract
from rekap.ingest.compiling import batch
from rekap.ingest.mapping import choose, load_all
from rekap.ingest.reading import child
from rekap.ingest.reading.read_file import Book
from tests.ingest.files import simfoni, workbook
from tests.ingest.mapped import book, load, sheet

TODAY = date(2024, 12, 31)
MAPPINGS = load_all()
FEW = settings(max_examples=20, deadline=None)


def compiled(path) -> batch.Batch:
    """What the rows of a file give, without landing them."""
    jenis = path.suffix.lstrip(".")
    read = Book(path.name, jenis, tuple(child.read(path.read_bytes(), jenis)), "0" * 64)
    return batch.compile_rows(choose(read, MAPPINGS), context(path.name))


def context(nama_berkas: str) -> batch.Context:
    return batch.Context("simfoni", "b" * 16, nama_berkas, b"k" * 32, TODAY, lambda kode: kode[:2] == "35")


def records(result: batch.Batch) -> dict[str, list]:
    """Every landed record, without the row that it came from."""
    return {name: sorted(map(repr, without_place(rows))) for name, rows in result.tables.items()}


def without_place(rows: pa.Table) -> list[dict]:
    return rows.drop_columns(["baris"]).to_pylist()


def findings(result: batch.Batch) -> list[tuple]:
    """What is said, without the row that it is said of."""
    return sorted(
        (kind, one.lembar, one.sel.rstrip("0123456789"), one.kolom, one.aturan, one.pesan)
        for kind, found in result.findings.items()
        for one in found
    )


CHANGES = st.fixed_dictionaries(
    {},
    optional={
        "Nama Korban": st.sampled_from(["Siti Aminah", "Dewi Lestari", "NN", ""]),
        "NIK": st.sampled_from(["3517095203990001", "0000000000000000", "12", ""]),
        "Usia": st.sampled_from(["24", "2", "?", "", "130"]),
        "Jenis Kelamin": st.sampled_from(["P", "L", "Wanita", "X", ""]),
        "Tanggal Lahir": st.sampled_from(["12/03/1999", "01/01/2000", "31/02/2000", "06/03/2024", ""]),
        "Tanggal Layanan": st.sampled_from(["20/03/2024", "01/02/2024", "", "2024-04-01"]),
        "Jenis Layanan": st.sampled_from(["Kesehatan", "Re-integrasi Sosial", "Entah", ""]),
        "Jenis Kekerasan": st.sampled_from(["Fisik", "Fisik; Kekerasan Psikis", "Trafficking; ?", ""]),
        "Kode Kab/Kota Unit": st.sampled_from(["35.17", "3517", "35.07", "33.16", ""]),
        "Kab/Kota Unit": st.sampled_from(["Kab. Jombang", "", "Kab. Malang"]),
        "Kecamatan Domisili": st.sampled_from(["JOMBANG", "Entah", ""]),
    },
)


@FEW
@given(st.lists(CHANGES, min_size=2, max_size=4))
def test_rows_together_give_what_each_gives_alone(tmp_path_factory, changes):
    folder = tmp_path_factory.mktemp("satu")
    rows = [{**change, "No Registrasi": f"S/{n}"} for n, change in enumerate(changes)]

    whole = compiled(simfoni(folder, *rows))
    alone = [compiled(simfoni(folder, row)) for row in rows]

    assert records(whole) == {
        name: sorted(record for one in alone for record in records(one)[name]) for name in whole.tables
    }
    assert findings(whole) == sorted(found for one in alone for found in findings(one))
    assert (whole.masuk, whole.diterima, whole.ditolak) == tuple(
        sum(getattr(one, name) for one in alone) for name in ("masuk", "diterima", "ditolak")
    )


VICTIM = st.builds(
    lambda number, change: {**change, "No Kasus": f"K/{number}"},
    st.integers(0, 3),
    st.fixed_dictionaries(
        {},
        optional={
            "Umur": st.sampled_from([24, "?", None]),
            "JK": st.sampled_from(["P", "X"]),
            "Tanggal Registrasi": st.sampled_from([date(2024, 3, 5), date(2024, 3, 6), None]),
        },
    ),
)
SERVICE = st.builds(
    lambda number, status: {"No Kasus": f"K/{number}", "Status": status},
    st.integers(0, 4),
    st.sampled_from(["Selesai", "Rencana", "Entah"]),
)


@FEW
@given(st.lists(VICTIM, min_size=1, max_size=5), st.lists(SERVICE, max_size=4), st.randoms())
def test_the_order_of_rows_does_not_decide_which_victims_are_accepted(
    tmp_path_factory, victims, services, draw
):
    folder = tmp_path_factory.mktemp("urutan")
    mixed = [draw.sample(rows, len(rows)) for rows in (victims, services)]

    one = compiled(workbook(folder, Korban=victims, Layanan=services))
    other = compiled(workbook(folder, Korban=mixed[0], Layanan=mixed[1]))

    assert accepted(one) == accepted(other)
    assert len(one.tables["layanan"]) == len(other.tables["layanan"])


def accepted(result: batch.Batch) -> set[str]:
    return set(result.tables["korban"]["id_korban"].to_pylist())


def test_every_table_of_the_contract_is_there_with_its_columns(tmp_path):
    result = compiled(simfoni(tmp_path, {}))

    assert {name: rows.schema.names for name, rows in result.tables.items()} == {
        name: list(columns) for name, columns in contract.tables().items()
    }
    assert result.held.keys() == result.tables.keys()


RISK = """
[[lembar]]
nama = "Korban"
kunci = { no_registrasi = "No", no_korban = "Ke" }
[lembar.tabel.kasus.kolom]
tanggal_registrasi = "Tanggal"
tingkat_risiko = "Risiko"
[lembar.tabel.korban]
tetap = { kode_kab = "35.17" }
kolom.tanggal_registrasi = "Tanggal"
[[lembar]]
nama = "Layanan"
kunci = { no_registrasi = "No", no_korban = "Ke" }
[lembar.tabel.layanan]
tetap = { status = "selesai", kode_kab_pemberi = "35.17" }
kolom.kode_layanan = "Layanan"
kolom.tanggal = "Tanggal"
"""


def test_what_hangs_on_a_victim_whose_row_contradicts_another_goes_with_her(tmp_path):
    """Her row says another risk of the case than the first victim's: it goes, and so do her services."""
    victims = sheet(
        ("No", "Ke", "Tanggal", "Risiko"),
        ("K/1", "1", "05/03/2024", "Tinggi"),
        ("K/1", "2", "05/03/2024", "Rendah"),
        nama="Korban",
    )
    service = ("Kesehatan", "06/03/2024")
    services = sheet(
        ("No", "Ke", "Layanan", "Tanggal"), ("K/1", "1", *service), ("K/1", "2", *service), nama="Layanan"
    )
    match = choose(book(victims, services), (load(tmp_path, RISK, jenis="xlsx"),))

    result = batch.compile_rows(match, context("uji.xlsx"))

    assert [(f.lembar, f.baris, f.aturan) for f in result.findings["tolak"]] == [
        ("Korban", 3, "korban_bertentangan"),
        ("Layanan", 3, "induk_tidak_ada"),
    ]
    assert result.tables["layanan"]["id_korban"].to_pylist() == [*accepted(result)]
    assert (result.masuk, result.diterima, result.ditolak) == (4, 2, 2)
