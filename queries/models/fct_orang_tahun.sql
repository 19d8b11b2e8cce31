-- Persons of the indicator per registration year, with the classes that stay
-- fixed for that year: those of the first registration that counts.
-- grain: id_orang, tahun
with

registrasi as (

    select * from fct_registrasi

),

urut as (

    select
        id_orang,
        tahun,
        kelompok,
        umur,
        row_number() over (
            partition by id_orang, tahun
            order by tanggal_registrasi, sumber, id_korban
        ) as ke
    from registrasi
    where kelompok is not null

),

disabilitas as (

    select
        id_orang,
        tahun,
        case
            when count(*) filter (where disabilitas = 'ya') > 0 then 'ya'
            when count(*) filter (where disabilitas = 'tidak') > 0 then 'tidak'
            else 'tidak_diisi'
        end as disabilitas
    from registrasi
    group by id_orang, tahun

)

select
    urut.id_orang,
    urut.tahun,
    urut.kelompok,
    urut.umur,
    disabilitas.disabilitas
from urut
inner join disabilitas
    on urut.id_orang = disabilitas.id_orang
   and urut.tahun = disabilitas.tahun
where urut.ke = 1
