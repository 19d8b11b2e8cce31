"""Repeats the value of a merged cell over its range, row after row."""

from collections.abc import Iterator

from rekap.ingest.reading.archive import BROKEN
from rekap.ingest.reading.limits import FileRefused


class Merged:
    """The merged ranges of one sheet, as far as its cells reach; give it every row once, from the top."""

    def __init__(
        self, ranges: list[tuple[tuple[int, int], tuple[int, int]]], rows: int, columns: int
    ) -> None:
        self._starting: dict[int, list[tuple[int, int, int]]] = {}
        area = 0
        for (top, left), (bottom, right) in ranges:
            bottom, right = min(bottom, rows - 1), min(right, columns - 1)
            area += max(0, bottom - top + 1) * max(0, right - left + 1)
            self._starting.setdefault(top, []).append((left, right, bottom))
        if area > rows * columns:  # only ranges on top of each other add up to more than the sheet
            raise FileRefused(BROKEN)
        self._open: list[tuple[int, int, int, str | None]] = []

    def repeat(self, rows: Iterator[list]) -> Iterator[list]:
        """The same rows, with the empty cells of each range filled; in place."""
        for number, row in enumerate(rows):
            self._open = [kept for kept in self._open if kept[2] >= number]
            for left, right, bottom in self._starting.get(number, ()):
                if left < len(row):
                    self._open.append((left, right, bottom, row[left]))
            for left, right, _, value in self._open:
                for column in range(left, right + 1):
                    if row[column] is None:
                        row[column] = value
            yield row
