"""A mapping is proposed from headings and values; doubts are asked, and nobody's name is repeated."""

import json
import re
import tomllib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rekap.__main__ import main
from rekap.ingest import mapping
from rekap.ingest import proposal as propose
from rekap.ingest.mapping import language
from rekap.ingest.proposal import date_forms, synonyms
from rekap.ingest.proposal import report as proposal_report
from rekap.ingest.proposal.toml_text import toml
from rekap.ingest.reading.read_file import read_book
from tests.ingest.files import MARK, SHEETS, SIMFONI, csv_file
from tests.ingest.mapped import book, rows, sheet


@pytest.fixture(scope="module")
def any_folder(tmp_path_factory):
    return tmp_path_factory.mktemp("usulan")


BRAZIL = [
    ("Número do protocolo", "Data da denúncia", "Sexo da vítima", "Idade", "Município", "Tipo de violência",
     "Escolaridade", "Relação vítima suspeito", "Cenário da violação", "Idade do suspeito"),
    ("P1", "5 de março de 2024", "Feminino", "31", "Jombang", "Violência física|Violência psicológica",
     "Médio", "Cônjuge", "Casa da vítima", "40"),
    ("P2", "15 de abril de 2024", "Masculino", "Não informado", "Jombang", "Violência sexual", "Superior",
     "Pai", "Escola", "50"),
]  # fmt: skip
SPAIN = [
    ("Folio", "Fecha de la llamada", "Sexo", "Edad", "Municipio", "Violencia física", "Violencia sexual",
     "Asesoría jurídica", "Atención psicológica"),
    ("1", "05/03/2024", "Mujer", "31", "Jombang", "Sí", "No", "26/03/2024", ""),
    ("2", "16/03/2024", "Hombre", "8", "Jombang", "No", "No", "", "27/03/2024"),
]  # fmt: skip
PORTAL = [
    ("Case ID", "Report Date", "Victim Sex", "Victim Age", "Location", "Service Type", "Service Date"),
    ("1", "03/05/2024", "F", "31", "Jombang, East Java", "Counseling", "04/25/2024"),
    ("2", "03/25/2024", "M", "12", "Malang, East Java", "Legal aid", "04/02/2024"),
]
HOSPITAL = [
    (MARK,), ("REKAP PASIEN 2024",),
    ("No", "No RM", "Nama Pasien", "NIK", "Tgl Lahir", "JK", "Tgl Kunjungan", "Alamat", "Tindakan"),
    (1, "RM-1", "Uji Coba", "3517095203990001", "25-03-1999", "P", "05-03-2024",
     "Jl. Uji, Kec. Jombang, Kab. Jombang", "Visum"),
]  # fmt: skip
POLICE = [
    (MARK,),
    ("No. LP", "Tanggal", "Korban", "Korban", "Korban", "Pelaku", "Pelaku", "Tindak Pidana"),
    ("No. LP", "Tanggal", "Nama", "Umur", "JK", "Nama", "Umur", "Tindak Pidana"),
    ("LP/1", "25/03/2024", "Uji Coba", 24, "P", "Orang Lain", 50, "Penganiayaan"),
]


def accepted(proposal: propose.Proposal, folder, file) -> dict[str, list[dict]]:
    """What the file gives once a person has agreed to everything that was asked."""
    proposal.perlu.clear()
    (folder / "usulan.toml").write_text(toml(proposal, "35"), encoding="utf-8")
    return rows(mapping.choose(file, (language.read(folder / "usulan.toml"),)))


def found(lines, folder, kode=None, nama="", **edits):
    file = book(sheet(*lines, nama=nama))
    return accepted(propose.propose(file, kode), folder, file)


def asked(lines, kode=None) -> str:
    return "; ".join(propose.propose(book(sheet(*lines)), kode).perlu)


def test_a_known_layout_is_proposed_as_its_mapping_says(tmp_path):
    lines = [(MARK,), list(SIMFONI), list(SIMFONI.values())]
    shipped = next(m for m in mapping.load_all() if m.nama == "simfoni_v2")

    proposed = found(lines, tmp_path)

    assert proposed == rows(mapping.choose(book(sheet(*lines)), (shipped,)))


def test_a_workbook_is_split_by_its_sheets(tmp_path):
    file = book(*(sheet((MARK,), list(v), list(v.values()), nama=k) for k, v in SHEETS.items()))
    shipped = next(m for m in mapping.load_all() if m.nama == "uptd_v3")

    proposed = accepted(propose.propose(file), tmp_path, file)

    expected = rows(mapping.choose(file, (shipped,)))
    expected.pop("korban_tutup", None)
    assert proposed == expected


def test_a_portuguese_hotline_is_mapped(tmp_path):
    proposed = found(BRAZIL, tmp_path)

    one, two = proposed["korban"]
    assert (one["tanggal_registrasi"], one["jenis_kelamin"], one["umur"]) == (date(2024, 3, 5), "P", 31)
    assert (two["tanggal_registrasi"], two["umur"]) == (date(2024, 4, 15), None)
    assert (one["hubungan_pelaku"], one["tempat_kejadian"], one["pendidikan"]) == (
        "suami_istri", "rumah_tangga", "sma",
    )  # fmt: skip
    assert proposed["korban_kekerasan"][0]["jenis_kekerasan"] == ("fisik", "psikis")


def test_the_perpetrator_s_age_is_nobody_s_age(tmp_path):
    proposal = propose.propose(book(sheet(*BRAZIL)))

    assert proposal.sheets[0].assigned.left == ["Idade do suspeito"]


def test_the_day_of_a_complaint_is_the_registration_and_no_service(tmp_path):
    lines = [("No Kasus", "Tanggal Pengaduan", "JK"), ("K-1", "25/03/2024", "P")]

    proposed = found(lines, tmp_path, kode="35.17")

    assert proposed["korban"][0]["tanggal_registrasi"] == date(2024, 3, 25)
    assert "layanan" not in proposed


@pytest.mark.parametrize(
    ("heading", "isian", "meant"),
    [
        ("Idade do suspeito", "korban.umur", False),
        ("Nama Pelaku", "korban.nama", False),
        ("Nama Pelaku", "korban.hubungan_pelaku", False),
        ("Hubungan dgn Pelaku", "korban.hubungan_pelaku", True),
        ("Tgl. Lahir Korban", "korban.tanggal_lahir", True),
        ("victimAge", "korban.umur", True),
        ("Nomor Registrasi", "korban.no_registrasi", True),
    ],
)
def test_a_heading_means_a_column_by_its_name(heading, isian, meant):
    (column,) = (one for one in synonyms.fields() if one.nama == isian)

    assert (synonyms.heading_score(heading, column) > 0.6) == meant


def test_ticked_and_dated_columns_of_a_spanish_file_are_mapped(tmp_path):
    proposed = found(SPAIN, tmp_path)

    assert [row["jenis_kekerasan"] for row in proposed["korban_kekerasan"]] == [("fisik",), ()]
    assert [(r["kode_layanan"], r["tanggal"]) for r in proposed["layanan"]] == [
        ("HUKUM_BANTUAN", date(2024, 3, 26)),
        ("PSIKOSOSIAL", date(2024, 3, 27)),
    ]
    assert "layanan.status" in asked(SPAIN)


def test_month_first_dates_and_a_region_within_a_place_are_found(tmp_path):
    lines = [PORTAL[0], PORTAL[1], (*PORTAL[2][:4], "Jombang, East Java", *PORTAL[2][5:])]

    proposed = found(lines, tmp_path)

    assert [row["tanggal_registrasi"] for row in proposed["korban"]] == [date(2024, 3, 5), date(2024, 3, 25)]
    assert {row["kode_kab"] for row in proposed["korban"]} == {"35.17"}
    assert "korban.kode_kab diambil dari kolom Location, tetapi belum pasti" in asked(lines)


def test_the_office_s_code_makes_a_column_of_places_the_domicile(tmp_path):
    (row,) = found(HOSPITAL, tmp_path, kode="35.17")["korban"]

    assert (row["kode_kab"], row["kab_domisili"], row["kecamatan_domisili"]) == (
        "35.17", "Kab. Jombang", "Jombang",
    )  # fmt: skip


def test_a_visit_without_a_service_date_asks_whether_the_visit_is_the_service(tmp_path):
    (row,) = found(HOSPITAL, tmp_path, kode="35.17")["layanan"]

    assert (row["kode_layanan"], row["tanggal"]) == ("KESEHATAN", date(2024, 3, 5))
    assert "layanan.tanggal tidak ada; usulan memakai tanggal registrasi" in asked(HOSPITAL, "35.17")


def test_headings_in_groups_tell_the_victim_from_the_perpetrator(tmp_path):
    (row,) = found(POLICE, tmp_path, kode="35.17", nama="LP")["korban"]

    assert (row["nama"], row["umur"], row["tanggal_registrasi"]) == ("Uji Coba", 24, date(2024, 3, 25))


def test_a_sheet_named_for_its_table_needs_only_the_rest_of_a_name(tmp_path):
    headings = ("No Kasus", "No Korban", "Kode Wilayah", "Jenis", "Masuk", "Keluar")
    stay = ("K-1", "1", "3517", "Rumah aman", "05/03/2024", "25/03/2024")
    file = book(sheet(headings, stay, nama="Rumah Aman"))

    (row,) = accepted(propose.propose(file), tmp_path, file)["hunian"]

    assert (row["tanggal_masuk"], row["tanggal_keluar"]) == (date(2024, 3, 5), date(2024, 3, 25))
    assert row["kode_kab"] == "35.17"


def test_parts_of_a_table_take_its_day(tmp_path):
    groups = (None, None, None, "Kebutuhan", "Kebutuhan")
    headings = ("No Kasus", "No Korban", "Tanggal Asesmen", "Bantuan hukum", "Kesehatan")
    file = book(sheet(groups, headings, ("K-1", "1", "25/03/2024", "ya", ""), nama="Asesmen"))

    (row,) = accepted(propose.propose(file), tmp_path, file)["asesmen_kebutuhan"]

    assert (row["tanggal"], row["kode_layanan"]) == (date(2024, 3, 25), ("HUKUM_BANTUAN",))


def test_a_list_of_institutions_is_not_taken_for_victims(tmp_path):
    lines = [("Nama Lembaga", "Kode Kab/Kota", "Aktif", "Jumlah SDM"), ("Yayasan Uji", "35.17", "Ya", "5")]

    proposed = found(lines, tmp_path)

    assert list(proposed) == ["lks"]
    assert proposed["lks"][0]["aktif"] == "ya"


def test_a_file_without_numbers_gets_row_numbers_and_a_question(tmp_path):
    lines = [row[1:] for row in PORTAL]

    text = toml(propose.propose(book(sheet(*lines))), "35")

    assert "no_registrasi = { baris = true }" in text
    assert "berkas perbaikan harus menggantikan seluruh isinya" in text


def test_what_is_required_and_missing_is_asked_and_the_mapping_is_refused_until_it_is_answered(tmp_path):
    lines = [[cell for at, cell in enumerate(row) if at != 4] for row in PORTAL]
    proposal = propose.propose(book(sheet(*lines)))
    (tmp_path / "usulan.toml").write_text(toml(proposal, None), encoding="utf-8")

    with pytest.raises(mapping.MappingError, match=r"masih perlu diperiksa: .*korban\.kode_kab wajib"):
        language.read(tmp_path / "usulan.toml")


def test_a_spelling_that_only_looks_like_a_code_is_left_as_a_comment(tmp_path):
    header, first, second = BRAZIL
    odd = [(*row[:5], "Kekersan Fisik", *row[6:]) for row in [first] * 3]

    text = toml(propose.propose(book(sheet(header, *odd, second))), "35")

    assert '# PERIKSA "Kekersan Fisik" = "fisik"   # mirip 0,9' in text
    assert "3 baris" in text


def test_spellings_that_no_list_knows_are_counted(tmp_path):
    header, first, second = BRAZIL
    odd = [(*row[:5], "Bullying", "Não informado", *row[7:]) for row in [first] * 3]

    proposal = propose.propose(book(sheet(header, *odd, second)))

    assert proposal.tidak_dikenal == [("korban_kekerasan.jenis_kekerasan", "Bullying", 3)]


@pytest.mark.parametrize("kode_column", ["Siti Rahma", "x1@surat.id", "3517095203990001", "a" * 70])
def test_what_may_be_a_person_is_never_repeated(kode_column, tmp_path):
    """In a row that slipped by one cell a name stands where a code should."""
    lines = [(MARK,), list(SIMFONI)]
    lines += [list({**SIMFONI, "Nama Korban": "Siti Rahma", "Pendidikan": kode_column}.values())] * 3

    proposal = propose.propose(book(sheet(*lines)))

    told = toml(proposal, "35") + json.dumps(proposal_report.summary(proposal))
    told += " ".join(proposal_report.sentences(proposal))
    for secret in (kode_column, "Rahma", "3517095203990001", "3517/SP/2024/00012", "12/03/1999"):
        assert secret not in told


def test_a_rare_spelling_is_hidden_where_nobody_s_name_is_known():
    header, first, second = BRAZIL

    proposal = propose.propose(book(sheet(header, (*first[:5], "Rahma", *first[6:]), second)))

    assert proposal.tidak_dikenal == [("korban_kekerasan.jenis_kekerasan", "(tidak ditampilkan)", 1)]


@pytest.mark.parametrize("slipped", ["Rahma", "Siti", "Ibu Rahma", "Fisik Rahma", "Tri"])
@pytest.mark.parametrize("named", ["Nama Korban", "Keterangan"])
def test_a_name_among_codes_is_not_shown_though_other_columns_hold_names(slipped, named):
    header = ("No Kasus", "Tanggal Lapor", "JK", "Hubungan Pelaku", named)
    lines = [
        ("K-1", "25/03/2024", "P", slipped, "Wati Lestari"),
        ("K-2", "26/03/2024", "P", "Suami", "Eko S"),
    ]

    proposal = propose.propose(book(sheet(header, *lines)))

    assert proposal.tidak_dikenal == [("korban.hubungan_pelaku", "(tidak ditampilkan)", 1)]


@pytest.mark.parametrize("heading", ["Nama Pelapor", "Yang Melapor"])
def test_a_word_of_any_column_of_names_is_not_shown_however_often_it_is_said(heading):
    header = ("No Kasus", "Tanggal Lapor", "JK", "Hubungan Pelaku", heading)
    lines = [(f"K-{n}", "25/03/2024", "P", "Lestari", f"{n * 'W'}ati Lestari") for n in range(1, 5)]

    proposal = propose.propose(book(sheet(header, *lines)))

    assert proposal.tidak_dikenal == [("korban.hubungan_pelaku", "(tidak ditampilkan)", 4)]


def test_a_perpetrator_s_name_is_not_shown_however_often_it_stands():
    header = ("No Kasus", "Tanggal Lapor", "JK", "Pelaku")
    lines = [(f"K-{n}", "25/03/2024", "P", who) for n, who in enumerate(["Suami"] * 4 + ["Bambang"] * 4)]

    proposal = propose.propose(book(sheet(header, *lines)))

    assert proposal.tidak_dikenal == [("korban.hubungan_pelaku", "(tidak ditampilkan)", 4)]


@pytest.mark.parametrize("spelling", ["Penelantaran Fisik Seksual", "9"])
def test_a_rare_spelling_of_known_words_is_shown(spelling):
    header, first, second = BRAZIL

    proposal = propose.propose(book(sheet(header, (*first[:5], spelling, *first[6:]), second)))

    assert [word for _, word, _ in proposal.tidak_dikenal] == [spelling]


STAFF = [(None,), ("Daftar petugas",), ("Nama Petugas", "Jenis Kelamin", "No HP", "Layanan"),
         ("Rahma Lestari", "Rahma", "-", "Zubaidah")]  # fmt: skip


@pytest.mark.parametrize(("gaps", "ends"), [(0, True), (1, False)])
def test_another_table_below_is_asked_about_and_nothing_of_it_is_read(tmp_path, gaps, ends):
    rows_ = [(f"K-{n}", f"{n + 10}/03/2024", "P", "Fisik") for n in range(4)]
    lines = [("No Kasus", "Tanggal Lapor", "JK", "Jenis Kekerasan"), *rows_, *[(None,), rows_[0]][: 2 * gaps]]
    file = book(sheet(*lines, *STAFF))

    proposal = propose.propose(file, "35.17")
    text = toml(proposal, "35")

    assert f"di bawah baris {5 + 2 * gaps} ada tabel lain (judulnya di baris {8 + 2 * gaps})" in text
    assert ("sampai_baris_kosong = true" in text) == ends
    assert proposal.tidak_dikenal == []
    if ends:
        assert len(accepted(proposal, tmp_path, file)["korban"]) == 4


def test_rows_of_words_below_an_empty_row_are_no_table(tmp_path):
    lines = [("No Kasus", "JK", "Hubungan Pelaku"), ("A", "P", "Suami"), (None,), ("B", "P", "Ayah")]

    assert "tabel lain" not in asked(lines, "35.17")


def test_a_group_and_the_rest_of_a_name_below_it_are_read_as_one_name(tmp_path):
    lines = [
        ("No Kasus", "Tanggal Lapor", "Korban", "Korban", "Kekerasan", "Kekerasan"),
        ("No Kasus", "Tanggal Lapor", "Nama", "JK", "Jenis", "Tempat"),
        ("K-1", "25/03/2024", "Uji Coba", "P", "Fisik", "Rumah"),
    ]

    proposed = found(lines, tmp_path, "35.17")

    assert proposed["korban_kekerasan"][0]["jenis_kekerasan"] == ("fisik",)


def test_victims_without_a_kind_of_violence_are_a_question():
    lines = [("No Kasus", "Tanggal Lapor", "JK", "Rincian"), ("K-1", "25/03/2024", "P", "lihat berkas")]

    assert "jenis_kekerasan tidak ditemukan" in asked(lines, "35.17")
    assert "jenis_kekerasan tidak ditemukan" not in asked(BRAZIL, "35.17")


def test_the_number_of_a_call_is_that_of_a_case_where_victims_are_listed(tmp_path):
    lines = [("Call ID", "Call Date", "Sex", "Age"), ("C-1", "2024-03-25", "F", "31")]

    assert found(lines, tmp_path, "35.17")["korban"][0]["no_registrasi"] == "C-1"


def test_rows_without_headings_are_not_mapped():
    with pytest.raises(propose.ProposalRefused, match="tidak ditemukan baris judul"):
        propose.propose(book(sheet(("Uji", "Coba", "Jombang"), ("Uji", "Dua", "Malang"))))


def test_ticked_services_are_given_on_the_day_of_the_visit_if_a_person_agrees(tmp_path):
    lines = [
        ("Case ID", "Report Date", "Victim Sex", "District", "Legal aid", "Counseling", "Needs shelter"),
        ("1", "03/25/2024", "F", "Jombang Regency", "Y", "Y", "N"),
        ("2", "03/26/2024", "F", "Jombang", "N", "N", "Y"),
    ]

    proposed = found(lines, tmp_path)

    assert [row["kode_kab"] for row in proposed["korban"]] == ["35.17", "35.17"]
    assert [(r["no_registrasi"], r["kode_layanan"], r["tanggal"].day) for r in proposed["layanan"]] == [
        ("1", "HUKUM_BANTUAN", 25),
        ("1", "PSIKOSOSIAL", 25),
    ]
    assert "layanan.tanggal tidak ada; usulan memakai tanggal registrasi" in asked(lines)


def test_a_title_over_all_columns_is_no_heading(tmp_path):
    title = ("REKAP KASUS",) * len(PORTAL[0])

    proposal = propose.propose(book(sheet(title, *PORTAL)))

    assert proposal.sheets[0].baris_judul == 1
    assert proposal.sheets[0].assigned.picks["korban.umur"].judul == "Victim Age"


def test_no_synonym_means_two_codes_or_two_columns_of_one_table():
    told: dict[tuple[str, str], set[str]] = {}
    for jenis in ("nilai", "bulan"):
        for untuk, texts in synonyms._synonyms(jenis).items():
            for text in texts:
                told.setdefault((untuk.split(".")[0] if jenis == "nilai" else "", text), set()).add(untuk)
    for isian in synonyms.fields():
        said = synonyms._synonyms("isian")
        for text in (*said.get(isian.nama, ()), *said.get(isian.column.nama, ())):
            told.setdefault((isian.tabel, text), set()).add(isian.nama)

    assert not {text: meant for text, meant in told.items() if len(meant) > 1}


_WORD = st.one_of(
    st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\x1f"), max_size=12), st.integers(),
    st.dates(), st.floats(allow_nan=False), st.booleans(),
    st.sampled_from([*PORTAL[0], *BRAZIL[0], "ya", "05/03/2024", "Jombang", "F", "Fisik"]),
)  # fmt: skip


@settings(deadline=None, max_examples=50)
@given(
    st.lists(st.lists(_WORD, min_size=1, max_size=8), min_size=1, max_size=8),
    st.sampled_from([None, "35.17"]),
)
def test_any_table_gives_a_proposal_that_can_be_read_or_a_reason(any_folder, lines, kode):
    file = book(sheet(*lines))
    try:
        proposal = propose.propose(file, kode)
    except propose.ProposalRefused:
        return
    text = toml(proposal, "35")
    complete = not proposal.perlu
    proposal.perlu.clear()
    (any_folder / "usulan.toml").write_text(toml(proposal, "35"), encoding="utf-8")

    assert tomllib.loads(text)["lembar"]
    if complete:
        rows(mapping.choose(file, (language.read(any_folder / "usulan.toml"),)))


def test_a_long_number_in_a_file_name_does_not_name_the_mapping():
    assert propose.slug("Rekap 3517095203990001 Mei.csv") == "rekap_mei"


@pytest.mark.parametrize(
    ("values", "forms", "doubt"),
    [
        (["25/03/2024", "05/03/2024"], ("%d/%m/%Y",), None),
        (["03/25/2024", "03/05/2024"], ("%m/%d/%Y",), None),
        (["05/03/2024", "06/03/2024"], ("%d/%m/%Y",), "tidak terbukti apakah HH/BB/TTTT atau BB/HH/TTTT"),
        (["25/03/2024", "25/04/2024", "03/25/2024"], ("%d/%m/%Y",), "sebagian nilai hanya cocok"),
        (["2024-03-05", "5 Maret 2024"], (), None),
        (["20240305"], ("%Y%m%d",), None),
        (["25-03-24"], ("%d-%m-%y",), None),
        (["45356", "45357"], ("serial1900",), "menurut Excel"),
    ],
)
def test_date_forms_are_told_by_evidence_and_doubts_are_said(values, forms, doubt):
    found = date_forms.forms_of(values)

    assert found.tanggal == forms
    assert doubt in " ".join(found.ragu) if doubt else not found.ragu


def test_dates_that_no_form_reads_are_told_by_column_and_first_row():
    lines = [
        ("No Kasus", "Tanggal Lapor", "JK", "Tgl Kejadian"),
        ("K-1", "25/03/2024", "P", "25/03/2024"),
        ("K-2", "25/03/2024", "P", "5 Ventôse"),
        ("K-3", "26/03/2024", "P", "6 Ventôse"),
    ]

    said = asked(lines, "35.17")

    assert "kolom Tgl Kejadian: 2 bentuk tanggal belum terbaca, yang pertama di baris 3" in said
    assert "Ventôse" not in said and "kolom Tanggal Lapor" not in said


def test_a_missing_code_of_a_place_is_asked_for_with_both_ways_to_give_it():
    said = asked([("No Kasus", "Tanggal Lapor", "JK"), ("K-1", "25/03/2024", "P")])

    assert "ulangi dengan --kode, misalnya --kode 35.17 (hapus usulan lama), atau tulis kode_kab di" in said


def test_the_command_saves_a_mapping_that_recognises_the_file_and_never_overwrites_it(
    tmp_path, monkeypatch, capsys
):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    path = csv_file(tmp_path / "disque.csv", [(MARK,), *BRAZIL])

    assert main(["petakan", str(path), "--sumber", "uptd", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert told["berkas"].endswith("pemetaan/uptd_disque.toml")
    assert told["lembar"][0]["judul_tidak_dipakai"] == ["Idade do suspeito"]
    saved = tmp_path / "pemetaan" / "uptd_disque.toml"
    reviewed = re.sub(
        r"perlu_diperiksa = \[.*?\n\]\n", "", saved.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    saved.write_text(reviewed, encoding="utf-8")
    assert mapping.choose(read_book(path), mapping.load_all()).mapping.nama == "uptd_disque"
    assert main(["petakan", str(path), "--sumber", "uptd", "--keluar", str(saved)]) == 1
    assert "sudah ada dan tidak ditimpa" in capsys.readouterr().out


def test_a_file_without_the_mark_is_refused_before_anything_of_it_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    path = csv_file(tmp_path / "disque.csv", BRAZIL)

    assert main(["petakan", str(path)]) == 1
    assert "Tidak ada tanda DATA SINTETIS" in capsys.readouterr().out
    assert not (tmp_path / "pemetaan").exists()


def test_a_known_layout_needs_no_proposal_unless_a_file_is_named_for_it(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    path = csv_file(tmp_path / "simfoni.csv", [(MARK,), list(SIMFONI), list(SIMFONI.values())])

    assert main(["petakan", str(path)]) == 1
    assert "Sudah dikenal sebagai simfoni_v2; langsung jalankan terima." in capsys.readouterr().out
    assert not (tmp_path / "pemetaan").exists()
    assert main(["petakan", str(path), "--keluar", str(tmp_path / "usulan.toml")]) == 0


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path, capsys):
    path = csv_file(tmp_path / "disque.csv", [(MARK,), *BRAZIL])
    (tmp_path / "berkas").write_text("")

    assert main(["petakan", str(path), "--keluar", str(tmp_path / "berkas" / "a" / "b.toml")]) == 1
    assert "tidak dapat ditulis" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (["--sumber", "bulan"], "Sumber 'bulan' tidak dikenal"),
        (["--kode", "99"], "bukan kode"),
        (["--lembar", "Lain"], "tidak ada"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, monkeypatch, capsys, options, reason):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    path = csv_file(tmp_path / "a.csv", [(MARK,), *BRAZIL])

    assert main(["petakan", str(path), *options]) == 1
    assert reason in capsys.readouterr().out


def test_a_victim_number_that_the_proposal_made_up_and_services_it_did_not_find_are_questions():
    heads = ("Case No", "Reported", "Sex", "Intervention", "Outcome")
    lines = [heads, *((f"K-{n}", "2024-03-05", "Female", "Talk", "ok") for n in range(6))]

    said = asked(lines, "35.17")

    assert "satu korban per nomor registrasi" in said
    assert "layanan tidak ditemukan; bila ada, kolomnya di antara: " in said and "Intervention" in said
