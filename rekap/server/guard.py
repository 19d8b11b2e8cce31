"""Stands before Streamlit: closes what nobody needs, and puts our headers and words on what it answers."""

import re

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from rekap.server.html import notice, translated
from rekap.server.routes import OWN_PATHS, OWN_PREFIXES, signed_in
from rekap.ui import links

CLOSED = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
UPLOADS = re.compile(r"/_stcore/upload_file(/|$)")
MEDIA = re.compile(r"/media(/|$)")
# Streamlit answers any other path with its start page and an English notice; we say it ourselves.
STREAMLIT = re.compile(r"/(_stcore|static|media|component|vendor|auth|oauth2callback)(/|$)|/[^/]*\.[^/]*$")
FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HOST = re.compile(r"^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$")
_MAY_SHRINK_OR_REPEAT = (b"accept-encoding", b"if-none-match", b"if-modified-since")


def content_security_policy(host: str) -> str:
    """What a page may load: itself only. Web sockets are named: not every browser counts them as 'self'."""
    sockets = f" ws://{host} wss://{host}" if _HOST.match(host) else ""
    rules = {
        "default-src": "'self'",
        "script-src": "'self'",
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self' data:",
        "connect-src": f"'self'{sockets}",
        "worker-src": "'self' blob:",
        "object-src": "'none'",
        "base-uri": "'self'",
        "frame-ancestors": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


class Guard:
    """The outermost layer of every HTTP request; web sockets pass."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = refusal(request) or await run_in_threadpool(completion, request)
        shaped = _Shaper(send, request.headers.get("host", ""))
        await (answer or self.app)(_whole(scope), receive, shaped)


def _whole(scope: dict) -> dict:
    """Pages are rewritten, so they are asked for plain and entire; files keep compression and tags."""
    if STREAMLIT.match(scope["path"]):
        return scope
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in _MAY_SHRINK_OR_REPEAT]}


def refusal(request: Request) -> Response | None:
    """The answer for a path that is closed to this visitor; None lets the request pass."""
    path = request.url.path
    if CLOSED.match(path):
        return PlainTextResponse("Tidak ada.", 404)
    if UPLOADS.match(path):
        known = signed_in(request) is not None
        words = "Unggahan belum dibuka." if known else "Silakan masuk dahulu."
        return PlainTextResponse(words, 403 if known else 401)
    if MEDIA.match(path) and signed_in(request) is None:
        return PlainTextResponse("Silakan masuk dahulu.", 401)
    own = path == "/" or path in OWN_PATHS or path.startswith(OWN_PREFIXES)
    if own or STREAMLIT.match(path) or path.strip("/") in links.PAGES:
        return None
    return notice(404, "Halaman tidak ada", "Alamat ini tidak ada di Rekap 354. Mungkin salah ketik.")


def completion(request: Request) -> Response | None:
    """A page address without its filters is sent on to the full one, so that a copied link says all."""
    page = request.url.path.strip("/")
    if request.method != "GET" or (page and page not in links.PAGES):
        return None
    current = signed_in(request)
    if current is None:
        return None
    query = links.complete(current.scope, request.url.query)
    if query is None and page != links.START:
        return None
    path = "/" if page == links.START else f"/{page}"
    query = query or request.url.query
    return RedirectResponse(f"{path}?{query}" if query else path, 303, {"Cache-Control": "no-store"})


class _Shaper:
    """Wraps `send`: headers on every answer, and Streamlit's HTML rewritten as a whole."""

    def __init__(self, send, host: str) -> None:
        self.send, self.host = send, host
        self.start, self.body = None, b""

    async def __call__(self, message) -> None:
        if message["type"] == "http.response.start":
            if self._dress(message):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_html()
            return
        await self.send(message)

    def _dress(self, message) -> bool:
        """Adds the headers; True when the body is a page to be rewritten."""
        headers = MutableHeaders(raw=message["headers"])
        for name, value in FIXED_HEADERS.items():
            headers[name] = value
        headers["Content-Security-Policy"] = content_security_policy(self.host)
        is_html = headers.get("content-type", "").startswith("text/html")
        return is_html and message["status"] == 200 and headers.get("content-encoding") is None

    async def _send_html(self) -> None:
        headers = MutableHeaders(raw=self.start["headers"])
        # Length and tags belong to Streamlit's text, not to ours.
        for name in ("etag", "last-modified", "content-length"):
            if name in headers:
                del headers[name]
        body = translated(self.body.decode("utf-8")).encode("utf-8") if self.body else b""
        if body:
            headers["content-length"] = str(len(body))
        headers["cache-control"] = "no-cache"
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


def middleware() -> list[Middleware]:
    """Packing stands outermost: Streamlit sends its scripts unpacked, and offices have slow lines."""
    return [Middleware(GZipMiddleware, minimum_size=1024, compresslevel=6), Middleware(Guard)]
