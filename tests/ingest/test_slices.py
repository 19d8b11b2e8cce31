"""A newer file replaces exactly what it is about: nothing counts twice, nothing else is touched."""

from collections import Counter
from contextlib import closing
from datetime import date

import pytest

from rekap import engines, warehouse
from rekap.ingest import contract, held, intake, slices
from rekap.ingest.mapping import office_folder
from rekap.warehouse import in_force
from tests.ingest.files import MARK, csv_file, simfoni, workbook

pytestmark = pytest.mark.usefixtures("read_here")
MALANG = {
    "Kode Kab/Kota Unit": "35.07",
    "Kab/Kota Unit": "Kab. Malang",
    "Kab/Kota Domisili": "",
    "Kecamatan Domisili": "",
}


def person(number: int) -> str:
    return f"Siti {'abcdefghijklmnopqrstuvwxyz'[number % 26]}minah"


def row(number: int, month: str = "2024-01", **changes) -> dict:
    """A victim of that number who was registered in that month."""
    year, _, month = month.partition("-")
    day = f"05/{month}/{year}"
    return {
        "No Registrasi": f"S/{number}", "Nama Korban": person(number), "NIK": "", "Tanggal Pelaporan": day,
        "Tanggal Kejadian": day, "Tanggal Layanan": day, **changes,
    }  # fmt: skip


def send(folder, *rows: dict, name: str = "a.csv", periode: str = "", tambahan: bool = False):
    span = slices.span(periode) if periode else None
    return intake.accept([simfoni(folder, *rows, name=name)], "simfoni", None, span, tambahan)[0]


def counting(table: str = "korban", column: str = "tanggal_registrasi") -> list:
    """One column of a table as the warehouse reads it."""
    landed = {name: [] for name in contract.tables()}
    for _, path in intake.landed_files():
        landed[path.stem].append(path)
    with closing(engines.open_writer()) as con:
        in_force.show(con, landed)
        return sorted(
            found[column] for found in engines.select_rows(con, f"select {column} from landing_{table}")
        )


def months() -> dict[str, int]:
    """Victims in force by month of registration."""
    return dict(Counter(f"{day:%m}" for day in counting()))


QUARTER = [row(n, f"2024-0{n % 3 + 1}") for n in range(6)]


def test_a_corrected_file_replaces_exactly_its_slice(tmp_path):
    send(tmp_path, *QUARTER)
    send(tmp_path, row(9, "2024-04"), name="april.csv")

    receipt = send(tmp_path, *QUARTER[:-1], row(5, "2024-03", Difabel="Ya"), name="b.csv")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (6, 0)
    assert months() == {"01": 2, "02": 2, "03": 2, "04": 1}
    assert counting(column="disabilitas").count("ya") == 1


def test_a_growing_export_is_counted_once(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *QUARTER, row(7, "2024-05"), row(8, "2024-06"), name="b.csv")

    assert receipt.korban_digantikan == 6
    assert months() == {"01": 2, "02": 2, "03": 2, "05": 1, "06": 1}


def test_what_a_new_export_no_longer_has_is_gone_and_is_said(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *QUARTER[:-1], name="b.csv")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (6, 1)
    assert months() == {"01": 2, "02": 2, "03": 1}


def test_one_month_sent_as_whole_replaces_that_month_only(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, row(20, "2024-02"), name="b.csv", periode="2024-02")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (2, 2)
    assert months() == {"01": 2, "02": 1, "03": 2}


def test_an_addition_replaces_only_what_it_says_again(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, row(1, "2024-02", Difabel="Ya"), row(30, "2024-01"), name="b.csv", tambahan=True)

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (1, 0)
    assert months() == {"01": 3, "02": 2, "03": 2}


def test_an_unclear_overlap_is_refused_naming_units_months_and_counts(tmp_path):
    send(tmp_path, *QUARTER, *[row(n + 10, "2024-02", **MALANG) for n in range(4)])

    with pytest.raises(intake.IntakeRefused) as refused:
        send(tmp_path, row(0), row(2, "2024-03"), row(10, "2024-02", **MALANG), name="b.csv")

    said = str(refused.value)
    assert said.startswith("b.csv: untuk ")
    for part in ("Jombang (35.17)", "Malang (35.07)", "2024-01 s.d. 2024-03", "sudah diterima 10", "memuat 3",
                 "hanya 3", "--periode", "--tambahan"):  # fmt: skip
        assert part in said
    assert months() == {"01": 2, "02": 6, "03": 2}


def test_a_victim_whose_registration_moved_to_another_month_is_not_doubled(tmp_path):
    send(tmp_path, *QUARTER)
    send(tmp_path, row(9, "2024-04"), name="april.csv")

    send(tmp_path, row(9, "2024-05"), row(12, "2024-05"), name="mei.csv")

    assert months() == {"01": 2, "02": 2, "03": 2, "05": 2}


def test_a_file_that_repeats_nothing_of_a_unit_adds_to_it(tmp_path):
    """Two hospitals of one kab/kota send the same months under numbers of their own."""
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *[row(n + 50, "2024-02") for n in range(3)], name="b.csv")

    assert receipt.korban_digantikan == 0
    assert months() == {"01": 2, "02": 5, "03": 2}


def test_a_unit_of_which_nothing_is_repeated_is_left_alone_beside_one_that_is(tmp_path):
    send(tmp_path, *QUARTER)
    send(tmp_path, *[row(n + 10, "2024-02", **MALANG) for n in range(1)], name="malang.csv")

    receipt = send(tmp_path, *QUARTER, row(60, "2024-02", **MALANG), name="b.csv")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (6, 0)
    assert counting(column="kode_kab").count("35.07") == 2


def test_the_same_file_twice_is_nothing(tmp_path):
    send(tmp_path, *QUARTER)
    send(tmp_path, *QUARTER, name="nama-lain.csv")

    assert months() == {"01": 2, "02": 2, "03": 2}
    assert len(intake.receipts()) == 1


def test_what_has_been_replaced_once_is_not_replaced_again(tmp_path):
    send(tmp_path, *QUARTER)
    send(tmp_path, *QUARTER[:5], name="b.csv")

    receipt = send(tmp_path, *QUARTER[:5], row(9, "2024-03"), name="c.csv")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (5, 0)


def test_an_old_file_after_its_correction_changes_nothing_and_is_told_so(tmp_path):
    said = []
    first = simfoni(tmp_path, *QUARTER, name="lama.csv")
    intake.accept([first], "simfoni")
    send(tmp_path, *QUARTER[:5], name="baru.csv")

    again = intake.accept([first], "simfoni", said.append)[0]

    assert again.sudah_ada
    assert months() == {"01": 2, "02": 2, "03": 1}
    assert (
        "lama.csv: isinya sudah digantikan oleh baru.csv" in said[-1] and "tetap tidak dihitung" in said[-1]
    )


def test_an_old_file_that_still_counts_is_not_called_replaced(tmp_path):
    said = []
    first = simfoni(tmp_path, *QUARTER)
    intake.accept([first], "simfoni")
    send(tmp_path, row(1, "2024-02"), name="b.csv", tambahan=True)

    intake.accept([first], "simfoni", said.append)

    assert not [sentence for sentence in said if "digantikan" in sentence]


def test_everything_of_a_replaced_victim_goes_with_her(tmp_path):
    send(tmp_path, *QUARTER)

    send(tmp_path, *[{**one, "Jenis Layanan": "", "Tanggal Layanan": ""} for one in QUARTER], name="b.csv")

    assert counting("layanan", "tanggal") == []
    assert len(counting("kasus", "id_kasus")) == len(counting("korban", "id_korban")) == 6
    assert len(counting("korban_kekerasan", "jenis_kekerasan")) == 12


def test_two_offices_of_one_source_do_not_touch_each_other(tmp_path):
    for kode, number in (("35.17", "A"), ("35.07", "B")):
        (tmp_path / number).mkdir()
        victims = [{"No Kasus": f"{number}/{n}", "Kode Kabupaten/Kota": kode} for n in range(3)]
        intake.accept([workbook(tmp_path / number, Korban=victims)], "uptd")

    assert counting(column="kode_kab") == ["35.07"] * 3 + ["35.17"] * 3
    assert [receipt.korban_digantikan for receipt in intake.receipts()] == [0, 0]


def test_the_same_numbers_of_two_offices_for_other_persons_are_refused_not_replaced(tmp_path):
    send(tmp_path, *QUARTER)
    strangers = [
        row(n, "2024-01", **MALANG)
        | {"Nama Korban": "Dewi Lestari", "Tanggal Lahir": "09/08/1990", "Usia": "33"}
        for n in range(2)
    ]

    with pytest.raises(
        intake.IntakeRefused, match=r"2 nomor registrasi .*35\.07.*35\.17.*orang lain.*awalan"
    ):
        send(tmp_path, *strangers, name="b.csv")

    assert counting(column="kode_kab") == ["35.17"] * 6


def test_registrations_that_change_their_kab_while_the_total_stays_are_named_with_both_codes(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *QUARTER[:3], *[one | MALANG for one in QUARTER[3:]], name="b.csv")

    (warning,) = intake.found(receipt, "peringatan")
    assert receipt.peringatan == {"pindah_wilayah": 1}
    assert (warning.aturan, warning.baris) == ("pindah_wilayah", 6)
    assert "3 registrasi" in warning.pesan and "(35.17)" in warning.pesan and "(35.07)" in warning.pesan
    assert counting(column="kode_kab") == ["35.07"] * 3 + ["35.17"] * 3


def test_two_registrations_with_a_mended_code_are_not_worth_a_word(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *QUARTER[:4], *[one | MALANG for one in QUARTER[4:]], name="b.csv")

    assert receipt.peringatan == {}


def test_a_victim_whose_new_row_is_rejected_stays_as_she_was(tmp_path):
    send(tmp_path, *QUARTER)

    receipt = send(tmp_path, *QUARTER[:5], row(5, "2024-03", Pendidikan="entah apa"), name="b.csv")

    assert (receipt.baris_ditolak, receipt.korban_digantikan, receipt.korban_hilang) == (1, 5, 0)
    assert receipt.peringatan == {"versi_lama_tetap": 1}
    assert months() == {"01": 2, "02": 2, "03": 2}


def test_the_question_counts_rejected_rows_as_rows_of_the_file(tmp_path):
    send(tmp_path, *QUARTER)

    with pytest.raises(intake.IntakeRefused, match="sudah diterima 3 .* memuat 2, dan hanya 2 di antaranya"):
        send(tmp_path, row(0), row(2, "2024-03", Pendidikan="entah apa"), name="b.csv")


def test_a_victim_whose_new_row_is_held_stays_as_she_was_until_it_is_released(tmp_path):
    victims = [row(n) for n in range(30)]
    send(tmp_path, *victims)
    elsewhere = {"Kab/Kota Domisili": "Kab. Malang", "Kecamatan Domisili": "", "Difabel": "Ya"}
    block = [one | elsewhere if 10 <= n < 20 else one for n, one in enumerate(victims)]

    receipt = send(tmp_path, *block, name="b.csv")
    assert (receipt.baris_dikarantina, receipt.korban_digantikan, receipt.korban_hilang) == (10, 20, 0)
    assert (len(counting()), counting(column="disabilitas").count("ya")) == (30, 0)
    held.release(receipt.folder.name, "sudah dicek")

    assert (len(counting()), counting(column="disabilitas").count("ya")) == (30, 10)


CASES = """
nama = "daftar_kasus"
arti = "Daftar kasus tanpa korban"
jenis = "csv"
tanggal = ["%d/%m/%Y"]
[[lembar]]
kunci = { no_registrasi = "No" }
[lembar.tabel.kasus.kolom]
tanggal_registrasi = "Tgl"
tanggal_tutup = "Tutup"
"""
REGISTER = """
nama = "buku_register"
arti = "Kasus dengan korban"
jenis = "csv"
tanggal = ["%d/%m/%Y"]
[[lembar]]
kunci = { no_registrasi = "No" }
tetap = { no_korban = "1" }
[lembar.tabel.kasus.kolom]
tanggal_registrasi = "Tgl"
[lembar.tabel.korban]
tetap = { kode_kab = "35.17" }
kolom.tanggal_registrasi = "Tgl"
kolom.nama = "Orang"
"""


def closed(folder, name: str, mapping: str, *lines, sumber: str = "rsud", **told):
    """One CSV in the words of an office mapping."""
    office_folder().mkdir(parents=True, exist_ok=True)
    (office_folder() / f"{mapping.split(chr(34))[1]}.toml").write_text(mapping, encoding="utf-8")
    if periode := told.pop("periode", None):
        told["periode"] = slices.span(periode)
    return intake.accept([csv_file(folder / name, [(MARK,), *lines])], sumber, **told)[0]


def test_a_case_without_victims_is_replaced_by_what_is_said_of_it_later(tmp_path):
    heading, opened = ("No", "Tgl", "Tutup"), ("1", "05/01/2024")
    closed(tmp_path, "a.csv", CASES, heading, (*opened, "07/07/2024"))
    closed(tmp_path, "b.csv", CASES, heading, (*opened, "07/05/2024"))

    assert counting("kasus", "tanggal_tutup") == [date(2024, 5, 7)]


def test_a_list_of_cases_and_a_register_of_victims_replace_each_others_cases(tmp_path):
    cases, register, opened = ("No", "Tgl", "Tutup"), ("No", "Tgl", "Orang"), ("1", "05/01/2024")
    closed(tmp_path, "a.csv", REGISTER, register, (*opened, "Siti Aminah"))

    closed(tmp_path, "b.csv", CASES, cases, (*opened, "07/05/2024"))
    assert counting("kasus", "tanggal_tutup") == [date(2024, 5, 7)] and months() == {"01": 1}
    closed(tmp_path, "c.csv", REGISTER, register, (*opened, "Siti Aminah Wati"))

    assert counting("kasus", "tanggal_tutup") == [None] and months() == {"01": 1}


MEETINGS = """
nama = "kegiatan_kantor"
arti = "Kegiatan"
jenis = "csv"
tanggal = ["%d/%m/%Y"]
[[lembar]]
kunci = { kode_kegiatan = "Kode" }
[lembar.tabel.kegiatan]
tetap = { jenis = "JENIS" }
kolom.tanggal_rencana = "Tgl"
"""
GUESTS = """
nama = "kehadiran_kantor"
arti = "Kehadiran"
jenis = "csv"
tanggal = ["%d/%m/%Y"]
[[lembar]]
kunci = { kode_kegiatan = "Kode" }
[lembar.tabel.kehadiran]
tetap = { jenis_peserta = "PESERTA" }
kolom.kode_wilayah = "Wil"
kolom.jumlah_orang = "Orang"
"""


@pytest.fixture
def meetings(tmp_path):
    """Meetings and their guests as two files each: (send meetings, send guests)."""
    kinds = MEETINGS.replace("JENIS", next(iter(contract.codes("jenis_kegiatan"))))
    guests = GUESTS.replace("PESERTA", next(iter(contract.codes("jenis_peserta"))))

    def meet(name, *lines, **told):
        return closed(tmp_path, name, kinds, ("Kode", "Tgl"), *lines, sumber="balai", **told)

    def attend(name, *lines, **told):
        return closed(tmp_path, name, guests, ("Kode", "Wil", "Orang"), *lines, sumber="balai", **told)

    meet("k1.csv", ("A1", "05/01/2024"), ("A2", "06/02/2024"))
    attend("h1.csv", ("A1", "35.17", "5"), ("A2", "35.17", "7"))
    return meet, attend


def test_guests_of_a_meeting_are_replaced_together(meetings):
    meetings[1]("h2.csv", ("A1", "35.07", "6"))

    assert counting("kehadiran", "jumlah_orang") == [6, 7]


def test_an_addition_to_the_guests_of_a_meeting_leaves_the_others(meetings):
    meetings[1]("h2.csv", ("A1", "35.07", "6"), tambahan=True)

    assert counting("kehadiran", "jumlah_orang") == [5, 6, 7]


def test_guests_of_a_meeting_that_is_gone_go_with_it_and_no_more_can_come(meetings):
    meetings[0]("k2.csv", ("A1", "05/01/2024"), periode="2024")

    assert counting("kehadiran", "jumlah_orang") == [5]
    assert meetings[1]("h2.csv", ("A2", "35.07", "9")).per_aturan == {"induk_tidak_ada": 1}
    assert counting("kehadiran", "jumlah_orang") == [5]


NAMELESS = {"Nama Korban": "", "NIK": "", "Tanggal Lahir": ""}


@pytest.mark.parametrize("told", [{}, {"periode": "2024"}, {"tambahan": True}])
def test_nameless_registrations_under_another_kab_are_replaced_only_when_told_so(tmp_path, told):
    send(tmp_path, *[row(n, **NAMELESS) for n in range(2)])
    elsewhere = [row(n, **NAMELESS, **MALANG) for n in range(2)]

    if told:
        send(tmp_path, *elsewhere, name="b.csv", **told)
    else:
        with pytest.raises(intake.IntakeRefused, match=r"2 nomor .*35\.07.*35\.17.*--tambahan.*awalan"):
            send(tmp_path, *elsewhere, name="b.csv")

    assert counting(column="kode_kab") == (["35.07"] * 2 if told else ["35.17"] * 2)


def hand_ins(folder, *rows: tuple[str, int], name: str, periode: str = ""):
    """Months that were handed in on the given day of the next one."""
    lines = [
        {"Bulan": month, "Jatuh Tempo": date(2024, 9, 1), "Diterima": date(2024, 8, day)}
        for month, day in rows
    ]
    span = slices.span(periode) if periode else None
    return intake.accept([workbook(folder, name=name, Setoran=lines)], "uptd", None, span)[0]


def test_rows_of_institutions_are_replaced_by_their_key(tmp_path):
    hand_ins(tmp_path, ("2024-01", 1), ("2024-02", 1), name="a.xlsx")

    hand_ins(tmp_path, ("2024-02", 9), ("2024-03", 9), name="b.xlsx")

    assert counting("setoran", "bulan") == ["2024-01", "2024-02", "2024-03"]
    assert [day.day for day in counting("setoran", "diterima")] == [1, 9, 9]


def test_rows_of_institutions_that_a_period_no_longer_has_are_gone(tmp_path):
    hand_ins(tmp_path, ("2024-01", 1), ("2024-02", 1), ("2024-04", 1), name="a.xlsx")

    hand_ins(tmp_path, ("2024-01", 5), name="b.xlsx", periode="2024-01..2024-03")

    assert counting("setoran", "bulan") == ["2024-01", "2024-04"]


NUMBERLESS = """
nama = "tanpa_nomor"
arti = "Berkas tanpa nomor registrasi"
jenis = "csv"
tanggal = ["%d/%m/%Y"]
[[lembar]]
kunci = { no_registrasi = { baris = true } }
tetap = { no_korban = "1" }
[lembar.tabel.kasus.kolom]
tanggal_registrasi = "Tgl"
[lembar.tabel.korban]
tetap = { kode_kab = "35.17" }
kolom.tanggal_registrasi = "Tgl"
kolom.nama = "Orang"
"""


def numberless(folder, *rows: tuple[str, str], name: str, periode: str = "", mapping: str = NUMBERLESS):
    office_folder().mkdir(parents=True, exist_ok=True)
    if not (path := office_folder() / "tanpa_nomor.toml").exists():
        path.write_text(mapping, encoding="utf-8")
    path = csv_file(folder / name, [(MARK,), ("Tgl", "Orang"), *rows])
    return intake.accept([path], "rsud", None, slices.span(periode) if periode else None)[0]


def test_a_source_without_numbers_must_say_for_which_months_a_file_is_whole(tmp_path):
    numberless(tmp_path, ("05/01/2024", "Siti Aminah"), ("05/02/2024", "Dewi Lestari"), name="a.csv")
    again = [("05/01/2024", "Siti Aminah"), ("06/02/2024", "Dewi Lestari")]

    with pytest.raises(intake.IntakeRefused, match="hanya 0 di antaranya sama.*--periode"):
        numberless(tmp_path, *again, name="b.csv")
    numberless(tmp_path, *again, name="b.csv", periode="2024-01..2024-02")

    assert months() == {"01": 1, "02": 1}


def test_a_source_without_numbers_may_go_on_with_the_next_month(tmp_path):
    numberless(tmp_path, ("05/01/2024", "Siti Aminah"), name="a.csv")
    numberless(tmp_path, ("05/02/2024", "Siti Aminah"), name="b.csv")

    assert months() == {"01": 1, "02": 1}


def test_a_numberless_file_that_is_read_again_counts_its_victims_once(tmp_path):
    rows = [("05/01/2024", "Siti Aminah"), ("05/02/2024", "Dewi Lestari"), ("kemarin", "Rina Wati")]
    numberless(tmp_path, *rows, name="a.csv")
    more = office_folder() / "lain.toml"
    more.write_text(NUMBERLESS.replace("tanpa_nomor", "lain").replace('"Orang"', '"Nama"'), encoding="utf-8")

    again = numberless(tmp_path, *rows, name="a.csv")

    assert not again.sudah_ada
    assert (again.korban_digantikan, again.korban_hilang) == (2, 0)
    assert months() == {"01": 1, "02": 1}


def test_victims_whose_own_number_is_that_of_the_row_are_not_recognised_again(tmp_path):
    by_row = NUMBERLESS.replace("no_registrasi = { baris = true }", 'no_registrasi = "Tgl"')
    by_row = by_row.replace('tetap = { no_korban = "1" }', "").replace(
        '"Tgl" }', '"Tgl", no_korban = { baris = true } }'
    )
    numberless(tmp_path, ("05/01/2024", "Siti Aminah"), name="a.csv", mapping=by_row)

    with pytest.raises(intake.IntakeRefused, match="hanya 0 di antaranya sama.*--periode"):
        numberless(tmp_path, ("05/01/2024", "Siti Aminah"), ("05/01/2024", "Dewi Lestari"), name="b.csv")


@pytest.mark.parametrize(
    ("moment", "inside"),
    [("2024-02", True), ("2024-02-29", True), ("2024-03-01 10:00:00", True), ("2024-tw1", True),
     ("2024-tw2", False), ("2024", False), ("2023-12-31", False)],
)  # fmt: skip
def test_a_month_a_quarter_and_a_year_lie_in_a_period_when_all_of_them_does(moment, inside):
    assert slices._within(moment, slices.span("2024-01..2024-03")) == inside


@pytest.mark.parametrize("text", ["", "2024-13", "24", "2024-06..2024-01", "2024-01..", "Januari"])
def test_what_is_no_period_is_said_with_examples(text):
    with pytest.raises(ValueError, match="Tulis 2024, 2024-03, atau 2024-01..2024-06"):
        slices.span(text)


def test_the_warehouse_counts_after_each_step_what_is_in_force(tmp_path):
    def persons() -> int:
        warehouse.build(date(2025, 1, 1), progress=lambda _: None)
        with closing(warehouse.open_current()) as con:
            return engines.select_rows(con, "select count(*) as n from fct_registrasi")[0]["n"]

    send(tmp_path, *QUARTER)
    first = persons()
    send(tmp_path, *QUARTER[:5], row(8, "2024-04"), name="b.csv")
    second = persons()
    send(tmp_path, row(2, "2024-03", Usia="20"), name="c.csv", tambahan=True)

    assert (first, second, persons()) == (6, 6, 6)
    assert warehouse.check(lambda _: None) == []


def test_a_corrected_register_leaves_another_register_of_the_same_unit_alone(tmp_path):
    send(tmp_path, *QUARTER, name="rs-a.csv")
    send(tmp_path, row(20, "2024-02"), name="rs-b.csv")

    receipt = send(tmp_path, *(row(n, f"2024-0{n % 3 + 1}", Usia="25") for n in range(6)), name="rs-a-2.csv")

    assert (receipt.korban_digantikan, receipt.korban_hilang) == (6, 0)
    assert len(counting()) == 7
