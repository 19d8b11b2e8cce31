"""Readers: verified files only, and a sentence when something is missing or damaged."""

import pytest

from rekap import edition
from rekap.edition import files, pointer, reader
from rekap.edition.pointer import EditionMissing
from tests.edition.conftest import LATER


@pytest.fixture(autouse=True)
def a_fresh_process():
    """A reader that has opened nothing yet."""
    reader._open.clear()
    reader._damaged.clear()


def file_of(tier, lingkup, edition_id=None):
    return pointer.folder(tier) / (edition_id or edition.current(tier)) / f"{lingkup}.duckdb"


def spoil(path, change):
    path.chmod(0o600)
    path.write_bytes(change(path.read_bytes()))


def flipped(content):
    middle = len(content) // 2
    return content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]


def swapped(content):
    """Two whole blocks change places: the engine may open this without a word."""
    head, size = 3 * 4096, files.BLOCK_SIZE
    blocks = [content[at : at + size] for at in range(head, len(content), size)]
    blocks[2], blocks[5] = blocks[5], blocks[2]
    return content[:head] + b"".join(blocks)


@pytest.fixture
def two_editions(province):
    """Returns the ids of the older and the newer internal edition."""
    older = edition.current("internal")
    LATER.write()
    return older, edition.publish("internal")


@pytest.mark.parametrize("change", [flipped, swapped, lambda content: content[:-4096], lambda content: b""])
def test_a_damaged_file_is_refused_and_the_edition_before_serves_with_a_warning(two_editions, change):
    older, newer = two_editions
    spoil(file_of("internal", "kab-35.17"), change)

    opened = edition.open_file("internal", "kab-35.17")

    assert opened.id == older
    assert "Versi data terbaru tidak utuh" in opened.peringatan
    assert "15 Januari 2025" in opened.peringatan
    assert edition.open_file("internal", "kab-35.07").id == newer


def test_a_manifest_that_was_edited_is_not_believed(two_editions):
    older, newer = two_editions
    spoil(pointer.folder("internal") / newer / "manifest.json", lambda text: text.replace(b"2025", b"2026"))

    assert edition.open_file("internal", "kab-35.17").id == older


def test_when_no_edition_is_sound_the_reader_says_so(province):
    spoil(file_of("publik", "pub"), flipped)

    with pytest.raises(EditionMissing, match="tidak utuh"):
        edition.open_file("publik", "pub")


def test_a_missing_file_counts_as_damaged(two_editions):
    file_of("internal", "kab-35.17").unlink()

    assert edition.open_file("internal", "kab-35.17").id == two_editions[0]


@pytest.mark.parametrize("text", ["", '{"id": "', "[]", "null", '{"id": "abc"}'])
def test_a_pointer_that_cannot_be_read_leaves_the_last_whole_edition_with_a_warning(two_editions, text):
    (pointer.folder("internal") / "CURRENT.json").write_text(text)

    opened = edition.open_file("internal", "kab-35.17")

    assert opened.id == two_editions[1] == edition.current("internal")
    assert opened.peringatan


def test_a_pointer_to_nowhere_leaves_the_edition_before(two_editions):
    older, newer = two_editions
    (pointer.folder("internal") / newer).rename(pointer.folder("internal") / "hilang")

    assert edition.open_file("internal", "kab-35.17").id == older


def test_before_the_first_edition_there_is_a_sentence():
    assert edition.current("publik") is None
    assert edition.file_names("publik") == []
    with pytest.raises(EditionMissing, match="Belum ada versi data publik"):
        edition.open_file("publik", "pub")


@pytest.mark.parametrize("lingkup", ["kab-35.99", "../internal", "", "pub"])
def test_a_file_that_the_edition_does_not_have_is_a_sentence(province, lingkup):
    with pytest.raises(EditionMissing, match="tidak memuat berkas"):
        edition.open_file("internal", lingkup)


def test_a_file_is_verified_once_and_its_connection_shared(province, monkeypatch):
    first = edition.open_file("publik", "pub")
    monkeypatch.setattr(pointer, "sha256", lambda path: pytest.fail("verified twice"))

    assert edition.open_file("publik", "pub") is first


def test_a_damaged_file_is_read_through_once_only(two_editions, monkeypatch):
    spoil(file_of("internal", "kab-35.17"), flipped)
    edition.open_file("internal", "kab-35.17")
    monkeypatch.setattr(pointer, "sha256", lambda path: pytest.fail("verified twice"))

    assert edition.open_file("internal", "kab-35.17").id == two_editions[0]


def test_an_opened_file_is_sealed(province):
    con = edition.open_file("publik", "pub").con

    with pytest.raises(reader.engines.Error):
        con.execute("create table x (a integer)")
    with pytest.raises(reader.engines.Error):
        con.execute("select * from read_text('/etc/hostname')")


def test_files_that_nobody_asks_for_are_let_go(province, monkeypatch):
    monkeypatch.setattr(reader, "KEPT_OPEN", 2)

    for lingkup in edition.file_names("internal"):
        edition.open_file("internal", lingkup)

    assert len(reader._open) == 2
