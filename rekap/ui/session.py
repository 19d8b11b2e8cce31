"""Who is signed in: a signed cookie, and the list of sessions that were ended early.

Without a framework on purpose: the routes read it from a request, the pages from a script run.
"""

import base64
import binascii
import hmac
import json
import secrets
import time
from dataclasses import dataclass

from rekap import access, keys, settings

COOKIE = "rekap_sesi"
SECONDS = 8 * 60 * 60

_ended: dict[str, float] = {}


@dataclass(frozen=True)
class Session:
    """One sign-in in one browser."""

    akun: str
    id: str
    sejak: int

    @property
    def scope(self) -> access.Scope | None:
        """The role as it stands now; the cookie only names the account."""
        return access.demo_scope(self.akun)


def open_for(akun: str) -> Session:
    return Session(akun, secrets.token_urlsafe(24), int(time.time()))


def write(session: Session) -> str:
    """The cookie's text: readable, but not to be changed without the key."""
    body = json.dumps([session.akun, session.id, session.sejak]).encode()
    text = base64.urlsafe_b64encode(body).decode()
    return f"{text}.{keys.keyed_hash('K_cookie', text)}"


def read(cookie: str | None) -> Session | None:
    """The session of a cookie, or None: changed, expired, ended, or of an account that is gone."""
    if not cookie or not settings.instalasi().sintetis:
        return None
    text, _, seal = cookie.partition(".")
    if not hmac.compare_digest(seal.encode(), keys.keyed_hash("K_cookie", text).encode()):
        return None
    try:
        session = Session(*json.loads(base64.urlsafe_b64decode(text)))
    except (binascii.Error, ValueError, TypeError):
        return None
    young = 0 <= time.time() - session.sejak <= SECONDS
    return session if young and session.id not in _ended and session.scope else None


def end(session: Session) -> None:
    """A copy of the cookie must not work after signing out."""
    now = time.time()
    for old in [key for key, until in _ended.items() if until < now]:
        del _ended[old]
    _ended[session.id] = session.sejak + SECONDS
