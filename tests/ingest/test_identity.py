"""The same person gives the same tokens; a token tells nothing to anyone without the key."""

import hashlib
import hmac
from datetime import date, timedelta

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rekap import engines
from rekap.ingest.compiling.identity import Tokens, name_words, nik_status, sound
from tests.ingest import slow_names

KEY = b"k" * 32
CON = engines.open_writer()
BORN = date(1999, 3, 12)
NIK = "3517095203990001"
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


def token(kind: str, *parts: str | None, key: bytes = KEY) -> str | None:
    """The token of one thing."""
    return Tokens(CON, key).of(kind, *(pa.array([part], pa.string()) for part in parts))[0].as_py()


def name(nama: str | None) -> dict:
    """All tokens of one name."""
    return {column: value[0].as_py() for column, value in vars(names([nama])).items()}


def names(listed: list):
    return Tokens(CON, KEY).of_names(pa.array(listed, pa.string()))


def birth(lahir: date | None, sex: str | None, kab: str) -> tuple[str | None, str | None]:
    """The tokens of a birthday, and of birth year, sex and kab/kota."""
    columns = pa.array([lahir], pa.date32()), pa.array([sex], pa.string()), pa.array([kab], pa.string())
    return tuple(column[0].as_py() for column in Tokens(CON, KEY).of_birth(*columns))


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
    assert name(one)["nama"] == name(other)["nama"] is not None


@pytest.mark.parametrize(
    ("one", "other"),
    [("Siti Aminah", "Siti Aminatun"), ("Dewi", "Dewi Sri"), ("Achmad", "Akhmad"), ("Rini", "Rina")],
)
def test_different_names_give_different_tokens(one, other):
    assert name(one)["nama"] != name(other)["nama"]


def test_i_and_y_sound_alike_but_are_written_differently():
    one, other = name("Dewi Yanti"), name("Dewy Yanti")

    assert one["nama"] != other["nama"]
    assert one["fonetik"] == other["fonetik"]


@pytest.mark.parametrize(
    "nobody", ["", None, "-", "NN", "S.A.", "X", "Anonim", "Bunga (nama samaran)", "123"]
)
def test_initials_and_made_up_names_give_no_token(nobody):
    assert not any(name(nobody).values())


def test_each_word_of_a_name_has_a_token_once():
    parts = name("Siti Aminah Siti")["bagian"]

    assert len(parts) == 2
    assert parts[0] == name("Aminah")["bagian"][0]


def test_every_name_of_a_column_has_its_own_tokens_however_they_are_mixed():
    mixed = ["Siti Aminah", None, "NN", "Dewi Lestari Ayu", "Siti Aminah", ""]

    found = names(mixed)

    for at, nama in enumerate(mixed):
        assert {k: v[at].as_py() for k, v in vars(found).items()} == name(nama)


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
    day, year = birth(date(1999, 1, 1), "P", "35.17")

    assert day is None
    assert year == birth(BORN, "P", "35.17")[1] is not None


@pytest.mark.parametrize(("lahir", "sex"), [(None, "P"), (BORN, None)])
def test_without_year_or_sex_there_is_no_token_of_both(lahir, sex):
    assert birth(lahir, sex, "35.17")[1] is None


def test_another_key_gives_other_tokens():
    assert token("nik", NIK) != token("nik", NIK, key=b"x" * 32)


def test_the_same_text_in_two_kinds_of_token_gives_two_tokens():
    kinds = ("nik", "nama", "bagian", "fonetik", "lahir", "lahir_jk_kab", "kasus", "korban", "rujukan")

    assert len({token(kind, "sama") for kind in kinds}) == len(kinds)


def test_parts_of_a_token_do_not_run_into_each_other():
    assert token("korban", "a", "bc") != token("korban", "ab", "c")


def test_a_token_of_which_a_part_is_missing_is_missing():
    assert token("korban", "a", None) is None


@given(st.binary(min_size=1, max_size=100), st.lists(TEXT, min_size=1, max_size=3))
def test_a_token_made_in_sql_is_the_hmac_that_a_library_computes(key, parts):
    text = "korban|v1|" + "\x1f".join(parts)

    assert token("korban", *parts, key=key) == hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def test_the_key_is_not_shown():
    assert "k" * 8 not in repr(Tokens(CON, KEY))


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


WORDS = st.sampled_from(
    ["Siti", "ST.", "Sti", "muhammad", "Moh.", "M.", "Mochammad", "Hj.", "hj", "Ny.", "An.", "binti", "BIN",
     "bt", "Abd.", "abdoel", "Soekarno", "Djojo", "Tjahjani", "Achmad", "Sjarif", "Café", "RÉNA", "Nur'aini",
     "Nur`aini", "Qori", "Ximena", "Viva", "Phoebe", "anonim", "NN", "korban", "S.Pd,", ",", "Anisah", "12"]
)  # fmt: skip


@example("𝐒iti ＡMINAH İDA Ｓ™")
@given(st.one_of(TEXT, st.lists(st.one_of(WORDS, TEXT), max_size=5).map(" ".join)))
def test_names_are_made_alike_as_the_slow_and_obvious_way_makes_them(text):
    assert name_words(text) == slow_names.name_words(text)
    assert [sound(word) for word in name_words(text)] == [slow_names.sound(w) for w in name_words(text)]


NIKS = st.builds(
    "{}{}{:02}{:02}{:02}{}".format,
    st.sampled_from(["351709", "357801", "990101", "351700", "3517 09", "35.17.09."]),
    st.sampled_from(["", "-", "'"]),
    st.integers(0, 73),
    st.integers(0, 13),
    st.integers(0, 99),
    st.sampled_from(["0001", "0000", "1234", "٠٠٠١", "001"]),
)
BIRTHS = st.one_of(st.none(), st.dates(date(1930, 1, 1), date(2026, 1, 1)), st.just(date(2000, 2, 29)))


@given(st.one_of(st.none(), TEXT, st.integers(), NIKS), st.sampled_from(["P", "L", None]), BIRTHS)
def test_a_nik_is_judged_alike_as_the_slow_and_obvious_way_judges_it(raw, sex, born):
    assert nik_status(raw, sex, born) == slow_names.nik_status(raw, sex, born)


@given(NIKS, st.integers(0, 2))
def test_a_nik_that_agrees_with_its_own_birth_date_is_valid_both_ways(raw, shift):
    """Most random pairs disagree; here the birth date is the one that the NIK states, or near it."""
    digits = "".join(letter for letter in raw if letter in "0123456789").ljust(16, "1")
    day, month, year = int(digits[6:8]) % 40, int(digits[8:10]), int(digits[10:12]) + 1900
    if not slow_names.is_date(year, month, day):
        return
    born = date(year, month, day) + timedelta(shift)

    assert nik_status(raw, None, born) == slow_names.nik_status(raw, None, born)
