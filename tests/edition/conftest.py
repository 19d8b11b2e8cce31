"""Small installations, made once for the session and copied for each test."""

import shutil

import pytest

from rekap import settings
from tests.edition.tiruan import Tiruan

SMALL = Tiruan(kab={"35.17": 60, "35.07": 12}, kecamatan=2, years=(2024,), zona={"35.17.Z1": ("35.17.01",)})
SINGLE = Tiruan(
    tingkat="kabkota", kode="35.17", kab={"35.17": 60}, kecamatan=2, years=(2024,),
    zona={"35.17.Z1": ("35.17.01",)},
)  # fmt: skip
LATER = Tiruan(**{**vars(SMALL), "kab": {"35.17": 75, "35.07": 12}})


@pytest.fixture(scope="session")
def ready(tmp_path_factory):
    """Folders with a warehouse and both editions of it, by name."""
    from rekap import edition

    folders = {}
    with pytest.MonkeyPatch.context() as patch:
        for name, tiruan in (("small", SMALL), ("single", SINGLE)):
            folders[name] = tmp_path_factory.mktemp(name)
            patch.setenv("REKAP_DATA", str(folders[name]))
            tiruan.write()
            for tier in edition.TIERS:
                edition.publish(tier)
    return folders


@pytest.fixture
def province(ready):
    """Published: a province of two kab/kota. Returns its folder of data."""
    return shutil.copytree(ready["small"], settings.data_dir())


@pytest.fixture
def single(ready):
    """Published: an installation of one kab/kota."""
    return shutil.copytree(ready["single"], settings.data_dir())


@pytest.fixture
def warehouse_only(province):
    """The same before its first edition."""
    shutil.rmtree(province / "editions")
    return province
