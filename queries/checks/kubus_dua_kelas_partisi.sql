-- Kubus dua kelas tidak berjumlah sama dengan kubus satu kelasnya.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas
with

satu as (

    select * from kubus
    where jenis_periode = 'tahun'
      and kelas_1 is not null
      and kelas_2 is null

),

dua as (

    select
        kode_wilayah, periode, kelas_1, nilai_1, kelas_2 as kelas,
        korban, memerlukan, terlayani_354
    from kubus
    where kelas_2 in ('kelompok', 'umur', 'disabilitas')
    union all
    select
        kode_wilayah, periode, kelas_2, nilai_2, kelas_1,
        korban, memerlukan, terlayani_354
    from kubus
    where kelas_2 is not null
      and kelas_1 in ('kelompok', 'umur', 'disabilitas')

),

bagian as (

    select
        kode_wilayah,
        periode,
        kelas_1,
        nilai_1,
        kelas,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354
    from dua
    group by kode_wilayah, periode, kelas_1, nilai_1, kelas

),

partisi as (

    select distinct daftar as kelas from ref_daftar
    where daftar in ('kelompok', 'umur', 'disabilitas')

)

select
    satu.kode_wilayah,
    satu.periode,
    satu.kelas_1,
    satu.nilai_1,
    partisi.kelas,
    satu.korban,
    bagian.korban as korban_bagian
from satu
inner join partisi on satu.kelas_1 <> partisi.kelas
left join bagian
    on satu.kode_wilayah = bagian.kode_wilayah
   and satu.periode = bagian.periode
   and satu.kelas_1 = bagian.kelas_1
   and satu.nilai_1 = bagian.nilai_1
   and partisi.kelas = bagian.kelas
where bagian.korban is null
   or bagian.korban <> satu.korban
   or bagian.memerlukan <> satu.memerlukan
   or bagian.terlayani_354 <> satu.terlayani_354
order by kode_wilayah, periode, kelas_1, nilai_1, kelas
