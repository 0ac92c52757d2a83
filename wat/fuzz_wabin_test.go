package wat_test

import (
	"bytes"
	"testing"

	wabin "github.com/tetratelabs/wabin/binary"
	"github.com/tetratelabs/wabin/wasm"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wat"
)

// FuzzParseAgainstWabin: what is made of a text and is valid by the first
// version of WebAssembly, wabin reads, and finds the same in it.
func FuzzParseAgainstWabin(f *testing.F) {
	for _, text := range []string{
		`(module (func (export "f") (param $x i32) (result i32) (local i64 i64 f32) (i32.add (local.get $x) (i32.const -1))))`,
		`(module (import "a" "b" (func $g (param f64))) (table 2 3 funcref) (elem (i32.const 1) $g) (memory 1) (data (i32.const 0) "a\00b"))`,
		`(module (global $g (mut i64) (i64.const 5)) (func (block $l (loop (br_if $l (i32.const 1)) (br 0)))) (func) (start 1))`,
		`(module $m (type (func (param i32))) (func (type 0) (if (local.get 0) (then (return)) (else unreachable))) (export "e" (func 0)))`,
		`(module (memory (export "m") (data "abc")) (func (drop (i32.load16_u offset=4 align=1 (i32.const 0)))))`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		data, err := wat.Parse(text, wat.ParseOptions{})
		if err != nil {
			return
		}
		if _, err := validate.Module(data, validate.Options{Features: binary.FeaturesWasm1}); err != nil {
			return
		}
		m, err := wabin.DecodeModule(data, wasm.CoreFeaturesV1)
		if err != nil {
			t.Fatalf("wabin: %v\n%s", err, text)
		}
		counts := make(map[binary.SectionID]int)
		bodies := 0
		p := decode.NewParser(data, 0)
		var ev decode.Event
		for p.Next(&ev) {
			switch ev.Kind {
			case decode.EventSection:
				counts[ev.Section()] = int(ev.Items().Count())
			case decode.EventBody:
				l := ev.Body().Locals()
				var g binary.Local
				locals := 0
				for l.Next(&g) {
					locals += int(g.Count)
				}
				code := m.CodeSection[bodies]
				if locals != len(code.LocalTypes) {
					t.Errorf("function %d: %d locals, wabin finds %d\n%s", bodies, locals, len(code.LocalTypes), text)
				}
				if !bytes.HasSuffix(ev.Data, code.Body) {
					t.Errorf("function %d: %x, wabin finds %x\n%s", bodies, ev.Data, code.Body, text)
				}
				bodies++
			}
		}
		for id, n := range map[binary.SectionID]int{
			binary.SectionType: len(m.TypeSection), binary.SectionImport: len(m.ImportSection),
			binary.SectionFunction: len(m.FunctionSection), binary.SectionTable: len(m.TableSection),
			binary.SectionGlobal: len(m.GlobalSection), binary.SectionExport: len(m.ExportSection),
			binary.SectionElement: len(m.ElementSection), binary.SectionData: len(m.DataSection),
		} {
			if counts[id] != n {
				t.Errorf("section %s has %d entries, wabin finds %d\n%s", id, counts[id], n, text)
			}
		}
		if bodies != len(m.CodeSection) {
			t.Errorf("%d bodies, wabin finds %d\n%s", bodies, len(m.CodeSection), text)
		}
	})
}

// FuzzParseScript: no script makes the parser panic, nor encoding what is in
// it.
func FuzzParseScript(f *testing.F) {
	for _, text := range []string{
		`(module $m (func (export "f") (result i32) i32.const 1)) (assert_return (invoke $m "f") (i32.const 1))`,
		`(assert_malformed (module quote "(func") "unexpected end") (assert_invalid (component binary "\00asm") "x")`,
		`(thread $t (shared (module $m)) (register "a" $m)) (wait $t) (module definition $d (memory 1)) (module instance $i $d)`,
		`(assert_return (invoke "g" (v128.const f32x4 1 2 nan:0x1 -inf) (ref.null func) (ref.extern 3)) (either (f32.const nan:canonical) (ref.null)))`,
		`(component $c) (assert_return (invoke "h" (record.const (field "a" u8.const 1) (field "b" list.const (char.const "x")))) (option.some (result.ok)))`,
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		s, err := wat.ParseScript(text, wat.ParseOptions{})
		if err != nil {
			return
		}
		for i := range s.Directives {
			if m := s.Directives[i].Module; m != nil {
				_, _ = m.Encode(wat.ParseOptions{})
			}
			s.Position(s.Directives[i].Start)
		}
	})
}
