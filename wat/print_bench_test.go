package wat_test

import (
	"io"
	"os"
	"testing"

	"wcomp/internal/peers"
	"wcomp/wat"
)

// BenchmarkPrint prints the large modules; the bytes a second are those of the
// binary.
func BenchmarkPrint(b *testing.B) {
	for _, m := range peers.Modules {
		b.Run(m.Name, func(b *testing.B) { benchmarkPrint(b, m.Name, wat.PrintOptions{}) })
	}
	b.Run("esbuild-folded", func(b *testing.B) {
		benchmarkPrint(b, "esbuild", wat.PrintOptions{FoldInstructions: true})
	})
}

func benchmarkPrint(b *testing.B, name string, o wat.PrintOptions) {
	data, err := os.ReadFile(peers.LookModule(b, name))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if err := wat.Print(io.Discard, data, o); err != nil {
			b.Fatal(err)
		}
	}
}
