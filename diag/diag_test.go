package diag_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/diag"
)

var update = flag.Bool("update", false, "rewrite golden files")

func render(list diag.List) string {
	var b bytes.Buffer
	(&diag.Renderer{}).Render(&b, list)
	return b.String()
}

func TestRenderText(t *testing.T) {
	source := diag.NewSource("a.wit", "package a:b;\n\tinterface 漢é { foo: bar; }\r\nlast")
	span := func(word string) diag.Place {
		at := strings.Index(source.Text, word)
		return source.Span(at, at+len(word))
	}
	for _, test := range []struct {
		d    diag.Diagnostic
		want string
	}{
		{diag.Diagnostic{Code: "syntax", File: "a.wit", Place: span("bar"), Message: "no type", Expected: "a type", Found: "`bar`", Help: []string{"one\ntwo"}}, `
error: no type: expected a type, found ` + "`bar`" + ` [syntax]
  --> a.wit:2:22
    |
  2 |     interface 漢é { foo: bar; }
    |                          ^^^
  help: one
        two
`},
		{diag.Diagnostic{File: "a.wit", Severity: diag.Warning, Item: "interface", Place: span("漢é"), Message: "odd",
			Notes: []diag.Note{{Message: "see", Place: span("a:b")}}}, `
warning: interface: odd
  --> a.wit:2:12
    |
  2 |     interface 漢é { foo: bar; }
    |               ^^^
  note: see
  --> a.wit:1:9
    |
  1 | package a:b;
    |         ^^^
`},
		{diag.Diagnostic{File: "a.wit", Place: source.Span(len(source.Text), 1<<40), Message: "the end"}, `
error: the end
  --> a.wit:3:5
    |
  3 | last
    |     ^
`},
		// A span over several lines ends with its first line.
		{diag.Diagnostic{File: "a.wit", Place: source.Span(8, 30), Message: "much"}, `
error: much
  --> a.wit:1:9
    |
  1 | package a:b;
    |         ^^^^
`},
		{diag.Diagnostic{Code: "invalid", File: "m.wasm", Place: diag.At(0x2a), Item: `func 1 "f"`, Message: "bad"}, `
error: func 1 "f": bad [invalid]
  --> m.wasm (at offset 0x2a)
`},
	} {
		if got := "\n" + render(diag.List{test.d}); got != test.want {
			t.Errorf("got:%s\nwant:%s", got, test.want)
		}
	}
}

func TestNothingInAnInputActsOnTheTerminal(t *testing.T) {
	source := diag.NewSource("a\x1b[2J.wit", "x \x1b[31m\u202e \xff y\x00")
	got := render(diag.List{{File: source.Name, Place: source.Span(2, 3), Message: "bad \x1b[2J \u202e \xfe name"}})
	want := `error: bad \u{1b}[2J \u{202e} \xfe name
  --> a\u{1b}[2J.wit:1:3
    |
  1 | x �[31m� � y�
    |   ^
`
	if got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func TestALongLineIsCutAroundThePlace(t *testing.T) {
	line := strings.Repeat("x", 5_000_000) + "HERE" + strings.Repeat("y", 5_000_000)
	source := diag.NewSource("long.wat", line)
	got := render(diag.List{{File: "long.wat", Place: source.Span(5_000_000, 5_000_004), Message: "m"}})
	lines := strings.Split(got, "\n")
	if lines[1] != "  --> long.wat:1:5000001" {
		t.Errorf("place: %s", lines[1])
	}
	for _, line := range lines {
		if n := len([]rune(line)); n > 80 {
			t.Errorf("a line of %d columns: %s", n, line)
		}
	}
	at := strings.Index(lines[4], "^^^^")
	if at < 0 || string([]rune(lines[3])[at:at+4]) != "HERE" {
		t.Errorf("the caret is off:\n%s", got)
	}
	if !strings.Contains(lines[3], " …x") || !strings.HasSuffix(lines[3], "y…") {
		t.Errorf("the cuts do not show: %s", lines[3])
	}
}

func TestColorChangesNoWord(t *testing.T) {
	source := diag.NewSource("a.wit", "hello")
	list := diag.List{{Code: "syntax", File: "a.wit", Place: source.Span(0, 2), Message: "m", Help: []string{"h"}}}
	var b bytes.Buffer
	(&diag.Renderer{Color: true}).Render(&b, list)
	plain := b.String()
	for _, code := range []string{"\x1b[1m", "\x1b[1;31m", "\x1b[1;34m", "\x1b[1;36m", "\x1b[0m"} {
		if !strings.Contains(plain, code) {
			t.Errorf("no %q in the coloured text", code)
		}
		plain = strings.ReplaceAll(plain, code, "")
	}
	if plain != render(list) {
		t.Errorf("without colour: %q, want %q", plain, render(list))
	}
}

func TestSortFollowsFilesThenPlaces(t *testing.T) {
	b := diag.NewSource("b", "0123456789")
	list := diag.List{
		{File: "b", Place: b.Span(5, 6), Message: "2"},
		{File: "a", Place: diag.At(1), Message: "4"},
		{File: "b", Place: b.Span(2, 6), Message: "1"},
		{File: "b", Message: "0"},
		{File: "b", Place: b.Span(5, 5), Message: "3"},
	}
	list.Sort()
	var order string
	for _, d := range list {
		order += d.Message
	}
	if order != "01234" {
		t.Errorf("order %s", order)
	}
}

// wordy is an error of a text layer in the way such layers make them.
type wordy struct{ start, end int }

func (w wordy) Error() string { return "unknown name `x`" }
func (w wordy) Location() (string, string, int, int) {
	return "in.wit", "a b x\n", w.start, w.end
}
func (w wordy) Explanation() (code, item, message string, notes, help []string) {
	return "syntax", "interface `i`", "", []string{"n"}, []string{"h"}
}
func (w wordy) RelatedErrors() []error {
	if w.start == 0 {
		return nil
	}
	return []error{wordy{0, 1}}
}

func TestFromError(t *testing.T) {
	source := diag.NewSource("f.wasm", "")
	low := &binary.Error{Offset: 16, Item: "func 3", Message: "type mismatch", Expected: "i32", Found: "i64", Code: "invalid"}
	_, missing := os.Open(filepath.Join(t.TempDir(), "missing"))
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"nil", nil, ""},
		{"binary", low, "error: func 3: type mismatch: expected i32, found i64 [invalid]\n  --> f.wasm (at offset 0x10)\n"},
		{"wrapped", fmt.Errorf("while validating: %w", low), "error: func 3: type mismatch: expected i32, found i64 [invalid]\n  --> f.wasm (at offset 0x10)\n"},
		{"feature", &binary.Error{Offset: 1, Code: "feature-disabled", Message: "m", Feature: "gc"},
			"error: m [feature-disabled]\n  --> f.wasm (at offset 0x1)\n  help: the feature `gc` allows this: `--features gc`\n"},
		{"text", wordy{4, 5}, "error: interface `i`: unknown name `x` [syntax]\n  --> in.wit:1:5\n    |\n  1 | a b x\n    |     ^\n  note: n\n  note: unknown name `x`\n  --> in.wit:1:1\n    |\n  1 | a b x\n    | ^\n  help: h\n"},
		{"joined", errors.Join(errors.New("one"), low), "error: one [failed]\n  --> f.wasm\n\nerror: func 3: type mismatch: expected i32, found i64 [invalid]\n  --> f.wasm (at offset 0x10)\n"},
		{"list", fmt.Errorf("all: %w", diag.List{{Message: "a"}, {File: "g", Message: "b"}}), "error: a\n  --> f.wasm\n\nerror: b\n  --> g\n"},
		{"file", missing, "error: cannot open the file: no such file or directory [no-such-file]\n  --> " + missing.(*fs.PathError).Path + "\n"},
	} {
		if got := render(diag.FromError(test.err, source)); got != test.want {
			t.Errorf("%s:\ngot:\n%s\nwant:\n%s", test.name, got, test.want)
		}
	}
}

func TestJSONIsAnObjectALine(t *testing.T) {
	source := diag.NewSource("a.wit", "é <x>\n")
	var b bytes.Buffer
	err := diag.WriteJSON(&b, diag.List{
		{Code: "syntax", File: "a.wit", Place: source.Span(3, 6), Message: "found <x>\n", Help: []string{"h"}},
		{Code: "invalid", Severity: diag.Warning, File: "m.wasm", Place: diag.At(0), Item: "i", Message: "m", Expected: "e", Found: "f"},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"code":"syntax","severity":"error","file":"a.wit","place":{"start":3,"end":6,"line":1,"column":3,"endLine":1,"endColumn":6},"message":"found <x>\n","help":["h"]}
{"code":"invalid","severity":"warning","file":"m.wasm","place":{"offset":0},"item":"i","message":"m","expected":"e","found":"f"}
`
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", b.String(), want)
	}
	for line := range strings.Lines(b.String()) {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
}
