-- Jumlah di kubus tidak bersarang: terlayani harus bagian dari memerlukan, dan
-- semuanya bagian dari korban.
-- grain: kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2
with

sel as (

    select * from kubus

)

select
    kode_wilayah, periode, kelas_1, nilai_1, kelas_2, nilai_2,
    korban, memerlukan, terlayani_354, menunggu
from sel
where terlayani_354 < 0
   or menunggu < 0
   or memerlukan < terlayani_354 + menunggu
   or korban < memerlukan
   or korban < psikososial
   or korban < kesehatan
   or korban < hukum
   or korban < ekonomi
   or korban < dinilai
   or least(psikososial, kesehatan, hukum, ekonomi, dinilai) < 0
   or diterima_terlayani > diterima
   or coalesce(korban, 0) + coalesce(diterima, 0) <= 0
order by
    kode_wilayah, periode, kelas_1 nulls first, nilai_1 nulls first,
    kelas_2 nulls first, nilai_2 nulls first
