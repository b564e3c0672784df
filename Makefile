# Everything a newcomer or CI runs. Needs Python 3.11 or newer with venv, and make.
PYTHON ?= python3
DEMO ?= 1
BIN := .venv/bin
READY := .venv/.ready
export UV_PROJECT_ENVIRONMENT := .venv
export UV_PYTHON_DOWNLOADS := never

.PHONY: up test check soak bench bench-large score browser postgres clean

up: $(READY) ## set up and run the whole system; DEMO=0 starts empty
	@exec $(BIN)/tocsin up $(if $(filter 0,$(DEMO)),--no-demo)

test: $(READY) browser ## set up and run every test but the soak
	@$(BIN)/pytest -n 2 --dist loadfile --no-loadscope-reorder

check: $(READY) ## formatting, lint, types and the arrows between packages
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

soak: $(READY) ## long seeded kills under load
	@$(BIN)/pytest -m soak

bench: $(READY) browser ## measure, into docs/benchmarks.md
	@$(BIN)/python -m bench.run

bench-large: $(READY) ## measure from 10,000 to 1,000,000 open complaints
	@$(BIN)/python -m bench.large

score: $(READY) ## score the clusters, and other methods, against judged data
	@$(BIN)/uv sync --quiet --frozen --inexact --group bench --python $(BIN)/python
	@$(BIN)/python -m bench.score

$(READY): uv.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Tocsin needs Python 3.11 or newer; set PYTHON=/path/to/it"; exit 1; }
	@echo "Preparing .venv (once; about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check 'uv>=0.9'
	@$(BIN)/uv sync --frozen --inexact --python $(BIN)/python
	@touch $@

# $(call install,PACKAGES,WHAT FOR): by apt where we may, else say what is missing.
install = { if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
	  echo "Installing $(1) for $(2)"; \
	  apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
	    apt-get install -qq -y --no-install-recommends $(1) >/dev/null; \
	else echo "Missing: $(1), for $(2), which will be skipped"; fi; }

browser: ## Chromium and a Chinese font for the page tests
	@{ command -v chromium && fc-list :lang=zh | grep -q .; } >/dev/null 2>&1 \
	  || $(call install,chromium fontconfig fonts-noto-cjk,the tests of the pages)

postgres: ## the server binaries that the PostgreSQL tests start
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
	  || $(call install,postgresql,the tests on PostgreSQL)

clean: ## remove what set-up and tests made; var/ (your data) stays
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
