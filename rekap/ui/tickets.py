"""One-time tickets for files: a page prepares the bytes, a route hands them out once to the same session."""

import secrets
import threading
import time
from dataclasses import dataclass, field

SECONDS = 120
AT_MOST = 500

NOT_YOURS, GONE = "bukan milik sesi ini", "sudah dipakai atau kedaluwarsa"


class Refused(Exception):
    """The ticket cannot be used; `reason` is NOT_YOURS or GONE."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Parcel:
    """A file ready to be taken, with what the trail says about it."""

    nama_berkas: str
    jenis: str
    isi: bytes = field(repr=False)
    jejak: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True)
class _Ticket:
    sesi: str
    until: float
    parcel: Parcel


_waiting: dict[str, _Ticket] = {}
_lock = threading.Lock()


def prepare(session_id: str, parcel: Parcel) -> str:
    """A ticket of 256 bits for one session."""
    token = secrets.token_urlsafe(32)
    now = time.monotonic()
    with _lock:
        for old in [key for key, ticket in _waiting.items() if ticket.until < now]:
            del _waiting[old]
        while len(_waiting) >= AT_MOST:
            del _waiting[next(iter(_waiting))]
        _waiting[token] = _Ticket(session_id, now + SECONDS, parcel)
    return token


def take(token: str, session_id: str) -> Parcel:
    """The parcel, once; another session's attempt does not use the ticket up."""
    with _lock:
        ticket = _waiting.get(token)
        if ticket is None or ticket.until < time.monotonic():
            _waiting.pop(token, None)
            raise Refused(GONE)
        if ticket.sesi != session_id:
            raise Refused(NOT_YOURS)
        del _waiting[token]
    return ticket.parcel
