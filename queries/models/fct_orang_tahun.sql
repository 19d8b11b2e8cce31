-- Persons of the indicator per registration year, with the classes that stay
-- fixed for that year, as places in their code lists: those of the first
-- registration that counts.
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
        count(kelompok) as jumlah_registrasi,
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
    kelompok.urutan as kelompok,
    umur.urutan as umur,
    daftar_disabilitas.urutan as disabilitas,
    cast(disabilitas.jumlah_registrasi as integer) as jumlah_registrasi
from urut
inner join disabilitas
    on urut.id_orang = disabilitas.id_orang
   and urut.tahun = disabilitas.tahun
inner join ref_daftar as kelompok
    on kelompok.daftar = 'kelompok' and urut.kelompok = kelompok.kode
inner join ref_daftar as umur
    on umur.daftar = 'umur' and urut.umur = umur.kode
inner join ref_daftar as daftar_disabilitas
    on daftar_disabilitas.daftar = 'disabilitas'
   and disabilitas.disabilitas = daftar_disabilitas.kode
where urut.ke = 1
