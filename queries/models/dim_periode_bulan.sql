-- The months of each period that are over at tanggal_data, so that a hand-in
-- can be expected for them.
-- grain: periode, bulan
with

periode as (

    select * from ref_periode

),

bulan as (

    select * from ref_periode
    where jenis_periode = 'bulan'
      and selesai <= tanggal_data

)

select
    periode.periode,
    bulan.periode as bulan
from periode
inner join bulan
    on bulan.mulai >= periode.mulai
   and bulan.selesai <= periode.selesai
order by periode, bulan
