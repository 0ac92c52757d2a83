package wat_test

import (
	"bytes"
	"debug/dwarf"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/validate"
	"wcomp/wat"
)

// parseErrors are the complaints about a text that must be refused.
func parseErrors(t *testing.T, text string) wat.Errors {
	t.Helper()
	_, err := wat.Parse([]byte(text), wat.ParseOptions{File: "t.wat"})
	var all wat.Errors
	if !errors.As(err, &all) {
		t.Fatalf("%.60q: error %v", text, err)
	}
	return all
}

// What is nested deeply is read without recursion, or refused with a reason.
func TestDeepNesting(t *testing.T) {
	const n = 100_000
	folded := "(module (func (result i32) " + strings.Repeat("(i32.eqz ", n) + "(i32.const 0)" + strings.Repeat(")", n) + "))"
	out, err := wat.Parse([]byte(folded), wat.ParseOptions{})
	if err != nil || len(out) < n {
		t.Errorf("folded: %d bytes, %v", len(out), err)
	}
	blocks := "(module (func " + strings.Repeat("(block ", n) + strings.Repeat("(br 0)", 10) + strings.Repeat(")", n) + "))"
	if _, err := wat.Parse([]byte(blocks), wat.ParseOptions{}); err != nil {
		t.Error(err)
	}
	flat := "(module (func " + strings.Repeat("block $l ", n) + strings.Repeat("br $l ", n) + strings.Repeat("end ", n) + "))"
	if _, err := wat.Parse([]byte(flat), wat.ParseOptions{}); err != nil {
		t.Error(err)
	}
	for _, text := range []string{
		strings.Repeat("(component ", n) + strings.Repeat(")", n),
		"(component (type " + strings.Repeat("(list ", n) + "u8" + strings.Repeat(")", n) + "))",
		"(component (import \"a\" " + strings.Repeat("(component (import \"a\" ", n) + strings.Repeat("))", n) + "))",
	} {
		if e := parseErrors(t, text); !strings.Contains(e[0].Message, "nesting too deep") {
			t.Errorf("%.40s: %v", text, e[0])
		}
	}
	for _, text := range []string{
		strings.Repeat("(", n), strings.Repeat("(;", n), strings.Repeat("(@a", n), "(module (func " + strings.Repeat("(i32.eqz ", n),
	} {
		parseErrors(t, text)
	}
	if _, err := wat.Parse([]byte(strings.Repeat("(;", n)+strings.Repeat(";)", n)+"(module)"), wat.ParseOptions{}); err != nil {
		t.Error(err)
	}
}

// Long lines cost what other text does.
func TestLongLines(t *testing.T) {
	const n = 10 << 20
	for _, text := range []string{
		"(module (func " + strings.Repeat("nop ", n/4) + "))",
		"(module (memory (data \"" + strings.Repeat("a", n) + "\")))",
		"(module ;; " + strings.Repeat("x", n) + "\n)",
		"(module " + strings.Repeat("(;;)", n/4) + ")",
		"(module " + strings.Repeat(";;\r", n/3) + ")",
	} {
		if _, err := wat.Parse([]byte(text), wat.ParseOptions{}); err != nil {
			t.Errorf("%.40s: %v", text, err)
		}
	}
	e := parseErrors(t, "(module (func "+strings.Repeat("nop ", n/4)+" local.get $x))")
	if line, column := e[0].Position(); line != 1 || column < n {
		t.Errorf("at %d:%d", line, column)
	}
}

// Broken text is refused where it is broken.
func TestPlacesOfErrors(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"(module\n  (memory (data \"abc", "t.wat:2:17: unterminated string"},
		{"(module\n  (; comment", "t.wat:2:3: unterminated block comment"},
		{"(module (func \x00))", "t.wat:1:15: control character"},
		{"(module (func (nop \xff)))", "t.wat:1:20: malformed UTF-8"},
		{"(module (func)", "t.wat:1:1: unexpected end"},
		{"(module (func))\n)", "t.wat:2:1: unexpected token"},
		{"(module (func block))", "t.wat:1:15: control frames remain"},
		{"(module (func i32.addd))", "t.wat:1:15: unknown operator"},
		{"(module (func (i32.const 0x1_0000_0000)))", "t.wat:1:26: constant out of range"},
		{"(module (func $é))", "t.wat:1:15: empty identifier"},
		{"(module (func $a) (func $a))", "t.wat:1:25: duplicate function"},
		{"(module (memory 1) (import \"a\" \"b\" (func)))", "t.wat:1:20: import after memory"},
		{"(module (func (local.get +0)))", "t.wat:1:26: unexpected token"},
		{"(module (func (call $a-long-name)) (func $a-long-nam))", "t.wat:1:21: unknown function"},
		{"(component (import \"a\" (func $f)) (export \"b\" (func $g)))", "t.wat:1:53: unknown func"},
		{"(component (core func (canon resource.nwe 0)))", "t.wat:1:30: unexpected token"},
		{"", "expected at least one module field"},
		{"(module ;; \u202e\n)", "t.wat:1:12: the character U+202E"},
	} {
		e := parseErrors(t, c.text)
		if !strings.HasPrefix(e[0].Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, e[0], c.want)
		}
	}
}

// Several independent complaints come together, each once, in order.
func TestSeveralErrors(t *testing.T) {
	e := parseErrors(t, "(module\n (func $a (call $x))\n (func (i32.bad))\n (global i32 (i32.const 1 2))\n (start $y))")
	var lines []int
	for _, x := range e {
		line, _ := x.Position()
		lines = append(lines, line)
	}
	if fmt.Sprint(lines) != "[2 3 4 5]" {
		t.Errorf("%v: %v", lines, e)
	}
	// After a field that could not be read, names of a component may be
	// missing for that reason alone.
	e = parseErrors(t, "(component\n (import \"a\" (func $f (bad)))\n (export \"b\" (func $f))\n (type (recor)))")
	if len(e) != 2 {
		t.Errorf("%v", e)
	}
}

// A crowd of errors is cut short.
func TestManyErrors(t *testing.T) {
	if e := parseErrors(t, "(module "+manyFunctions()+" (func "+strings.Repeat("call $x ", 100_000)+"))"); len(e) > 50 {
		t.Errorf("%d errors", len(e))
	}
}

// debugText has an instruction on each of several lines.
const debugText = `(module
  (func $add (param $a i32) (param $b i32) (result i32)
    (i32.add
      (local.get $a)
      (local.get $b)))
  (func $other (local f64)
    nop
    (if (i32.const 1)
      (then unreachable))
  )
)
`

// The debug sections, read by a reader of DWARF, give every instruction its
// line: at offsets in the code section's contents, its count included.
func TestDwarf(t *testing.T) {
	for _, functions := range []int{2, 200, 20_000} { // counts of one, two and three bytes
		text := strings.TrimSuffix(debugText, ")\n") + strings.Repeat("(func)\n", functions-2) + ")"
		data, err := wat.Parse([]byte(text), wat.ParseOptions{File: "dir/a.wat", Dwarf: wat.DwarfFull, Producer: "test"})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := validate.Binary(data, validate.Options{}); err != nil {
			t.Fatal(err)
		}
		sections := make(map[string][]byte)
		var codeStart, start int64
		want := make(map[int64]string) // the names of instructions by address
		p := decode.NewParser(data, 0)
		var ev decode.Event
		for p.Next(&ev) {
			switch ev.Kind {
			case decode.EventCustom:
				sections[ev.Name] = ev.Data
			case decode.EventCode:
				codeStart = ev.Contents
			case decode.EventBody:
				if ev.Count > 1 {
					continue
				}
				if ev.Count == 0 {
					start = ev.Offset - codeStart
				}
				l := ev.Body().Locals()
				var g binary.Local
				for l.Next(&g) {
				}
				r := l.Operators(binary.AllFeatures)
				var op binary.Operator
				for r.Next(&op) {
					want[op.Offset-codeStart] = op.Op.String()
				}
			}
		}
		info, err := dwarf.New(sections[".debug_abbrev"], nil, nil, sections[".debug_info"], sections[".debug_line"], nil, nil, sections[".debug_str"])
		if err != nil {
			t.Fatal(err)
		}
		entries := info.Reader()
		unit, err := entries.Next()
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for len(names) < 8 {
			e, err := entries.Next()
			if err != nil {
				t.Fatal(err)
			}
			if e == nil {
				break
			}
			if name, ok := e.Val(dwarf.AttrName).(string); ok && e.Tag != dwarf.TagBaseType {
				names = append(names, name)
			}
			if e.Tag == dwarf.TagSubprogram && e.Val(dwarf.AttrName) == "add" && int64(e.Val(dwarf.AttrLowpc).(uint64)) != start {
				t.Errorf("add begins at %v, not %d", e.Val(dwarf.AttrLowpc), start)
			}
		}
		if got := strings.Join(names[:min(5, len(names))], " "); got != "add a b other local0" {
			t.Errorf("names: %s", got)
		}
		lines, err := info.LineReader(unit)
		if err != nil {
			t.Fatal(err)
		}
		textLines := strings.Split(text, "\n")
		found := 0
		var row dwarf.LineEntry
		for {
			if err := lines.Next(&row); err == io.EOF {
				break
			} else if err != nil {
				t.Fatal(err)
			}
			name, ok := want[int64(row.Address)]
			if !ok || row.EndSequence {
				continue
			}
			found++
			rest := textLines[row.Line-1][row.Column-1:]
			if name != "end" && !strings.HasPrefix(rest, name) || name == "end" && rest[0] != ')' {
				t.Errorf("address %#x, %s: line %d, column %d is %q", row.Address, name, row.Line, row.Column, rest)
			}
		}
		if found != len(want) {
			t.Errorf("%d rows for %d instructions", found, len(want))
		}
	}
}

// Places point from offsets in the binary back at the text, in components too.
func TestPlaces(t *testing.T) {
	text := `(component
  (core module $m
    (memory 1)
    (func (export "f") (result i32)
      (i32.add
        (i32.const 1)
        (i64.const 2)))
  )
  (core instance $i (instantiate $m))
  (func (export "g") (canon lift (core func $i "h")))
)`
	data, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	places, err := wat.NewPlaces([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = validate.Binary(data, validate.Options{})
	at := func(err error) string {
		t.Helper()
		var e *binary.Error
		if !errors.As(err, &e) {
			t.Fatalf("no *binary.Error: %v", err)
		}
		start, end, ok := places.Find(e.Offset)
		if !ok {
			t.Fatalf("nothing for %v", err)
		}
		return text[start:end]
	}
	if got := at(err); got != "(canon" && got != "i32.add" && got != "(func" {
		t.Errorf("%v is at %q", err, got)
	}
	// The instruction of which the operand is wrong.
	n := bytes.Index(data, []byte{0x42, 0x02, 0x6a})
	for offset, want := range map[int]string{n: "i64.const", n + 2: "i32.add", n - 2: "i32.const", n + 3: ")"} {
		start, end, ok := places.Find(int64(offset))
		if !ok || text[start:end] != want {
			t.Errorf("offset %#x: %q, want %q", offset, text[start:end], want)
		}
	}
}

// manyFunctions are names that each unknown one could be compared with.
func manyFunctions() string {
	var b strings.Builder
	for i := range 20_000 {
		fmt.Fprintf(&b, "(func $some_function_%d)", i)
	}
	return b.String()
}
