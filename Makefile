# `make` lists what there is. Python 3.11 or later is all that `make run` needs.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
DATA_DIR ?= data
JOBS ?= auto
export HOST PORT
export DATA_DIR := $(abspath $(DATA_DIR))

VENV := .venv
PY := $(VENV)/bin/python
LOCK := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 \
	--generate-hashes --no-emit-index-url --no-annotate

.DEFAULT_GOAL := help
.PHONY: help run test check bench format messages screens lock upgrade clean

help: ## Show this list
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' Makefile | expand -t 12

.PHONY: default-packages dev-packages
default-packages:
	@$(PYTHON) scripts/install.py requirements.txt

dev-packages:
	@$(PYTHON) scripts/install.py requirements.txt requirements/dev.txt

# --- use ------------------------------------------------------------------

run: default-packages ## Start the site with demo data (HOST, PORT, DATA_DIR)
	@$(PY) -m lms.catalogues
	@exec $(PY) manage.py run_site

test: dev-packages ## Run the tests, on all cores (ARGS="-k word" to choose, JOBS=0)
	@$(PY) -m lms.catalogues
	$(PY) -m pytest --create-db -n $(JOBS) --maxprocesses 8 $(ARGS)

# `make -k check` goes on after a failure, `make types` runs one of them.
CHECKS := form lint templates types walls migrations deployment translations
.PHONY: $(CHECKS)

check: $(CHECKS) ## Form, types, import walls, migrations, deployment, translations

$(CHECKS): dev-packages

form:
	$(VENV)/bin/ruff format --check .

lint:
	$(VENV)/bin/ruff check .

templates:
	$(VENV)/bin/djade --check $$(git ls-files '*.html')

types:
	$(VENV)/bin/mypy .

walls:
	$(VENV)/bin/lint-imports --no-logo

migrations:
	$(PY) manage.py makemigrations --check --dry-run

deployment:
	scripts/check_deployment

translations:
	$(PY) -m pytest -q tests/test_translations.py

bench: dev-packages ## Measure everything in benchmarks/, one line each
	@$(PY) -m lms.catalogues
	@$(PY) -m benchmarks --all

# --- write ----------------------------------------------------------------

format: dev-packages ## Put Python and templates in form
	$(VENV)/bin/ruff check --fix .
	$(VENV)/bin/ruff format .
	$(VENV)/bin/djade $$(git ls-files '*.html')

messages: dev-packages ## Collect new texts into the Vietnamese catalogue (needs gettext)
	$(PY) manage.py collect_messages $(ARGS)

screens: dev-packages ## Take the pictures in docs/screens (needs Chromium)
	$(PY) manage.py take_screens

lock: dev-packages ## Write the requirement files again from their .in files
	UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(UPGRADE) requirements.in -o requirements.txt
	for extra in production sso dev; do \
		UV_CUSTOM_COMPILE_COMMAND="make lock" $(LOCK) $(UPGRADE) \
			requirements/$$extra.in -o requirements/$$extra.txt || exit 1; \
	done

upgrade: ## Lock again, to the newest releases the .in files allow
	$(MAKE) lock UPGRADE=--upgrade

clean: ## Remove everything that can be made again; data stays
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find . -name '*.mo' -delete
