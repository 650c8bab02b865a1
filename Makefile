# run · test · check · screens; each first makes .venv when it is missing or stale.
SHELL := /bin/bash
BIN := .venv/bin
SOURCES := kiosk drivers models tests docs
SPREAD := -n auto --maxprocesses 4 --dist loadscope

.PHONY: run test check lint types qml rules covered screens install dev bench clean help

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/ -/'

run: .venv/.installed ## start the kiosk as config.toml says (shipped: simulated)
	$(BIN)/kiosk run

test: .venv/.dev ## all tests
	QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software $(BIN)/python -m pytest $(SPREAD)

check: lint types qml rules covered ## lint, types, QML, import rules; quicker with -j2

lint: .venv/.dev
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
types: .venv/.dev
	$(BIN)/pyright
qml: .venv/.dev
	$(BIN)/python -m kiosk.ui.lint build/qml
rules: .venv/.dev
	$(BIN)/python -m pytest tests/test_import_rules.py
covered: .venv/.dev
	$(BIN)/python -m pytest $(SPREAD) tests/screening --cov=kiosk.screening --cov-branch --cov-report= --cov-fail-under=100

screens: .venv/.installed ## every screen as PNG under build/screens
	QT_QPA_PLATFORM=offscreen QT_QUICK_BACKEND=software $(BIN)/kiosk screens build/screens

bench: .venv/.installed ## the figures README speaks of
	$(BIN)/kiosk bench

install: .venv/.installed ## what the kiosk needs, into .venv
dev: .venv/.dev ## and what its developers need

.venv/.installed: pyproject.toml .ci/constraints.txt .ci/install
	.ci/install run
.venv/.dev: .venv/.installed
	.ci/install dev

clean: ## remove .venv and build
	rm -rf .venv build
