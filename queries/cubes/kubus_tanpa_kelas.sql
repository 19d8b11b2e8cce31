-- Persons per region and period, together with those received by transfer.
-- grain: kode_wilayah, periode
with

gabungan as (

    select
        kode_wilayah, periode, korban, memerlukan, terlayani_354,
        psikososial, kesehatan, hukum, ekonomi, dinilai, menunggu,
        0 as diterima, 0 as diterima_terlayani
    from fct_sel
    union all
    select
        kode_wilayah, periode, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, case when terlayani then 1 else 0 end
    from fct_diterima
    union all
    select
        kode_wilayah || '.LW', periode, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        1, case when terlayani then 1 else 0 end
    from fct_diterima
    where tingkat = 'kabkota'

),

jumlah as (

    select
        kode_wilayah,
        periode,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354,
        sum(psikososial) as psikososial,
        sum(kesehatan) as kesehatan,
        sum(hukum) as hukum,
        sum(ekonomi) as ekonomi,
        sum(dinilai) as dinilai,
        sum(menunggu) as menunggu,
        sum(diterima) as diterima,
        sum(diterima_terlayani) as diterima_terlayani
    from gabungan
    group by kode_wilayah, periode

)

select
    wilayah.tingkat,
    jumlah.kode_wilayah,
    periode.jenis_periode,
    jumlah.periode,
    cast(null as varchar) as kelas_1,
    cast(null as varchar) as nilai_1,
    cast(null as varchar) as kelas_2,
    cast(null as varchar) as nilai_2,
    cast(jumlah.korban as integer) as korban,
    cast(jumlah.memerlukan as integer) as memerlukan,
    cast(jumlah.terlayani_354 as integer) as terlayani_354,
    cast(jumlah.psikososial as integer) as psikososial,
    cast(jumlah.kesehatan as integer) as kesehatan,
    cast(jumlah.hukum as integer) as hukum,
    cast(jumlah.ekonomi as integer) as ekonomi,
    cast(jumlah.dinilai as integer) as dinilai,
    cast(jumlah.menunggu as integer) as menunggu,
    cast(jumlah.diterima as integer) as diterima,
    cast(jumlah.diterima_terlayani as integer) as diterima_terlayani
from jumlah
inner join dim_wilayah as wilayah
    on jumlah.kode_wilayah = wilayah.kode_wilayah
inner join dim_periode as periode on jumlah.periode = periode.periode
