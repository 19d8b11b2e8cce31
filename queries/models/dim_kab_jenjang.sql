-- Every region of the installation that a kab/kota lies in, itself included.
-- grain: kode_kab, kode_wilayah
with

jenjang as (

    select * from dim_jenjang
    where tingkat in ('kabkota', 'provinsi', 'nasional')

),

kecamatan as (

    select * from dim_wilayah
    where tingkat = 'kecamatan'

)

select distinct
    kecamatan.induk as kode_kab,
    jenjang.tingkat,
    jenjang.kode_wilayah,
    jenjang.nomor_wilayah
from jenjang
inner join kecamatan on jenjang.kode_kecamatan = kecamatan.kode_wilayah
order by kode_kab, kode_wilayah
