-- Persons per region and period, together with those received by transfer.
-- Regions and periods by number.
-- grain: nomor_wilayah, nomor_periode
with

diterima as (

    select * from fct_diterima

),

wilayah as (

    select * from dim_wilayah

),

gabungan as (

    select
        nomor_wilayah, nomor_periode, korban, memerlukan, terlayani_354,
        psikososial, kesehatan, hukum, ekonomi, dinilai, menunggu,
        0 as diterima, 0 as diterima_terlayani
    from fct_bata
    union all
    select
        nomor_wilayah, nomor_periode, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, case when terlayani then 1 else 0 end
    from diterima
    union all
    select
        luar.urutan, diterima.nomor_periode, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, case when diterima.terlayani then 1 else 0 end
    from diterima
    inner join wilayah as kab
        on diterima.nomor_wilayah = kab.urutan
       and kab.tingkat = 'kabkota'
    inner join wilayah as luar on kab.kode_wilayah || '.LW' = luar.kode_wilayah

)

select
    nomor_wilayah,
    nomor_periode,
    cast(null as integer) as disabilitas,
    cast(null as integer) as jenis_kekerasan,
    cast(null as integer) as kelompok,
    cast(null as integer) as umur,
    cast(sum(korban) as integer) as korban,
    cast(sum(memerlukan) as integer) as memerlukan,
    cast(sum(terlayani_354) as integer) as terlayani_354,
    cast(sum(psikososial) as integer) as psikososial,
    cast(sum(kesehatan) as integer) as kesehatan,
    cast(sum(hukum) as integer) as hukum,
    cast(sum(ekonomi) as integer) as ekonomi,
    cast(sum(dinilai) as integer) as dinilai,
    cast(sum(menunggu) as integer) as menunggu,
    cast(sum(diterima) as integer) as diterima,
    cast(sum(diterima_terlayani) as integer) as diterima_terlayani
from gabungan
group by nomor_wilayah, nomor_periode
