-- Persons per region, year and two classes that each sort a person into one
-- value only; regions, periods and values by number.
-- grain: nomor_wilayah, nomor_periode, disabilitas, kelompok, umur
with

bata as (

    select fct_bata.*
    from fct_bata
    inner join dim_periode on fct_bata.nomor_periode = dim_periode.urutan
    where dim_periode.jenis_periode = 'tahun'

)

select
    nomor_wilayah,
    nomor_periode,
    disabilitas,
    cast(null as integer) as jenis_kekerasan,
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
    (nomor_wilayah, nomor_periode, disabilitas, kelompok),
    (nomor_wilayah, nomor_periode, disabilitas, umur),
    (nomor_wilayah, nomor_periode, kelompok, umur)
)
