-- Wilayah pencatat tidak dikenal, di luar pemasangan, atau belum/tidak lagi
-- berlaku pada tanggal registrasi.
-- grain: id_korban
with

registrasi as (

    select * from stg_registrasi

),

kabkota as (

    select * from ref_wilayah
    where tingkat = 'kabkota'
      and dalam_pemasangan

)

select
    registrasi.id_korban,
    registrasi.berkas,
    registrasi.lembar,
    registrasi.baris,
    registrasi.kode_kab,
    registrasi.tanggal_registrasi
from registrasi
left join kabkota
    on registrasi.kode_kab = kabkota.kode
   and registrasi.tanggal_registrasi
       between kabkota.berlaku_mulai and kabkota.berlaku_sampai
where kabkota.kode is null
order by id_korban
