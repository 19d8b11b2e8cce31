-- Who has handed in, and how many months that are over are complete: every
-- expected source of every kab/kota; smaller regions show their kab's.
-- grain: kode_wilayah, periode
with

wilayah as (

    select
        kode_wilayah,
        case when tingkat in ('zona', 'kecamatan') then induk
            else kode_wilayah end as kode_pemilik
    from dim_wilayah

),

-- who is expected: sources of a kab/kota, kab/kota of a larger region
pelapor as (

    select
        jenjang.kode_wilayah, pelapor.kode_kab, pelapor.sumber,
        case when jenjang.tingkat = 'kabkota' then pelapor.sumber
            else pelapor.kode_kab end as pelapor
    from ref_pelapor as pelapor
    inner join dim_kab_jenjang as jenjang on pelapor.kode_kab = jenjang.kode_kab

),

diharapkan as (

    select kode_wilayah, count(distinct pelapor) as pelapor, count(*) as setoran
    from pelapor group by kode_wilayah

),

masuk as (

    select
        pelapor.kode_wilayah, pelapor.pelapor, isi.bulan,
        count(*) over (partition by pelapor.kode_wilayah, isi.bulan) as setoran
    from pelapor
    inner join stg_setoran as isi
        on pelapor.kode_kab = isi.kode_kab and pelapor.sumber = isi.sumber

),

melapor as (

    select
        masuk.kode_wilayah, isi.periode, max(isi.bulan) as terakhir,
        count(distinct masuk.pelapor) as pelapor,
        count(distinct case when masuk.setoran = diharapkan.setoran
            then isi.bulan end) as bulan
    from masuk
    inner join dim_periode_bulan as isi on masuk.bulan = isi.bulan
    inner join diharapkan on masuk.kode_wilayah = diharapkan.kode_wilayah
    group by masuk.kode_wilayah, isi.periode

),

periode as (

    select periode.periode, count(isi.bulan) as bulan
    from ref_periode as periode
    left join dim_periode_bulan as isi on periode.periode = isi.periode
    group by periode.periode

)

select
    wilayah.kode_wilayah, periode.periode,
    cast(coalesce(melapor.pelapor, 0) as integer) as pelapor,
    cast(case when periode.bulan > 0 then coalesce(diharapkan.pelapor, 0)
        else 0 end as integer) as pelapor_diharapkan,
    cast(coalesce(melapor.bulan, 0) as integer) as bulan_melapor,
    cast(periode.bulan as integer) as bulan_diharapkan, melapor.terakhir
from wilayah cross join periode
left join diharapkan on wilayah.kode_pemilik = diharapkan.kode_wilayah
left join melapor
    on wilayah.kode_pemilik = melapor.kode_wilayah
   and periode.periode = melapor.periode
