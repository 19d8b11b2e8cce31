-- Kelompok, umur atau disabilitas tidak berjumlah sama dengan seluruhnya di
-- suatu wilayah dan periode.
-- grain: kode_wilayah, periode, kelas
with

seluruhnya as (

    select * from kubus
    where kelas_1 is null
      and korban > 0

),

bagian as (

    select
        kode_wilayah,
        periode,
        kelas_1 as kelas,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354,
        sum(psikososial + kesehatan + hukum + ekonomi) as komponen,
        sum(dinilai + menunggu) as lainnya
    from kubus
    where kelas_1 in ('kelompok', 'umur', 'disabilitas')
      and kelas_2 is null
    group by kode_wilayah, periode, kelas_1

),

kelas as (

    select distinct daftar as kelas from ref_daftar
    where daftar in ('kelompok', 'umur', 'disabilitas')

)

select
    seluruhnya.kode_wilayah,
    seluruhnya.periode,
    kelas.kelas,
    seluruhnya.korban,
    bagian.korban as korban_bagian
from seluruhnya
cross join kelas
left join bagian
    on seluruhnya.kode_wilayah = bagian.kode_wilayah
   and seluruhnya.periode = bagian.periode
   and kelas.kelas = bagian.kelas
where bagian.korban is null
   or bagian.korban <> seluruhnya.korban
   or bagian.memerlukan <> seluruhnya.memerlukan
   or bagian.terlayani_354 <> seluruhnya.terlayani_354
   or bagian.komponen <> seluruhnya.psikososial + seluruhnya.kesehatan
       + seluruhnya.hukum + seluruhnya.ekonomi
   or bagian.lainnya <> seluruhnya.dinilai + seluruhnya.menunggu
order by kode_wilayah, periode, kelas
