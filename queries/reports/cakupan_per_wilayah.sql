-- Counts of the asked regions of one level in one period, with zeros where
-- the edition holds the cell and nobody is in it.
-- grain: kode_wilayah
-- params: lingkup_wilayah, tingkat, periode
with

info as (
    select * from edisi
),

cells as (
    select
        w.kode_wilayah,
        w.nama,
        w.tingkat,
        p.periode,
        case when w.eksak and s.tingkat is not null then info.kosong end
            as kosong
    from dim_wilayah as w
    cross join info
    inner join dim_periode as p on p.periode = $periode
    left join dim_sel as s
        on
            s.tingkat = w.tingkat
            and s.jenis_periode = p.jenis_periode
            and s.kelas_1 is null
    where
        w.tingkat = $tingkat
        and list_contains($lingkup_wilayah, w.kode_wilayah)
),

counts as (
    select * from kubus where periode = $periode and kelas_1 is null
)

select
    c.kode_wilayah,
    c.nama,
    c.tingkat,
    c.periode,
    coalesce(k.korban, c.kosong) as korban,
    coalesce(k.memerlukan, c.kosong) as memerlukan,
    coalesce(k.terlayani_354, c.kosong) as terlayani_354,
    coalesce(k.psikososial, c.kosong) as psikososial,
    coalesce(k.kesehatan, c.kosong) as kesehatan,
    coalesce(k.hukum, c.kosong) as hukum,
    coalesce(k.ekonomi, c.kosong) as ekonomi,
    coalesce(k.dinilai, c.kosong) as dinilai,
    coalesce(k.menunggu, c.kosong) as menunggu,
    coalesce(k.diterima, c.kosong) as diterima,
    coalesce(k.diterima_terlayani, c.kosong) as diterima_terlayani,
    r.pelapor,
    r.pelapor_diharapkan,
    r.bulan_melapor,
    r.bulan_diharapkan
from cells as c
left join counts as k
    on k.kode_wilayah = c.kode_wilayah and k.tingkat = c.tingkat
left join pelaporan as r
    on r.kode_wilayah = c.kode_wilayah and r.periode = c.periode
order by c.kode_wilayah
