"""The house keeps its walls: who may import whom, which library lives where, how long a page may be."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ROOMS = [
    {"settings", "disk", "keys", "labels", "access", "audit", "wilayah"},
    {"engines"},
    {"contoh"},
    {"ingest"},
    {"warehouse"},
    {"disclosure"},
    {"edition"},
    {"reports"},
    {"metrics"},
    {"narrative"},
    {"charts", "exports"},
    {"worker"},
    {"ui"},
    {"server"},
    {"pages", "dashboard"},
]
RANK = {room: rank for rank, rooms in enumerate(ROOMS) for room in rooms}
COMMAND_LINE = {"__main__", "__init__"}  # the command line may call every room

LIBRARIES = {
    "streamlit": {"ui", "server", "dashboard", "pages"},
    "duckdb": {"engines"},
    "sqlglot": {"engines"},
    "pyspark": {"engines"},
    "pysail": {"engines"},
    "plotly": {"charts"},
    "python_calamine": {"ingest"},
    "xlsxwriter": {"exports", "contoh", "ingest"},
    "lokal": {"wilayah"},
}
WEB_SIDE = {"ui", "server", "pages", "dashboard"}
VAULT_SIDE = {"contoh", "ingest", "warehouse", "disclosure", "worker"}
GEOMETRY = {"rekap/charts/map.py"}  # divides degrees and pixels, never persons
COUNTS_ONLY = {"reports", "narrative", "charts", "exports", "ui", "pages", "dashboard"}


def sources():
    yield ROOT / "dashboard.py"
    yield from sorted((ROOT / "pages").glob("*.py"))
    yield from sorted((ROOT / "rekap").rglob("*.py"))


def room_of(path):
    parts = path.relative_to(ROOT).with_suffix("").parts
    return parts[1] if parts[0] == "rekap" else parts[0]


def imports(path):
    """Every imported module name, dotted, wherever it stands in the file."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms_imported(path):
    for name in imports(path):
        parts = name.split(".")
        if parts[0] == "rekap" and len(parts) > 1 and parts[1] in RANK:
            yield parts[1]


ALL = [pytest.param(path, id=str(path.relative_to(ROOT))) for path in sources()]


@pytest.mark.parametrize("path", ALL)
def test_a_room_imports_only_rooms_to_its_left(path):
    room = room_of(path)
    if room in COMMAND_LINE:
        return

    wrong = {other for other in rooms_imported(path) if other != room and RANK[other] > RANK[room]}

    assert room in RANK, f"{room} has no place in the house"
    assert not wrong


@pytest.mark.parametrize("path", ALL)
def test_a_library_is_imported_only_in_its_rooms(path):
    room = room_of(path)

    wrong = {
        name
        for name in (full.split(".")[0] for full in imports(path))
        if name in LIBRARIES and room not in LIBRARIES[name]
    }

    assert not wrong


@pytest.mark.parametrize("path", ALL)
def test_the_queries_of_intake_are_asked_by_intake_only(path):
    """They run beside identities in memory, on what no other room may see."""
    texts = [
        node.value
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]

    assert room_of(path) == "ingest" or not [text for text in texts if text.startswith("intake/")]


@pytest.mark.parametrize("path", [p for p in ALL if room_of(p.values[0]) in WEB_SIDE])
def test_the_web_side_never_reaches_the_vault(path):
    text = path.read_text(encoding="utf-8")

    assert not set(rooms_imported(path)) & VAULT_SIDE
    assert "vault" not in text


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.name)
def test_a_page_is_short_and_starts_by_asking_who_is_there(path):
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    first = body[1] if ast.get_docstring(tree) else body[0]

    assert len(text.splitlines()) <= 60
    assert ast.unparse(first).startswith("scope = ui.require_scope(")
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef | ast.ClassDef)]


@pytest.mark.parametrize("path", ALL)
def test_only_reports_makes_a_safe_table(path):
    calls = [
        node
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "SafeTable"
    ]

    assert room_of(path) == "reports" or not calls


@pytest.mark.parametrize("path", [p for p in ALL if room_of(p.values[0]) in COUNTS_ONLY])
def test_only_metrics_and_disclosure_divide(path):
    """A path joined with / is a division to the parser, so a divided side must look like a number."""
    divisions = [
        ast.unparse(node)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Div | ast.FloorDiv)
        and not _joins_a_path(node)
    ]

    assert str(path.relative_to(ROOT)) in GEOMETRY or not divisions


def _joins_a_path(node):
    """folder / "name": one side is a text, a folder by its name, or a call of settings."""
    return any(_names_a_place(side) for side in (node.left, node.right))


def _names_a_place(side):
    text = ast.unparse(side)
    if isinstance(side, ast.BinOp):
        return isinstance(side.op, ast.Div) and _joins_a_path(side)
    is_text = (
        isinstance(side, ast.JoinedStr) or isinstance(side, ast.Constant) and isinstance(side.value, str)
    )
    return (
        is_text
        or text.startswith("settings.")
        or text.split(".")[-1] in {"folder", "path", "BATAS", "FOLDER"}
    )


@pytest.mark.parametrize("path", ALL)
def test_the_cached_reader_hashes_its_scope(path):
    """A cached function whose argument starts with an underscore would serve one person's rows to another."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and any(
            "cache_data" in ast.unparse(d) for d in node.decorator_list
        ):
            assert not [a.arg for a in node.args.args if a.arg.startswith("_")]
