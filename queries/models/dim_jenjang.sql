-- Every region that a kecamatan lies in, itself included; its owner is the
-- kab/kota or larger region where the status of a person is decided. Numbers
-- are those of dim_wilayah.
-- grain: kode_kecamatan, kode_wilayah
with

wilayah as (

    select * from dim_wilayah

),

kecamatan as (

    select
        kode_wilayah as kode_kecamatan,
        induk as kode_kab,
        kode_zona,
        substr(kode_wilayah, 1, 2) as kode_provinsi
    from wilayah
    where tingkat = 'kecamatan'

),

pasangan as (

    select
        kode_kecamatan,
        kode_kecamatan as kode_wilayah,
        kode_kab as kode_pemilik
    from kecamatan
    union all
    select kode_kecamatan, kode_zona, kode_kab from kecamatan
    where kode_zona is not null
    union all
    select kode_kecamatan, kode_kab, kode_kab from kecamatan
    union all
    select kode_kecamatan, kode_provinsi, kode_provinsi from kecamatan
    union all
    select kode_kecamatan, '00', '00' from kecamatan

)

select
    pasangan.kode_kecamatan,
    wilayah.tingkat,
    pasangan.kode_wilayah,
    pasangan.kode_pemilik,
    wilayah.urutan as nomor_wilayah,
    pemilik.urutan as nomor_pemilik
from pasangan
inner join wilayah on pasangan.kode_wilayah = wilayah.kode_wilayah
inner join wilayah as pemilik on pasangan.kode_pemilik = pemilik.kode_wilayah
order by kode_kecamatan, kode_wilayah
