-- Persons per region, year, kind of violence and one other class; a person may
-- be in several kinds. Regions, periods and values by number.
-- grain: nomor_wilayah, nomor_periode, disabilitas, jenis_kekerasan, kelompok,
--     umur
with

bata as (

    select
        bata.nomor_wilayah, bata.nomor_periode, bata.disabilitas,
        ragam.nomor_jenis as jenis_kekerasan, bata.kelompok,
        bata.umur, bata.korban, bata.memerlukan, bata.terlayani_354,
        bata.psikososial, bata.kesehatan, bata.hukum, bata.ekonomi,
        bata.dinilai, bata.menunggu
    from fct_bata as bata
    inner join dim_periode as periode on bata.nomor_periode = periode.urutan
    inner join dim_ragam as ragam on bata.ragam = ragam.ragam
    where periode.jenis_periode = 'tahun'

)

select
    nomor_wilayah,
    nomor_periode,
    disabilitas,
    jenis_kekerasan,
    kelompok,
    umur,
    cast(sum(korban) as integer) as korban,
    cast(sum(memerlukan) as integer) as memerlukan,
    cast(sum(terlayani_354) as integer) as terlayani_354,
    cast(sum(psikososial) as integer) as psikososial,
    cast(sum(kesehatan) as integer) as kesehatan,
    cast(sum(hukum) as integer) as hukum,
    cast(sum(ekonomi) as integer) as ekonomi,
    cast(sum(dinilai) as integer) as dinilai,
    cast(sum(menunggu) as integer) as menunggu,
    cast(null as integer) as diterima,
    cast(null as integer) as diterima_terlayani
from bata
group by grouping sets (
    (nomor_wilayah, nomor_periode, jenis_kekerasan, disabilitas),
    (nomor_wilayah, nomor_periode, jenis_kekerasan, kelompok),
    (nomor_wilayah, nomor_periode, jenis_kekerasan, umur)
)
