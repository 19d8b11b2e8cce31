"""The rows of the budget that need a browser."""

import base64
import os
import threading
import time
import zlib
from collections import defaultdict

from tests.browser.served import chromium, serve
from tests.browser.walk import enter, settled

YEARS = ("2019", "2020", "2021", "2022", "2023", "2024", "2025")


def measure(row, p95) -> None:
    with serve(dict(os.environ)) as (address, started), chromium() as browser:
        row("server siap setelah dijalankan", f"{started:.1f} s", "<= 10 s (mulai kedua)")
        cold = first_page(browser, address)
        warm = [first_page(browser, address) for _ in range(5)]
        row("halaman pertama, proses dingin", f"{cold:.1f} s", "<= 6 s")
        row("halaman pertama, server hangat (median)", f"{sorted(warm)[2]:.1f} s", "<= 2,5 s")
        weights(row, browser, address)
        seconds = filter_changes(browser, address)
        row("ganti saringan sampai gambar baru, p95", f"{p95(seconds) * 1000:.0f} ms", "<= 500 ms")
    fifty(row, p95)


def first_page(browser, address) -> float:
    context = browser.new_context()
    page = context.new_page()
    start = time.perf_counter()
    enter(page, address, "evaluator")
    page.locator(".js-plotly-plot .main-svg").first.wait_for()
    seconds = time.perf_counter() - start
    context.close()
    return seconds


def weights(row, browser, address) -> None:
    """Bytes on the wire as Chromium counts them, by visit."""
    context = browser.new_context()
    page = context.new_page()
    got = defaultdict(int)
    wire = context.new_cdp_session(page)
    wire.send("Network.enable")
    stage = ["kunjungan pertama"]
    wire.on("Network.loadingFinished", lambda e: _add(got, stage, e["encodedDataLength"]))
    squeezed = [False]
    wire.on("Network.webSocketHandshakeResponseReceived", lambda e: _note_deflate(squeezed, e))
    wire.on("Network.webSocketFrameReceived", lambda e: _add(got, stage, _on_the_wire(e, squeezed[0])))
    enter(page, address, "perencana-jatim")
    page.wait_for_load_state("networkidle")
    stage[0] = "kunjungan ulang"
    page.reload()
    settled(page)
    page.wait_for_load_state("networkidle")
    for place, target in (("Ringkasan", "/"), ("Wilayah", "/wilayah")):
        enter(page, address, "perencana-jatim", target)
        stage[0] = f"ganti saringan, {place}"
        change_year(page, "2023")
    for visit, budget in (
        ("kunjungan pertama", "<= 3 MB di atas Streamlit kosong"),
        ("kunjungan ulang", "<= 200 KB"),
        ("ganti saringan, Ringkasan", "<= 60 KB"),
        ("ganti saringan, Wilayah", "<= 60 KB"),
    ):
        row(f"bita: {visit}", f"{got[visit] / 1000:.0f} KB", budget)
    context.close()


def _note_deflate(squeezed, event) -> None:
    headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
    squeezed[0] = "permessage-deflate" in headers.get("sec-websocket-extensions", "")


def _on_the_wire(event, squeezed: bool) -> int:
    """Chromium shows frames unpacked; where the server packs them, pack them again to weigh them."""
    content = base64.b64decode(event["response"]["payloadData"])
    return len(zlib.compress(content)) if squeezed else len(content)


def _add(got, stage, size) -> None:
    got[stage[0]] += int(size)


def change_year(page, year: str) -> float:
    box = page.get_by_role("combobox", name="Periode")
    box.click()
    box.fill(year)
    option = page.get_by_role("option", name=year, exact=True)
    option.wait_for()
    start = time.perf_counter()
    option.click()
    page.locator("h1", has_text=year).or_(page.locator(".rk-judul", has_text=year)).first.wait_for()
    settled(page)
    return time.perf_counter() - start


def filter_changes(browser, address) -> list[float]:
    context = browser.new_context()
    page = context.new_page()
    enter(page, address, "kepala-jombang")
    seconds = [change_year(page, YEARS[i % 7]) for i in range(21)][1:]
    context.close()
    return seconds


def fifty(row, p95) -> None:
    """Fifty open pages on one server, changing the year in turn; the browser shares the two cores."""
    people, browsers = 50, 2
    seconds: list[float] = []
    errors: list[str] = []
    with serve(dict(os.environ)) as (address, _):
        gang = [
            threading.Thread(target=_work, args=(address, people // browsers, seconds, errors))
            for _ in range(browsers)
        ]
        for worker in gang:
            worker.start()
        for worker in gang:
            worker.join()
    row(
        f"{people} orang, tiap orang 2 perubahan, p95",
        f"{p95(seconds):.1f} s, {len(errors)} galat",
        "<= 2 s, 0 galat",
    )


def _work(address, people, seconds, errors) -> None:
    from playwright.sync_api import Error

    with chromium() as browser:
        pages = []
        for _ in range(people):
            page = browser.new_context().new_page()
            enter(page, address, "evaluator")
            pages.append(page)
        for year in ("2023", "2022"):
            for page in pages:
                try:
                    seconds.append(change_year(page, year))
                except Error as error:
                    errors.append(str(error))
