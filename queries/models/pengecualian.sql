-- Persons left out per region and year, by reason: not in the population, or
-- no longer counted as needing the service.
-- grain: kode_wilayah, tahun, alasan
with

anggota as (

    select * from fct_anggota
    where kode_wilayah = kode_pemilik
      and periode = cast(tahun as varchar)

),

di_luar as (

    select
        jenjang.kode_wilayah,
        registrasi.tahun,
        registrasi.alasan_di_luar as alasan,
        registrasi.id_orang
    from fct_registrasi as registrasi
    inner join dim_kab_jenjang as jenjang
        on registrasi.kode_kab = jenjang.kode_kab
    left join anggota
        on registrasi.id_orang = anggota.id_orang
       and registrasi.tahun = anggota.tahun
       and jenjang.kode_wilayah = anggota.kode_wilayah
    where registrasi.alasan_di_luar is not null
      and anggota.id_orang is null

),

tidak_perlu as (

    select anggota.kode_wilayah, anggota.tahun, keluar.alasan, anggota.id_orang
    from fct_kebutuhan as kebutuhan
    inner join fct_pengecualian as keluar
        on kebutuhan.id_korban = keluar.id_korban
       and kebutuhan.kode_wilayah = keluar.kode_wilayah
    inner join anggota
        on kebutuhan.id_orang = anggota.id_orang
       and kebutuhan.tahun = anggota.tahun
       and kebutuhan.kode_wilayah = anggota.kode_wilayah
    left join fct_butuh as butuh
        on anggota.id_orang = butuh.id_orang
       and anggota.kode_wilayah = butuh.kode_wilayah
       and anggota.periode = butuh.periode
    left join fct_capaian as capaian
        on anggota.id_orang = capaian.id_orang
       and anggota.tahun = capaian.tahun
       and anggota.kode_wilayah = capaian.kode_wilayah
       and capaian.tanggal_354 <= anggota.batas
    where kebutuhan.mulai <= anggota.batas
      and keluar.sejak <= anggota.batas
      and butuh.id_orang is null
      and capaian.id_orang is null

),

semua as (

    select kode_wilayah, tahun, alasan, id_orang from di_luar
    union all
    select kode_wilayah, tahun, alasan, id_orang from tidak_perlu

)

select
    kode_wilayah,
    tahun,
    alasan,
    cast(count(distinct id_orang) as integer) as jumlah
from semua
group by kode_wilayah, tahun, alasan
order by kode_wilayah, tahun, alasan
