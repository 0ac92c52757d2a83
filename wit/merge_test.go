package wit_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

func parseDir(t testing.TB, dir string) (*wit.Resolve, wit.PackageID) {
	t.Helper()
	r, main, err := wit.ParseDir(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	return r, main
}

func parse(t testing.TB, text string) (*wit.Resolve, wit.PackageID) {
	t.Helper()
	r, main, err := wit.Parse("test.wit", []byte(text), nil)
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r, main
}

func printed(t testing.TB, r *wit.Resolve, main wit.PackageID) string {
	t.Helper()
	text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// Each case of merge gives its goldens or is refused, and merging the other way round has the same outcome.
func TestMergeGoldens(t *testing.T) {
	for _, dir := range corpus.Glob(t, "merge/*") {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			into, _ := parseDir(t, filepath.Join(dir, "into"))
			from, _ := parseDir(t, filepath.Join(dir, "from"))
			before := into.AppendJSON(nil)
			_, err := into.Merge(from)
			back, _ := parseDir(t, filepath.Join(dir, "from"))
			other, _ := parseDir(t, filepath.Join(dir, "into"))
			_, backErr := back.Merge(other)
			if strings.HasPrefix(filepath.Base(dir), "bad-") {
				for _, err := range []error{err, backErr} {
					var e *wit.Error
					if !errors.As(err, &e) || e.Code != wit.CodeMerge || e.Item != "world foo:foo/foo" {
						t.Errorf("got %v", err)
					}
				}
				if !bytes.Equal(before, into.AppendJSON(nil)) {
					t.Error("the graph has changed")
				}
				return
			}
			if err != nil || backErr != nil {
				t.Fatal(err, backErr)
			}
			goldens := corpus.Glob(t, "merge/"+filepath.Base(dir)+"/merge/*.wit")
			if len(goldens) != len(into.Packages) {
				t.Errorf("%d packages, want %d", len(into.Packages), len(goldens))
			}
			for id := range into.Packages {
				name := into.FileName(wit.PackageID(id))
				want, err := os.ReadFile(filepath.Join(dir, "merge", name))
				if err != nil {
					t.Error(err)
					continue
				}
				got, err := into.AppendPackage(nil, wit.PackageID(id), wit.PrintOptions{})
				if err != nil || !bytes.Equal(got, want) {
					t.Errorf("%s: %v %s", name, err, firstDifference(got, want))
				}
			}
		})
	}
}

// Definitions of one name must agree in structure; the reference took any two types of one name for the same.
func TestMergeRefuses(t *testing.T) {
	for _, test := range []struct{ into, from, want string }{
		{"interface i { type t = u8; }", "interface i { type t = u16; }",
			"interface t:t/i: the two definitions of type t differ: u8 in one, u16 in the other"},
		{"interface i { record t { a: u8 } }", "interface i { record t { a: u8, b: u8 } }", "type t differ: field b is only in the other"},
		{"interface i { resource t; }", "interface i { type t = u8; }", "type t differ: resource t in one, u8 in the other"},
		{"interface i { f: func(a: list<u8>); }", "interface i { f: func(a: list<u16>); }",
			"function f differ: parameter a: list element: u8 in one, u16 in the other"},
		{"interface i { f: func(); }", "interface i { f: func() -> u8; }", "result: nothing in one, u8 in the other"},
		{"interface i { f: func(); }", "interface i { f: async func(); }", "a function in one, an async function in the other"},
		{"@unstable(feature = x) interface i {}", "@unstable(feature = y) interface i {}", "interface t:t/i: different gates: @unstable(feature = x) in one"},
		{"interface i { @unstable(feature = x) f: func(); }", "interface i { @unstable(feature = y) f: func(); }", "function f has different gates"},
		{"world w { import f: func(a: u8); }", "world w { import f: func(a: u16); }", "world t:t/w: the two definitions of function f differ"},
		{"world w { import f: func(); }", "world w { import f: interface {} }", "import f is an interface in only one"},
		{"world w { type t = u8; }", "world w { type t = u16; }", "the two definitions of type t differ"},
		{"interface a { type t = u8; } interface b { use a.{t}; }", "interface b { type u = u8; } interface a { use b.{u}; }",
			"takes types from itself"},
	} {
		o := &wit.ParseOptions{AllFeatures: true}
		into, _, err := wit.Parse("into.wit", []byte("package t:t;\n"+test.into), o)
		if err != nil {
			t.Fatal(err)
		}
		from, _, err := wit.Parse("from.wit", []byte("package t:t;\n"+test.from), o)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := into.Merge(from); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s + %s: %v, want %q", test.into, test.from, err, test.want)
		}
	}
}

// All that disagrees is reported at once, at its place in the text.
func TestMergeReportsEverything(t *testing.T) {
	into, _ := parse(t, "package t:t; interface i { type a = u8; type b = u8; f: func(); }")
	from, _, err := wit.Parse("from.wit", []byte("package t:t; interface i { type a = u16; type b = u8; f: func(x: b); }"), nil)
	if err != nil {
		t.Fatal(err)
	}
	_, err = into.Merge(from)
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || len(joined.Unwrap()) != 2 {
		t.Fatal(err)
	}
	var e *wit.Error
	if !errors.As(joined.Unwrap()[1], &e) {
		t.Fatal(err)
	}
	file, text, start, end := e.Location()
	if file != "from.wit" || text[start:end] != "f" {
		t.Errorf("at %s:%d-%d", file, start, end)
	}
}

// Resources of a merged package are one, in whichever graph they were mentioned.
func TestMergeIdentifiesResources(t *testing.T) {
	const pkg = "package x:x { interface s { resource r; type t = r; } }"
	into, main := parse(t, "package t:t; interface i { use x:x/s.{r, t}; f: func(a: r, b: borrow<t>); }"+pkg)
	from, _ := parse(t, "package t:t; interface i { use x:x/s.{r, t}; f: func(a: r, b: borrow<r>); g: func(a: own<r>); }"+pkg)
	if _, err := into.Merge(from); err != nil {
		t.Fatal(err)
	}
	if got := printed(t, into, main); !strings.Contains(got, "f: func(a: r, b: borrow<t>);\n\n  g: func(a: r);") {
		t.Error(got)
	}
}

// A gate that only one side has is taken, for functions too.
func TestMergeGates(t *testing.T) {
	o := &wit.ParseOptions{AllFeatures: true}
	into, main, err := wit.Parse("into.wit", []byte("package t:t@1.0.0; interface i { f: func(); type t = u8; }"), o)
	if err != nil {
		t.Fatal(err)
	}
	from, _, err := wit.Parse("from.wit", []byte(`package t:t@1.0.0;
		@since(version = 1.0.0) interface i { @since(version = 1.0.0) f: func(); @unstable(feature = x) type t = u8; }`), o)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := into.Merge(from); err != nil {
		t.Fatal(err)
	}
	want := `package t:t@1.0.0;

@since(version = 1.0.0)
interface i {
  @unstable(feature = x)
  type t = u8;

  @since(version = 1.0.0)
  f: func();
}

`
	if got := printed(t, into, main); got != want {
		t.Error(got)
	}
}

// What was merged has its places in the right texts.
func TestMergeKeepsPlaces(t *testing.T) {
	into, _ := parse(t, "package a:a; interface i { f: func(); }")
	from, _, err := wit.Parse("b.wit", []byte("package b:b; interface longer { other: func(param: list<u8>); }"), nil)
	if err != nil {
		t.Fatal(err)
	}
	to, err := into.Merge(from)
	if err != nil {
		t.Fatal(err)
	}
	i := into.Interfaces[to.Interfaces[0]]
	f, _ := i.Functions.Get("other")
	for want, span := range map[string]wit.Span{"longer": i.Span, "other": f.Span, "param": f.Params[0].Span} {
		source := into.Sources[span.Source-1]
		if got := string(source.Text[span.Start:span.End]); got != want || source.Name != "b.wit" {
			t.Errorf("%s in %s, want %s", got, source.Name, want)
		}
	}
}

func worldID(t testing.TB, r *wit.Resolve, name string) wit.WorldID {
	t.Helper()
	for id, w := range r.Worlds {
		if w.Name == name {
			return wit.WorldID(id)
		}
	}
	t.Fatalf("no world %s", name)
	return 0
}

func TestMergeWorlds(t *testing.T) {
	const decls = `
		interface i1 { type t = u32; }
		interface i2 { use i1.{t}; }
		interface i3 { use i2.{t}; }
		interface s { resource r; type t = u32; }`
	for _, test := range []struct{ name, into, from, want string }{
		{"new items", "use s.{t}; type z = u8; import f: func(x: z) -> t; export e: func();",
			"use s.{t, r}; type z = u8; type v = list<z>; import f: func(x: z) -> t; import h: func(a: list<list<v>>) -> r; export k: func(x: z);", `
  import s;
  use s.{t, r};

  type z = u8;

  type v = list<z>;
  import f: func(x: z) -> t;
  import h: func(a: list<list<v>>) -> r;

  export e: func();
  export k: func(x: z);
`},
		{"inline interfaces are united", "import a: interface { use s.{r}; type t = u8; f: func(x: t); }",
			"import a: interface { use s.{r}; type t = u8; type u = list<t>; f: func(x: t); g: func(y: u, z: r); } export a: interface { g: func(); }", `
  import s;
  import a: interface {
    use s.{r};

    type t = u8;

    type u = list<t>;

    f: func(x: t);

    g: func(y: u, z: r);
  }

  export a: interface {
    g: func();
  }
`},
		{"an export that takes from an export of the other", "export i1;", "export i2;", "\n  import i1;\n\n  export i1;\n  export i2;\n"},
		{"an export that an export takes from as an import", "export i2;", "export i1;", "!export t:t/i1 cannot be added to world into"},
		{"an import that takes from an export", "export i1;", "export i3;", "!interface t:t/i1 is exported but also needed as an import"},
		{"kinds", "import a: interface {}", "import a: func();", "!import a is a function here and an interface in world into"},
		{"functions", "export a: func(x: u8);", "export a: func(y: u8);", "!export a differs from that of world into: parameter x is only in one"},
		{"types", "type a = u8;", "type a = u16;", "!import a differs from that of world into: u8 in one, u16 in the other"},
		{"labels", "import a: i1;", "import a: i2;", "!import a is another interface in world into"},
		{"inline interfaces", "import a: interface { f: func(); type t = u8; }", "import a: interface { f: func(x: u8); type t = u16; }",
			"!import a: type t differs from that of world into: u8 in one, u16 in the other\nworld t:t/%from: import a: function f differs"},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, main := parse(t, fmt.Sprintf("package t:t; %s world into { %s } world %%from { %s }", decls, test.into, test.from))
			before := printed(t, r, main)
			into, from := worldID(t, r, "into"), worldID(t, r, "from")
			err := r.MergeWorlds(from, into)
			if want, refused := strings.CutPrefix(test.want, "!"); refused {
				want = strings.ReplaceAll(want, "%from", "from")
				if err == nil || !strings.Contains(err.Error(), want) {
					t.Errorf("got %v, want %q", err, want)
				}
				if printed(t, r, main) != before {
					t.Error("the world has changed")
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			text := printed(t, r, main)
			_, text, _ = strings.Cut(text, "world into {")
			text, _, _ = strings.Cut(text, "}\nworld %from")
			if text != test.want {
				t.Errorf("got%s\nwant%s", text, test.want)
			}
			// The other world is as it was.
			_, old, _ := strings.Cut(before, "world %from")
			_, now, _ := strings.Cut(printed(t, r, main), "world %from")
			if old != now {
				t.Errorf("the other world has changed:\n%s", now)
			}
		})
	}
}
