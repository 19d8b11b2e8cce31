-- Who has handed in data for the asked regions in one period.
-- grain: kode_wilayah
-- params: lingkup_wilayah, periode
select
    w.kode_wilayah,
    w.nama,
    w.tingkat,
    r.periode,
    r.pelapor,
    r.pelapor_diharapkan,
    r.bulan_melapor,
    r.bulan_diharapkan,
    r.terakhir
from pelaporan as r
inner join dim_wilayah as w on w.kode_wilayah = r.kode_wilayah
where
    r.periode = $periode
    and list_contains($lingkup_wilayah, r.kode_wilayah)
order by w.kode_wilayah
