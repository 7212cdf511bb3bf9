# make demo   build a library from a report and show what comes out of it   (REPORT=path, LIBRARY=folder)
# make test   everything that CI runs: lint, types, tests
# make clean  remove the environment and the demo's library
# Needs Python 3.11 or newer, make and git. Outside this folder only the prepared language model is written, 90 MB in the user's cache.
# The first time takes a minute or more for the installation, see README: sizes.

PYTHON ?= python3
VENV ?= .venv
REPORT ?= examples/barrovento-2024.md
LIBRARY ?= demo-library

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check
NEEDED := $(VENV)/.installed
NEEDED_FOR_TESTS := $(VENV)/.installed-for-tests

.PHONY: help demo test lint types tests clean
help:
	@sed -n '1,/^$$/s/^# //p' Makefile

demo: $(NEEDED)
	@KG="$(BIN)/kg" PY="$(BIN)/python" sh examples/demo.sh "$(REPORT)" "$(LIBRARY)"

test: lint types tests

lint: $(NEEDED_FOR_TESTS)
	$(BIN)/ruff check .

types: $(NEEDED_FOR_TESTS)
	$(BIN)/mypy

tests: $(NEEDED_FOR_TESTS)
	$(BIN)/python -m pytest

# The environment is made once; it is brought up to date when the list of packages changes.
$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed, not " + sys.version.split()[0] + "; say which: make demo PYTHON=python3.12")'
	@$(PYTHON) -c 'import ensurepip, venv' || { echo "Python came without venv; install it (Debian, Ubuntu: apt install python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(NEEDED): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV): about 450 MB are fetched (see README: sizes)"
	$(PIP) install --no-compile -c constraints.txt -e .
	@touch $@

$(NEEDED_FOR_TESTS): pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing into $(VENV): about 450 MB are fetched (see README: sizes)"
	$(PIP) install --no-compile -c constraints.txt -e ".[all,dev]"
	@touch $(NEEDED) $@

clean:
	rm -rf $(VENV) demo-library
