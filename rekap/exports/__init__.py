"""Tables for the eye and for taking away: one description of the cells serves both, so they cannot differ."""

from rekap.exports.columns import screen_table
from rekap.exports.csv_file import PROFIL, csv_bytes, file_name, harmless

__all__ = ["PROFIL", "csv_bytes", "file_name", "harmless", "screen_table"]
