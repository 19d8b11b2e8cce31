"""The policy file: what it says, and that it cannot contradict itself."""

import pytest

from rekap.disclosure import kebijakan
from rekap.disclosure.kebijakan import PolicyError

TEXT = kebijakan.policy_path().read_text(encoding="utf-8")


def read(text):
    return kebijakan.read_policy(text.encode(), kebijakan.code_lists())


def test_a_set_can_only_equal_a_set_inside_it():
    with pytest.raises(PolicyError, match="memerlukan: hukum bukan bagiannya"):
        read(TEXT.replace('tanpa_asesmen = "terlayani_354"', 'tanpa_asesmen = "hukum"'))


def test_sets_know_every_set_around_them():
    policy = kebijakan.policy()

    assert policy.himpunan["terlayani_354"].bagian_dari == ("memerlukan", "korban")
    assert [h.nama for h in policy.from_widest()][0] == "korban"
    assert policy.k == policy.kelipatan == 5


def test_all_six_families_are_there():
    assert {f.nama for f in kebijakan.policy().keluarga} == {"P1", "P1 kecil", "P2", "P3", "P4", "P5", "P6"}


def test_a_changed_policy_has_another_hash():
    assert read(TEXT).sidik == kebijakan.policy().sidik
    assert read(TEXT + "\n# catatan\n").sidik != kebijakan.policy().sidik


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('tingkat = ["zona"]', 'tingkat = ["desa"]', "tingkat tidak dikenal"),
        ('kelas = ["disabilitas"]', 'kelas = ["agama"]', "kelas tidak dikenal"),
        ("banyak_kelas = 2", "banyak_kelas = 3", "lebih dari dua kelas"),
        ("sel_minimum = 20 }", "angka_eksak_minimum = 20 }", "syarat tidak dikenal"),
        ('sinonim = ["layanan:EKONOMI"]', 'sinonim = ["layanan:KESEHATAN"]', "dipakai dua kali"),
        ("kelipatan = 5", "kelipatan = 3", "lebih kecil daripada k"),
    ],
)
def test_a_policy_that_contradicts_itself_is_refused(old, new, said):
    assert old in TEXT

    with pytest.raises(PolicyError, match=said):
        read(TEXT.replace(old, new))


def test_a_set_that_nobody_defined_has_no_official_name():
    with pytest.raises(PolicyError):
        kebijakan.policy().resmi("dinilai")
