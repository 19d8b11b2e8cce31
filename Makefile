# Dua perintah cukup: `make run` dan `make test`. `make help` menjelaskan semuanya.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.DEFAULT_GOAL := help
.PHONY: help run test check bench kunci-pustaka

help: ## jelaskan setiap perintah
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

$(VENV)/.jalan: requirements.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/.uji: requirements-test.txt $(VENV)/.jalan
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

run: $(VENV)/.jalan ## siapkan, olah data contoh bila belum ada, jalankan di http://localhost:8501
	@$(BIN)/python -m rekap jalankan

test: $(VENV)/.uji ## siapkan alat uji (termasuk Chromium) dan jalankan semua uji
	@scripts/pasang-chromium.sh
	$(BIN)/python -m pytest

check: $(VENV)/.uji ## bentuk kode, aturan SQL, dan pagar antar-ruang
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/python -m pytest tests/test_rooms.py tests/test_sql.py

bench: $(VENV)/.uji ## ukur kecepatan; mencetak tabel anggaran
	@scripts/pasang-chromium.sh
	$(BIN)/python -m scripts.bench

kunci-pustaka: ## perbarui requirements*.txt (dengan hash) dari requirements*.in; perlu uv
	uv pip compile --universal --python-version 3.11 --generate-hashes -o requirements.txt requirements.in
	uv pip compile --universal --python-version 3.11 --generate-hashes -o requirements-test.txt requirements-test.in
