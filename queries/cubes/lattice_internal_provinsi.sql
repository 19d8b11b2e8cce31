-- Exact counts that the internal file of one provinsi holds: itself and its
-- kab/kota, by at most one class, no months.
-- grain: kode_wilayah, periode, kelas_1, nilai_1
-- params: kode
with

wilayah as (

    select kode_wilayah from dim_wilayah
    where kode_wilayah = $kode
       or (induk = $kode and tingkat = 'kabkota')

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
where kubus.kelas_2 is null
  and kubus.jenis_periode in ('tahun', 'sd_triwulan', 'triwulan')
order by
    kode_wilayah, periode,
    kelas_1 nulls first, nilai_1 nulls first
