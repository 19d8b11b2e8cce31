-- Keyed tokens (HMAC-SHA256, cut to 128 bits) of the texts of one file; the
-- two pads are the key as RFC 2104 mixes it.
-- grain: nomor
-- params: ipad, opad
with

teks as (

    select * from teks_token

)

select
    nomor,
    substr(sha256($opad || unhex(sha256($ipad || encode(teks)))), 1, 32)
        as token
from teks
order by nomor
