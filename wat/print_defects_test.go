package wat_test

import (
	"bytes"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/wat"
)

// Places where the reference prints text that means something else, that does
// not parse, or nothing at all.

func parseText(t testing.TB, text string) []byte {
	t.Helper()
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return data
}

func printText(t testing.TB, data []byte, o wat.PrintOptions) string {
	t.Helper()
	var b bytes.Buffer
	if err := wat.Print(&b, data, o); err != nil {
		t.Fatalf("%v\n%s", err, b.String())
	}
	return b.String()
}

// contains checks that text has the lines in this order, next to each other,
// whatever their indentation.
func contains(t *testing.T, text string, lines ...string) {
	t.Helper()
	var got []string
	for line := range strings.Lines(text) {
		got = append(got, strings.TrimSpace(line))
	}
	if !strings.Contains("\n"+strings.Join(got, "\n")+"\n", "\n"+strings.Join(lines, "\n")+"\n") {
		t.Errorf("no %q in\n%s", lines, text)
	}
}

// parsesBack checks that text that was printed parses to the same bytes.
func parsesBack(t *testing.T, data []byte, o wat.PrintOptions) {
	t.Helper()
	text := printText(t, data, o)
	again, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Errorf("the print does not parse: %v\n%s", err, text)
	} else if !bytes.Equal(again, data) {
		t.Errorf("the print parses to other bytes:\n%s", text)
	}
}

func TestDelegateClosesItsLabel(t *testing.T) {
	data := parseText(t, `(module (func
		block $outer
			try $d
				nop
			delegate 0
			br $outer
			br 1
		end))`)
	contains(t, printText(t, data, wat.PrintOptions{}), "delegate $outer", "br $outer", "br 1", "end")
	parsesBack(t, data, wat.PrintOptions{})
}

func TestFoldingIsNotRecursive(t *testing.T) {
	const depth = 300_000
	body := append([]byte{0, 0x41, 1}, bytes.Repeat([]byte{0x45}, depth)...) // i32.const 1, i32.eqz …
	body = append(body, 0x1a, 0x0b)
	text := printText(t, moduleOf(body), wat.PrintOptions{FoldInstructions: true})
	if n := strings.Count(text, "(i32.eqz"); n != depth {
		t.Errorf("%d instructions, want %d", n, depth)
	}
	if n := strings.Count(text, "("); n != strings.Count(text, ")") {
		t.Error("parentheses do not match")
	}
}

// moduleOf is a module with one function without parameters and results.
func moduleOf(body []byte) []byte {
	section := func(id byte, contents []byte) []byte {
		return binary.AppendBytes([]byte{id}, contents)
	}
	data := []byte(binary.ModuleHeader)
	data = append(data, section(1, []byte{1, 0x60, 0, 0})...)
	data = append(data, section(3, []byte{1, 0})...)
	return append(data, section(10, binary.AppendBytes([]byte{1}, body))...)
}

func TestLegacyTryIsPrintedFlatWithinFoldedText(t *testing.T) {
	data := parseText(t, `(module (tag $t) (func (result i32)
		try $l (result i32)
			i32.const 1
			i32.const 2
			i32.add
		catch $t
			i32.const 3
		catch_all
			try
				rethrow $l
			delegate $l
			unreachable
		end
		i32.const 4
		i32.add))`)
	text := printText(t, data, wat.PrintOptions{FoldInstructions: true})
	contains(t, text, "try $l (result i32)", "(i32.add", "(i32.const 1)", "(i32.const 2))", "catch $t", "(i32.const 3)", "catch_all")
	contains(t, text, "(rethrow $l)", "delegate $l", "(unreachable)", "end", "(i32.const 4)", "(i32.add)")
	parsesBack(t, data, wat.PrintOptions{FoldInstructions: true})
}

func TestMadeUpNamesStandAloneWhereTheyAreUsed(t *testing.T) {
	data := parseText(t, `(module (func block $x (@name "") br $x br_table $x $x end))`)
	contains(t, printText(t, data, wat.PrintOptions{}), `block $"#label0 " (@name "")`, `br $"#label0 "`, `br_table $"#label0 " $"#label0 "`)
	parsesBack(t, data, wat.PrintOptions{})
}

func TestOuterAliasesNameOnlyWhatIsUnambiguous(t *testing.T) {
	data := parseText(t, `(component $A (type $t u8)
		(component $B (alias outer $A $t (type)))
		(component $C (component $D (alias outer $A $t (type)))))`)
	text := printText(t, data, wat.PrintOptions{})
	contains(t, text, `(alias outer $A $t (type (;0;)))`)
	parsesBack(t, data, wat.PrintOptions{})

	// A component inside one of the same name hides it.
	data = parseText(t, `(component $A (type $t u8) (component $A (alias outer 1 0 (type $u)) (component (alias outer 2 0 (type)))))`)
	text = printText(t, data, wat.PrintOptions{})
	contains(t, text, `(component $A (;0;)`, `(alias outer 1 $t (type $u (;0;)))`)
	contains(t, text, `(component (;0;)`, `(alias outer 2 $t (type (;0;)))`)
	parsesBack(t, data, wat.PrintOptions{})
}

func TestFieldsInRecursionGroupsKeepTheirNames(t *testing.T) {
	data := parseText(t, `(module (rec (type $a (struct (field $x i32) (field $y i64)))
		(type $b (struct (field $z (ref null $a)))))
		(func (param (ref $a)) (drop (struct.get $a $y (local.get 0)))))`)
	text := printText(t, data, wat.PrintOptions{})
	contains(t, text, `(type $a (;0;) (struct (field $x i32) (field $y i64)))`)
	contains(t, text, `struct.get $a $y`)
	parsesBack(t, data, wat.PrintOptions{})
}

func TestAnErrorEndsTheLine(t *testing.T) {
	data := moduleOf([]byte{0, 0x04, 0x40, 0x0b}) // if, end: one end is missing
	var b bytes.Buffer
	err := wat.Print(&b, data, wat.PrintOptions{})
	if err == nil || !strings.HasSuffix(b.String(), "    end\n") {
		t.Errorf("%v after %q", err, b.String())
	}
}
