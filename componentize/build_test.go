package componentize_test

import (
	"errors"
	"strings"
	"testing"

	"wcomp/componentize"
	"wcomp/diag"
	"wcomp/embed"
	"wcomp/wat"
	"wcomp/wit"
)

// built makes a core module of text with a world in it: the only one of the WIT, or none if that is empty.
func built(t testing.TB, text, source string) []byte {
	t.Helper()
	return builtWith(t, text, source, wit.UTF8)
}

func builtWith(t testing.TB, text, source string, encoding wit.StringEncoding) []byte {
	t.Helper()
	module, err := wat.Parse([]byte(text), wat.ParseOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if source == "" {
		return module
	}
	resolve, pkg, err := wit.Parse("test.wit", []byte(source), nil)
	if err != nil {
		t.Fatal(err)
	}
	world, err := resolve.SelectWorld(pkg, "")
	if err != nil {
		t.Fatal(err)
	}
	module, err = embed.Module(module, resolve, world, encoding, wit.EncodeOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return module
}

func adapter(name string, data []byte) componentize.Adapter {
	return componentize.Adapter{Name: name, Data: data, File: name + ".wasm"}
}

// mustMake makes a component that must be valid.
func mustMake(t testing.TB, main []byte, o componentize.Options) *componentize.Result {
	t.Helper()
	o.Validate, o.MergeImports, o.DebugNames = true, true, true
	r, err := componentize.New(main, o)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// refusal is what New says of the input, which must be refused.
func refusal(t testing.TB, main []byte, o componentize.Options) diag.List {
	t.Helper()
	o.Validate, o.MergeImports = true, true
	_, err := componentize.New(main, o)
	if err == nil {
		t.Fatal("a component was made")
	}
	var list diag.List
	if !errors.As(err, &list) || len(list) == 0 {
		t.Fatalf("%v is no list of diagnostics", err)
	}
	return list
}

// mustSay checks that the first diagnostic has the code, and says the words.
func mustSay(t testing.TB, list diag.List, code string, words ...string) {
	t.Helper()
	text := list.Error()
	for _, d := range list {
		for _, n := range d.Notes {
			text += "\n" + n.Message
		}
		text += "\n" + strings.Join(d.Help, "\n")
	}
	if list[0].Code != code {
		t.Errorf("the code is %s, want %s\n%s", list[0].Code, code, text)
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			t.Errorf("%q is not said:\n%s", w, text)
		}
	}
}
