package wit_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"wcomp/wat"
	"wcomp/wit"
)

var instancesAndAliases = regexp.MustCompile(`(import|export) \(;\d+;\) "([^"]*)"( \(implements "[^"]*"\))? \(instance|(import) "([^"]*)"( \(implements "[^"]*"\))? \(instance|(alias export) (\d+) "([^"]*)"`)

// worldEncoded is the names of the instances in the type of the last world of a text, and the types taken from them, in order.
func worldEncoded(t *testing.T, text string) string {
	t.Helper()
	r, main, err := wit.Parse("a.wit", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := wat.Print(&b, r.EncodePackage(main, wit.EncodeOptions{}), wat.PrintOptions{}); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	out = out[strings.LastIndex(out, "(component\n"):]
	var list []string
	for _, m := range instancesAndAliases.FindAllStringSubmatch(out, -1) {
		list = append(list, strings.Trim(strings.Join([]string{m[1] + m[4] + m[7], m[2] + m[5] + m[8], m[9]}, " "), " "))
	}
	return strings.Join(list, ", ")
}

// An exported interface takes types from exported interfaces where there are some, whatever is imported (WIT.md: "any transitively `use`d
// interface is assumed to be an import unless it's explicitly listed as an export"). The reference takes those of an import where an
// imported interface took them before.
func TestExportsUseTypesOfExports(t *testing.T) {
	got := worldEncoded(t, `package t:t;
		interface x { resource r; }
		interface y { use x.{r}; g: func(a: r); }
		world w { import x; import y; export x; export y; }`)
	want := "import t:t/x, alias export 0 r, import t:t/y, export t:t/x, alias export 2 r, export t:t/y"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What a world uses of an interface is that of the interface itself, also where it is imported with a label besides (WIT.md: "each copy
// implements a unique version of the interface in question"). The reference takes the last import's.
func TestUsesOfLabelledInterfaces(t *testing.T) {
	got := worldEncoded(t, `package t:t;
		interface x { resource r; }
		world w { import x; import l: x; use x.{r}; }`)
	want := "import t:t/x, import l, alias export 0 r"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
