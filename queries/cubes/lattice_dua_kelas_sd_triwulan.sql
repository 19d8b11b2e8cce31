-- Exact counts of provinsi and nasional since January by two classes, with the
-- ages of the public tier; the exact cube holds two classes for years only.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

sel as (

    select
        wilayah.tingkat, fct_sel.kode_wilayah, periode.jenis_periode,
        fct_sel.periode, fct_sel.kelompok, fct_sel.ragam,
        case when fct_sel.umur in ('25-44', '45-59') then '25-59'
            else fct_sel.umur end as umur,
        fct_sel.korban, fct_sel.memerlukan, fct_sel.terlayani_354,
        fct_sel.psikososial, fct_sel.kesehatan, fct_sel.hukum, fct_sel.ekonomi
    from fct_sel
    inner join dim_wilayah as wilayah
        on fct_sel.kode_wilayah = wilayah.kode_wilayah
       and wilayah.tingkat in ('nasional', 'provinsi')
    inner join dim_periode as periode
        on fct_sel.periode = periode.periode
       and periode.jenis_periode = 'sd_triwulan'

),

profil as (

    select distinct kelompok, umur, ragam from sel

),

pasangan as (

    select
        kelompok, umur, ragam, 'kelompok' as kelas_1, kelompok as nilai_1,
        'umur' as kelas_2, umur as nilai_2
    from profil
    union all
    select
        profil.kelompok, profil.umur, profil.ragam, 'jenis_kekerasan',
        jenis.jenis_kekerasan, 'kelompok', profil.kelompok
    from profil
    inner join dim_ragam as jenis on profil.ragam = jenis.ragam
    union all
    select
        profil.kelompok, profil.umur, profil.ragam, 'jenis_kekerasan',
        jenis.jenis_kekerasan, 'umur', profil.umur
    from profil
    inner join dim_ragam as jenis on profil.ragam = jenis.ragam

)

select
    sel.tingkat, sel.kode_wilayah, sel.jenis_periode, sel.periode,
    pasangan.kelas_1, pasangan.nilai_1, pasangan.kelas_2, pasangan.nilai_2,
    cast(sum(sel.korban) as integer) as korban,
    cast(sum(sel.memerlukan) as integer) as memerlukan,
    cast(sum(sel.terlayani_354) as integer) as terlayani_354,
    cast(sum(sel.psikososial) as integer) as psikososial,
    cast(sum(sel.kesehatan) as integer) as kesehatan,
    cast(sum(sel.hukum) as integer) as hukum,
    cast(sum(sel.ekonomi) as integer) as ekonomi
from sel
inner join pasangan
    on sel.kelompok = pasangan.kelompok
   and sel.umur = pasangan.umur
   and sel.ragam = pasangan.ragam
group by
    sel.tingkat, sel.kode_wilayah, sel.jenis_periode, sel.periode,
    pasangan.kelas_1, pasangan.nilai_1, pasangan.kelas_2, pasangan.nilai_2
order by kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
