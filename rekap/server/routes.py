"""Routes of our own: health, the border stub, fonts and style, demo sign-in, one-time files."""

import json
import re
from urllib.parse import quote, urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection, Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from rekap import access, audit, settings
from rekap.server.html import STYLE, notice
from rekap.ui import links, session, tickets

FONTS = settings.REFERENCE / "huruf"
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
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" '
    'fill="#0F5F5C"/><path d="M8 22V14M16 22V9M24 22v-5" stroke="#fff" stroke-width="4"/></svg>'
)
MONTH = {"Cache-Control": "public, max-age=2592000"}
NO_STORE = {"Cache-Control": "no-store"}
OWN_PREFIXES = ("/masuk/", "/unduh/", "/peta/", "/huruf/")
OWN_PATHS = ("/sehat", "/keluar", "/gaya.css", "/favicon.png")


def signed_in(connection: HTTPConnection) -> session.Session | None:
    return session.read(connection.cookies.get(session.COOKIE))


async def healthy(request: Request) -> Response:
    return JSONResponse({"status": "sehat"}, headers=NO_STORE)


async def border_stub(request: Request) -> Response:
    return Response(json.dumps(BORDER_STUB), media_type="application/json", headers=MONTH)


async def font(request: Request) -> Response:
    name = request.path_params["nama"]
    if name not in {path.name for path in FONTS.glob("*.woff2")}:
        return PlainTextResponse("Tidak ada.", 404)
    return FileResponse(FONTS / name, media_type="font/woff2", headers=MONTH)


async def style(request: Request) -> Response:
    return FileResponse(STYLE, media_type="text/css", headers=MONTH)


async def icon(request: Request) -> Response:
    return Response(ICON, media_type="image/svg+xml", headers=MONTH)


def local_target(target: str | None) -> str:
    """One of our pages with its query, else the start page: nobody is sent elsewhere after signing in."""
    parts = urlsplit(target or "/")
    page = parts.path.strip("/")
    local = parts.path.startswith("/") and not parts.scheme and not parts.netloc
    if not local or (page and page not in links.PAGES):
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
        words = "Berkas hanya dapat disimpan oleh yang sudah masuk."
        return notice(401, "Silakan masuk dahulu", words, NO_STORE)
    try:
        parcel = tickets.take(request.path_params["token"], current.id)
    except tickets.Refused as refused:
        if refused.reason == tickets.NOT_YOURS:
            return notice(403, "Bukan berkas Anda", "Berkas ini disiapkan di sesi lain.", NO_STORE)
        words = "Tautan berkas hanya berlaku sekali, selama dua menit. Siapkan lagi di halaman Unduh."
        return notice(410, "Tautan sudah tidak berlaku", words, NO_STORE)
    try:
        await run_in_threadpool(_leave_a_trace, current, parcel)
    except OSError:
        words = "Berkas tidak diberikan karena pencatatan unduhan gagal. Beri tahu administrator."
        return notice(503, "Belum dapat mengunduh", words, NO_STORE)
    name = re.sub(r"[^A-Za-z0-9._-]", "-", parcel.nama_berkas)
    headers = {**NO_STORE, "Content-Disposition": f'attachment; filename="{name}"'}
    return Response(parcel.isi, media_type=parcel.jenis, headers=headers)


def _leave_a_trace(current: session.Session, parcel: tickets.Parcel) -> None:
    audit.record("unduh", akun=current.akun, sesi=current.id[:8], **dict(parcel.jejak))


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
