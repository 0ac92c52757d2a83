package embed_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/embed"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wit"
)

// TestDummiesEqualTheReferences: for every world of the corpus, the dummy
// module of each naming is the reference's, metadata included.
func TestDummiesEqualTheReferences(t *testing.T) {
	tool := peers.LookWasmTools(t)
	var paths []string
	for _, pattern := range []string{"interfaces/*", "components/*/*.wit", "cli/*.wit", "wit-ui/*.wit", "wasi-0.2", "wasi-0.3"} {
		paths = append(paths, corpus.Glob(t, pattern)...)
	}
	dummies, refused := 0, 0
	for _, path := range paths {
		if ext := filepath.Ext(path); ext != "" && ext != ".wit" && ext != ".2" && ext != ".3" {
			continue
		}
		r, id, err := wit.ParsePath(path, &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			continue // cases that must fail, in the resolver's tests
		}
		for name, world := range r.Packages[id].Worlds.All() {
			for _, kind := range []struct {
				flags  string
				naming embed.Naming
				lift   embed.Lifting
			}{
				{"--dummy-names standard32", embed.Standard32, embed.Sync},
				{"--dummy-names legacy", embed.Legacy, embed.Sync},
				{"--dummy-names legacy --async-callback", embed.Legacy, embed.AsyncCallback},
				{"--dummy-names legacy --async-stackful", embed.Legacy, embed.AsyncStackful},
			} {
				out := filepath.Join(t.TempDir(), "out.wasm")
				args := append([]string{"component", "embed", "--all-features", path, "-w", "%" + name, "-o", out}, strings.Fields(kind.flags)...)
				if _, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
					refused++
					continue
				}
				want, err := os.ReadFile(out)
				if err != nil {
					t.Fatal(err)
				}
				got, err := embed.Dummy(r, world, kind.naming, kind.lift)
				if err == nil {
					got, err = embed.Module(got, r, world, wit.UTF8, wit.EncodeOptions{Producer: "wit-component", Version: "0.257.1"})
				}
				if err != nil {
					t.Errorf("%s %s %s: %v", corpus.Name(t, path), name, kind.flags, err)
					continue
				}
				dummies++
				if !bytes.Equal(got, want) {
					t.Errorf("%s %s %s: %d bytes, the reference's has %d", corpus.Name(t, path), name, kind.flags, len(got), len(want))
				}
			}
		}
	}
	t.Logf("%d dummies compared, %d refused by the reference", dummies, refused)
	if dummies == 0 {
		t.Error("nothing was compared")
	}
}
