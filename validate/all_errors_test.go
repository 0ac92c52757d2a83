package validate_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/internal/corpus"
	"wcomp/validate"
	"wcomp/wat"
)

// allErrors are the errors of data, as many as there are.
func allErrors(t testing.TB, data []byte, f binary.Features) validate.Errors {
	t.Helper()
	_, err := validate.Binary(data, validate.Options{Features: f, AllErrors: 1000, Workers: 2})
	if err == nil {
		return nil
	}
	var all validate.Errors
	if !errors.As(err, &all) {
		t.Fatalf("not Errors: %v", err)
	}
	_, first := validate.Binary(data, validate.Options{Features: f, Workers: 1})
	if first == nil || all[0].Error() != first.Error() {
		t.Errorf("first of all:  %v\nreported alone: %v", all[0], first)
	}
	if !slices.IsSortedFunc(all[1:], func(a, b *binary.Error) int { return int(a.Offset - b.Offset) }) {
		t.Errorf("not in order of offset:\n%v", all)
	}
	for i, e := range all {
		if slices.ContainsFunc(all[:i], func(x *binary.Error) bool { return x.Offset == e.Offset && x.Item == e.Item && x.Message == e.Message }) {
			t.Errorf("two errors in one place: %v", e)
		}
	}
	return all
}

// Errors in entries of every kind are all reported, and what uses a wrong entry
// is not.
func TestAllErrorsOfAFile(t *testing.T) {
	for _, c := range []struct {
		name, text string
		want       []string // item: start of the message
	}{
		{"types", `(module
			(type (func (param (ref null 100))))
			(type (func))
			(type (sub (func)))
			(type (sub 2 (struct)))
			(type (sub 0 (func (param i32))))
			(rec (type (struct (field (ref null 77)))) (type (struct (field (ref null 88)))) (type (array i8)))
			(func (type 0)) (func (type 1) (call 0)) (func (type 3) (call 0))
			(func (param (ref 5)) (drop (ref.cast (ref 6) (local.get 0))))
			(func (result i32) (i64.const 1)))`,
			[]string{"type 0: unknown type 100", "type 3: sub type does not match", "type 5: unknown type 77", "type 6: unknown type 88",
				"func 4: type mismatch"}},
		{"imports", `(module
			(import "a" "f" (func (type 9)))
			(import "a" "g" (global (ref null 9)))
			(import "a" "t" (table 5 2 funcref))
			(import "a" "m" (memory 5 2))
			(import "a" "e" (tag (type 9)))
			(import "a" "ok" (func))
			(func (call 0) (drop (i64.add (global.get 0) (i32.const 0))))
			(func (call 1) (i32.store8 (i64.const 0) (i32.const 0)))
			(func (throw 0))
			(func (drop (table.get 0 (i32.const 0))) (i32.add))
			(func (call 1) (i32.add)))`,
			[]string{`import "a" "f": unknown type 9`, `import "a" "g": unknown type 9`, `import "a" "t": table size`, `import "a" "m": memory size`,
				`import "a" "e": unknown type 9`, "func 3: type mismatch", "func 6: type mismatch"}},
		{"definitions", `(module
			(type (func))
			(func (type 5)) (func (type 0)) (func (type 6))
			(table 1 (ref 0)) (table 1 (ref null 9)) (table 1 funcref)
			(memory 70000)
			(tag (type 8))
			(global i32 (i64.const 1)) (global (ref null 9) (ref.null 9)) (global i32 (global.get 1)) (global i32 (i32.const 1))
			(export "a" (func 1)) (export "a" (func 0)) (export "b" (global 9)) (export "c" (global 1))
			(start 0)
			(elem (table 2) (i64.const 0) func 0 1 2) (elem (table 1) (i32.const 0) func 1) (elem (table 2) (i32.const 0) func 17) (elem funcref (ref.func 1)) (elem (ref null 9))
			(data (i32.const 0)) (data (memory 1) (i32.const 0)))`,
			[]string{"func 0: unknown type 5", "func 2: unknown type 6", "table 0: a table whose elements", "table 1: unknown type 9", "memory 0: memory size",
				"tag 0: unknown type 8", "global 0: type mismatch", "global 1: unknown type 9", `export "b": unknown global`,
				"elem 0: type mismatch", "elem 2: unknown func 17", "elem 4: unknown type 9", "data 1: unknown memory 1"}},
		{"bodies", `(module
			(type (func)) (type (struct))
			(import "a" "b" (func (type 7)))
			(func $ok) (func (type 3))
			(func (local (ref null 1)) (local (ref null 9)) (i32.add))
			(func (call 0) (i32.add))
			(func (call 2) (i32.add))
			(func (i32.add) (call 0))
			(func (drop (ref.func 0)))
			(func (drop (ref.func 1)))
			(func (block (result (ref null 9)) (ref.null 9)) (drop)))`,
			[]string{`import "a" "b": unknown type 7`, "func 2: unknown type 3", "func 3: unknown type 9", "func 6: type mismatch",
				`func 8: undeclared`, "func 9: unknown type 9"}},
		{"component types", `(component
			(type $bad (list 100))
			(type (record (field "a" $bad)))
			(type $ok (record (field "a-" u8)))
			(type (instance
				(export "A b" (func))
				(type (list 50))
				(export "l" (type (eq 0)))
				(export "m" (func (type 9)))
				(export "ok" (type (sub resource)))
				(export "[method]nix.a" (func))))
			(type (component (import "a" (func)) (import "a" (func)) (export "x_" (func))))
			(import "i" (instance (type 3)))
			(alias export 0 "l" (type))
			(import "j" (func (param "x" 2)))
			(core type (module (import "a" "b" (func (type 4))) (import "c" "d" (func)) (import "c" "d" (func)) (export "e" (func)) (export "e" (func))))
			(import "k" (core module (type 0)))
			(import "k" (func)))`,
			[]string{`type 0 "bad": unknown type 100`, `type 2 "ok": record field name`, `type 3, export "A b":`, `type 3, type 1: unknown type 50`, `type 3, export "m": unknown type 9`,
				`type 3, export "[method]nix.a": the name of a method`, `type 4, import "a": import name`, `type 4, export "x_":`,
				`core type 0, import "a" "b": unknown type`, `core type 0, import "c" "d": duplicate`, `core type 0, export "e": duplicate`}},
	} {
		data, err := wat.Parse([]byte(c.text), wat.ParseOptions{})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, e := range allErrors(t, data, binary.AllFeatures) {
			got = append(got, e.Item+": "+e.Message)
		}
		if !slices.EqualFunc(got, c.want, strings.HasPrefix) {
			t.Errorf("%s:\n got %s\nwant %s", c.name, strings.Join(got, "\n     "), strings.Join(c.want, "\n     "))
		}
	}
}

// A feature that is off is missed once: in the structure, else in the lowest
// body.
func TestMissingFeaturesAreReportedOnce(t *testing.T) {
	data, err := wat.Parse([]byte(`(module
		(func (drop (i32.extend8_s (i32.const 1))))
		(func (drop (i32.trunc_sat_f32_s (f32.const 1))))
		(func (result i32) (i64.const 1))
		(func (drop (i32.extend8_s (i32.const 1))) (drop (v128.const i64x2 0 0)))
		(func (drop (i32.trunc_sat_f32_s (f32.const 1))))
		(global v128 (v128.const i64x2 0 0)))`), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range allErrors(t, data, binary.DefaultFeatures&^(binary.FeatureSIMD|binary.FeatureSignExtension|binary.FeatureSaturatingFloatToInt)) {
		got = append(got, e.Item+" "+e.Feature)
	}
	if want := []string{"global 0 simd", "func 0 sign-extension", "func 1 saturating-float-to-int", "func 2 "}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// smallBinaries are modules and components of the corpus.
func smallBinaries(t testing.TB, limit int) (names []string, all [][]byte) {
	for _, pattern := range []string{"real/*/module.wasm", "real/*/component.wasm", "components/*/*.wasm"} {
		for _, path := range corpus.Glob(t, pattern) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if len(data) < limit {
				names, all = append(names, corpus.Name(t, path)), append(all, data)
			}
		}
	}
	return names, all
}

// Of damaged files, the first of all errors is the one that is reported alone,
// and the others are in other places.
func TestAllErrorsOfDamagedFiles(t *testing.T) {
	names, seeds := smallBinaries(t, 100_000)
	r := rand.New(rand.NewPCG(10, 1))
	several := 0
	for i := range 4000 {
		k := r.IntN(len(seeds))
		data := bytes.Clone(seeds[k])
		for range 1 + r.IntN(4) {
			data[8+r.IntN(len(data)-8)] = byte(r.Uint32())
		}
		if len(allErrors(t, data, binary.DefaultFeatures)) > 1 {
			several++
		}
		if t.Failed() {
			t.Fatalf("mutation %d of %s", i, names[k])
		}
	}
	t.Logf("%d files with more than one error", several)
	if several == 0 {
		t.Error("none has two errors")
	}
}

// An entry that is wrong has one error, however often it is used.
func TestNoErrorFollowsAnother(t *testing.T) {
	names, seeds := smallBinaries(t, 2_000_000)
	features := binary.DefaultFeatures &^ binary.FeatureSIMD
	damaged := 0
	for k, data := range seeds {
		if _, err := validate.Binary(data, validate.Options{Features: features}); err != nil {
			continue
		}
		for _, at := range damagePoints(data) {
			old := data[at.offset]
			data[at.offset] = at.to
			all := allErrors(t, data, features)
			if len(all) > 1 {
				t.Errorf("%s, byte 0x%x is 0x%02x (%s):\n%v", names[k], at.offset, at.to, at.what, all)
			}
			if len(all) == 1 {
				damaged++
			}
			data[at.offset] = old
		}
	}
	t.Logf("%d entries damaged", damaged)
	if damaged < 500 {
		t.Error("too few")
	}
}

type damage struct {
	offset int64
	to     byte
	what   string
}

// damagePoints are bytes that make one entry wrong: types that are off, and
// indices that are out of range. At most five for each kind of entry.
func damagePoints(data []byte) (points []damage) {
	count := map[string]int{}
	types := uint32(0)
	add := func(offset int64, to byte, what string) {
		if count[what]++; count[what] <= 5 {
			points = append(points, damage{offset, to, what})
		}
	}
	for ev, err := range decode.Events(data) {
		switch {
		case err != nil:
			return points
		case ev.Kind == decode.EventStart && !ev.Component:
			types = 0
		}
		if ev.Kind != decode.EventSection || ev.Component {
			continue
		}
		for items := ev.Items(); items.Next(); {
			at := items.Start
			switch what := ev.Section().String(); ev.Section() {
			case binary.SectionType:
				types = items.Count()
				if g := items.RecGroup(); !g.Explicit && g.Types[0].Plain() && len(g.Types[0].Func.Params) > 0 && data[at+2] == 0x7f {
					add(at+2, 0x7b, what)
				}
			case binary.SectionImport:
				if g := items.Import(); g.Items[0].Kind == binary.ExternFunc && g.Items[0].Type < 0x80 && types < 0x7f {
					add(items.Offset()-1, 0x7f, what)
				}
			case binary.SectionFunction:
				if i := items.U32(); i < 0x80 && types < 0x7f {
					add(at, 0x7f, what)
				}
			case binary.SectionGlobal:
				if items.Global(); data[at] == 0x7f {
					add(at, 0x7b, what)
				}
			case binary.SectionExport:
				if e := items.Export(); e.Index < 0x80 && e.Kind != binary.ExternFunc {
					add(items.Offset()-1, 0x7f, what)
				}
			case binary.SectionElement:
				items.Element()
				if data[at] == 0 && data[at+1] == 0x41 {
					add(at+1, 0x42, what) // i64.const
				}
			case binary.SectionData:
				if items.Data(); data[at] == 0 && data[at+1] == 0x41 {
					add(at+1, 0x42, what)
				}
			default:
				items.Next()
			}
			if items.Err() != nil || ev.Section() == binary.SectionTable || ev.Section() == binary.SectionMemory || ev.Section() == binary.SectionTag {
				break
			}
		}
	}
	return points
}
