-- The kinds of violence in each combination that a person was registered with.
-- grain: ragam, jenis_kekerasan
with

ragam as (

    select distinct ragam from fct_bata

),

jenis as (

    select
        kode as jenis_kekerasan,
        urutan as nomor_jenis,
        cast(power(2, urutan - 1) as integer) as bit_jenis
    from ref_daftar
    where daftar = 'jenis_kekerasan'

)

select
    ragam.ragam,
    jenis.jenis_kekerasan,
    jenis.nomor_jenis
from ragam
inner join jenis on (ragam.ragam & jenis.bit_jenis) > 0
order by ragam, jenis_kekerasan
