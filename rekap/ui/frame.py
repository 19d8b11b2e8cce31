"""The frame of every screen: pages, the common filters, where one is, and what the figures rest on."""

import html

import streamlit as st

from rekap import access, audit, edition, labels, narrative, reports
from rekap.ui import account, choices, links, read, sign_in

CHOICE = "_pilihan"
_OPEN = "_saringan_terbuka"
_SEEN = "_tercatat_di_jejak"
TITLES = {"ringkasan": "Ringkasan", "wilayah": "Wilayah", "unduh": "Unduh", "metode": "Metode"}


def navigation(scope: access.Scope | None):
    """The list of pages; a stranger finds the sign-in page at every address."""
    st.set_page_config(page_title="Rekap 354", page_icon="/favicon.png", layout="wide")
    account.mark_frame(scope is not None)
    if scope is None:
        pages = [_stranger_page(name) for name in links.PAGES]
        return st.navigation(pages, position="hidden")
    return st.navigation([_page(name) for name in links.PAGES], position="top")


def _page(name: str):
    return st.Page(f"pages/{name}.py", title=TITLES[name], url_path=name, default=name == links.START)


def _stranger_page(name: str):
    return st.Page(sign_in.show, title=TITLES[name], url_path=name, default=name == links.START)


def top(scope: access.Scope) -> choices.Choice:
    """Filters and breadcrumb, before the page runs."""
    try:
        return _top(scope)
    except reports.NoEdition as nothing:
        st.html(f'<p class="rk-pesan">{html.escape(str(nothing))}</p>')
        st.stop()


def _top(scope: access.Scope) -> choices.Choice:
    chosen, notes = _settle(scope)
    _account(scope)
    with st.container(key="rk_kepala"):
        _menu()
        _fold(scope, chosen)
        picked = _filters(scope, chosen)
        for note in notes:
            st.html(f'<p class="rk-pesan" role="status">{html.escape(note)}</p>')
        _breadcrumb(scope, picked)
    st.session_state[CHOICE] = picked
    _leave_a_trace(scope, picked)
    return picked


def _leave_a_trace(scope: access.Scope, picked: choices.Choice) -> None:
    """Every session that looks at exact figures stands in the trail, once per edition, before it sees any."""
    if picked.tampilan != "internal":
        return
    seen = (scope.berkas_internal, edition.current("internal") or "")
    if st.session_state.get(_SEEN) != seen:
        audit.record("lihat_internal", akun=scope.akun, peran=scope.peran, berkas=seen[0], versi_data=seen[1])
        st.session_state[_SEEN] = seen


def choice() -> choices.Choice:
    """What the frame was told; the pages ask here."""
    return st.session_state[CHOICE]


def _account(scope: access.Scope) -> None:
    """Stands in the header of every screen, with the mark of synthetic data."""
    mark = "<strong>DATA SINTETIS</strong>" if reports.installation().sintetis else ""
    st.html(
        f'<div class="rk-akun">{mark}<span>{html.escape(scope.nama)}</span>'
        '<a href="/keluar" target="_self">Ganti peran</a></div>'
    )


def _menu() -> None:
    """On a phone Streamlit hides its own menu behind an arrow; four words fit in one line."""
    with st.container(key="rk_menu", horizontal=True, gap="small"):
        for name in links.PAGES:
            st.page_link(f"pages/{name}.py", label=TITLES[name])


# What is chosen


def _settle(scope: access.Scope) -> tuple[choices.Choice, list[str]]:
    """Reads the address and the session before the widgets do, because widgets drop bad values silently."""
    raw = {key: st.query_params.get(key) for key in choices.KEYS}
    notes: list[str] = []
    views = choices.view_options(scope)
    tampilan = _one(scope, "tampilan", raw["tampilan"], views, notes)
    wilayah = choices.region_named(scope, raw["wilayah"]) or st.session_state.get("wilayah")
    regions = choices.region_options(scope, wilayah)
    wilayah = _one(scope, "wilayah", raw["wilayah"], regions, notes)
    basis = _one(scope, "basis", raw["basis"], choices.BASES, notes)
    periods = choices.period_options(scope, tampilan, wilayah)
    periode = _period(scope, raw["periode"], periods, tampilan, notes)
    return choices.Choice(wilayah, periode, basis, tampilan), notes


def _one(scope, key: str, raw: str | None, allowed: dict[str, str], notes: list[str]) -> str:
    """Puts the value into the session, where the widget finds it."""
    known = st.session_state.get(key)
    if known not in allowed:
        known = choices.parse(raw, allowed)
        if known is None:
            known = choices.first(scope, key, allowed)
            if raw is not None:
                notes.append(_sentence(key, raw, allowed[known]))
        st.session_state[key] = known
    return known


def _sentence(key: str, raw: str, shown: str) -> str:
    if key == "tampilan" and choices.parse(raw, choices.VIEWS):
        return f"Tampilan {raw.lower()} hanya untuk yang berhak. Menampilkan {shown.lower()}."
    return f"Tautan ini memakai {choices.NOUNS[key]} yang tidak ada ({raw[:40]}). Menampilkan {shown}."


def _period(scope, raw, allowed: dict[str, str], tampilan: str, notes: list[str]) -> str:
    known = st.session_state.get("periode")
    if known is not None and known not in allowed:
        instead = choices.year_of(known, allowed)
        notes.append(
            f"{labels.periode(known)} tidak ada dalam tampilan {choices.VIEWS[tampilan].lower()} "
            f"untuk wilayah ini. Menampilkan {allowed[instead]}."
        )
        st.session_state["periode"] = instead
    return _one(scope, "periode", raw, allowed, notes)


# The filters


def _fold(scope: access.Scope, chosen: choices.Choice) -> None:
    """On a phone the filters are one line that names what is chosen."""
    regions = choices.region_options(scope, chosen.wilayah)
    parts = [
        regions[chosen.wilayah].split(",")[0],
        labels.periode(chosen.periode),
        choices.BASES[chosen.basis].lower(),
    ]
    with st.container(key="rk_lipat"):
        if st.button(" · ".join(parts), key="rk_buka", icon=":material/tune:", width="stretch"):
            st.session_state[_OPEN] = not st.session_state.get(_OPEN, False)


def _filters(scope: access.Scope, chosen: choices.Choice) -> choices.Choice:
    state = "buka" if st.session_state.get(_OPEN) else "tutup"
    with st.container(key=f"rk_saringan_{state}", horizontal=True, vertical_alignment="bottom", gap="small"):
        wilayah = _select("Wilayah", "wilayah", choices.region_options(scope, chosen.wilayah))
        periode = _select(
            "Periode", "periode", choices.period_options(scope, chosen.tampilan, chosen.wilayah)
        )
        basis = _segment("Basis", "basis", choices.BASES)
        views = choices.view_options(scope)
        tampilan = _segment("Tampilan", "tampilan", views) if len(views) > 1 else chosen.tampilan
    picked = choices.Choice(wilayah, periode, basis, tampilan)
    if None in (wilayah, periode, basis, tampilan):
        st.rerun()  # "back" led to an address without this filter: the next run fills it in
    return picked


def _select(label: str, key: str, allowed: dict[str, str]):
    return st.selectbox(
        label,
        list(allowed),
        index=None,
        required=True,
        format_func=lambda code: allowed.get(code, code),
        key=key,
        bind="query-params",
        persist_state="session",
        placeholder="Pilih",
    )


def _segment(label: str, key: str, allowed: dict[str, str]):
    return st.segmented_control(
        label,
        list(allowed),
        format_func=lambda code: allowed.get(code, code),
        required=True,
        key=key,
        bind="query-params",
        persist_state="session",
        wrap=False,
    )


def go_to(kode: str) -> None:
    """For callbacks: look at another region."""
    st.session_state["wilayah"] = kode


def _breadcrumb(scope: access.Scope, picked: choices.Choice) -> None:
    """The way up; the place itself is the last word and no link."""
    above = reports.lineage(scope, picked.wilayah)
    if len(above) < 2:
        return
    with st.container(key="rk_remah", horizontal=True, vertical_alignment="center", gap="xsmall"):
        for region in above[:-1]:
            st.button(
                region.nama,
                key=f"rk_naik_{region.kode}",
                type="tertiary",
                on_click=go_to,
                args=(region.kode,),
            )
        st.html(f'<span class="rk-remah" aria-current="page">{html.escape(above[-1].nama)}</span>')


# The foot


def foot(scope: access.Scope, picked: choices.Choice) -> None:
    """What the figures rest on, on every screen."""
    table = read.ask(
        "pelaporan", scope, picked.tampilan, lingkup_wilayah=[picked.wilayah], periode=picked.periode
    )
    meta = table.meta
    parts = [
        f"versi data {meta.edisi[:6]}",
        f"data sampai {labels.day(meta.tanggal_data)}",
        narrative.reporting(rows[0]).rstrip(".").lower() if (rows := table.rows()) else "",
        f"tampilan {meta.tampilan}",
    ]
    mark = "<strong>DATA SINTETIS</strong> " if meta.sintetis else ""
    items = "".join(f"<span>{html.escape(part)}</span>" for part in parts if part)
    st.html(
        f'<footer class="rk-kaki"><div>{mark}{items}</div>'
        f"<div><span>Peran contoh: {html.escape(scope.nama)}</span></div></footer>"
        + ('<p class="rk-cap">TERBATAS: memuat angka kecil</p>' if meta.tier == "internal" else "")
    )
