"""Editions: immutable files under a content id, one pointer per tier, readers that follow the pointer.

Reading needs neither keys nor the vault: what publishes is imported only by the functions that publish.
"""

from collections.abc import Callable

from rekap.edition.pointer import TIERS, EditionMissing
from rekap.edition.pointer import current_id as current
from rekap.edition.reader import Opened, file_names, open_file

__all__ = [
    "TIERS", "EditionMissing", "Opened", "check_public", "current", "file_names", "open_file", "publish",
    "rollback",
]  # fmt: skip

Say = Callable[[str], None]


def _silent(_sentence: str) -> None:
    pass


def publish(tier: str, say: Say = _silent) -> str:
    """Make an edition of this tier from the warehouse, put it in force, and return its id."""
    from rekap.edition import publisher

    return publisher.publish(tier, say)


def rollback(tier: str) -> str:
    """Put the edition before the present one back in force; returns its id."""
    from rekap.edition import publisher

    return publisher.rollback(tier)


def check_public(say: Say = _silent) -> list[str]:
    """Run every gate on a public edition made from the warehouse and thrown away; returns what fails."""
    from rekap.edition import publisher

    return publisher.check_public(say)
