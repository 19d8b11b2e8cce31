-- Kode layanan, jenis kekerasan, status atau alasan tidak ada di daftar kode.
-- grain: tabel, berkas, lembar, baris, kode
with

dikenal as (

    select daftar, kode from ref_daftar
    union all
    select 'layanan', kode from ref_layanan

),

dipakai as (

    select
        'korban' as tabel, berkas, lembar, baris, 'disabilitas' as daftar,
        disabilitas as kode
    from landing_korban
    union all
    select
        'korban_kekerasan', berkas, lembar, baris, 'jenis_kekerasan',
        jenis_kekerasan
    from landing_korban_kekerasan
    union all
    select 'layanan', berkas, lembar, baris, 'layanan', kode_layanan
    from landing_layanan
    union all
    select 'layanan', berkas, lembar, baris, 'status_layanan', status
    from landing_layanan
    union all
    select 'asesmen_kebutuhan', berkas, lembar, baris, 'layanan', kode_layanan
    from landing_asesmen_kebutuhan
    union all
    select 'korban_tutup', berkas, lembar, baris, 'alasan_tutup', alasan_tutup
    from landing_korban_tutup
    union all
    select 'rujukan', berkas, lembar, baris, 'jenis_rujukan', jenis
    from landing_rujukan
    union all
    select 'rujukan', berkas, lembar, baris, 'status_rujukan', status
    from landing_rujukan

)

select
    dipakai.tabel,
    dipakai.berkas,
    dipakai.lembar,
    dipakai.baris,
    dipakai.kode
from dipakai
left join dikenal
    on dipakai.daftar = dikenal.daftar
   and dipakai.kode = dikenal.kode
where dikenal.kode is null
order by tabel, berkas, lembar, baris, kode
