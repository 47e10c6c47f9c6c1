# Two commands: `make demo` and `make test`. Each does all the set-up it needs, once.
SHELL := /bin/bash
.DELETE_ON_ERROR:

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready
# tests that drive a browser carry the mark `browser`; a browser is looked for only when there are some
BROWSER := $(if $(shell grep -rlE 'pytest\.mark\.browser' tests --include='test_*.py'),.venv/.browser)
ARGS ?=
# what the demonstration asks of a caseload; without --provisions it is everything
SCREENED := priority/2014,priority/2017/convicted,priority/2017/charged,priority/2017/final-order,process/expedited-removal,protection/daca,consequence/privacy-act

.PHONY: demo test test-engines check lint docs messages lock bench clean

demo: $(READY)
	@mkdir -p out
	@$(BIN)/inforce demo --page out/article.html --screen out/caseload

test: $(READY) $(BROWSER)
	$(BIN)/python -m pytest -n auto $(ARGS)

# engines that few need: PostgreSQL and Spark with Java, installed when absent
test-engines: $(READY) .venv/.engines
	$(BIN)/python -m pytest -m engines $(ARGS)

check: $(READY)
	$(BIN)/inforce check

lint: $(READY)
	$(BIN)/ruff check --no-cache .
	$(BIN)/mypy

# everything that is generated: docs/coverage.md, docs/errata.md, docs/facts.md, docs/glossary.md, docs/provisions.md, blocks of README.md
docs: $(READY)
	$(BIN)/python -m docs.generate

# the sentences the program says: the template, and the Spanish catalogue in order; says what lacks words or is stale
messages: $(READY)
	$(BIN)/python -m docs.messages

bench: $(READY)
	$(BIN)/python -m bench

# the lock names every package with its hashes and no place to fetch it from
lock: .venv/bin/python
	python3 -m venv .venv/lock && .venv/lock/bin/pip install --quiet pip-tools
	.venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host \
	  --extra dev --extra build --extra sql --output-file requirements.lock pyproject.toml
	.venv/lock/bin/pip-compile --quiet --generate-hashes --strip-extras --no-header --no-annotate \
	  --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --constraint requirements.lock \
	  --extra postgres --extra spark --output-file requirements-engines.lock pyproject.toml

clean:
	rm -rf .venv build dist out .pytest_cache .mypy_cache .ruff_cache .hypothesis

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or later is needed" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv .venv || { rm -rf .venv; apt-get update -qq && apt-get install -y -qq python3-venv && $(PYTHON) -m venv .venv; }

$(READY): requirements.lock pyproject.toml | .venv/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.engines: requirements-engines.lock | $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-engines.lock
	@command -v java >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends default-jre-headless; }
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql; }
	@touch $@

.venv/.browser: | $(READY)
	@command -v chromium >/dev/null || { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; }
	@touch $@
