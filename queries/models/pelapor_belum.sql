-- Expected sources that still owe a month of a period, with the last month
-- that they had handed in by then.
-- grain: kode_kab, periode, sumber
with

pelapor as (

    select * from ref_pelapor

),

bulan as (

    select * from ref_periode
    where jenis_periode = 'bulan'

),

setoran as (

    select * from stg_setoran

),

jadwal as (

    select
        pelapor.kode_kab,
        pelapor.sumber,
        bulan.periode as bulan,
        setoran.bulan as diterima,
        max(setoran.bulan) over (
            partition by pelapor.kode_kab, pelapor.sumber
            order by bulan.periode
            rows between unbounded preceding and current row
        ) as terakhir
    from pelapor
    cross join bulan
    left join setoran
        on pelapor.kode_kab = setoran.kode_kab
       and pelapor.sumber = setoran.sumber
       and bulan.periode = setoran.bulan

)

select
    jadwal.kode_kab,
    isi.periode,
    jadwal.sumber,
    max(jadwal.terakhir) as terakhir
from jadwal
inner join dim_periode_bulan as isi on jadwal.bulan = isi.bulan
group by jadwal.kode_kab, isi.periode, jadwal.sumber
having count(*) filter (where jadwal.diterima is null) > 0
order by kode_kab, periode, sumber
