-- The first day on which a person of a registration year was served, per kind
-- of service, and first assessed, for each region that may count it.
-- grain: id_orang, tahun, nomor_wilayah
with

kredit as (

    select * from fct_kredit
    where tanggal >= tanggal_registrasi - interval 30 day

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

-- per kab/kota first: what is left to spread over the larger regions is little
per_kab as (

    select
        id_orang, tahun, kode_kab,
        min(tanggal) filter (where menentukan_354) as tanggal_354,
        min(tanggal) filter (where komponen = 'psikososial') as psikososial,
        min(tanggal) filter (where komponen = 'kesehatan') as kesehatan,
        min(tanggal) filter (where komponen = 'hukum') as hukum,
        min(tanggal) filter (where komponen = 'ekonomi') as ekonomi,
        cast(null as date) as asesmen
    from kredit
    group by id_orang, tahun, kode_kab
    union all
    select
        registrasi.id_orang, registrasi.tahun, registrasi.kode_kab,
        null, null, null, null, null, min(asesmen.tanggal)
    from asesmen
    inner join batas on asesmen.tanggal <= batas.tanggal_data
    inner join registrasi on asesmen.id_korban = registrasi.id_korban
    group by registrasi.id_orang, registrasi.tahun, registrasi.kode_kab

)

select
    per_kab.id_orang,
    per_kab.tahun,
    jenjang.nomor_wilayah,
    min(per_kab.tanggal_354) as tanggal_354,
    min(per_kab.psikososial) as tanggal_psikososial,
    min(per_kab.kesehatan) as tanggal_kesehatan,
    min(per_kab.hukum) as tanggal_hukum,
    min(per_kab.ekonomi) as tanggal_ekonomi,
    min(per_kab.asesmen) as tanggal_asesmen
from per_kab
inner join jenjang on per_kab.kode_kab = jenjang.kode_kab
group by per_kab.id_orang, per_kab.tahun, jenjang.nomor_wilayah
