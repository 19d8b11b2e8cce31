-- Exact counts on the classes of the public tier: 25-44 and 45-59 become 25-59;
-- adding them up is exact, because nobody is in two age groups of one year.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

kubus_eksak as (

    select * from kubus

),

terbit as (

    select
        tingkat,
        kode_wilayah,
        jenis_periode,
        periode,
        coalesce(kelas_1, '') as kelas_1,
        case
            when kelas_1 = 'umur' and nilai_1 in ('25-44', '45-59') then '25-59'
            else coalesce(nilai_1, '')
        end as nilai_1,
        coalesce(kelas_2, '') as kelas_2,
        case
            when kelas_2 = 'umur' and nilai_2 in ('25-44', '45-59') then '25-59'
            else coalesce(nilai_2, '')
        end as nilai_2,
        korban,
        memerlukan,
        terlayani_354,
        psikososial,
        kesehatan,
        hukum,
        ekonomi
    from kubus_eksak
    where jenis_periode in ('tahun', 'sd_triwulan')

)

select
    tingkat,
    kode_wilayah,
    jenis_periode,
    periode,
    kelas_1,
    nilai_1,
    kelas_2,
    nilai_2,
    cast(sum(korban) as integer) as korban,
    cast(sum(memerlukan) as integer) as memerlukan,
    cast(sum(terlayani_354) as integer) as terlayani_354,
    cast(sum(psikososial) as integer) as psikososial,
    cast(sum(kesehatan) as integer) as kesehatan,
    cast(sum(hukum) as integer) as hukum,
    cast(sum(ekonomi) as integer) as ekonomi
from terbit
group by
    tingkat, kode_wilayah, jenis_periode, periode,
    kelas_1, nilai_1, kelas_2, nilai_2
order by kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
