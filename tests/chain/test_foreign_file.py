"""Files of other countries' hotlines become figures of an edition by a mapping alone."""

from pathlib import Path

import pytest

from rekap import __main__ as command_line
from rekap import access, metrics, reports, settings
from rekap.ingest import intake
from tests.chain.office import one_kab

FOREIGN = Path(__file__).parent / "foreign"
KEPALA = access.PERAN_CONTOH["kepala-jombang"]
TIDAK_BISA, ADA_YANG_DITOLAK = 1, 3
JOMBANG, PLOSO = ("35.17", "kabkota"), ("35.17.14", "kecamatan")

QUESTIONS = """\
perlu_diperiksa = [
    "korban.kode_kab diambil dari kolom Location, tetapi belum pasti",
    "layanan.kode_kab_pemberi diambil dari kolom Location, tetapi belum pasti",
]
"""
HOME = """
kecamatan_domisili = { judul = "Location", pola = "^([^,]+)," }
kab_domisili = { judul = "Location", pola = ", (.+)$" }"""


@pytest.fixture(autouse=True)
def office():
    one_kab(settings.data_dir())


def run(*arguments) -> int:
    return command_line.main([*map(str, arguments)])


def publish() -> None:
    assert (run("bangun"), run("terbitkan")) == (0, 0)


def counted(place, periode="2024") -> tuple[int, int]:
    """Persons served and persons registered, as the head of the office is shown them."""
    kode, tingkat = place
    asked = {"lingkup_wilayah": [kode], "tingkat": tingkat, "periode": periode}
    table = reports.read("cakupan_per_wilayah", KEPALA, tampilan="internal", **asked)
    (row,) = metrics.with_coverage(table, "tercatat").rows()
    return row["pembilang"], row["penyebut"]


def by_class(kelas) -> dict[str, int]:
    asked = {"lingkup_wilayah": ["35.17"], "kelas": kelas, "periode": "2024"}
    rows = reports.read("cakupan_per_kelas", KEPALA, tampilan="internal", **asked).rows()
    return {row["nilai"]: row["korban"] for row in rows if row["korban"]}


def review(path: Path, *changes: tuple[str, str]) -> None:
    """What a person writes into a mapping."""
    text = path.read_text("utf-8")
    for before, after in changes:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    path.write_text(text, "utf-8")


def reasons(receipt) -> list[str]:
    return [found.pesan for found in intake.found(receipt, "tolak")]


def test_a_foreign_hotline_is_mapped_by_a_proposal_and_its_review(tmp_path):
    file = tmp_path / "hope-line.csv"
    file.write_bytes((FOREIGN / "hope-line.csv").read_bytes())
    mapping = settings.data_dir() / "pemetaan" / "lks_hope_line.toml"

    assert run("petakan", file, "--sumber", "lks") == 0
    assert run("terima", file, "--sumber", "lks") == TIDAK_BISA
    review(
        mapping,
        (QUESTIONS, ""),
        ("[ejaan.layanan]\n", '[ejaan.layanan]\n"Family reunification" = "REINTEGRASI"\n'),
        ("[ejaan.disabilitas]\n", '[ejaan.jenis_kelamin]\n"1" = "P"\n"2" = "L"\n\n[ejaan.disabilitas]\n'),
        ("\nkode_kab =", f"{HOME}\nkode_kab ="),
    )
    assert run("terima", file, "--sumber", "lks") == ADA_YANG_DITOLAK
    publish()

    # Amara (twice), Beatrix, Celia, Dario and Greta; Emil is a grown man, Farida's row says an unknown word.
    # Amara and Celia went home; for Dario it is only planned.
    (receipt,) = intake.receipts()
    assert receipt.pemetaan == "lks_hope_line"
    (reason,) = reasons(receipt)
    assert "tidak ada dalam daftar hubungan pelaku" in reason
    assert counted(JOMBANG) == (2, 5)
    assert counted(PLOSO) == (1, 1)

    review(mapping, ("[ejaan.hubungan_pelaku]\n", '[ejaan.hubungan_pelaku]\n"Gang" = "lainnya"\n'))
    file.write_text(file.read_text("utf-8").replace("every case", "sent again, every case"), "utf-8")
    assert run("terima", file, "--sumber", "lks") == 0
    publish()

    newest = max(intake.receipts(), key=lambda receipt: receipt.baris_diterima)
    assert (newest.baris_diterima, newest.korban_digantikan, newest.korban_hilang) == (8, 7, 0)
    assert counted(JOMBANG) == (3, 6)
    assert counted(PLOSO) == (2, 2)
    assert by_class("jenis_kekerasan") == {"fisik": 3, "psikis": 3, "seksual": 1}


def test_a_file_in_another_language_is_mapped_by_a_written_mapping():
    folder = settings.data_dir() / "pemetaan"
    folder.mkdir()
    (folder / "acolhimento.toml").write_bytes((FOREIGN / "acolhimento.toml").read_bytes())

    assert run("terima", FOREIGN / "acolhimento.csv", "--sumber", "lks") == 0
    publish()

    # 2024: Ana, Bia, Davi and Flora; Caio is a grown man. Ana and Davi went home, Flora only a year later.
    # 2023: Elza, who went home after the year had ended.
    assert counted(JOMBANG) == (2, 4)
    assert counted(PLOSO) == (2, 2)
    assert counted(JOMBANG, "2023") == (0, 1)
    assert by_class("jenis_kekerasan") == {"fisik": 1, "psikis": 2, "seksual": 1, "lainnya": 1}
    assert by_class("umur") == {"6-12": 1, "13-17": 1, "25-44": 2}
