package validate_test

import (
	"os"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/validate"
)

// Every component of the corpus is valid, under the features that the
// reference made it with.
func TestCorpusComponentsAreValid(t *testing.T) {
	for _, pattern := range []string{"components/*/component.wasm", "real/*/component.wasm", "real/*/*/component.wasm", "real/compose/*.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			t.Run(corpus.Name(t, path), func(t *testing.T) {
				data, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				info, err := validate.Binary(data, validate.Options{Features: binary.AllFeatures})
				if err != nil {
					t.Fatal(err)
				}
				if info.Component == nil {
					t.Fatal("no component in the answer")
				}
			})
		}
	}
}
