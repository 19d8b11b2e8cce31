"""The cookie names an account and nothing more, and cannot be made, changed or kept by anybody else."""

import time

import pytest

from rekap.ui import session


def test_a_cookie_comes_back_as_the_same_session():
    opened = session.open_for("kepala-jombang")

    assert session.read(session.write(opened)) == opened
    assert opened.scope.berkas_internal == "kab-35.17"


@pytest.mark.parametrize("place", [3, 20, -1])
def test_one_changed_letter_makes_a_stranger(place):
    letters = list(session.write(session.open_for("evaluator")))
    letters[place] = "A" if letters[place] != "A" else "B"

    assert session.read("".join(letters)) is None


@pytest.mark.parametrize("cookie", [None, "", ".", "x.y", "é.é", "a" * 10_000])
def test_nonsense_is_a_stranger(cookie):
    assert session.read(cookie) is None


def test_a_seal_made_with_another_key_is_refused(monkeypatch):
    opened = session.write(session.open_for("evaluator"))
    monkeypatch.setattr(session.keys, "keyed_hash", lambda purpose, text: "0" * 64)

    assert session.read(opened) is None


def test_after_eight_hours_one_signs_in_again(monkeypatch):
    cookie = session.write(session.open_for("evaluator"))
    later = time.time() + session.SECONDS + 60
    monkeypatch.setattr(session.time, "time", lambda: later)

    assert session.read(cookie) is None


def test_a_copied_cookie_does_not_outlive_signing_out():
    opened = session.open_for("evaluator")
    session.end(opened)

    assert session.read(session.write(opened)) is None


def test_an_account_that_is_gone_is_a_stranger():
    assert session.read(session.write(session.open_for("bupati"))) is None


def test_an_installation_for_real_data_lets_nobody_in(tmp_path, monkeypatch):
    cookie = session.write(session.open_for("evaluator"))
    text = (session.settings.ROOT / "instalasi.toml").read_text(encoding="utf-8")
    (tmp_path / "instalasi.toml").write_text(text.replace('data = "sintetis"', 'data = "asli"'))
    monkeypatch.setenv("REKAP_DATA", str(tmp_path))

    assert session.read(cookie) is None
