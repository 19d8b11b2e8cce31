"""Relation, place, kinds of violence, school and work: drawn in this order, each given the ones before."""

from random import Random

from rekap.contoh import calibration
from rekap.contoh.draws import pick
from rekap.contoh.model import Orang


class Circumstances:
    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.kal = calibration.table("kalibrasi")

    def of(self, orang: Orang, umur: int, tahun: int) -> tuple[str, str, list[str], str, str]:
        """hubungan, tempat, jenis kekerasan, pendidikan, pekerjaan."""
        stage = "anak" if umur < 13 else "remaja" if umur < 18 else "dewasa"
        hubungan = pick(self.rng, self.kal["hubungan"][stage])
        tempat = self._place(hubungan, umur, tahun)
        jenis = self._kinds(orang.jk, umur, hubungan, tempat)
        return hubungan, tempat, jenis, self._school(umur), self._work(umur, orang.jk)

    def _place(self, hubungan: str, umur: int, tahun: int) -> str:
        tempat = pick(self.rng, self.kal["tempat"][hubungan])
        if tempat == "sekolah" and not 4 <= umur <= 19:
            tempat = "lainnya"
        online = self.kal["daring"]
        known = tempat == "lainnya" and tahun >= online["sejak"] and umur >= 8
        return "daring" if known and self.rng.random() < online["bagian_lainnya"] else tempat

    def _kinds(self, jk: str, umur: int, hubungan: str, tempat: str) -> list[str]:
        if umur < 18:
            group = "anak_laki_laki" if jk == "L" else "anak_perempuan"
        else:
            group = "pasangan" if hubungan in ("suami_istri", "pacar_teman") else "dewasa"
        weights = dict(self.kal["jenis"][group])
        if tempat == "daring":
            weights = {"seksual": 0.6, "psikis": 0.35, "eksploitasi": 0.05}
        kinds = []
        for _ in range(int(pick(self.rng, self.kal["banyak_jenis"]))):
            kind = pick(self.rng, weights)
            del weights[kind]
            kinds.append(kind)
        return kinds

    def _school(self, umur: int) -> str:
        if self.rng.random() < self.kal["tidak_diisi"]["pendidikan"]:
            return "tidak_diisi"
        if umur < 4:
            return "tidak_sekolah"
        if umur < 7:
            return pick(self.rng, {"tk": 0.6, "paud": 0.25, "tidak_sekolah": 0.15})
        if umur < 16:
            school = "sd" if umur < 13 else "smp"
            return pick(self.rng, {school: 0.97, "tidak_sekolah": 0.02, "lainnya": 0.01})
        if umur < 19:
            return pick(self.rng, {"sma": 0.85, "smp": 0.13, "tidak_sekolah": 0.02})
        adults = {"sma": 0.38, "smp": 0.25, "sd": 0.2, "pt": 0.11, "tidak_sekolah": 0.05, "lainnya": 0.01}
        return pick(self.rng, adults)

    def _work(self, umur: int, jk: str) -> str:
        if self.rng.random() < self.kal["tidak_diisi"]["pekerjaan"]:
            return "tidak_diisi"
        if umur < 6:
            return "tidak_bekerja"
        if umur < 18:
            return pick(self.rng, {"pelajar": 0.93, "tidak_bekerja": 0.05, "bekerja": 0.02})
        work = {"irt": 0.44, "tidak_bekerja": 0.15, "swasta_buruh": 0.18, "bekerja": 0.13}
        work |= {"pns_tni_polri": 0.05, "dagang_tani_nelayan": 0.04, "pelajar": 0.04}
        if jk == "L":
            del work["irt"]
        return pick(self.rng, work)
