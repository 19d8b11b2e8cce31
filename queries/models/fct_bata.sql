-- Persons per region, period and profile: the bricks that every cube adds up.
-- Regions and periods by number, classes by their place in the code list. Rows
-- of one region and period lie together, which halves the work of the cubes.
-- grain: nomor_wilayah, nomor_periode, kelompok, umur, disabilitas, ragam
with

anggota as (

    select * from fct_anggota

),

capaian as (

    select * from fct_capaian

),

butuh as (

    select * from fct_butuh

),

-- 1 or null, so that each is counted by itself
orang as (

    select
        anggota.nomor_wilayah, anggota.nomor_periode, anggota.kelompok,
        anggota.umur, anggota.disabilitas, anggota.ragam,
        case when butuh.id_orang is not null
            or capaian.tanggal_354 <= anggota.batas then 1 end as memerlukan,
        case when capaian.tanggal_354 <= anggota.batas then 1 end
            as terlayani_354,
        case when capaian.tanggal_psikososial <= anggota.batas then 1 end
            as psikososial,
        case when capaian.tanggal_kesehatan <= anggota.batas then 1 end
            as kesehatan,
        case when capaian.tanggal_hukum <= anggota.batas then 1 end as hukum,
        case when capaian.tanggal_ekonomi <= anggota.batas then 1 end
            as ekonomi,
        case when capaian.tanggal_asesmen <= anggota.batas then 1 end
            as dinilai,
        case when butuh.terbuka and capaian.tanggal_354 is null then 1 end
            as menunggu
    from anggota
    left join capaian
        on anggota.id_orang = capaian.id_orang
       and anggota.tahun = capaian.tahun
       and anggota.nomor_pemilik = capaian.nomor_wilayah
    left join butuh
        on anggota.id_orang = butuh.id_orang
       and anggota.nomor_pemilik = butuh.nomor_wilayah
       and anggota.nomor_periode = butuh.nomor_periode

)

select
    nomor_wilayah, nomor_periode, kelompok, umur, disabilitas, ragam,
    cast(count(*) as integer) as korban,
    cast(count(memerlukan) as integer) as memerlukan,
    cast(count(terlayani_354) as integer) as terlayani_354,
    cast(count(psikososial) as integer) as psikososial,
    cast(count(kesehatan) as integer) as kesehatan,
    cast(count(hukum) as integer) as hukum,
    cast(count(ekonomi) as integer) as ekonomi,
    cast(count(dinilai) as integer) as dinilai,
    cast(count(menunggu) as integer) as menunggu
from orang
group by nomor_wilayah, nomor_periode, kelompok, umur, disabilitas, ragam
order by nomor_wilayah, nomor_periode
