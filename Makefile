# make run    set up, read the shipped reports, show every open alert, stay up as the daemon
# make test   set up and pass every test
VENV   := .venv
PYTHON := $(VENV)/bin/python
CONFIG ?= config/monitor.toml
# Many tests wait for clocks and servers more than they work.
JOBS   ?= $(shell echo $$(( $$(nproc) * 2 )))

.PHONY: run test lint setup bench soak schema clean

run: $(VENV)/.ready
	@$(VENV)/bin/monitor --config $(CONFIG) run --show-alerts

test: setup
	@.ci/servers $(PYTHON)
	$(PYTHON) -m pytest -n $(JOBS) --dist worksteal -rs -m "not bench and not slow" tests

lint: setup
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy

# What takes too long for every change: a thousand kills, and soaks.
soak: setup
	MONITOR_KILL_ROUNDS=1000 $(PYTHON) -m pytest -rs tests -m "slow or kill"

# Side by side with the peers, which are installed for it alone.
bench: setup
	$(VENV)/bin/pip install --quiet --disable-pip-version-check -e '.[bench]'
	$(PYTHON) -m pytest -s -m bench tests/bench

schema: $(VENV)/.ready
	$(VENV)/bin/monitor --config $(CONFIG) config schema > config/monitor.schema.json

# With what the tests need; to run the monitor, less is installed.
setup: $(VENV)/.ready-for-tests

$(VENV)/.ready-for-tests: pyproject.toml .ci/setup
	@.ci/setup $(VENV) '.[dev]'
	@touch $(VENV)/.ready $@

$(VENV)/.ready: pyproject.toml .ci/setup
	@.ci/setup $(VENV) .
	@touch $@

clean:
	rm -rf $(VENV) var
