-- Persons who belong to the set `korban` of a region and period, with their
-- classes of the year and the kinds of violence of their registrations there
-- and then. Regions and periods are numbers, as in every table that has a row
-- per person and period.
-- grain: id_orang, nomor_wilayah, nomor_periode
with

registrasi as (

    select * from fct_registrasi
    where kelompok is not null

),

orang_tahun as (

    select * from fct_orang_tahun

),

periode as (

    select * from ref_periode

),

jenjang as (

    select * from dim_jenjang

),

hadir as (

    select
        registrasi.id_orang, registrasi.tahun, jenjang.nomor_wilayah,
        jenjang.nomor_pemilik, periode.urutan as nomor_periode, periode.batas,
        orang_tahun.kelompok, orang_tahun.umur, orang_tahun.disabilitas,
        registrasi.ragam, orang_tahun.jumlah_registrasi
    from registrasi
    inner join orang_tahun
        on registrasi.id_orang = orang_tahun.id_orang
       and registrasi.tahun = orang_tahun.tahun
    inner join periode
        on registrasi.tahun = periode.tahun
       and registrasi.tanggal_registrasi
           between periode.mulai and periode.selesai
    inner join jenjang on registrasi.kode_kecamatan = jenjang.kode_kecamatan

)

-- nearly everybody registers once a year and has nothing to be merged
select
    id_orang, tahun, nomor_wilayah, nomor_pemilik, nomor_periode, batas,
    kelompok, umur, disabilitas, ragam
from hadir
where jumlah_registrasi = 1
union all
select
    id_orang, tahun, nomor_wilayah, nomor_pemilik, nomor_periode, batas,
    kelompok, umur, disabilitas, bit_or(ragam)
from hadir
where jumlah_registrasi > 1
group by
    id_orang, tahun, nomor_wilayah, nomor_pemilik, nomor_periode, batas,
    kelompok, umur, disabilitas
