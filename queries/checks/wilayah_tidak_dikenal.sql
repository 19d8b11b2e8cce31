-- Kode kecamatan domisili, pemberi layanan, tujuan rujukan atau penyetor tidak
-- ada di daftar wilayah.
-- grain: tabel, berkas, lembar, baris
with

wilayah as (

    select * from ref_wilayah

),

dipakai as (

    select
        'korban' as tabel, berkas, lembar, baris, 'kecamatan' as tingkat,
        kode_kecamatan as kode
    from landing_korban
    where kode_kecamatan is not null
    union all
    select 'layanan', berkas, lembar, baris, 'kabkota', kode_kab_pemberi
    from landing_layanan
    union all
    select 'rujukan', berkas, lembar, baris, 'kabkota', kode_kab_tujuan
    from landing_rujukan
    union all
    select 'setoran', berkas, lembar, baris, 'kabkota', kode_kab
    from landing_setoran

)

select
    dipakai.tabel,
    dipakai.berkas,
    dipakai.lembar,
    dipakai.baris,
    dipakai.kode
from dipakai
left join wilayah
    on dipakai.kode = wilayah.kode
   and dipakai.tingkat = wilayah.tingkat
where wilayah.kode is null
order by tabel, berkas, lembar, baris
