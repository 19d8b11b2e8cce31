"""The file that a person takes away holds exactly the cells of the screen, once."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.walk import ROLES, enter, press, settled


def take(page):
    page.get_by_role("button", name="Siapkan berkas").click()
    link = page.get_by_role("link", name="Simpan berkas")
    link.wait_for()
    with page.expect_download() as download:
        link.click()
    return download.value


def rows_of(path, delimiter):
    text = path.read_text(encoding="utf-8-sig")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter)), text


@pytest.mark.parametrize("role", ROLES)
def test_each_cell_of_the_file_is_on_the_screen(page, server, role):
    enter(page, server, role, "/unduh?wilayah=35.17&periode=2024&tampilan=publikasi")

    rows, text = rows_of(take(page).path(), ",")

    screen = page.locator(".rk-tabel table").first
    headings = screen.locator("thead th").all_inner_texts()
    shown = [row.split("\t") for row in screen.locator("tbody tr").all_inner_texts()]
    assert "DATA SINTETIS" in text
    assert len(rows) - 1 == len(shown) > 0
    for column, heading in enumerate(headings):
        assert heading in rows[0], f"kolom {heading} tidak ada di berkas"
        place = rows[0].index(heading)
        for row, cells in zip(rows[1:], shown, strict=True):
            assert row[place].lstrip("'") == cells[column].strip()


def test_the_indonesian_profile_uses_semicolons_and_decimal_commas(page, server):
    enter(page, server, "evaluator", "/unduh?wilayah=35&periode=2024")

    press(page, "Excel Indonesia")
    rows, text = rows_of(take(page).path(), ";")

    assert len(rows[0]) > 5
    assert any("35.17" in cell for row in rows for cell in row)


def test_a_file_can_be_taken_only_once(page, server):
    enter(page, server, "evaluator", "/unduh?periode=2024")
    page.get_by_role("button", name="Siapkan berkas").click()
    target = server + page.get_by_role("link", name="Simpan berkas").get_attribute("href")

    first, second = page.request.get(target), page.request.get(target)

    assert first.status == 200
    assert first.headers["cache-control"] == "no-store"
    assert second.status == 410


def test_a_stranger_and_another_person_cannot_take_the_file(page, server, browser):
    enter(page, server, "evaluator", "/unduh?periode=2024")
    page.get_by_role("button", name="Siapkan berkas").click()
    target = server + page.get_by_role("link", name="Simpan berkas").get_attribute("href")
    other = browser.new_context().new_page()

    assert other.request.get(target).status == 401
    enter(other, server, "kepala-jombang")
    assert other.request.get(target).status == 403
    other.context.close()


def test_exact_figures_leave_only_with_a_reason_that_is_written_down(page, server, demo):
    enter(page, server, "kepala-jombang", "/unduh?wilayah=35.17.21&periode=2024&tampilan=internal")

    page.get_by_role("button", name="Siapkan berkas").click()
    expect(page.get_by_text("Tulis alasannya dahulu")).to_be_visible()
    page.get_by_role("textbox", name="Alasan membawa angka internal").fill("bahan rapat tertutup bidang")
    page.keyboard.press("Tab")
    settled(page)
    rows, text = rows_of(take(page).path(), ",")

    assert text.splitlines()[0].startswith("# TERBATAS")
    assert "bahan rapat tertutup bidang" in text.splitlines()[0]
    assert "bahan rapat tertutup bidang" in (demo.folder / "audit" / "jejak.jsonl").read_text(
        encoding="utf-8"
    )
