# Each target calls one tool. `make help` lists them.
PORT ?= 8000
SEED ?= 2015
RUN := .venv/bin/safercities
PYTHON := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

.PHONY: help serve test site data release bench readability calibration lock hooks setup setup-tests clean

help:            ## list the targets
	@grep -hE '^[a-z-]+: .*##|^[a-z-]+:  *##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 16

serve: site      ## set up, build and serve the course at http://localhost:8000 (PORT=9000 for another port)
	@$(RUN) serve --port $(PORT)

test: setup-tests site  ## set up everything the tests need and run them all
	@$(PYTHON) -m pytest --numprocesses 2 --dist loadfile

site: setup release     ## build the site into _build/html, running every notebook; warnings are errors
	@$(RUN) site

release: setup   ## make assignments/release/ from assignments/source/ with nbgrader
	@$(RUN) release

data: setup      ## write datasets/ again from the seed, byte for byte the same
	@$(RUN) city --seed $(SEED) --out datasets

bench: setup-tests site ## measure every figure that README.md states
	@$(PYTHON) -m benchmarks

readability: setup-tests ## print how hard each page is to read, the hardest first
	@$(PYTHON) -m benchmarks plain_language

calibration: setup ## count how often 95 % intervals cover the planted truth, over 400 cities
	@$(PYTHON) -m safercities.city.calibration

lock: setup      ## write requirements.txt and binder/requirements.txt from pyproject.toml
	@$(PYTHON) tools/lock.py

hooks: setup     ## check each commit before it is made
	@.venv/bin/pre-commit install

setup:           ## make the environment in .venv
	@python3 tools/bootstrap.py

setup-tests:     ## make the environment and find or install the browser for the tests
	@python3 tools/bootstrap.py --tests

clean:           ## remove built output and caches, keep the environment
	@rm -rf _build .cache build assignments/release
