"""The secret keys, each for one purpose only.

Demo keys come from the demo seed: good enough for synthetic data, refused for real data. Real keys arrive
together with sign-in; until then an installation with real data has none, and nothing is landed or published.
"""

import hashlib
import hmac

from rekap import settings

PURPOSES = ("K_pid", "K_off", "K_audit", "K_cookie")


class KeyRefused(Exception):
    """No usable key for this installation; the message says what to do."""


def key(purpose: str) -> bytes:
    """256 bits for one purpose."""
    if purpose not in PURPOSES:
        raise KeyRefused(f"Kunci {purpose} tidak dikenal.")
    instalasi = settings.instalasi()
    if not instalasi.sintetis:
        raise KeyRefused(
            "Pemasangan ini ditandai untuk data asli, tetapi kunci asli belum dapat dipasang. "
            "Data asli belum dapat diolah sebelum fitur masuk (sign-in) tersedia."
        )
    return hmac.new(f"rekap-demo|{instalasi.benih}".encode(), purpose.encode(), hashlib.sha256).digest()


def fingerprint(purpose: str) -> str:
    """Names a key without giving it away: goes into edition ids."""
    return hashlib.sha256(b"fingerprint|" + key(purpose)).hexdigest()[:16]


def keyed_hash(purpose: str, text: str) -> str:
    """HMAC-SHA256 of a text, hexadecimal."""
    return hmac.new(key(purpose), text.encode("utf-8"), hashlib.sha256).hexdigest()
