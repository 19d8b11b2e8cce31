"""A cold deep link as a stranger shows the sign-in page and sends no figure."""

import pytest
from playwright.sync_api import expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from tests.browser.walk import PAGES, enter, settled

CARRIES_FIGURES = {
    "arrow_data_frame",
    "arrow_table",
    "plotly_chart",
    "metric",
    "vega_lite_chart",
    "deck_gl_json_chart",
}


@pytest.mark.parametrize("target", PAGES.values())
def test_a_cold_deep_link_sends_no_data_frame(page, server, target):
    frames = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda frame: frames.append(frame)))

    page.goto(f"{server}{target}?wilayah=35.17&periode=2024&tampilan=internal")
    settled(page)

    messages = [ForwardMsg.FromString(f) for f in frames if isinstance(f, bytes)]
    kinds = {m.delta.new_element.WhichOneof("type") for m in messages if m.HasField("delta")}
    texts = " ".join(str(m) for m in messages)
    assert messages
    assert not kinds & CARRIES_FIGURES
    assert "korban tercatat" not in texts
    expect(page.get_by_role("heading", name="Cakupan layanan reintegrasi sosial")).to_be_visible()


def test_a_role_in_the_address_is_ignored(page, server):
    page.goto(f"{server}/?peran=kepala-jombang")
    settled(page)

    expect(page.locator(".rk-masuk")).to_be_visible()


def test_leaving_closes_the_door(page, server):
    enter(page, server, "evaluator")

    page.goto(f"{server}/keluar")
    page.goto(f"{server}/wilayah")
    settled(page)

    expect(page.locator(".rk-masuk")).to_be_visible()
