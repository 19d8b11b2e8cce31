-- Persons per region, year and two classes that each sort a person into one
-- value only.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

sel as (

    select fct_sel.*
    from fct_sel
    inner join dim_periode on fct_sel.periode = dim_periode.periode
    where dim_periode.jenis_periode = 'tahun'

),

jumlah as (

    select
        kode_wilayah,
        periode,
        case when disabilitas is null then 'kelompok' else 'disabilitas' end
            as kelas_1,
        coalesce(disabilitas, kelompok) as nilai_1,
        case when umur is null then 'kelompok' else 'umur' end as kelas_2,
        coalesce(umur, kelompok) as nilai_2,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354,
        sum(psikososial) as psikososial,
        sum(kesehatan) as kesehatan,
        sum(hukum) as hukum,
        sum(ekonomi) as ekonomi,
        sum(dinilai) as dinilai,
        sum(menunggu) as menunggu
    from sel
    group by grouping sets (
        (kode_wilayah, periode, disabilitas, kelompok),
        (kode_wilayah, periode, disabilitas, umur),
        (kode_wilayah, periode, kelompok, umur)
    )

)

select
    wilayah.tingkat,
    jumlah.kode_wilayah,
    periode.jenis_periode,
    jumlah.periode,
    jumlah.kelas_1,
    jumlah.nilai_1,
    jumlah.kelas_2,
    jumlah.nilai_2,
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
