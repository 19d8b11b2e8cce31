-- Counts of the asked regions in one period by one kind of class, every class
-- listed; transfers from elsewhere are counted without class only.
-- grain: kode_wilayah, nilai
-- params: lingkup_wilayah, periode, kelas
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
        d.kelas,
        d.nilai,
        d.urutan,
        case when w.eksak and s.tingkat is not null then info.kosong end
            as kosong
    from dim_wilayah as w
    cross join info
    inner join dim_periode as p on p.periode = $periode
    inner join dim_kelas as d on d.kelas = $kelas
    left join dim_sel as s
        on
            s.tingkat = w.tingkat
            and s.jenis_periode = p.jenis_periode
            and s.kelas_1 = d.kelas
            and s.kelas_2 is null
    where list_contains($lingkup_wilayah, w.kode_wilayah)
),

counts as (
    select *
    from kubus
    where periode = $periode and kelas_1 = $kelas and kelas_2 is null
)

select
    c.kode_wilayah,
    c.nama,
    c.tingkat,
    c.periode,
    c.kelas,
    c.nilai,
    coalesce(k.korban, c.kosong) as korban,
    coalesce(k.memerlukan, c.kosong) as memerlukan,
    coalesce(k.terlayani_354, c.kosong) as terlayani_354,
    coalesce(k.psikososial, c.kosong) as psikososial,
    coalesce(k.kesehatan, c.kosong) as kesehatan,
    coalesce(k.hukum, c.kosong) as hukum,
    coalesce(k.ekonomi, c.kosong) as ekonomi,
    coalesce(k.dinilai, c.kosong) as dinilai,
    coalesce(k.menunggu, c.kosong) as menunggu,
    k.diterima,
    k.diterima_terlayani,
    r.pelapor,
    r.pelapor_diharapkan,
    r.bulan_melapor,
    r.bulan_diharapkan
from cells as c
left join counts as k
    on
        k.kode_wilayah = c.kode_wilayah
        and k.tingkat = c.tingkat
        and k.nilai_1 = c.nilai
left join pelaporan as r
    on r.kode_wilayah = c.kode_wilayah and r.periode = c.periode
order by c.kode_wilayah, c.urutan, c.nilai
