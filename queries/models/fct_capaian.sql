-- The first day on which a person of a registration year was served, per kind
-- of service, and first assessed, for each region that may count it.
-- grain: id_orang, tahun, kode_wilayah
with

kredit as (

    select * from fct_kredit

),

registrasi as (

    select * from fct_registrasi

),

asesmen as (

    select * from landing_asesmen

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

jenjang as (

    select * from dim_kab_jenjang

),

peristiwa as (

    select id_orang, tahun, kode_kab, 'reintegrasi' as jenis, tanggal
    from kredit
    where menentukan_354
      and tanggal >= tanggal_registrasi - interval 30 day
    union all
    select id_orang, tahun, kode_kab, komponen, tanggal
    from kredit
    where komponen is not null
      and tanggal >= tanggal_registrasi - interval 30 day
    union all
    select
        registrasi.id_orang, registrasi.tahun, registrasi.kode_kab, 'asesmen',
        asesmen.tanggal
    from asesmen
    inner join batas on asesmen.tanggal <= batas.tanggal_data
    inner join registrasi on asesmen.id_korban = registrasi.id_korban

)

select
    peristiwa.id_orang,
    peristiwa.tahun,
    jenjang.kode_wilayah,
    min(tanggal) filter (where jenis = 'reintegrasi') as tanggal_354,
    min(tanggal) filter (where jenis = 'psikososial') as tanggal_psikososial,
    min(tanggal) filter (where jenis = 'kesehatan') as tanggal_kesehatan,
    min(tanggal) filter (where jenis = 'hukum') as tanggal_hukum,
    min(tanggal) filter (where jenis = 'ekonomi') as tanggal_ekonomi,
    min(tanggal) filter (where jenis = 'asesmen') as tanggal_asesmen
from peristiwa
inner join jenjang on peristiwa.kode_kab = jenjang.kode_kab
group by peristiwa.id_orang, peristiwa.tahun, jenjang.kode_wilayah
