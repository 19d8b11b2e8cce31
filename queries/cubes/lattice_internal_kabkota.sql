-- Exact counts that the internal file of one kab/kota holds: itself, its zona,
-- its kecamatan, every period.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
-- params: kode
with

wilayah as (

    select kode_wilayah from dim_wilayah
    where kode_wilayah = $kode
       or (induk = $kode and tingkat in ('zona', 'kecamatan'))

)

select
    kubus.tingkat,
    kubus.kode_wilayah,
    kubus.jenis_periode,
    kubus.periode,
    kubus.kelas_1,
    kubus.nilai_1,
    kubus.kelas_2,
    kubus.nilai_2,
    kubus.korban,
    kubus.memerlukan,
    kubus.terlayani_354,
    kubus.psikososial,
    kubus.kesehatan,
    kubus.hukum,
    kubus.ekonomi,
    kubus.dinilai,
    kubus.menunggu,
    kubus.diterima,
    kubus.diterima_terlayani
from kubus
inner join wilayah on kubus.kode_wilayah = wilayah.kode_wilayah
order by
    kode_wilayah, periode,
    kelas_1 nulls first, nilai_1 nulls first,
    kelas_2 nulls first, nilai_2 nulls first
