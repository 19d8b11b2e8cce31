-- Services up to tanggal_data, whatever their status, with the registration
-- that they are recorded under.
-- grain: berkas, lembar, baris
with

layanan as (

    select * from landing_layanan

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

registrasi as (

    select * from fct_registrasi

),

jenis as (

    select * from ref_layanan

)

select
    layanan.berkas,
    layanan.lembar,
    layanan.baris,
    registrasi.id_orang,
    registrasi.tahun,
    registrasi.tanggal_registrasi,
    registrasi.kode_kab,
    layanan.kode_layanan,
    jenis.komponen,
    jenis.menentukan_354 = 'ya' as menentukan_354,
    layanan.tanggal,
    layanan.status,
    layanan.kode_kab_pemberi,
    layanan.id_rujukan
from layanan
inner join batas on layanan.tanggal <= batas.tanggal_data
inner join registrasi on layanan.id_korban = registrasi.id_korban
inner join jenis on layanan.kode_layanan = jenis.kode
