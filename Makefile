# Signpost: the commands people use. `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON := .venv/bin/python
export SIGNPOST_DATA ?= $(CURDIR)/var
export RASA_TELEMETRY_ENABLED := false
export TF_CPP_MIN_LOG_LEVEL := 3
export PYTHONPATH := $(CURDIR)

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

.PHONY: setup
setup: .venv/.ready web/static/build/.ready ## Install everything (Python, packages, front end)

# Prerequisites of the environment: a change to any of them installs again.
.venv/.ready: requirements.lock requirements-encoder.lock .python-version .ci/bootstrap
	@bash .ci/bootstrap

web/static/build/.ready: .venv/.ready package.json package-lock.json $(shell find web/static/scss web/static/js -type f 2>/dev/null)
	@echo "==> Building the front end"
	@$(PYTHON) -m web build-assets
	@touch $@

.PHONY: data
data: setup ## Prepare the store, the index and the language models, and train the bot
	@echo "==> Preparing the directory"
	@$(PYTHON) -m directory_data prepare
	@echo "==> Preparing the language models"
	@$(PYTHON) -m nlu train
	@echo "==> Preparing the bot"
	@$(PYTHON) -m bot train

.PHONY: run
run: data ## Start Signpost and show its address (Ctrl-C stops it)
	@exec $(PYTHON) -m web run

.PHONY: run-cluster
run-cluster: data ## The same as several processes with PostgreSQL, Redis and nginx, as a county runs it
	@exec $(PYTHON) -m web run-cluster

.PHONY: test
test: data ## Run all checks and tests
	@bash .ci/test

.PHONY: test-newest
test-newest: setup ## Run the tests without Rasa on the newest Python here, and measure coverage
	@bash .ci/test-newest

.PHONY: evaluate
evaluate: data ## Measure safeguarding, intents, audience and search on the held-out messages
	@$(PYTHON) -m nlu evaluate

.PHONY: bench
bench: setup ## Measure the search against SQLite FTS5 and tantivy (about 15 minutes)
	@$(PYTHON) -m directory_data bench --records 7000 --records 70000

.PHONY: load
load: data ## Measure many people at once, and the bot that `rasa init` makes beside it (about 10 minutes)
	@$(PYTHON) -W ignore -m tests.load table

.PHONY: load-cluster
load-cluster: data ## The same people and two of each process, with PostgreSQL, Redis and nginx (about 5 minutes)
	@$(PYTHON) -W ignore -m tests.load table --cluster

.PHONY: soak
soak: data ## Thirty minutes of conversations with memory watched
	@$(PYTHON) -W ignore -m tests.load soak

.PHONY: lighthouse
lighthouse: data ## Lighthouse's scores, the weight of the pages and the wait for an answer (about 10 minutes)
	@$(PYTHON) -W ignore -m tests.lighthouse

.PHONY: faults
faults: data ## Break every program once while people write, and write down what they notice (about 12 minutes)
	@$(PYTHON) -m pytest tests/system/test_faults_under_load.py -q; code=$$?; $(PYTHON) -m tests.faults; exit $$code

.PHONY: fuzz
fuzz: setup ## Try damaged and made-up input on every parser, the chat and the search (FUZZ_SECONDS=60)
	@$(PYTHON) -W ignore -m tests.fuzz --seconds $(or $(FUZZ_SECONDS),60)

.PHONY: lint
lint: setup ## Style, types and import contracts
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports

.PHONY: format
format: setup ## Put the code into the house format
	@.venv/bin/ruff check --fix .
	@.venv/bin/ruff format .

.PHONY: lock
lock: ## Resolve the dependencies again into requirements.lock
	@uv pip compile -q --universal --python-version 3.10 --generate-hashes --no-emit-index-url --no-header --all-extras pyproject.toml -o requirements.lock

.PHONY: audit
audit: setup ## Look up every locked package in the advisories (docs/dependencies.md explains what is accepted)
	@bash .ci/audit

.PHONY: sbom
sbom: setup ## Write the software bill of materials (CycloneDX) into var/
	@PATH="$$PATH:.uv/bin" uv tool run --quiet --from "cyclonedx-bom>=7,<8" cyclonedx-py environment \
	  --of JSON --output-reproducible -o var/sbom.json .venv/bin/python
	@echo "Written to var/sbom.json"

.PHONY: clean
clean: ## Remove everything that was built or written at run time
	rm -rf .venv .venv-newest .uv var node_modules web/static/build
