package encode_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// FuzzReencode: whatever decodes is written so that it decodes to the same
// again, and nothing makes the decoder panic.
func FuzzReencode(f *testing.F) {
	seeds, err := filepath.Glob("testdata/seeds/*.wasm")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, path := range seeds {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		out, err := reencode(data)
		if err != nil {
			return
		}
		again, err := reencode(out)
		if err != nil {
			t.Fatalf("what was written does not decode: %v", err)
		}
		if !bytes.Equal(again, out) {
			t.Fatal("encoding is not a fixed point")
		}
	})
}
