# `make help` lists everything. The work is done by the scripts in Tools/; this file only names it.

.DEFAULT_GOAL := help
.PHONY: help build run test bench goldens format assurance sbom clean

help: ## list what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

build: ## build the release binary: ./bin/stagedoor
	@Tools/install build
	@Tools/build

run: ## build, then serve the demo world and print its address
	@Tools/install build
	@Tools/run

test: ## check everything: rules of the house, tests on both databases, proofs
	@Tools/install build test
	@Tools/test

assurance: ## the same with the long proofs (hours)
	@Tools/install build test
	@Tools/test assurance

bench: ## measure the release binary and write docs/benchmarks.md
	@Tools/install build test bench
	@Tools/build
	@Tools/bench

goldens: ## write the golden files anew, for review in the diff
	@Tools/install build test
	@Tools/goldens

format: ## set all Swift files in the house's form
	@swift format -i -p -r Sources Tests Package.swift

sbom: ## write bin/stagedoor.cdx.json, the bill of materials (CycloneDX 1.6)
	@Tools/install build
	@mkdir -p bin
	@Tools/sbom >bin/stagedoor.cdx.json.new
	@mv bin/stagedoor.cdx.json.new bin/stagedoor.cdx.json
	@echo bin/stagedoor.cdx.json

clean: ## remove what was built, measured and logged, and the demo world
	rm -rf .build bin var/demo var/log var/proof var/python
