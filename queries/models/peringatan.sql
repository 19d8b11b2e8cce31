-- Registrations of a source in a month for which that kab/kota has no hand-in
-- on record: worth asking about, not wrong by itself.
-- grain: kode_kab, sumber, bulan
with

registrasi as (

    select
        kode_kab,
        sumber,
        substr(cast(tanggal_registrasi as varchar), 1, 7) as bulan,
        count(*) as registrasi
    from stg_registrasi
    group by
        kode_kab, sumber, substr(cast(tanggal_registrasi as varchar), 1, 7)

),

setoran as (

    select * from stg_setoran

)

select
    registrasi.kode_kab,
    registrasi.sumber,
    registrasi.bulan,
    registrasi.registrasi
from registrasi
left join setoran
    on registrasi.kode_kab = setoran.kode_kab
   and registrasi.sumber = setoran.sumber
   and registrasi.bulan = setoran.bulan
where setoran.bulan is null
order by kode_kab, sumber, bulan
