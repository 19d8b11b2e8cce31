-- Persons who belong to the set `korban` of a region and period, with the
-- kinds of violence of their registrations there and then.
-- grain: id_orang, kode_wilayah, periode
with

registrasi as (

    select * from fct_registrasi
    where kelompok is not null

),

periode as (

    select * from ref_periode

),

jenjang as (

    select * from dim_jenjang

)

select
    registrasi.id_orang,
    registrasi.tahun,
    jenjang.kode_wilayah,
    jenjang.kode_pemilik,
    periode.periode,
    periode.batas,
    bit_or(registrasi.ragam) as ragam
from registrasi
inner join periode
    on registrasi.tahun = periode.tahun
   and registrasi.tanggal_registrasi between periode.mulai and periode.selesai
inner join jenjang on registrasi.kode_kecamatan = jenjang.kode_kecamatan
group by
    registrasi.id_orang,
    registrasi.tahun,
    jenjang.kode_wilayah,
    jenjang.kode_pemilik,
    periode.periode,
    periode.batas
