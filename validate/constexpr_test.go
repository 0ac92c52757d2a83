package validate

import (
	"testing"

	"wcomp/binary"
	"wcomp/wat"
)

// Offsets that are an i32.const, and items that are ref.func or ref.null, are
// checked as they were read: no instruction is decoded again.
func TestPlainExpressionsAreReadOnce(t *testing.T) {
	for text, again := range map[string]bool{
		`(module (memory 1) (data (i32.const 70000) "a"))`:                                                  false,
		`(module (table 1 funcref) (func) (elem (i32.const 0) func 0))`:                                     false,
		`(module (table 1 funcref) (func) (elem (i32.const 0) funcref (ref.func 0) (ref.null func)))`:       false,
		`(module (memory 1) (data (i32.add (i32.const 1) (i32.const 2)) "a"))`:                              true,
		`(module (type (func)) (table 1 (ref null 0)) (elem (i32.const 0) (ref null 0) (ref.null nofunc)))`: true,
	} {
		data, err := wat.Parse([]byte(text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		v := newValidator(data, Options{Features: binary.AllFeatures})
		if _, err := v.run(kindAny); err != nil {
			t.Fatal(err)
		}
		if (v.consts != nil) != again {
			t.Errorf("%s: decoded again: %t", text, v.consts != nil)
		}
	}
}
