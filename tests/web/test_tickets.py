"""A prepared file leaves once, to the session that asked for it, within two minutes."""

import pytest

from rekap.ui import tickets

PARCEL = tickets.Parcel("a.csv", "text/csv", b"isi")


def test_a_ticket_is_good_for_one_use():
    token = tickets.prepare("sesi-a", PARCEL)

    assert tickets.take(token, "sesi-a") == PARCEL
    with pytest.raises(tickets.Refused) as refused:
        tickets.take(token, "sesi-a")
    assert refused.value.reason == tickets.GONE


def test_another_session_is_refused_and_does_not_use_it_up():
    token = tickets.prepare("sesi-a", PARCEL)

    with pytest.raises(tickets.Refused) as refused:
        tickets.take(token, "sesi-b")
    assert refused.value.reason == tickets.NOT_YOURS
    assert tickets.take(token, "sesi-a") == PARCEL


def test_a_ticket_is_gone_after_two_minutes(monkeypatch):
    token = tickets.prepare("sesi-a", PARCEL)
    later = tickets.time.monotonic() + tickets.SECONDS + 1
    monkeypatch.setattr(tickets.time, "monotonic", lambda: later)

    with pytest.raises(tickets.Refused) as refused:
        tickets.take(token, "sesi-a")
    assert refused.value.reason == tickets.GONE


def test_a_token_has_256_bits():
    assert len(tickets.prepare("sesi-a", PARCEL)) == 43


def test_forgotten_files_do_not_pile_up():
    for _ in range(tickets.AT_MOST + 5):
        tickets.prepare("sesi-a", PARCEL)

    assert len(tickets._waiting) <= tickets.AT_MOST
