"""One reader of the benchmark: asks until its input closes, then says how often, and what failed."""

import json
import sys
import threading

from rekap import access, edition, reports


def main() -> None:
    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    head = access.PERAN_CONTOH["kepala-jombang"]
    reads, failures = 0, []
    while not stop.is_set():
        try:
            reports.read(
                "cakupan_per_wilayah", head, tampilan="internal",
                lingkup_wilayah=("35.17",), tingkat="kabkota", periode="2024",
            )  # fmt: skip
            reads += 1
        except (OSError, RuntimeError, edition.EditionMissing) as error:
            failures.append(str(error))
    print(json.dumps({"dibaca": reads, "gagal": failures}))


if __name__ == "__main__":
    main()
