package wit_test

import (
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

// wasi is all of WASI 0.2 and its world.
func wasi(b *testing.B) (*wit.Resolve, wit.WorldID) {
	b.Helper()
	r, main, err := wit.ParseDir(corpus.Path(b, "wasi-0.2"), nil)
	if err != nil {
		b.Fatal(err)
	}
	world, err := r.SelectWorld(main, "")
	if err != nil {
		b.Fatal(err)
	}
	return r, world
}

func BenchmarkABI(b *testing.B) {
	r, world := wasi(b)
	b.ReportAllocs()
	for b.Loop() {
		abi := wit.NewABI(r, false)
		for f := range r.Functions(world) {
			abi.Signature(f.Function, wit.Lower)
		}
	}
}

func BenchmarkCheckSemver(b *testing.B) {
	r, world := wasi(b)
	b.ReportAllocs()
	for b.Loop() {
		if d := wit.CheckSemver(r, world, r, world); len(d) > 0 {
			b.Fatal(d[0])
		}
	}
}

func BenchmarkElaborate(b *testing.B) {
	r, world := wasi(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := r.Elaborate(world); err != nil {
			b.Fatal(err)
		}
	}
}
