package peers_test

import (
	"bytes"
	"os"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

func TestLargeModulesAreThoseOfTheCorpus(t *testing.T) {
	sums := corpus.Read(t, "large.txt")
	for _, m := range peers.Modules {
		peers.LookModule(t, m.Name)
		if err := m.Check(sums); err != nil {
			t.Error(err)
		}
	}
	for _, kind := range []string{"command", "reactor"} {
		peers.LookAdapter(t, kind)
	}
	for _, m := range peers.Adapters {
		if err := m.Check(sums); err != nil {
			t.Error(err)
		}
	}
}

func TestWasmToolsRuns(t *testing.T) {
	module := corpus.Path(t, "real/c-freestanding/module.wasm")
	if _, stderr, code := peers.WasmTools(t, nil, "validate", module); code != 0 {
		t.Errorf("exit code %d: %s", code, stderr)
	}
	data, err := os.ReadFile(module)
	if err != nil {
		t.Fatal(err)
	}
	fromFile, _, _ := peers.WasmTools(t, nil, "print", module)
	fromStdin, _, _ := peers.WasmTools(t, data, "print")
	if len(fromFile) == 0 || !bytes.Equal(fromFile, fromStdin) {
		t.Error("standard input does not reach it")
	}
}
