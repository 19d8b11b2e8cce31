"""Who may see which region: a Scope is made once per request and handed down."""

from dataclasses import dataclass

TAMPILAN = ("internal", "publikasi")


@dataclass(frozen=True)
class Scope:
    """What one signed-in person may open; what may be opened exactly may be taken away with a reason."""

    akun: str
    nama: str
    peran: str
    wilayah_awal: str
    berkas_internal: str | None

    @property
    def tampilan(self) -> tuple[str, ...]:
        """The views this person may ask for, the default first."""
        return TAMPILAN if self.berkas_internal else ("publikasi",)


# Demo roles stand in for sign-in, which does not exist yet; they open synthetic editions only.
PERAN_CONTOH = {
    scope.akun: scope
    for scope in (
        Scope("kepala-jombang", "Kepala Dinas, Kab. Jombang", "kepala", "35.17", "kab-35.17"),
        Scope("perencana-jombang", "Perencana, Kab. Jombang", "perencana", "35.17", "kab-35.17"),
        Scope("perencana-jatim", "Perencana, Provinsi Jawa Timur", "perencana_provinsi", "35", "prov-35"),
        Scope("evaluator", "Evaluator", "evaluator", "35", None),
    )
}


def demo_scope(akun: str | None) -> Scope | None:
    """The demo role with this name, or None for a stranger."""
    return PERAN_CONTOH.get(akun or "")
