-- From when, and why, a registration with a need no longer counts as one in a
-- region: died, refused after assessment, not eligible, or transferred out of
-- that region.
-- grain: id_korban, nomor_wilayah, alasan
with

kebutuhan as (

    select * from stg_kebutuhan

),

tutup as (

    select * from stg_tutup

),

pengalihan as (

    select * from stg_pengalihan

),

jenjang as (

    select * from dim_kab_jenjang

),

keluar as (

    select
        kebutuhan.id_korban,
        jenjang.nomor_wilayah,
        tutup.alasan_tutup as alasan,
        tutup.tanggal_tutup as tanggal
    from kebutuhan
    inner join tutup on kebutuhan.id_korban = tutup.id_korban
    inner join jenjang on kebutuhan.kode_kab = jenjang.kode_kab
    where tutup.alasan_tutup in ('meninggal', 'tidak_memenuhi')
       or (
           tutup.alasan_tutup = 'menolak'
           and tutup.tanggal_tutup >= kebutuhan.mulai
       )
    union all
    select
        kebutuhan.id_korban,
        jenjang.nomor_wilayah,
        'dialihkan',
        pengalihan.tanggal_keputusan
    from kebutuhan
    inner join pengalihan on kebutuhan.id_korban = pengalihan.id_korban
    inner join jenjang on kebutuhan.kode_kab = jenjang.kode_kab
    left join jenjang as tujuan
        on pengalihan.kode_kab_tujuan = tujuan.kode_kab
       and jenjang.nomor_wilayah = tujuan.nomor_wilayah
    where tujuan.kode_kab is null

)

select
    id_korban,
    nomor_wilayah,
    alasan,
    min(tanggal) as sejak
from keluar
group by id_korban, nomor_wilayah, alasan
