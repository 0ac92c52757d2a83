package validate

import (
	"bytes"
	"os"
	"testing"

	"wcomp/binary"
	"wcomp/internal/peers"
)

var largeModules = []string{"biome", "canvaskit", "duckdb-eh", "esbuild", "ort-simd-threaded", "pyodide", "starlingmonkey", "swc", "yosys"}

// largeFeatures: some large modules use legacy exceptions.
const largeFeatures = binary.DefaultFeatures | binary.FeatureLegacyExceptions

func BenchmarkValidate(b *testing.B) {
	for _, name := range largeModules {
		b.Run(name, func(b *testing.B) { benchmark(b, peers.LookModule(b, name), 1) })
	}
}

func BenchmarkValidateParallel(b *testing.B) {
	for _, name := range largeModules {
		b.Run(name, func(b *testing.B) { benchmark(b, peers.LookModule(b, name), 0) })
	}
}

func BenchmarkReader(b *testing.B) {
	for _, name := range []string{"esbuild", "biome"} {
		b.Run(name, func(b *testing.B) {
			data, err := os.ReadFile(peers.LookModule(b, name))
			if err != nil {
				b.Fatal(err)
			}
			b.SetBytes(int64(len(data)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := Reader(bytes.NewReader(data), Options{Features: largeFeatures}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func benchmark(b *testing.B, path string, workers int) {
	data, err := os.ReadFile(path)
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Binary(data, Options{Features: largeFeatures, Workers: workers}); err != nil {
			b.Fatal(err)
		}
	}
}
