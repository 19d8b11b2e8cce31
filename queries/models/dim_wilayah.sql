-- Regions within the installation, its zona and pseudo kecamatan included.
-- grain: kode_wilayah
with

wilayah as (

    select * from ref_wilayah
    where dalam_pemasangan

)

select
    wilayah.kode as kode_wilayah,
    wilayah.nama,
    wilayah.tingkat,
    wilayah.jenis,
    induk.kode as induk,
    wilayah.kode_zona,
    wilayah.contoh,
    wilayah.urutan
from wilayah
left join wilayah as induk on wilayah.induk = induk.kode
order by kode_wilayah
