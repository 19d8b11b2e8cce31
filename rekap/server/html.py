"""The page's own HTML: Streamlit's start page in our language, and small pages of our own."""

import hashlib
import html
import re
from functools import lru_cache
from pathlib import Path

from starlette.responses import HTMLResponse

STYLE = Path(__file__).parent.parent / "ui" / "gaya.css"
FONT = "./huruf/plus-jakarta-sans-latin-wght-normal.woff2"
NOSCRIPT = "Rekap 354 memerlukan JavaScript. Aktifkan JavaScript di peramban Anda."


@lru_cache(maxsize=1)
def style_version() -> str:
    """Part of the style's address, so that browsers may keep it."""
    return hashlib.sha256(STYLE.read_bytes()).hexdigest()[:12]


def translated(text: str) -> str:
    """Streamlit's start page with our language, title, style and font, without what we do not use."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL)
    text = text.replace('<html lang="en">', '<html lang="id">', 1)
    text = re.sub(r"<title>.*?</title>", "<title>Rekap 354</title>", text, count=1)
    text = re.sub(
        r"<noscript>.*?</noscript>", f"<noscript><p>{NOSCRIPT}</p></noscript>", text, flags=re.DOTALL
    )
    text = re.sub(r"<script>.*?</script>", "", text, flags=re.DOTALL)  # our policy refuses inline scripts
    text = re.sub(r'<link\s+rel="service-desc"[^>]*>', "", text)
    text = re.sub(r'<link\s+rel="preload"\s[^>]*as="font"[^>]*/?>', "", text)
    own = (
        f'<link rel="preload" href="{FONT}" as="font" type="font/woff2" crossorigin />'
        f'<link rel="stylesheet" href="./gaya.css?v={style_version()}" />'
    )
    return text.replace("</head>", own + "</head>", 1)


def notice(status: int, title: str, sentence: str, headers: dict | None = None) -> HTMLResponse:
    """A small page of our own, for what Streamlit does not answer."""
    heading, words = html.escape(title), html.escape(sentence)
    body = (
        f'<!DOCTYPE html><html lang="id"><head><meta charset="UTF-8" /><title>{heading} - Rekap 354</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1" />'
        f'<link rel="stylesheet" href="/gaya.css?v={style_version()}" /></head>'
        f'<body class="rk-notice"><main><h1>{heading}</h1><p>{words}</p>'
        '<p><a href="/">Ke halaman Ringkasan</a></p></main></body></html>'
    )
    return HTMLResponse(body, status, headers)
