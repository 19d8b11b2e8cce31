-- The cube in words: kubus_angka with its codes. Of two classes the one that
-- comes first in the alphabet is kelas_1.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

nilai as (

    select daftar, kode, urutan from ref_daftar

),

angka as (

    select
        nomor_wilayah, nomor_periode,
        case
            when disabilitas is not null then 'disabilitas'
            when jenis_kekerasan is not null then 'jenis_kekerasan'
            when kelompok is not null then 'kelompok'
            when umur is not null then 'umur'
        end as kelas_1,
        coalesce(disabilitas, jenis_kekerasan, kelompok, umur) as nomor_1,
        case
            when umur is not null
                and coalesce(kelompok, jenis_kekerasan, disabilitas) is not null
                then 'umur'
            when kelompok is not null
                and coalesce(jenis_kekerasan, disabilitas) is not null
                then 'kelompok'
            when jenis_kekerasan is not null and disabilitas is not null
                then 'jenis_kekerasan'
        end as kelas_2,
        coalesce(umur, kelompok, jenis_kekerasan) as nomor_2,
        korban, memerlukan, terlayani_354, psikososial, kesehatan, hukum,
        ekonomi, dinilai, menunggu, diterima, diterima_terlayani
    from kubus_angka

)

select
    wilayah.tingkat,
    wilayah.kode_wilayah,
    periode.jenis_periode,
    periode.periode,
    angka.kelas_1,
    nilai_1.kode as nilai_1,
    angka.kelas_2,
    nilai_2.kode as nilai_2,
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
left join nilai as nilai_1
    on angka.kelas_1 = nilai_1.daftar and angka.nomor_1 = nilai_1.urutan
left join nilai as nilai_2
    on angka.kelas_2 = nilai_2.daftar and angka.nomor_2 = nilai_2.urutan
