-- Periods of every year with registrations.
-- grain: periode
with

periode as (

    select * from ref_periode

)

select
    periode,
    jenis_periode,
    tahun,
    mulai,
    selesai,
    batas_layanan,
    urutan
from periode
order by periode
