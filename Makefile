# The commands of the house. `make run` and `make test` do all the set-up a fresh machine needs.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check install --no-deps
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)

.PHONY: run install dev-install test-system-packages test hostile check format eval eval-outcomes eval-guessing verifier conversations injections intake ablation peers bench lock clean

run: install
	$(BIN)/ax-advisor serve --with-corpus

install: $(VENV)/.installed

$(VENV)/.installed: requirements.lock requirements-torch-cpu.lock requirements-accelerator.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11-3.13 is needed, this is " + sys.version) if not (3, 11) <= sys.version_info[:2] <= (3, 13) else None'
	$(PYTHON) -m venv $(VENV)
	$(PIP) --require-hashes -r requirements-torch-cpu.lock 2>/dev/null || echo "no CPU build of torch at hand: taking the default one"
	$(PIP) --require-hashes -r requirements.lock
	$(BIN)/python -c 'import torch' 2>/dev/null || $(PIP) --require-hashes -r requirements-accelerator.lock
	$(PIP) --no-build-isolation --quiet --editable .
	touch $@

dev-install: $(VENV)/.dev-installed

$(VENV)/.dev-installed: $(VENV)/.installed requirements-dev.lock
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

# A browser with Korean fonts and a PostgreSQL server, for the tests only.
test-system-packages:
	@if command -v chromium >/dev/null && ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	    && fc-list 2>/dev/null | grep -qi 'CJK' && tesseract --list-langs 2>/dev/null | grep -q '^kor$$'; then \
	  echo "chromium, Korean fonts, PostgreSQL and tesseract are here"; \
	else \
	  $(SUDO) apt-get update -qq && DEBIAN_FRONTEND=noninteractive $(SUDO) apt-get install -y -qq \
	    chromium fontconfig fonts-noto-cjk postgresql tesseract-ocr tesseract-ocr-kor; \
	fi

test: dev-install test-system-packages
	$(BIN)/python -m pytest -n 2 --dist loadfile

# Every broken or hostile file, with what becomes of it.
hostile: dev-install
	$(BIN)/python -m tests.ingest.hostile

check: dev-install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev-install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: dev-install
	$(BIN)/ax-advisor eval

# What the verification of sentences catches: labelled pairs, then a language model that lies on purpose.
verifier: dev-install
	$(BIN)/python -m evals.verifier
	$(BIN)/python -m evals.verifier.lying

# A second question in a conversation: whether it is read as going on or as a new one.
conversations: dev-install
	$(BIN)/python -m evals.conversations

# Proposed before/after figures against those labelled by hand.
eval-outcomes: dev-install
	$(BIN)/python -m evals.outcomes

# Guessed metadata of the bundled documents against their own.
eval-guessing: dev-install
	$(BIN)/python -m evals.guessing

# Questions and documents that try to make the assistant obey.
injections: dev-install
	$(BIN)/python -m evals.injections
	$(BIN)/python -m evals.off_topic
	$(BIN)/python -m pytest tests/injections tests/answering/test_screening.py

# How files get in when things go wrong: killed processes, large drops, many editions, two people at once.
intake: dev-install
	$(BIN)/python -m evals.intake

ablation: dev-install
	$(BIN)/python -m evals.ablation

# Needs the packages of the extra `peers`, in another place so that they never mix with ours: PEERS=folder.
PEERS ?= var/peers
peers: dev-install
	PYTHONPATH=$(PEERS) $(BIN)/python -m evals.peers

bench: dev-install
	$(BIN)/python -m evals.benchmarks

lock:
	$(PYTHON) deploy/lock.py

clean:
	rm -rf $(VENV) var reports .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
