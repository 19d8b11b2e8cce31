-- Registrations with the person they are about.
-- grain: id_korban
with

registrasi as (

    select * from stg_registrasi

),

identitas as (

    select * from stg_identitas

),

orang as (

    select * from dim_orang

),

ragam as (

    select * from stg_ragam

)

select
    registrasi.id_korban,
    registrasi.id_kasus,
    orang.id_orang,
    registrasi.sumber,
    registrasi.berkas,
    registrasi.lembar,
    registrasi.baris,
    registrasi.tanggal_registrasi,
    registrasi.tahun,
    registrasi.kode_kab,
    registrasi.kode_kecamatan,
    registrasi.kelompok,
    registrasi.alasan_di_luar,
    registrasi.umur,
    registrasi.disabilitas,
    coalesce(ragam.ragam, 0) as ragam
from registrasi
inner join identitas on registrasi.id_korban = identitas.id_korban
inner join orang on identitas.kunci_orang = orang.kunci_orang
left join ragam on registrasi.id_korban = ragam.id_korban
