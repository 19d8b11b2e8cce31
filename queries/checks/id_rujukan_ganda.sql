-- Satu nomor rujukan ada di lebih dari satu baris berkas yang sama.
-- grain: id_rujukan, berkas, lembar, baris
with

rujukan as (

    select * from landing_rujukan

),

ganda as (

    select id_rujukan, berkas
    from rujukan
    group by id_rujukan, berkas
    having count(*) > 1

)

select
    rujukan.id_rujukan,
    rujukan.sumber,
    rujukan.berkas,
    rujukan.lembar,
    rujukan.baris
from rujukan
inner join ganda
    on rujukan.id_rujukan = ganda.id_rujukan
   and rujukan.berkas = ganda.berkas
order by id_rujukan, berkas, lembar, baris
