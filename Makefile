# Two commands: `make run` and `make test`. The rest is for who works on it.
PYTHON ?= python3
PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/installed

.PHONY: run test check lint compile learn audio clean

run: $(STAMP)
	PORT=$(PORT) $(BIN)/python -m skill serve

test: $(STAMP)
	$(BIN)/python -m pytest -n 2

check: $(STAMP) lint
	$(BIN)/python -m skill check
	$(BIN)/python -m skill audio status

lint: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

compile learn: $(STAMP)
	$(BIN)/python -m skill $@

audio: $(STAMP)
	$(BIN)/python -m skill audio build

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

# The stamp is younger than the requirements only when all of them were installed.
$(STAMP): requirements.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	touch $(STAMP)
