-- Kubus dua kelas tidak berjumlah sama dengan kubus satu kelasnya.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas
with

-- a class that a row does not have is 0
angka as (

    select
        angka.nomor_wilayah, angka.nomor_periode, periode.periode,
        coalesce(disabilitas, 0) as d, coalesce(jenis_kekerasan, 0) as j,
        coalesce(kelompok, 0) as k, coalesce(umur, 0) as u,
        case when kelompok > 0 then 'kelompok' when umur > 0 then 'umur'
            when disabilitas > 0 then 'disabilitas'
            else 'jenis_kekerasan' end as kelas_1,
        coalesce(kelompok, umur, disabilitas, jenis_kekerasan) as nomor_1,
        korban, memerlukan, terlayani_354
    from kubus_angka as angka
    inner join dim_periode as periode
        on angka.nomor_periode = periode.urutan
    where periode.jenis_periode = 'tahun'

),

-- what is left of each two when one of them is added up
bagian as (

    select nomor_wilayah, nomor_periode, d, j, k, 0 as u, 'umur' as kelas,
        sum(korban) as korban, sum(memerlukan) as memerlukan,
        sum(terlayani_354) as terlayani_354
    from angka where u > 0 and d + j + k > 0
    group by nomor_wilayah, nomor_periode, d, j, k
    union all
    select nomor_wilayah, nomor_periode, d, j, 0, u, 'kelompok',
        sum(korban), sum(memerlukan), sum(terlayani_354)
    from angka where k > 0 and d + j + u > 0
    group by nomor_wilayah, nomor_periode, d, j, u
    union all
    select nomor_wilayah, nomor_periode, 0, j, k, u, 'disabilitas',
        sum(korban), sum(memerlukan), sum(terlayani_354)
    from angka where d > 0 and j + k + u > 0
    group by nomor_wilayah, nomor_periode, j, k, u

),

satu as (

    select * from angka
    where d + j + k + u > 0 and greatest(d, j, k, u) = d + j + k + u

),

partisi as (

    select distinct daftar as kelas from ref_daftar
    where daftar in ('kelompok', 'umur', 'disabilitas')

)

select
    wilayah.kode_wilayah, satu.periode, satu.kelas_1, nilai.kode as nilai_1,
    partisi.kelas, satu.korban, bagian.korban as korban_bagian
from satu
inner join partisi on satu.kelas_1 <> partisi.kelas
inner join dim_wilayah as wilayah on satu.nomor_wilayah = wilayah.urutan
inner join ref_daftar as nilai
    on satu.kelas_1 = nilai.daftar and satu.nomor_1 = nilai.urutan
left join bagian
    on satu.nomor_wilayah = bagian.nomor_wilayah
   and satu.nomor_periode = bagian.nomor_periode
   and satu.d = bagian.d and satu.j = bagian.j
   and satu.k = bagian.k and satu.u = bagian.u
   and partisi.kelas = bagian.kelas
where bagian.korban is null or bagian.korban <> satu.korban
   or bagian.memerlukan <> satu.memerlukan
   or bagian.terlayani_354 <> satu.terlayani_354
order by kode_wilayah, periode, kelas_1, nilai_1, kelas
