"""How big and how odd a file may be before it is refused, and the refusal itself."""

MB = 1024 * 1024
XLSX_BYTES, CSV_BYTES = 25 * MB, 512 * MB
UNPACKED, ENTRIES, RATIO = 200 * MB, 1_000, 100
SHEETS, COLUMNS = 50, 200
SHEET_NAME = 100  # characters; a spreadsheet allows 31
XLSX_ROWS, CSV_ROWS = 200_000, 1_000_000
CELL = 32_767  # characters, as many as a spreadsheet cell can hold

# Of the process that reads: address space in bytes, processor seconds, and how many times longer it may take.
MEMORY = {"csv": 5_120 * MB, "xlsx": 1_536 * MB}
SECONDS = {"csv": 60, "xlsx": 60}
PATIENCE = 2


class FileRefused(Exception):
    """The file cannot be read for sure; the message says what to do, and never what a cell says."""


class FileBusy(FileRefused):
    """The file cannot be read now, and may be later: it is still being copied, or not ours to open."""


def written(number: int) -> str:
    """A limit as an Indonesian reader writes it: 200.000."""
    return f"{number:,}".replace(",", ".")


def bytes_of(jenis: str) -> int:
    """How many bytes a file of this kind may have."""
    return CSV_BYTES if jenis == "csv" else XLSX_BYTES
