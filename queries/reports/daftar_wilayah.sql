-- The asked regions and every region below them.
-- grain: kode_wilayah
-- params: lingkup_wilayah
with

parents as (
    select * from dim_wilayah
),

grandparents as (
    select * from dim_wilayah
)

select
    w.kode_wilayah,
    w.nama,
    w.tingkat,
    w.jenis,
    w.induk,
    w.kode_zona,
    w.contoh,
    w.eksak
from dim_wilayah as w
left join parents as p on p.kode_wilayah = w.induk
left join grandparents as g on g.kode_wilayah = p.induk
where
    list_contains($lingkup_wilayah, w.kode_wilayah)
    or list_contains($lingkup_wilayah, w.kode_zona)
    or list_contains($lingkup_wilayah, w.induk)
    or list_contains($lingkup_wilayah, p.induk)
    or list_contains($lingkup_wilayah, g.induk)
order by w.kode_wilayah
