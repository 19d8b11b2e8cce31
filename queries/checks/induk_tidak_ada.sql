-- Baris layanan, asesmen, kebutuhan, kekerasan, penutupan atau rujukan tidak
-- punya registrasi korban.
-- grain: tabel, berkas, lembar, baris
with

korban as (

    select * from landing_korban

),

anak as (

    select 'layanan' as tabel, berkas, lembar, baris, id_korban
    from landing_layanan
    union all
    select 'asesmen', berkas, lembar, baris, id_korban
    from landing_asesmen
    union all
    select 'asesmen_kebutuhan', berkas, lembar, baris, id_korban
    from landing_asesmen_kebutuhan
    union all
    select 'korban_kekerasan', berkas, lembar, baris, id_korban
    from landing_korban_kekerasan
    union all
    select 'korban_tutup', berkas, lembar, baris, id_korban
    from landing_korban_tutup
    union all
    select 'rujukan', berkas, lembar, baris, id_korban
    from landing_rujukan

)

select distinct anak.tabel, anak.berkas, anak.lembar, anak.baris, anak.id_korban
from anak
left join korban on anak.id_korban = korban.id_korban
where korban.id_korban is null
order by tabel, berkas, lembar, baris
