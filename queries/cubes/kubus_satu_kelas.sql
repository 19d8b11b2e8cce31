-- Persons per region, period and one class that sorts each person into one
-- value only.
-- grain: kode_wilayah, periode, kelas_1, nilai_1
with

jumlah as (

    select
        kode_wilayah,
        periode,
        case
            when kelompok is not null then 'kelompok'
            when umur is not null then 'umur'
            else 'disabilitas'
        end as kelas,
        coalesce(kelompok, umur, disabilitas) as nilai,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354,
        sum(psikososial) as psikososial,
        sum(kesehatan) as kesehatan,
        sum(hukum) as hukum,
        sum(ekonomi) as ekonomi,
        sum(dinilai) as dinilai,
        sum(menunggu) as menunggu
    from fct_sel
    group by grouping sets (
        (kode_wilayah, periode, kelompok),
        (kode_wilayah, periode, umur),
        (kode_wilayah, periode, disabilitas)
    )

)

select
    wilayah.tingkat,
    jumlah.kode_wilayah,
    periode.jenis_periode,
    jumlah.periode,
    jumlah.kelas as kelas_1,
    jumlah.nilai as nilai_1,
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
    cast(null as integer) as diterima,
    cast(null as integer) as diterima_terlayani
from jumlah
inner join dim_wilayah as wilayah
    on jumlah.kode_wilayah = wilayah.kode_wilayah
inner join dim_periode as periode on jumlah.periode = periode.periode
