"""Small editions made by hand, a person in front of them, and a way to ask our routes without a network."""

import asyncio
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from streamlit.runtime.pages_manager import PagesManager
from streamlit.testing.v1 import AppTest

from rekap import server, settings
from rekap.ui import account, session
from tests.editions_fixture import Cell, Contents, fake_edition

LENGKAP, SEBAGIAN, BELUM = (2, 2, 12, 12, "2024-12"), (1, 2, 9, 12, "2024-09"), (0, 1, 0, 12, None)


def counts(korban, memerlukan=0, terlayani=0, **more):
    return {"korban": korban, "memerlukan": memerlukan, "terlayani_354": terlayani, **more}


def contents(cells, **more) -> Contents:
    places = ("35", "35.17", "35.78", "35.17.Z1", "35.17.Z3", "35.17.09", "35.17.13", "35.17.14", "35.17.LW")
    handed_in = {(kode, tahun): LENGKAP for kode in places for tahun in ("2023", "2024")}
    handed_in |= {("35.17", "2024"): SEBAGIAN, ("35.02", "2024"): BELUM, ("35.02", "2023"): BELUM}
    handed_in |= {("35.17.09", "2024-02"): (2, 2, 1, 1, "2024-12")}
    return Contents(cells=cells, melapor=handed_in, **more)


def internal() -> Contents:
    kelas = [
        Cell("35.17", "2024", counts(100, 50, 40, dinilai=60), "kelompok", "anak_perempuan"),
        Cell("35.17", "2024", counts(56, 30, 22, dinilai=30), "kelompok", "anak_laki_laki"),
    ]
    return contents(
        [
            Cell("35.17", "2024", counts(256, 120, 102, dinilai=130, menunggu=18, psikososial=150)),
            Cell("35.17", "2023", counts(200, 100, 70, dinilai=110, menunggu=12)),
            Cell("35.17.Z1", "2024", counts(41, 20, 10, dinilai=30)),
            Cell("35.17.Z3", "2024", counts(90, 60, 50, dinilai=70)),
            Cell("35.17.09", "2024", counts(60, 40, 30, dinilai=50)),
            Cell("35.17.13", "2024", counts(3, 1, 1, dinilai=2)),
            *kelas,
        ],
        belum=[("35.17", "2024", "uptd", "2024-09")],
        target=[("35.17", 2024, "tercatat", 50.0, "contoh", True)],
    )


def public() -> Contents:
    return contents(
        [
            Cell("35", "2024", counts(1255, 400, 300, psikososial=700)),
            Cell("35.17", "2024", counts(255, 120, 100, psikososial=150)),
            Cell("35.17", "2023", counts(200, 100, 70)),
            Cell("35.78", "2024", counts(400, 0, 120)),
            Cell("35.02", "2024", counts(0, 0, 0)),
            Cell("35.17.Z1", "2024", counts(40, 20, 10)),
            Cell("35.17.09", "2024", {"korban": 60, "terlayani_354": 30}),
            Cell("35.17.13", "2024", {"korban": 0}),
        ],
        terpublikasi=[
            ("35.17", "Kab. Jombang", "354", "Cakupan layanan reintegrasi sosial", 2024, 80.5, "Persen")
            + ("tidak diketahui", "laporan contoh", None)
        ],
    )


@pytest.fixture(scope="session")
def made_editions(tmp_path_factory):
    folder = tmp_path_factory.mktemp("edisi")
    fake_edition(folder, "internal", "kab-35.17", internal())
    fake_edition(folder, "publik", "pub", public(), id="9c2f00aa")
    return folder


@pytest.fixture
def editions(made_editions, monkeypatch):
    monkeypatch.setenv("REKAP_DATA", str(made_editions))
    return made_editions


@pytest.fixture
def framed(monkeypatch):
    """AppTest forgets before every run that pages are never served without the frame; the server does not."""
    made = PagesManager.__init__

    def make(self, *args, **kwargs):
        made(self, *args, **kwargs)
        PagesManager.uses_pages_directory = False

    monkeypatch.setattr(PagesManager, "__init__", make)


@pytest.fixture
def visit(editions, framed, monkeypatch):
    """Open a page as somebody: visit('kepala-jombang', 'wilayah', periode='2024')."""

    def open_page(akun: str | None, page: str = "ringkasan", **query) -> AppTest:
        current = session.open_for(akun) if akun else None
        monkeypatch.setattr(account, "current_session", lambda: current)
        at = AppTest.from_file(str(settings.ROOT / "dashboard.py"), default_timeout=30)
        for key, value in query.items():
            at.query_params[key] = value
        at.run()
        if page != "ringkasan" and akun:
            at.switch_page(f"pages/{page}.py").run()
        return at

    return open_page


def words(at: AppTest) -> str:
    """Everything that the page says in HTML."""
    return " ".join(element.proto.body for element in at.get("html"))


@dataclass
class Answer:
    """What came back."""

    status: int = 0
    headers: dict = field(default_factory=dict)
    body: bytes = b""

    @property
    def text(self) -> str:
        return self.body.decode()


class Client:
    """Asks an ASGI app without a network and without following redirects."""

    def __init__(self, app, cookie: str | None = None) -> None:
        self.app, self.cookie = app, cookie

    def get(self, target: str, *, method: str = "GET", **headers) -> Answer:
        parts = urlsplit(target)
        if self.cookie:
            headers.setdefault("cookie", f"{session.COOKIE}={self.cookie}")
        scope = {
            "type": "http", "method": method, "path": parts.path, "raw_path": parts.path.encode(),
            "query_string": parts.query.encode(), "root_path": "", "scheme": "http",
            "server": ("localhost", 8501), "client": ("127.0.0.1", 1), "http_version": "1.1",
            "headers": [(k.encode(), v.encode()) for k, v in {"host": "localhost:8501", **headers}.items()],
        }  # fmt: skip
        answer = Answer()

        asked = []

        async def receive():
            if asked:
                await asyncio.Event().wait()  # a browser that waits for its answer says nothing more
            asked.append(True)
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message):
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = {k.decode().lower(): v.decode() for k, v in message["headers"]}
            else:
                answer.body += message.get("body", b"")

        asyncio.run(self.app(scope, receive, send))
        return answer

    def signed_in_as(self, akun: str) -> "Client":
        return Client(self.app, session.write(session.open_for(akun)))


STREAMLIT_PAGE = '<!DOCTYPE html><html lang="en"><head><title>Streamlit</title></head><body></body></html>'


@pytest.fixture
def client(editions):
    """Our routes and guard in front of a stand-in for Streamlit."""

    async def anything(request):
        return HTMLResponse(STREAMLIT_PAGE, headers={"etag": "streamlit"})

    behind = [Mount("/", routes=[Route("/{rest:path}", anything, methods=["GET", "PUT", "POST"])])]
    return Client(Starlette(routes=[*server.routes(), *behind], middleware=server.middleware()))


def address(page: str, **query) -> str:
    return f"/{page}?{urlencode(query)}"
