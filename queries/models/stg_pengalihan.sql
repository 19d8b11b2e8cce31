-- Transfers of a registered victim that another kab/kota has accepted.
-- grain: id_rujukan, id_korban
with

rujukan as (

    select * from landing_rujukan
    where jenis = 'pengalihan'
      and status = 'diterima'

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

registrasi as (

    select * from fct_registrasi

)

select
    rujukan.id_rujukan,
    rujukan.id_korban,
    registrasi.id_orang,
    registrasi.kelompok,
    registrasi.kode_kab as kode_kab_asal,
    rujukan.kode_kab_tujuan,
    rujukan.tanggal_keputusan
from rujukan
inner join batas on rujukan.tanggal_keputusan <= batas.tanggal_data
inner join registrasi on rujukan.id_korban = registrasi.id_korban
order by id_rujukan, id_korban
