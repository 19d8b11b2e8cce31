"""The charts of the first screen, each under a sentence."""

import html

import streamlit as st

from rekap import access, charts, labels, metrics, narrative
from rekap.ui import blocks, read
from rekap.ui.choices import Choice
from rekap.ui.summary import Summary

BARIS = ("nama", "cakupan", "pembilang", "penyebut", "sebab")
DERET = ("periode", "cakupan", "pembilang", "penyebut", "sebab")
KOMPONEN = ("komponen", "cakupan", "pembilang", "penyebut", "sebab")
KELAS = ("nilai", "cakupan", "pembilang", "penyebut", "sebab")
LATE_AT_MOST = 8
ENDS = 5
BATAS = ("paling_banyak", "paling_sedikit")
TUMPANG = "satu orang dapat menerima beberapa layanan"


def trend(scope: access.Scope, picked: Choice, facts: Summary) -> None:
    """The region over time."""
    table, other = (
        read.coverage(
            "cakupan_per_periode", scope, picked.tampilan, basis,
            lingkup_wilayah=[picked.wilayah], jenis_periode=labels.jenis_periode(picked.periode),
        )
        for basis in (picked.basis, "kebutuhan" if picked.basis == "tercatat" else "tercatat")
    )  # fmt: skip
    title = narrative.trend_title(table)
    bounds = any(row["cakupan"].jenis in BATAS for row in (*table.rows(), *other.rows()))
    marks = "lingkaran kosong: angka sementara" + ("; segitiga: hanya batasnya diketahui" if bounds else "")
    blocks.section(title, table, picked, marks)
    figure = charts.trend(
        table, other, target=_targets(scope, picked), published=_published(facts), dark=blocks.dark()
    )
    blocks.picture(figure, charts.alt_trend(table, title), "rk_deret")
    blocks.beneath(table, title, "rk_deret", DERET, "cakupan_per_periode")


def _targets(scope: access.Scope, picked: Choice) -> dict[int, float]:
    table = read.ask("target", scope, picked.tampilan, lingkup_wilayah=[picked.wilayah])
    return {int(row["tahun"]): row["nilai"] for row in table.rows() if row["basis"] == picked.basis}


def _published(facts: Summary) -> dict[int, float]:
    rows = facts.terbit.rows()
    return {int(r["tahun"]): r["nilai"] for r in rows if r["tahun"] is not None and r["indikator"] == "354"}


def ranking(picked: Choice, facts: Summary) -> None:
    """The regions below, best first."""
    if facts.anak is None:
        return
    target = facts.utama.rows()[0].get("target")
    title = narrative.ranking_title(facts.anak, target)
    rows = facts.anak.rows()
    ranked = sum(row["peringkat"] is not None for row in rows)
    ujung, note = None, blocks.how_to_read(rows)
    if ranked > 2 * ENDS:
        worst = max(row["peringkat"] for row in rows if row["peringkat"] is not None)
        tied = sum(row["peringkat"] == worst for row in rows)
        ujung = (ENDS, ENDS) if tied <= ENDS else (2 * ENDS, 0)
        note = f"{ENDS} teratas dan {ENDS} terbawah dari {ranked}"
        if tied > ENDS:
            note = f"{2 * ENDS} pertama dari {ranked}; {tied} wilayah tidak dapat dibedakan"
    blocks.section(title, facts.anak, picked, note)
    if len(rows) > 2 * ENDS and not any(row["cakupan"].nilai is not None for row in rows):
        noun = labels.label("tingkat", rows[0]["tingkat"]).lower()
        words = labels.join(sorted({row["cakupan"].teks.lower() for row in rows}))
        st.html(f'<p class="rk-baris">Belum ada persentase di {len(rows)} {noun}: {html.escape(words)}.</p>')
    else:
        figure = charts.ranking(facts.anak, target=target, ujung=ujung, dark=blocks.dark())
        blocks.picture(figure, charts.alt_bars(facts.anak, title), "rk_urutan")
    blocks.beneath(facts.anak, title, "rk_urutan", BARIS, "cakupan_per_wilayah")


def components(picked: Choice, facts: Summary) -> None:
    """Which services the registered received."""
    table = metrics.per_komponen(facts.tercatat)
    title = narrative.komponen_title(table)
    notes = [TUMPANG, blocks.how_to_read(table.rows())]
    blocks.section(title, table, picked, "; ".join(note for note in notes if note))
    blocks.picture(charts.components(table, dark=blocks.dark()), charts.alt_bars(table, title), "rk_komponen")
    blocks.beneath(table, title, "rk_komponen", KOMPONEN, "cakupan_per_wilayah")


def reporting(facts: Summary) -> None:
    """Who has not handed in, source by source."""
    late = narrative.not_reported(facts.belum)
    title = (
        f"{labels.number(len(late))} sumber belum lengkap melapor" if late else "Semua sumber sudah melapor"
    )
    st.html(
        f'<div class="rk-judul" id="pelaporan"><h2>{title}</h2>'
        f"<p>{html.escape(narrative.reporting(facts.utama.rows()[0]))}</p></div>"
        + "".join(f'<p class="rk-baris">{html.escape(sentence)}</p>' for sentence in late[:LATE_AT_MOST])
        + (
            f'<p class="rk-sunyi">dan {len(late) - LATE_AT_MOST} lainnya</p>'
            if len(late) > LATE_AT_MOST
            else ""
        )
    )


def classes(scope: access.Scope, picked: Choice) -> None:
    """One way of dividing the registered at a time."""
    head = st.container()
    options = labels.options("kelas")
    kelas = st.segmented_control(
        "Rinci menurut",
        list(options),
        default="kelompok",
        required=True,
        format_func=options.get,
        key="kelas",
    )
    table = read.coverage(
        "cakupan_per_kelas", scope, picked.tampilan, picked.basis,
        lingkup_wilayah=[picked.wilayah], periode=picked.periode, kelas=kelas or "kelompok",
    )  # fmt: skip
    if table.frame().empty:
        st.html(f'<p class="rk-sunyi">{narrative.empty(table.meta)}</p>')
        return
    title = narrative.kelas_title(table)
    overlap = "satu orang dapat mengalami beberapa jenis" if kelas == "jenis_kekerasan" else ""
    with head:
        notes = [overlap, blocks.how_to_read(table.rows())]
        blocks.section(title, table, picked, "; ".join(note for note in notes if note))
    blocks.picture(charts.by_class(table, dark=blocks.dark()), charts.alt_bars(table, title), "rk_kelas")
    blocks.beneath(table, title, "rk_kelas", KELAS, "cakupan_per_kelas")
