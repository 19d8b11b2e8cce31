"""Gives each heading of one sheet its place in the contract, by its name and by what stands below it."""

import re
from dataclasses import dataclass, field
from functools import partial

from rekap.ingest.contract import normal
from rekap.ingest.proposal import synonyms
from rekap.ingest.proposal.families import PERSONS, family, named, takes_ticks
from rekap.ingest.proposal.profile import Profile, is_region
from rekap.ingest.proposal.synonyms import Isian

SURE, LIKELY = 0.8, 0.6
_ALSO = {  # what one heading says of several tables
    "korban.tanggal_registrasi": ("kasus.tanggal_registrasi",),
    "asesmen.tanggal": ("asesmen_kebutuhan.tanggal",),
}
_WHOLE_NAME = 0.95
_MOST_CODES = 60  # a column with more distinct values is not recognised as codes by its values alone
_KAB = r"((?:Kab\.?|Kabupaten|Kota)\s[^,]+)"
_PARTS = (
    ("korban.kode_kab", "kabkota", (r"^([^,]+),", r",\s*([^,]+)$", _KAB)),
    ("korban.kab_domisili", "kabkota", (_KAB, r",\s*([^,]+)$")),
    ("korban.kecamatan_domisili", "kecamatan", (r"(?:Kec\.?|Kecamatan)\s+([^,]+)",)),
)
_ADDRESS = {"alamat", "address", "endereço", "dirección", "adresse", "domisili"}
_NEED = re.compile(r"\b(?:butuh|dibutuhkan|kebutuhan|needs?|needed|necessidade|necesidad)\b")
_AROUND = {
    "kekerasan", "jenis", "bentuk", "layanan", "kebutuhan", "butuh", "tanggal", "tgl", "korban", "violence",
    "abuse", "type", "service", "services", "needs", "need", "needed", "date", "victim", "violencia",
    "violência", "tipo", "given", "diberikan", "dibutuhkan",
}  # fmt: skip
_PLAIN_DATE = ("tanggal", "tgl", "date", "data", "fecha")


@dataclass
class Pick:
    """Where one contract column comes from, and how sure that is."""

    isian: Isian
    judul: str
    keyakinan: float
    pola: str | None = None


@dataclass
class Assigned:
    """What the headings of a sheet mean: picks by column, ticked columns, columns that are a service.

    `services` are columns of dates, `done` columns of ticks.
    """

    picks: dict[str, Pick] = field(default_factory=dict)
    ticks: dict[str, dict[str, str]] = field(default_factory=dict)
    services: list[tuple[str, str]] = field(default_factory=list)
    done: list[tuple[str, str]] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[str]:
        return list(dict.fromkeys(pick.isian.tabel for pick in self.picks.values()))


def assign(profiles: list[Profile], nama_lembar: str, kab: str | None) -> Assigned:
    """Every heading gets at most one column and every column one heading, the surest pairs first."""
    given, table = Assigned(), named(nama_lembar)
    rest = [one for one in profiles if not (_tick(one, given, table) or _service(one, given, table))]
    allowed = family(table) if table else _tables_of(rest, kab, given)
    about = allowed[0] if len(allowed) == 1 else table
    pairs = [(_score(one, isian, about, kab), one, isian) for one in rest for isian in _fields(allowed)]
    pairs = sorted((pair for pair in pairs if pair[0] >= LIKELY), key=lambda pair: -pair[0])
    used: set[str] = set()
    for score, one, isian in pairs:
        if one.judul not in used and isian.nama not in given.picks and not _shared_key(isian, given):
            given.picks[isian.nama] = Pick(isian, one.judul, score)
            used.add(one.judul)
    given.left = [one.judul for one in rest if one.judul not in used]
    _regions_in_text(rest, given, kab)
    _use_plain_date(rest, given)
    _repeat(given)
    return given


def _fields(tables: tuple[str, ...]) -> list[Isian]:
    return [isian for isian in synonyms.fields() if isian.tabel in tables]


def _shared_key(isian: Isian, given: Assigned) -> bool:
    """The number of a case is the same in every table: it is asked for once."""
    same = [pick for pick in given.picks.values() if pick.isian.column.nama == isian.column.nama]
    return isian.column.identitas and bool(same)


def _score(one: Profile, isian: Isian, table: str | None, kab: str | None) -> float:
    """Names say more than values; values that cannot be meant speak louder than any name."""
    name = _name_score(one.judul, isian)
    if table == isian.tabel:
        name = max(min(1.0, name + 0.05), synonyms.part_score(one.judul.split(" > ")[-1], isian))
    if name < 0.3 and (not isian.column.daftar or len(one.values) > _MOST_CODES):
        return 0.0
    fit = one.fit(isian.column, kab)
    if one.rows and fit < 0.2 and (isian.column.tipe != "varchar" or isian.column.bentuk):
        name *= 0.5
    if name < 0.5 and isian.column.daftar and fit > 0.8 and _says_much(one, isian.column.daftar):
        name = 0.5
    return round(0.7 * name + 0.3 * fit, 3)


def _name_score(judul: str, isian: Isian) -> float:
    """Of joined headings the last says what it is; the group above may say that it is another person's."""
    parts = re.sub(r"#\d+$", "", judul).split(" > ")
    if len(parts) == 1:
        return synonyms.heading_score(parts[0], isian)
    if not synonyms.heading_score(" ".join(parts), isian):
        return 0.0
    reverse = synonyms.heading_score(" ".join(reversed(parts)), isian)  # 'Kekerasan > Jenis'
    return max(synonyms.heading_score(parts[-1], isian), reverse if reverse >= _WHOLE_NAME else 0.0)


def _says_much(one: Profile, daftar: str) -> bool:
    """Two codes of a list at least, and not the yes and no that any list may hold."""
    codes = {code for text, _ in one.texts for code in one.codes(text, daftar)}
    return len(codes - {"ya", "tidak", "lainnya", "tidak_diisi"}) > 1


def _tables_of(profiles: list[Profile], kab: str | None, given: Assigned) -> tuple[str, ...]:
    """The tables of one person's case, or the one table about institutions that the headings fit better."""
    best: dict[str, float] = {}
    for isian in synonyms.fields():
        if not isian.column.identitas or isian.column.nama in ("nama", "nik"):
            score = max((_score(one, isian, None, kab) for one in profiles), default=0.0)
            best[isian.tabel] = best.get(isian.tabel, 0.0) + (score if score >= SURE else 0.0)
    others = {name: score for name, score in best.items() if name not in PERSONS}
    favourite = max(others, key=others.get)
    persons = sum(best[name] for name in PERSONS if name != "kasus")
    wide = given.ticks or given.services or given.done
    return (favourite,) if not wide and others[favourite] > persons else PERSONS


def _tick(one: Profile, given: Assigned, table: str | None) -> bool:
    """A yes/no column whose heading is a code of a list that takes several; unticked ones are in a group."""
    if one.ticks < 0.9 and (one.rows or " > " not in one.judul):
        return False
    open_ = takes_ticks(table)
    for isian in synonyms.fields():
        if not isian.column.jamak or isian.tabel not in open_:
            continue
        if code := _code_in(one.judul, isian.column.daftar):
            given_ = (
                isian.column.daftar == "layanan"
                and "layanan" in open_
                and not _NEED.search(normal(one.judul))
            )
            if given_:
                given.done.append((one.judul, code))
            else:
                given.ticks.setdefault(isian.nama, {})[one.judul] = code
            return True
    return False


def _service(one: Profile, given: Assigned, table: str | None) -> bool:
    """A column of dates whose heading is a service: the day on which it was given."""
    if "layanan" not in family(table) or one.dates < 0.9 or not one.rows or _is_other_date(one):
        return False
    if code := _code_in(one.judul, "layanan"):
        given.services.append((one.judul, code))
        return True
    return False


def _is_other_date(one: Profile) -> bool:
    """The day of a complaint is a registration, although complaints are a service too."""
    dated = [isian for isian in synonyms.fields() if isian.column.tipe in ("date", "timestamp")]
    return any(isian.tabel in PERSONS and _name_score(one.judul, isian) > 0.9 for isian in dated)


def _code_in(judul: str, daftar: str) -> str | None:
    """The code that a heading names, alone or among words that every such heading has."""
    words = normal(judul.split(" > ")[-1]).split()
    for size in range(len(words), 0, -1):
        for start in range(len(words) - size + 1):
            code = synonyms.code_of(" ".join(words[start : start + size]), daftar)
            if code and set(words[:start] + words[start + size :]) <= _AROUND:
                return code
    return None


def _regions_in_text(profiles: list[Profile], given: Assigned, kab: str | None) -> None:
    """Columns of places and addresses in which kab/kota and kecamatan are only parts."""
    for name, tingkat, patterns in _PARTS:
        isian = synonyms.field(name)
        for one in profiles:
            if name in given.picks or not _speaks_of_places(one, isian):
                continue
            for pola in patterns:
                if one.share(partial(_region_by, pola, kab, tingkat)) > 0.8:
                    given.picks[name] = Pick(isian, one.judul, 0.7, pola)
                    given.left = [judul for judul in given.left if judul != one.judul]
                    break


def _speaks_of_places(one: Profile, isian: Isian) -> bool:
    address = set(normal(one.judul).split()) & _ADDRESS
    if isian.nama == "korban.kode_kab":
        return not address and synonyms.heading_score(one.judul, isian) >= LIKELY
    return bool(address)


def _region_by(pola: str, kab: str | None, tingkat: str, text: str) -> bool:
    found = re.search(pola, text)
    return bool(found) and is_region(found[1].strip(), kab, tingkat)


def _use_plain_date(profiles: list[Profile], given: Assigned) -> None:
    """A sheet of victims with one date that is called just that: the day on which they were registered."""
    if "korban.tanggal_registrasi" in given.picks or not any(p.startswith("korban.") for p in given.picks):
        return
    plain = [one for one in profiles if one.judul in given.left and one.dates > 0.9]
    plain = [one for one in plain if normal(one.judul.split(" > ")[-1]) in _PLAIN_DATE]
    if len(plain) == 1:
        isian = synonyms.field("korban.tanggal_registrasi")
        given.picks[isian.nama] = Pick(isian, plain[0].judul, 0.6)
        given.left.remove(plain[0].judul)


def _repeat(given: Assigned) -> None:
    for name, others in _ALSO.items():
        pick = given.picks.get(name)
        for other in others if pick else ():
            isian = synonyms.field(other)
            given.picks.setdefault(other, Pick(isian, pick.judul, pick.keyakinan))
