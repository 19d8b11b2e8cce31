"""What the columns of one row say together: each table's rule rejects or warns, and adds records."""

from rekap.ingest.cells import TANGGAL_MUSTAHIL, WAJIB_KOSONG
from rekap.ingest.row import Draft
from rekap.ingest.victim import korban, reject_outside


def apply(draft: Draft) -> None:
    """Run the rule of the table that a draft is for."""
    _RULES[draft.target.tabel](draft)


def _kasus(draft: Draft) -> None:
    registered, closed = draft.values["tanggal_registrasi"], draft.values.get("tanggal_tutup")
    if closed and closed < registered:
        draft.reject("tanggal_tutup", TANGGAL_MUSTAHIL, "Kasus ditutup sebelum diregistrasi.")
    closing = {"tanggal_tutup": closed, "alasan_tutup": draft.values.get("alasan_tutup")}
    draft.add({"id_kasus": draft.id_kasus, "tanggal_registrasi": registered, **closing})


def _korban_kekerasan(draft: Draft) -> None:
    if victim := draft.victim():
        for jenis in draft.values["jenis_kekerasan"]:
            draft.add({"id_korban": victim["id_korban"], "jenis_kekerasan": jenis})


def _korban_tutup(draft: Draft) -> None:
    if victim := draft.victim():
        if draft.values["tanggal_tutup"] < victim["tanggal_registrasi"]:
            draft.reject("tanggal_tutup", TANGGAL_MUSTAHIL, "Ditutup sebelum tanggal registrasi.")
        draft.add({"id_korban": victim["id_korban"], **_picked(draft, "tanggal_tutup", "alasan_tutup")})


def _asesmen(draft: Draft) -> None:
    if victim := draft.victim():
        if draft.values["tanggal"] < victim["tanggal_registrasi"]:
            draft.warn("tanggal", "asesmen_sebelum_registrasi", "Asesmen bertanggal sebelum registrasi.")
        draft.add({"id_korban": victim["id_korban"], **_picked(draft, "tanggal")})


def _asesmen_kebutuhan(draft: Draft) -> None:
    if victim := draft.victim():
        for kode in draft.values["kode_layanan"]:
            draft.add({"id_korban": victim["id_korban"], **_picked(draft, "tanggal"), "kode_layanan": kode})


def _layanan(draft: Draft) -> None:
    tanggal = draft.values["tanggal"]
    if tanggal > draft.context.today and draft.values["status"] != "rencana":
        pesan = "Tanggal ini belum tiba, padahal layanannya bukan rencana."
        draft.reject("tanggal", TANGGAL_MUSTAHIL, pesan)
    if victim := draft.victim():
        if tanggal < victim["tanggal_registrasi"]:
            pesan = "Layanan bertanggal sebelum registrasi; dihitung bila paling lama 30 hari sebelumnya."
            draft.warn("tanggal", "layanan_sebelum_registrasi", pesan)
        given = _picked(draft, "kode_layanan", "tanggal", "status", "kode_kab_pemberi")
        draft.add({"id_korban": victim["id_korban"], **given, "id_rujukan": draft.id_rujukan})


def _rujukan(draft: Draft) -> None:
    decided = draft.values.get("tanggal_keputusan")
    if decided and decided < draft.values["tanggal_kirim"]:
        draft.reject("tanggal_keputusan", TANGGAL_MUSTAHIL, "Diputuskan sebelum dikirim.")
    if decided is None and draft.values["status"] != "menunggu":
        draft.reject("tanggal_keputusan", WAJIB_KOSONG, "Wajib diisi bila rujukan sudah diputuskan.")
    if victim := draft.victim():
        sent = _picked(draft, "jenis", "tanggal_kirim", "kode_kab_tujuan", "status", "tanggal_keputusan")
        draft.add({"id_rujukan": draft.id_rujukan, "id_korban": victim["id_korban"], **sent})


def _setoran(draft: Draft) -> None:
    reject_outside(draft, draft.values["kode_kab"])
    draft.add(_picked(draft, "sumber_pelapor", "kode_kab", "bulan", "jatuh_tempo", "diterima"))


def _picked(draft: Draft, *columns: str) -> dict:
    return {column: draft.values.get(column) for column in columns}


_RULES = {
    "kasus": _kasus,
    "korban": korban,
    "korban_kekerasan": _korban_kekerasan,
    "korban_tutup": _korban_tutup,
    "asesmen": _asesmen,
    "asesmen_kebutuhan": _asesmen_kebutuhan,
    "layanan": _layanan,
    "rujukan": _rujukan,
    "setoran": _setoran,
}
