package componentize_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"wcomp/binary"
	"wcomp/componentize"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/validate"
)

// newBoth runs New on a main module and an adapter. A component is made only of what the plan has found nothing wrong
// with, so if both modules are valid the component must be.
func newBoth(t testing.TB, main, other []byte, o componentize.Options) {
	o.Adapters = []componentize.Adapter{adapter("a", other)}
	if len(other) == 0 {
		o.Adapters = nil
	}
	r, err := componentize.New(main, o)
	if err != nil {
		return
	}
	features := validate.Options{Features: binary.AllFeatures}
	if _, err := validate.Module(main, features); err != nil {
		return
	}
	if len(other) > 0 {
		if _, err := validate.Module(other, features); err != nil {
			return
		}
	}
	if _, err := validate.Component(r.Component, features); err != nil {
		t.Errorf("the component is invalid: %v", err)
	}
}

// fuzzSeeds are main modules with adapters of every sort, small ones.
func fuzzSeeds(t testing.TB) [][2][]byte {
	const world = `package a:b@1.2.3;
interface i { resource r { constructor(x: list<string>); m: func() -> result<u64, string>; s: static func(b: borrow<r>) -> option<r>; } record p { a: u8, b: f32 } f: func(p: p) -> tuple<u8, char>; }
interface j { use i.{r, p}; g: async func(s: stream<p>) -> future<r>; }
world w { import i; import j; import h: func(x: string) -> string; export i; export run: func(); }`
	full := `(module
		(import "a:b/i@1.2.3" "f" (func (param i32 f32 i32)))
		(import "a:b/i@1.2.3" "[constructor]r" (func (param i32 i32) (result i32)))
		(import "a:b/i@1.2.3" "[resource-drop]r" (func (param i32)))
		(import "[export]a:b/i@1.2.3" "[resource-new]r" (func (param i32) (result i32)))
		(import "a:b/j@1.2.3" "[async-lower]g" (func (param i32 i32) (result i32)))
		(import "a:b/j@1.2.3" "[async-lower][stream-read-0]g" (func (param i32 i32 i32) (result i32)))
		(import "$root" "h" (func (param i32 i32 i32)))
		(import "$root" "[waitable-set-new]" (func (result i32)))
		(import "a" "f" (func))
		(memory (export "memory") 1)
		(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
		(func (export "run"))
		(func (export "_initialize"))
		(func (export "a:b/i@1.2.3#f") (param i32 f32) (result i32) i32.const 0)
		(func (export "cabi_post_a:b/i@1.2.3#f") (param i32))
		(func (export "a:b/i@1.2.3#[constructor]r") (param i32 i32) (result i32) i32.const 0)
		(func (export "a:b/i@1.2.3#[method]r.m") (param i32) (result i32) i32.const 0)
		(func (export "a:b/i@1.2.3#[static]r.s") (param i32) (result i32) i32.const 0)
		(func (export "a:b/i@1.2.3#[dtor]r") (param i32)))`
	stack := built(t, stackText(true, true, true, "cabi_realloc"), "")
	return [][2][]byte{
		{built(t, full, world), stack},
		{built(t, full, world), built(t, `(module (import "$root" "h" (func $h (param i32 i32 i32))) (func (export "f") i32.const 0 i32.const 0 i32.const 0 call $h)
			(func (export "cabi_import_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0))`, world)},
		{built(t, mainText("cabi_realloc"), ""), stack},
		{built(t, `(module (import "cm32p2" "h" (func (param i32 i32 i32))) (memory (export "cm32p2_memory") 1)
			(func (export "cm32p2_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0) (func (export "cm32p2||run")))`,
			`package a:b; world w { import h: func(x: string) -> string; export run: func(); }`), nil},
		{built(t, "(module)", ""), nil},
	}
}

func FuzzNew(f *testing.F) {
	for _, s := range fuzzSeeds(f) {
		f.Add(s[0], s[1], byte(0))
		f.Add(s[0], s[1], byte(0xff))
	}
	f.Fuzz(func(t *testing.T, main, other []byte, flags byte) {
		newBoth(t, main, other, fuzzOptions(flags))
	})
}

func fuzzOptions(flags byte) componentize.Options {
	return componentize.Options{
		Producer: producer, DebugNames: flags&1 == 0, MergeImports: flags&2 == 0, ReturnCallRef: flags&4 != 0,
		ReallocViaMemoryGrow: flags&8 != 0, MainFirst: flags&16 != 0,
	}
}

// TestDamagedModules cuts and changes main modules, adapters and the metadata in them: whatever comes in, there is a
// component or an error, and the component of valid modules is valid.
func TestDamagedModules(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, s := range fuzzSeeds(t) {
		for which := range 2 {
			whole := s[which]
			damaged := func(data []byte) {
				both := s
				both[which] = data
				newBoth(t, both[0], both[1], fuzzOptions(byte(random.UintN(32))))
			}
			for n := range whole {
				damaged(whole[:n])
			}
			rounds := 1000
			if testing.Short() {
				rounds = 200
			}
			for range min(rounds, 40*len(whole)) {
				data := append([]byte(nil), whole...)
				for range 1 + random.IntN(3) {
					data[random.IntN(len(data))] = byte(random.Uint32())
				}
				damaged(data)
			}
		}
	}
}

// TestDamagedAdapters does the same to the official adapter, which has all that adapters have.
func TestDamagedAdapters(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	main, whole := corpus.Read(t, "real/c-command/module.wasm"), read(t, peers.LookAdapter(t, "command"))
	for range 300 {
		data := append([]byte(nil), whole...)
		for range 1 + random.IntN(3) {
			data[random.IntN(len(data))] = byte(random.Uint32())
		}
		if random.IntN(4) == 0 {
			data = data[:random.IntN(len(data))]
		}
		o := componentize.Options{MergeImports: true, Adapters: []componentize.Adapter{adapter("wasi_snapshot_preview1", data)}}
		_, _ = componentize.New(main, o)
	}
}

// TestSameInputSameBytes runs New many times at once.
func TestSameInputSameBytes(t *testing.T) {
	main := corpus.Read(t, "real/c-hello/module.wasm")
	o := realOptions(t, realCase{Adapt: "reactor"})
	first := mustMake(t, main, o).Component
	for range 8 {
		t.Run("", func(t *testing.T) {
			t.Parallel()
			if string(mustMake(t, main, o).Component) != string(first) {
				t.Error("other bytes")
			}
		})
	}
}

// TestLargeModuleEqualsReference compares a module of 10 MB.
func TestLargeModuleEqualsReference(t *testing.T) {
	module, reactor := peers.LookModule(t, "starlingmonkey"), peers.LookAdapter(t, "reactor")
	out := filepath.Join(t.TempDir(), "out.wasm")
	if _, stderr, code := peers.WasmTools(t, nil, "component", "new", module, "--adapt", "wasi_snapshot_preview1="+reactor, "-o", out); code != 0 {
		t.Fatalf("%s", stderr)
	}
	o := componentize.Options{Producer: producer, Adapters: []componentize.Adapter{adapter("wasi_snapshot_preview1", read(t, reactor))}}
	equalComponents(t, mustMake(t, read(t, module), o).Component, read(t, out))
}
