"""The world as the agencies write it down: one long Simfoni list, one workbook per UPTD."""

from random import Random

from rekap import wilayah
from rekap.contoh import calibration
from rekap.contoh.draws import pick
from rekap.contoh.handins import Setoran
from rekap.contoh.identity import Identitas
from rekap.contoh.model import Dunia, Korban
from rekap.contoh.sheets import Lembar, Target, title
from rekap.contoh.spelling import Speller, slashed

UPTD = ("Korban", "Layanan", "Asesmen", "Rujukan", "Setoran")
INSTANSI = {"UPTD PPA": 50, "UPPA Polres": 20, "Dinas PPPA": 12, "PPT RSUD": 10, "LPA": 4, "WCC": 4}

Identities = dict[tuple[Korban, str], Identitas]


def _columns(sumber: str, lembar: str) -> list[str]:
    return list(calibration.table("ejaan")[sumber]["kolom"][lembar])


def number_cases(dunia: Dunia) -> None:
    """Each source counts the cases of a unit and year in the order in which it registered them."""
    form = {"simfoni": "{kab}/SP/{tahun}/{n:05d}", "uptd": "UPTD-{kab}/{tahun}/{n:04d}"}
    for sumber, text in form.items():
        count: dict[tuple[str, int], int] = {}
        for kasus in _ordered(dunia, sumber):
            place = (kasus.kab.replace(".", ""), kasus.registrasi[sumber].year)
            count[place] = count.get(place, 0) + 1
            kasus.nomor[sumber] = text.format(kab=place[0], tahun=place[1], n=count[place])


def _ordered(dunia: Dunia, sumber: str) -> list:
    known = [kasus for kasus in dunia.kasus if sumber in kasus.registrasi]
    return sorted(known, key=lambda kasus: (kasus.kab, kasus.registrasi[sumber]))


def _disability(rng: Random, korban: Korban) -> str:
    if rng.random() < calibration.table("kalibrasi")["tidak_diisi"]["disabilitas"]:
        return "tidak_diisi"
    return "ya" if korban.orang.disabilitas else "tidak"


def simfoni(rng: Random, dunia: Dunia, target: Target, identities: Identities) -> Lembar:
    head = [[title(dunia.benih, "rekaman korban dan layanan")], _columns("simfoni", "Simfoni")]
    sheet = Lembar(target.simfoni, "", head)
    speller = Speller(rng, "simfoni")
    for kasus in _ordered(dunia, "simfoni"):
        for korban in kasus.korban:
            who = identities[korban, "simfoni"]
            victim = _simfoni_victim(rng, speller, korban, who)
            services = sorted(korban.layanan["simfoni"], key=lambda la: la.tanggal)
            for service in services:
                kind = speller.write("layanan", service.kode)
                sheet.add([*victim, pick(rng, INSTANSI), kind, slashed(service.tanggal)], korban)
            if not services:
                sheet.add([*victim, pick(rng, INSTANSI), "", ""], korban)
    return sheet


def _simfoni_victim(rng: Random, speller: Speller, korban: Korban, who: Identitas) -> list:
    kasus, orang = korban.kasus, korban.orang
    return [
        kasus.nomor["simfoni"],
        str(korban.urutan),
        slashed(kasus.registrasi["simfoni"]),
        slashed(kasus.kejadian),
        who.nama,
        who.nik,
        speller.write("jenis_kelamin", who.jk) if who.jk else "",
        slashed(who.lahir),
        "" if who.umur is None else str(who.umur),
        speller.write("pendidikan", korban.pendidikan),
        speller.write("pekerjaan", korban.pekerjaan),
        speller.write("disabilitas", _disability(rng, korban)),
        speller.write_all("jenis_kekerasan", korban.jenis),
        speller.write("hubungan", korban.hubungan),
        speller.write("tempat", korban.tempat),
        kasus.kab,
        speller.kab(kasus.kab),
        speller.kab(orang.kab),
        speller.kecamatan(orang.kecamatan),
    ]


def workbook(rng: Random, dunia: Dunia, kab: str, target: Target, identities: Identities) -> list[Lembar]:
    nama = wilayah.get(kab).nama
    sheets = {}
    for name in UPTD:
        head = [[title(dunia.benih)], [f"UPTD PPA {nama} - {name}"], [], _columns("uptd", name)]
        sheets[name] = Lembar(target.uptd(kab), name, head)
    speller = Speller(rng, "uptd")
    for kasus in _ordered(dunia, "uptd"):
        for korban in kasus.korban if kasus.kab == kab else ():
            key = [kasus.nomor["uptd"], str(korban.urutan)]
            who = identities[korban, "uptd"]
            sheets["Korban"].add(key + _uptd_victim(rng, speller, korban, who), korban)
            _events(sheets, speller, korban, key)
    return list(sheets.values())


def _uptd_victim(rng: Random, speller: Speller, korban: Korban, who: Identitas) -> list:
    kasus, orang = korban.kasus, korban.orang
    closed, reason = korban.tutup or (None, None)
    return [
        kasus.registrasi["uptd"],
        kasus.kejadian,
        who.nama,
        who.nik,
        speller.write("jenis_kelamin", who.jk) if who.jk else "",
        who.lahir,
        who.umur,
        speller.write("disabilitas", _disability(rng, korban)),
        speller.write_all("jenis_kekerasan", korban.jenis),
        speller.write("hubungan", korban.hubungan),
        speller.write("tempat", korban.tempat),
        speller.write("pendidikan", korban.pendidikan),
        speller.write("pekerjaan", korban.pekerjaan),
        kasus.kab,
        speller.kab(orang.kab),
        speller.kecamatan(orang.kecamatan),
        closed,
        speller.write("alasan_tutup", reason) if reason else "",
    ]


def _events(sheets: dict[str, Lembar], speller: Speller, korban: Korban, key: list) -> None:
    for la in sorted(korban.layanan["uptd"], key=lambda la: la.tanggal):
        kind, status = speller.write("layanan", la.kode), speller.write("status", la.status)
        sheets["Layanan"].add([*key, kind, la.tanggal, status, la.pemberi, la.rujukan], korban)
    for when, needs in korban.asesmen:
        sheets["Asesmen"].add([*key, when, speller.write_all("layanan", needs)], korban)
    for r in korban.rujukan:
        kind, status = speller.write("jenis_rujukan", r.jenis), speller.write("status_rujukan", r.status)
        sheets["Rujukan"].add([r.nomor, *key, kind, r.dikirim, r.tujuan, status, r.diputuskan], korban)


def add_hand_ins(rng: Random, sheet: Lembar, log: list[Setoran]) -> None:
    speller = Speller(rng, "uptd")
    for line in log:
        sumber = speller.write("sumber", line.sumber)
        sheet.add([sumber, line.kab, line.bulan, line.jatuh_tempo, line.diterima])
