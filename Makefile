# Everything a newcomer types. Needs Python 3.11 or newer (with venv), make and a package index.

.DEFAULT_GOAL := help
.PHONY: help run test lint format sizes bench requirements installed installed-dev venv

PYTHON ?= python3
VENV ?= .venv
TESTS ?= tests
PY := $(VENV)/bin/python
PIP := $(PY) -m pip install --require-hashes --disable-pip-version-check --quiet

help: ## Print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

run: installed ## Start with the shipped library and demo accounts on http://127.0.0.1:8000 (or PORT=8001)
	@KB_DEMO=1 exec $(PY) -m flask --app app kb serve

test: installed-dev ## Run every test (TESTS=tests/text for some of them)
	@$(PY) -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(TESTS)

lint: installed-dev ## Check style, types, templates and imports, as the tests do
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy
	@$(PY) -m djlint templates --lint --quiet
	@$(PY) -c 'from importlinter import cli; cli.lint_imports_command()'

format: installed-dev ## Format the code and mend what can be mended by itself
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

sizes: installed-dev ## Print how long modules and functions are, beside the house's targets
	@$(PY) -m tests.architecture.sizes

bench: installed-dev ## Measure search: how well it finds, and how fast (docs/benchmarks.md)
	@$(PY) -m benchmarks.search_quality
	@$(PY) -m benchmarks.search_speed

# Production installs the file that the tests ran on.
# New releases wait a week: most bad ones are found by then.
COMPILE = $(PY) -m uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --exclude-newer "1 week" --quiet \
	--custom-compile-command "make requirements" $(if $(UPGRADE),--upgrade)

requirements: installed-dev ## Compile requirements*.txt from pyproject.toml (UPGRADE=1 takes newer releases)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt

# What is installed is compared by content: a fresh checkout has new dates but the same lines.
installed: venv
	@cmp -s requirements.txt $(VENV)/requirements.txt || { \
	  echo "Installing what requirements.txt lists. This happens once and takes a minute or two."; \
	  $(PIP) -r requirements.txt && cp requirements.txt $(VENV)/requirements.txt; }

installed-dev: venv
	@cmp -s requirements-dev.txt $(VENV)/requirements-dev.txt || { \
	  echo "Installing what requirements-dev.txt lists. This happens once and takes a minute or two."; \
	  $(PIP) -r requirements-dev.txt && cp requirements.txt requirements-dev.txt $(VENV)/; }

# Made anew where it is missing, broken or too old.
venv:
	@$(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
	    echo "Python 3.11 or newer is needed, and $(PYTHON) is not."; \
	    echo "Install one and name it, for example: make run PYTHON=python3.12"; exit 1; }; \
	  $(PYTHON) -m venv --clear $(VENV) || { \
	    echo "Python could not make $(VENV). On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }; }
