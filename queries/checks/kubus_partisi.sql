-- Kelompok, umur atau disabilitas tidak berjumlah sama dengan seluruhnya di
-- suatu wilayah dan periode.
-- grain: kode_wilayah, periode, kelas
with

seluruhnya as (

    select * from kubus_angka
    where disabilitas is null and jenis_kekerasan is null
      and kelompok is null and umur is null
      and korban > 0

),

satu as (

    select
        nomor_wilayah, nomor_periode, korban, memerlukan, terlayani_354,
        psikososial, kesehatan, hukum, ekonomi, dinilai, menunggu,
        case when kelompok is not null then 'kelompok'
            when umur is not null then 'umur'
            else 'disabilitas' end as kelas
    from kubus_angka
    where jenis_kekerasan is null
      and (
          (kelompok > 0 and umur is null and disabilitas is null)
          or (umur > 0 and kelompok is null and disabilitas is null)
          or (disabilitas > 0 and kelompok is null and umur is null)
      )

),

bagian as (

    select
        nomor_wilayah, nomor_periode, kelas,
        sum(korban) as korban,
        sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354,
        sum(psikososial + kesehatan + hukum + ekonomi) as komponen,
        sum(dinilai + menunggu) as lainnya
    from satu
    group by nomor_wilayah, nomor_periode, kelas

),

kelas as (

    select distinct daftar as kelas from ref_daftar
    where daftar in ('kelompok', 'umur', 'disabilitas')

)

select
    wilayah.kode_wilayah,
    periode.periode,
    kelas.kelas,
    seluruhnya.korban,
    bagian.korban as korban_bagian
from seluruhnya
cross join kelas
inner join dim_wilayah as wilayah on seluruhnya.nomor_wilayah = wilayah.urutan
inner join dim_periode as periode on seluruhnya.nomor_periode = periode.urutan
left join bagian
    on seluruhnya.nomor_wilayah = bagian.nomor_wilayah
   and seluruhnya.nomor_periode = bagian.nomor_periode
   and kelas.kelas = bagian.kelas
where bagian.korban is null
   or bagian.korban <> seluruhnya.korban
   or bagian.memerlukan <> seluruhnya.memerlukan
   or bagian.terlayani_354 <> seluruhnya.terlayani_354
   or bagian.komponen <> seluruhnya.psikososial + seluruhnya.kesehatan
       + seluruhnya.hukum + seluruhnya.ekonomi
   or bagian.lainnya <> seluruhnya.dinilai + seluruhnya.menunggu
order by kode_wilayah, periode, kelas
