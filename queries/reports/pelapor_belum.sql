-- Sources of the asked kab/kota with a month still missing in one period, and
-- the last month that each of them handed in.
-- grain: kode_kab, sumber
-- params: lingkup_wilayah, periode
select
    b.kode_kab,
    w.nama as nama_kab,
    b.periode,
    b.sumber,
    b.terakhir
from pelapor_belum as b
inner join dim_wilayah as w on w.kode_wilayah = b.kode_kab
where
    b.periode = $periode
    and list_contains($lingkup_wilayah, b.kode_kab)
order by b.kode_kab, b.sumber
