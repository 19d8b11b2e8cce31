"""All four pages as each role: they open, drill, filter, survive reload, and a link shows the same view."""

import pytest
from playwright.sync_api import expect

from tests.browser.walk import PAGES, ROLES, address, enter, expect_filter, open_page, pick, press, settled


@pytest.mark.parametrize("role", ROLES)
def test_every_page_opens_as_each_role_and_asks_no_other_host(page, server, role):
    elsewhere = []
    page.on(
        "request",
        lambda r: elsewhere.append(r.url) if not r.url.startswith((server, "data:", "blob:")) else None,
    )

    for target in PAGES.values():
        enter(page, server, role, target)

        expect(page.get_by_text("DATA SINTETIS").first).to_be_visible()
        expect(page.get_by_test_id("stException")).to_have_count(0)
        expect(page.locator("html")).to_have_attribute("lang", "id")
    assert not elsewhere


def test_a_head_drills_to_a_kecamatan_and_up_again(page, server):
    enter(page, server, "kepala-jombang", "/wilayah")
    expect_filter(page, wilayah="Kab. Jombang")

    press(page, "Kecamatan")
    pick(page, "Buka kecamatan", "Mojoagung")

    expect_filter(page, wilayah="Kec. Mojoagung, Kab. Jombang")
    page.get_by_role("button", name="Kab. Jombang").click()
    settled(page)
    expect_filter(page, wilayah="Kab. Jombang")


def test_a_click_on_the_map_opens_the_region(page, server):
    enter(page, server, "perencana-jatim", "/wilayah")
    shape = page.locator("path.choroplethlayer, .choroplethlayer path").nth(5)
    shape.wait_for()

    box = shape.bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    expect(page.locator(".rk-remah")).to_be_visible()
    assert address(page)["wilayah"].startswith(("Kab. ", "Kota "))


def test_filters_survive_a_page_change_a_reload_and_a_fresh_browser(page, server, browser):
    enter(page, server, "perencana-jombang")

    pick(page, "Periode", "2023")
    press(page, "Menurut kebutuhan")
    open_page(page, "Wilayah")
    expect_filter(page, periode="2023", basis="Menurut kebutuhan")
    page.reload()
    settled(page)
    expect_filter(page, periode="2023", basis="Menurut kebutuhan")

    fresh = browser.new_context().new_page()
    fresh.goto(page.url)
    settled(fresh)
    fresh.get_by_role("link", name="Perencana, Kab. Jombang").click()
    settled(fresh)
    assert address(fresh) == address(page)
    expect(fresh.get_by_role("radio", name="Menurut kebutuhan")).to_be_checked()
    fresh.context.close()


def test_a_link_that_asks_for_more_than_its_reader_may_see_gets_the_public_view(page, server):
    enter(page, server, "evaluator", "/?wilayah=35.17&periode=2024&tampilan=internal")

    expect(page.get_by_text("tampilan publikasi")).to_be_visible()
    expect(page.get_by_text("korban tercatat").first).to_contain_text("±")


def test_a_link_with_a_period_that_does_not_exist_says_so(page, server):
    enter(page, server, "evaluator", "/?periode=2031")

    expect(page.get_by_text("Tautan ini memakai periode yang tidak ada (2031)")).to_be_visible()


@pytest.mark.parametrize(
    ("periode", "wilayah", "sentence"),
    [
        ("2025", "35.29", "belum ada data yang disetor untuk Kab. Sumenep"),
        ("2024", "35.17.09", "korban tercatat"),
    ],
)
def test_a_status_is_shown_in_words(page, server, periode, wilayah, sentence):
    enter(page, server, "perencana-jatim", f"/?wilayah={wilayah}&periode={periode}")

    expect(page.get_by_text(sentence).first).to_be_visible()
