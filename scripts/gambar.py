"""Take the pictures of the README and of docs/gambar from the installation of REKAP_DATA.

python -m scripts.gambar
"""

import os

from rekap import settings
from tests.browser.served import chromium, serve
from tests.browser.walk import enter, settled

FOLDER = settings.ROOT / "docs" / "gambar"
SHOTS = [
    ("ringkasan", "kepala-jombang", "/?wilayah=35.17&periode=2024", 1280, "light"),
    ("ringkasan", "kepala-jombang", "/?wilayah=35.17&periode=2024", 390, "light"),
    ("ringkasan-publik", "evaluator", "/?wilayah=35&periode=2024", 1280, "dark"),
    ("wilayah", "kepala-jombang", "/wilayah?wilayah=35.17&periode=2024", 1280, "light"),
    ("wilayah", "kepala-jombang", "/wilayah?wilayah=35.17&periode=2024", 390, "dark"),
    ("wilayah-provinsi", "perencana-jatim", "/wilayah?wilayah=35&periode=2024", 1280, "light"),
    ("unduh", "evaluator", "/unduh?wilayah=35.17&periode=2024", 1280, "light"),
    ("metode", "evaluator", "/metode", 1280, "light"),
]
SCHEME = {"light": "terang", "dark": "gelap"}


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with serve(dict(os.environ)) as (address, _), chromium() as browser:
        for name, role, target, width, scheme in SHOTS:
            height = 1500 if width > 500 else 844
            context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
            page = context.new_page()
            enter(page, address, role, target)
            page.wait_for_load_state("networkidle")
            settled(page)
            path = FOLDER / f"{name}-{width}-{SCHEME[scheme]}.png"
            page.screenshot(path=path)
            print(path.relative_to(settings.ROOT))
            context.close()


if __name__ == "__main__":
    main()
