-- Stays of one victim that begin before an earlier stay of hers has ended; rows
-- about one and the same stay do not overlap each other.
-- grain: entri
with

hunian as (

    select * from draf

),

sah as (

    select entri, id_korban, tanggal_masuk, tanggal_keluar
    from hunian
    where id_korban is not null
      and tanggal_masuk <= coalesce(tanggal_keluar, tanggal_masuk)

),

tinggal as (

    select
        id_korban, tanggal_masuk,
        coalesce(max(tanggal_keluar), date '9999-12-31') as keluar
    from sah
    group by id_korban, tanggal_masuk

),

urut as (

    select
        id_korban, tanggal_masuk,
        max(keluar) over (
            partition by id_korban order by tanggal_masuk
            rows between unbounded preceding and 1 preceding
        ) as terakhir_keluar
    from tinggal

)

select
    sah.entri,
    case when urut.terakhir_keluar = date '9999-12-31' then 'belum keluar'
        else 'keluar pada ' || strftime(urut.terakhir_keluar, '%d/%m/%Y')
    end as isi
from sah
inner join urut
    on sah.id_korban = urut.id_korban
   and sah.tanggal_masuk = urut.tanggal_masuk
where urut.tanggal_masuk < urut.terakhir_keluar
order by sah.entri
