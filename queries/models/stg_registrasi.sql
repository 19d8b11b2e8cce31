-- Registrations of victims up to tanggal_data, placed in a kecamatan of the
-- registering unit and classified by group and age.
-- grain: id_korban
with

korban as (

    select * from landing_korban

),

batas as (

    select max(tanggal_data) as tanggal_data from ref_periode

),

kecamatan as (

    select * from ref_wilayah
    where tingkat = 'kecamatan'

)

select
    korban.id_korban,
    korban.id_kasus,
    korban.sumber,
    korban.berkas,
    korban.lembar,
    korban.baris,
    korban.tanggal_registrasi,
    cast(extract(year from korban.tanggal_registrasi) as integer) as tahun,
    korban.kode_kab,
    coalesce(kecamatan.kode, korban.kode_kab || '.LW') as kode_kecamatan,
    case
        when korban.kelompok_program not in (
            'korban_kekerasan', 'korban_perdagangan_orang'
        ) then null
        when korban.jenis_kelamin is null or korban.umur is null then null
        when korban.umur < 18 and korban.jenis_kelamin = 'P'
            then 'anak_perempuan'
        when korban.umur < 18 then 'anak_laki_laki'
        when korban.jenis_kelamin = 'P' then 'perempuan_dewasa'
    end as kelompok,
    case
        when korban.kelompok_program not in (
            'korban_kekerasan', 'korban_perdagangan_orang'
        ) then 'bukan_korban_kekerasan'
        when korban.jenis_kelamin is null or korban.umur is null
            then 'tidak_dapat_diklasifikasi'
        when korban.umur >= 18 and korban.jenis_kelamin = 'L'
            then 'laki_laki_dewasa'
    end as alasan_di_luar,
    case
        when korban.umur <= 5 then '0-5'
        when korban.umur <= 12 then '6-12'
        when korban.umur <= 17 then '13-17'
        when korban.umur <= 24 then '18-24'
        when korban.umur <= 44 then '25-44'
        when korban.umur <= 59 then '45-59'
        when korban.umur >= 60 then '60+'
    end as umur,
    korban.disabilitas
from korban
inner join batas on korban.tanggal_registrasi <= batas.tanggal_data
left join kecamatan
    on korban.kode_kecamatan = kecamatan.kode
   and korban.kode_kab = kecamatan.induk
