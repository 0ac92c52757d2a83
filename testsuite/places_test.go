package testsuite_test

import (
	"errors"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/validate"
	"wcomp/wat"
)

// What is wrong in a constant expression is shown at its instruction, wherever
// the expression stands. The word HERE marks the place and is no part of the
// text.
func TestPlacesOfConstantExpressions(t *testing.T) {
	for _, text := range []string{
		"(module (global i32\n i32.const 1\n i32.const 2\n HEREi64.add))",
		"(module (global i32 i32.const 0) (global i32\n (HEREi32.add\n (i32.const 1)\n (i64.const 2))))",
		"(module (table 1 (ref func)\n (HEREref.func 9)))",
		"(module (memory 1) (data (i32.const 0)) (data (offset\n (i32.const 1)\n (HEREdrop)) \"x\"))",
		"(module (table 1 funcref) (elem\n (HEREi64.const 0)\n funcref (ref.func 0)) (func))",
		"(module (elem funcref\n (item ref.func 0)\n (item ref.null func)\n (item\n HEREref.func 7)) (func))",
		"(module (table 1 funcref) (elem (offset\n i32.const 0)\n funcref\n (ref.func 0)\n (HEREref.func 8)) (func))",
		"(module (table funcref (elem\n (ref.null func)\n (ref.func 0)\n (HEREref.func 99))) (func))",
		"(component (component (core module (memory 1)\n (global i32\n (HEREi64.const 0)))))",
	} {
		at := strings.Index(text, "HERE")
		text = strings.Replace(text, "HERE", "", 1)
		data, err := wat.Parse([]byte(text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		_, err = validate.Binary(data, validate.Options{Features: binary.AllFeatures})
		var e *binary.Error
		if !errors.As(err, &e) {
			t.Errorf("%s: valid", text)
			continue
		}
		places, err := wat.NewPlaces([]byte(text), wat.ParseOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if start, _, ok := places.Find(e.Offset); !ok || start != at {
			t.Errorf("%s: %v is shown at %q", text, e, text[max(start, 0):])
		}
	}
}
