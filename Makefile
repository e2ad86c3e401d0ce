# The whole manual. `make` alone explains.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
PY := .venv/bin/python
export PYTHONPATH := src
export PYTHONUNBUFFERED := 1
PORT ?= 8000

help: ## Show this
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

run: ## Fresh machine -> running agency with demo data at http://localhost:8000
	@scripts/prepare run
	@GIAOBAN_DEMO=yes GIAOBAN_URL=$${GIAOBAN_URL:-http://localhost:$(PORT)} $(PY) -m giaoban serve --demo --port $(PORT)

install: ## What run does, without demo data and without serving: for real use (docs/operate.md)
	@scripts/prepare run
	@$(PY) -m giaoban migrate

dev: ## Like run, and rebuilds and reloads when a file changes
	@scripts/prepare run
	@GIAOBAN_DEMO=yes GIAOBAN_DEBUG=yes GIAOBAN_URL=http://localhost:$(PORT) $(PY) -m giaoban serve --demo --reload --port $(PORT)

check: ## Lint, types, storeys, templates, front end, architecture: under a minute
	@scripts/prepare check
	@scripts/check

test: ## Everything CI runs, from a fresh machine, on SQLite and PostgreSQL
	@scripts/prepare test
	@scripts/test

bench: ## Figures with their floors (never fails by a clock)
	@scripts/prepare test
	@scripts/bench

lock: ## Write requirements*.lock anew from pyproject.toml (versions and hashes only)
	@scripts/lock

release: ## Build the wheel with the front end inside
	@scripts/prepare check
	@$(PY) -m pip wheel --no-deps --wheel-dir dist .

.PHONY: help run install dev check test bench lock release
