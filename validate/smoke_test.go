package validate

import (
	"os"
	"testing"

	"wcomp/internal/corpus"
)

// Every prebuilt module of the corpus is valid.
func TestCorpusModulesAreValid(t *testing.T) {
	for _, pattern := range []string{"real/*/module.wasm", "components/*/module.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := Binary(data, Options{}); err != nil {
				t.Errorf("%s: %v", corpus.Name(t, path), err)
			}
		}
	}
}
