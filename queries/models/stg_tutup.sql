-- Closings up to tanggal_data: the victim's own where recorded, else those of
-- the case.
-- grain: id_korban, tanggal_tutup, alasan_tutup
with

registrasi as (

    select * from stg_registrasi

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

tutup_korban as (

    select * from landing_korban_tutup
    where tanggal_tutup is not null

),

tutup_kasus as (

    select * from landing_kasus
    where tanggal_tutup is not null

),

semua as (

    select id_korban, tanggal_tutup, alasan_tutup
    from tutup_korban
    union all
    select
        registrasi.id_korban,
        tutup_kasus.tanggal_tutup,
        tutup_kasus.alasan_tutup
    from registrasi
    inner join tutup_kasus on registrasi.id_kasus = tutup_kasus.id_kasus
    left join tutup_korban on registrasi.id_korban = tutup_korban.id_korban
    where tutup_korban.id_korban is null

)

select distinct
    semua.id_korban,
    semua.tanggal_tutup,
    semua.alasan_tutup
from semua
inner join batas on semua.tanggal_tutup <= batas.tanggal_data
