package wat_test

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"wcomp/validate"
	"wcomp/wat"
)

func addSeeds(f *testing.F, add func(data []byte)) {
	seeds, err := filepath.Glob("../encode/testdata/seeds/*.wasm")
	if err != nil || len(seeds) == 0 {
		f.Fatal("no seeds: ", err)
	}
	for _, path := range seeds {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		add(data)
	}
}

// FuzzPrint: no binary makes the printer panic, and what is printed of a valid
// one parses to something that prints the same.
func FuzzPrint(f *testing.F) {
	addSeeds(f, func(data []byte) { f.Add(data) })
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range []wat.PrintOptions{{Skeleton: true}, {NameUnnamed: true}, {FoldInstructions: true}, {PrintOffsets: true}} {
			_ = wat.Print(io.Discard, data, o)
		}
		var text bytes.Buffer
		err := wat.Print(&text, data, wat.PrintOptions{})
		if _, invalid := validate.Binary(data, validate.Options{}); err != nil || invalid != nil {
			return
		}
		again, err := wat.Parse(text.Bytes(), wat.ParseOptions{})
		if err != nil {
			t.Fatalf("what was printed does not parse: %v\n%s", err, text.Bytes())
		}
		if _, err := validate.Binary(again, validate.Options{}); err != nil {
			t.Fatalf("what was parsed is not valid: %v\n%s", err, text.Bytes())
		}
	})
}

// FuzzParse: no text makes the parser panic, and what parses can be printed.
func FuzzParse(f *testing.F) {
	addSeeds(f, func(data []byte) {
		var text bytes.Buffer
		if err := wat.Print(&text, data, wat.PrintOptions{}); err != nil {
			f.Fatal(err)
		}
		f.Add(text.Bytes())
	})
	f.Add([]byte(`(module (func $f (param $x i32) (result i32) (if (result i32) (local.get $x) (then (i32.const 1)) (else (f32.const nan:0x12) unreachable))))`))
	f.Add([]byte(`(component (import "a:b/c@1.0.0" (instance (export "f" (func (param "x" string))))) (core module (memory (data "\00\ff"))))`))
	f.Fuzz(func(t *testing.T, text []byte) {
		data, err := wat.Parse(text, wat.ParseOptions{})
		if err != nil {
			return
		}
		_ = wat.Print(io.Discard, data, wat.PrintOptions{})
	})
}
