"""Why something of a file or of a mapping cannot be used."""

from dataclasses import dataclass


class MappingError(Exception):
    """A mapping file contradicts the contract or itself; the message is for the person who edits it."""


@dataclass(frozen=True)
class Fault:
    """Why a cell or a row cannot be accepted; `ejaan` is the spelling that no list knows."""

    aturan: str
    pesan: str
    ejaan: str | None = None
