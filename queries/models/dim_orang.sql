-- Persons: a short number, good within this warehouse only, for each key.
-- grain: id_orang
with

kunci as (

    select distinct kunci_orang from stg_identitas

)

select
    cast(row_number() over (order by kunci_orang) as integer) as id_orang,
    kunci_orang
from kunci
order by id_orang
