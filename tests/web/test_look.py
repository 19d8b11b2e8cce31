"""What only a browser can tell: who is asked, what is seen first, whether everybody can use it."""

import re
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.conftest import browser_type_launch_args, server  # noqa: F401

PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
PAGES = ("/", "/wilayah", "/unduh", "/metode")


@pytest.fixture
def open_page(browser, server):  # noqa: F811
    """A fresh browser at a page: open_page('/wilayah', akun='evaluator', viewport=PHONE)."""
    contexts = []

    def go(target, akun="kepala-jombang", **options):
        context = browser.new_context(**{"viewport": DESK, "locale": "id-ID", **options})
        contexts.append(context)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.frames_received = []
        page.on(
            "websocket", lambda ws: ws.on("framereceived", lambda data: page.frames_received.append(data))
        )
        page.goto(f"{server}/masuk/{akun}?ke={quote(target, safe='')}" if akun else f"{server}{target}")
        page.wait_for_selector(".rk-kaki, .rk-masuk", timeout=60_000)
        return page

    yield go
    for context in contexts:
        context.close()


def settled(page):
    """Wait until the last chart of the page is drawn."""
    page.wait_for_selector(".rk-kaki")
    page.wait_for_timeout(1500)
    return page


def test_no_request_goes_to_another_host(open_page, server):  # noqa: F811
    for target in PAGES:
        page = settled(open_page(target))
        strangers = [u for u in page.asked if not u.startswith((server, "data:", "blob:"))]
        assert not strangers, strangers


def test_a_stranger_on_a_deep_link_signs_in_and_is_back_on_it(open_page):
    page = open_page("/wilayah?wilayah=35.17.09", akun=None)

    assert page.locator("html").get_attribute("lang") == "id"
    assert not any(b"dari" in frame for frame in page.frames_received if isinstance(frame, bytes))
    page.get_by_role("link", name=re.compile("Perencana, Kab. Jombang")).click()
    page.wait_for_selector(".rk-tempat")

    assert page.inner_text(".rk-tempat h1") == "Kecamatan Jombang"
    assert "wilayah=Kec.+Jombang" in page.url and "periode=" in page.url and "tampilan=Internal" in page.url
    page.reload()
    page.wait_for_selector(".rk-tempat")
    assert page.inner_text(".rk-tempat h1") == "Kecamatan Jombang"


def test_on_a_phone_number_direction_and_what_to_do_stand_on_the_first_screen(open_page):
    page = settled(open_page("/?wilayah=35", akun="perencana-jatim", viewport=PHONE))

    assert page.get_by_role("button", name=re.compile(r"Jawa Timur · \d{4} · tercatat")).is_visible()
    assert not page.get_by_label("Periode").is_visible()
    for wanted in (".rk-besar", ".rk-arah", ".st-key-rk_tindakan"):
        box = page.locator(wanted).bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], wanted
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_folded_filters_open_with_one_touch(open_page):
    page = settled(open_page("/", viewport=PHONE))

    page.get_by_role("button", name=re.compile("Kab. Jombang ·")).click()

    page.get_by_label("Periode").wait_for(state="visible")


def test_the_map_is_drawn_and_a_click_opens_a_zona(open_page):
    page = settled(open_page("/wilayah"))
    shapes = page.locator(".choroplethlayer path")
    assert shapes.count() == 5

    box = shapes.first.bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.45, box["y"] + box["height"] * 0.55)

    page.wait_for_selector(".rk-tempat h1:has-text('Zona')")
    assert "wilayah=Zona" in page.url
    page.get_by_role("button", name="Kab. Jombang").click()
    page.wait_for_selector(".rk-tempat h1:text-is('Kab. Jombang')")


def test_a_prepared_file_is_saved_once(open_page, server):  # noqa: F811
    page = settled(open_page("/unduh", akun="evaluator"))
    page.get_by_role("button", name="Siapkan berkas").click()
    link = page.get_by_role("link", name="Simpan berkas")
    address = link.get_attribute("href")

    with page.expect_download() as download:
        link.click()

    assert download.value.suggested_filename.endswith(".csv")
    assert page.context.request.get(f"{server}{address}").status == 410


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("target", PAGES)
def test_nobody_is_shut_out(open_page, target, scheme):
    page = settled(open_page(target, color_scheme=scheme, bypass_csp=True))  # axe is a script of the test

    found = Axe().run(page).response["violations"]

    serious = [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")]
    assert not serious


def test_the_sign_in_page_shuts_nobody_out(open_page):
    page = open_page("/", akun=None, bypass_csp=True)

    assert not [
        v["id"] for v in Axe().run(page).response["violations"] if v["impact"] in ("serious", "critical")
    ]
