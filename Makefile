# The two commands of the README are `make demo` and `make test`; `make help` lists all.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= $(shell command -v python3.11 || command -v python3)
PORT ?= 8000
REPETITIONS ?= 20
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help demo test check proof bench services lock lint types contracts templates migrations messages sizes clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# --- environment: a stamp for each lock file, so that a second start installs nothing -----------

.venv/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Verbund needs Python 3.11 or newer.")'
	$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/base.txt
	touch $@

.venv/dev.stamp: requirements/dev.txt | .venv/bin/python
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/dev.txt
	touch $@ .venv/base.stamp

lock: .venv/dev.stamp ## Write all requirements anew from pyproject.toml
	lock="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml"; \
	$$lock --output-file requirements/base.txt; \
	$$lock --extra production --output-file requirements/production.txt; \
	$$lock --group dev --output-file requirements/dev.txt

# --- to see it and to prove it ---------------------------------------------------------------------

demo: .venv/base.stamp ## Everything from nothing, then a server on 127.0.0.1:$(PORT)
	$(BIN)/python locale/messages.py compile
	$(BIN)/python manage.py serve --prepare --port $(PORT)

test: .venv/dev.stamp ## Tests on SQLite (DATABASE_URL moves them), with the browser where there is one
	$(BIN)/python locale/messages.py compile
	$(PYTEST) --numprocesses 2 --dist worksteal $(ARGS)

check: ## The whole gate: all checks, then the tests with coverage
	$(MAKE) lint types contracts templates migrations messages
	$(MAKE) test ARGS="--cov --cov-report=term $(ARGS)"

lint: .venv/dev.stamp
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive cms community alumni sponsors search config -ll

types: .venv/dev.stamp
	$(BIN)/mypy cms community alumni sponsors search config

contracts: .venv/dev.stamp
	$(BIN)/lint-imports

templates: .venv/dev.stamp
	$(BIN)/djlint --lint --quiet templates

migrations: .venv/dev.stamp
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run

messages: .venv/dev.stamp
	$(BIN)/python locale/messages.py check

proof: .venv/dev.stamp ## Races, kill loops, long walks, scanners; output for docs/proof.md
	$(BIN)/python locale/messages.py compile
	$(PYTEST) --repetitions $(REPETITIONS) -m "race or kill or long" $(ARGS)
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive cms community alumni sponsors search config -ll

bench: .venv/dev.stamp ## Measured ratios; output for docs/bench.md
	$(BIN)/python bench/run.py $(ARGS)

services: ## Start PostgreSQL (as an unprivileged user) and Elasticsearch, and print their addresses
	deploy/services
	deploy/services elasticsearch

sizes: ## Lengths of files and functions, to look at in review
	$(PYTHON) docs/sizes.py

clean: ## Remove what the targets made
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov
