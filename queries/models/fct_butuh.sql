-- Members who need the service of indicator 354 at the cut-off of a period by
-- assessment and without exclusion; `terbuka` when such a need is still open.
-- grain: id_orang, nomor_wilayah, nomor_periode
with

anggota as (

    select * from fct_anggota
    where nomor_wilayah = nomor_pemilik

),

kebutuhan as (

    select * from fct_kebutuhan

)

select
    anggota.id_orang,
    anggota.nomor_wilayah,
    anggota.nomor_periode,
    bool_or(kebutuhan.sampai is null and kebutuhan.tanggal_tutup is null)
        as terbuka
from anggota
inner join kebutuhan
    on anggota.id_orang = kebutuhan.id_orang
   and anggota.tahun = kebutuhan.tahun
   and anggota.nomor_wilayah = kebutuhan.nomor_wilayah
where kebutuhan.mulai <= anggota.batas
  and (kebutuhan.sampai is null or kebutuhan.sampai > anggota.batas)
group by anggota.id_orang, anggota.nomor_wilayah, anggota.nomor_periode
