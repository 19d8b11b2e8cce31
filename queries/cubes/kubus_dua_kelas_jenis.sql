-- Persons per region, year, kind of violence and one other class.
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
        sel.kode_wilayah,
        sel.periode,
        case when sel.disabilitas is null then 'jenis_kekerasan'
            else 'disabilitas' end as kelas_1,
        coalesce(sel.disabilitas, ragam.jenis_kekerasan) as nilai_1,
        case when sel.kelompok is not null then 'kelompok'
            when sel.umur is not null then 'umur'
            else 'jenis_kekerasan' end as kelas_2,
        coalesce(sel.kelompok, sel.umur, ragam.jenis_kekerasan) as nilai_2,
        sum(sel.korban) as korban,
        sum(sel.memerlukan) as memerlukan,
        sum(sel.terlayani_354) as terlayani_354,
        sum(sel.psikososial) as psikososial,
        sum(sel.kesehatan) as kesehatan,
        sum(sel.hukum) as hukum,
        sum(sel.ekonomi) as ekonomi,
        sum(sel.dinilai) as dinilai,
        sum(sel.menunggu) as menunggu
    from sel
    inner join dim_ragam as ragam on sel.ragam = ragam.ragam
    group by grouping sets (
        (sel.kode_wilayah, sel.periode, ragam.jenis_kekerasan, sel.disabilitas),
        (sel.kode_wilayah, sel.periode, ragam.jenis_kekerasan, sel.kelompok),
        (sel.kode_wilayah, sel.periode, ragam.jenis_kekerasan, sel.umur)
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
