"""Rekap 354: cakupan layanan reintegrasi sosial, dari berkas instansi sampai angka di layar."""

__version__ = "0.1.0"
