"""Every answer carries our headers, what nobody needs is closed, and a file leaves once."""

import json
from pathlib import Path

import pytest
import streamlit
from streamlit.web.server.app_discovery import discover_asgi_app

from rekap import audit, settings
from rekap.server import html
from rekap.server.guard import content_security_policy
from rekap.server.routes import local_target
from rekap.ui import session, tickets
from tests.web.conftest import Client


def test_streamlit_run_finds_the_app_in_the_text_of_the_dashboard():
    assert discover_asgi_app(settings.ROOT / "dashboard.py").is_asgi_app


@pytest.mark.parametrize(
    "path", ["/", "/wilayah", "/sehat", "/gaya.css", "/unduh/x", "/tidak-ada", "/media/a.csv"]
)
def test_every_answer_carries_the_headers(client, path):
    headers = client.get(path).headers

    assert "script-src 'self';" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]


def test_the_policy_names_no_host_but_ones_own():
    assert "ws://localhost:8501" in content_security_policy("localhost:8501")
    assert "jahat" not in content_security_policy("localhost; script-src jahat.example")
    assert "http" not in content_security_policy("localhost:8501")


def test_streamlits_own_page_is_in_our_language_and_calls_nothing_else():
    text = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")

    page = html.translated(text)

    assert '<html lang="id">' in page and "<title>Rekap 354</title>" in page and "gaya.css?v=" in page
    assert "You need to enable" not in page and "openapi" not in page and "<script>" not in page
    assert "https://" not in page and "http://" not in page


def test_a_page_loses_the_tags_of_the_text_it_no_longer_is(client):
    answer = client.get("/", **{"accept-encoding": "gzip", "if-none-match": "streamlit"})

    assert '<html lang="id">' in answer.text
    assert "etag" not in answer.headers and int(answer.headers["content-length"]) == len(answer.body)


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent", "/tidak-ada"]
)
def test_what_nobody_needs_does_not_exist(client, path):
    assert client.get(path).status == 404
    assert client.signed_in_as("evaluator").get(path).status == 404


def test_media_and_uploads_are_closed_to_strangers(client):
    known = client.signed_in_as("evaluator")

    assert client.get("/media/abc.csv").status == 401
    assert known.get("/media/abc.csv").status == 200
    assert client.get("/_stcore/upload_file/s/f", method="PUT").status == 401
    assert known.get("/_stcore/upload_file/s/f", method="PUT").status == 403


def test_the_border_stub_is_an_empty_world(client):
    stub = json.loads(client.get("/peta/world_110m.json").text)

    assert stub["type"] == "Topology" and set(stub["objects"]) >= {"coastlines", "land", "countries"}
    assert all(not layer["geometries"] for layer in stub["objects"].values())


def test_fonts_come_from_here_and_nothing_else_does(client):
    assert (
        client.get("/huruf/plus-jakarta-sans-latin-wght-normal.woff2").headers["content-type"] == "font/woff2"
    )
    assert client.get("/huruf/LICENSE").status == 404
    assert client.get("/huruf/..%2f354.toml").status == 404


def test_health_says_so(client):
    assert json.loads(client.get("/sehat").text) == {"status": "sehat"}


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ("/wilayah?wilayah=35.17.08", "/wilayah?wilayah=35.17.08"),
        ("/?basis=Menurut+kebutuhan", "/?basis=Menurut+kebutuhan"),
        (None, "/"),
        ("https://jahat.example/wilayah", "/"),
        ("//jahat.example/wilayah", "/"),
        ("/\\jahat.example", "/"),
        ("/keluar", "/"),
        ("javascript:alert(1)", "/"),
        ("/wilayah?a=\r\nSet-Cookie: b=1", "/wilayah?a=Set-Cookie%3A%20b=1"),
    ],
)
def test_signing_in_leads_to_our_pages_only(asked, sent):
    assert local_target(asked) == sent


def test_signing_in_sets_a_cookie_that_scripts_cannot_read(client):
    answer = client.get("/masuk/kepala-jombang?ke=%2Fwilayah")
    cookie = answer.headers["set-cookie"]

    assert answer.status == 303 and answer.headers["location"] == "/wilayah"
    assert "HttpOnly" in cookie and "SameSite=lax" in cookie and f"Max-Age={8 * 3600}" in cookie
    assert session.read(cookie.split(";")[0].split("=", 1)[1]).akun == "kepala-jombang"


def test_an_unknown_role_gets_no_cookie(client):
    answer = client.get("/masuk/bupati")

    assert answer.status == 404 and "set-cookie" not in answer.headers


def test_signing_out_ends_the_session_everywhere(client):
    known = client.signed_in_as("evaluator")

    assert known.get("/keluar").status == 303
    assert session.read(known.cookie) is None


def test_a_bare_page_address_is_completed_for_who_is_signed_in(client):
    known = client.signed_in_as("kepala-jombang")

    answer = known.get("/wilayah?basis=kebutuhan")

    assert answer.status == 303
    assert answer.headers["location"] == (
        "/wilayah?basis=Menurut+kebutuhan&wilayah=Kab.+Jombang&periode=2024&tampilan=Internal"
    )
    assert known.get(answer.headers["location"]).status == 200
    assert client.get("/wilayah").status == 200


def test_the_start_page_has_one_address(client):
    known = client.signed_in_as("evaluator")

    assert known.get("/ringkasan").headers["location"].startswith("/?wilayah=")


def ticket_of(cookie):
    return tickets.prepare(
        session.read(cookie).id, tickets.Parcel("a b.csv", "text/csv", b"isi", (("baris", 3),))
    )


def test_a_file_leaves_once_and_the_trail_is_written_first(client, monkeypatch, tmp_path):
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))
    known = client.signed_in_as("evaluator")
    token = ticket_of(known.cookie)

    first, second = known.get(f"/unduh/{token}"), known.get(f"/unduh/{token}")

    assert (first.status, first.body, second.status) == (200, b"isi", 410)
    assert first.headers["cache-control"] == "no-store"
    assert first.headers["content-disposition"] == 'attachment; filename="a-b.csv"'
    trail = (settings.audit_dir() / "jejak.jsonl").read_text(encoding="utf-8")
    assert json.loads(trail)["peristiwa"] == "unduh" and json.loads(trail)["baris"] == 3


def test_a_file_is_for_its_own_session(client):
    known, other = client.signed_in_as("evaluator"), client.signed_in_as("evaluator")
    token = ticket_of(known.cookie)

    assert client.get(f"/unduh/{token}").status == 401
    assert other.get(f"/unduh/{token}").status == 403
    assert Client(client.app, known.cookie).get(f"/unduh/{token}").status == 200


def test_without_a_trail_no_byte_leaves(client, monkeypatch):
    def full(*_, **__):
        raise OSError("disk penuh")

    monkeypatch.setattr(audit, "record", full)
    known = client.signed_in_as("evaluator")

    answer = known.get(f"/unduh/{ticket_of(known.cookie)}")

    assert answer.status == 503 and answer.body != b"isi" and "pencatatan" in answer.text
