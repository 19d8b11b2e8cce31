-- Korban suatu wilayah lebih sedikit daripada salah satu bagiannya, atau lebih
-- banyak daripada semua bagiannya bersama.
-- grain: kode_induk, periode
with

wilayah as (

    select * from dim_wilayah

),

korban as (

    select wilayah.kode_wilayah, periode.periode, angka.korban
    from kubus_angka as angka
    inner join wilayah on angka.nomor_wilayah = wilayah.urutan
    inner join dim_periode as periode on angka.nomor_periode = periode.urutan
    where angka.disabilitas is null and angka.jenis_kekerasan is null
      and angka.kelompok is null and angka.umur is null

),

pasangan as (

    select kode_wilayah as kode_anak, induk as kode_induk, tingkat
    from wilayah
    where induk is not null
    union all
    select kode_wilayah, kode_zona, tingkat from wilayah
    where kode_zona is not null

),

bagian as (

    select
        pasangan.kode_induk,
        korban.periode,
        max(korban.korban) as terbesar,
        coalesce(
            sum(korban.korban) filter (where pasangan.tingkat <> 'zona'), 0
        ) as jumlah
    from pasangan
    inner join korban on pasangan.kode_anak = korban.kode_wilayah
    group by pasangan.kode_induk, korban.periode

),

punya_bagian as (

    select distinct kode_induk from pasangan

)

select
    punya_bagian.kode_induk,
    coalesce(korban.periode, bagian.periode) as periode,
    korban.korban,
    bagian.terbesar,
    bagian.jumlah
from punya_bagian
left join korban on punya_bagian.kode_induk = korban.kode_wilayah
full outer join bagian
    on punya_bagian.kode_induk = bagian.kode_induk
   and korban.periode = bagian.periode
where coalesce(korban.korban, 0) < coalesce(bagian.terbesar, 0)
   or coalesce(korban.korban, 0) > coalesce(bagian.jumlah, 0)
order by kode_induk, periode
