-- Persons per region, period and age, all by number.
-- grain: nomor_wilayah, nomor_periode, umur
with

bata as (

    select * from fct_bata

)

select
    nomor_wilayah,
    nomor_periode,
    cast(null as integer) as disabilitas,
    cast(null as integer) as jenis_kekerasan,
    cast(null as integer) as kelompok,
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
group by nomor_wilayah, nomor_periode, umur
