package wat_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

// roundTrip: the text of a binary parses to what the reference makes of that
// text, byte for byte, and printed again it is the same text.
func roundTrip(t *testing.T, data []byte) {
	t.Helper()
	var text bytes.Buffer
	if err := wat.Print(&text, data, wat.PrintOptions{}); err != nil {
		if _, _, code := peers.WasmTools(t, data, "print", "-"); code == 0 {
			t.Fatalf("it does not print, and does for the reference: %v", err)
		}
		t.Skipf("it prints for nobody: %v", err)
	}
	again, err := wat.Parse(text.Bytes(), wat.ParseOptions{})
	if err != nil {
		t.Fatalf("its text does not parse: %v", err)
	}
	want, complaint, code := peers.WasmTools(t, text.Bytes(), "parse", "-")
	if code != 0 {
		t.Skipf("the reference does not parse the text: %.300s", complaint)
	}
	if !bytes.Equal(again, want) {
		t.Fatalf("%d bytes, the reference gives %d others", len(again), len(want))
	}
	var second bytes.Buffer
	if err := wat.Print(&second, again, wat.PrintOptions{}); err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(second.Bytes(), text.Bytes()) {
		return
	}
	// Custom sections may move when they are printed for the first time
	// (producers have no place in the text); a second round is stable.
	third, err := wat.Parse(second.Bytes(), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(third, again) {
		t.Error("a second round gives other bytes")
	}
}

// TestRoundTripCorpus takes every binary of the corpus there and back.
func TestRoundTripCorpus(t *testing.T) {
	corpus.Walk(t, ".", func(path string) {
		name := corpus.Name(t, path)
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			roundTrip(t, corpus.Read(t, name))
		})
	}, ".wasm")
}

// largeModules are those of corpus/README.md whose text is not gigabytes.
var largeModules = []string{"starlingmonkey", "pyodide", "canvaskit", "ort-simd-threaded"}

// TestRoundTripLarge does the same with large modules.
func TestRoundTripLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("large modules take minutes; run without -short")
	}
	for _, name := range largeModules {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(peers.LookModule(t, name))
			if err != nil {
				t.Fatal(err)
			}
			roundTrip(t, data)
		})
	}
}

// BenchmarkParse parses the text of large modules.
func BenchmarkParse(b *testing.B) {
	for _, name := range []string{"starlingmonkey", "canvaskit"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile(peers.LookModule(b, name))
			if err != nil {
				b.Fatal(err)
			}
			var text bytes.Buffer
			if err := wat.Print(&text, data, wat.PrintOptions{}); err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(text.Len()))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := wat.Parse(text.Bytes(), wat.ParseOptions{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
