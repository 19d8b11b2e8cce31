-- Blocks of rows that one unit wrote although everyone in them lives in one
-- other kab/kota, more often than that unit's other rows can explain; victims
-- of one case live together and count once. In a file that is sorted by home
-- every home is one run, which says nothing.
-- grain: mulai
-- params: terpendek, peluang
with

baris as (

    select baris, kode_kab, id_kasus, kode_bukti
    from draf_blok
    where kode_kab is not null and kode_bukti is not null

),

-- neighbours that agree on both codes stand in one block
bernomor as (

    select
        baris, kode_kab, id_kasus, kode_bukti,
        row_number() over (order by baris) - row_number() over (
            partition by kode_kab, kode_bukti order by baris
        ) as blok
    from baris

),

blok as (

    select
        kode_kab, kode_bukti,
        min(baris) as mulai,
        max(baris) as selesai,
        count(distinct id_kasus) as panjang
    from bernomor
    group by kode_kab, kode_bukti, blok

),

unit as (

    select
        kode_kab,
        count(distinct id_kasus) as semua,
        count(distinct kode_bukti) as tempat,
        count(distinct kode_bukti || '|' || blok) as runtun
    from bernomor
    group by kode_kab

),

asal as (

    select kode_kab, kode_bukti, count(distinct id_kasus) as sebanyak
    from baris
    group by kode_kab, kode_bukti

)

select blok.mulai, blok.selesai, blok.kode_kab, blok.kode_bukti
from blok
inner join unit on blok.kode_kab = unit.kode_kab
inner join asal
    on blok.kode_kab = asal.kode_kab
   and blok.kode_bukti = asal.kode_bukti
where blok.kode_kab <> blok.kode_bukti
  and blok.panjang >= $terpendek
  and (unit.tempat < 3 or unit.runtun > unit.tempat)
  and blok.panjang * ln(
      cast(asal.sebanyak - blok.panjang + 1 as double)
      / nullif(unit.semua - blok.panjang + 2, 0)
  ) + ln(unit.semua) < ln($peluang)
order by blok.mulai
