-- Satu orang tercatat dengan dua NIK sah yang berbeda.
-- grain: kunci_orang
with

identitas as (

    select * from stg_identitas

)

select
    kunci_orang,
    count(distinct token_nik) as jumlah_nik
from identitas
group by kunci_orang
having count(distinct token_nik) > 1
order by kunci_orang
