"""instalasi.toml: what cannot be used is refused with a sentence for the person who edits it."""

import pytest

from rekap import settings


def written(tmp_path, *changes):
    text = (settings.ROOT / "instalasi.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path = tmp_path / "instalasi.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_installation_can_be_read(tmp_path):
    instalasi = settings.read_instalasi(written(tmp_path))

    assert (instalasi.tingkat, instalasi.kode, instalasi.sintetis) == ("provinsi", "35", True)
    assert instalasi.pelapor_of("35.17") == ("simfoni", "uptd")
    assert instalasi.pelapor_of("35.29") == ("simfoni",)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (('data = "sintetis"', 'data = "campur"'), "data harus salah satu"),
        (('tingkat = "provinsi"', 'tingkat = "desa"'), "tingkat harus salah satu"),
        (('tingkat = "provinsi"', 'tingkat = "kabkota"'), "bukan kode tingkat kabkota"),
        (('batas_layanan = "12-31"', 'batas_layanan = "31-12"'), "batas_layanan"),
        (('kantor = "', 'kantornya = "'), "'kantor' belum ada"),
        (('nama = "Zona Kota"', 'nama_zona = "Zona Kota"'), "'nama' belum ada"),
        (('"35.17.09", "35.17.13"', '"35.17.09", "35.17.14"'), "35.17.14 ada di dua zona"),
        (('"35.17.09", "35.17.13"', '"35.17.09", "35.18.13"'), "35.18.13 bukan bagian 35.17"),
        (("benih = 354", 'benih = "x"'), "benih harus angka"),
        (("[contoh]", "[contoh"), "tidak dapat dibaca"),
    ],
)
def test_a_wrong_line_is_named(tmp_path, change, word):
    with pytest.raises(settings.SettingsError, match=word.replace("[", "\\[")):
        settings.read_instalasi(written(tmp_path, change))


def test_the_file_in_the_data_folder_wins(tmp_path):
    settings.data_dir().mkdir(parents=True)
    path = written(tmp_path, ('kode = "35"', 'kode = "33"'))
    path.rename(settings.data_dir() / "instalasi.toml")

    assert settings.instalasi().kode == "33"


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_a_sentence(monkeypatch, port):
    monkeypatch.setenv("REKAP_PORT", port)

    with pytest.raises(settings.SettingsError, match="REKAP_PORT"):
        settings.port()
