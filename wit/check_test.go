package wit

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// parseText resolves a text and returns it with the worlds of the main package by name.
func parseText(t testing.TB, text string) (*Resolve, func(world string) WorldID) {
	t.Helper()
	r, main, err := Parse("test.wit", []byte(text), &ParseOptions{AllFeatures: true})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return r, func(world string) WorldID {
		id, ok := r.Packages[main].Worlds.Get(world)
		if !ok {
			t.Fatalf("no world %s", world)
		}
		return id
	}
}

// show writes differences one a line, breaking ones with a `!`.
func show(d Differences) string {
	var lines []string
	for _, difference := range d {
		mark := "  "
		if difference.Breaking {
			mark = "! "
		}
		lines = append(lines, mark+difference.String())
	}
	return strings.Join(lines, "\n")
}

func TestCheckSemver(t *testing.T) {
	for _, test := range []struct{ name, decls, old, new, want string }{
		{"nothing", "", "", "", ""},
		{"imports", "interface a { f: func(); } interface b {}", "import a; import f: func();", "import b; import f: func();", `
! import t:t/a: it is gone, but components made for the old world import it
  import t:t/b: it is new`},
		{"an import without anything in it", "interface a {} interface b { type t = u8; }", "import a; import b;", "", `
  import t:t/a: it is gone, and nothing was in it
! import t:t/b: it is gone, but components made for the old world import it`},
		{"exports", "interface a {} interface b {}", "export a; export f: func();", "export b; export f: func();", `
  export t:t/a: it is gone
! export t:t/b: it is new, but components made for the old world do not export it`},
		{"members of imports and exports", `
			interface a { f: func(); type t = u8; }
			interface a2 { g: func(); type u = u8; }`,
			"import x: a; export x: a;", "import x: a2; export x: a2;", `
! import x: type t is gone
! import x: function f is gone
  import x: type u is new
  import x: function g is new
  export x: type t is gone
  export x: function f is gone
! export x: type u is new
! export x: function g is new`},
		{"kinds", "interface a {}", "import x: a; import y: func();", "import x: func(); import y: async func();", `
! import x: it differs: an interface became a function
! import y: function y differs: a function became an async function`},
		{"a changed type is told once", `
			interface a { type t = u8; f: func(x: t) -> list<t>; }
			interface a2 { type t = u16; f: func(x: t) -> list<t>; }`,
			"import x: a;", "import x: a2;", `
! import x: type t differs: u8 became u16`},
		{"functions", "",
			"import f: func(a: u8, b: list<tuple<string, option<u8>>>) -> u8;",
			"import f: func(a: u16, b: list<tuple<string, option<u16>>>);", `
! import f: function f differs: parameter a: u8 became u16; parameter b: list element, tuple member 1, in the option: u8 became u16; result: u8 became nothing`},
		{"parameters", "", "import f: func(a: u8, b: u8, c: u8);", "import f: func(b: u8, d: u8, c: u8);", `
! import f: function f differs: parameter a is gone, parameter d is new`},
		{"order", "", "import f: func(a: u8, b: u8);", "import f: func(b: u8, a: u8);", `
! import f: function f differs: parameter a became parameter b at its place`},
		{"types", `
			interface a {
				record r { x: u8, y: u8 } variant v { a, b(u8) } enum e { a, b } flags f { a, b } type l = list<u8, 2>;
				type t = tuple<u8>; type re = result<u8>; resource res; type s = stream<u8>; type m = map<u8, string>;
			}
			interface a2 {
				record r { x: u8, z: u8 } variant v { a, b(u16) } enum e { a } flags f { a, b, c, d, e, f, g } type l = list<u8, 3>;
				type t = tuple<u8, u8>; type re = result<_, u8>; type res = u8; type s = future<u8>; type m = map<u8, list<u8>>;
			}`,
			"import x: a;", "import x: a2;", `
! import x: type r differs: field y is gone, field z is new
! import x: type v differs: case b: u8 became u16
! import x: type e differs: case b is gone
! import x: type f differs: flags c, d, e and 2 more are new
! import x: type l differs: length 2 became length 3
! import x: type t differs: a tuple of 1 became one of 2
! import x: type re differs: ok: u8 became nothing
! import x: type res differs: resource res became u8
! import x: type s differs: stream s became future s
! import x: type m differs: map value: string became list<u8>`},
		{"aliases are seen through", `
			interface a { type t = u8; record r { x: list<t> } f: func(a: r); }
			interface a2 { type t = u; type u = u8; record r { x: list<u8> } type q = r; f: func(a: q); }`,
			"import x: a;", "import x: a2;", `
  import x: type u is new
  import x: type q is new`},
		{"resources of different interfaces", `
			interface p { resource r; } interface q { resource r; }
			interface a { use p.{r}; f: func(x: r); }
			interface a2 { use q.{r}; f: func(x: r); }`,
			"import p; import q; import x: a;", "import p; import q; import x: a2;", `
! import x: type r differs: resource t:t/p.r became resource t:t/q.r`},
		{"a resource that was the export's own", `
			interface p { resource r; }
			interface a { use p.{r}; f: func(x: r); }`,
			"export p; export a;", "import p; export a;", `
  import t:t/p: it is new
  export t:t/p: it is gone
! export t:t/a: type r differs: resource t:t/p.r is exported on one side and imported on the other`},
		{"any resource serves for one of the world's own", "interface p { resource r; }",
			"resource r; import f: func(x: r) -> list<r>;", "use p.{r}; import f: func(x: r) -> list<r>;", `
  import t:t/p: it is new`},
		{"not the other way round", "interface p { resource r; }",
			"use p.{r}; import f: func(x: r);", "resource r; import f: func(x: r);", `
! import t:t/p: it is gone, but components made for the old world import it`},
		{"labels have resources of their own", `
			interface p { resource r; f: func(x: r); }`,
			"import l: p; import m: p; export l: p; export p;", "import m: p; import l: p; export p; export l: p;", ""},
		{"resources in their place", `
			interface p { resource r { constructor(); m: func(); } }
			interface a { use p.{r}; f: func(x: r, y: borrow<r>); }`,
			"import a; export a; export p; export l: a; resource z; import g: func(x: z);",
			"import a; export a; export p; export l: a; resource z; import g: func(x: z);", ``},
	} {
		t.Run(test.name, func(t *testing.T) {
			r, world := parseText(t, fmt.Sprintf("package t:t; %s world old { %s } world new { %s }", test.decls, test.old, test.new))
			got := show(CheckSemver(r, world("old"), r, world("new")))
			if got != strings.TrimPrefix(test.want, "\n") {
				t.Errorf("got\n%s\nwant%s", got, test.want)
			}
			for _, same := range []string{"old", "new"} {
				if d := CheckSemver(r, world(same), r, world(same)); len(d) > 0 {
					t.Errorf("%s differs from itself:\n%s", same, show(d))
				}
			}
		})
	}
}

// Interfaces are matched by version where there are several, and whatever their version where there is one. A world
// that has two versions of an interface is compatible with itself.
func TestCheckSemverVersions(t *testing.T) {
	const text = `package t:t;
		world both { import a:b/i@1.0.0; import a:b/i@2.0.0; }
		world one { import a:b/i@1.0.0; }
		world two { import a:b/i@2.0.0; }
		world minor { import a:b/i@1.1.0; import a:b/i@2.0.0; }
		package a:b@1.0.0 { interface i { f: func(); } }
		package a:b@1.1.0 { interface i { f: func(); g: func(); } }
		package a:b@2.0.0 { interface i { h: func(); } }`
	r, world := parseText(t, text)
	for _, test := range []struct{ old, new, want string }{
		{"both", "both", ""},
		{"both", "minor", "  import a:b/i@1.0.0: function g is new"},
		{"one", "minor", "  import a:b/i@1.0.0: function g is new\n  import a:b/i@2.0.0: it is new"},
		{"one", "two", "! import a:b/i@1.0.0: function f is gone\n  import a:b/i@1.0.0: function h is new"},
	} {
		if got := show(CheckSemver(r, world(test.old), r, world(test.new))); got != test.want {
			t.Errorf("%s → %s:\n%s\nwant\n%s", test.old, test.new, got, test.want)
		}
	}
}

// Proposals that not every validator knows are no reason to refuse a world (reference: such worlds never passed).
func TestCheckSemverOfProposals(t *testing.T) {
	r, world := parseText(t, `package t:t;
		interface i { f: func(); }
		world w {
			import a: func(m: map<string, u8>, l: list<u8, 4>, e: error-context, s: stream<u8>);
			import l: i;
			@external-id("x") export i;
		}`)
	if d := CheckSemver(r, world("w"), r, world("w")); len(d) > 0 {
		t.Errorf("differs from itself:\n%s", show(d))
	}
}

// An exported interface that takes a type from another exported one is compatible with itself, whatever is imported
// (reference: the two resources were mixed up).
func TestCheckSemverOfImportedAndExportedResources(t *testing.T) {
	r, world := parseText(t, `package t:t;
		interface x { resource r; }
		interface y { use x.{r}; g: func(a: r); }
		world w { import x; import y; export x; export y; }`)
	if d := CheckSemver(r, world("w"), r, world("w")); len(d) > 0 {
		t.Errorf("differs from itself:\n%s", show(d))
	}
}

func TestCheckTarget(t *testing.T) {
	const packages = `
		package a:b@0.2.3 { interface i { f: func(); } }
		package a:b@0.2.6 { interface i { f: func(); g: func(); } }
		package a:b@0.3.0 { interface i { f: func(); } }
		package c:d { interface j { use a:b/i@0.2.3.{}; f: func(a: u8); g: func(); } interface k { f: func(a: u16); } }`
	for _, test := range []struct{ name, component, world, want string }{
		{"less imports and more exports", "export x: func();", "import a:b/i@0.2.3;", `
  import a:b/i@0.2.3: the component does not use it
  export x: the component exports it beside what the world asks for`},
		{"more imports and less exports", "import a:b/i@0.2.3; import f: func();", "export x: func(); export y: func();", `
! import a:b/i@0.2.3: the component imports it, but the world does not
! import f: the component imports it, but the world does not
! export x: the world exports it, but the component does not
! export y: the world exports it, but the component does not`},
		{"a later version is imported in place of an earlier one", "import a:b/i@0.2.3;", "import a:b/i@0.2.6;", `
  import a:b/i@0.2.6: function g is in the world, but not in the component`},
		{"not the other way round", "import a:b/i@0.2.6;", "import a:b/i@0.2.3;", `
  import a:b/i@0.2.3: the component does not use it
! import a:b/i@0.2.6: the component imports it, but the world does not`},
		{"a later version is exported in place of an earlier one", "export a:b/i@0.2.6;", "export a:b/i@0.2.3;", `
  export a:b/i@0.2.3: function g is in the component, but not in the world`},
		{"not an incompatible one", "export a:b/i@0.3.0;", "export a:b/i@0.2.3;", `
! export a:b/i@0.2.3: the world exports it, but the component does not
  export a:b/i@0.3.0: the component exports it beside what the world asks for`},
		{"one serves for several", "import a:b/i@0.2.3; import a:b/i@0.2.6;", "import a:b/i@0.2.6;", `
  import a:b/i@0.2.6: function g is in the world, but not in the component`},
		{"changed", "import x: c:d/k;", "import x: c:d/j;", `
! import x: function f differs: parameter a: u8 in the world, u16 in the component
  import x: function g is in the world, but not in the component`},
		{"missing in an export", "export x: c:d/k;", "export x: c:d/j;", `
! export x: function f differs: parameter a: u8 in the world, u16 in the component
! export x: function g is in the world, but not in the component`},
	} {
		t.Run(test.name, func(t *testing.T) {
			component, root := parseText(t, "package root:component; world root { "+test.component+" }"+packages)
			target, world := parseText(t, "package t:t; world w { "+test.world+" }"+packages)
			got := CheckTarget(component, root("root"), target, world("w"))
			if show(got) != strings.TrimPrefix(test.want, "\n") {
				t.Errorf("got\n%s\nwant%s", show(got), test.want)
			}
			if n := strings.Count(test.want, "! "); len(got.Breaking()) != n || len(got.Errors()) != n {
				t.Errorf("%d are breaking, want %d", len(got.Breaking()), n)
			}
		})
	}
}

// A difference has both sides, and a place.
func TestDifferenceShowsBothSides(t *testing.T) {
	r, world := parseText(t, `package t:t;
interface a { record r { x: u8 } f: func(a: u8) -> string; }
interface a2 { record r { y: u8 } f: func(a: u16) -> string; }
world old { import x: a; }
world new { import x: a2; }`)
	errs := CheckSemver(r, world("old"), r, world("new")).Errors()
	var notes []string
	for _, err := range errs {
		var e *Error
		if !errors.As(err, &e) || e.Code != CodeSemver {
			t.Fatalf("%#v", err)
		}
		notes = append(notes, e.Notes...)
		if file, text, start, _ := e.Location(); file != "test.wit" || start < strings.Index(text, "interface a2") {
			t.Errorf("%s at %s:%d", e, file, start)
		}
	}
	if want := []string{
		"the old world: record r { x: u8, }", "the new world: record r { y: u8, }",
		"the old world: func(a: u8) -> string", "the new world: func(a: u16) -> string",
	}; !slices.Equal(notes, want) {
		t.Errorf("%q", notes)
	}
}

// Long chains of types need neither stack nor quadratic time.
func TestCheckLongChains(t *testing.T) {
	chain := func(kind string, last string) *Resolve {
		var b strings.Builder
		fmt.Fprintf(&b, "package t:t; interface i { type t0 = %s;", last)
		for i := 1; i < 50_000; i++ {
			fmt.Fprintf(&b, kind, i, i-1)
		}
		b.WriteString(" f: func(a: t49999); } world w { import i; }")
		r, _ := parseText(t, b.String())
		return r
	}
	for _, kind := range []string{" type t%d = t%d;", " type t%d = list<t%d>;", " record t%d { f: t%[2]d, g: t%[2]d }"} {
		a, b, c := chain(kind, "u8"), chain(kind, "u8"), chain(kind, "u16")
		if d := CheckSemver(a, 0, b, 0); len(d) > 0 {
			t.Errorf("%s: %s", kind, d[0])
		}
		if d := CheckSemver(a, 0, c, 0); len(d) != 1 {
			t.Errorf("%s: %d differences", kind, len(d))
		}
	}
}
