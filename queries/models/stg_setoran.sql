-- Months that a source of a kab/kota has handed in by tanggal_data.
-- grain: kode_kab, sumber, bulan
with

setoran as (

    select * from landing_setoran

),

bulan as (

    select * from ref_periode
    where jenis_periode = 'bulan'

)

select distinct
    setoran.kode_kab,
    setoran.sumber_pelapor as sumber,
    setoran.bulan
from setoran
inner join bulan
    on setoran.bulan = bulan.periode
   and setoran.diterima <= bulan.tanggal_data
order by kode_kab, sumber, bulan
