package validate

import (
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/wat"
)

// Items are called by the names that the name section has for them, which
// comes after the error.
func TestItemsHaveNames(t *testing.T) {
	for _, c := range []struct{ text, item string }{
		{`(module (global $g i32 (i64.const 0)))`, `global 0 "g"`},
		{`(module (import "a" "b" (global i32)) (global $g i32 (i64.const 0)))`, `global 1 "g"`},
		{`(module (memory $m 1 0))`, `memory 0 "m"`},
		{`(module (memory 1) (memory $m 1 0))`, `memory 1 "m"`},
		{`(module (table $t 2 1 funcref))`, `table 0 "t"`},
		{`(module (type $t (sub (struct))) (type $u (sub $t (array i32))))`, `type 1 "u"`},
		{`(module (memory 1) (data $d (i32.const 0) "") (data $e (i64.const 0) ""))`, `data 1 "e"`},
		{`(module (table 1 funcref) (elem $e (i64.const 0) func))`, `elem 0 "e"`},
		{`(module (func $f (result i32)))`, `func 0 "f"`},
		{`(module (memory 1 0))`, `memory 0`},
		{`(component (core module) (core module $m (global $g i32 (i64.const 0))) (core module (global $h i32 (i32.const 0))))`, `core module 1 "m", global 0 "g"`},
	} {
		data, err := wat.Parse([]byte(c.text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		for _, all := range []int{0, 10} {
			_, err = Binary(data, Options{Features: binary.AllFeatures, AllErrors: all})
			if list, ok := err.(Errors); ok {
				err = list[0]
			}
			if e, ok := err.(*binary.Error); !ok || e.Item != c.item {
				t.Errorf("%s: %v, want %s", c.text, err, c.item)
			}
		}
	}
}

// What stands behind the error is read for names alone.
func TestNamesBehindDamage(t *testing.T) {
	data, err := wat.Parse([]byte(`(module (global $g i32 (i64.const 0)) (func $f))`), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, whole := Binary(data, Options{})
	bad, ok := whole.(*binary.Error)
	if !ok || bad.Item != `global 0 "g"` {
		t.Fatalf("%v", whole)
	}
	for n := int(bad.Offset) + 2; n < len(data); n++ {
		_, err := Binary(data[:n], Options{})
		if e, ok := err.(*binary.Error); !ok || e.Offset != bad.Offset || !strings.HasPrefix(e.Item, "global 0") {
			t.Errorf("%d bytes: %v", n, err)
		}
	}
}
