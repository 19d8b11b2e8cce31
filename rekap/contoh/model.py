"""What happened in the made-up province, before any agency writes it down in its own way."""

from dataclasses import dataclass, field
from datetime import date

SUMBER = ("simfoni", "uptd")


@dataclass(slots=True, eq=False)
class Orang:
    """One person, the same over all years and files."""

    nama: str
    jk: str
    lahir: date
    nik: str
    kab: str | None
    kecamatan: str | None
    disabilitas: bool = False
    dihitung: bool = True  # belongs to the population of the indicator
    samar: str = ""  # what nobody wrote down about this person: "jk" or "umur"


@dataclass(slots=True, eq=False)
class Layanan:
    kode: str
    tanggal: date
    status: str = "selesai"
    pemberi: str = ""
    rujukan: str = ""


@dataclass(slots=True, eq=False)
class Rujukan:
    nomor: str
    jenis: str
    dikirim: date
    tujuan: str
    status: str
    diputuskan: date | None


@dataclass(slots=True, eq=False)
class Kasus:
    """One incident; each source that knows it has its own number and day of registration."""

    kab: str
    tahun: int
    kejadian: date | None
    registrasi: dict[str, date]
    nomor: dict[str, str] = field(default_factory=dict)
    korban: list["Korban"] = field(default_factory=list)

    @property
    def pertama(self) -> date:
        return min(self.registrasi.values())


@dataclass(slots=True, eq=False)
class Korban:
    """One victim in one case."""

    orang: Orang
    kasus: Kasus
    urutan: int
    hubungan: str
    tempat: str
    jenis: list[str]
    pendidikan: str
    pekerjaan: str
    asesmen: list[tuple[date, list[str]]] = field(default_factory=list)
    layanan: dict[str, list[Layanan]] = field(default_factory=lambda: {"simfoni": [], "uptd": []})
    rujukan: list[Rujukan] = field(default_factory=list)
    tutup: tuple[date, str] | None = None

    def registrasi(self, sumber: str) -> date | None:
        return self.kasus.registrasi.get(sumber)


@dataclass(slots=True)
class Dunia:
    """Everything that the agencies will write about."""

    benih: int
    ukuran: str
    tahun: list[int]
    kab: list[str]
    uptd: list[str]
    akhir: date  # nothing is known after this day
    kasus: list[Kasus] = field(default_factory=list)

    @property
    def korban(self) -> list[Korban]:
        return [korban for kasus in self.kasus for korban in kasus.korban]


def age_on(lahir: date, hari: date) -> int:
    return hari.year - lahir.year - ((hari.month, hari.day) < (lahir.month, lahir.day))
