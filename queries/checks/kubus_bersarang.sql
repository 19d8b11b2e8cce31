-- Jumlah di kubus tidak bersarang: terlayani harus bagian dari memerlukan, dan
-- semuanya bagian dari korban.
-- grain: kode_wilayah, periode, disabilitas, jenis_kekerasan, kelompok, umur
with

sel as (

    select * from kubus_angka

)

select
    wilayah.kode_wilayah, periode.periode,
    sel.disabilitas, sel.jenis_kekerasan, sel.kelompok, sel.umur,
    sel.korban, sel.memerlukan, sel.terlayani_354, sel.menunggu
from sel
left join dim_wilayah as wilayah on sel.nomor_wilayah = wilayah.urutan
left join dim_periode as periode on sel.nomor_periode = periode.urutan
where sel.terlayani_354 < 0
   or sel.menunggu < 0
   or sel.memerlukan < sel.terlayani_354 + sel.menunggu
   or sel.korban < sel.memerlukan
   or sel.korban < sel.psikososial
   or sel.korban < sel.kesehatan
   or sel.korban < sel.hukum
   or sel.korban < sel.ekonomi
   or sel.korban < sel.dinilai
   or least(
       sel.psikososial, sel.kesehatan, sel.hukum, sel.ekonomi, sel.dinilai
   ) < 0
   or sel.diterima_terlayani > sel.diterima
   or coalesce(sel.korban, 0) + coalesce(sel.diterima, 0) <= 0
order by
    kode_wilayah, periode, disabilitas nulls first,
    jenis_kekerasan nulls first, kelompok nulls first, umur nulls first
