-- The first and last days that the landed tables know of.
-- grain: satu
with

korban as (

    select
        min(tanggal_registrasi) as registrasi_pertama,
        max(tanggal_registrasi) as registrasi_terakhir
    from landing_korban

),

peristiwa as (

    select tanggal_registrasi as tanggal from landing_korban
    union all
    select tanggal from landing_asesmen
    union all
    select tanggal from landing_layanan
    where status <> 'rencana'
    union all
    select tanggal_tutup from landing_kasus
    union all
    select tanggal_tutup from landing_korban_tutup
    union all
    select tanggal_keputusan from landing_rujukan

),

setoran as (

    select max(diterima) as setoran_terakhir from landing_setoran

)

select
    1 as satu,
    min(korban.registrasi_pertama) as registrasi_pertama,
    min(korban.registrasi_terakhir) as registrasi_terakhir,
    min(setoran.setoran_terakhir) as setoran_terakhir,
    max(peristiwa.tanggal) as peristiwa_terakhir
from korban
cross join setoran
left join peristiwa on peristiwa.tanggal is not null
order by satu
