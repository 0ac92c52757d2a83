package componentize_test

import (
	"path/filepath"
	"testing"

	"wcomp/componentize"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
)

// BenchmarkNew makes components of real modules; starlingmonkey is the one that the reference takes 105 ms for, of
// which validation 57.
func BenchmarkNew(b *testing.B) {
	reactor := func(b *testing.B) []componentize.Adapter {
		path := peers.LookAdapter(b, "reactor")
		return []componentize.Adapter{{Name: "wasi_snapshot_preview1", Data: read(b, path), File: filepath.Base(path)}}
	}
	for _, c := range []struct {
		name     string
		module   func(b *testing.B) string
		validate bool
	}{
		{"starlingmonkey", func(b *testing.B) string { return peers.LookModule(b, "starlingmonkey") }, false},
		{"starlingmonkey-validated", func(b *testing.B) string { return peers.LookModule(b, "starlingmonkey") }, true},
		{"c-hello", func(b *testing.B) string { return corpus.Path(b, "real/c-hello/module.wasm") }, false},
	} {
		b.Run(c.name, func(b *testing.B) {
			data := read(b, c.module(b))
			o := componentize.Options{Adapters: reactor(b), Producer: producer, DebugNames: true, MergeImports: true, Validate: c.validate}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := componentize.New(data, o); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
