"""Rows that stand under the wrong region's code wait, whole and named, although every total agrees."""

from contextlib import closing
from datetime import date

import pytest

from rekap import engines, settings, warehouse
from rekap.ingest import held, intake
from tests.ingest.files import simfoni, take, take_simfoni, workbook

pytestmark = pytest.mark.usefixtures("read_here")
JOMBANG = {"Kab/Kota Domisili": "Kab. Jombang", "Kecamatan Domisili": "Jombang"}
BLITAR = {"Kab/Kota Domisili": "Kab. Blitar", "Kecamatan Domisili": ""}
MALANG = {"Kab/Kota Domisili": "Kab. Malang", "Kecamatan Domisili": ""}


def victims(*homes: dict, **changes) -> list[dict]:
    """One case per home; all are written by the unit of Jombang."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        {"No Registrasi": f"S/{n}", "Nama Korban": f"Siti {letters[n % 26]}min{letters[n // 26]}h", "NIK": "",
         **home, **changes}
        for n, home in enumerate(homes)
    ]  # fmt: skip


BLOCK = victims(*[JOMBANG] * 6, *[MALANG] * 8, *[JOMBANG] * 6)


def held_back(receipt) -> list:
    return intake.found(receipt, "karantina")


def registrations() -> int:
    warehouse.build(date(2025, 1, 1), progress=lambda _: None)
    with closing(warehouse.open_current()) as con:
        return engines.select_rows(con, "select count(*) as n from fct_registrasi")[0]["n"]


def test_a_block_under_another_code_is_held_whole_and_named_with_both_codes(tmp_path):
    taken = take_simfoni(tmp_path, *BLOCK)

    assert [one.baris for one in held_back(taken.receipt)] == list(range(9, 17))
    assert {one.aturan for one in held_back(taken.receipt)} == {"blok_wilayah"}
    (said,) = {one.pesan for one in held_back(taken.receipt)}
    for part in ("Baris 9 s.d. 16", "35.17 (Kab. Jombang)", "35.07 (Kab. Malang)", "periksa kode unitnya"):
        assert part.lower() in said.lower()
    assert {one.kolom for one in held_back(taken.receipt)} == {"Kode Kab/Kota Unit"}


def test_rows_in_are_accepted_plus_held_plus_rejected(tmp_path):
    receipt = take_simfoni(tmp_path, *BLOCK, {"No Registrasi": "S/99", "Usia": "?"}).receipt

    assert (receipt.baris_masuk, receipt.baris_diterima, receipt.baris_dikarantina) == (21, 12, 8)
    assert receipt.baris_ditolak == 1
    assert receipt.per_aturan == {"blok_wilayah": 8, "bukan_angka": 1}


def test_two_blocks_of_one_file_are_named_apart(tmp_path):
    rows = victims(*[JOMBANG] * 6, *[MALANG] * 8, *[JOMBANG] * 6, *[BLITAR] * 8, *[JOMBANG] * 6)

    said = {one.pesan for one in held_back(take_simfoni(tmp_path, *rows).receipt)}

    assert sorted(sentence.split(" ditulis")[0] for sentence in said) == [
        "Baris 23 s.d. 30",
        "Baris 9 s.d. 16",
    ]


def test_a_rejected_row_within_a_block_stays_rejected_and_the_block_stays_one(tmp_path):
    rows = [one | ({"Usia": "?", **JOMBANG} if n == 10 else {}) for n, one in enumerate(BLOCK)]

    taken = take_simfoni(tmp_path, *rows)

    assert [one.baris for one in held_back(taken.receipt)] == [9, 10, 11, 12, 14, 15, 16]
    assert taken.reasons() == [(13, "Usia", "bukan_angka")]


def test_who_lives_nowhere_does_not_part_a_block_and_waits_with_it(tmp_path):
    nowhere = {"Kab/Kota Domisili": "", "Kecamatan Domisili": ""}
    rows = [one | (nowhere if n == 10 else {}) for n, one in enumerate(BLOCK)]

    assert [one.baris for one in held_back(take_simfoni(tmp_path, *rows).receipt)] == list(range(9, 17))


def test_the_nik_tells_where_nobody_wrote_a_home(tmp_path):
    homes = [{"Kab/Kota Domisili": "", "Kecamatan Domisili": "", "Tanggal Lahir": "12/03/1999"}] * 20
    area = ["351709"] * 6 + ["350709"] * 8 + ["351709"] * 6
    rows = [one | {"NIK": f"{area[n]}520399{n + 1:04}"} for n, one in enumerate(victims(*homes))]

    assert [one.baris for one in held_back(take_simfoni(tmp_path, *rows).receipt)] == list(range(9, 17))


@pytest.mark.parametrize(
    ("name", "homes"),
    [
        ("five strays apart", [JOMBANG, JOMBANG, MALANG, JOMBANG] * 5),
        ("four in a row", [JOMBANG] * 20 + [MALANG] * 4 + [JOMBANG] * 20),
        ("a unit most of whose victims come over the border", ([MALANG] * 5 + [JOMBANG]) * 5),
        ("a file sorted by home", [BLITAR] * 6 + [JOMBANG] * 30 + [MALANG] * 8),
        ("a very small file", [MALANG] * 5),
    ],
)
def test_victims_from_elsewhere_are_not_a_block(tmp_path, name, homes):
    receipt = take_simfoni(tmp_path, *victims(*homes)).receipt

    assert (receipt.baris_dikarantina, receipt.baris_diterima) == (0, len(homes)), name


def test_brothers_and_sisters_of_one_case_are_one_case_and_not_a_block(tmp_path):
    family = [
        one | {"No Registrasi": "S/77", "No Korban": str(n)} for n, one in enumerate(victims(*[MALANG] * 7))
    ]

    receipt = take_simfoni(tmp_path, *victims(*[JOMBANG] * 30), *family).receipt

    assert receipt.baris_dikarantina == 0


def test_a_case_of_which_one_victim_is_in_a_block_waits_whole(tmp_path):
    brother = {**BLOCK[8], **JOMBANG, "No Korban": "2", "Nama Korban": "Budi Santoso"}

    taken = take_simfoni(tmp_path, *BLOCK, brother)

    assert (held_back(taken.receipt)[-1].baris, held_back(taken.receipt)[-1].aturan) == (
        23,
        "induk_dikarantina",
    )
    assert len(taken.table("kasus")) == len(taken.table("korban")) == 12


BOOK = [
    {"No Kasus": one["No Registrasi"], "Nama": one["Nama Korban"], "NIK": "",
     "Kab/Kota Domisili": one["Kab/Kota Domisili"], "Kecamatan Domisili": None}
    for one in BLOCK
]  # fmt: skip


def test_children_of_held_victims_wait_with_them(tmp_path):
    children = [{"No Kasus": "S/1"}, {"No Kasus": "S/7"}]

    taken = take(workbook(tmp_path, Korban=BOOK, Layanan=children, Asesmen=children), "uptd")

    waiting = [
        (one.lembar, one.baris) for one in held_back(taken.receipt) if one.aturan == "induk_dikarantina"
    ]
    assert waiting == [("Layanan", 6), ("Asesmen", 6)]
    assert len(taken.table("layanan")) == len(taken.table("asesmen")) == 1
    assert "menunggu" in held_back(taken.receipt)[-1].pesan


def test_what_waits_is_not_in_the_tables_of_a_build_until_it_is_released(tmp_path):
    receipt = take(workbook(tmp_path, Korban=BOOK, Layanan=[{"No Kasus": "S/7"}]), "uptd").receipt
    before = registrations()

    released = held.release(receipt.folder.name, "Sudah ditanyakan; rumah aman menerima dari Malang.")

    assert (before, registrations()) == (12, 20)
    assert released.folder == receipt.folder
    assert warehouse.check(lambda _: None) == []


def test_a_release_leaves_its_reason_in_the_trail(tmp_path):
    receipt = take_simfoni(tmp_path, *BLOCK).receipt

    held.release(receipt.folder.name, "Sudah ditanyakan kepada Dinas P3A.")

    trail = (settings.audit_dir() / "jejak.jsonl").read_text(encoding="utf-8")
    assert "lepas_karantina" in trail and "Sudah ditanyakan kepada Dinas P3A." in trail
    assert "Sudah ditanyakan" in (receipt.folder / "dilepas.json").read_text(encoding="utf-8")


def test_victims_who_were_released_once_are_not_held_again_in_a_growing_export(tmp_path):
    first = take_simfoni(tmp_path, *BLOCK).receipt
    held.release(first.folder.name, "Benar")
    later = {"No Registrasi": "S/100", "Nama Korban": "Dewi Lestari"}

    receipt = take(simfoni(tmp_path, *BLOCK, later, name="b.csv"), "simfoni").receipt

    assert (receipt.baris_dikarantina, receipt.korban_digantikan, receipt.korban_hilang) == (0, 20, 0)
    assert registrations() == 21


def test_a_block_around_a_released_one_is_held_without_it(tmp_path):
    held.release(take_simfoni(tmp_path, *BLOCK).receipt.folder.name, "Benar")
    more = [one | {"No Registrasi": f"T/{n}"} for n, one in enumerate(victims(*[MALANG] * 9))]
    rows = [*BLOCK[:6], *more[:4], *BLOCK[6:14], *more[4:], *BLOCK[14:]]

    receipt = take(simfoni(tmp_path, *rows, name="b.csv"), "simfoni").receipt

    assert [one.baris for one in held_back(receipt)] == [*range(9, 13), *range(21, 26)]


def refused(berkas: str, alasan: str = "Benar") -> str:
    with pytest.raises(intake.IntakeRefused) as refusal:
        held.release(berkas, alasan)
    return str(refusal.value)


def test_what_has_been_released_once_is_not_released_again(tmp_path):
    berkas = take_simfoni(tmp_path, *BLOCK).receipt.folder.name
    held.release(berkas, "Benar")

    assert "sudah dilepas" in refused(berkas, "Lain lagi")


def test_a_release_needs_a_reason_and_a_file_with_held_rows(tmp_path):
    berkas = take_simfoni(tmp_path, *BLOCK).receipt.folder.name

    assert "Sebutkan alasan" in refused(berkas, "  ")
    assert "Tidak ada baris yang ditahan pada berkas 0123456789abcdef" in refused("0123456789abcdef")


MENDED = [one | {"Kode Kab/Kota Unit": "35.07", "Kab/Kota Unit": "Kab. Malang"} for one in BLOCK[6:14]]


@pytest.mark.parametrize("newer", [MENDED, BLOCK[:6] + MENDED + BLOCK[14:]], ids=["alone", "with the rest"])
def test_held_victims_who_were_sent_again_are_not_released_beside_themselves(tmp_path, newer):
    berkas = take_simfoni(tmp_path, *BLOCK).receipt.folder.name
    take(simfoni(tmp_path, *newer, name="b.csv"), "simfoni")

    assert "sudah dikirim ulang" in refused(berkas)
    assert registrations() == 20


def test_held_rows_of_a_file_that_has_been_replaced_are_not_released(tmp_path):
    berkas = take_simfoni(tmp_path, *BLOCK).receipt.folder.name
    take(simfoni(tmp_path, *BLOCK[:6], *BLOCK[14:], name="b.csv"), "simfoni")

    assert "sudah dikirim ulang" in refused(berkas)
