-- Values that others have published for the asked regions.
-- grain: kode_wilayah, indikator, nama_indikator, tahun, catatan
-- params: lingkup_wilayah
select
    kode_wilayah,
    nama_wilayah,
    indikator,
    nama_indikator,
    tahun,
    nilai,
    satuan,
    basis,
    sumber,
    catatan
from nilai_terpublikasi
where list_contains($lingkup_wilayah, kode_wilayah)
order by
    kode_wilayah,
    indikator,
    nama_indikator,
    tahun nulls last,
    catatan nulls last
