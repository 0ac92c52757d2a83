package componentize_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/componentize"
	"wcomp/decode"
	"wcomp/encode"
	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wit"
)

// TestDummyModulesInPart compares with the reference modules that import a part of their world, in any order: what is
// imported, and in which order, decides on the types of the component.
func TestDummyModulesInPart(t *testing.T) {
	if testing.Short() {
		t.Skip("hundreds of runs of the reference are not short")
	}
	peers.LookWasmTools(t)
	random := rand.New(rand.NewPCG(5, 6))
	var inputs []string
	for _, pattern := range []string{"real/*/wit", "wasi-0.2", "wasi-0.3", "interfaces/*", "components/*/module.wit"} {
		inputs = append(inputs, corpus.Glob(t, pattern)...)
	}
	dir := t.TempDir()
	module, want := filepath.Join(dir, "module.wasm"), filepath.Join(dir, "component.wasm")
	for _, in := range inputs {
		if info, err := os.Stat(in); err != nil || !info.IsDir() && !strings.HasSuffix(in, ".wit") {
			continue
		}
		for _, world := range worldsOf(t, in) {
			naming := dummyNamings[1+random.IntN(len(dummyNamings)-1)]
			args := append([]string{"component", "embed", "--all-features", in, "-o", module, "-w", world}, naming...)
			if _, _, code := peers.WasmTools(t, nil, args...); code != 0 {
				continue
			}
			whole := read(t, module)
			for k := range 2 {
				part := someImports(t, whole, random)
				write(t, module, part)
				os.Remove(want)
				_, stderr, code := peers.WasmTools(t, nil, "component", "new", module, "-o", want)
				t.Run(corpus.Name(t, in)+" "+world+" "+strings.Join(naming, " ")+" "+string(rune('a'+k)), func(t *testing.T) {
					r, err := componentize.New(part, componentize.Options{Producer: producer, DebugNames: true, MergeImports: true, Validate: true})
					switch {
					case (code != 0) != (err != nil):
						t.Errorf("%v; the reference: %d, %s", err, code, stderr)
					case code == 0:
						equalComponents(t, r.Component, read(t, want))
					}
				})
			}
		}
	}
}

// someImports is a module of functions without calls with some of its imports, in another order.
func someImports(t *testing.T, module []byte, random *rand.Rand) []byte {
	var out encode.Module
	p := decode.NewParser(module, 0)
	var ev decode.Event
	removed := uint32(0)
	for p.Next(&ev) {
		switch {
		case ev.Kind == decode.EventCustom:
			out.Custom(ev.Name, ev.Data)
		case ev.Kind == decode.EventSection && ev.Section() == binary.SectionImport:
			var kept []binary.ImportGroup
			for items := ev.Items(); items.Next(); {
				if g := items.Import(); random.IntN(2) == 0 {
					kept = append(kept, g)
				} else {
					removed++
				}
			}
			random.Shuffle(len(kept), func(i, j int) { kept[i], kept[j] = kept[j], kept[i] })
			for i := range kept {
				out.Entry(binary.SectionImport, func(b []byte) []byte { return encode.Import(b, &kept[i]) })
			}
		case ev.Kind == decode.EventSection && ev.Section() == binary.SectionExport:
			for items := ev.Items(); items.Next(); {
				e := items.Export()
				if e.Kind == binary.ExternFunc {
					e.Index -= removed
				}
				out.Entry(binary.SectionExport, func(b []byte) []byte { return encode.Export(b, &e) })
			}
		case ev.Kind == decode.EventSection, ev.Kind == decode.EventCode:
			out.Section(ev.Section(), ev.Data)
		}
	}
	if err := p.Err(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestMetadataInItsOldForm compares with the reference a module whose world is written as bindings of 2023 did it.
func TestMetadataInItsOldForm(t *testing.T) {
	const text = `package a:b@0.1.0;
interface i { record p { x: u32, y: list<string> } f: func(p: p) -> option<p>; }
world other { import i; }
world w { import i; export run: func(s: string); }`
	resolve, pkg, err := wit.Parse("test.wit", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	module, want := filepath.Join(dir, "module.wasm"), filepath.Join(dir, "component.wasm")
	for _, name := range []string{"w", "a:b/w@0.1.0"} {
		payload := binary.AppendName([]byte{3, byte(wit.UTF16)}, name)
		payload = append(payload, resolve.EncodePackage(pkg, wit.EncodeOptions{})...)
		main := encode.CustomSection(built(t, `(module (import "a:b/i@0.1.0" "f" (func (param i32 i32 i32 i32)))
			(memory (export "memory") 1) (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 0)
			(func (export "run") (param i32 i32)))`, ""), "component-type:old", payload)
		write(t, module, main)
		if _, stderr, code := peers.WasmTools(t, nil, "component", "new", module, "-o", want); code != 0 {
			t.Fatalf("%s", stderr)
		}
		equalComponents(t, mustMake(t, main, componentize.Options{Producer: producer}).Component, read(t, want))
	}
}
