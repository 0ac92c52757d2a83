package componentize_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/componentize"
	"wcomp/internal/peers"
)

// TestStacksOfAdapters compares with the reference what is added to adapters in every combination of what decides on it.
// The global that is unused stands last: where it stands first the reference is wrong (see
// TestStackOfAnAdapterWhoseGlobalsMoved).
func TestStacksOfAdapters(t *testing.T) {
	peers.LookWasmTools(t)
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	yes := []bool{false, true}
	for _, pointer := range yes {
		for _, state := range yes {
			for _, memory := range yes {
				for _, realloc := range []string{"", "cabi_realloc", "canonical_abi_realloc"} {
					for _, mainRealloc := range []string{"", "cabi_realloc", "cabi_realloc_adapter"} {
						for _, grow := range yes {
							name := fmt.Sprintf("pointer=%t,state=%t,memory=%t,imports=%s,main=%s,grow=%t", pointer, state, memory, realloc, mainRealloc, grow)
							t.Run(name, func(t *testing.T) {
								a, main := built(t, stackText(pointer, state, memory, realloc), ""), built(t, mainText(mainRealloc), "")
								write(t, path("a.wasm"), a)
								write(t, path("main.wasm"), main)
								args := []string{"component", "new", path("main.wasm"), "--adapt", path("a.wasm"), "-o", path("out.wasm")}
								if grow {
									args = append(args, "--realloc-via-memory-grow")
								}
								os.Remove(path("out.wasm"))
								_, stderr, code := peers.WasmTools(t, nil, args...)
								r, err := componentize.New(main, componentize.Options{Producer: producer, DebugNames: true, MergeImports: true, Validate: true,
									ReallocViaMemoryGrow: grow, Adapters: []componentize.Adapter{adapter("a", a)}})
								switch {
								case code != 0 && err == nil && bytes.Contains(stderr, []byte("unknown memory 0")) && !memory:
									// The reference drops the memory that the added code needs; here it is kept.
								case code != 0 && err != nil:
								case code != 0 || err != nil:
									t.Errorf("%v; the reference: %d, %s", err, code, stderr)
								default:
									equalComponents(t, r.Component, read(t, path("out.wasm")))
								}
							})
						}
					}
				}
			}
		}
	}
}

func stackText(pointer, state, memory bool, realloc string) string {
	var b strings.Builder
	b.WriteString(`(module (type $unused (func (param i64))) (import "env" "memory" (memory 0))`)
	if realloc != "" {
		fmt.Fprintf(&b, `(import "__main_module__" %q (func $realloc (param i32 i32 i32 i32) (result i32)))`, realloc)
	}
	b.WriteString(`(global $__stack_pointer (mut i32) (i32.const 0)) (global $allocation_state (mut i32) (i32.const 0)) (global $unused (mut i32) (i32.const 1))`)
	b.WriteString(`(func $dead (export "dead") (param i64)) (func $f (export "f") (local i32)`)
	if pointer {
		b.WriteString(` global.get $__stack_pointer drop`)
	}
	if state {
		b.WriteString(` global.get $allocation_state drop`)
	}
	if memory {
		b.WriteString(` i32.const 0 i32.load drop`)
	}
	if realloc != "" {
		b.WriteString(` i32.const 0 i32.const 0 i32.const 0 i32.const 0 call $realloc drop`)
	}
	b.WriteString(` call $helper) (func $helper))`)
	return b.String()
}

func mainText(realloc string) string {
	text := `(module (import "a" "f" (func)) (memory (export "memory") 1)`
	if realloc != "" {
		text += fmt.Sprintf(`(func (export %q) (param i32 i32 i32 i32) (result i32) i32.const 0)`, realloc)
	}
	return text + ")"
}

func write(t testing.TB, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o666); err != nil {
		t.Fatal(err)
	}
}
