-- Realised services and the kab/kota they count for: that of the registration
-- they are recorded under, and that of the referral they answer; a service
-- under an accepted transfer counts for the receiving kab/kota alone. A number
-- that files give to several victims speaks of each one's own services only.
-- grain: id_orang, tanggal_registrasi, kode_kab, kode_kab_pemberi,
--     kode_layanan, tanggal
with

layanan as (

    select * from fct_layanan
    where status = 'selesai'
      and (menentukan_354 or komponen is not null)

),

rujukan as (

    select * from landing_rujukan

),

registrasi as (

    select * from fct_registrasi

),

pengalihan as (

    select * from stg_pengalihan

),

bersama as (

    select id_rujukan
    from rujukan
    group by id_rujukan
    having count(*) > 1

),

taut as (

    select
        id_orang, tahun, tanggal_registrasi, kode_kab,
        id_rujukan, kode_layanan, komponen, menentukan_354,
        kode_kab_pemberi, tanggal
    from layanan
    union all
    select
        registrasi.id_orang, registrasi.tahun, registrasi.tanggal_registrasi,
        registrasi.kode_kab,
        layanan.id_rujukan, layanan.kode_layanan, layanan.komponen,
        layanan.menentukan_354, layanan.kode_kab_pemberi, layanan.tanggal
    from layanan
    inner join rujukan on layanan.id_rujukan = rujukan.id_rujukan
    inner join registrasi on rujukan.id_korban = registrasi.id_korban
    left join bersama on rujukan.id_rujukan = bersama.id_rujukan
    where bersama.id_rujukan is null
       or registrasi.id_orang = layanan.id_orang

)

select distinct
    taut.id_orang,
    taut.tahun,
    taut.tanggal_registrasi,
    coalesce(pengalihan.kode_kab_tujuan, taut.kode_kab) as kode_kab,
    taut.kode_kab_pemberi,
    taut.kode_layanan,
    taut.komponen,
    taut.menentukan_354,
    taut.tanggal
from taut
left join bersama on taut.id_rujukan = bersama.id_rujukan
left join pengalihan
    on taut.id_rujukan = pengalihan.id_rujukan
   and (bersama.id_rujukan is null or taut.id_orang = pengalihan.id_orang)
