-- The periods for which this edition holds counts of any of the asked regions.
-- grain: periode
-- params: lingkup_wilayah
with

held as (
    select distinct s.jenis_periode
    from dim_sel as s
    inner join dim_wilayah as w on w.tingkat = s.tingkat
    where list_contains($lingkup_wilayah, w.kode_wilayah)
)

select
    p.periode,
    p.jenis_periode,
    p.tahun,
    p.mulai,
    p.selesai,
    p.batas_layanan,
    p.status
from dim_periode as p
inner join held as h on h.jenis_periode = p.jenis_periode
order by p.periode
