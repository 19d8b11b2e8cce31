"""Looks for what nobody may find on disk: identities, in any file and whatever its form."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pyarrow.parquet as pq

from rekap import engines, settings, wilayah
from tests.demo_files import PALSU, VICTIMS, WORDS, Files, day, source

SHORTEST = 6  # a shorter text may stand anywhere by chance


def secrets(demo: Files) -> set[str]:
    """Names, NIK, birth dates and numbers of everybody in the demo files, in small letters.

    What is also part of a place's name or of a code is nobody's, nor is a day on which something happened.
    """
    names, numbers, born, said = set(), set(), set(), set()
    for place, row in demo.rows.items():
        kind = source(place)
        nama, nik, lahir = (WORDS[kind][at] for at in (2, 3, 5)) if place[1] == VICTIMS[kind] else [""] * 3
        for judul, cell in row.items():
            if judul == nama:
                names |= {str(cell).lower(), *str(cell).lower().split()}
            elif judul == nik or judul.startswith("No "):
                numbers.add(str(cell).lower())
            elif judul == lahir:
                born.add(day(cell))
            else:
                said.add(day(cell) or str(cell).lower())
    public = [*(one.nama for one in wilayah.table()), *(judul for row in demo.rows.values() for judul in row)]
    public += [path.read_text("utf-8") for path in settings.REFERENCE.rglob("*.csv")]
    public = "\n".join([*(text for text in said if isinstance(text, str)), *public]).lower()
    written = {one.strftime(form) for one in born - said - {None} for form in ("%Y-%m-%d", "%d/%m/%Y")}
    own = {text for text in names | numbers if text not in public} - PALSU
    return {text for text in own | written if len(text) >= SHORTEST}


def leaks(wanted: set[str], *folders: Path) -> set[tuple[str, str]]:
    """Which of these stand where below the folders: in bytes, in what tables say, or in a name."""
    needles = {secret: secret.encode() for secret in wanted}
    return {
        (secret, name)
        for folder in folders
        for name, content in contents(folder)
        for secret, needle in needles.items()
        if needle in content
    }


def contents(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Everything that can be read in a folder, in small letters: names of files, bytes, decoded tables."""
    yield str(folder), "\n".join(str(path.relative_to(folder)) for path in folder.rglob("*")).lower().encode()
    for path in folder.rglob("*"):
        if path.is_file():
            yield path.name, path.read_bytes().lower()
            yield path.name, " ".join(decoded(path)).lower().encode()


def decoded(path: Path) -> Iterator[str]:
    """The cells of a table whose bytes are compressed; a file that was cut off has none."""
    if path.suffix == ".parquet" and path.read_bytes().endswith(b"PAR1"):
        for column in pq.read_table(path).columns:
            yield from map(str, column.to_pylist())
    elif path.suffix == ".duckdb" and not path.parent.name.startswith("."):
        with closing(engines.open_reader(path)) as con:
            for name in engines.select(con, "select table_name as n from duckdb_tables() where not internal")[
                "n"
            ]:
                yield from engines.select(con, f'select cast(t as varchar) as isi from "{name}" as t')["isi"]
