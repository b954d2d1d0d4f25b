# Needs git, make and Python 3.11 or later; everything else goes into .venv.

DEMO_TENDER ?= sample_tenders/community-health
PYTHON ?= python3 python3.13 python3.12 python3.11  # the first that is new enough is taken

BIN := .venv/bin
UV := $(shell command -v uv 2>/dev/null)

# As pip does: trust what the machine trusts, so that uv works behind an authority's proxy.
export UV_SYSTEM_CERTS ?= 1

# .venv is made anew when the locked versions, the project or its place has changed.
SETUP_READS := Makefile pyproject.toml requirements/lock.txt bideval/__init__.py
READY := .venv/ready-$(shell { echo '$(CURDIR)'; cat $(SETUP_READS); } | cksum | cut -d' ' -f1)

.PHONY: help setup demo test test-long lint typecheck format coverage bench docs lock clean

help:
	@echo 'make demo        evaluate a sample tender (DEMO_TENDER=folder for another)'
	@echo 'make setup       make .venv (PYTHON=python3.12 for another Python)'
	@echo 'make test        run the tests'
	@echo 'make test-long   run all tests, the long ones too, with many more examples'
	@echo 'make lint        check style, types and the direction of imports'
	@echo 'make typecheck   check types only'
	@echo 'make format      put the code into the house format'
	@echo 'make coverage    run the tests and say which lines they miss'
	@echo 'make bench       run the benchmarks'
	@echo 'make docs        run the examples of the documentation'
	@echo 'make lock        choose the newest versions allowed (needs uv)'
	@echo 'make clean       remove .venv and the caches'

setup: $(READY)

$(READY):
	@for python in $(PYTHON); do \
	    if $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then break; fi; \
	    python=; \
	done; \
	if [ -z "$$python" ]; then \
	    echo 'bideval needs Python 3.11 or later, and none of these is: $(strip $(PYTHON))' >&2; \
	    echo 'Install one, or name one: make setup PYTHON=/path/to/python3.12' >&2; \
	    exit 1; \
	fi; \
	echo "Setting up .venv with $$($$python --version)$(if $(UV), and uv)"; \
	$(if $(UV),'$(UV)' venv --quiet --clear --python "$$python" .venv,$$python -m venv --clear .venv)
ifneq ($(UV),)
	@'$(UV)' pip install --quiet --python $(BIN)/python --require-hashes -r requirements/lock.txt
	@'$(UV)' pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
else
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
endif
	@touch $@

demo: setup
	$(BIN)/bideval evaluate $(DEMO_TENDER)

# worksteal: a worker keeps the tests of a file, and what they share, until the other has none left.
test: setup
	$(BIN)/python -m pytest -n auto --dist worksteal

test-long: setup
	$(BIN)/python -m pytest -n auto --dist worksteal -m "" --hypothesis-profile=long

lint: setup
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/lint-imports
	$(BIN)/mypy

typecheck: setup
	$(BIN)/mypy

format: setup
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

coverage: setup
	$(BIN)/coverage run -m pytest
	$(BIN)/coverage report

# The peers are not in the lock and come into an environment of their own: nobody needs them to work on
# bideval, and a release of theirs must break no build.
bench: .venv/bench/ready
	.venv/bench/bin/python -m benchmarks

.venv/bench/ready: pyproject.toml requirements/lock.txt | setup
	@echo 'Setting up .venv/bench with the peers'
	@$(BIN)/python -m venv --clear .venv/bench
	@.venv/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/lock.txt
	@for peer in $$($(BIN)/python -c "import tomllib; \
	    print(*tomllib.load(open('pyproject.toml', 'rb'))['dependency-groups']['bench'])"); do \
	    .venv/bench/bin/python -m pip install --quiet --disable-pip-version-check "$$peer" \
	        || echo "$$peer could not be installed: its rows will not be run" >&2; \
	done
	@touch $@

docs: setup
	$(BIN)/python -m pytest tests/docs/test_cli_page.py --update-golden
	$(BIN)/python -m pytest tests/docs

lock:
	uv pip compile --quiet --upgrade --universal --python-version 3.11 --all-extras --group dev \
	    --generate-hashes --no-emit-index-url --no-header --output-file requirements/lock.txt pyproject.toml

clean:
	rm -rf .venv .coverage .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
