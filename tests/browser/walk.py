"""What a person does in the browser, in few words."""

import re
from urllib.parse import parse_qs, quote, quote_plus, urlsplit

from playwright.sync_api import Page, expect

ROLES = ("kepala-jombang", "perencana-jombang", "perencana-jatim", "evaluator")
PAGES = {"ringkasan": "/", "wilayah": "/wilayah", "unduh": "/unduh", "metode": "/metode"}


def settled(page: Page) -> None:
    """Wait until Streamlit has drawn everything of this run."""
    page.locator(".rk-kaki, .rk-masuk").first.wait_for()
    page.wait_for_function(
        """() => !document.querySelector('[data-testid="stApp"][data-test-script-state="running"]')
                 && !document.querySelector('[data-stale="true"]')"""
    )


def enter(page: Page, server: str, role: str, target: str = "/") -> None:
    """Choose a demo role and land on a page."""
    page.goto(f"{server}/masuk/{role}?ke={quote(target, safe='')}")
    settled(page)


def address(page: Page) -> dict[str, str]:
    """The filters as the address holds them: names, as they stand in the filters."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def pick(page: Page, label: str, option: str) -> None:
    """Choose in a select box by typing, as a person does."""
    box = page.get_by_role("combobox", name=re.compile(label))
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option, exact=True).click()
    settled(page)


def press(page: Page, name: str) -> None:
    """Press one of the buttons that stand for a choice."""
    page.get_by_role("radio", name=name, exact=True).or_(
        page.get_by_role("button", name=name, exact=True)
    ).first.click()
    settled(page)


def open_page(page: Page, title: str) -> None:
    page.get_by_role("link", name=title, exact=True).locator("visible=true").first.click()
    settled(page)


def expect_filter(page: Page, **values: str) -> None:
    """The address holds this filter; it writes names with + for a space."""
    for key, value in values.items():
        expect(page).to_have_url(re.compile(rf"[?&]{key}={re.escape(quote_plus(value))}(&|$)"))
