-- Cases up to tanggal_data with their closing and number of victims.
-- grain: id_kasus
with

kasus as (

    select * from landing_kasus

),

registrasi as (

    select * from stg_registrasi

),

korban as (

    select
        id_kasus,
        min(tanggal_registrasi) as tanggal_registrasi,
        min(kode_kab) as kode_kab,
        count(*) as jumlah_korban
    from registrasi
    group by id_kasus

),

tutup as (

    select
        id_kasus,
        max(tanggal_tutup) as tanggal_tutup,
        max(alasan_tutup) as alasan_tutup
    from kasus
    group by id_kasus

)

select
    korban.id_kasus,
    korban.tanggal_registrasi,
    korban.kode_kab,
    tutup.tanggal_tutup,
    tutup.alasan_tutup,
    korban.jumlah_korban
from korban
left join tutup on korban.id_kasus = tutup.id_kasus
