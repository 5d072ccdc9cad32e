# make demo   set up and show Timor-Leste 2023        make test   set up and pass every check
# make lock   renew the hashed lock file              make bench  measure against plain rdflib and pySHACL
# make refresh  write generated pages anew            make serve  answer SPARQL queries at http://127.0.0.1:8000/sparql
# make soak   hostile queries, killers and slow clients for minutes
# make assets  fetch the query editor, and the engine of static sites, with npm, once; without them the forms are plain
.PHONY: demo test soak lock refresh bench serve assets clean help
.DEFAULT_GOAL := help

PYTHON := $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	if $$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then echo $$p; break; fi; done)
BIN := .venv/bin
HOME_DIR := build/home
SHOW := build/demo
VENDOR := r2pgraph/pages/static/vendor
YASGUI := 4.6.2
OXIGRAPH := 0.5.11
OXIGRAPH_SHA256 := 1095d6eb210104411fad61437f29e80c9c76c7fbbe7480c95b9aa2762818deb2
YASGUI_SHA256 := 6520cdd256a4003e8d45865e0d631b6456b88a0e6b65f4f3e56d78a25d74c9a7

help:
	@head -5 Makefile | cut -c3-

.venv/ready: requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "r2pgraph needs Python 3.11 or newer with venv and pip; none was found on the PATH (on Debian: apt-get install python3-venv)."; exit 1; }
	@echo "Setting up .venv with $(PYTHON): about a minute."
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: .venv/ready
	@$(BIN)/r2pgraph --home $(HOME_DIR) build
	@mkdir -p $(SHOW)
	@echo; $(BIN)/r2pgraph --home $(HOME_DIR) explain TLS 2023
	@echo; $(BIN)/r2pgraph --home $(HOME_DIR) score TLS 2023
	@echo; $(BIN)/r2pgraph --home $(HOME_DIR) profile FJI 2023
	@echo; $(BIN)/r2pgraph --home $(HOME_DIR) ask reference-tests
	@echo; echo "Files:"
	@$(BIN)/r2pgraph --home $(HOME_DIR) export --format ttl -o $(SHOW)/turtle
	@$(BIN)/r2pgraph --home $(HOME_DIR) export --format jsonld -o $(SHOW)/jsonld
	@$(BIN)/r2pgraph --home $(HOME_DIR) report TLS 2023 -o $(SHOW)/TLS-2023.html
	@$(BIN)/r2pgraph --home $(HOME_DIR) audit TLS 2023 --format html > $(SHOW)/TLS-2023-audit.html
	@echo "Audit: $(SHOW)/TLS-2023-audit.html"

test: .venv/ready
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-cache | tail -4
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

bench: .venv/ready
	@$(BIN)/python bench/whole_processes.py
	@$(BIN)/python bench/importing.py
	@$(BIN)/python bench/submitting.py
	@$(BIN)/python bench/publishing.py
	@$(BIN)/python bench/service.py votes
	@$(BIN)/python bench/engines.py
	@$(BIN)/python bench/scale.py

soak: .venv/ready
	@$(BIN)/python -m pytest -q -s -m soak tests/service tests/submission
	@$(BIN)/python bench/service.py killers
	@$(BIN)/python bench/service.py slow

serve: .venv/ready
	@$(BIN)/r2pgraph --home $(HOME_DIR) serve

refresh: .venv/ready
	@$(BIN)/python tests/house/refresh.py

assets:
	@command -v npm >/dev/null || { echo "npm is not on the PATH; the editor works without what it would fetch."; exit 1; }
	@mkdir -p $(VENDOR)/oxigraph build/yasgui build/oxigraph
	@cd build/yasgui && npm pack --silent @zazuko/yasgui@$(YASGUI) >/dev/null
	@echo "$(YASGUI_SHA256)  build/yasgui/zazuko-yasgui-$(YASGUI).tgz" | sha256sum --check --quiet
	@tar -xzf build/yasgui/zazuko-yasgui-$(YASGUI).tgz -C $(VENDOR) --strip-components=2 package/build/yasgui.min.js package/build/yasgui.min.css
	@cd build/oxigraph && npm pack --silent oxigraph@$(OXIGRAPH) >/dev/null
	@echo "$(OXIGRAPH_SHA256)  build/oxigraph/oxigraph-$(OXIGRAPH).tgz" | sha256sum --check --quiet
	@tar -xzf build/oxigraph/oxigraph-$(OXIGRAPH).tgz -C $(VENDOR)/oxigraph --strip-components=1 package/web.js package/web_bg.wasm
	@echo "Static sites answer queries with Oxigraph $(OXIGRAPH) (MIT or Apache-2.0 licence)."
	@echo "The editor at /editor is now YASGUI $(YASGUI) (MIT licence)."

lock:
	@test -x $(BIN)/uv || $(BIN)/python -m pip install --quiet uv
	@$(BIN)/uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-header --quiet -o requirements.lock

clean:
	@rm -rf .venv build dist
