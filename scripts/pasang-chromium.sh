#!/bin/sh
# Uji peramban memakai Chromium. Debian: paket chromium. Di tempat lain: unduhan Playwright sendiri.
set -eu
for candidate in "${REKAP_CHROMIUM:-}" /usr/bin/chromium /usr/bin/google-chrome; do
    if [ -n "$candidate" ] && [ -x "$candidate" ]; then exit 0; fi
done
. /etc/os-release 2>/dev/null || ID=lain
if [ "$ID" = debian ]; then
    echo "Memasang Chromium dari Debian ..."
    sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
    $sudo apt-get update -qq
    $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
else
    echo "Mengunduh Chromium milik Playwright ..."
    .venv/bin/playwright install --with-deps chromium
fi
