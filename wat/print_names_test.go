package wat_test

import (
	"strings"
	"testing"

	"wcomp/wat"
)

// Names are read up to the first subsection that is malformed; those of sorts
// that are not known are skipped.
func TestMalformedNameSubsections(t *testing.T) {
	module := "\x00asm\x01\x00\x00\x00\x01\x04\x01\x60\x00\x00\x03\x02\x01\x00\x0a\x04\x01\x02\x00\x0b"
	component := "\x00asm\x0d\x00\x01\x00\x07\x05\x01\x40\x00\x01\x00\x0a\x06\x01\x00\x01a\x01\x00"
	section := func(name, contents string) string {
		body := string(rune(len(name))) + name + contents
		return "\x00" + string(rune(len(body))) + body
	}
	for _, c := range []struct {
		what, data string
		want, not  string
	}{
		{"a module's name with something behind it", module + section("name", "\x00\x03\x01m\x00\x01\x04\x01\x00\x01f"), "(func (;0;)", "$m"},
		{"a module's name", module + section("name", "\x00\x02\x01m\x01\x04\x01\x00\x01f"), "(func $f (;0;)", "?"},
		{"a component's name with something behind it", component + section("component-name", "\x00\x03\x01c\x00"), "(component\n", "$c"},
		{"names of an unknown sort", component + section("component-name", "\x01\x05\x77\x01\x00\x01f\x01\x05\x03\x01\x00\x01t"), "(type $t (;0;)", "$f"},
		{"names of no sort", component + section("component-name", "\x01\x00\x01\x05\x03\x01\x00\x01t"), "(type (;0;)", "$t"},
	} {
		text := printText(t, []byte(c.data), wat.PrintOptions{})
		if !strings.Contains(text, c.want) || strings.Contains(text, c.not) {
			t.Errorf("%s: %q expected, %q not:\n%s", c.what, c.want, c.not, text)
		}
	}
}

// Constant expressions have no locals: the names of a function's do not show up
// in them.
func TestConstantExpressionsHaveNoLocals(t *testing.T) {
	data := parseText(t, `(component
		(core module (func (param $x i32) local.get $x))
		(core module (func (param $x i32)) (global f32 (local.get 0)) (memory 1) (data (local.get 0) "x")))`)
	text := printText(t, data, wat.PrintOptions{})
	if strings.Count(text, "local.get 0") != 2 || strings.Count(text, "local.get $x") != 1 {
		t.Errorf("got\n%s", text)
	}
}
