"""Nothing of an identity leaves the memory of the intake: not in files, messages, or what is printed."""

import logging
import re

import pyarrow.parquet as pq
import pytest

from rekap import keys, settings
from rekap.ingest import intake
from tests.ingest.files import SIMFONI, simfoni, take, take_simfoni, take_workbook

NAMES = ("Zubaidah Qonitatillah", "Wulandari Xaviera")
NIKS = ("3517095203990001", "3517096504080002")
SECRETS = (
    *NAMES,
    *NIKS,
    "3517/SP/2024/77777",
    "UPTD-RAHASIA-88888",
    "zubaidah",
    "xaviera",
    "1999-03-12",
    "12/03/1999",
)
ROWS = [
    {"Nama Korban": NAMES[0], "NIK": NIKS[0], "No Registrasi": "3517/SP/2024/77777"},
    {"Nama Korban": NAMES[1], "NIK": NIKS[1], "No Korban": "2", "Usia": "?", "Jenis Layanan": NAMES[1]},
    {"Nama Korban": NAMES[1], "NIK": "0000000000000000", "No Korban": "3", "Usia": "90"},
]


def everything_written() -> list[tuple[str, bytes]]:
    """Raw bytes of every file, and the decoded content of every table, since Parquet is compressed."""
    found = []
    for path in settings.data_dir().rglob("*"):
        if path.is_file():
            found.append((path.name, path.read_bytes()))
        if path.suffix == ".parquet":
            found.append((path.name, repr(pq.read_table(path).to_pylist()).encode()))
    return found


def test_no_name_nik_or_case_number_is_in_any_file_or_in_what_is_printed(tmp_path, capfd, caplog):
    caplog.set_level(logging.DEBUG)
    said = []
    rows = [
        {"Nama": NAMES[0], "NIK": NIKS[0], "No Kasus": "UPTD-RAHASIA-88888"},
        {"Nama": NAMES[1], "Umur": "x"},
    ]

    take_simfoni(tmp_path, *ROWS)
    taken = take_workbook(tmp_path, Korban=rows, Layanan=[{"Layanan": f"konseling {NAMES[0]}"}])
    intake.accept([tmp_path / "uptd.xlsx"], "uptd", said.append)

    seen = [*everything_written(), ("printed", "".join([*said, *capfd.readouterr(), caplog.text]).encode())]
    assert taken.counts() == (3, 1, 2)
    assert len(seen) > 20
    for name, content in seen:
        for secret in SECRETS:
            assert secret.lower().encode() not in content.lower(), f"{secret} in {name}"


@pytest.mark.usefixtures("read_here")
def test_no_column_that_lands_looks_like_an_identity(tmp_path):
    take_simfoni(tmp_path, *ROWS)

    for name, content in everything_written():
        if name != "penerimaan.json":
            assert not re.search(rb"'[^']*\d{16}[^'a-f]*'", content.lower().replace(b"'berkas'", b"")), name


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize(
    "column", ["Jenis Kelamin", "Pendidikan", "Jenis Layanan", "Kecamatan Domisili", "Kab/Kota Unit"]
)
def test_a_name_in_the_wrong_column_is_not_repeated(tmp_path, column):
    taken = take_simfoni(tmp_path, {column: "Siti Aminah"})

    assert taken.counts() == (1, 0, 1)
    assert "Aminah" not in "".join(taken.messages())


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("shift", range(1, 12))
def test_a_shifted_row_gives_no_name_away(tmp_path, shift):
    values = list(SIMFONI.values())
    shifted = dict(zip(SIMFONI, values[-shift:] + values[:-shift], strict=True))

    taken = take_simfoni(tmp_path, shifted)

    said = "".join(taken.messages())
    assert taken.counts() == (1, 0, 1)
    assert "Aminah" not in said and NIKS[0] not in said and "12/03" not in said


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("text", [NIKS[0], "0812 3456 7890", "a@b.id", "x" * 61])
def test_an_unknown_spelling_that_may_be_personal_is_not_repeated(tmp_path, text):
    taken = take_simfoni(tmp_path, {"Pendidikan": text})

    assert taken.messages()[0].startswith("Isinya (tidak ditampilkan)")


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("name", ["Bambang Sutrisno", "Gang", "Ibu Partini"])
@pytest.mark.parametrize("column", ["Hubungan Pelaku", "Tempat Kejadian", "Kecamatan Domisili", "Pekerjaan"])
def test_a_name_that_no_victim_of_the_file_has_is_not_repeated(tmp_path, column, name):
    other = {column: name}

    taken = take_simfoni(tmp_path, other, {**other, "Jenis Layanan": "Kesehatan"})

    assert [m.startswith("Isinya (tidak ditampilkan)") for m in taken.messages()] == [True, True]


@pytest.mark.usefixtures("read_here")
def test_a_misspelt_word_of_the_list_is_shown(tmp_path):
    taken = take_simfoni(tmp_path, {"Jenis Kekerasan": "Fisik; Psikiss"})

    assert taken.messages()[0].startswith("'Psikiss' tidak ada")


@pytest.mark.usefixtures("read_here")
@pytest.mark.parametrize("victims", [4, 5])
def test_a_word_unlike_any_of_the_list_is_shown_once_many_victims_share_it(tmp_path, victims):
    names = ["Ani", "Dewi", "Rina", "Wati", "Yuli"][:victims]
    rows = [{"No Korban": str(at), "Nama Korban": name, "NIK": ""} for at, name in enumerate(names)]

    taken = take_simfoni(tmp_path, *({**row, "Pekerjaan": "Juragan Kuda"} for row in rows))

    assert all(("'Juragan Kuda'" in message) == (victims == 5) for message in taken.messages())


@pytest.mark.usefixtures("read_here")
def test_many_different_unknown_words_are_no_misspellings(tmp_path):
    rows = [{"No Korban": str(at), "Jenis Kekerasan": f"Fisik {at:04}"} for at in range(1, 202)]

    taken = take_simfoni(tmp_path, *rows)

    assert "Fisik" not in "".join(taken.messages())


@pytest.mark.usefixtures("read_here")
def test_a_refused_file_leaves_nothing(tmp_path):
    with pytest.raises(intake.IntakeRefused):
        take_simfoni(tmp_path, *ROWS, above=())

    assert everything_written() == []


@pytest.mark.usefixtures("read_here")
def test_the_same_person_in_two_sources_and_two_spellings_has_the_same_tokens(tmp_path):
    one = take_simfoni(tmp_path, {"Nama Korban": "Ny. SITI  Aminah"}).row("korban")
    other = take_workbook(tmp_path, Korban=[{"Nama": "An. St. Aminah"}]).row("korban")

    for token in ("token_nik", "token_nama", "token_fonetik", "token_lahir", "token_lahir_jk_kab"):
        assert one[token] == other[token] is not None
    assert one["id_korban"] != other["id_korban"]


@pytest.mark.usefixtures("read_here")
def test_the_same_register_number_in_the_same_source_is_the_same_victim(tmp_path):
    one = take_simfoni(tmp_path, {}, name="a.csv").row("korban")
    other = take_simfoni(tmp_path, {"Difabel": "Ya"}, name="b.csv").row("korban")

    assert one["id_korban"] == other["id_korban"]


@pytest.mark.usefixtures("read_here")
def test_the_same_register_number_in_two_sources_is_two_registrations(tmp_path):
    path = simfoni(tmp_path, {})

    one, other = take(path, "simfoni").row("korban"), take(path, "uptd").row("korban")

    assert one["id_korban"] != other["id_korban"] and one["id_kasus"] != other["id_kasus"]
    assert one["token_nama"] == other["token_nama"]


@pytest.mark.usefixtures("read_here")
def test_each_word_of_a_name_lands_as_a_token_of_its_own(tmp_path):
    taken = take_simfoni(tmp_path, {}, {"No Korban": "2", "Nama Korban": "Aminah Dewi"})

    first, second = (row["id_korban"] for row in taken.table("korban"))
    parts = {(row["id_korban"], row["token_bagian"]) for row in taken.table("korban_bagian_nama")}
    shared = {token for victim, token in parts if victim == first} & {
        token for victim, token in parts if victim == second
    }
    assert len(parts) == 4
    assert len(shared) == 1


@pytest.mark.usefixtures("read_here")
def test_the_birth_year_token_belongs_to_where_she_lives_or_else_to_the_unit(tmp_path):
    nowhere = {"No Korban": "2", "Kab/Kota Domisili": "", "Kecamatan Domisili": ""}
    elsewhere = {"No Korban": "3", "Kab/Kota Domisili": "Kab. Malang", "Kecamatan Domisili": ""}

    tokens = take_simfoni(tmp_path, {}, nowhere, elsewhere).column("korban", "token_lahir_jk_kab")

    assert tokens[0] == tokens[1] != tokens[2]


@pytest.mark.usefixtures("read_here")
def test_another_key_gives_other_tokens_throughout(tmp_path, monkeypatch):
    one = take_simfoni(tmp_path, {}).row("korban")
    monkeypatch.setenv("REKAP_DATA", str(tmp_path / "other"))
    monkeypatch.setattr(keys, "key", lambda purpose: b"z" * 32)
    other = take_simfoni(tmp_path, {}).row("korban")

    for column, value in one.items():
        assert (value == other[column]) == (not column.startswith(("token_", "id_"))), column
