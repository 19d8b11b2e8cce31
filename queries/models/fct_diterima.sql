-- Persons outside the set `korban` of a region and period who came in by a
-- transfer accepted in that period, and whether the receiving kab/kota served
-- them.
-- grain: id_orang, nomor_wilayah, nomor_periode
with

pengalihan as (

    select * from stg_pengalihan
    where kelompok is not null

),

jenjang as (

    select * from dim_kab_jenjang

),

kredit as (

    select * from fct_kredit
    where menentukan_354

),

masuk as (

    select
        pengalihan.id_orang,
        jenjang.nomor_wilayah,
        pengalihan.tanggal_keputusan,
        min(kredit.tanggal) as tanggal_354
    from pengalihan
    inner join jenjang on pengalihan.kode_kab_tujuan = jenjang.kode_kab
    left join jenjang as asal
        on pengalihan.kode_kab_asal = asal.kode_kab
       and jenjang.nomor_wilayah = asal.nomor_wilayah
    left join kredit
        on pengalihan.id_orang = kredit.id_orang
       and kredit.tanggal >= pengalihan.tanggal_keputusan
       and pengalihan.kode_kab_tujuan
           in (kredit.kode_kab_pemberi, kredit.kode_kab)
    where asal.kode_kab is null
    group by
        pengalihan.id_orang, jenjang.nomor_wilayah,
        pengalihan.tanggal_keputusan

)

select
    masuk.id_orang,
    masuk.nomor_wilayah,
    periode.urutan as nomor_periode,
    bool_or(coalesce(masuk.tanggal_354 <= periode.batas, false)) as terlayani
from masuk
inner join ref_periode as periode
    on masuk.tanggal_keputusan between periode.mulai and periode.selesai
left join fct_anggota as anggota
    on masuk.id_orang = anggota.id_orang
   and masuk.nomor_wilayah = anggota.nomor_wilayah
   and periode.urutan = anggota.nomor_periode
where anggota.id_orang is null
group by masuk.id_orang, masuk.nomor_wilayah, periode.urutan
order by id_orang, nomor_wilayah, nomor_periode
