-- Persons left out of the count in one year, by reason.
-- grain: kode_wilayah, alasan
-- params: lingkup_wilayah, tahun
select
    p.kode_wilayah,
    w.nama,
    p.tahun,
    p.alasan,
    p.jumlah
from pengecualian as p
inner join dim_wilayah as w on w.kode_wilayah = p.kode_wilayah
where
    p.tahun = $tahun
    and list_contains($lingkup_wilayah, p.kode_wilayah)
order by p.kode_wilayah, p.alasan
