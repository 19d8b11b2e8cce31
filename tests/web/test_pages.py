"""Every page for every role: it opens, strangers see nothing, narrow scopes see less, empty is a sentence."""

import pytest
from streamlit.testing.v1 import AppTest

from rekap import access, reports, settings
from rekap.ui import account, failure, session, tables, takeaway
from tests.web.conftest import words

PAGES = ("ringkasan", "wilayah", "unduh", "metode")
ROLES = tuple(access.PERAN_CONTOH)
FORBIDDEN = ("None", "nan", "NaN", "null", "Error", "Traceback", "<NA>")
CHARTS = "plotly_chart"


@pytest.mark.parametrize("halaman", PAGES)
@pytest.mark.parametrize("akun", ROLES)
def test_every_page_opens_for_every_role(visit, akun, halaman):
    at = visit(akun, halaman)

    assert not at.exception
    assert "DATA SINTETIS" in words(at)
    assert not [word for word in FORBIDDEN if f" {word} " in f" {words(at)} "]


@pytest.mark.parametrize("halaman", PAGES)
def test_a_stranger_gets_the_sign_in_page_and_no_figure(visit, halaman):
    at = visit(None, halaman, wilayah="Kab. Jombang")

    assert "Pilih sebagai siapa" in words(at)
    assert not at.get(CHARTS) and not at.get("arrow_data_frame") and not at.selectbox
    assert "39,8" not in words(at)


@pytest.mark.parametrize("frame_drawn", [False, True])
@pytest.mark.parametrize("halaman", PAGES)
def test_a_page_file_served_by_itself_asks_who_is_there(editions, monkeypatch, halaman, frame_drawn):
    monkeypatch.setattr(account, "current_session", lambda: None)
    at = AppTest.from_file(str(settings.ROOT / "pages" / f"{halaman}.py"), default_timeout=30)
    at.session_state["_bingkai"] = frame_drawn
    at.run()

    assert [m.value for m in at.markdown] == ["Silakan masuk dahulu."]
    assert not at.get(CHARTS) and not at.get("html")


def test_a_page_without_its_frame_shows_nothing_even_to_who_is_known(editions, monkeypatch):
    current = session.open_for("kepala-jombang")
    monkeypatch.setattr(account, "current_session", lambda: current)
    at = AppTest.from_file(str(settings.ROOT / "pages" / "ringkasan.py"), default_timeout=30).run()

    assert not at.exception and not at.get(CHARTS)


def test_signing_out_elsewhere_closes_the_open_page(visit, monkeypatch):
    at = visit("kepala-jombang")
    monkeypatch.setattr(account, "current_session", lambda: None)

    at.run()

    assert "Pilih sebagai siapa" in words(at) and "39,8" not in words(at)


def test_the_role_in_the_address_is_ignored(visit):
    at = visit("evaluator", wilayah="35.17", peran="kepala", sebagai="kepala-jombang")

    assert "±100 dari ±255" in words(at)
    assert "102 dari 256" not in words(at)


def test_the_head_sees_exact_figures_and_the_evaluator_protected_ones(visit):
    head = words(visit("kepala-jombang"))
    other = words(visit("evaluator", wilayah="35.17"))

    assert "39,8 %" in head and "102 dari 256" in head
    assert "±39 %" in other and "39,8 %" not in other and "256" not in other


def test_the_head_can_show_what_may_be_shown_to_everybody(visit):
    shown = words(visit("kepala-jombang", tampilan="Publikasi"))

    assert "±100 dari ±255" in shown and "102 dari 256" not in shown
    assert "tampilan publikasi" in shown


def test_the_internal_view_is_refused_with_a_sentence(visit):
    at = visit("evaluator", tampilan="Internal")

    assert "Tampilan internal hanya untuk yang berhak. Menampilkan publikasi." in words(at)


def test_outside_ones_own_region_figures_are_protected_and_it_is_said(visit):
    shown = words(visit("kepala-jombang", wilayah="35.78"))

    assert "±120 dari ±400" in shown
    assert "di luar kewenangan" in shown


def test_the_first_screen_says_number_direction_and_what_to_do(visit):
    at = visit("kepala-jombang")
    shown = words(at)

    assert "Naik 4,8 poin dari 2023." in shown and "di bawah target" in shown
    assert "85,0 %" in shown  # the other basis
    assert "18 orang masih menunggu." in [link.proto.label for link in at.get("page_link")]
    assert '<p class="rk-baris">UPTD PPA tidak melapor Oktober 2024' in shown
    assert "bukan jumlah seluruh kekerasan yang terjadi" in shown


def test_the_value_of_that_year_published_by_others_stands_beside(visit):
    assert "80,50 %" in words(visit("evaluator", wilayah="35.17"))
    assert "tidak ada untuk 2023" in words(visit("evaluator", wilayah="35.17", periode="2023"))


def test_the_basis_changes_the_large_number(visit):
    shown = words(visit("kepala-jombang", basis="kebutuhan"))

    assert '<p class="rk-besar">85,0 %</p>' in shown


def test_a_bad_link_is_answered_in_a_sentence(visit):
    at = visit("evaluator", periode="2031", wilayah="99.99", basis="rata-rata")
    shown = words(at)

    assert "Tautan ini memakai periode yang tidak ada (2031). Menampilkan 2024." in shown
    assert "Tautan ini memakai wilayah yang tidak ada (99.99)." in shown
    assert "Tautan ini memakai basis yang tidak ada (rata-rata)." in shown


def test_markup_in_a_link_is_shown_as_text(visit):
    shown = words(visit("evaluator", periode="<img src=x>"))

    assert "&lt;img src=x&gt;" in shown and "<img" not in shown


def test_a_link_may_name_its_choices_in_words_or_in_codes(visit):
    in_words = visit("kepala-jombang", wilayah="Kec. Jombang, Kab. Jombang", periode="Februari 2024")
    in_codes = visit("kepala-jombang", wilayah="35.17.09", periode="2024-02")

    assert words(in_words) == words(in_codes)
    assert "Kecamatan Jombang, Februari 2024" in words(in_codes)


def test_a_month_with_nobody_says_so(visit):
    shown = words(visit("kepala-jombang", wilayah="35.17.09", periode="2024-02"))

    assert "tidak ada korban tercatat" in shown


def test_a_place_that_did_not_report_says_so(visit):
    shown = words(visit("evaluator", wilayah="35.02"))

    assert "belum ada data yang disetor untuk Kab. Ponorogo" in shown


def test_a_small_protected_place_says_why_there_is_no_percentage(visit):
    shown = words(visit("evaluator", wilayah="35.17.13"))

    assert "0–4 orang" in shown and "melindungi korban" in shown


def test_a_period_that_a_view_does_not_have_is_replaced_and_told(visit):
    at = visit("kepala-jombang", periode="2024-02")
    at.session_state["tampilan"] = "publikasi"
    at.run()

    assert "Februari 2024 tidak ada dalam tampilan publikasi" in words(at)
    assert "2024" in words(at)


def test_the_breadcrumb_leads_up(visit):
    at = visit("kepala-jombang", "wilayah", wilayah="35.17.09")
    ups = [button.label for button in at.button if button.key and button.key.startswith("rk_naik_")]

    assert ups == ["Jawa Timur", "Kab. Jombang", "Zona Kota"]
    at.button(key="rk_naik_35.17").click().run()
    assert "<h1>Kab. Jombang</h1>" in words(at)


def test_the_select_box_drills_down(visit):
    at = visit("kepala-jombang", "wilayah")

    at.selectbox(key="rk_turun_35.17").select("35.17.Z3").run()

    assert "<h1>Zona Kota</h1>" in words(at)
    assert at.selectbox(key="wilayah").value == "35.17.Z3"


def test_zona_or_kecamatan_can_be_compared(visit):
    at = visit("perencana-jombang", "wilayah")

    at.button_group(key="tingkat_bawah").set_value("kecamatan").run()

    assert "Cakupan menurut kecamatan" in words(at)
    assert "batas perkiraan, bukan batas resmi" in words(at)


def test_the_lowest_place_is_shown_among_its_neighbours(visit):
    at = visit("perencana-jombang", "wilayah", wilayah="35.17.09")

    assert "<h1>Kecamatan Jombang</h1>" in words(at)
    assert "Cakupan menurut kecamatan" in words(at) and "Cakupan menurut zona" not in words(at)
    assert len(at.get(CHARTS)) == 2


def test_every_chart_has_words_for_who_cannot_see_it_and_a_table(visit):
    at = visit("kepala-jombang")
    charts = at.get(CHARTS)

    assert len(charts) == 4
    assert all("Angkanya ada di tabel." in chart.proto.alt for chart in charts)
    assert words(at).count('class="rk-tabel"') == 4


def test_a_name_in_a_table_is_text(editions):
    table = reports.read(
        "pelaporan",
        access.demo_scope("evaluator"),
        tampilan="publikasi",
        lingkup_wilayah=["35.17"],
        periode="2024",
    )
    table.isi["nama"] = "<script>x</script>"

    shown = tables.as_html(table, "<b>judul</b>")

    assert "<script>" not in shown and "&lt;script&gt;" in shown and "<b>" not in shown


def test_filters_survive_a_change_of_page(visit):
    at = visit("kepala-jombang", basis="kebutuhan", wilayah="35.17.Z3")
    at.switch_page("pages/wilayah.py").run()

    assert "<h1>Zona Kota</h1>" in words(at)
    assert at.button_group(key="basis").value == "kebutuhan"


def test_exact_figures_leave_only_with_a_reason(visit):
    at = visit("kepala-jombang", "unduh")
    assert "Berkas ini memuat angka pasti." in words(at)

    at.button(key="rk_siapkan").click().run()
    assert 'href="/unduh/' not in words(at) and "Tulis alasannya dahulu" in words(at)

    at.text_input(key="rk_alasan").set_value("rapat koordinasi Januari").run()
    at.button(key="rk_siapkan").click().run()
    assert 'href="/unduh/' in words(at) and "_internal_" in words(at)


def test_a_file_is_prepared_on_request_and_its_link_named(visit):
    at = visit("evaluator", "unduh", wilayah="35.17")
    assert 'href="/unduh/' not in words(at)

    at.button(key="rk_siapkan").click().run()

    assert 'href="/unduh/' in words(at) and "_publikasi_" in words(at)


@pytest.mark.parametrize(
    "laporan", ["cakupan_per_periode", "cakupan_per_kelas", "pelaporan", "pelapor_belum", "target"]
)
def test_every_report_can_be_looked_at_before_it_is_taken(visit, laporan):
    at = visit("evaluator", "unduh", wilayah="35.17")

    at.selectbox(key="laporan").select(laporan).run()

    assert not at.exception
    assert 'class="rk-tabel"' in words(at) or "Tidak ada angka untuk pilihan ini" in words(at)


def test_before_the_first_edition_the_page_says_what_to_do(tmp_path, monkeypatch):
    current = session.open_for("evaluator")
    monkeypatch.setattr(account, "current_session", lambda: current)
    at = AppTest.from_file(str(settings.ROOT / "dashboard.py"), default_timeout=30).run()

    assert not at.exception
    assert "rk-pesan" in words(at) and "terbit" in words(at)


def test_a_failing_page_gives_a_number_and_no_detail(visit, monkeypatch, caplog):
    said = []
    monkeypatch.setattr(failure.st, "html", said.append)

    assert failure.show(ValueError("korban 7 orang"))

    assert "Nomor untuk administrator" in said[0] and "7 orang" not in said[0]
    assert "ValueError" in caplog.text and "7 orang" not in caplog.text


def test_one_person_never_gets_the_cached_answer_of_another(visit):
    visit("kepala-jombang")
    other = words(visit("evaluator", wilayah="35.17", tampilan="Internal"))

    assert "102 dari 256" not in other


def test_the_method_page_explains_basis_protection_and_words(visit):
    at = visit("evaluator", "metode")
    shown = words(at)

    assert "Basis tercatat" in shown and "Basis menurut kebutuhan" in shown
    assert "0–4" in shown and "354-2026.1" in shown

    at.text_input(key="rk_cari_istilah").set_value("reintegrasi").run()

    assert "Reintegrasi sosial" in words(at) and "Kode wilayah" not in words(at)


def test_the_reports_offered_exist():
    assert set(takeaway.OFFERED) <= set(reports.names())
