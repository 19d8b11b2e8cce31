-- The kinds of violence of a registration as one number with a bit per kind,
-- so that a person keeps one row per region and period.
-- grain: id_korban
with

kekerasan as (

    select * from landing_korban_kekerasan

),

jenis as (

    select
        kode,
        cast(power(2, urutan - 1) as integer) as bit_jenis
    from ref_daftar
    where daftar = 'jenis_kekerasan'

)

select
    kekerasan.id_korban,
    cast(sum(distinct jenis.bit_jenis) as integer) as ragam
from kekerasan
inner join jenis on kekerasan.jenis_kekerasan = jenis.kode
group by kekerasan.id_korban
