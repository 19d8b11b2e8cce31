-- Satu nomor registrasi korban ada di lebih dari satu baris sumber.
-- grain: id_korban, berkas, lembar, baris
with

registrasi as (

    select * from stg_registrasi

),

ganda as (

    select id_korban
    from registrasi
    group by id_korban
    having count(*) > 1

)

select
    registrasi.id_korban,
    registrasi.sumber,
    registrasi.berkas,
    registrasi.lembar,
    registrasi.baris
from registrasi
inner join ganda on registrasi.id_korban = ganda.id_korban
order by id_korban, berkas, lembar, baris
