# Two commands: `make run` and `make test`. The rest is for who works on it.
PYTHON ?= python3
PORT ?= 5000
VENV := .venv
BIN := $(VENV)/bin
RUN := $(VENV)/installed
WORKSHOP := $(VENV)/workshop
PIP := $(BIN)/python -m pip install --disable-pip-version-check --require-hashes

.PHONY: run test coverage check lint compile learn audio soak licences wheel pins workshop clean

run: $(RUN)
	PORT=$(PORT) $(BIN)/python -m skill serve

# Byte code is kept, wherever that is off: without it each of a hundred processes compiles the program
# anew. There are as many test processes as CI has cores: with one more, a real call is disturbed.
# What the tests reach is measured at a desk: following each line takes twice as long, and
# what waits for a browser or a call then waits too long.
PYTEST := PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n 2 --dist worksteal
COVERAGE := --cov=skill --cov-report=term:skip-covered --cov-fail-under=88

test: $(WORKSHOP)
	$(PYTEST)

coverage: $(WORKSHOP)
	$(PYTEST) $(COVERAGE)

check: $(WORKSHOP) lint
	$(BIN)/python -m skill check
	$(BIN)/python -m skill audio status

lint: $(WORKSHOP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache

compile learn: $(WORKSHOP)
	$(BIN)/python -m skill $@

audio: $(WORKSHOP)
	$(BIN)/python -m skill audio build

# What must never fail, tried many times: about twenty minutes. CI takes a twentieth.
SOAK ?= --share 1 --minutes 10
soak: $(WORKSHOP)
	$(BIN)/python bench/soak.py $(SOAK)

licences: $(WORKSHOP)
	$(BIN)/python bench/licences.py requirements.txt

wheel: $(WORKSHOP)
	$(BIN)/python -m pip wheel --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir dist .

workshop: $(WORKSHOP)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis dist

# A stamp is younger than its requirements only when all of them were installed.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; try: make PYTHON=python3.13 ...")'
	$(PYTHON) -m venv $(VENV)

$(RUN): requirements.txt | $(VENV)/bin/python
	@echo "installing $$(grep -c == $<) packages (about 45 MB, once) ..."
	$(PIP) -r $<
	touch $@

$(WORKSHOP): requirements-dev.txt requirements.txt | $(VENV)/bin/python
	@echo "installing $$(grep -c == $<) packages (about half a gigabyte, once) ..."
	$(PIP) -r $<
	touch $(RUN) $@

# Every requirements file anew from the extras of pyproject.toml, as parts of one answer: any of them
# fit together in one environment. Versions stay as they are; `make pins UPGRADE=--upgrade` renews them.
UV := $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-strip-extras --custom-compile-command 'make pins'
ALL := $(VENV)/pins.txt
PINS = $(UV) --generate-hashes --constraints $(ALL) pyproject.toml

pins: | $(VENV)/bin/python
	$(BIN)/python -m pip install --disable-pip-version-check uv==0.13.9
	cat requirements*.txt > $(ALL)
	$(UV) $(UPGRADE) --all-extras pyproject.toml --output-file $(ALL)
	$(PINS) --extra server --output-file requirements.txt
	$(PINS) --extra server --extra train --extra studio --extra dev --output-file requirements-dev.txt
	for extra in kokoro ear wyoming bench aws; do $(PINS) --extra $$extra --output-file requirements-$$extra.txt || exit 1; done
	echo ask-sdk-core | $(UV) --constraints $(ALL) - --output-file lambda/requirements.txt
