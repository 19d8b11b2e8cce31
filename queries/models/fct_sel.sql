-- The bricks of provinsi and nasional since January, in words: what a public
-- edition adds up by two classes, for which there is no cube.
-- grain: kode_wilayah, periode, kelompok, umur, disabilitas, ragam
with

bata as (

    select * from fct_bata

),

kelas as (

    select daftar, kode, urutan from ref_daftar

)

select
    wilayah.kode_wilayah,
    periode.periode,
    kelompok.kode as kelompok,
    umur.kode as umur,
    disabilitas.kode as disabilitas,
    bata.ragam,
    bata.korban,
    bata.memerlukan,
    bata.terlayani_354,
    bata.psikososial,
    bata.kesehatan,
    bata.hukum,
    bata.ekonomi,
    bata.dinilai,
    bata.menunggu
from bata
inner join dim_wilayah as wilayah
    on bata.nomor_wilayah = wilayah.urutan
   and wilayah.tingkat in ('nasional', 'provinsi')
inner join dim_periode as periode
    on bata.nomor_periode = periode.urutan
   and periode.jenis_periode = 'sd_triwulan'
inner join kelas as kelompok
    on kelompok.daftar = 'kelompok' and bata.kelompok = kelompok.urutan
inner join kelas as umur
    on umur.daftar = 'umur' and bata.umur = umur.urutan
inner join kelas as disabilitas
    on disabilitas.daftar = 'disabilitas'
   and bata.disabilitas = disabilitas.urutan
