"""The Unduh screen: choose a table, see exactly its cells, take the file once."""

import hashlib
import html
import re

import streamlit as st

from rekap import access, exports, keys, labels, metrics, narrative, reports
from rekap.ui import account, blocks, read, summary, tables, tickets
from rekap.ui.choices import Choice

OFFERED = (
    *("cakupan_per_wilayah", "cakupan_per_periode", "cakupan_per_kelas", "pelaporan", "pelapor_belum"),
    *("nilai_terpublikasi", "target"),
)
HANYA_INTERNAL = ("pengecualian",)
PARCEL = "_berkas"
ITSELF = "wilayah ini"
ALASAN_MINIMUM = 10  # letters: enough to say what for
TERLALU_PENDEK = f"Tulis alasannya dahulu, minimal {ALASAN_MINIMUM} huruf."
MINTA_ALASAN = (
    "Berkas ini memuat angka pasti. Tulis untuk apa dibawa; alasan dicatat dan ikut di dalam berkas."
)


def choose(scope: access.Scope, picked: Choice) -> tuple[reports.SafeTable, str]:
    """What is asked for, as a table and a spelling."""
    with st.container(key="rk_pilih", horizontal=True, vertical_alignment="bottom"):
        laporan = st.selectbox(
            "Laporan",
            _offered(picked),
            format_func=lambda code: labels.label("laporan", code),
            key=blocks.LAPORAN,
            persist_state="session",
        )
        table = _table(scope, picked, laporan)
        profil = st.segmented_control(
            "Penulisan", list(exports.PROFIL), default="terbuka", required=True, key="profil",
            format_func=lambda code: exports.PROFIL[code].nama,
        )  # fmt: skip
    return table, profil or "terbuka"


def _offered(picked: Choice) -> tuple[str, ...]:
    return OFFERED + (HANYA_INTERNAL if picked.tampilan == "internal" else ())


def _table(scope: access.Scope, picked: Choice, laporan: str) -> reports.SafeTable:
    if laporan == "cakupan_per_wilayah":
        return _by_region(scope, picked)
    if laporan == "cakupan_per_periode":
        kinds = labels.options("jenis_periode")
        allowed = {p.jenis for p in reports.periods(scope, picked.tampilan, picked.wilayah)}
        offered = [kind for kind in kinds if kind in allowed]
        jenis = st.selectbox("Jenis periode", offered, format_func=kinds.get, key="rk_jenis_periode")
        return read.coverage(
            laporan,
            scope,
            picked.tampilan,
            picked.basis,
            lingkup_wilayah=[picked.wilayah],
            jenis_periode=jenis,
        )
    if laporan == "cakupan_per_kelas":
        names = labels.options("kelas")
        kelas = st.selectbox("Rincian", list(names), format_func=names.get, key="rk_kelas_unduh")
        return read.coverage(
            laporan, scope, picked.tampilan, picked.basis,
            lingkup_wilayah=[picked.wilayah], periode=picked.periode, kelas=kelas,
        )  # fmt: skip
    return _plain(scope, picked, laporan)


def _by_region(scope: access.Scope, picked: Choice) -> reports.SafeTable:
    """The region itself or those of one level below."""
    levels = reports.children_tingkat(picked.wilayah)
    names = {ITSELF: "Wilayah ini saja", **{code: _below(code) for code in levels}}
    level = st.selectbox(
        "Baris", list(names), index=1 if levels else 0, format_func=names.get, key="rk_baris"
    )
    if level in levels:
        found = summary.children(scope, picked, level)
        if found is not None:
            return found
    place = reports.lineage(scope, picked.wilayah)[-1]
    return metrics.ranking(
        read.coverage(
            "cakupan_per_wilayah",
            scope,
            picked.tampilan,
            picked.basis,
            lingkup_wilayah=[place.kode],
            tingkat=place.tingkat,
            periode=picked.periode,
        )  # fmt: skip
    )


def _below(tingkat: str) -> str:
    return f"Setiap {labels.label('tingkat', tingkat).lower()} di dalamnya"


def _plain(scope: access.Scope, picked: Choice, laporan: str) -> reports.SafeTable:
    """Reports without coverage."""
    kab = summary.kab_below(scope, picked.wilayah)
    if laporan == "pelaporan":
        codes = [picked.wilayah, *[code for code in kab if code != picked.wilayah]]
        return read.ask(laporan, scope, picked.tampilan, lingkup_wilayah=codes, periode=picked.periode)
    if laporan == "pelapor_belum":
        return read.ask(laporan, scope, picked.tampilan, lingkup_wilayah=kab, periode=picked.periode)
    if laporan == "pengecualian":
        year = labels.tahun(picked.periode)
        return read.ask(laporan, scope, picked.tampilan, lingkup_wilayah=[picked.wilayah], tahun=year)
    return read.ask(laporan, scope, picked.tampilan, lingkup_wilayah=[picked.wilayah])


def preview(table: reports.SafeTable, picked: Choice) -> None:
    """Exactly the cells of the file."""
    meta = table.meta
    title = labels.label("laporan", meta.laporan)
    asked = [value for name, value in meta.saringan if name != "tingkat"]
    rows = labels.number(len(table.frame()))
    notes = [*narrative.limits(meta), narrative.protection(meta)]
    quiet = "".join(f'<p class="rk-sunyi">{html.escape(note)}</p>' for note in notes)
    st.html(
        f'<div class="rk-judul"><h2>{html.escape(title)}</h2>'
        f"<p>{html.escape(' · '.join([*asked, f'{rows} baris', f'angka {meta.tampilan}']))}</p></div>{quiet}"
    )
    tables.show(table, title)


def take(scope: access.Scope, table: reports.SafeTable, profil: str) -> None:
    """Two steps: the file is made when it is asked for, and its address works once."""
    exact = table.meta.tier == "internal"
    alasan = _reason() if exact else ""
    asked = (table.meta, profil, alasan)
    with st.container(key="rk_ambil", horizontal=True, vertical_alignment="center"):
        if st.button("Siapkan berkas", type="primary", key="rk_siapkan", icon=":material/draft:"):
            if exact and len(alasan) < ALASAN_MINIMUM:
                st.html(f'<span class="rk-pesan" role="status">{TERLALU_PENDEK}</span>')
            else:
                st.session_state[PARCEL] = (asked, _prepare(scope, table, profil, alasan))
        known, token = st.session_state.get(PARCEL, (None, None))
        if known == asked:
            name = exports.file_name(table, profil)
            st.html(
                f'<a class="rk-tombol" href="/unduh/{token}" target="_self" download>Simpan berkas</a>'
                f'<span class="rk-sunyi">{html.escape(name)}. Berlaku sekali, selama dua menit.</span>'
            )


def _reason() -> str:
    """Why exact figures leave the screen; plain letters only, because it stands in a file of cells."""
    st.html(f'<p class="rk-sunyi">{MINTA_ALASAN}</p>')
    typed = st.text_input("Alasan membawa angka internal", key="rk_alasan", max_chars=200)
    return " ".join(re.sub(r"[^\w\s./():-]", " ", typed or "").split()).lstrip("-")


def _prepare(scope: access.Scope, table: reports.SafeTable, profil: str, alasan: str) -> str:
    meta = table.meta
    terbatas = f"dibawa oleh {scope.nama} untuk {alasan}" if alasan else None
    content = exports.csv_bytes(table, profil, terbatas=terbatas)
    trail = [
        ("laporan", meta.laporan),
        ("tampilan", meta.tampilan),
        ("versi_data", meta.edisi),
        ("saringan", "; ".join(f"{name}={value}" for name, value in meta.saringan)),
        ("profil", profil),
        ("baris", len(table.frame())),
    ]
    if alasan:
        # A plain hash of a small exact file would confirm a guess of its counts to whoever reads the trail.
        trail += [("alasan", alasan), ("sidik", keys.keyed_hash("K_audit", content.decode("utf-8")))]
    else:
        trail += [("sha256", hashlib.sha256(content).hexdigest())]
    parcel = tickets.Parcel(
        exports.file_name(table, profil), "text/csv; charset=utf-8", content, tuple(trail)
    )
    return tickets.prepare(account.current_session().id, parcel)
