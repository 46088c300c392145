PYTHON ?= python

.PHONY: check lint types layers test quick docs golden bench coverage crash faults flips load mutate fuzz

check: lint types layers test

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy

layers:
	lint-imports

test:
	$(PYTHON) -m pytest -n auto

quick:
	HYPOTHESIS_PROFILE=quick $(PYTHON) -m pytest -q -n auto -m "not terminal and not slow"

docs:
	$(PYTHON) -m tests.docs.pages

golden:
	GOLDEN=write $(PYTHON) -m pytest -q tests/tui

bench:
	for script in tests/bench/bench_*.py; do $(PYTHON) $$script || exit 1; done

coverage:
	$(PYTHON) -m tests.coverage

crash:
	$(PYTHON) -m tests.crash.campaign

faults:
	$(PYTHON) -m tests.crash.faults

flips:
	$(PYTHON) -m tests.crash.flips

load:
	$(PYTHON) -m tests.load.campaign

fuzz:
	$(PYTHON) -m tests.fuzz

mutate:
	$(PYTHON) -m tests.mutation
