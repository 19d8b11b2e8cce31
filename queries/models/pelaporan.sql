-- Who has handed in, and for how many of the months that are over: sources of
-- a kab/kota, kab/kota of a larger region; smaller regions show their kab's.
-- grain: kode_wilayah, periode
with

wilayah as (

    select
        kode_wilayah,
        case when tingkat in ('zona', 'kecamatan') then induk
            else kode_wilayah end as kode_pemilik
    from dim_wilayah

),

pelapor as (

    select
        jenjang.kode_wilayah, pelapor.kode_kab, pelapor.sumber,
        case
            when jenjang.tingkat = 'kabkota' then pelapor.sumber
            else pelapor.kode_kab
        end as pelapor
    from ref_pelapor as pelapor
    inner join dim_kab_jenjang as jenjang
        on pelapor.kode_kab = jenjang.kode_kab

),

diharapkan as (

    select kode_wilayah, count(distinct pelapor) as pelapor
    from pelapor
    group by kode_wilayah

),

melapor as (

    select
        pelapor.kode_wilayah,
        isi.periode,
        count(distinct pelapor.pelapor) as pelapor,
        count(distinct isi.bulan) as bulan,
        max(isi.bulan) as terakhir
    from pelapor
    inner join stg_setoran as setoran
        on pelapor.kode_kab = setoran.kode_kab
       and pelapor.sumber = setoran.sumber
    inner join dim_periode_bulan as isi on setoran.bulan = isi.bulan
    group by pelapor.kode_wilayah, isi.periode

),

periode as (

    select periode.periode, count(isi.bulan) as bulan
    from ref_periode as periode
    left join dim_periode_bulan as isi on periode.periode = isi.periode
    group by periode.periode

)

select
    wilayah.kode_wilayah,
    periode.periode,
    cast(coalesce(melapor.pelapor, 0) as integer) as pelapor,
    cast(
        case when periode.bulan > 0 then coalesce(diharapkan.pelapor, 0)
            else 0 end as integer
    ) as pelapor_diharapkan,
    cast(coalesce(melapor.bulan, 0) as integer) as bulan_melapor,
    cast(periode.bulan as integer) as bulan_diharapkan,
    melapor.terakhir
from wilayah
cross join periode
left join diharapkan on wilayah.kode_pemilik = diharapkan.kode_wilayah
left join melapor
    on wilayah.kode_pemilik = melapor.kode_wilayah
   and periode.periode = melapor.periode
