"""Which sheets a workbook has, where their parts are, and from which day it counts its dates."""

import posixpath
import re

from rekap.ingest.reading import limits
from rekap.ingest.reading.archive import BROKEN
from rekap.ingest.reading.limits import FileRefused
from rekap.ingest.reading.sheet_xml import parse, safe_parser

WORKBOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"

_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Plan:
    """Grows as the parts are read: the workbook first, then its relations."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.epoch_1904 = False
        self._relations: list[str] = []
        self._targets: dict[str, str] = {}

    @property
    def paths(self) -> list[str]:
        """The part of each sheet, in the order of `names`; the library does not tell A from a either."""
        return [self._targets.get(relation, "") for relation in self._relations]

    def name_at(self, path: str) -> str | None:
        """The name of the sheet whose part this is."""
        return dict(zip(self.paths, self.names, strict=True)).get(path.lower())

    def read(self, path: str, xml: bytes) -> None:
        """Take what a part says about the sheets; most parts say nothing."""
        if path.lower() not in (WORKBOOK, RELATIONS):
            return
        parser = safe_parser()
        parser.StartElementHandler = self._start
        parse(parser, xml)
        if any(len(name) > limits.SHEET_NAME or _CONTROL.search(name) for name in self.names):
            raise FileRefused(BROKEN)  # such a name would be said again in messages
        if len(self.names) > limits.SHEETS:
            raise FileRefused(f"Buku kerja berisi lebih dari {limits.SHEETS} lembar. Bagi menjadi beberapa.")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "workbookPr":
                self.epoch_1904 = attributes.get("date1904") in ("1", "true")
            case "sheet":
                self.names.append(attributes["name"])
                ids = [value for key, value in attributes.items() if key.rpartition(":")[2] == "id"]
                self._relations.append(ids[0] if ids else "")
            case "Relationship":
                if attributes.get("TargetMode") == "External":
                    raise FileRefused(BROKEN)
                target = posixpath.join("/xl", attributes["Target"])
                self._targets[attributes["Id"]] = posixpath.normpath(target).lstrip("/").lower()
