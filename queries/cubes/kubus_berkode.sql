-- The cube in words: kubus_angka with its codes. Of two classes the one that
-- comes first in the alphabet is kelas_1.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

angka as (

    select * from kubus_angka

),

-- two digits for each class, so that any two of them add up to one number
nilai as (

    select
        daftar as kelas,
        kode as nilai,
        case daftar
            when 'umur' then urutan
            when 'kelompok' then urutan * 100
            when 'jenis_kekerasan' then urutan * 10000
            else urutan * 1000000
        end as nomor
    from ref_daftar
    where daftar in ('umur', 'kelompok', 'jenis_kekerasan', 'disabilitas')

),

sel as (

    select
        cast(null as varchar) as kelas_1, cast(null as varchar) as nilai_1,
        cast(null as varchar) as kelas_2, cast(null as varchar) as nilai_2,
        0 as nomor
    union all
    select kelas, nilai, null, null, nomor from nilai
    union all
    select satu.kelas, satu.nilai, dua.kelas, dua.nilai, satu.nomor + dua.nomor
    from nilai as satu
    inner join nilai as dua on satu.kelas < dua.kelas

)

select
    wilayah.tingkat,
    wilayah.kode_wilayah,
    periode.jenis_periode,
    periode.periode,
    sel.kelas_1,
    sel.nilai_1,
    sel.kelas_2,
    sel.nilai_2,
    angka.korban,
    angka.memerlukan,
    angka.terlayani_354,
    angka.psikososial,
    angka.kesehatan,
    angka.hukum,
    angka.ekonomi,
    angka.dinilai,
    angka.menunggu,
    angka.diterima,
    angka.diterima_terlayani
from angka
inner join dim_wilayah as wilayah on angka.nomor_wilayah = wilayah.urutan
inner join dim_periode as periode on angka.nomor_periode = periode.urutan
inner join sel
    on coalesce(angka.disabilitas, 0) * 1000000
        + coalesce(angka.jenis_kekerasan, 0) * 10000
        + coalesce(angka.kelompok, 0) * 100
        + coalesce(angka.umur, 0) = sel.nomor
