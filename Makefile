# The two commands of the README are `make run` and `make test`; `make help` lists all. The work is done by Python:
# site/config/system_packages.py, site/theme/build.py and site/config/management/commands/serve.py.

PYTHON ?= python3
PORT ?= 8000
BIN := .venv/bin
VERIFIER := tests/verifier/node_modules/.package-lock.json
OURS := people surveys training cms
MANAGE := DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--custom-compile-command "make lock" $(UPGRADE)

export PORT
unexport PYTHONDONTWRITEBYTECODE  # it makes every start twice as slow
.DEFAULT_GOAL := help

.PHONY: help run test bench check lint types layers templates migrations dependencies format lock theme free-port

help: ## List the commands
	@sed -n 's/^\([a-z]*\):.*## /make \1 - /p' $(MAKEFILE_LIST) | sed 's/ - /|/' | column -t -s'|'

run: free-port .venv/.installed .venv/.prints theme ## Serve the product on this machine, starter content included (PORT=8000)
	@exec $(BIN)/python manage.py serve --port $(PORT)

test: .venv/.installed-dev .venv/.prints .venv/.browses $(VERIFIER) theme ## Run every test (DATABASE_URL= and REDIS_URL= choose the services)
	@$(BIN)/pytest -n 2 $(ARGS)

bench: .venv/.installed-dev theme ## Measure speed beside a bare view and a bare database loop (DATABASE_URL= names a PostgreSQL)
	@$(BIN)/python -m bench

check: lint types layers templates migrations dependencies ## Run every check that is no test

lint: .venv/.installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: .venv/.installed-dev
	$(BIN)/mypy .

layers: .venv/.installed-dev
	$(BIN)/lint-imports --no-cache

templates: .venv/.installed-dev
	$(BIN)/djlint templates --lint --quiet

migrations: .venv/.installed-dev
	$(MANAGE) makemigrations --check --dry-run
	$(MANAGE) lintmigrations --include-apps $(OURS) --no-cache --warnings-as-errors --quiet ok ignore \
	    --ignore-name-contains initial

dependencies: .venv/.installed-dev
	$(BIN)/deptry .

format: .venv/.installed-dev ## Put the code in its one format
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: .venv/.installed-dev ## Make both lock files again (UPGRADE=--upgrade takes newer versions)
	$(LOCK) --group build --output-file requirements.lock
	$(LOCK) --group build --group dev --constraints requirements.lock --output-file requirements-dev.lock

theme: .venv/.installed
	@$(BIN)/python -m theme.build

free-port:
	@$(PYTHON) site/config/ports.py 127.0.0.1 $(PORT)

.venv/bin/pip:
	@echo "Making .venv ..."
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed: make run PYTHON=python3.11 names one.")'
	@$(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python cannot make a virtual environment here: on Debian and Ubuntu, apt-get install python3-venv" >&2; exit 1; }

.venv/.installed: requirements.lock pyproject.toml | .venv/bin/pip
	@echo "Installing what the product is built on, as locked in requirements.lock (about a minute) ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index --editable .
	@touch $@

.venv/.installed-dev: requirements-dev.lock .venv/.installed
	@echo "Installing what tests and checks need, as locked in requirements-dev.lock ..."
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.venv/.prints: .venv/.installed
	@$(BIN)/python -m config.system_packages pdf
	@touch $@

.venv/.browses: .venv/.installed
	@$(BIN)/python -m config.system_packages browser
	@touch $@

$(VERIFIER): tests/verifier/package-lock.json | .venv/.installed
	@$(BIN)/python -m tests.verifier.install
	@touch $@
