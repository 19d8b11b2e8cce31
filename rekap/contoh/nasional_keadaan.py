"""Relation, place, kinds of violence, school and work of many victims at once, each given the ones before."""

from itertools import permutations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from rekap.contoh import calibration
from rekap.contoh.nasional_orang import draw

Codes = tuple[list[str], np.ndarray]  # the codes of a list, and which of them each victim has

_WORK = {
    "irt": 0.45, "tidak_bekerja": 0.15, "swasta_buruh": 0.18, "bekerja": 0.13, "pns_tni_polri": 0.05,
    "dagang_tani_nelayan": 0.04,
}  # fmt: skip
_SCHOOL = {"sma": 0.4, "smp": 0.26, "sd": 0.22, "pt": 0.12}


class Circumstances:
    def __init__(self, rng: np.random.Generator) -> None:
        self.rng = rng
        self.kal = calibration.table("kalibrasi")
        self.ejaan = calibration.table("ejaan")["simfoni"]

    def of(self, age: np.ndarray, jk: np.ndarray, tahun: np.ndarray) -> dict:
        stage = np.where(age < 13, 0, np.where(age < 18, 1, 2))
        relations, hubungan = self._relation(stage)
        partner = np.isin(hubungan, [relations.index("suami_istri"), relations.index("pacar_teman")])
        return {
            "hubungan": (relations, hubungan),
            "tempat": self._place(relations, hubungan, stage, tahun),
            "jenis_kekerasan": self._kinds(np.where(stage < 2, jk, np.where(partner, 2, 3))),
            "pendidikan": self._school(age),
            "pekerjaan": self._work(age, jk),
        }

    def _relation(self, stage: np.ndarray) -> Codes:
        relations, hubungan = list(self.ejaan["hubungan"]), np.zeros(len(stage), dtype=np.int64)
        for code, name in enumerate(("anak", "remaja", "dewasa")):
            self._fill(hubungan, stage == code, self.kal["hubungan"][name], relations)
        return relations, hubungan

    def _place(
        self, relations: list[str], hubungan: np.ndarray, stage: np.ndarray, tahun: np.ndarray
    ) -> Codes:
        places, tempat = list(self.ejaan["tempat"]), np.zeros(len(hubungan), dtype=np.int64)
        for code, name in enumerate(relations):
            self._fill(tempat, hubungan == code, self.kal["tempat"][name], places)
        online = self.kal["daring"]
        other = (tempat == places.index("lainnya")) & (stage > 0) & (tahun >= online["sejak"])
        tempat[other & (self.rng.random(len(tempat)) < online["bagian_lainnya"])] = places.index("daring")
        return places, tempat

    def _kinds(self, group: np.ndarray) -> pa.Array:
        """One to three kinds of violence in one cell, each kind at most once, in one of two spellings."""
        spellings = self.ejaan["jenis_kekerasan"]
        several = [p for size in (1, 2, 3) for p in permutations(spellings, size)]
        chosen = np.zeros(len(group), dtype=np.int64)
        for code, name in enumerate(("anak_perempuan", "anak_laki_laki", "pasangan", "dewasa")):
            here = np.flatnonzero(group == code)
            weights = [_chance(kinds, self.kal["jenis"][name], self.kal["banyak_jenis"]) for kinds in several]
            chosen[here] = draw(self.rng, weights, len(here))
        usual, other = (
            pa.array(["; ".join(spellings[one][at] for one in kinds) for kinds in several]).take(
                pa.array(chosen)
            )
            for at in (0, -1)
        )
        rare = pa.array(self.rng.random(len(group)) < self.kal["nasional"]["kode_lain"])
        return pc.if_else(rare, other, usual)

    def _fill(
        self, column: np.ndarray, here: np.ndarray, weights: dict[str, float], codes: list[str]
    ) -> None:
        column[here] = self._pick(weights, codes, int(here.sum()))

    def _pick(self, weights: dict[str, float], codes: list[str], size: int) -> np.ndarray:
        place = np.array([codes.index(code) for code in weights])
        return place[draw(self.rng, list(weights.values()), size)]

    def _school(self, age: np.ndarray) -> Codes:
        codes = list(self.ejaan["pendidikan"])
        young = [codes.index(code) for code in ("tidak_sekolah", "tk", "sd", "smp", "sma")]
        adult = self._pick(_SCHOOL, codes, len(age))
        usual = np.select([age < 4, age < 7, age < 13, age < 16, age < 19], young, adult)
        return codes, self._unless_empty("pendidikan", codes, usual)

    def _work(self, age: np.ndarray, jk: np.ndarray) -> Codes:
        codes = list(self.ejaan["pekerjaan"])
        adult = self._pick(_WORK, codes, len(age))
        adult = np.where((jk == 1) & (adult == codes.index("irt")), codes.index("bekerja"), adult)
        usual = np.select([age < 6, age < 18], [codes.index("tidak_bekerja"), codes.index("pelajar")], adult)
        return codes, self._unless_empty("pekerjaan", codes, usual)

    def _unless_empty(self, name: str, codes: list[str], usual: np.ndarray) -> np.ndarray:
        empty = self.rng.random(len(usual)) < self.kal["tidak_diisi"][name]
        return np.where(empty, codes.index("tidak_diisi"), usual)


def _chance(kinds: tuple[str, ...], weights: dict[str, float], sizes: dict[str, float]) -> float:
    """Of drawing these kinds one after the other, none twice."""
    chance, left = sizes[str(len(kinds))], sum(weights.values())
    for kind in kinds:
        chance *= weights.get(kind, 0.0) / left
        left -= weights.get(kind, 0.0)
    return chance
