package badinput_test

import (
	"math/rand/v2"
	"os"
	"strconv"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/testsuite/badinput"
)

// inputs are five real modules and five components.
var inputs = []string{
	"real/c-freestanding/module.wasm", "real/c-utf16/module.wasm", "real/c-async/module.wasm", "real/c-hello/module.wasm", "real/rust-reactor/module.wasm",
	"real/c-freestanding/component.wasm", "real/c-utf16/component.wasm", "real/c-async/component.wasm", "real/compose/component.wasm", "real/c-dylib/component.wasm",
}

// TestTruncated: cut after each of the first 4 KiB, then at 1,000 random
// places.
func TestTruncated(t *testing.T) {
	for _, name := range inputs {
		t.Run(name, func(t *testing.T) {
			data := corpus.Read(t, name)
			cuts := min(len(data), 4096)
			for n := range cuts {
				check(t, data[:n], "cut after %d bytes", n)
			}
			if len(data) == cuts {
				return
			}
			r := rand.New(rand.NewPCG(1, 2))
			for range places(t, 1000) {
				n := cuts + r.IntN(len(data)-cuts)
				check(t, data[:n], "cut after %d bytes", n)
			}
		})
	}
}

// TestMutated: seeded mutations, 100,000 with WCOMP_MUTATIONS=100000.
func TestMutated(t *testing.T) {
	total := 5000
	if s := os.Getenv("WCOMP_MUTATIONS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		total = n
	}
	for i, name := range inputs {
		t.Run(name, func(t *testing.T) {
			data := corpus.Read(t, name)
			n := total / len(inputs)
			for k := range n {
				seed := uint64(i)<<32 | uint64(k)
				m := badinput.Mutate(data, seed)
				check(t, m, "mutation with seed %d", seed)
				if k%100 == 0 {
					if err := badinput.Memory(m); err != nil {
						t.Errorf("mutation with seed %d: %v", seed, err)
					}
				}
			}
			t.Logf("%d mutations", n)
		})
	}
}

func places(t *testing.T, n int) int {
	if testing.Short() {
		return n / 10
	}
	return n
}

func check(t *testing.T, data []byte, what string, args ...any) {
	t.Helper()
	if err := badinput.Run(data); err != nil {
		t.Errorf(what+": %v", append(args, err)...)
	}
}
