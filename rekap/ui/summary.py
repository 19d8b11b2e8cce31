"""The first screen: one number, its direction, what to do about it, then the words to read aloud."""

import html
from dataclasses import dataclass

import streamlit as st

from rekap import access, labels, metrics, narrative, reports
from rekap.narrative.exclusions import excluded
from rekap.ui import read
from rekap.ui.choices import BASES, Choice


@dataclass(frozen=True)
class Summary:
    """Everything that the first screen says, asked once."""

    tercatat: reports.SafeTable
    kebutuhan: reports.SafeTable
    terbit: reports.SafeTable
    belum: reports.SafeTable
    dikecualikan: reports.SafeTable
    anak: reports.SafeTable | None
    wilayah: reports.Daerah
    keadaan: str
    pilihan: Choice

    @property
    def utama(self) -> reports.SafeTable:
        return self.tercatat if self.pilihan.basis == "tercatat" else self.kebutuhan

    @property
    def lain(self) -> reports.SafeTable:
        return self.kebutuhan if self.pilihan.basis == "tercatat" else self.tercatat


def gather(scope: access.Scope, picked: Choice) -> Summary:
    """Ask the edition for the first screen."""
    place = reports.lineage(scope, picked.wilayah)[-1]
    both = {basis: own(scope, picked, basis) for basis in BASES}
    kab = kab_below(scope, picked.wilayah)
    return Summary(
        **both,
        terbit=read.ask("nilai_terpublikasi", scope, picked.tampilan, lingkup_wilayah=[picked.wilayah]),
        belum=read.ask("pelapor_belum", scope, picked.tampilan, lingkup_wilayah=kab, periode=picked.periode),
        dikecualikan=read.ask(
            "pengecualian",
            scope,
            picked.tampilan,
            lingkup_wilayah=[picked.wilayah],
            tahun=labels.tahun(picked.periode),
        ),
        anak=children(scope, picked),
        wilayah=place,
        keadaan=_state(scope, picked),
        pilihan=picked,
    )


def _state(scope: access.Scope, picked: Choice) -> str:
    """Whether the figures may still change."""
    known = reports.periods(scope, picked.tampilan, picked.wilayah)
    code = next((period.status for period in known if period.kode == picked.periode), "sementara")
    return labels.label("status_periode", code)


def own(scope: access.Scope, picked: Choice, basis: str) -> reports.SafeTable:
    """The region itself on one basis, beside last year and its target."""
    place = reports.lineage(scope, picked.wilayah)[-1]

    def at(periode: str) -> reports.SafeTable:
        return read.coverage(
            "cakupan_per_wilayah", scope, picked.tampilan, basis,
            lingkup_wilayah=[place.kode], tingkat=place.tingkat, periode=periode,
        )  # fmt: skip

    now, before = at(picked.periode), at(labels.tahun_sebelumnya(picked.periode))
    target = read.ask("target", scope, picked.tampilan, lingkup_wilayah=[place.kode])
    return metrics.with_target(metrics.with_change(now, before), target)


def kab_below(scope: access.Scope, kode: str) -> list[str]:
    """The kab/kota that report for a region: those below it, or the one that it is or lies in."""
    below = reports.children(scope, kode, "kabkota")
    return below or [".".join(kode.split(".")[:2])]


def children(scope: access.Scope, picked: Choice, tingkat: str | None = None) -> reports.SafeTable | None:
    """The regions one level below, ranked; None at the lowest level."""
    levels = reports.children_tingkat(picked.wilayah)
    if not levels:
        return None
    level = tingkat or levels[0]
    codes = reports.children(scope, picked.wilayah, level)
    if not codes:
        return None
    table = read.coverage(
        "cakupan_per_wilayah", scope, picked.tampilan, picked.basis,
        lingkup_wilayah=codes, tingkat=level, periode=picked.periode,
    )  # fmt: skip
    return metrics.ranking(table)


def target_of(scope: access.Scope, picked: Choice) -> float | None:
    """The target of the chosen region and year on the chosen basis; a part of a year has none."""
    if labels.jenis_periode(picked.periode) != "tahun":
        return None
    year = labels.tahun(picked.periode)
    rows = read.ask("target", scope, picked.tampilan, lingkup_wilayah=[picked.wilayah]).rows()
    return next((r["nilai"] for r in rows if r["tahun"] == year and r["basis"] == picked.basis), None)


# The number


def headline(facts: Summary) -> None:
    """One number, its words, the other basis and the published value beside it, and the direction."""
    row, tier = facts.utama.rows()[0], facts.utama.meta.tier
    title = (
        f"Cakupan layanan reintegrasi sosial, {full_name(facts.wilayah)}, {labels.periode(row['periode'])}"
    )
    st.html(
        f'<section class="rk-utama" aria-label="Angka utama"><h1>{html.escape(title)} '
        f'<span class="rk-tanda">{html.escape(facts.keadaan)}</span></h1>'
        f'<div class="rk-angka-baris">{_main(row, tier)}{_beside(facts)}</div>'
        f"{_direction(facts)}</section>"
    )


def full_name(place: reports.Daerah) -> str:
    """A kecamatan often bears the name of its kabupaten."""
    return (
        f"Kecamatan {place.nama}"
        if place.tingkat == "kecamatan" and place.kode[-2:].isdigit()
        else place.nama
    )


def _main(row: dict, tier: str) -> str:
    share = row["cakupan"]
    if share.nilai is None:
        words = narrative.situation(row)
        return f'<div class="rk-pokok"><p class="rk-tiada">{html.escape(words)}</p></div>'
    basis = {"tercatat": "korban tercatat", "kebutuhan": "yang menurut asesmen membutuhkan"}[row["basis"]]
    detail = f"{narrative.ratio(row, tier)} {basis}"
    if share.jenis != "pasti":
        detail += f", bisa {labels.number(share.bawah)}–{labels.number(share.atas)} %"
    return (
        f'<div class="rk-pokok"><p class="rk-besar">{html.escape(share.teks)}</p>'
        f'<p class="rk-rinci">{html.escape(detail)}</p></div>'
    )


def _beside(facts: Summary) -> str:
    row, tier = facts.lain.rows()[0], facts.lain.meta.tier
    share = row["cakupan"]
    name = {"tercatat": "dari semua yang tercatat", "kebutuhan": "menurut kebutuhan"}[row["basis"]]
    if share.nilai is None:
        other = f'<p class="rk-rinci">{html.escape(narrative.situation(row))}</p>'
    else:
        other = (
            f'<p class="rk-sedang">{html.escape(share.teks)}</p>'
            f'<p class="rk-rinci">{html.escape(narrative.ratio(row, tier))}</p>'
        )
    return f'<div class="rk-banding"><p class="rk-nama">{name}</p>{other}</div>{_published(facts)}'


def _published(facts: Summary) -> str:
    """The value that others have published for this very year; otherwise a quiet sentence."""
    year = labels.tahun(facts.pilihan.periode)
    same = [row for row in facts.terbit.rows() if row["tahun"] == year and row["indikator"] == "354"]
    head = '<div class="rk-banding"><p class="rk-nama">diterbitkan sebelumnya</p>'
    if same:
        value = same[0]["nilai"]
        value = labels.number(value, 0 if value == int(value) else 2)
        return f'{head}<p class="rk-sedang">{value} %</p><p class="rk-rinci">basis tidak diketahui</p></div>'
    return f'{head}<p class="rk-rinci">tidak ada untuk {year}</p></div>'


def _direction(facts: Summary) -> str:
    found = [
        sentence
        for sentence in (narrative.change(facts.utama), narrative.target_gap(facts.utama))
        if sentence
    ]
    return f'<p class="rk-arah">{html.escape(" ".join(found))}</p>' if found else ""


# What to do about it


def actions(facts: Summary) -> None:
    """At most three lines, each a link."""
    with st.container(key="rk_tindakan", gap=None):
        waiting = narrative.waiting(facts.kebutuhan)
        if waiting:
            st.page_link("pages/wilayah.py", label=waiting)
        late = narrative.not_reported(facts.belum)
        if late:
            label = late[0] if len(late) == 1 else f"{labels.number(len(late))} sumber belum lengkap melapor."
            st.html(f'<a class="rk-tindakan" href="#pelaporan" target="_self">{html.escape(label)}</a>')
        lagging = narrative.lagging(facts.anak) if facts.anak else None
        if lagging:
            st.page_link("pages/wilayah.py", label=lagging)


def paragraph(facts: Summary) -> None:
    """What a head can read aloud, and what must be known before quoting it."""
    words = narrative.paragraph(facts.tercatat, facts.kebutuhan)
    notes = [
        narrative.both_bases(facts.tercatat, facts.kebutuhan),
        narrative.assessed(facts.kebutuhan),
        excluded(facts.dikecualikan) if labels.jenis_periode(facts.pilihan.periode) == "tahun" else None,
        narrative.protection(facts.utama.meta),
        *narrative.limits(facts.utama.meta),
        *narrative.published(facts.terbit, labels.tahun(facts.pilihan.periode)),
    ]
    quiet = "".join(f"<li>{html.escape(note)}</li>" for note in notes if note)
    st.html(
        '<section class="rk-bacaan" aria-label="Untuk dibacakan"><h2>Untuk dibacakan</h2>'
        f"<p>{html.escape(words)}</p><ul>{quiet}</ul></section>"
    )
