# Newcomers need only `make serve` and `make test`; each creates .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

# Tests start some hundred processes: without stored byte code each would compile all modules.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup serve test slow costs fix eval bench lock words

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(READY) ## create .venv with everything in requirements.lock, hash-checked

# Cleared first, so that packages no longer in the lock are gone.
$(READY): pyproject.toml requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "$(PYTHON) is older than 3.11: install Python 3.11+ or run make PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv --clear $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

serve: setup ## index corpus/ if needed and serve the search page
	@$(BIN)/fieldguide index; status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ] || exit $$status
	@$(BIN)/fieldguide serve

# Three processes, because many tests wait for one that they started: two of them leave a quarter of two cores unused.
test: setup ## every check: style, types (of tests too), tests (uses a browser if one is found)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -q -n 3 -rs

# Different examples each time; a failure shows how to reproduce it. With CI set, the same ones each time.
slow: setup ## the property tests on many more examples, and the long tests (docs/testing.md)
	$(BIN)/pytest -q -n 2 -m "hypothesis or slow" --hypothesis-profile=slow

costs: setup ## the tests of make test, with the processor time of each folder
	$(BIN)/pytest -q -n 3 -p tests.costs

fix: setup ## fix style
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# make eval SETS=FOLDER also runs the judged collections in FOLDER, in BEIR layout, with the shipped settings.
SETS ?=
JUDGED := tests/relevance
eval: setup ## relevance over the judged queries of the sample library
	@$(BIN)/fieldguide index; status=$$?; [ $$status -eq 0 ] || [ $$status -eq 3 ] || exit $$status
	@$(BIN)/fieldguide evaluate --queries $(JUDGED)/queries.jsonl --qrels $(JUDGED)/qrels.tsv --pages $(JUDGED)/pages.tsv
	@printf '\nHeld back: these do not influence any weight, so only averages are shown.\n'
	@$(BIN)/fieldguide evaluate --queries $(JUDGED)/held_back/queries.jsonl --qrels $(JUDGED)/held_back/qrels.tsv \
		--pages $(JUDGED)/held_back/pages.tsv --mean-only
	@printf '\nIn Spanish, over the same library:\n'
	@$(BIN)/fieldguide evaluate --queries $(JUDGED)/mixed/queries.jsonl --qrels $(JUDGED)/mixed/qrels.tsv
	@[ -z "$(SETS)" ] || { printf '\nEach set in %s, with the shipped settings:\n' "$(SETS)"; $(BIN)/python -m benchmarks.sets "$(SETS)"; }

# One script per question; each takes --help. All take about an hour; make bench QUESTIONS="kinds server" runs only these two.
QUESTIONS ?= faceted stock_whoosh kinds long_library growth indexing index_memory updating reindexing crawling publishes survival opening command_start memory server hostile soak spanish synonyms suggestions strings
bench: setup ## speed compared with tantivy, SQLite and stock Whoosh; results in benchmarks/runs/<date>/ (docs/speed.md)
	@for question in $(QUESTIONS); do PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/python -m benchmarks.$$question || exit 1; done

words: setup ## add new messages of the pages to the catalogues, and remove old ones (docs/translating.md)
	$(BIN)/pybabel --quiet extract -o $(VENV)/messages.pot
	$(BIN)/pybabel --quiet update -i $(VENV)/messages.pot -d searchapp/web/translations --no-fuzzy-matching --ignore-obsolete -w 120
	@# What else is in a header says nothing here, and would change each time.
	sed -i -E '/^"(Project-Id-Version|Report-Msgid-Bugs-To|POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Generated-By):/d' searchapp/web/translations/*/LC_MESSAGES/messages.po

lock: ## update requirements.lock from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--group dev --custom-compile-command "make lock" -o requirements.lock pyproject.toml
