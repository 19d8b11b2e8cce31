-- Persons per region, period and profile: the bricks that every cube adds up.
-- grain: kode_wilayah, periode, kelompok, umur, disabilitas, ragam
with

anggota as (

    select * from fct_anggota

),

orang_tahun as (

    select * from fct_orang_tahun

),

capaian as (

    select * from fct_capaian

),

butuh as (

    select * from fct_butuh

),

orang as (

    select
        anggota.kode_wilayah, anggota.periode,
        orang_tahun.kelompok, orang_tahun.umur, orang_tahun.disabilitas,
        anggota.ragam,
        butuh.id_orang is not null as butuh,
        butuh.terbuka and capaian.tanggal_354 is null as menunggu,
        capaian.tanggal_354 <= anggota.batas as terlayani_354,
        capaian.tanggal_psikososial <= anggota.batas as psikososial,
        capaian.tanggal_kesehatan <= anggota.batas as kesehatan,
        capaian.tanggal_hukum <= anggota.batas as hukum,
        capaian.tanggal_ekonomi <= anggota.batas as ekonomi,
        capaian.tanggal_asesmen <= anggota.batas as dinilai
    from anggota
    inner join orang_tahun
        on anggota.id_orang = orang_tahun.id_orang
       and anggota.tahun = orang_tahun.tahun
    left join capaian
        on anggota.id_orang = capaian.id_orang
       and anggota.tahun = capaian.tahun
       and anggota.kode_pemilik = capaian.kode_wilayah
    left join butuh
        on anggota.id_orang = butuh.id_orang
       and anggota.kode_pemilik = butuh.kode_wilayah
       and anggota.periode = butuh.periode

)

select
    kode_wilayah, periode, kelompok, umur, disabilitas, ragam,
    count(*) as korban,
    count(*) filter (where butuh or terlayani_354) as memerlukan,
    count(*) filter (where terlayani_354) as terlayani_354,
    count(*) filter (where psikososial) as psikososial,
    count(*) filter (where kesehatan) as kesehatan,
    count(*) filter (where hukum) as hukum,
    count(*) filter (where ekonomi) as ekonomi,
    count(*) filter (where dinilai) as dinilai,
    count(*) filter (where menunggu) as menunggu
from orang
group by kode_wilayah, periode, kelompok, umur, disabilitas, ragam
