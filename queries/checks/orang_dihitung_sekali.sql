-- Jumlah korban setahun di kubus berbeda dari banyaknya orang yang berlainan
-- di catatan registrasi.
-- grain: kode_wilayah, tahun
with

registrasi as (

    select * from fct_registrasi
    where kelompok is not null

),

jenjang as (

    select * from dim_jenjang

),

hitung_ulang as (

    select
        jenjang.kode_wilayah,
        registrasi.tahun,
        count(distinct registrasi.id_orang) as orang
    from registrasi
    inner join jenjang on registrasi.kode_kecamatan = jenjang.kode_kecamatan
    group by jenjang.kode_wilayah, registrasi.tahun

),

kubus_tahun as (

    select wilayah.kode_wilayah, periode.tahun, angka.korban
    from kubus_angka as angka
    inner join dim_wilayah as wilayah on angka.nomor_wilayah = wilayah.urutan
    inner join dim_periode as periode
        on angka.nomor_periode = periode.urutan
       and periode.jenis_periode = 'tahun'
    where angka.disabilitas is null and angka.jenis_kekerasan is null
      and angka.kelompok is null and angka.umur is null
      and angka.korban > 0

)

select
    coalesce(hitung_ulang.kode_wilayah, kubus_tahun.kode_wilayah)
        as kode_wilayah,
    coalesce(hitung_ulang.tahun, kubus_tahun.tahun) as tahun,
    hitung_ulang.orang,
    kubus_tahun.korban
from hitung_ulang
full outer join kubus_tahun
    on hitung_ulang.kode_wilayah = kubus_tahun.kode_wilayah
   and hitung_ulang.tahun = kubus_tahun.tahun
where coalesce(hitung_ulang.orang, 0) <> coalesce(kubus_tahun.korban, 0)
order by kode_wilayah, tahun
