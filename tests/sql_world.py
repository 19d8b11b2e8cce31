"""One small world in which every query has something to say, on DuckDB and on Spark SQL."""

import math
from datetime import date, datetime
from decimal import Decimal

from pysail.spark import SparkConnectServer
from pyspark.sql import SparkSession

from rekap import engines
from tests import ascii

TABLES = {
    "korban": """
        id_korban | orang | nik | token_lahir | token_lahir_jk_kab | jenis_kelamin | umur | kode_kab | kode_kecamatan | tanggal_registrasi | sumber  | disabilitas | id_kasus
        k1        | A     | n1  | 1990-05-05  | 1990               | P             | 33   | 35.17    | 35.17.09       | 2023-11-10         | uptd    | tidak       | s1
        k2        | A     |     | 1990-05-05  | 1990               | P             | 34   | 35.07    | 35.07.01       | 2024-02-10         | simfoni | ya          | s2
        k3        | A     |     |             | 1990               | P             | 34   | 35.17    | 35.17.13       | 2024-05-10         | uptd    | tidak_diisi | s3
        k4        | B     |     |             | 2010               | L             | 13   | 35.17    | 35.07.01       | 2024-03-31         | uptd    | tidak_diisi | s4
        k5        | C     |     |             |                    | L             | 40   | 35.17    |                | 2024-04-01         | uptd    | tidak       | s4
        k6        | D     | n4  |             |                    |               |      | 35.17    |                | 2024-04-01         | uptd    | tidak       | s6
        k7        | E     | n5  |             |                    | P             | 3    | 35.07    | 35.07.01       | 2024-12-31         | simfoni | tidak       | s7
        k8        | F     | n6  |             |                    | P             | 61   | 35.17    | 35.17.01       | 2024-06-15         | uptd    | tidak       | s8
    """,  # noqa: E501
    "korban_kekerasan": """
        id_korban | jenis_kekerasan
        k1        | fisik
        k2        | psikis
        k3        | seksual
        k3        | fisik
        k4        | lainnya
        k8        | tppo
    """,
    "kasus": """
        id_kasus | tanggal_registrasi | tanggal_tutup | alasan_tutup
        s1       | 2023-11-10         | 2024-01-05    | selesai
        s4       | 2024-03-31         |               |
    """,
    "korban_tutup": """
        id_korban | alasan_tutup | tanggal_tutup
        k8        | meninggal    | 2024-09-01
    """,
    "asesmen": """
        id_korban | tanggal
        k1        | 2023-11-20
        k3        | 2024-05-20
        k4        | 2024-04-20
        k8        | 2024-06-20
    """,
    "asesmen_kebutuhan": """
        id_korban | tanggal
        k1        | 2023-11-20
        k3        | 2024-05-20
        k4        | 2024-04-20
        k8        | 2024-06-20
    """,
    "layanan": """
        id_korban | kode_layanan  | tanggal    | status  | kode_kab_pemberi | id_rujukan
        k1        | REINTEGRASI   | 2023-12-20 | selesai | 35.17            |
        k2        | KESEHATAN     | 2024-02-11 | selesai | 35.07            |
        k2        | PENGADUAN     | 2024-02-11 | selesai | 35.07            |
        k3        | PSIKOSOSIAL   | 2024-06-01 | selesai | 35.17            |
        k4        | REINTEGRASI   | 2024-07-01 | selesai | 35.07            | r1
        k7        | HUKUM_BANTUAN | 2024-12-20 | selesai | 35.07            |
        k7        | EKONOMI       | 2025-01-20 | rencana | 35.07            |
        k3        | REINTEGRASI   | 2024-06-20 | selesai | 35.07            | r2
    """,
    "rujukan": """
        id_rujukan | id_korban | jenis      | status   | tanggal_keputusan | kode_kab_tujuan
        r1         | k4        | pengalihan | diterima | 2024-06-01        | 35.07
        r2         | k2        | rujukan    | menunggu |                   | 35.17
    """,
    "setoran": """
        sumber_pelapor | kode_kab | bulan   | diterima
        uptd           | 35.17    | 2023-11 | 2023-12-05
        uptd           | 35.17    | 2024-05 | 2024-06-05
        simfoni        | 35.07    | 2024-02 | 2024-03-05
        simfoni        | 35.17    | 2024-02 |
    """,
}
PARAMS = {
    "kode": "35.17",
    "lingkup_wilayah": ["35", "35.17", "35.07", "35.17.Z1", "35.17.09"],
    "tingkat": "kabkota",
    "periode": "2024",
    "jenis_periode": "triwulan",
    "kelas": "umur",
    "tahun": 2024,
}


_SPARK_TYPES = {"varchar": "string", "integer": "int"}


def warehouse():
    """The warehouse of this world; the regions are those of one province, as everywhere."""
    return ascii.given(**TABLES)


def params(names: tuple[str, ...]) -> dict:
    return {name: PARAMS[name] for name in names}


def edition():
    """The same world as the tables of an exact edition file, for the reports."""
    con = warehouse()
    con.execute("alter table dim_wilayah add column eksak boolean default true")
    con.execute("alter table dim_periode add column status varchar default 'sementara'")
    for table, select in {
        "edisi": "select 'uji' as id, 'internal' as tier, 0 as kosong",
        "dim_kelas": "select daftar as kelas, kode as nilai, urutan from ref_daftar",
        "dim_sel": "select distinct tingkat, jenis_periode, kelas_1, kelas_2 from kubus",
        "target": "select '35.17' as kode_wilayah, 2024 as tahun, 'tercatat' as basis, 80.0 as nilai, "
        "'uji' as sumber, true as contoh",
        "nilai_terpublikasi": "select '35.17' as kode_wilayah, 'Kab. Jombang' as nama_wilayah, "
        "'350' as indikator, 'Sesuatu' as nama_indikator, 2024 as tahun, 100.0 as nilai, "
        "'Persen' as satuan, 'tidak_diketahui' as basis, 'uji' as sumber, '' as catatan",
    }.items():
        engines.create_table(con, table, select)
    return con


class Spark:
    """Spark SQL for tests: the dialect and the protocol of Spark, served by one small process."""

    def __enter__(self):
        self.server = SparkConnectServer("127.0.0.1", 0)
        self.server.start(background=True)
        _, port = self.server.listening_address
        self.session = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
        return self

    def __exit__(self, *_):
        self.session.stop()
        self.server.stop()

    def copy_tables(self, con) -> None:
        """Every table of the warehouse, so that each query is compared on equal inputs."""
        for (name,) in con.execute("select table_name from information_schema.tables").fetchall():
            table = con.sql(f'select * from "{name}"').to_arrow_table()
            frame = self.session.createDataFrame(table) if len(table) else self._empty(con, name)
            frame.createOrReplaceTempView(name)

    def _empty(self, con, name: str):
        """A table without rows says its types in words."""
        columns = con.execute(
            "select column_name, lower(data_type) from information_schema.columns where table_name = ?",
            [name],
        ).fetchall()
        typed = ", ".join(f"{column} {_SPARK_TYPES.get(kind, kind)}" for column, kind in columns)
        return self.session.createDataFrame([], typed)

    def rows(self, text: str, params: dict) -> list[dict]:
        return self.session.sql(engines.spark_sql(text, params)).toArrow().to_pylist()


def comparable(rows: list[dict]) -> list[tuple]:
    """Rows as sorted text, whatever number type and order an engine prefers."""
    return sorted(tuple((name, _plain(value)) for name, value in sorted(row.items())) for row in rows)


def _plain(value) -> str:
    if isinstance(value, float | Decimal):
        return "null" if isinstance(value, float) and math.isnan(value) else f"{float(value):g}"
    if isinstance(value, datetime) and value.time() == datetime.min.time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, date) else str(value)
