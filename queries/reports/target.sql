-- Targets that offices have set for the asked regions.
-- grain: kode_wilayah, tahun, basis
-- params: lingkup_wilayah
select
    t.kode_wilayah,
    w.nama,
    t.tahun,
    t.basis,
    t.nilai,
    t.sumber,
    t.contoh
from target as t
inner join dim_wilayah as w on w.kode_wilayah = t.kode_wilayah
where list_contains($lingkup_wilayah, t.kode_wilayah)
order by t.kode_wilayah, t.tahun, t.basis
