"""A cell is read as what the contract says, or refused with what to do; it is never guessed."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rekap.ingest.contract import Column
from rekap.ingest.mapping import cells
from rekap.ingest.mapping.cells import Fault, parser
from rekap.ingest.mapping.layout import Mapping
from rekap.ingest.reading.typed import CellError
from tests.ingest.mapped import TODAY

DATE = Column("tanggal", "date", "korban", "")
MOMENT = Column("jam", "timestamp", "korban", "")
WHOLE = Column("umur", "integer", "korban", "", paling_kecil=1, paling_besar=120)
AMOUNT = Column("nilai", "decimal(12,2)", "kelembagaan", "")
TEXT = Column("no", "varchar", "korban", "")
KAB = Column("kode_kab", "varchar", "korban", "", bentuk="kabkota")
MONTH = Column("bulan", "varchar", "kelembagaan", "", bentuk="bulan")
CODES = Column("jenis_kekerasan", "varchar", "korban", "", daftar="jenis_kekerasan", jamak=True)
NIK = Column("nik", "varchar", "korban", "", bentuk="nik")
YES = Column("aktif", "varchar", "kelembagaan", "", daftar="ya_tidak")
PLACE = Column("kode_wilayah", "varchar", "kelembagaan", "", bentuk="wilayah")
PERIOD = Column("periode", "varchar", "kelembagaan", "", bentuk="periode")
SHARE = Column("nilai", "double", "kelembagaan", "")
ANY = (DATE, MOMENT, WHOLE, AMOUNT, TEXT, KAB, MONTH, CODES, NIK, YES, PLACE, PERIOD, SHARE)


def mapping(**fields) -> Mapping:
    plain = {"tanggal": ("%d/%m/%Y",), "pemisah": (";",), "kosong": frozenset({"", "-"}), "ejaan": {}}
    return Mapping(**{"nama": "uji", "arti": "", "jenis": "csv", "lembar": (), **plain, **fields})


def read(column: Column, raw, epoch_1904: bool = False, **fields):
    return parser(column, mapping(**fields), TODAY, epoch_1904)(raw)


def rule(answer) -> str | None:
    return answer.aturan if isinstance(answer, Fault) else None


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("05/03/2024", date(2024, 3, 5)),
        ("5/3/2024", date(2024, 3, 5)),
        ("2024-03-05", date(2024, 3, 5)),
        ("2024-03-05T00:00:00.000", date(2024, 3, 5)),
        ("05/03/2024 14:30", date(2024, 3, 5)),
        ("5 Maret 2024", date(2024, 3, 5)),
        ("Selasa, 5 Maret 2024", date(2024, 3, 5)),
        ("05-Agt-2024", date(2024, 8, 5)),
        ("March 5th, 2024", date(2024, 3, 5)),
        (datetime(2024, 3, 5, 10, 0), date(2024, 3, 5)),
        (45356, date(2024, 3, 5)),
    ],
)
def test_a_date_is_read_in_every_form_that_leaves_no_choice(written, meant):
    assert read(DATE, written) == meant


@pytest.mark.parametrize(
    "written",
    ["31/02/2024", "03/25/2024", "05/03/24", "45356", "2024", 2024, 35, 35.5, 99999, "0000-00-00", True,
     timedelta(hours=3), "5 Brumaire 2024", "05/03/2027", "01/01/1899", "05.03.2024", 20240305],
)  # fmt: skip
def test_what_may_not_be_a_date_is_refused(written):
    assert rule(read(DATE, written)) == cells.TANGGAL_MUSTAHIL


def test_a_bare_number_counts_days_by_the_epoch_of_its_workbook():
    assert read(DATE, 45356) == date(2024, 3, 5)
    assert read(DATE, 43894, epoch_1904=True) == date(2024, 3, 5)


def test_a_number_in_text_is_a_day_count_only_when_the_mapping_says_so():
    assert read(DATE, "45356", tanggal=("serial1900",)) == date(2024, 3, 5)
    assert read(DATE, "43894", tanggal=("serial1904",)) == date(2024, 3, 5)
    assert rule(read(DATE, "45356")) == cells.TANGGAL_MUSTAHIL


def test_a_year_of_two_digits_is_read_only_when_listed_and_is_the_latest_that_has_begun():
    assert read(DATE, "05/03/24", tanggal=("%d/%m/%y",)) == date(2024, 3, 5)
    assert read(DATE, "05/03/31", tanggal=("%d/%m/%y",)) == date(1931, 3, 5)


def test_month_names_of_another_language_come_from_the_mapping():
    assert read(DATE, "5 março 2024", bulan={"março": 3}) == date(2024, 3, 5)
    assert read(DATE, "5 de marzo de 2024", tanggal=("%d de %B de %Y",), bulan={"marzo": 3}) == date(
        2024, 3, 5
    )


def test_a_form_without_separators_needs_every_digit():
    assert read(DATE, "20240305", tanggal=("%Y%m%d",)) == date(2024, 3, 5)
    assert read(DATE, 20240305, tanggal=("%Y%m%d",)) == date(2024, 3, 5)
    assert rule(read(DATE, "1032024", tanggal=("%d%m%Y",))) == cells.TANGGAL_MUSTAHIL


def test_hours_are_kept_where_they_matter():
    assert read(MOMENT, "05/03/2024 02:30 PM") == datetime(2024, 3, 5, 14, 30)
    assert read(MOMENT, "05/03/2024 14.30 WIB") == datetime(2024, 3, 5, 14, 30)
    assert read(MOMENT, "05/03/2024 12:30 AM") == datetime(2024, 3, 5, 0, 30)
    assert read(MOMENT, "05/03/2024 12:30 PM") == datetime(2024, 3, 5, 12, 30)
    assert read(MOMENT, 45356.75) == datetime(2024, 3, 5, 18, 0)
    assert rule(read(MOMENT, "05/03/2024 25:00")) == cells.TANGGAL_MUSTAHIL


@pytest.mark.parametrize(
    ("written", "desimal", "meant"),
    [("24", None, 24), (24.0, None, 24), ("24,0", None, 24), ("24.00", None, 24), (" 24 ", None, 24),
     ("24,0", ",", 24), ("24.0", ".", 24)],
)  # fmt: skip
def test_a_whole_number_may_carry_zeros_behind_its_mark(written, desimal, meant):
    assert read(WHOLE, written, desimal=desimal) == meant


@pytest.mark.parametrize(
    "written",
    ["24,5", 24.5, "24 tahun", "1.234", "-3", "0", "121", True, "²", "1e2", float("inf"), float("nan")],
)
def test_what_is_no_possible_age_is_refused(written):
    assert rule(read(WHOLE, written)) == cells.BUKAN_ANGKA


@pytest.mark.parametrize(
    ("written", "desimal", "meant"),
    [("1.234,50", None, "1234.50"), ("1,234.50", None, "1234.50"), ("1.234.567", None, "1234567"),
     ("1.234", ",", "1234"), ("1.23", ".", "1.23"), ("0,125", ".", None), ("12,5", ",", "12.5"),
     ("1.23,4", ",", None), ("1.5e3", ".", None),
     ("1.5_0", ".", None), ("1.234", None, None), ("1,5", None, "1.5"), ("1.125", ".", None)],
)  # fmt: skip
def test_dots_and_commas_are_read_by_the_decimal_mark(written, desimal, meant):
    value = read(AMOUNT, written, desimal=desimal)

    assert value == Decimal(meant) if meant else rule(value) == cells.BUKAN_ANGKA


def test_what_could_be_thousands_or_a_fraction_says_so():
    assert "ribuan atau desimal" in read(SHARE, "1.234").pesan
    assert read(SHARE, "1.234", desimal=".") == 1.234


@pytest.mark.parametrize(
    "written", ["35.17", "3517", 3517, 35.17, "Kab. Jombang", "KABUPATEN JOMBANG", "Jombang"]
)
def test_a_kabkota_is_known_by_code_or_name(written):
    assert read(KAB, written) == "35.17"


def test_a_code_that_lost_its_zero_is_refused_with_the_reason():
    answer = read(KAB, 35.1)

    assert (answer.aturan, "35.10" in answer.pesan) == (cells.KODE_TIDAK_DIKENAL, True)


def test_a_name_that_two_regions_share_is_settled_by_the_parent_or_refused():
    assert rule(read(KAB, "Malang")) == cells.KODE_TIDAK_DIKENAL
    assert read(
        Column("k", "varchar", "korban", "", bentuk="kecamatan"), "Jombang", wilayah_induk="35.17"
    ) == ("35.17.09")


@pytest.mark.parametrize("written", ["2024-03", "03/2024", "Maret 2024", "202403", 202403, date(2024, 3, 9)])
def test_a_month_is_read(written):
    assert read(MONTH, written) == "2024-03"


@pytest.mark.parametrize("written", ["2027-01", "2024-13", "Mar-24", 45356, "2024"])
def test_what_is_no_month_that_has_come_is_refused(written):
    assert rule(read(MONTH, written)) == cells.TANGGAL_MUSTAHIL


def test_several_codes_in_one_cell_are_all_known_or_none_is_taken():
    assert read(CODES, "Fisik; psikis;;Fisik") == ("fisik", "psikis")
    assert read(CODES, "fisik|psikis,seksual", pemisah=("|", ",")) == ("fisik", "psikis", "seksual")
    assert read(CODES, "Fisik; Verbal") == Fault(cells.KODE_TIDAK_DIKENAL, read(CODES, "?").pesan, "Verbal")


def test_an_empty_cell_is_empty_and_a_required_one_is_refused():
    assert read(TEXT, "  -  ") is None
    assert read(CODES, None) == ()
    assert read(CODES, " ; ") == ()
    assert rule(read(Column("no", "varchar", "korban", "", wajib=True), "-")) == cells.WAJIB_KOSONG


def test_an_error_cell_is_named_only_when_it_is_one_of_a_spreadsheet():
    assert "#REF!" in read(TEXT, CellError("#REF!")).pesan
    assert "Siti" not in read(TEXT, CellError("Siti")).pesan


@pytest.mark.parametrize("changed", [date(2024, 12, 6), 1.1, True, 3517090120240001, timedelta(hours=1)])
def test_a_number_that_the_spreadsheet_changed_is_not_taken_for_the_number_that_was_written(changed):
    assert rule(read(TEXT, changed)) == cells.TEKS_BERUBAH


def test_a_nik_reaches_its_own_rule_as_it_came():
    assert read(NIK, 3517095203990000) == 3517095203990000


def test_yes_and_no_are_known_in_the_words_of_the_mapping():
    assert read(YES, True) == read(YES, "Y") == read(YES, 1) == "ya"
    assert read(YES, "t") == read(YES, 0) == "tidak"
    assert read(YES, "sim", nilai_ya=frozenset({"sim"})) == "ya"
    assert rule(read(YES, "mungkin")) == cells.KODE_TIDAK_DIKENAL


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2012", "2012"), (2012, "2012"), ("2012-tw1", "2012-tw1"), ("Triwulan III 2012", "2012-tw3"),
     ("2012 Q4", "2012-tw4"), ("Mei 2012", "2012-05")],
)  # fmt: skip
def test_a_period_is_a_year_a_quarter_or_a_month(written, meant):
    assert read(PERIOD, written) == meant


@pytest.mark.parametrize("written", ["2031", "Q5 2012", "2012/2013", date(2012, 1, 1)])
def test_what_is_no_period_that_has_begun_is_refused(written):
    assert rule(read(PERIOD, written)) == cells.TANGGAL_MUSTAHIL


@pytest.mark.parametrize(
    ("written", "meant"),
    [("00", "00"), ("Indonesia", "00"), ("35", "35"), ("Jawa Timur", "35"), (3517, "35.17")],
)
def test_a_region_of_any_level_is_known(written, meant):
    assert read(PLACE, written) == meant


def test_a_name_of_two_levels_is_refused():
    assert rule(read(PLACE, "Gorontalo")) == cells.KODE_TIDAK_DIKENAL


_RAW = st.one_of(
    st.text(), st.none(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(),
    st.timedeltas(), st.builds(CellError, st.text()),
    st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,5}", fullmatch=True),
    st.from_regex(r"[-+]?[\d.,]{1,12}", fullmatch=True),
)  # fmt: skip
_FORMS = st.sampled_from([("%d/%m/%Y",), ("%m-%d-%y", "serial1900"), ("serial1904",), ("%Y%m%d",), ()])


@given(st.sampled_from(ANY), _RAW, _FORMS, st.booleans(), st.sampled_from([None, ".", ","]))
def test_any_cell_gives_a_value_or_a_reason_and_never_a_crash(column, raw, forms, epoch, desimal):
    answer = read(column, raw, epoch, tanggal=forms, desimal=desimal)

    if isinstance(answer, date) and column is DATE:
        assert cells.FIRST_YEAR <= answer.year <= TODAY.year
    elif column is WHOLE:
        assert answer is None or isinstance(answer, Fault) or 1 <= answer <= 120
    elif column is KAB:
        assert answer is None or isinstance(answer, Fault) or len(answer) == 5
    if isinstance(answer, Fault):
        assert answer.pesan.endswith(".")


@given(_RAW)
def test_no_message_repeats_what_a_cell_said(raw):
    text = cells.as_text(raw)
    for column in ANY:
        answer = read(column, raw)
        if isinstance(answer, Fault) and len(text) > 12 and not isinstance(raw, CellError):
            assert text not in answer.pesan
