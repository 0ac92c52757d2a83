package validate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/validate"
	"wcomp/wat"
)

// Core modules that the reference judges wrongly or slowly (issue 7's list),
// and rules where it is easy to go wrong.

func core(t *testing.T, text string, set binary.Features) error {
	t.Helper()
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = validate.Binary(data, validate.Options{Features: set})
	return err
}

func valid(t *testing.T, text string, set binary.Features) {
	t.Helper()
	if err := core(t, text, set); err != nil {
		t.Errorf("%s\nrefused: %v", text, err)
	}
}

func invalid(t *testing.T, text string, set binary.Features, want string) {
	t.Helper()
	if err := core(t, text, set); err == nil {
		t.Errorf("%s\naccepted", text)
	} else if !strings.Contains(err.Error(), want) {
		t.Errorf("%s\nrefused with %v, want %q", text, err, want)
	}
}

// Defect 5: casts by descriptor mean the declared descriptor type, also where
// the module repeats types, so that canonical numbers differ from indices.
func TestDescriptorOfRepeatedTypes(t *testing.T) {
	const types = `
	(type $a (struct)) (type $b (struct)) (type $c (struct))
	(rec (type $s (descriptor $d) (struct (field i32))) (type $d (describes $s) (struct (field i64))))`
	valid(t, `(module `+types+`
	(func (param anyref (ref null $d)) (result (ref $s))
	  (ref.cast_desc_eq (ref $s) (local.get 0) (local.get 1))))`, binary.AllFeatures)
	invalid(t, `(module `+types+`
	(func (param anyref (ref null $s)) (result (ref $s))
	  (ref.cast_desc_eq (ref $s) (local.get 0) (local.get 1))))`, binary.AllFeatures, "type mismatch")
	valid(t, `(module `+types+`
	(func (param anyref (ref null $d)) (result (ref null $s))
	  (block $l (result (ref null $s))
	    (drop (br_on_cast_desc_eq $l anyref (ref null $s) (local.get 0) (local.get 1)))
	    (ref.null $s))))`, binary.AllFeatures)
	invalid(t, `(module `+types+`
	(func (param anyref (ref null $s)) (result (ref null $s))
	  (block $l (result (ref null $s))
	    (drop (br_on_cast_desc_eq $l anyref (ref null $s) (local.get 0) (local.get 1)))
	    (ref.null $s))))`, binary.AllFeatures, "type mismatch")
}

// Defect 9: every atomic access to a reference takes shared and unshared ones
// alike.
func TestAtomicAccessToReferences(t *testing.T) {
	for _, text := range []string{
		`(module (global $g (shared mut (ref null (shared any))) (ref.null (shared any)))
		 (func (result (ref null (shared any))) (global.atomic.get seq_cst $g)))`,
		`(module (global $g (mut anyref) (ref.null any)) (func (result anyref) (global.atomic.get seq_cst $g)))`,
		`(module (table $t 1 anyref) (func (result anyref) (table.atomic.get seq_cst $t (i32.const 0))))`,
		`(module (table $t shared 1 (ref null (shared any))) (func (result (ref null (shared any))) (table.atomic.get seq_cst $t (i32.const 0))))`,
	} {
		valid(t, text, binary.AllFeatures)
	}
	invalid(t, `(module (global $g (mut externref) (ref.null extern)) (func (result externref) (global.atomic.get seq_cst $g)))`,
		binary.AllFeatures, "invalid type")
}

// Defect 10: continuations cannot be cast, with or without custom descriptors.
func TestContinuationsCannotBeCast(t *testing.T) {
	const text = `(module (type $f (func)) (type $c (cont $f))
	(func (param (ref null cont)) (result (ref null $c))
	  (block $l (result (ref null $c))
	    (drop (br_on_cast $l (ref null cont) (ref null $c) (local.get 0)))
	    (ref.null $c))))`
	invalid(t, text, binary.AllFeatures, "invalid cast")
	invalid(t, text, binary.AllFeatures&^binary.FeatureCustomDescriptors, "invalid cast")
}

// Defect 11: what a shared function touches must be shared.
func TestSharedFunctions(t *testing.T) {
	const head = `(module
	(type $f (shared (func))) (type $u (func))
	(memory $m 1) (memory $s 1 1 shared) (tag $t (type $u)) (tag $ts (type $f))
	(func $unshared (type $u)) (func $shared (type $f)) (elem declare func $unshared $shared)
	(func (type $f) `
	for _, c := range []struct{ good, bad, want string }{
		{`(drop (ref.func $shared))`, `(drop (ref.func $unshared))`, "cannot refer to func 0"},
		{`(local (ref null (shared any)))`, `(local anyref)`, "locals of the unshared type anyref"},
		{`(drop (ref.null (shared any)))`, `(drop (ref.null any))`, "unshared type anyref"},
		{`(drop (i32.load $s (i32.const 0)))`, `(drop (i32.load $m (i32.const 0)))`, "memory 0"},
		{`(throw $ts)`, `(throw $t)`, "tag 0"},
		{`(call $shared)`, `(call $unshared)`, "func 0"},
	} {
		valid(t, head+c.good+"))", binary.AllFeatures)
		invalid(t, head+c.bad+"))", binary.AllFeatures, c.want)
	}
}

// Defect 10: features that leak in the reference.
func TestFeatureGates(t *testing.T) {
	const f = `(module (type $s (struct)) (func (param anyref) `
	for _, c := range []struct {
		text string
		off  binary.Features
		want string
	}{
		{f + `(drop (ref.test (ref (exact $s)) (local.get 0)))))`, binary.FeatureCustomDescriptors, "custom-descriptors"},
		{`(module (func (param (ref null (shared any))) (drop (ref.test (ref (shared eq)) (local.get 0)))))`, binary.FeatureSharedEverythingThreads, "shared-everything-threads"},
		{`(module (func unreachable (ref.test (ref (shared eq))) drop))`, binary.FeatureSharedEverythingThreads, "shared-everything-threads"},
		{`(module (type $f (func)) (import "a" "b" (func (exact (type $f)))))`, binary.FeatureCustomDescriptors, "custom-descriptors"},
		{`(module (import "a" (item "b" (func)) (item "c" (func))))`, binary.FeatureCompactImports, "compact-imports"},
	} {
		valid(t, c.text, binary.AllFeatures)
		invalid(t, c.text, binary.AllFeatures&^c.off, c.want)
	}
}

// Points of the operand algorithm that go wrong elsewhere.
func TestOperandsInDeadCode(t *testing.T) {
	d := binary.DefaultFeatures
	valid(t, `(module (func (result i32) unreachable select))`, d)
	invalid(t, `(module (func (result externref) unreachable ref.null extern i32.const 0 select))`, d, "select")
	valid(t, `(module (func unreachable ref.as_non_null ref.is_null drop))`, d)
	invalid(t, `(module (func unreachable ref.as_non_null i32.eqz drop))`, d, "type mismatch")
	valid(t, `(module (func (block (result f32) (block (result i32) unreachable br_table 0 1 1) drop (f32.const 0)) drop))`, d)
	invalid(t, `(module (func (block (result f32) (block unreachable br_table 0 1 1) (f32.const 0)) drop))`, d, "different numbers")
	invalid(t, `(module (func (param i32) (result i64) unreachable return_call 1) (func (result i32) i32.const 0))`, d, "type mismatch")
	invalid(t, `(module (func (local (ref func)) unreachable local.get 0 drop))`, d, "uninitialized local 0")
	valid(t, `(module (func (local (ref func)) unreachable local.set 0 local.get 0 drop))`, d)
	invalid(t, `(module (func $f (local (ref func)) (if (i32.const 1) (then (local.set 0 (ref.func $f))) (else (local.set 0 (ref.func $f)))) (drop (local.get 0))) (elem declare func $f))`, d, "uninitialized")
}

// An error says in which function, by its name, what was expected and what was
// there.
func TestErrorOfABody(t *testing.T) {
	err := core(t, `(module (import "m" "f" (func)) (func $ok) (func $malloc (param i32) (result i32) (i64.const 1)))`, 0)
	var e *binary.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	if e.Item != `func 2 "malloc"` || e.Expected != "i32" || e.Found != "i64" || e.Code != "invalid" {
		t.Errorf("%+v", e)
	}
	if err := core(t, `(module (func (result v128) v128.const i64x2 0 0))`, binary.DefaultFeatures&^binary.FeatureSIMD); !errors.As(err, &e) || e.Feature != "simd" {
		t.Errorf("%+v", e)
	}
}

// Up to as many errors as are wanted, of different functions and entries: the
// one that is reported alone, then the others by offset, at any number of
// workers.
func TestAllErrors(t *testing.T) {
	text := `(module`
	for i := range 300 {
		if i%3 == 0 {
			text += `(func (result i32) (i64.const 1))`
		} else {
			text += `(func (result i32) (i32.const 1))`
		}
	}
	text += `(memory 1) (data (i64.const 0)) (data (i32.const 0)) (data (f32.const 0)))`
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var first string
	for _, workers := range []int{1, 2, 3, 8} {
		_, err := validate.Module(data, validate.Options{AllErrors: 10, Workers: workers})
		var all validate.Errors
		if !errors.As(err, &all) || len(all) != 10 {
			t.Fatalf("%d workers: %v", workers, err)
		}
		var items []string
		for _, e := range all {
			items = append(items, e.Item)
		}
		if got := strings.Join(items, ","); got != "data 0,func 0,func 3,func 6,func 9,func 12,func 15,func 18,func 21,data 2" {
			t.Errorf("%d workers: %s", workers, got)
		}
		if first == "" {
			first = err.Error()
		} else if err.Error() != first {
			t.Errorf("%d workers: other errors", workers)
		}
		// A single error: the first of the structure.
		if _, err := validate.Module(data, validate.Options{Workers: workers}); !strings.HasPrefix(err.Error(), "data 0:") {
			t.Errorf("%d workers: %v", workers, err)
		}
	}
}

// Limits are options.
func TestLimits(t *testing.T) {
	for _, c := range []struct {
		limits validate.Limits
		text   string
		want   string
	}{
		{validate.Limits{Types: 1}, `(module (type (func)) (type (func (param i32))))`, "limit of 1 types"},
		{validate.Limits{Functions: 1}, `(module (import "a" "b" (func)) (func))`, "limit of 1 functions"},
		{validate.Limits{Imports: 1}, `(module (import "a" "b" (func)) (import "a" "c" (func)))`, "limit of 1 imports"},
		{validate.Limits{Exports: 1}, `(module (func (export "a") (export "b")))`, "limit of 1 exports"},
		{validate.Limits{Globals: 1}, `(module (global i32 i32.const 0) (global i32 i32.const 0))`, "limit of 1 globals"},
		{validate.Limits{Tags: 1}, `(module (tag) (tag))`, "limit of 1 tags"},
		{validate.Limits{Tables: 1}, `(module (table 0 funcref) (table 0 funcref))`, "limit of 1 tables"},
		{validate.Limits{Memories: 1}, `(module (memory 0) (memory 0))`, "limit of 1 memories"},
		{validate.Limits{ElementSegments: 1}, `(module (elem func) (elem func))`, "limit of 1 element segments"},
		{validate.Limits{ElementItems: 1}, `(module (func) (elem func 0 0))`, "limit of 1"},
		{validate.Limits{DataSegments: 1}, `(module (data "") (data ""))`, "limit of 1 data segments"},
		{validate.Limits{Locals: 3}, `(module (func (param i32 i32) (local f32 f32)))`, "limit of 3 locals"},
		{validate.Limits{BodyBytes: 3}, `(module (func nop nop))`, "limit of 3"},
		{validate.Limits{SubtypeDepth: 1}, `(module (type $a (sub (struct))) (type $b (sub $a (struct))) (type $c (sub $b (struct))))`, "limit of 1"},
		{validate.Limits{TypeSize: 5}, `(module (import "a" "b" (func)) (import "a" "c" (func)))`, "limit of 5"},
	} {
		data, err := wat.Parse([]byte(c.text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := validate.Module(data, validate.Options{}); err != nil {
			t.Errorf("%s: %v", c.text, err)
		}
		var e *binary.Error
		if _, err := validate.Module(data, validate.Options{Limits: c.limits}); !errors.As(err, &e) || e.Code != "limit" || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.text, err, c.want)
		}
	}
}

// Info holds every index space.
func ExampleModule() {
	module, err := wat.Parse([]byte(`(module
	  (import "env" "now" (func (result i64)))
	  (memory (export "memory") 2)
	  (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))`), wat.ParseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	info, err := validate.Module(module, validate.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	m := info.Module
	for i := range m.Imports {
		im := &m.Imports[i]
		fmt.Println("import", im.Module, im.Name, info.Types.String(validate.TypeID(m.ImportType(im).Type)))
	}
	for i := range m.Exports {
		switch ex := &m.Exports[i]; ex.Kind {
		case binary.ExternFunc:
			fmt.Println("export", ex.Name, info.Types.String(validate.TypeID(m.ExportType(ex).Type)))
		default:
			fmt.Println("export", ex.Name, ex.Kind)
		}
	}
	// Output:
	// import env now (func (result i64))
	// export memory memory
	// export add (func (param i32 i32) (result i32))
}

func ExampleFeaturesUsed() {
	module, err := wat.Parse([]byte(`(module (func (result i32) f32.const 1 i32.trunc_sat_f32_s))`), wat.ParseOptions{})
	if err != nil {
		fmt.Println(err)
		return
	}
	uses, _, err := validate.FeaturesUsed(module, validate.Options{})
	for _, u := range uses {
		fmt.Printf("%s at 0x%x in %s\n", u.Feature, u.Offset, u.Item)
	}
	fmt.Println(err)
	// Output:
	// floats at 0x18 in func 0
	// saturating-float-to-int at 0x1d in func 0
	// <nil>
}

// A cancelled context ends the run with its error, whatever the input.
func TestCancellation(t *testing.T) {
	data, err := wat.Parse([]byte(`(module (func (result i32) (i64.const 1)))`), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	if _, err := validate.Binary(data, validate.Options{Context: ctx}); errors.Is(err, context.Canceled) {
		t.Errorf("cancelled too early: %v", err)
	}
	cancel()
	for _, workers := range []int{1, 4} {
		if _, err := validate.Binary(data, validate.Options{Context: ctx, Workers: workers}); !errors.Is(err, context.Canceled) {
			t.Errorf("%v, want the context's error", err)
		}
	}
}

// The kind asked for must be the kind given; a reader is read to its end.
func TestKinds(t *testing.T) {
	module, component := []byte(binary.ModuleHeader), []byte(binary.ComponentHeader)
	for _, c := range []struct {
		check func([]byte, validate.Options) (*validate.Info, error)
		data  []byte
		ok    bool
	}{
		{validate.Module, module, true}, {validate.Component, component, true},
		{validate.Module, component, false}, {validate.Component, module, false},
		{validate.Binary, module, true}, {validate.Binary, component, true},
	} {
		info, err := c.check(c.data, validate.Options{})
		if (err == nil) != c.ok {
			t.Errorf("%q: %v", c.data, err)
		}
		if err == nil && (info.Module == nil) == (info.Component == nil) {
			t.Errorf("%q: %+v", c.data, info)
		}
	}
	if info, err := validate.Reader(bytes.NewReader(module), validate.Options{}); err != nil || info.Module == nil {
		t.Error(err)
	}
}
