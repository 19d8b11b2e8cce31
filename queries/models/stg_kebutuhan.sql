-- The day on which an assessment first said that a registered victim needs
-- the service of indicator 354.
-- grain: id_korban
with

kebutuhan as (

    select * from landing_asesmen_kebutuhan

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

jenis as (

    select * from ref_layanan
    where menentukan_354 = 'ya'

),

registrasi as (

    select * from fct_registrasi

)

select
    kebutuhan.id_korban,
    registrasi.id_orang,
    registrasi.tahun,
    registrasi.kode_kab,
    min(kebutuhan.tanggal) as mulai
from kebutuhan
inner join batas on kebutuhan.tanggal <= batas.tanggal_data
inner join jenis on kebutuhan.kode_layanan = jenis.kode
inner join registrasi on kebutuhan.id_korban = registrasi.id_korban
group by
    kebutuhan.id_korban, registrasi.id_orang, registrasi.tahun,
    registrasi.kode_kab
