"""The page of a stranger: choose a demo role, because real sign-in does not exist yet."""

import html
from urllib.parse import quote

import streamlit as st

from rekap import access, settings
from rekap.ui import account

_SEES = {
    "kepala": "Angka pasti Kab. Jombang, dan angka publikasi semua wilayah.",
    "perencana": "Angka pasti Kab. Jombang sampai kecamatan, dan angka publikasi semua wilayah.",
    "perencana_provinsi": "Angka pasti Jawa Timur dan kab/kota, dan angka publikasi semua wilayah.",
    "evaluator": "Angka publikasi saja.",
}


def show() -> None:
    """Plain words and four links; no figure of any kind."""
    if not settings.instalasi().sintetis:
        st.html('<p class="rk-pesan">Data asli belum dapat dibuka: fitur masuk (sign-in) belum ada.</p>')
        return
    target = quote(account.this_address(), safe="")
    cards = "".join(
        f'<a class="rk-peran" href="/masuk/{quote(scope.akun)}?ke={target}" target="_self">'
        f"<b>{html.escape(scope.nama)}</b><span>{html.escape(_SEES[scope.peran])}</span></a>"
        for scope in access.PERAN_CONTOH.values()
    )
    st.html(
        '<div class="rk-masuk"><p class="rk-merek">Rekap 354</p>'
        "<h1>Cakupan layanan reintegrasi sosial bagi perempuan dan anak korban kekerasan</h1>"
        "<p>Ini peragaan dengan <strong>data sintetis</strong>: tidak ada orang sungguhan di dalamnya, dan "
        "angkanya tidak menggambarkan daerah mana pun. Karena itu belum ada kata sandi. "
        "Pilih sebagai siapa Anda melihat.</p>"
        f'<nav aria-label="Pilih peran">{cards}</nav></div>'
    )
