package wit_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wit"
)

var referenceProducer = wit.EncodeOptions{Producer: "wit-component", Version: "0.257.1"}

// TestPackagesEqualTheReferences: every WIT package of the corpus is encoded
// to the bytes that the reference gives, and decoding them and encoding again
// gives the same.
func TestPackagesEqualTheReferences(t *testing.T) {
	tool := peers.LookWasmTools(t)
	var paths []string
	for _, pattern := range []string{"interfaces/*", "wasi-0.2", "wasi-0.3"} {
		paths = append(paths, corpus.Glob(t, pattern)...)
	}
	for _, path := range paths {
		if ext := filepath.Ext(path); ext != "" && ext != ".wit" && ext != ".2" && ext != ".3" {
			continue // goldens
		}
		t.Run(corpus.Name(t, path), func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out.wasm")
			cmd := exec.Command(tool, "component", "wit", "--wasm", "--all-features", path, "-o", out)
			if msg, err := cmd.CombinedOutput(); err != nil {
				t.Skipf("the reference refuses it: %s", msg)
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			r, id, err := wit.ParsePath(path, &wit.ParseOptions{AllFeatures: true})
			if err != nil {
				t.Fatal(err)
			}
			got := r.EncodePackage(id, referenceProducer)
			if !bytes.Equal(got, want) {
				t.Fatalf("%d bytes, the reference's has %d; first difference at %d", len(got), len(want), difference(got, want))
			}
			d, err := wit.DecodeBinary(got, 0)
			if err != nil {
				t.Fatal(err)
			}
			// Docs follow the order of functions in WIT text once, from then on
			// that of instance types: the second encoding is the fixed point.
			again := d.Resolve.EncodePackage(d.Package, referenceProducer)
			if d, err = wit.DecodeBinary(again, 0); err != nil {
				t.Fatal(err)
			}
			if third := d.Resolve.EncodePackage(d.Package, referenceProducer); !bytes.Equal(third, again) || len(again) != len(got) {
				t.Errorf("decoding and encoding changed it; first difference at %d", difference(third, again))
			}
		})
	}
}

func difference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return min(len(a), len(b))
}

// TestMetadataEqualsTheReferences: the metadata of every world of the corpus
// is what the reference embeds.
func TestMetadataEqualsTheReferences(t *testing.T) {
	tool := peers.LookWasmTools(t)
	var paths []string
	for _, pattern := range []string{"interfaces/*", "components/*/*.wit", "cli/*.wit", "wasi-0.2", "wasi-0.3"} {
		paths = append(paths, corpus.Glob(t, pattern)...)
	}
	worlds := 0
	for _, path := range paths {
		if ext := filepath.Ext(path); ext != "" && ext != ".wit" && ext != ".2" && ext != ".3" {
			continue
		}
		r, id, err := wit.ParsePath(path, &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			continue // cases that must fail, in the resolver's tests
		}
		for name, world := range r.Packages[id].Worlds.All() {
			out := filepath.Join(t.TempDir(), "out.wasm")
			cmd := exec.Command(tool, "component", "embed", "--all-features", "--only-custom", path, "-w", name, "-o", out)
			if msg, err := cmd.CombinedOutput(); err != nil {
				t.Logf("%s %s: the reference refuses it: %s", corpus.Name(t, path), name, msg)
				continue
			}
			want, err := os.ReadFile(out)
			if err != nil {
				t.Fatal(err)
			}
			got := r.EncodeMetadata(world, wit.UTF8, referenceProducer)
			worlds++
			if !bytes.Equal(got, want) {
				t.Errorf("%s %s: %d bytes, the reference's has %d; first difference at %d", corpus.Name(t, path), name, len(got), len(want), difference(got, want))
				continue
			}
			m, err := wit.DecodeMetadata(got, 0)
			if err != nil {
				t.Errorf("%s %s: %v", corpus.Name(t, path), name, err)
				continue
			}
			if again := m.Resolve.EncodeMetadata(m.World, wit.UTF8, referenceProducer); !bytes.Equal(again, got) {
				t.Errorf("%s %s: decoding and encoding changed it; first difference at %d", corpus.Name(t, path), name, difference(again, got))
			}
		}
	}
	t.Logf("%d worlds", worlds)
	if worlds == 0 {
		t.Error("no world was compared")
	}
}
