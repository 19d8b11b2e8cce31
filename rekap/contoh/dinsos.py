"""The workbook of a Dinas Sosial: clients with ticks in wide columns, needs, plans, shelter and Bantu."""

from datetime import date, timedelta
from random import Random

from rekap.contoh import bantu, pemantauan
from rekap.contoh.draws import pick
from rekap.contoh.kenalan import Kenal, Kenalan, services
from rekap.contoh.model import Dunia, Korban
from rekap.contoh.people import Register
from rekap.contoh.sheets import Lembar, Target
from rekap.contoh.tulis import (
    Nomor,
    beberapa,
    centang,
    kab,
    kata,
    lembar,
    lembar_bertingkat,
    sesudah,
    ya_tidak,
)  # fmt: skip

KEKERASAN = ["fisik", "psikis", "seksual", "eksploitasi", "tppo", "penelantaran", "lainnya"]
DOKUMEN = ["ktp", "kk", "akta", "jkn"]
RANAH = ["fisik", "psikologis", "sosial", "ekonomi"]
KEBUTUHAN = [
    "KESEHATAN", "PSIKOSOSIAL", "REHSOS", "HUKUM_BANTUAN", "SHELTER", "REINTEGRASI", "EKONOMI", "DOKUMEN",
]  # fmt: skip
KOMPONEN = {
    "KESEHATAN": "kesehatan", "PSIKOSOSIAL": "psikososial", "REHSOS": "psikososial", "HUKUM_BANTUAN": "hukum",
    "REINTEGRASI": "reintegrasi", "EKONOMI": "ekonomi", "SHELTER": "pencegahan", "DOKUMEN": "partisipasi",
}  # fmt: skip
RINCIAN = {
    "REHSOS": ["konseling_individu", "konseling_kelompok", "vokasional", "pendampingan_keluarga"],
    "PSIKOSOSIAL": ["konseling_individu", "terapi_psikososial", "terapi_seni"],
    "EKONOMI": ["bantuan_usaha", "pelatihan_kewirausahaan", "bantuan_sosial"],
    "REINTEGRASI": ["kembali_keluarga", "keluarga_pengganti", "kembali_masyarakat", "ke_lembaga"],
    "DOKUMEN": ["ktp", "kk", "akta", "jkn"],
    "PEMULANGAN": ["kembali_keluarga"],
}  # fmt: skip
KUNCI = ["No Register", "Urut"]
KLIEN = [
    *KUNCI, "Tgl Terima", "Nama Klien", "NIK", "Tgl Lahir", "Umur", "L/P", "Alamat Singkat", "Kode Wilayah",
    "Kelompok Sasaran", "Sumber Data", "Status Kawin", "Pendidikan", "Pekerjaan", "Disabilitas", "Ragam",
    "JKN Aktif", "Berhadapan Hukum", "Keluarga Ada", "Tgl Pendamping",
    *(f"Jenis Kekerasan > {kata('jenis_kekerasan', kode)}" for kode in KEKERASAN),
    *(f"Dokumen Belum Ada > {kata('dokumen_sipil', kode)}" for kode in DOKUMEN),
]  # fmt: skip
ASESMEN = [
    *KUNCI, "Tgl Asesmen", "Petugas", "Risiko",
    *(f"Ranah > {kata('ranah_asesmen', kode)}" for kode in RANAH),
    *(f"Kebutuhan > {kata('layanan', kode)}" for kode in KEBUTUHAN),
]  # fmt: skip
RENCANA = [*KUNCI, "Tgl Rencana", "Komponen", "Disetujui Klien", "Klien Ikut Menyusun"]
LAYANAN = [
    *KUNCI, "Jenis Layanan", "Rincian", "Tanggal", "Lama (menit)", "Bentuk", "Tempat", "Status",
    "Kode Pemberi",
]  # fmt: skip
HUNIAN = [*KUNCI, "Kode Unit", "Kode Wilayah", "Jenis", "Masuk", "Keluar", "Ke Mana"]
TERMINASI = [*KUNCI, "Tgl Terminasi", "Alasan", "Hasil"]
LAIN = ("gelandangan", "pengemis", "bwbp")  # other groups that a Dinas Sosial looks after


def make(
    rng: Random, dunia: Dunia, kenalan: Kenalan, register: Register, kode: str, target: Target
) -> list[Lembar]:
    """One sheet per kind of record, and a hidden one with the lists behind the drop-downs."""
    return _Workbook(rng, dunia, kode, target).write(kenalan.of("dinsos", {kode}, _chance), register)


def _chance(korban: Korban) -> float:
    done = services(korban).keys()
    return 0.5 if done & {"REHSOS", "SHELTER", "EKONOMI", "REINTEGRASI"} else 0.05


class _Workbook:
    def __init__(self, rng: Random, dunia: Dunia, kode: str, target: Target) -> None:
        self.rng, self.dunia, self.kode = rng, dunia, kode
        self.nomor = Nomor()
        berkas, benih = target.dinsos(kode), dunia.benih
        office = f"DINAS SOSIAL {kab(kode).upper()}"
        self.klien = lembar_bertingkat(berkas, "Klien", benih, f"{office} - DATA KLIEN", KLIEN)
        self.asesmen = lembar_bertingkat(berkas, "Asesmen", benih, f"{office} - ASESMEN", ASESMEN)
        self.rencana = lembar(berkas, "Rencana", benih, f"{office} - RENCANA INTERVENSI", RENCANA)
        self.layanan = lembar(berkas, "Layanan", benih, f"{office} - LAYANAN", LAYANAN)
        self.hunian = lembar(berkas, "Rumah Aman", benih, f"{office} - HUNIAN SEMENTARA", HUNIAN)
        self.pantau = lembar(
            berkas, "Pemantauan", benih, f"{office} - PEMANTAUAN", [*KUNCI, *pemantauan.KOLOM]
        )
        self.bantu = lembar(berkas, "Bantu", benih, f"{office} - USULAN BANTU", [*KUNCI, *bantu.KOLOM])
        self.tutup = lembar(berkas, "Terminasi", benih, f"{office} - TERMINASI", TERMINASI)
        self.daftar = lembar(berkas, "Daftar", benih, "Isi pilihan", ["Kelompok"], tersembunyi=True)

    def write(self, known: list[Kenal], register: Register) -> list[Lembar]:
        for one in known:
            key = self._key(one.hari)
            self.klien.add(key + self._client(one), one.korban)
            self._what_was_done(one, key)
        for hari in self._days_of_others():
            self._other_group(register, hari)
        for kelompok in ("korban_kekerasan", "korban_perdagangan_orang", *LAIN):
            self.daftar.add([kata("kelompok_program", kelompok)])
        return [
            self.klien, self.asesmen, self.rencana, self.layanan, self.hunian, self.pantau, self.bantu,
            self.tutup,
            self.daftar,
        ]  # fmt: skip

    def _key(self, hari: date) -> list[str]:
        return [f"DS/{self.kode.replace('.', '')}/{hari.year}/{self.nomor.next(hari.year):04d}", "1"]

    def _client(self, one: Kenal) -> list:
        rng, korban, who = self.rng, one.korban, one.siapa
        disabled = "ya" if korban.orang.disabilitas else "tidak"
        kinds = ("fisik", "intelektual", "sensorik")
        tppo = "tppo" in korban.jenis
        return [
            one.hari, who.nama, who.nik, who.lahir or "", "" if who.umur is None else who.umur, who.jk,
            _address(korban), self.kode, kata("kelompok_program", _group(tppo)), self._source(),
            kata("status_perkawinan", self._marriage(korban, one.umur)),
            kata("pendidikan", korban.pendidikan), kata("pekerjaan", korban.pekerjaan),
            kata("disabilitas", disabled),
            kata("ragam_disabilitas", rng.choice(kinds) if disabled == "ya" else ""),
            ya_tidak(rng, 0.72), ya_tidak(rng, 0.02), ya_tidak(rng, 0.88),
            sesudah(rng, one.hari, 0, 5, self.dunia.akhir) or "",
            *centang(KEKERASAN, set(korban.jenis)),
            *centang(DOKUMEN, {kode for kode in DOKUMEN if rng.random() < (0.05 if kode != "jkn" else 0.2)}),
        ]  # fmt: skip

    def _source(self) -> str:
        weights = {
            "basis_data_terpadu": 0.3,
            "lks_luar_keluarga": 0.15,
            "instansi_lain": 0.5,
            "tidak_diisi": 0.05,
        }
        return kata("sumber_klien", pick(self.rng, weights))

    def _marriage(self, korban: Korban, umur: int) -> str:
        if umur < 17:
            return "belum_menikah"
        if korban.hubungan == "suami_istri":
            return pick(self.rng, {"menikah": 0.85, "duda_janda": 0.12, "sirri": 0.03})
        return pick(self.rng, {"belum_menikah": 0.55, "menikah": 0.3, "duda_janda": 0.15})

    def _what_was_done(self, one: Kenal, key: list[str]) -> None:
        """Needs and reintegration as the UPTD has them; the office does not know more than happened."""
        korban, end = one.korban, self.dunia.akhir
        needs = korban.asesmen[-1][1] if korban.asesmen else []
        when = max(one.hari, korban.asesmen[-1][0]) if korban.asesmen else None
        if when and when <= end:
            self._assess(key, korban, when, needs)
            if (planned := sesudah(self.rng, when, 0, 6, end)) and self.rng.random() < 0.8:
                parts = sorted({KOMPONEN[kode] for kode in needs if kode in KOMPONEN} | {"pemantauan"})
                agreed = [ya_tidak(self.rng, 0.9), ya_tidak(self.rng, 0.75)]
                self.rencana.add([*key, planned, beberapa("komponen_konsep", parts), *agreed], korban)
        done = services(korban)
        for kode in RINCIAN:
            if kode in done:
                self._serve(key, korban, kode, max(done[kode], one.hari))
        if "SHELTER" in done:
            self._house(key, korban, max(done["SHELTER"], one.hari))
        if "REINTEGRASI" in done:
            for row in pemantauan.follow_ups(self.rng, done["REINTEGRASI"], end):
                self.pantau.add([*key, *row], korban)
        if self._may_propose(one, done):
            self.bantu.add([*key, *bantu.proposal(self.rng, one, end)], korban)
        if korban.tutup and korban.tutup[1] == "selesai" and korban.tutup[0] >= one.hari:
            hasil = pick(
                self.rng, {"tujuan_tercapai": 0.7, "tercapai_sebagian": 0.22, "tidak_tercapai": 0.08}
            )
            self.tutup.add([*key, korban.tutup[0], "Selesai", kata("hasil_tutup", hasil)], korban)

    def _may_propose(self, one: Kenal, done: dict[str, date]) -> bool:
        return self.rng.random() < (0.55 if "EKONOMI" in done else 0.04 if one.umur >= 15 else 0.01)

    def _assess(self, key: list[str], korban: Korban, when: date, needs: list[str]) -> None:
        staff = pick(self.rng, {"pekerja_sosial": 0.6, "psikolog": 0.15, "pendamping": 0.25})
        risk = pick(self.rng, {"rendah": 0.35, "sedang": 0.45, "tinggi": 0.2})
        areas = {kode for kode in RANAH if self.rng.random() < (0.9 if kode != "ekonomi" else 0.6)}
        head = [*key, when, kata("profesi", staff), kata("tingkat_risiko", risk)]
        self.asesmen.add([*head, *centang(RANAH, areas), *centang(KEBUTUHAN, set(needs), "ya")], korban)

    def _serve(self, key: list[str], korban: Korban, kode: str, when: date) -> None:
        if when > self.dunia.akhir or kode == "REINTEGRASI" and when.year != korban.kasus.tahun:
            return
        detail = kata("rincian_layanan", self.rng.choice(RINCIAN[kode])) if kode in RINCIAN else ""
        form = pick(self.rng, {"individu": 0.7, "kelompok": 0.12, "keluarga": 0.15, "komunitas": 0.03})
        place = pick(self.rng, {"unit_layanan": 0.5, "keluarga": 0.35, "lembaga": 0.15})
        length = self.rng.choice((30, 45, 60, 90, 120))
        row = [kata("layanan", kode), detail, when, length, kata("bentuk_layanan", form)]
        self.layanan.add([*key, *row, kata("tempat_layanan", place), "Selesai", self.kode], korban)

    def _house(self, key: list[str], korban: Korban, when: date) -> None:
        """Unit and kab/kota only: where a shelter stands is nobody's business."""
        if when > self.dunia.akhir:
            return
        days = 1 + int(self.rng.expovariate(1 / 8))
        out = when + timedelta(days=days) if when + timedelta(days=days) <= self.dunia.akhir else None
        where = pick(
            self.rng, {"kembali_keluarga": 0.65, "keluarga_pengganti": 0.15, "dirujuk": 0.12, "mandiri": 0.08}
        )
        kind = pick(self.rng, {"rumah_aman": 0.9, "rumah_bahagia": 0.1})
        unit = f"RA-{self.kode.replace('.', '')}"
        left = [out or "", kata("alasan_keluar", where) if out else ""]
        self.hunian.add([*key, unit, self.kode, kata("jenis_hunian", kind), when, *left], korban)

    def _days_of_others(self) -> list[date]:
        return [date(tahun, self.rng.randint(1, 12), self.rng.randint(1, 28)) for tahun in self.dunia.tahun]

    def _other_group(self, register: Register, hari: date) -> None:
        """Clients who are no victims: they have their own counts, and none in indicator 354."""
        orang = register.person("laki_laki_dewasa", hari, (self.kode, None), self.kode)
        umur = hari.year - orang.lahir.year - ((hari.month, hari.day) < (orang.lahir.month, orang.lahir.day))
        words = [kata("kelompok_program", self.rng.choice(LAIN)), kata("sumber_klien", "basis_data_terpadu")]
        rest = ["", kata("pendidikan", "sd"), kata("pekerjaan", "tidak_bekerja"), "Tidak", ""]
        cells = [
            hari,
            orang.nama,
            orang.nik,
            orang.lahir,
            umur,
            "L",
            f"{kab(self.kode)}",
            self.kode,
            *words,
            *rest,
        ]
        self.klien.add(
            [*self._key(hari), *cells, *["Tidak"] * 3, "", *[""] * (len(KEKERASAN) + len(DOKUMEN))]
        )


def _group(tppo: bool) -> str:
    return "korban_perdagangan_orang" if tppo else "korban_kekerasan"


def _address(korban: Korban) -> str:
    """One column for what the contract has in two."""
    orang = korban.orang
    if orang.kab is None:
        return ""
    return f"Kec. {kab(orang.kecamatan)}, {kab(orang.kab)}" if orang.kecamatan else kab(orang.kab)
