-- Needs of registrations per region: from which day, until which day if an
-- exclusion ended it, and when the case was closed.
-- grain: id_korban, nomor_wilayah
with

kebutuhan as (

    select * from stg_kebutuhan

),

jenjang as (

    select * from dim_kab_jenjang

),

pengecualian as (

    select id_korban, nomor_wilayah, min(sejak) as sejak
    from fct_pengecualian
    group by id_korban, nomor_wilayah

),

tutup as (

    select id_korban, min(tanggal_tutup) as tanggal_tutup
    from stg_tutup
    group by id_korban

)

select
    kebutuhan.id_korban,
    kebutuhan.id_orang,
    kebutuhan.tahun,
    jenjang.nomor_wilayah,
    kebutuhan.mulai,
    pengecualian.sejak as sampai,
    tutup.tanggal_tutup
from kebutuhan
inner join jenjang on kebutuhan.kode_kab = jenjang.kode_kab
left join pengecualian
    on kebutuhan.id_korban = pengecualian.id_korban
   and jenjang.nomor_wilayah = pengecualian.nomor_wilayah
left join tutup on kebutuhan.id_korban = tutup.id_korban
