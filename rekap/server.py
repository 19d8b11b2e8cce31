"""Routes and middleware of the ASGI app: headers, the page's own HTML, sign-in, guarded paths, one-time files."""

import hashlib
import html
import json
import re
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    RedirectResponse,
    Response,
)
from starlette.routing import Route

from rekap import access, audit, settings
from rekap.ui import links, session, tickets

FONTS = settings.REFERENCE / "huruf"
STYLE = Path(__file__).parent / "ui" / "gaya.css"
# Plotly asks for the world's coastlines before it draws any map; ours needs none of them.
BORDER_STUB = {
    "type": "Topology",
    "arcs": [],
    "objects": {
        name: {"type": "GeometryCollection", "geometries": []}
        for name in ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")
    },
}
ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#0F5F5C"/>'
    '<path d="M8 22V14M16 22V9M24 22v-5" stroke="#fff" stroke-width="4" stroke-linecap="round"/></svg>'
)
MONTH = "public, max-age=2592000"
NO_STORE = {"Cache-Control": "no-store"}

UNKNOWN_PATHS = re.compile(r"/_stcore/(metrics|agent|script-health-check)(/|$)")
UPLOADS = re.compile(r"/_stcore/upload_file(/|$)")
MEDIA = re.compile(r"/media(/|$)")
# Streamlit answers any unknown path with its start page and an English notice; we say it ourselves.
STREAMLIT_PATHS = re.compile(
    r"/(_stcore|static|media|component|vendor|auth|oauth2callback)(/|$)|/[^/]*\.[^/]*$"
)

FIXED_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HOST = re.compile(r"^(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9.-]+)(:\d{1,5})?$")


def content_security_policy(host: str) -> str:
    """What a page may load: itself only. The web socket is named, since not every browser counts it as 'self'."""
    sockets = f" ws://{host} wss://{host}" if _HOST.match(host) else ""
    return (
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
        f"font-src 'self' data:; connect-src 'self'{sockets}; worker-src 'self' blob:; object-src 'none'; "
        "base-uri 'self'; frame-ancestors 'none'; form-action 'self'"
    )


def signed_in(connection: HTTPConnection) -> session.Session | None:
    return session.read(connection.cookies.get(session.COOKIE))


# The page's own HTML


@lru_cache(maxsize=1)
def style_version() -> str:
    return hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]


def own_html(text: str) -> str:
    """Streamlit's start page in our language, with our style, without what we do not use."""
    text = text.replace('<html lang="en">', '<html lang="id">', 1)
    text = re.sub(r"<title>.*?</title>", "<title>Rekap 354</title>", text, count=1)
    text = re.sub(
        r"<noscript>.*?</noscript>",
        "<noscript><p>Rekap 354 memerlukan JavaScript. Aktifkan JavaScript di peramban Anda.</p></noscript>",
        text,
        count=1,
        flags=re.DOTALL,
    )
    text = re.sub(r'<link rel="service-desc"[^>]*>', "", text)
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)  # refused by our policy anyway
    text = re.sub(r'<link\s+rel="preload"\s[^>]*as="font"[^>]*/?>', "", text)
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    own = (
        '<link rel="preload" href="./huruf/plus-jakarta-sans-latin-wght-normal.woff2" as="font" '
        'type="font/woff2" crossorigin />'
        f'<link rel="stylesheet" href="./gaya.css?v={style_version()}" />'
    )
    return text.replace("</head>", own + "</head>", 1)


def notice(status: int, title: str, sentence: str, headers: dict | None = None) -> HTMLResponse:
    """A small page of our own, for what Streamlit does not answer."""
    body = (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="UTF-8" /><title>{html.escape(title)} - Rekap 354'
        '</title><meta name="viewport" content="width=device-width, initial-scale=1" />'
        f'<link rel="stylesheet" href="/gaya.css?v={style_version()}" /></head><body class="rk-notice"><main>'
        f'<h1>{html.escape(title)}</h1><p>{html.escape(sentence)}</p><p><a href="/">Ke halaman Ringkasan</a></p>'
        "</main></body></html>"
    )
    return HTMLResponse(body, status, headers)


# Middleware


class Guard:
    """Stands before Streamlit: refuses what nobody needs, and puts our headers and words on what it answers."""

    def __init__(self, app) -> None:
        self.app = app

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        request = Request(scope)
        answer = refusal(request) or await run_in_threadpool(completed, request)
        shaped = _Shaper(send, request.headers.get("host", ""))
        await (answer or self.app)(_uncompressed(scope), receive, shaped)


def _uncompressed(scope: dict) -> dict:
    """Pages are rewritten, so they are asked for whole and plain; files keep their compression and their tags."""
    if STREAMLIT_PATHS.match(scope["path"]):
        return scope
    unwanted = (b"accept-encoding", b"if-none-match", b"if-modified-since")
    return {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in unwanted]}


def refusal(request: Request) -> Response | None:
    """The answer for a path that is closed to this visitor; None lets the request pass."""
    path = request.url.path
    if UNKNOWN_PATHS.match(path):
        return PlainTextResponse("Tidak ada.", 404)
    if UPLOADS.match(path):
        if signed_in(request) is None:
            return PlainTextResponse("Silakan masuk dahulu.", 401)
        return PlainTextResponse("Unggahan belum dibuka.", 403)
    if MEDIA.match(path) and signed_in(request) is None:
        return PlainTextResponse("Silakan masuk dahulu.", 401)
    own = path.startswith(OWN_PREFIXES) or path in ("/", "/sehat", "/keluar", "/gaya.css")
    if own or STREAMLIT_PATHS.match(path) or path.strip("/") in links.PAGES:
        return None
    return notice(404, "Halaman tidak ada", "Alamat ini tidak ada di Rekap 354. Mungkin salah ketik.")


def completed(request: Request) -> Response | None:
    """A page address that leaves filters out is sent on to the full one, so that a copied link says everything."""
    page = request.url.path.strip("/")
    if request.method != "GET" or (page and page not in links.PAGES):
        return None
    current = signed_in(request)
    if current is None:
        return None
    query = links.complete(current.scope, request.url.query)
    return RedirectResponse(f"{request.url.path}?{query}", 303, NO_STORE) if query else None


class _Shaper:
    """Wraps `send`: headers on every answer, and Streamlit's HTML rewritten as a whole."""

    def __init__(self, send, host: str) -> None:
        self.send, self.host = send, host
        self.start, self.body = None, b""

    async def __call__(self, message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(raw=message["headers"])
            for name, value in FIXED_HEADERS.items():
                headers[name] = value
            headers["Content-Security-Policy"] = content_security_policy(self.host)
            plain = headers.get("content-encoding") is None
            if plain and message["status"] == 200 and headers.get("content-type", "").startswith("text/html"):
                self.start = message
                return
        elif self.start is not None and message["type"] == "http.response.body":
            self.body += message.get("body", b"")
            if not message.get("more_body"):
                await self._send_html()
            return
        await self.send(message)

    async def _send_html(self) -> None:
        headers = MutableHeaders(raw=self.start["headers"])
        # Length and entity tag belong to Streamlit's text, not to ours.
        for name in ("etag", "last-modified", "content-length"):
            if name in headers:
                del headers[name]
        body = own_html(self.body.decode("utf-8")).encode("utf-8") if self.body else b""
        if body:
            headers["content-length"] = str(len(body))
        headers["cache-control"] = "no-cache"
        await self.send(self.start)
        await self.send({"type": "http.response.body", "body": body})


# Routes


async def healthy(request: Request) -> Response:
    return JSONResponse({"status": "sehat"}, headers=NO_STORE)


async def border_stub(request: Request) -> Response:
    return Response(json.dumps(BORDER_STUB), media_type="application/json", headers={"Cache-Control": MONTH})


async def font(request: Request) -> Response:
    name = request.path_params["nama"]
    if name not in {path.name for path in FONTS.glob("*.woff2")}:
        return PlainTextResponse("Tidak ada.", 404)
    return FileResponse(FONTS / name, media_type="font/woff2", headers={"Cache-Control": MONTH})


async def style(request: Request) -> Response:
    return FileResponse(STYLE, media_type="text/css", headers={"Cache-Control": MONTH})


async def icon(request: Request) -> Response:
    return Response(ICON, media_type="image/svg+xml", headers={"Cache-Control": MONTH})


def local_target(target: str | None) -> str:
    """A path on this server with its query, or the start page: nobody is sent elsewhere after signing in."""
    parts = urlsplit(target or "/")
    page = parts.path.strip("/")
    known = parts.path.startswith("/") and not parts.scheme and not parts.netloc
    if not known or (page and page not in links.PAGES):
        return "/"
    query = quote(parts.query, safe="=&%+.,-_~*")
    return f"/{page}" + (f"?{query}" if query else "")


async def sign_in(request: Request) -> Response:
    """Takes a demo role; there is no password, because there is nothing but synthetic data behind it."""
    akun = request.path_params["akun"]
    if access.demo_scope(akun) is None or not settings.instalasi().sintetis:
        return notice(
            404, "Peran tidak ada", "Peran contoh ini tidak ada. Pilih salah satu di halaman masuk."
        )
    if (before := signed_in(request)) is not None:
        session.end(before)
    answer = RedirectResponse(local_target(request.query_params.get("ke")), 303, NO_STORE)
    answer.set_cookie(
        session.COOKIE,
        session.write(session.open_for(akun)),
        max_age=session.SECONDS,
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https",
    )
    return answer


async def sign_out(request: Request) -> Response:
    if (current := signed_in(request)) is not None:
        session.end(current)
    answer = RedirectResponse("/", 303, NO_STORE)
    answer.delete_cookie(session.COOKIE, httponly=True, samesite="lax")
    return answer


async def hand_out(request: Request) -> Response:
    """One file, once, to the session that prepared it; the trail is written before the first byte leaves."""
    current = signed_in(request)
    if current is None:
        return notice(
            401, "Silakan masuk dahulu", "Berkas hanya dapat disimpan oleh yang sudah masuk.", NO_STORE
        )
    try:
        parcel = tickets.take(request.path_params["token"], current.id)
    except tickets.Refused as refused:
        if refused.reason == tickets.NOT_YOURS:
            return notice(403, "Bukan berkas Anda", "Berkas ini disiapkan di sesi lain.", NO_STORE)
        sentence = "Tautan berkas hanya berlaku sekali, selama dua menit. Siapkan lagi di halaman Unduh."
        return notice(410, "Tautan sudah tidak berlaku", sentence, NO_STORE)
    try:
        await run_in_threadpool(
            audit.record, "unduh", akun=current.akun, sesi=current.id[:8], **dict(parcel.jejak)
        )
    except OSError:
        sentence = "Berkas tidak diberikan karena pencatatan unduhan gagal. Beri tahu administrator."
        return notice(503, "Belum dapat mengunduh", sentence, NO_STORE)
    name = re.sub(r"[^A-Za-z0-9._-]", "-", parcel.nama_berkas)
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(parcel.isi, media_type=parcel.jenis, headers=headers)


OWN_PREFIXES = ("/masuk/", "/unduh/", "/peta/", "/huruf/", "/favicon")


def routes() -> list[Route]:
    return [
        Route("/sehat", healthy),
        Route("/peta/world_110m.json", border_stub),
        Route("/huruf/{nama}", font),
        Route("/gaya.css", style),
        Route("/favicon.png", icon),
        Route("/masuk/{akun}", sign_in),
        Route("/keluar", sign_out),
        Route("/unduh/{token}", hand_out),
    ]


def middleware() -> list[Middleware]:
    return [Middleware(Guard)]
