-- Stays of one victim that begin before an earlier stay of hers has ended.
-- grain: entri
with

hunian as (

    select * from draf

),

urut as (

    select
        entri, tanggal_masuk,
        max(coalesce(tanggal_keluar, date '9999-12-31')) over (
            partition by id_korban order by tanggal_masuk, entri
            rows between unbounded preceding and 1 preceding
        ) as terakhir_keluar
    from hunian
    where id_korban is not null
      and tanggal_masuk <= coalesce(tanggal_keluar, tanggal_masuk)

)

select
    entri,
    case when terakhir_keluar = date '9999-12-31' then 'belum keluar'
        else 'keluar pada ' || strftime(terakhir_keluar, '%d/%m/%Y')
    end as isi
from urut
where tanggal_masuk < terakhir_keluar
order by entri
