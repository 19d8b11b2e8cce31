-- Persons per region, period and kind of violence; a person may be in several.
-- Regions, periods and kinds by number.
-- grain: nomor_wilayah, nomor_periode, jenis_kekerasan
with

bata as (

    select
        bata.nomor_wilayah, bata.nomor_periode, ragam.nomor_jenis as
        jenis_kekerasan, bata.korban, bata.memerlukan,
        bata.terlayani_354, bata.psikososial, bata.kesehatan,
        bata.hukum, bata.ekonomi, bata.dinilai, bata.menunggu
    from fct_bata as bata
    inner join dim_ragam as ragam on bata.ragam = ragam.ragam

)

select
    nomor_wilayah,
    nomor_periode,
    cast(null as integer) as disabilitas,
    jenis_kekerasan,
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
    cast(null as integer) as diterima,
    cast(null as integer) as diterima_terlayani
from bata
group by nomor_wilayah, nomor_periode, jenis_kekerasan
