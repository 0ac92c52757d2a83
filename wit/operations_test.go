package wit_test

import (
	"errors"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	wasm "wcomp/encode"
	"wcomp/internal/corpus"
	"wcomp/wit"
)

// The transcripts of the operations on worlds, as library calls: `component wit FILE` with one of their options gives
// the golden.
func TestOperationTranscripts(t *testing.T) {
	run := regexp.MustCompile(`// (RUN|FAIL)(?:\[([^\]]*)\])?: component wit (.*)`)
	ran := 0
	for _, path := range corpus.Glob(t, "cli/*.wit") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for _, line := range run.FindAllStringSubmatch(string(text), -1) {
			o := parseOptions(strings.Fields(line[3]))
			if o == nil {
				continue
			}
			ran++
			golden := path
			if line[2] != "" {
				golden += "." + line[2]
			}
			t.Run(filepath.Base(golden), func(t *testing.T) {
				r, _, err := wit.Parse(path, text, nil)
				if err != nil {
					t.Fatal(err)
				}
				id := worldID(t, r, o.world)
				err = o.apply(r, id)
				if line[1] == "FAIL" {
					if err == nil {
						t.Error("must fail")
					}
					return
				}
				if err != nil {
					t.Fatal(err)
				}
				want, err := os.ReadFile(golden + ".stdout")
				if err != nil {
					t.Fatal(err)
				}
				if o.json {
					compareJSON(t, r.AppendJSON(nil), want)
				} else if got := strings.ReplaceAll(printed(t, r, r.Worlds[id].Package), `\`, "/"); got != string(want) { // see the corpus' README
					t.Errorf("differs: %s", firstDifference([]byte(got), want))
				}
			})
		}
	}
	if ran < 20 {
		t.Errorf("only %d lines were run", ran)
	}
}

type operation struct {
	verb, world, out string
	only             []string
	json             bool
}

// parseOptions returns nil for command lines that do something else.
func parseOptions(args []string) *operation {
	o := new(operation)
	for i := 0; i < len(args); i++ {
		switch args[i] {
		case "--importize-world", "--exportize-world", "--merge-world-imports-based-on-semver", "--generate-nominal-type-ids":
			o.verb, o.world = args[i], args[i+1]
			i++
		case "--importize-out-world-name", "--exportize-out-world-name":
			o.out = args[i+1]
			i++
		case "--exportize-import":
			o.only = append(o.only, args[i+1])
			i++
		case "--json", "-j":
			o.json = true
		case "%":
		default:
			return nil
		}
	}
	if o.verb == "" {
		return nil
	}
	return o
}

func (o *operation) apply(r *wit.Resolve, id wit.WorldID) error {
	switch o.verb {
	case "--importize-world":
		return r.Importize(id, o.out)
	case "--exportize-world":
		return r.Exportize(id, o.out, o.only...)
	case "--merge-world-imports-based-on-semver":
		return r.MergeImportsBySemver(id)
	}
	r.MakeNominal(id)
	return nil
}

// afterwards parses a text, changes world w and returns that world as text, or the error.
func afterwards(t *testing.T, text string, change func(*wit.Resolve, wit.WorldID) error) string {
	t.Helper()
	r, main := parse(t, text)
	if err := change(r, worldID(t, r, "w")); err != nil {
		return "error: " + err.Error()
	}
	out := printed(t, r, main)
	_, out, _ = strings.Cut(out, "world w")
	out, _, _ = strings.Cut(out, "\n}")
	return out
}

// Types are not exported by any world, so they stay imports with the functions of resources among them. The reference
// crashed.
func TestExportizeKeepsTypes(t *testing.T) {
	got := afterwards(t, `package t:t;
		interface i { type t = u8; }
		world w { use i.{t}; resource r { m: func(); } import f: func(a: t, b: borrow<r>); export gone: func(); }`,
		func(r *wit.Resolve, id wit.WorldID) error { return r.Exportize(id, "") })
	if want := `-exportized {
  import i;
  use i.{t};

  resource r {
    m: func();
  }

  export f: func(a: t, b: borrow<r>);
  export i;`; got != want {
		t.Error(got)
	}
}

// A new name that another world has is refused; the reference displaced that world silently.
func TestTurningRefusesANameThatIsTaken(t *testing.T) {
	const text = "package t:t; interface i {} world w { import i; } world other { export i; }"
	for _, turn := range []func(*wit.Resolve, wit.WorldID) error{
		func(r *wit.Resolve, id wit.WorldID) error { return r.Exportize(id, "other") },
		func(r *wit.Resolve, id wit.WorldID) error { return r.Importize(id, "other") },
	} {
		r, main := parse(t, text)
		before := printed(t, r, main)
		err := turn(r, worldID(t, r, "w"))
		var e *wit.Error
		if !errors.As(err, &e) || e.Code != wit.CodeClash {
			t.Errorf("got %v", err)
		}
		if printed(t, r, main) != before {
			t.Error("the graph has changed")
		}
	}
	// Its own name is not taken.
	if got := afterwards(t, text, func(r *wit.Resolve, id wit.WorldID) error { return r.Exportize(id, "w") }); got != " {\n  export i;" {
		t.Error(got)
	}
}

func TestMergeImportsBySemver(t *testing.T) {
	const packages = `
		package a:b@0.1.0 { interface foo { type t = u32; resource r; f: func(x: borrow<r>); } interface bar { use foo.{t, r}; g: func(x: list<t>) -> r; } interface gone { type old = u8; } }
		package a:b@0.1.1 { interface foo { type t = u32; resource r; f: func(x: borrow<r>); } interface gone { type new = u8; } }
		package a:b@0.2.0 { interface foo { type t = u16; } }
		package a:b@0.1.1-rc { interface foo { type t = u16; } }
		package c:d@1.0.0 { interface i { type t = u8; f: func(x: t); record q { a: t } } }
		package c:d@1.1.0 { interface i { type t = u8; f: func(x: u16); record q { a: t, b: t } } }`
	for _, test := range []struct{ name, world, want string }{
		{"uses are redirected", "import a:b/bar@0.1.0; import a:b/foo@0.1.1;", " {\n  import a:b/foo@0.1.1;\n  import a:b/bar@0.1.0;"},
		{"other tracks stay", "import a:b/foo@0.1.0; import a:b/foo@0.2.0; import a:b/foo@0.1.1-rc;",
			" {\n  import a:b/foo@0.1.0;\n  import a:b/foo@0.2.0;\n  import a:b/foo@0.1.1-rc;"},
		{"labels and exports stay", "import l: a:b/foo@0.1.0; export a:b/foo@0.1.0; import a:b/foo@0.1.1; export m: a:b/foo@0.1.0;",
			" {\n  import l: a:b/foo@0.1.0;\n  import a:b/foo@0.1.1;\n\n  export a:b/foo@0.1.0;\n  export m: a:b/foo@0.1.0;"},
		{"what exports take is redirected", "export e: interface { use a:b/foo@0.1.0.{t}; } import a:b/foo@0.1.1;",
			" {\n  import a:b/foo@0.1.1;\n\n  export e: interface {\n    use a:b/foo@0.1.1.{t};\n  }"},
		{"functions of the world are redirected", "use a:b/foo@0.1.0.{r}; import f: func(a: list<r>) -> r; import a:b/foo@0.1.1;",
			" {\n  import a:b/foo@0.1.1;\n  use a:b/foo@0.1.1.{r};\n  import f: func(a: list<r>) -> r;"},
		{"versions that differ", "import c:d/i@1.0.0; import c:d/i@1.1.0;",
			"error: interface c:d/i@1.0.0: type q differs in c:d/i@1.1.0: field b is new\n" +
				"interface c:d/i@1.0.0: function f differs in c:d/i@1.1.0: parameter x: u8 became u16"},
		{"a type that is gone", "use a:b/gone@0.1.0.{old}; import a:b/gone@0.1.1;",
			"error: type a:b/gone@0.1.0.old: is in use, but the later version a:b/gone@0.1.1 has no such type"},
	} {
		got := afterwards(t, "package t:t; world w { "+test.world+" }"+packages, (*wit.Resolve).MergeImportsBySemver)
		if got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

// After MakeNominal no interface stands in two places, and copies say what they are of.
func TestMakeNominal(t *testing.T) {
	r, _ := parse(t, `package t:t;
		interface x { resource r; }
		interface y { use x.{r}; f: func(a: r) -> list<r>; }
		world w { import x; import y; export x; export y; import z: y; export q: x; }`)
	r.MakeNominal(0)
	// The example of reference facts: z, q, the exported x, the exported y.
	var got []wit.InterfaceID
	for _, i := range r.Interfaces[2:] {
		got = append(got, *i.CloneOf)
	}
	if want := []wit.InterfaceID{1, 0, 0, 1}; !slices.Equal(got, want) {
		t.Fatalf("copies of %v, want %v", got, want)
	}
	owner := func(i wit.InterfaceID) wit.InterfaceID {
		id, _ := r.Interfaces[i].Types.Get("r")
		of, _ := r.Types[id].Kind.(wit.Alias).Type.Def()
		from, _ := r.Types[of].Owner.Interface()
		return from
	}
	if owner(1) != 0 || owner(2) != 0 || owner(5) != 4 {
		t.Errorf("y takes r from %d, z from %d, the exported y from %d", owner(1), owner(2), owner(5))
	}
	seen := map[wit.InterfaceID]bool{}
	for _, side := range []*wit.OrderedMap[wit.WorldKey, wit.WorldItem]{&r.Worlds[0].Imports, &r.Worlds[0].Exports} {
		for _, item := range side.All() {
			id := item.(*wit.InterfaceItem).ID
			if seen[id] {
				t.Errorf("interface %d twice", id)
			}
			seen[id] = true
		}
	}
}

// Imports under a label are copies of their own (WIT.md: "each copy implements a unique version of the interface in question"): merging by
// version leaves them. The reference drops them. What an exported interface takes from itself stays, too.
func TestMergeImportsKeepsLabels(t *testing.T) {
	r, main := parse(t, `package t:t;
		world w { import a:b/i@1.0.0; import a:b/i@1.1.0; import l: a:b/i@1.0.0; export a:b/i@1.0.0; }
		package a:b@1.0.0 { interface i { resource r; f: func(x: list<r>); type s = r; } }
		package a:b@1.1.0 { interface i { resource r; f: func(x: list<r>); type s = r; } }`)
	id, err := r.SelectWorld(main, "w")
	if err != nil {
		t.Fatal(err)
	}
	if err := r.MergeImportsBySemver(id); err != nil {
		t.Fatal(err)
	}
	text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	world, _, _ := strings.Cut(string(text), "}")
	want := "package t:t;\n\nworld w {\n  import a:b/i@1.1.0;\n  import l: a:b/i@1.0.0;\n\n  export a:b/i@1.0.0;\n"
	if world != want {
		t.Errorf("got\n%s", world)
	}
	for _, i := range r.Interfaces {
		for name, id := range i.Types.All() {
			if a, ok := r.Types[id].Kind.(wit.Alias); ok {
				if to, _ := a.Type.Def(); r.Types[to].Owner != r.Types[id].Owner {
					t.Errorf("%s refers to another version", name)
				}
			}
		}
	}
}

// Types that a module's sections give one name, and string encodings that they give one function, must agree.
func TestEncodingsOfOneFunctionAgree(t *testing.T) {
	r, main := parse(t, "package t:t; interface i { f: func(); } world w { import i; }")
	id, err := r.SelectWorld(main, "w")
	if err != nil {
		t.Fatal(err)
	}
	module := []byte("\x00asm\x01\x00\x00\x00")
	for n, e := range []wit.StringEncoding{wit.UTF8, wit.UTF8, wit.UTF16} {
		payload := r.EncodeMetadata(id, e, wit.EncodeOptions{})
		module = wasm.CustomSection(module, "component-type", payload)
		if _, _, err := wit.DecodeModule(module, 0); (err != nil) != (n == 2) {
			t.Errorf("%d sections: %v", n+1, err)
		}
	}
}
