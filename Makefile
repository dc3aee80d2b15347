# Everything a newcomer or CI needs. `make` alone lists the targets.
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: help compiled demo test lint format bench clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The stamp is written last, so a set-up that was cut short is done again in full.
$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Presswatch needs Python 3.11 or newer; set PYTHON=/path/to/python3.11 for make" >&2; exit 1; }
	@rm -f $(STAMP)
	@test -x $(BIN)/python && $(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $(STAMP)

# Byte code, as an installer leaves it: an editable install has none, and where PYTHONDONTWRITEBYTECODE is set, as in
# many containers, every start would compile the package anew, for half a second.
compiled: $(STAMP)
	@$(BIN)/python -m compileall -q crawler

demo: compiled ## Set up, then crawl the bundled demo site and show what it alerts
	$(BIN)/presswatch demo

test: compiled ## Set up, then run all tests
	$(BIN)/python -m pytest

lint: $(STAMP) ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

format: $(STAMP) ## Rewrite the code in the house style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: compiled ## Measure a sweep (by hand; minutes)
	$(BIN)/python benchmarks/sweep.py

clean: ## Remove the virtual environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis build dist *.egg-info
