-- Persons left out per region and year, by reason: not in the population, or
-- no longer counted as needing the service.
-- grain: kode_wilayah, tahun, alasan
with

anggota as (

    select anggota.*
    from fct_anggota as anggota
    inner join dim_periode as periode
        on anggota.nomor_periode = periode.urutan
       and periode.jenis_periode = 'tahun'
    where anggota.nomor_wilayah = anggota.nomor_pemilik

),

di_luar as (

    select
        jenjang.nomor_wilayah, registrasi.tahun,
        registrasi.alasan_di_luar as alasan, registrasi.id_orang
    from fct_registrasi as registrasi
    inner join dim_kab_jenjang as jenjang
        on registrasi.kode_kab = jenjang.kode_kab
    left join anggota
        on registrasi.id_orang = anggota.id_orang
       and registrasi.tahun = anggota.tahun
       and jenjang.nomor_wilayah = anggota.nomor_wilayah
    where registrasi.alasan_di_luar is not null
      and anggota.id_orang is null

),

tidak_perlu as (

    select anggota.nomor_wilayah, anggota.tahun, keluar.alasan, anggota.id_orang
    from fct_kebutuhan as kebutuhan
    inner join fct_pengecualian as keluar
        on kebutuhan.id_korban = keluar.id_korban
       and kebutuhan.nomor_wilayah = keluar.nomor_wilayah
    inner join anggota
        on kebutuhan.id_orang = anggota.id_orang
       and kebutuhan.tahun = anggota.tahun
       and kebutuhan.nomor_wilayah = anggota.nomor_wilayah
    left join fct_butuh as butuh
        on anggota.id_orang = butuh.id_orang
       and anggota.nomor_wilayah = butuh.nomor_wilayah
       and anggota.nomor_periode = butuh.nomor_periode
    left join fct_capaian as capaian
        on anggota.id_orang = capaian.id_orang
       and anggota.tahun = capaian.tahun
       and anggota.nomor_wilayah = capaian.nomor_wilayah
       and capaian.tanggal_354 <= anggota.batas
    where kebutuhan.mulai <= anggota.batas
      and keluar.sejak <= anggota.batas
      and butuh.id_orang is null
      and capaian.id_orang is null

),

semua as (

    select nomor_wilayah, tahun, alasan, id_orang from di_luar
    union all
    select nomor_wilayah, tahun, alasan, id_orang from tidak_perlu

)

select
    wilayah.kode_wilayah, semua.tahun, semua.alasan,
    cast(count(distinct semua.id_orang) as integer) as jumlah
from semua
inner join dim_wilayah as wilayah on semua.nomor_wilayah = wilayah.urutan
group by wilayah.kode_wilayah, semua.tahun, semua.alasan
order by kode_wilayah, tahun, alasan
