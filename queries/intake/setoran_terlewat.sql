-- Months that nobody has logged between the first and the last month that a
-- source of a kab/kota has, said at the row after the gap, or before it.
-- grain: entri
with

draf_setoran as (

    select * from draf

),

dahulu_setoran as (

    select * from dahulu

),

bulan as (

    select
        sumber_pelapor, kode_kab, bulan,
        max(entri) as entri
    from (
        select sumber_pelapor, kode_kab, bulan, entri from draf_setoran
        union all
        select sumber_pelapor, kode_kab, bulan, null as entri
        from dahulu_setoran
    ) as semua
    where sumber_pelapor is not null and kode_kab is not null
      and bulan is not null
    group by sumber_pelapor, kode_kab, bulan

),

bersebelahan as (

    select
        sumber_pelapor, kode_kab, bulan, entri,
        lag(bulan) over oleh as sebelumnya,
        lag(entri) over oleh as entri_sebelumnya
    from bulan
    window oleh as (partition by sumber_pelapor, kode_kab order by bulan)

),

celah as (

    select
        coalesce(entri, entri_sebelumnya) as entri, bulan, kode_kab,
        cast(sebelumnya || '-01' as date) + interval 1 month as awal,
        cast(bulan || '-01' as date) - interval 1 month as akhir
    from bersebelahan

)

select
    entri,
    min(strftime(awal, '%Y-%m') || case when awal < akhir
        then ' s.d. ' || strftime(akhir, '%Y-%m') else '' end
        || ' untuk ' || kode_kab) as isi
from celah
where awal <= akhir and entri is not null
group by entri
order by entri
