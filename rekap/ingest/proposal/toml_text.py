"""Writes a proposed mapping as a TOML that a person can read, check and change."""

import json

from rekap.ingest.contract import all_tables
from rekap.ingest.mapping.asal import TIDAK, YA
from rekap.ingest.proposal import Proposal, SheetProposal
from rekap.ingest.proposal.assign import SURE, Pick
from rekap.ingest.proposal.complete import keys, tables

_HEAD = """\
# Usulan pemetaan untuk {berkas}, dibuat dari judul dan isi kolomnya. Belum diputuskan siapa pun:
# baca setiap baris, terutama yang bertanda PERIKSA. Selama perlu_diperiksa berisi, pemetaan tidak dipakai.
"""
_ALWAYS = ("kasus", "korban", "korban_kekerasan")


def toml(proposal: Proposal, wilayah_induk: str | None) -> str:
    """The whole file."""
    lines = [_HEAD.format(berkas=_plain(proposal.berkas)), *_settings(proposal, wilayah_induk)]
    if proposal.forms.bulan:
        lines += ["", "[bulan]", *(f"{_text(name)} = {n}" for name, n in proposal.forms.bulan.items())]
    lines += _spellings(proposal)
    for sheet in proposal.sheets:
        lines += _sheet(sheet)
    return "\n".join(lines) + "\n"


def _settings(proposal: Proposal, wilayah_induk: str | None) -> list[str]:
    lines = [
        f"nama = {_text(proposal.nama)}",
        f"arti = {_text('Usulan dari ' + _plain(proposal.berkas))}",
        f"jenis = {_text(proposal.jenis)}",
        f"tanggal = {_list(proposal.forms.tanggal)}",
        f"pemisah = {_list(proposal.pemisah)}",
        f"kosong = {_list(proposal.kosong)}",
    ]
    if wilayah_induk:
        lines.append(f"wilayah_induk = {_text(wilayah_induk)}")
    if proposal.ya or proposal.tidak:
        lines.append(f"nilai_ya = {_list((*YA, *proposal.ya))}")
        lines.append(f"nilai_tidak = {_list((*TIDAK, *proposal.tidak))}")
    if proposal.perlu:
        lines += ["perlu_diperiksa = [", *(f"    {_text(question)}," for question in proposal.perlu), "]"]
    return lines


def _spellings(proposal: Proposal) -> list[str]:
    lines = []
    lists = dict.fromkeys([*proposal.ejaan, *(daftar for daftar, *_ in proposal.mirip)])
    for daftar in lists:
        lines += ["", f"[ejaan.{daftar}]"]
        lines += [f"{_text(word)} = {_text(code)}" for word, code in proposal.ejaan.get(daftar, {}).items()]
        lines += [
            f"# PERIKSA {_text(word)} = {_text(code)}   # mirip {_number(score)}; {count} baris"
            for own, word, code, score, count in proposal.mirip
            if own == daftar
        ]
    if proposal.tidak_dikenal:
        lines += [
            "",
            "# PERIKSA ejaan yang tidak dikenal; barisnya ditolak sampai ditulis di [ejaan.<daftar>]:",
        ]
        lines += [
            f"#   {name}: {_plain(word)} ({count} baris)" for name, word, count in proposal.tidak_dikenal
        ]
    return lines


def _sheet(sheet: SheetProposal) -> list[str]:
    given = sheet.assigned
    lines = ["", "[[lembar]]"]
    if sheet.nama:
        lines.append(f"nama = {_text(sheet.nama)}")
    if sheet.below and sheet.below.first_gap:
        lines.append("sampai_baris_kosong = true")
    lines += [f"# PERIKSA judul belum dipakai: {_plain(judul)}" for judul in given.left]
    shared = {name: _entry(name, pick) for name, pick in keys(given).items()}
    if sheet.row_numbers:
        note = "# PERIKSA nomor baris: berkas perbaikan harus menggantikan seluruh isinya"
        shared["no_registrasi"] = f"no_registrasi = {{ baris = true }}   {note}"
    if shared:
        lines += ["", "[lembar.kunci]", *shared.values()]
    if sheet.constants:
        lines += ["", "[lembar.tetap]", *(f"{name} = {_text(v)}" for name, v in sheet.constants.items())]
    for tabel in tables(given):
        wide = tabel == "layanan" and (given.services or given.done)
        lines += _services(sheet) if wide else _table(sheet, tabel)
    return lines


def _table(sheet: SheetProposal, tabel: str) -> list[str]:
    own = {p.isian.column.nama: p for p in sheet.assigned.picks.values() if p.isian.tabel == tabel}
    own = {name: pick for name, pick in own.items() if name not in keys(sheet.assigned)}
    ticks = {n.split(".")[1]: words for n, words in sheet.assigned.ticks.items() if n.split(".")[0] == tabel}
    lines = []
    required = [name for name in (*own, *ticks) if name in _hearts(tabel)]
    if tabel not in _ALWAYS and "korban" in tables(sheet.assigned) and required:
        lines += ["", f"[lembar.tabel.{tabel}]", f"bila_ada = {_list(required)}"]
    lines += ["", f"[lembar.tabel.{tabel}.kolom]"]
    lines += [_entry(name, pick) for name, pick in own.items() if name not in ticks]
    for name, words in ticks.items():
        pairs = ", ".join(f"{_text(judul)} = {_text(code)}" for judul, code in words.items())
        lines.append(f"{name} = {{ ya = {{ {pairs} }} }}   # PERIKSA kolom ya/tidak")
    return lines


def _hearts(tabel: str) -> list[str]:
    """The columns without which a row says nothing to a table."""
    columns = all_tables()[tabel].fillable().values()
    dates = [c.nama for c in columns if c.wajib and c.tipe in ("date", "timestamp")]
    return [*dates, *(c.nama for c in columns if c.daftar and (c.jamak or c.wajib) and c.nama != "status")]


def _services(sheet: SheetProposal) -> list[str]:
    """One target for each column that is a service: of dates, of ticks, and the one that names services."""
    given = sheet.assigned
    own = {p.isian.column.nama: p for p in given.picks.values() if p.isian.tabel == "layanan"}
    shared = [f"kolom.{_entry(n, p)}" for n, p in own.items() if n not in ("kode_layanan", "tanggal")]
    shared = [line for line in shared if line.split()[0].removeprefix("kolom.") not in keys(given)]
    day = [f"kolom.{_entry('tanggal', own['tanggal'])}"] if "tanggal" in own else []
    lines = []
    for judul, code in given.services:
        dated = [f"tetap = {{ kode_layanan = {_text(code)} }}", f"kolom.tanggal = {_text(judul)}"]
        lines += ["", "[[lembar.tabel.layanan]]", 'bila_ada = ["tanggal"]', *dated, *shared]
    sources = [f"{{ ya = {{ {_text(judul)} = {_text(code)} }} }}   # PERIKSA" for judul, code in given.done]
    if "kode_layanan" in own:
        sources.append(_text(own["kode_layanan"].judul))
    for source in sources:
        head = ["", "[[lembar.tabel.layanan]]", 'bila_ada = ["kode_layanan"]']
        lines += [*head, f"kolom.kode_layanan = {source}", *day, *shared]
    return lines


def _entry(name: str, pick: Pick) -> str:
    source = _text(pick.judul)
    if pick.pola:
        source = f"{{ judul = {source}, pola = {_text(pick.pola)} }}"
    mark = "" if pick.keyakinan >= SURE else "PERIKSA "
    return f"{name} = {source}   # {mark}usulan: keyakinan {_number(min(pick.keyakinan, 1.0))}"


def _number(value: float) -> str:
    return f"{value:.2f}".replace(".", ",")


def _list(texts) -> str:
    return "[" + ", ".join(map(_text, texts)) + "]"


def _text(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(text: str) -> str:
    """Inside a comment: one line, whatever the file says."""
    return "".join(char if char.isprintable() else " " for char in text)
