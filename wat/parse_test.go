package wat_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/internal/peers"
	"wcomp/wat"
)

func ExampleParse() {
	data, err := wat.Parse([]byte(`(module (func (export "answer") (result i32) i32.const 42))`), wat.ParseOptions{})
	fmt.Printf("%x %v\n", data[:8], err)
	// Output: 0061736d01000000 <nil>
}

// Every complaint about a text comes with its place.
func ExampleParse_errors() {
	_, err := wat.Parse([]byte("(module\n  (func $add (param $left i32)\n    local.get $lift)\n  (start $ad))"), wat.ParseOptions{File: "a.wat"})
	var all wat.Errors
	errors.As(err, &all)
	for _, e := range all {
		fmt.Println(e, e.Help)
	}
	// Output:
	// a.wat:3:15: unknown local: `$lift` is not defined [did you mean `$left`?]
	// a.wat:4:10: unknown function: `$ad` is not defined [did you mean `$add`?]
}

// reference is what the reference makes of a text.
func reference(t testing.TB, text []byte) ([]byte, bool) {
	out, _, code := peers.WasmTools(t, text, "parse", "-")
	return out, code == 0
}

func TestParseEqualsReference(t *testing.T) {
	for _, path := range corpus.Glob(t, "components/*/module.wat") {
		name := corpus.Name(t, path)
		text := corpus.Read(t, name)
		t.Run(strings.ReplaceAll(name, "/", "_"), func(t *testing.T) {
			t.Parallel()
			want, ok := reference(t, text)
			got, err := wat.Parse(text, wat.ParseOptions{File: name})
			if ok != (err == nil) {
				t.Fatalf("reference accepts: %v, here: %v", ok, err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("%d bytes, the reference gives %d others", len(got), len(want))
			}
		})
	}
}

// printed is the text of what a text encodes to.
func printed(t *testing.T, text string) string {
	t.Helper()
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	var out bytes.Buffer
	if err := wat.Print(&out, data, wat.PrintOptions{}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// Names that the reference's parser drops are kept.
func TestNamesAreKept(t *testing.T) {
	for text, want := range map[string]string{
		`(module (rec (type $t (struct (field $a i32)))))`:          `(field $a i32)`,
		`(module (memory (@name "m") (import "a" "b") 1))`:          `(memory $m`,
		`(module (import "a" "b" (global (@name "g") i32)))`:        `(global $g`,
		`(module (import "a" "b" (table (@name "t") 1 funcref)))`:   `(table $t`,
		`(module (tag (@name "e") (import "a" "b")))`:               `(tag $e`,
		`(component (instance (@name "i") (import "x")))`:           `(instance $i`,
		`(component (core module (@name "m") (import "x")))`:        `(core module $m`,
		`(component (import "x" (func (@name "f"))))`:               `(func $f`,
		`(module (func $f (@name "other name") (export "e")))`:      `(func $"other name"`,
		`(module (func (param (@name "p") i32) (local $l i64)))`:    `(param $p i32)`,
		`(module (func block (@name "b") br 0 end))`:                `block $b`,
		`(module (@custom "x" (before func) "\01") (memory 1))`:     `(@custom "x" (before first) "\01")`,
		`(module (func $"a b") (func (call $"a b")))`:               `call $"a b"`,
		`(module (func $a) (func $"a\u{62}") (func (call $"\61")))`: `call $a`,
	} {
		if got := printed(t, text); !strings.Contains(got, want) {
			t.Errorf("%s: no %s in\n%s", text, want, got)
		}
	}
}

// An index has no sign (core spec 6.3.1); the reference accepts a plus.
func TestIndicesAreUnsigned(t *testing.T) {
	for _, text := range []string{
		`(module (func (call +0)))`, `(module (func br +0))`, `(module (func) (start +0))`,
		`(module (type (func)) (func (type +0)))`, `(component (import "a" (func (type +0))))`,
	} {
		if _, err := wat.Parse([]byte(text), wat.ParseOptions{}); err == nil {
			t.Errorf("%s: accepted", text)
		}
	}
}

// Legacy try can be folded.
func TestFoldedTry(t *testing.T) {
	got := printed(t, `(module (tag $e) (func (try $l (do (nop)) (catch $e (rethrow $l)) (catch_all))
		(try (do (try (do) (delegate 0))) (catch_all))))`)
	for _, want := range []string{"try $l\n", "catch $e\n", "rethrow $l\n", "delegate 0"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in\n%s", want, got)
		}
	}
}

// Explainer.md's spellings are accepted beside the reference's.
func TestCanonicalSpellings(t *testing.T) {
	got := printed(t, `(component (core func (canon thread.available-parallelism)) (core func (canon thread.available_parallelism)))`)
	if strings.Count(got, "(canon thread.available_parallelism)") != 2 {
		t.Error(got)
	}
}
