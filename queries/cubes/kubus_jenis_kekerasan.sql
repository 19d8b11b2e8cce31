-- Persons per region, period and kind of violence; a person may be in several.
-- grain: kode_wilayah, periode, nilai_1
with

jumlah as (

    select
        sel.kode_wilayah,
        sel.periode,
        ragam.jenis_kekerasan,
        sum(sel.korban) as korban,
        sum(sel.memerlukan) as memerlukan,
        sum(sel.terlayani_354) as terlayani_354,
        sum(sel.psikososial) as psikososial,
        sum(sel.kesehatan) as kesehatan,
        sum(sel.hukum) as hukum,
        sum(sel.ekonomi) as ekonomi,
        sum(sel.dinilai) as dinilai,
        sum(sel.menunggu) as menunggu
    from fct_sel as sel
    inner join dim_ragam as ragam on sel.ragam = ragam.ragam
    group by sel.kode_wilayah, sel.periode, ragam.jenis_kekerasan

)

select
    wilayah.tingkat,
    jumlah.kode_wilayah,
    periode.jenis_periode,
    jumlah.periode,
    'jenis_kekerasan' as kelas_1,
    jumlah.jenis_kekerasan as nilai_1,
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
