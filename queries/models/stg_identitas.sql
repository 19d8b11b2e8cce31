-- The key of the person behind each registration: a valid NIK, else name with
-- birth date and sex, else name with birth year, sex and kab/kota.
-- grain: id_korban
with

korban as (

    select landing.*
    from landing_korban as landing
    inner join stg_registrasi as registrasi
        on landing.id_korban = registrasi.id_korban

),

nik_tunggal as (

    select token_nama, token_lahir, jenis_kelamin, min(token_nik) as nik
    from korban
    where token_nik is not null
    group by token_nama, token_lahir, jenis_kelamin
    having min(token_nik) = max(token_nik)

),

tahap_pasti as (

    select
        korban.id_korban,
        korban.token_nik,
        korban.token_nama,
        korban.token_lahir,
        korban.token_lahir_jk_kab,
        case
            when korban.token_nik is not null then 'nik|' || korban.token_nik
            when korban.token_nama is null or korban.token_lahir is null
                or korban.jenis_kelamin is null then null
            when nik_tunggal.nik is not null then 'nik|' || nik_tunggal.nik
            else 'lahir|' || korban.token_nama || '|' || korban.token_lahir
                || '|' || korban.jenis_kelamin
        end as kunci
    from korban
    left join nik_tunggal
        on korban.token_nama = nik_tunggal.token_nama
       and korban.token_lahir = nik_tunggal.token_lahir
       and korban.jenis_kelamin = nik_tunggal.jenis_kelamin

),

orang_tunggal as (

    select token_nama, token_lahir_jk_kab, min(kunci) as kunci_orang
    from tahap_pasti
    where kunci is not null
    group by token_nama, token_lahir_jk_kab
    having min(kunci) = max(kunci)

)

select
    pasti.id_korban,
    pasti.token_nik,
    case
        when pasti.kunci is not null then pasti.kunci
        when pasti.token_nama is null or pasti.token_lahir_jk_kab is null
            or pasti.token_lahir is not null then 'baris|' || pasti.id_korban
        when orang_tunggal.kunci_orang is not null
            then orang_tunggal.kunci_orang
        else 'tahun|' || pasti.token_nama || '|' || pasti.token_lahir_jk_kab
    end as kunci_orang
from tahap_pasti as pasti
left join orang_tunggal
    on pasti.token_nama = orang_tunggal.token_nama
   and pasti.token_lahir_jk_kab = orang_tunggal.token_lahir_jk_kab
