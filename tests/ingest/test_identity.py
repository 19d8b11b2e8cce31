"""The same person gives the same tokens; a token tells nothing to anyone without the key."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekap import engines
from rekap.ingest.identity import Tokens, name_words, nik_status, sound

TOKENS = Tokens(b"k" * 32)
BORN = date(1999, 3, 12)
NIK = "3517095203990001"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Siti Aminah", "SITI  AMINAH "),
        ("Siti Aminah", "Ny. Siti Aminah"),
        ("Siti Aminah", "An. St. Aminah"),
        ("Siti Aminah", "Hj. Sitti Aminah, S.Pd"),
        ("Siti Aminah", "Aminah, Siti".replace(",", "")),
        ("Siti Aminah", "Siti Aminah binti Slamet"),
        ("Muhammad Ali", "Moh. Ali"),
        ("Muhammad Ali", "M. Ali"),
        ("Mochammad Ali", "Muhamad Ali"),
        ("Abdul Rahman", "Abd. Rahman"),
        ("Suharto", "Soeharto"),
        ("Jojo Cahyani", "Djojo Tjahjani".replace("hj", "hy")),
        ("Akhmad Sujono", "Achmad Soedjono"),
        ("Syarif", "Sjarif"),
        ("Fahmi Yusuf", "Vahmi Yusuph"),
        ("Alexa", "Aleksa"),
        ("Nurjannah", "Nurjanah"),
        ("Nur'aini", "Nuraini"),
        ("Café Réna", "Cafe Rena"),
    ],
)
def test_two_spellings_of_one_name_give_one_token(one, other):
    assert TOKENS.of_name(one)["token_nama"] == TOKENS.of_name(other)["token_nama"]


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siti Aminah", "Siti Aminatun"), ("Dewi", "Dewi Sri"), ("Achmad", "Akhmad"), ("Rini", "Rina")],
)
def test_different_names_give_different_tokens(one, other):
    assert TOKENS.of_name(one)["token_nama"] != TOKENS.of_name(other)["token_nama"]


def test_i_and_y_sound_alike_but_are_written_differently():
    one, other = TOKENS.of_name("Dewi Yanti"), TOKENS.of_name("Dewy Yanti")

    assert one["token_nama"] != other["token_nama"]
    assert one["token_fonetik"] == other["token_fonetik"]


@pytest.mark.parametrize(
    "nobody", ["", None, "-", "NN", "S.A.", "X", "Anonim", "Bunga (nama samaran)", "123"]
)
def test_initials_and_made_up_names_give_no_token(nobody):
    assert TOKENS.of_name(nobody) == {"token_nama": None, "token_fonetik": None, "bagian": ()}


def test_each_word_of_a_name_has_a_token_once():
    parts = TOKENS.of_name("Siti Aminah Siti")["bagian"]

    assert len(parts) == 2
    assert parts[0] == TOKENS.of_name("Aminah")["bagian"][0]


def test_a_title_alone_is_taken_for_a_name_because_some_are():
    assert name_words("Haji") == ("haji",)


@pytest.mark.parametrize(
    ("nik", "status"),
    [
        (NIK, "sah"),
        ("3517 0952 0399 0001", "sah"),
        ("35.17.09.520399.0001", "sah"),
        (None, "kosong"),
        ("351709520399001", "tidak_sah"),
        ("35170952039900012", "tidak_sah"),
        ("3.51709520399E+15", "tidak_sah"),
        (3517095203990001.0, "tidak_sah"),
        ("35170952O3990001", "tidak_sah"),
        ("٣٥١٧٠٩٥٢٠٣٩٩٠٠٠١", "tidak_sah"),
        ("9917095203990001", "tidak_sah"),
        ("3599095203990001", "tidak_sah"),
        ("3517005203990001", "tidak_sah"),
        ("3517097203990001", "tidak_sah"),
        ("3517095213990001", "tidak_sah"),
        ("3517097002990001", "tidak_sah"),
        ("0000000000000000", "palsu"),
        ("9999999999999999", "palsu"),
        ("1234567890123456", "palsu"),
        ("3517000000000000", "palsu"),
        ("3517095203990000", "palsu"),
    ],
)
def test_a_nik_is_valid_missing_a_placeholder_or_impossible(nik, status):
    found, digits = nik_status(nik, None, None)

    assert found == status
    assert digits == (NIK if status == "sah" else None)


@pytest.mark.parametrize(
    ("jenis_kelamin", "lahir", "status"),
    [
        ("P", BORN, "sah"),
        ("L", BORN, "tidak_sah"),
        (None, BORN, "sah"),
        ("P", None, "sah"),
        ("P", date(1999, 3, 13), "sah"),
        ("P", date(1998, 3, 12), "sah"),
        ("P", date(1998, 4, 12), "tidak_sah"),
        ("P", date(1999, 1, 1), "sah"),
        ("P", date(1998, 1, 1), "tidak_sah"),
        ("P", date(2015, 7, 20), "tidak_sah"),
    ],
)
def test_a_nik_of_somebody_else_is_not_hers(jenis_kelamin, lahir, status):
    assert nik_status(NIK, jenis_kelamin, lahir)[0] == status


def test_a_nik_may_name_the_leap_day_of_any_leap_year():
    assert nik_status("3517092902000001", "L", date(2000, 2, 29))[0] == "sah"


def test_the_first_of_january_is_a_year_but_not_a_birthday():
    tokens = TOKENS.of_birth(date(1999, 1, 1), "P", "35.17")

    assert tokens["token_lahir"] is None
    assert tokens["token_lahir_jk_kab"] == TOKENS.of_birth(BORN, "P", "35.17")["token_lahir_jk_kab"]


@pytest.mark.parametrize(("lahir", "sex"), [(None, "P"), (BORN, None)])
def test_without_year_or_sex_there_is_no_token_of_both(lahir, sex):
    assert TOKENS.of_birth(lahir, sex, "35.17")["token_lahir_jk_kab"] is None


def test_another_key_gives_other_tokens():
    assert TOKENS.of("nik", NIK) != Tokens(b"x" * 32).of("nik", NIK)


def test_the_same_text_in_two_kinds_of_token_gives_two_tokens():
    kinds = ("nik", "nama", "bagian", "fonetik", "lahir", "lahir_jk_kab", "kasus", "korban", "rujukan")

    assert len({TOKENS.of(kind, "sama") for kind in kinds}) == len(kinds)


def test_parts_of_a_token_do_not_run_into_each_other():
    assert TOKENS.of("korban", "a", "bc") != TOKENS.of("korban", "ab", "c")


def test_a_token_is_the_keyed_hash_that_a_database_can_compute_too():
    key = b"k" * 32 + bytes(32)
    pads = {"o": bytes(b ^ 0x5C for b in key), "i": bytes(b ^ 0x36 for b in key), "x": "nik|v1|" + NIK}
    sql = "select sha256($o || unhex(sha256($i || encode($x)))) as h"

    assert engines.select(engines.open_writer(), sql, pads)["h"][0][:32] == TOKENS.of("nik", NIK)


def test_the_key_is_not_shown():
    assert "k" * 8 not in repr(TOKENS)


@given(st.text(max_size=40))
def test_any_text_as_a_name_gives_words_of_plain_letters_in_order(text):
    words = name_words(text)

    assert list(words) == sorted(words)
    assert all(word.isascii() and word.isalpha() for word in words)
    assert all(word.isalpha() for word in map(sound, words))


@given(
    st.one_of(
        st.none(),
        st.text(max_size=20),
        st.integers(),
        st.floats(),
        st.from_regex(r"[0-9]{16}", fullmatch=True),
    )
)
def test_any_cell_as_a_nik_gives_a_status_and_digits_only_when_valid(raw):
    status, digits = nik_status(raw, "P", BORN)

    assert status in ("sah", "kosong", "palsu", "tidak_sah")
    assert (digits is not None) == (status == "sah")
