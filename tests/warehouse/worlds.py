"""Small random worlds for hypothesis: few persons, three kab/kota, every status, dates around the edges."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import strategies as st

from rekap import settings
from tests import ascii

KAB = {"35.17": ("35.17.09", "35.17.13", "35.17.01"), "35.07": ("35.07.01",), "33.74": ("33.74.01",)}
INSTALASI = (
    replace(ascii.JATIM, tingkat="nasional", kode="00"),
    replace(ascii.JATIM, tingkat="nasional", kode="00", batas_layanan="01-31"),
    ascii.JATIM,
    replace(ascii.JATIM, tingkat="kabkota", kode="35.17"),
)
EDGES = [
    date(2023, 12, 2), date(2023, 12, 31), date(2024, 1, 1), date(2024, 1, 31), date(2024, 3, 31),
    date(2024, 4, 1), date(2024, 4, 30), date(2024, 5, 1), date(2024, 9, 30), date(2024, 12, 31),
    date(2025, 1, 30), date(2025, 1, 31), date(2025, 2, 1),
]  # fmt: skip
days = st.one_of(
    st.sampled_from(EDGES), st.integers(0, 365).map(lambda n: date(2024, 1, 10) + timedelta(days=n))
)
codes = st.sampled_from(
    ["REINTEGRASI"] * 6 + ["KESEHATAN", "REHSOS", "HUKUM_BANTUAN", "EKONOMI", "PENGADUAN"]
)


@st.composite
def worlds(draw) -> tuple[dict[str, list[dict]], settings.Instalasi, date]:
    """Landed rows, the installation they belong to, and tanggal_data."""
    instalasi = draw(st.sampled_from(INSTALASI))
    inside = [k for k in KAB if instalasi.kode == "00" or k.startswith(instalasi.kode)]
    korban = draw(st.lists(registrations(inside), min_size=2, max_size=7))
    for number, row in enumerate(korban):
        row["id_korban"] = f"r{number}"
        row["id_kasus"] = f"k{draw(st.integers(0, number))}"
    ids = st.sampled_from([row["id_korban"] for row in korban])
    rujukan = draw(st.lists(referrals(ids), min_size=1, max_size=4))
    for number, row in enumerate(rujukan):
        row["id_rujukan"] = f"rujukan{number}"
    tables = {
        "korban": korban,
        "rujukan": rujukan,
        "layanan": draw(st.lists(services(korban, rujukan), min_size=5, max_size=10)),
        "asesmen": draw(st.lists(st.fixed_dictionaries({"id_korban": ids, "tanggal": days}), max_size=4)),
        "asesmen_kebutuhan": draw(st.lists(needs(ids), min_size=2, max_size=6)),
        "korban_tutup": draw(st.lists(closings(id_korban=ids), max_size=4)),
        "kasus": [
            {"id_kasus": kasus, **draw(closings(wajib=False))} for kasus in {r["id_kasus"] for r in korban}
        ],
        "korban_kekerasan": draw(st.lists(kinds(ids), max_size=8, unique_by=lambda r: tuple(r.values()))),
    }
    return (
        ascii.landed(**tables),
        instalasi,
        draw(st.sampled_from([date(2025, 3, 1), date(2025, 3, 1), *EDGES[6:]])),
    )


@st.composite
def registrations(draw, inside: list[str]) -> dict:
    """A person of three, known by what this office happened to write down."""
    who, kab = draw(st.integers(0, 2)), draw(st.sampled_from(inside))
    jk = draw(st.sampled_from(["P", "P", "P", "P", "P", "L", "L", None]))
    lahir = draw(st.sampled_from([f"lahir{who}", f"lahir{who}", None, "lahir-lain"]))
    return {
        "sumber": draw(st.sampled_from(["simfoni", "uptd"])),
        "token_nama": draw(st.sampled_from([f"nama{who}", "nama0", None])),
        "token_nik": draw(st.sampled_from([f"nik{who}", f"nik{who}", None, None, "nik-lain"])),
        "token_lahir": lahir,
        "token_lahir_jk_kab": draw(st.sampled_from([f"tahun{who}|{jk}|{kab}", "tahun|P|35.17", None])),
        "jenis_kelamin": jk,
        "kelompok_program": draw(st.sampled_from([None, None, None, "korban_perdagangan_orang", "pengemis"])),
        "umur": draw(st.sampled_from([17, 18, 0, 5, 6, 12, 13, 24, 25, 44, 45, 59, 60, None])),
        "tanggal_registrasi": draw(days),
        "kode_kab": kab,
        "kode_kecamatan": draw(st.sampled_from([*KAB[kab], *KAB["35.17"], None])),
        "disabilitas": draw(st.sampled_from(["ya", "tidak", "tidak_diisi"])),
    }


@st.composite
def services(draw, korban: list[dict], rujukan: list[dict]) -> dict:
    """A service near its registration, or by whom the victim was sent to, near the decision."""
    row, sent = draw(st.sampled_from(korban)), draw(st.sampled_from(rujukan))
    answers = draw(st.booleans()) and sent["tanggal_keputusan"]
    around = sent["tanggal_keputusan"] if answers else row["tanggal_registrasi"]
    near = around + timedelta(days=draw(st.sampled_from([1, 40, 200, 0, -1, -29, -30, -31])))
    known = [r["id_rujukan"] for r in rujukan]
    return {
        "id_korban": sent["id_korban"] if answers else row["id_korban"],
        "kode_layanan": draw(codes),
        "tanggal": draw(st.one_of(st.just(near), st.just(near), days)),
        "status": draw(st.sampled_from(["selesai"] * 4 + ["rencana", "berjalan", "batal"])),
        "kode_kab_pemberi": sent["kode_kab_tujuan"] if answers else draw(st.sampled_from(list(KAB))),
        "id_rujukan": draw(st.sampled_from([None, None, None, *known, "rujukan-tak-dikenal"])),
    }


@st.composite
def referrals(draw, ids) -> dict:
    decided = draw(st.one_of(days, days, days, st.none()))
    return {
        "id_korban": draw(ids),
        "jenis": draw(st.sampled_from(["pengalihan"] * 4 + ["rujukan"])),
        "status": draw(st.sampled_from(["diterima"] * 5 + ["ditolak", "menunggu"])),
        "tanggal_kirim": decided or date(2024, 1, 1),
        "tanggal_keputusan": decided,
        "kode_kab_tujuan": draw(st.sampled_from(["35.07", "35.17", "33.74"])),
    }


def needs(ids):
    needed = st.sampled_from(["REINTEGRASI", "REINTEGRASI", "KESEHATAN"])
    return st.fixed_dictionaries({"id_korban": ids, "tanggal": days, "kode_layanan": needed})


def closings(wajib: bool = True, **keys):
    reasons = st.sampled_from(
        ["selesai", "meninggal", "menolak", "tidak_memenuhi", "putus_kontak", "laporan_dicabut"]
    )
    day = days if wajib else st.one_of(st.none(), st.none(), days)
    return st.fixed_dictionaries({**keys, "tanggal_tutup": day, "alasan_tutup": reasons})


def kinds(ids):
    kind = st.sampled_from(["fisik", "psikis", "seksual", "eksploitasi", "tppo", "penelantaran", "lainnya"])
    return st.fixed_dictionaries({"id_korban": ids, "jenis_kekerasan": kind})
