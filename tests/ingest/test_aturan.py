"""Every rule of aturan.toml is broken by the row that it is meant for, and by no other."""

from datetime import date, datetime, time, timedelta

import numpy as np
import pyarrow as pa
import pytest
import sqlglot
from sqlglot import exp

from rekap import engines
from rekap.ingest import contract, in_force
from rekap.ingest.compiling import rules
from rekap.ingest.compiling.columns import ARROW, Draft

TODAY = date(2024, 6, 30)
TEN = time(10)
REGISTERED = date(2024, 3, 5)
EARLIER, LATER = date(2024, 3, 4), date(2024, 3, 6)
# Rule, table, column, then a row that breaks it and one that does not.
CASES = [
    ("tanggal_mustahil", "korban", "tanggal_kejadian",
     {"tanggal_registrasi": REGISTERED, "tanggal_kejadian": LATER},
     {"tanggal_registrasi": REGISTERED, "tanggal_kejadian": REGISTERED}),
    ("tanggal_mustahil", "korban", "tanggal_lahir",
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": LATER},
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": REGISTERED}),
    ("tanggal_mustahil", "korban", "tanggal_lahir",
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": date(1903, 3, 5)},
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": date(1904, 3, 5)}),
    ("umur_tidak_cocok", "korban", "umur",
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": date(2000, 3, 5), "umur": 26},
     {"tanggal_registrasi": REGISTERED, "tanggal_lahir": date(2000, 3, 5), "umur": 25}),
    ("umur_tidak_wajar", "korban", "umur",
     {"umur": 0, "pekerjaan": "bekerja"}, {"umur": 4, "pekerjaan": "pelajar"}),
    ("umur_tidak_wajar", "korban", "umur",
     {"umur": 9, "pendidikan": "sma"}, {"umur": 10, "pendidikan": "smp"}),
    ("umur_tidak_wajar", "korban", "umur",
     {"umur": 9, "status_perkawinan": "menikah"}, {"umur": 9, "status_perkawinan": "belum_menikah"}),
    ("disabilitas_tidak_cocok", "korban", "ragam_disabilitas",
     {"disabilitas": "tidak", "ragam_disabilitas": "fisik"},
     {"disabilitas": "ya", "ragam_disabilitas": "fisik"}),
    ("tanggal_mustahil", "korban_tutup", "tanggal_tutup",
     {"tanggal_tutup": EARLIER}, {"tanggal_tutup": REGISTERED}),
    ("asesmen_sebelum_registrasi", "asesmen", "tanggal", {"tanggal": EARLIER}, {"tanggal": REGISTERED}),
    ("rencana_sebelum_registrasi", "rencana", "tanggal", {"tanggal": EARLIER}, {"tanggal": REGISTERED}),
    ("tanggal_mustahil", "layanan", "tanggal",
     {"tanggal": TODAY + timedelta(1), "status": "selesai"},
     {"tanggal": TODAY + timedelta(1), "status": "rencana"}),
    ("layanan_sebelum_registrasi", "layanan", "tanggal",
     {"tanggal": EARLIER, "status": "selesai"}, {"tanggal": REGISTERED, "status": "selesai"}),
    ("waktu_tidak_cocok", "layanan", "waktu",
     {"tanggal": REGISTERED, "waktu": datetime.combine(LATER, TEN), "status": "selesai"},
     {"tanggal": REGISTERED, "waktu": datetime.combine(REGISTERED, TEN), "status": "selesai"}),
    ("waktu_tidak_cocok", "rujukan", "waktu_kirim",
     {"tanggal_kirim": LATER, "waktu_kirim": datetime.combine(REGISTERED, TEN), "status": "menunggu"},
     {"tanggal_kirim": LATER, "waktu_kirim": datetime.combine(LATER, TEN), "status": "menunggu"}),
    ("waktu_tidak_cocok", "rujukan", "waktu_keputusan",
     {"tanggal_keputusan": LATER, "waktu_keputusan": datetime.combine(TODAY, TEN), "status": "diterima"},
     {"tanggal_keputusan": LATER, "waktu_keputusan": datetime.combine(LATER, TEN), "status": "diterima"}),
    ("rujukan_sebelum_registrasi", "rujukan", "tanggal_kirim",
     {"tanggal_kirim": EARLIER, "status": "menunggu"}, {"tanggal_kirim": REGISTERED, "status": "menunggu"}),
    ("wajib_kosong", "rujukan", "tanggal_keputusan", {"status": "diterima"}, {"status": "menunggu"}),
    ("keputusan_tidak_cocok", "rujukan", "status",
     {"status": "menunggu", "tanggal_keputusan": LATER}, {"status": "diterima", "tanggal_keputusan": LATER}),
    ("keputusan_tidak_cocok", "rujukan", "status",
     {"status": "diterima", "alasan_penolakan": "penuh", "tanggal_keputusan": LATER},
     {"status": "ditolak", "alasan_penolakan": "penuh", "tanggal_keputusan": LATER}),
    ("hunian_sebelum_registrasi", "hunian", "tanggal_masuk",
     {"tanggal_masuk": REGISTERED - timedelta(31)}, {"tanggal_masuk": REGISTERED - timedelta(30)}),
    ("tanggal_mustahil", "monitoring", "tanggal", {"tanggal": EARLIER}, {"tanggal": REGISTERED}),
    ("pemantauan_tanpa_tanggal", "monitoring", "tanggal", {"hasil": "bertahan"}, {"hasil": None}),
]  # fmt: skip


def draft(tabel: str, *rows: dict) -> Draft:
    """Rows of one table, each an entry of its own, of a victim registered on the day."""
    table = contract.all_tables()[tabel]
    known = {**table.kolom, **table.isian}
    names = {name for row in rows for name in row}
    columns = {name: pa.array([row.get(name) for row in rows], ARROW[known[name].tipe]) for name in names}
    at = np.arange(len(rows))
    derived = {rules.INDUK: pa.array([REGISTERED] * len(rows), pa.date32())}
    return Draft(None, None, table, at, at, at, columns, [], None, derived)


def broken(tabel: str, *rows: dict, earlier: pa.Table | None = None) -> list[tuple]:
    """Rule, column, entry and message of all that these rows break."""
    with engines.memory() as con:
        return [
            (one.rule.id, one.rule.kolom, int(entry), one.pesan)
            for one in rules.broken(
                con, draft(tabel, *rows), TODAY, earlier or in_force.landed((), contract.all_tables()[tabel])
            )
            for entry in one.entries
        ]


@pytest.mark.parametrize(("aturan", "tabel", "kolom", "wrong", "right"), CASES)
def test_a_rule_is_broken_by_its_row_and_only_by_it(aturan, tabel, kolom, wrong, right):
    found = broken(tabel, right, wrong)

    assert [one[:3] for one in found] == [(aturan, kolom, 1)]


def test_every_rule_with_a_condition_is_broken_by_one_of_these_rows():
    tried = set()
    with engines.memory() as con:
        for _, tabel, _, wrong, _ in CASES:
            tried |= {
                one.rule for one in rules.broken(con, draft(tabel, wrong), TODAY, pa.table({"bulan": []}))
            }

    assert {rule for rule in rules.all_rules() if rule.bila} - tried == set()
    assert {rule.kueri for rule in rules.all_rules() if rule.kueri} == {
        "hunian_bertindih",
        "setoran_terlewat",
    }


@pytest.mark.parametrize("rule", [r for r in rules.all_rules() if r.bila], ids=lambda r: f"{r.tabel}-{r.id}")
def test_a_condition_reads_only_columns_of_its_table(rule):
    table = contract.all_tables()[rule.tabel]
    read = {column.name for column in sqlglot.parse_one(rule.bila, read="duckdb").find_all(exp.Column)}

    assert read <= {*table.kolom, *table.isian, "induk_tanggal_registrasi", "hari_ini"}
    assert ("induk_tanggal_registrasi" in read) <= (table.induk == "korban")


@pytest.mark.parametrize("rule", rules.all_rules(), ids=lambda r: f"{r.tabel}-{r.id}")
def test_a_message_is_a_sentence_that_says_what_to_do(rule):
    words = ("Perbaiki", "Periksa", "Isi ", "Wajib diisi", "Tambahkan")

    assert rule.pesan[0].isupper() and rule.pesan.endswith(".")
    assert any(word in rule.pesan for word in words)


def test_the_contract_states_the_order_of_two_dates_of_a_row():
    ((aturan, kolom, entry, pesan),) = broken(
        "hunian", {"tanggal_masuk": LATER, "tanggal_keluar": REGISTERED}
    )

    assert (aturan, kolom, entry) == ("tanggal_mustahil", "tanggal_keluar", 0)
    assert pesan == "Lebih awal daripada tanggal masuk. Perbaiki yang salah."


def stay(victim: str, first: int, last: int | None) -> dict:
    return {
        "id_korban": victim,
        "tanggal_masuk": date(2024, 4, first),
        "tanggal_keluar": last and date(2024, 4, last),
    }


@pytest.mark.parametrize(
    ("stays", "overlapping"),
    [
        ([stay("a", 1, 5), stay("a", 5, 9), stay("b", 2, 3)], {}),
        ([stay("a", 1, 5), stay("a", 4, 9)], {1: "keluar pada 05/04/2024"}),
        ([stay("a", 4, 9), stay("a", 1, 5)], {0: "keluar pada 05/04/2024"}),
        ([stay("a", 1, None), stay("a", 4, 9)], {1: "belum keluar"}),
        ([stay("a", 1, 5), stay("a", 1, 5)], {}),  # one stay that two rows state
        ([stay("a", 1, None), stay("a", 1, 5)], {}),
        ([stay("a", 1, 5), stay("a", 1, 5), stay("a", 4, 9), stay("a", 4, 9)],
         {2: "keluar pada 05/04/2024", 3: "keluar pada 05/04/2024"}),
        ([stay("a", 1, 5), stay("a", 4, 2), stay("a", 6, 7)], {}),  # one that ends before it begins
        ([stay("a", 1, 20), stay("a", 3, 4), stay("a", 6, 7)], {1: "pada 20/04/2024", 2: "pada 20/04/2024"}),
    ],
)  # fmt: skip
def test_two_stays_of_one_victim_do_not_overlap(stays, overlapping):
    found = [one for one in broken("hunian", *stays) if one[0] == "hunian_bertindih"]

    assert {entry: said for _, _, entry, said in found}.keys() == overlapping.keys()
    assert all(overlapping[entry] in said for _, _, entry, said in found)


def month(bulan: str, kab: str = "35.17", sumber: str = "simfoni") -> dict:
    return {"sumber_pelapor": sumber, "kode_kab": kab, "bulan": bulan}


def landed(*months: dict) -> pa.Table:
    return pa.Table.from_pylist(list(months))


@pytest.mark.parametrize(
    ("months", "earlier", "gaps"),
    [
        (["2023-11", "2023-12", "2024-01"], [], {}),
        (["2024-01", "2024-03"], [], {1: "2024-02 untuk 35.17"}),
        (["2024-05", "2024-01"], [], {0: "2024-02 s.d. 2024-04 untuk 35.17"}),
        (["2023-11", "2024-02"], ["2023-12", "2024-01"], {}),
        (["2024-04"], ["2024-01", "2024-02"], {0: "2024-03 untuk 35.17"}),
        (["2024-01"], ["2024-03"], {0: "2024-02 untuk 35.17"}),
        (["2024-06"], ["2024-01", "2024-03", "2024-05"], {}),
    ],
)
def test_a_month_that_nobody_has_logged_is_named_at_the_row_beside_the_gap(months, earlier, gaps):
    before = landed(month("2020-01", "35.07"), *map(month, earlier))

    found = broken("setoran", *map(month, months), earlier=before)

    assert {entry: said for _, _, entry, said in found}.keys() == gaps.keys()
    assert all(gaps[entry] in said for _, _, entry, said in found)


def test_gaps_are_sought_in_each_source_and_kab_alone():
    months = [month("2024-01"), month("2024-02", "35.07"), month("2024-03"), month("2024-02", sumber="uptd")]

    (gap,) = broken("setoran", *months, earlier=landed(month("2024-02", "35.18")))

    assert gap[:3] == ("setoran_terlewat", "bulan", 2)


GOOD = 'id = "a"\ntabel = "korban"\nkolom = "umur"\nkeparahan = "tolak"\npesan = "P."\nbila = "umur > 1"'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[aturan]", "tidak dapat dibaca"),
        ("[[atura]]\n" + GOOD, "'aturan'"),
        ("[[aturan]]\n" + GOOD.replace("bila", "bilah"), "bilah"),
        ("[[aturan]]\n" + GOOD.replace('pesan = "P."\n', ""), "pesan"),
        ("[[aturan]]\n" + GOOD.replace("korban", "korbn"), "aturan a menyebut korbn.umur"),
        ("[[aturan]]\n" + GOOD.replace('"umur"', '"umr"'), "aturan a menyebut korban.umr"),
        ("[[aturan]]\n" + GOOD.replace("tolak", "tola"), "keparahan tola pada a"),
        ("[[aturan]]\n" + GOOD.replace('bila = "umur > 1"', ""), "bila atau kueri"),
        ("[[aturan]]\n" + GOOD + '\nkueri = "hunian_bertindih"', "bila atau kueri"),
        ("[[aturan]]\n" + GOOD.replace('bila = "umur > 1"', 'kueri = "entah"'), "kueri entah"),
    ],
)
def test_a_misspelt_file_of_rules_is_refused_in_a_sentence(tmp_path, text, said):
    (tmp_path / "aturan.toml").write_text(text, encoding="utf-8")

    with pytest.raises(rules.RuleError, match="aturan.toml") as refused:
        rules.read(tmp_path / "aturan.toml")

    assert said in str(refused.value)


def test_the_rules_of_this_file_are_well_written(tmp_path):
    (tmp_path / "aturan.toml").write_text("[[aturan]]\n" + GOOD, encoding="utf-8")

    assert [rule.id for rule in rules.read(tmp_path / "aturan.toml")] == ["a"]
