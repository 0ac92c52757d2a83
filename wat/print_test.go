package wat_test

import (
	"bytes"
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wat"
)

// TestPrintComponentsOfTheCorpus prints component.wasm of every case of
// components/ and compares with the golden text beside it.
func TestPrintComponentsOfTheCorpus(t *testing.T) {
	for _, path := range corpus.Glob(t, "components/*/component.wat") {
		dir := filepath.Dir(path)
		data, err := os.ReadFile(filepath.Join(dir, "component.wasm"))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(dir), func(t *testing.T) {
			want, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			var got bytes.Buffer
			if err := wat.Print(&got, data, wat.PrintOptions{}); err != nil {
				t.Fatal(err)
			}
			if difference := firstDifference(golden(got.String()), golden(string(want))); difference != "" {
				t.Error(difference)
			}
		})
	}
}

// golden is text with the producer's version masked, as the goldens have it.
func golden(text string) string {
	return version.ReplaceAllString(text, `(processed-by "wit-component" "$$CARGO_PKG_VERSION")`)
}

var version = regexp.MustCompile(`\(processed-by "wit-component" "[^"]*"\)`)
