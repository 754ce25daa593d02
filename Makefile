# One entry point for people and for CI. `make help` lists the targets.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
MANAGE := $(BIN)/python manage.py
APPS := hubsite search content cases polls notices privacy accounts vocabulary audit common
ADDRESS ?= 127.0.0.1:8000
POSTGRES_MARKS ?= not browser
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: help port run prepare cluster test test-postgres check fix bench bench-search bench-events chaos-search clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/' | expand -t 18

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: set PYTHON=…"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "The venv module is missing: apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/.runtime: requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet -r requirements.txt
	@touch $@

$(VENV)/.dev: requirements-dev.txt requirements.txt | $(VENV)/bin/python
	$(BIN)/pip install --quiet -r requirements-dev.txt
	@touch $@ $(VENV)/.runtime

port: # say at once what would fail at the end
	@$(PYTHON) -c "import socket, sys; s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1); h, p = sys.argv[1].rsplit(':', 1); s.bind((h, int(p)))" $(ADDRESS) 2>/dev/null \
		|| { echo "Something else uses $(ADDRESS). Choose another: ADDRESS=127.0.0.1:8001 make run"; exit 1; }

prepare: $(VENV)/.runtime ## database, vocabulary, pages, demo content, search: all that `run` needs, quick the second time
	@mkdir -p var
	$(MANAGE) migrate --verbosity 0
	$(MANAGE) load_vocabulary
	$(MANAGE) sync_diseases
	$(MANAGE) load_demo
	$(MANAGE) rebuild_search --if-needed

run: port prepare ## the hub on http://127.0.0.1:8000 with demo content and demo accounts
	@$(MANAGE) load_demo --accounts
	@echo "The hub is at http://$(ADDRESS), the editors' area at http://$(ADDRESS)/admin/"
	$(MANAGE) runserver --insecure --verbosity 0 $(ADDRESS)

cluster: port $(VENV)/.runtime ## PostgreSQL, three Elasticsearch nodes, Redis, gunicorn, events and the workers, all on this machine, until Ctrl-C
	@$(BIN)/python -m deploy.cluster up

test: $(VENV)/.dev ## the whole test suite
	$(BIN)/pytest -n 2 --dist loadfile $(PYTEST_ARGS)

test-postgres: $(VENV)/.dev ## the suite on a PostgreSQL 15 started for it, Chromium left out
	$(BIN)/python -m tests.postgres $(BIN)/pytest -n 2 --dist loadfile -m "$(POSTGRES_MARKS)" $(PYTEST_ARGS)

check: $(VENV)/.dev ## lint, types, layers, templates, migrations, deployment settings
	@mkdir -p var
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy $(APPS) bench deploy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet templates
	$(MANAGE) check --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run
	SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))') AUDIT_KEY=a LICENCE_KEY=l VAULT_KEYS=v ALLOWED_HOSTS=hub.example BASE_URL=https://hub.example \
	DATABASE_URL=sqlite:///var/check.sqlite3 EMAIL_URL=smtp://localhost DEFAULT_FROM_EMAIL=hub@hub.example \
	DJANGO_SETTINGS_MODULE=hubsite.settings.production $(MANAGE) check --deploy --fail-level WARNING

fix: $(VENV)/.dev ## format, and mend what the linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev ## the figures of docs/figures.md, measured here and now
	@mkdir -p var
	$(BIN)/python -m bench

bench-search: $(VENV)/.dev ## the search at scale: Elasticsearch with 7,724 and 200,000 entries, the API against it, SQLite beside it
	@mkdir -p var
	$(BIN)/python -m bench.scale

bench-events: $(VENV)/.dev ## the event stream: how long a change takes to reach 500 open pages
	@mkdir -p var
	$(BIN)/python -m bench.events --streams 500

chaos-search: $(VENV)/.dev ## 1,000 changes while Elasticsearch is killed three times, then index and database compared
	$(BIN)/python -m bench.chaos

clean: ## remove the environment, the local database and files made by running
	rm -rf $(VENV) var staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
