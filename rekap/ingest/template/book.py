"""One template as a workbook: instructions, a sheet per record type, and a hidden sheet of the allowed words.

No sheet holds an example row: an example would be counted as a person. Equal contracts give equal bytes.
"""

import io
from datetime import date, datetime

import xlsxwriter
from xlsxwriter.utility import xl_range_abs

from rekap import settings, wilayah
from rekap.ingest import contract
from rekap.ingest.contract import Column
from rekap.ingest.mark import SYNTHETIC_MARK
from rekap.ingest.template.sheets import SEPARATOR, Field, TemplateBook, TemplateSheet, kind_of

HEADINGS = 2  # the row of the headings, below title and reminder
_LAST = 5000  # drop-downs and checks reach down to here
_CREATED = datetime(2026, 1, 16)  # a fixed day keeps equal content equal in bytes
_LISTS = "Daftar"
_SHORT_LIST = 15
REGION = "wilayah kab/kota"
_REMINDER = (
    "Kolom bertanda * wajib diisi. Arahkan ke judul kolom untuk membaca artinya. "
    "Jangan mengubah judul kolom dan nama lembar."
)
_HOW_TO = (
    "Isi di bawah judul kolom, satu baris per catatan. Lembar yang tidak dipakai dibiarkan kosong.",
    "Jangan mengubah judul kolom, nama lembar, atau urutannya; kolom tambahan tidak dibaca.",
    "Kolom berpilihan: pilih dari daftar. Bila boleh lebih dari satu, pisahkan dengan titik koma (;).",
    "Kode wilayah, NIK, dan nomor ditulis sebagai teks, supaya titik dan nol di depan tidak hilang.",
    "Nama, NIK, tanggal lahir, dan nomor hanya dibaca untuk mengenali orang yang sama; sandinya disimpan.",
    "Nama petugas, alamat rumah aman, dan cerita kejadian tidak diminta. Jangan menambahkannya.",
)
_WIDTHS = {"date": 14, "timestamp": 18, "integer": 12, "double": 12}
_FORMATS = {"date": "dd/mm/yyyy", "timestamp": "dd/mm/yyyy hh:mm", "integer": "0", "double": "0.00"}
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)


def workbook(book: TemplateBook) -> bytes:
    """The file, ready to be filled in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as file:
        _Writer(file, book).write()
    return out.getvalue()


class _Writer:
    def __init__(self, file: xlsxwriter.Workbook, book: TemplateBook) -> None:
        self.file, self.book = file, book
        synthetic = settings.instalasi().sintetis
        self.mark = f"{SYNTHETIC_MARK} - " if synthetic else ""
        self.lists: dict[str, str] = {}
        self.title = file.add_format({"bold": True, "font_size": 13})
        self.quiet = file.add_format({"italic": True, "font_color": "#555555"})
        self.wrapped = file.add_format({"text_wrap": True, "valign": "top"})
        heading = {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}
        self.heading = file.add_format(heading | {"bg_color": "#EEF0F2"})
        self.required = file.add_format(heading | {"bg_color": "#F7DFA6"})
        self.cells = {tipe: file.add_format({"num_format": form}) for tipe, form in _FORMATS.items()}
        self.text = file.add_format({"num_format": "@"})

    def write(self) -> None:
        self.file.set_properties({"title": f"{self.mark}{self.book.judul}", "created": _CREATED})
        guide = self.file.add_worksheet("Petunjuk")
        pages = [(sheet, self.file.add_worksheet(sheet.nama)) for sheet in self.book.lembar]
        self._lists(self.file.add_worksheet(_LISTS))
        self._guide(guide)
        for sheet, page in pages:
            self._sheet(sheet, page)

    def _lists(self, page) -> None:
        """Every closed list in a column of its own, for the drop-downs."""
        page.hide()
        page.write_string(0, 0, f"{self.mark}Daftar pilihan")
        fields = [field for sheet in self.book.lembar for field in sheet.isian]
        names = dict.fromkeys(name for field in fields if (name := _list_of(field.kolom)))
        for at, name in enumerate(names):
            offered = words(name)
            page.write_string(1, at, name)
            page.write_column(2, at, offered)
            self.lists[name] = f"={_LISTS}!{xl_range_abs(2, at, 1 + len(offered), at)}"

    def _guide(self, page) -> None:
        page.set_column(0, 0, 20)
        page.set_column(1, 1, 30)
        page.set_column(2, 3, 14)
        page.set_column(4, 4, 90)
        page.write_string(0, 0, f"{self.mark}{self.book.judul}", self.title)
        for at, sentence in enumerate(_HOW_TO, start=1):
            page.write_string(at, 0, f"{at}. {sentence}")
        row = len(_HOW_TO) + 2
        page.write_row(row, 0, ("Lembar", "Kolom", "Wajib", "Isian", "Arti"), self.heading)
        for sheet in self.book.lembar:
            for field in sheet.isian:
                row += 1
                values = (
                    sheet.nama, field.kolom.judul, "wajib" if field.wajib else "", kind_of(field.kolom),
                    _meaning(field, sheet),
                )  # fmt: skip
                page.write_row(row, 0, values, self.wrapped)

    def _sheet(self, sheet: TemplateSheet, page) -> None:
        page.write_string(0, 0, f"{self.mark}{sheet.nama}: {sheet.arti}", self.title)
        page.write_string(1, 0, _REMINDER, self.quiet)
        page.set_row(HEADINGS, 32)
        page.freeze_panes(HEADINGS + 1, 2)
        for at, field in enumerate(sheet.isian):
            column = field.kolom
            page.set_column(at, at, _WIDTHS.get(column.tipe, 20), self.cells.get(column.tipe, self.text))
            title = f"{column.judul} *" if field.wajib else column.judul
            page.write_string(HEADINGS, at, title, self.required if field.wajib else self.heading)
            page.write_comment(HEADINGS, at, _note(field, sheet), {"x_scale": 2.4, "y_scale": 2.2})
            if check := self._check(column):
                page.data_validation(HEADINGS + 1, at, _LAST, at, check)
        page.ignore_errors({"number_stored_as_text": f"A{HEADINGS + 2}:AZ{_LAST + 1}"})

    def _check(self, column: Column) -> dict | None:
        """What a spreadsheet lets a person type; several codes and other places' codes stay possible."""
        if name := _list_of(column):
            free = column.jamak or name == REGION
            title, message = "Pilih dari daftar", "Isian ini tidak ada dalam daftar pilihan."
            return {
                "validate": "list", "source": self.lists[name], "show_error": not free,
                "error_title": title, "error_message": message,
            }  # fmt: skip
        if column.tipe in ("date", "timestamp"):
            message = "Tulis tanggal sebagai HH/BB/TTTT, misalnya 05/03/2024."
            return _between("date", _FIRST_DAY, _LAST_DAY, "Bukan tanggal", message)
        if column.tipe in ("integer", "double"):
            least, most = column.paling_kecil or 0, column.paling_besar or 10**9
            kind = "integer" if column.tipe == "integer" else "decimal"
            return _between(kind, least, most, "Bukan bilangan", f"Tulis bilangan {least} sampai {most}.")
        if column.bentuk == "nik":
            message = "NIK terdiri atas 16 angka, ditulis sebagai teks."
            return {
                "validate": "length", "criteria": "==", "value": 16, "error_type": "warning",
                "error_title": "Panjang NIK", "error_message": message,
            }  # fmt: skip
        return None


def _between(kind: str, least, most, title: str, message: str) -> dict:
    return {
        "validate": kind, "criteria": "between", "minimum": least, "maximum": most,
        "error_title": title, "error_message": message,
    }  # fmt: skip


def _list_of(column: Column) -> str | None:
    return column.daftar or (REGION if column.bentuk == "kabkota" else None)


def words(name: str) -> list[str]:
    """The words of a list as people read them; of places, those of this installation."""
    if name != REGION:
        return list(contract.codes(name).values())
    own = settings.instalasi()
    inside = "" if own.tingkat == "nasional" else own.kode
    return [r.nama for r in wilayah.table() if r.tingkat == "kabkota" and r.kode.startswith(inside)]


def _note(field: Field, sheet: TemplateSheet) -> str:
    """What a person sees at the heading: meaning, duty, form, allowed words, name in the contract."""
    column = field.kolom
    lines = [_meaning(field, sheet), "Wajib diisi." if field.wajib else "Boleh kosong.", _form(column)]
    if column.daftar and len(offered := words(column.daftar)) <= _SHORT_LIST:
        lines.append("Pilihan: " + "; ".join(offered) + ".")
    lines.append("Nama dalam kontrak: " + ", ".join(f"{name}.{column.nama}" for name in field.tabel))
    return "\n".join(line for line in lines if line)


def _meaning(field: Field, sheet: TemplateSheet) -> str:
    beside = field.kolom.wajib and field.tabel[0] != sheet.tabel[0]
    return f"{field.kolom.arti}." + (" Diisi bersama kolom lain dari catatan yang sama." if beside else "")


def _form(column: Column) -> str:
    if column.jamak:
        return f"Boleh beberapa, dipisahkan dengan {SEPARATOR}"
    if column.bentuk == "kabkota":
        return "Kode (35.17) atau nama (Kab. Jombang)."
    if column.bentuk == "wilayah":
        return "Kode provinsi (35), kab/kota (35.17), atau 00 untuk nasional."
    if column.bentuk == "kode":
        return "Kode pendek tanpa spasi."
    forms = {"date": "Tanggal HH/BB/TTTT.", "timestamp": "Tanggal dan jam, HH/BB/TTTT JJ:MM."}
    return forms.get(column.tipe, "")
