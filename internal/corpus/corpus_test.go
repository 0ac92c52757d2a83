package corpus_test

import (
	"strings"
	"testing"

	"wcomp/internal/corpus"
)

func TestTheCorpusIsFound(t *testing.T) {
	if text := corpus.Read(t, "README.md"); !strings.Contains(string(text), "# The corpus") {
		t.Errorf("README.md of the corpus begins %.40q", text)
	}
	modules := corpus.Glob(t, "components/*/module.wasm")
	for _, path := range modules {
		if name := corpus.Name(t, path); !strings.HasPrefix(name, "components/") {
			t.Fatalf("the name of %s is %s", path, name)
		}
	}
	seen := 0
	corpus.Walk(t, "components", func(path string) {
		if strings.HasSuffix(path, "/module.wasm") {
			seen++
		}
	}, ".wasm")
	if seen != len(modules) {
		t.Errorf("Walk finds %d modules, Glob %d", seen, len(modules))
	}
}
