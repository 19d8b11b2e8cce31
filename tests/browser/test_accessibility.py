"""axe-core finds nothing serious, the keyboard reaches everything, and a phone shows the answer first."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.walk import PAGES, enter, settled

GRAVE = {"serious", "critical"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", PAGES.values())
def test_axe_finds_nothing_serious(browser, server, target, scheme):
    page = browser.new_context(color_scheme=scheme).new_page()
    enter(page, server, "kepala-jombang", target)

    found = Axe().run(page).response["violations"]

    page.context.close()
    assert not [(v["id"], [n["html"][:120] for n in v["nodes"]]) for v in found if v["impact"] in GRAVE]


def test_the_first_screen_of_a_phone_holds_the_number_and_what_to_do(browser, server):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    enter(page, server, "kepala-jombang")

    for selector in (".rk-besar", ".rk-arah", ".st-key-rk_tindakan"):
        box = page.locator(selector).first.bounding_box()
        assert box["y"] + box["height"] <= 844

    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.context.close()


def test_the_folded_filters_of_a_phone_open_with_one_touch(browser, server):
    page = browser.new_context(viewport={"width": 390, "height": 844}).new_page()
    enter(page, server, "kepala-jombang")
    expect(page.get_by_label("Periode")).not_to_be_visible()

    page.get_by_role("button", name=re.compile("Kab. Jombang ·")).click()

    expect(page.get_by_label("Periode")).to_be_visible()
    page.context.close()


def test_the_sign_in_page_shuts_nobody_out(page, server):
    page.goto(server)
    settled(page)

    found = Axe().run(page).response["violations"]

    assert not [v["id"] for v in found if v["impact"] in GRAVE]


def test_the_keyboard_reaches_the_filters(page, server):
    enter(page, server, "evaluator")

    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.getAttribute('role')") == "combobox":
            break

    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
