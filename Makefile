# Run `make help` for the verbs. Everything but `peers`, `peers-run` and
# `bench` needs nothing but Go.

GO ?= go
FUZZTIME ?= 1m
BENCH ?= .
BENCHTIME ?= 1s
COUNT ?= 1

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the verbs
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "  make %-10s %s\n", $$1, $$2 }'

.PHONY: build
build: ## build bin/wcomp
	CGO_ENABLED=0 $(GO) build -trimpath -ldflags '-s -w' -o bin/wcomp ./cmd/wcomp

.PHONY: demo
demo: build ## make a component of examples/titles/module.wasm, validate and print it
	sh internal/tools/demo.sh

.PHONY: test
test: ## run the tests (corpus and peers are used where they are found)
	$(GO) test -timeout 15m ./...

.PHONY: peers
peers: ## install what wcomp is compared with: wasm-tools, jco, large modules, compilers
	$(GO) run ./internal/tools/peers

.PHONY: peers-run
peers-run: build ## make and run the components of corpus/real under Node.js or wasmtime
	$(GO) run ./internal/tools/runcases -wcomp bin/wcomp $(CASES)

.PHONY: bench
bench: build ## Go benchmarks, then whole processes against wasm-tools on the large modules
	$(GO) test -run '^$$' -bench '$(BENCH)' -benchtime '$(BENCHTIME)' -count '$(COUNT)' ./...
	$(GO) run ./internal/tools/compare -wcomp bin/wcomp -svg docs/validate-time.svg $(COMPARE)

.PHONY: fuzz
fuzz: ## run every fuzz target for FUZZTIME (1m)
	GO='$(GO)' FUZZTIME='$(FUZZTIME)' sh internal/tools/fuzz.sh

.PHONY: lint
lint: ## gofmt, go vet, staticcheck
	@unformatted=$$(gofmt -l .); if [ -n "$$unformatted" ]; then echo "gofmt these:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

.PHONY: cover
cover: ## test coverage by package, coverage.out
	$(GO) test -coverprofile=coverage.out -coverpkg=./... ./...
	$(GO) tool cover -func=coverage.out | tail -1
