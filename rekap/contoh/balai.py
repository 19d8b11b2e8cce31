"""The workbook of a Balai (here the provincial RPTC): clients referred to it, shelter, services, and what it
coordinates; the sheets about institutions are written by `lembaga`."""

from datetime import date, timedelta
from random import Random

from rekap.contoh import lembaga
from rekap.contoh.draws import pick
from rekap.contoh.kenalan import Kenal, Kenalan, services
from rekap.contoh.model import Dunia, Korban, Rujukan
from rekap.contoh.sheets import Lembar, Target
from rekap.contoh.tulis import Nomor, beberapa, jam, kab, kata, lembar, sesudah

KODE_KAB = "35.78"  # where the unit is
KUNCI = ["No Klien", "Urut"]
KLIEN = [
    *KUNCI, "Tanggal Masuk Layanan", "Nama", "NIK", "Tanggal Lahir", "Umur", "Jenis Kelamin",
    "Kode Wilayah Pengirim", "Kab/Kota Asal", "Kecamatan Asal", "Jenis Kekerasan", "Kelompok", "Sumber Klien",
]  # fmt: skip
MASUK = [
    "No Rujukan", "Pengirim", "Kode Wilayah Pengirim", "Kode Wilayah Penerima", "Kode UPT",
    "Diterima Pukul", "Status",
    "Diputuskan Pukul", "Alasan Ditolak", "Tiba Pukul", "No Klien", "Urut",
]  # fmt: skip
KELUAR = [
    "No Rujukan", *KUNCI, "Jenis", "Tanggal Kirim", "Dikirim Pukul", "Kode Wilayah Asal",
    "Kode Wilayah Tujuan",
    "Instansi Tujuan", "Status", "Tanggal Keputusan", "Diputuskan Pukul", "Alasan Ditolak", "Tiba Pukul",
]  # fmt: skip
HUNIAN = [
    *KUNCI,
    "Kode UPT",
    "Kode Wilayah",
    "Jenis Hunian",
    "Tanggal Masuk",
    "Tanggal Keluar",
    "Alasan Keluar",
]
LAYANAN = [
    *KUNCI, "Layanan", "Rincian Terapi", "Tanggal", "Menit", "Bentuk", "Tempat", "Status",
    "Kode Wilayah Pemberi",
    "Kode UPT",
]  # fmt: skip
TERAPI = {
    "konseling_individu": "individu", "konseling_kelompok": "kelompok", "terapi_psikososial": "individu",
    "terapi_fisik": "individu", "terapi_penghidupan": "kelompok", "terapi_mental_spiritual": "kelompok",
    "terapi_seni": "kelompok", "olahraga": "kelompok", "rekreasi": "komunitas",
    "dinamika_kelompok": "kelompok",
    "pendampingan_keluarga": "keluarga", "kelompok_bermain_keluarga": "keluarga", "vokasional": "kelompok",
}  # fmt: skip


def make(rng: Random, dunia: Dunia, kenalan: Kenalan, target: Target) -> list[Lembar]:
    return _Workbook(rng, dunia, target).write(kenalan.of("balai", set(dunia.uptd), _chance))


def _chance(korban: Korban) -> float:
    if _sent_here(korban):
        return 1.0
    return 0.12 if "SHELTER" in services(korban) else 0.0


def _sent_here(korban: Korban) -> Rujukan | None:
    """Her referral to the city of the unit, as the UPTD that sent it wrote it down."""
    return next((r for r in korban.rujukan if r.tujuan == KODE_KAB and r.jenis == "rujukan"), None)


class _Workbook:
    def __init__(self, rng: Random, dunia: Dunia, target: Target) -> None:
        self.rng, self.dunia, self.target = rng, dunia, target
        self.nomor = Nomor()
        names = {
            "Klien": KLIEN,
            "Rujukan Masuk": MASUK,
            "Rujukan Keluar": KELUAR,
            "Hunian": HUNIAN,
            "Layanan": LAYANAN,
        }
        self.sheets = {
            name: lembar(
                target.balai, name, dunia.benih, f"RPTC PROVINSI JAWA TIMUR - {name.upper()}", columns
            )
            for name, columns in names.items()
        }

    def write(self, known: list[Kenal]) -> list[Lembar]:
        for one in known:
            self._referral_and_client(one)
        return list(self.sheets.values()) + lembaga.make(self.rng, self.dunia, self.target)

    def _referral_and_client(self, one: Kenal) -> None:
        sent, accepted, key = _sent_here(one.korban), True, ["", ""]
        hari = one.hari
        if sent:
            accepted = sent.status == "diterima"
            hari = max(hari, sent.diputuskan or sent.dikirim)
        if hari > date(one.korban.kasus.tahun, 12, 31):
            accepted = False
        if accepted:
            key = [f"K-{hari.year}-{self.nomor.next(hari.year):03d}", "1"]
            self.sheets["Klien"].add(key + self._client(one, hari, bool(sent)), one.korban)
            self._stay(one, key, hari)
            self._serve(one, key, hari)
            if self.rng.random() < 0.2:
                self._send_on(one, key, hari)
        if sent:
            self.sheets["Rujukan Masuk"].add(self._received(one, sent) + key, one.korban)

    def _client(self, one: Kenal, hari: date, referred: bool) -> list:
        who, orang = one.siapa, one.korban.orang
        tppo = "tppo" in one.korban.jenis
        source = (
            "balai_rujukan"
            if referred
            else pick(self.rng, {"balai_kedaruratan": 0.6, "balai_penjangkauan": 0.4})
        )
        return [
            hari, who.nama, who.nik, who.lahir or "", "" if who.umur is None else who.umur,
            kata("jenis_kelamin", who.jk), one.korban.kasus.kab, kab(orang.kab), kab(orang.kecamatan),
            beberapa("jenis_kekerasan", one.korban.jenis),
            kata("kelompok_program", "korban_perdagangan_orang" if tppo else "korban_kekerasan"),
            kata("sumber_klien", source),
        ]  # fmt: skip

    def _received(self, one: Kenal, sent: Rujukan) -> list:
        """The receiver's own clock: the letter came hours or days after the sender's day."""
        got = jam(self.rng, sent.dikirim)
        decided = max(jam(self.rng, sent.diputuskan), got + timedelta(hours=1)) if sent.diputuskan else None
        arrived = decided + timedelta(hours=self.rng.randint(2, 60)) if sent.status == "diterima" else None
        reasons = {"kapasitas_penuh": 0.5, "di_luar_sasaran": 0.2, "berkas_belum_lengkap": 0.3}
        why = kata("alasan_penolakan", pick(self.rng, reasons)) if sent.status == "ditolak" else ""
        moments = [got, kata("status_rujukan", sent.status), decided or "", why, arrived or ""]
        return [sent.nomor, "UPTD PPA", one.korban.kasus.kab, KODE_KAB, lembaga.RPTC, *moments]

    def _stay(self, one: Kenal, key: list[str], hari: date) -> None:
        if self.rng.random() < 0.7:
            out = sesudah(self.rng, hari, 1, 9, self.dunia.akhir)
            where = pick(
                self.rng,
                {"kembali_keluarga": 0.7, "keluarga_pengganti": 0.1, "dirujuk": 0.15, "lainnya": 0.05},
            )
            kind = kata("jenis_hunian", pick(self.rng, {"rumah_aman": 0.85, "rumah_bahagia": 0.15}))
            left = [out or "", kata("alasan_keluar", where) if out else ""]
            self.sheets["Hunian"].add([*key, lembaga.RPTC, KODE_KAB, kind, hari, *left], one.korban)

    def _serve(self, one: Kenal, key: list[str], hari: date) -> None:
        for rincian in self.rng.sample(list(TERAPI), self.rng.randint(1, 4)):
            when = sesudah(self.rng, hari, 0, 12, self.dunia.akhir)
            if when:
                place = pick(self.rng, {"dalam_balai": 0.8, "keluarga": 0.12, "masyarakat": 0.08})
                row = [
                    "Rehabilitasi sosial",
                    kata("rincian_layanan", rincian),
                    when,
                    self.rng.choice((45, 60, 90, 120)),
                ]
                row += [
                    kata("bentuk_layanan", TERAPI[rincian]),
                    kata("tempat_layanan", place),
                    "Selesai",
                    KODE_KAB,
                ]
                self.sheets["Layanan"].add([*key, *row, lembaga.RPTC], one.korban)

    def _send_on(self, one: Kenal, key: list[str], hari: date) -> None:
        """Back home or to a Sentra, for one service."""
        sent = sesudah(self.rng, hari, 5, 20, self.dunia.akhir)
        if sent is None:
            return
        number = f"RPTC/{sent.year}/{self.nomor.next('rujukan', sent.year):03d}"
        to, office = self.rng.choice([(one.korban.kasus.kab, "dinas_sosial"), (one.korban.kasus.kab, "lks")])
        moment = jam(self.rng, sent)
        decided = moment + timedelta(hours=self.rng.randint(3, 150))
        status = pick(self.rng, {"diterima": 0.8, "ditolak": 0.08, "menunggu": 0.12})
        if decided.date() > self.dunia.akhir:
            status = "menunggu"
        row = [number, *key, "Rujukan", sent, moment, KODE_KAB, to, kata("jenis_instansi", office)]
        row += [kata("status_rujukan", status)]
        row += ["", "", ""] if status == "menunggu" else [decided.date(), decided, ""]
        if status == "ditolak":
            row[-1] = kata("alasan_penolakan", "kapasitas_penuh")
        arrived = decided + timedelta(hours=self.rng.randint(4, 48)) if status == "diterima" else ""
        self.sheets["Rujukan Keluar"].add([*row, arrived], one.korban)
