package wit_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"wcomp/wit"
	"wcomp/wit/ast"
)

// resolveText resolves one text; the error is given as `line:col` of each.
func resolveText(t *testing.T, text string, features ...string) (*wit.Resolve, string, ast.ErrorList) {
	t.Helper()
	r, _, err := wit.Parse("a.wit", []byte(text), &wit.ParseOptions{Features: features})
	var list ast.ErrorList
	if err != nil && !errors.As(err, &list) {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range list {
		p := e.Position()
		fmt.Fprintf(&b, "%d:%d ", p.Line, p.Column)
	}
	return r, strings.TrimSpace(b.String()), list
}

const versioned = "package a:b@1.0.0;\n"

func inInterface(items ...string) string {
	return versioned + "interface i {\n" + strings.Join(items, "\n") + "\n}\n"
}

func inWorld(items ...string) string {
	return versioned + "world w {\n" + strings.Join(items, "\n") + "\n}\n"
}

// All independent errors of a text come together, in its order, at the places that the reference points at; without any it resolves.
func TestResolvePlaces(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		// Names.
		{"unknown types", inInterface("type a = b;", "record r { f: list<c>, g: u8 }", "f: func(x: d) -> e;", "type ok = a;"), "3:10 4:20 5:12 5:18"},
		{"used names", inInterface("use j.{a, b as c, d};", "type e = c;") + "interface j { type b = u8; d: func(); }", "3:8 3:19"},
		{"unknown interfaces", inInterface("use k.{a};") + "use l;\nworld w { import m; export n: o; include p; }", "3:5 5:5 6:18 6:31 6:42"},
		{"unknown packages, each once", inInterface("use x:y/z.{a};", "use x:y/q.{b};") + "world w { import x:y/z; import p:q/r@1.0.0; }", "3:5 6:32"},
		{"unknown in a known package", "package a:b;\ninterface i { use c:d/e.{x}; use c:d/f.{t}; }\nworld w { include c:d/g; import c:d/e; }\npackage c:d { interface f {} }", "2:23 2:41 3:23"},
		{"function as a type", inInterface("f: func();", "type t = f;", "g: func(x: f);", "type u = own<f>;"), "4:10 5:12 6:14"},
		{"world for interface and back", "package a:b;\nworld w { import v; export x: v; include i; }\nworld v {}\ninterface i { use v.{t}; }", "2:18 2:31 2:42 4:19"},
		{"a broken record is no resource", inInterface("record r { a: nothing }", "type h = own<r>;"), "3:15 4:14"},
		{"no resource", inInterface("type t = u8;", "type a = own<t>;", "f: func(x: borrow<t>);", "resource r;", "type r2 = r;", "type ok = borrow<r2>;"), "4:14 5:19"},

		// Doubles.
		{"in an interface", inInterface("use j.{t as x, t as x};", "type x = u8;", "x: func();", "f: func();", "f: func();") + "interface j { type t = u8; }", "3:21 4:6 5:1 7:1"},
		{"a use behind a definition", inInterface("type t = u8;", "use j.{t};") + "interface j { type t = u8; }", "4:8"},
		{"interfaces and worlds", "package a:b;\ninterface x {}\nworld x {}\ninterface x {}", "3:7 4:11"},
		{"top-level uses", "package a:b;\nuse i as x;\nuse i as x;\nuse i as j;\ninterface i {}\ninterface j {}", "3:10 6:11"},
		{"a top-level use twice and a definition", "package a:b;\nuse i as x;\nuse i as x;\ninterface x {}\ninterface i {}", "3:10 4:11"},
		{"a name twice, and what it stands for is not there", "package a:b;\nworld w { type a = u8; import a: j; }", "2:31 2:34"},
		{"imports of what is not there", "package a:b;\nworld w { import x:y/z; import x:y/z; include x:y/z; export x:y/z; }", "2:36 2:47 2:51"},
		{"a gated record is no resource", inInterface("@unstable(feature = x) record r {}", "@unstable(feature = x) type h = own<r>;"), "4:37"},
		{"members", inInterface("record r { a: u8, b: u8, a: u8 }", "flags g { a, a }", "enum e { a, b, b }", "variant v { a, a(u8) }", "f: func(x: u8, x: u8);"), "3:26 4:14 5:16 6:16 7:16"},
		{"resource functions", inInterface("resource r { constructor(); constructor(); m: func(); m: static func(); n: func(self: u8); }"), "3:29 3:55 3:81"},
		{"packages", "package a:b;\npackage c:d {}\npackage c:d {}\npackage a:b {}", "1:9 3:9"},
		{"imports", inWorld("import i;", "import i;", "import x: func();", "import x: interface {}", "export x: func();", "export x: i;", "type t = u8;", "import t: func();") + "interface i {}", "4:8 6:8 8:8 10:8"},
		{"renames in one include", "package a:b;\nworld v { import a: func(); }\nworld w { include v with { a as b, a as c } }", "3:36"},

		// Names that differ only in case, everywhere.
		{"case", inInterface("type foo = u8;", "FOO: func();", "record r { ab: u8, AB: u8 }", "f: func(x: u8, X: u8);", "resource q { m: func(); M: func(); }"), "4:1 5:20 6:16 7:25"},
		{"case of interfaces", "package a:b;\ninterface x {}\nworld X {}", "3:7"},
		{"case in a world", inWorld("import foo: func();", "import FOO: func();", "export foo: func();"), "4:8"},
		{"case through include", "package a:b;\nworld v { import a: func(); }\nworld w { import A: func(); include v; }", "3:37"},

		// Cycles.
		{"types", inInterface("type a = list<a>;", "record b { x: c }", "type c = option<b>;", "type d = b;", "type e = u8;"), "3:15 4:15"},
		{"interfaces", "package a:b;\ninterface x { use y.{t}; }\ninterface y { use x.{t}; }\ninterface z { use z.{t}; }", "3:11 4:11"},
		{"through a top-level use", "package a:b;\nuse x as y;\ninterface x { use y.{t}; }", "2:5"},
		{"worlds", "package a:b;\nworld x { include y; }\nworld y { include x; }", "3:7"},
		{"own package", "package a:b;\ninterface i { use a:b/j.{t}; }\ninterface j { type t = u8; }", "2:19"},
		{"packages", "package a:b;\ninterface i { use c:d/i.{}; }\npackage c:d { interface i { use a:b/i.{}; } }", "2:19"},

		// Functions and resources.
		{"constructors", inInterface("resource r { constructor() -> u8; }", "resource q { constructor() -> result<r>; }", "resource p { constructor() -> result; }",
			"resource o { constructor() -> t; }", "type t = result<o, u8>;", "resource n { constructor() -> result<n, string>; }"), "3:31 4:38 5:31"},
		{"borrow in results", inInterface("resource r { m: func() -> borrow<r>; s: static func() -> t; constructor() -> result<r, list<borrow<r>>>; }", "type t = option<tuple<borrow<r>>>;",
			"f: func() -> future<t>;", "ok: func(x: future<borrow<r>>, y: t) -> r;"), "3:14 3:38 3:61 5:1"},

		// Gates.
		{"attributes", inInterface("@since(version = 1.0.0) @since(version = 1.0.0) a: func();", "@since(version = 1.0.0) @unstable(feature = x) b: func();",
			"@deprecated(version = 1.0.0) c: func();", "@external-id(\"x\") @external-id(\"y\") d: func();"), "3:26 4:2 5:2 6:20"},
		{"attributes with foreign paths", "package a:b@1.0.0;\nworld w {\n@since(version = 1.0.0) @since(version = 1.0.0) import c:d/i;\n@deprecated(version = 1.0.0) use c:d/i.{t};\n@deprecated(version = 1.0.0) include c:d/v;\n}\npackage c:d { interface i { type t = u8; } world v {} }", "3:26 4:2 5:2"},
		{"newer than the package", inInterface("@since(version = 1.0.1) a: func();", "@since(version = 1.0.0+b) type b = u8;") + "world w { @since(version = 2.0.0) import i; }\n@since(version = 2.0.0) interface j {}", "3:25 4:32 6:42 7:35"},
		{"no version", "package a:b;\n@since(version = 1.0.0) interface i {}", "2:35"},
		{"off", inInterface("@unstable(feature = x) type t = u8;", "type a = t;", "record r { f: list<t> }", "f: func(x: t) -> t;", "@unstable(feature = x) ok: func(x: t);", "@unstable(feature = x) resource q { m: func(); }",
			"use j.{u};", "@unstable(feature = x) use j.{u as v};") + "interface j { @unstable(feature = x) type u = u8; }\nworld w { import k; export l: k; include v; }\n@unstable(feature = x) interface k { type t = u8; f: func(); }\n@unstable(feature = x) world v {}",
			"4:6 5:12 6:1 8:37 9:8 13:18 13:28 13:42 14:43"},
		{"external-id where it says nothing", "package a:b;\n@external-id(\"x\") interface i {}\nworld w { @external-id(\"x\") include v; }\n@external-id(\"x\") world v {}", "2:2 3:12 4:2"},

		// Worlds.
		{"include", "package a:b;\nworld v { import f: func(); type t = u8; export g: func(); import i; }\ninterface i {}\nworld w { import f: func(); include v; }\nworld x { include v with { f as h, i as j, q as r } export g: func(); }", "4:37 5:19 5:19 5:19"},
		{"both ways", "package a:b;\ninterface a { type t = u8; }\ninterface b { use a.{t}; }\ninterface c { use a.{t}; use b.{t as u}; }\nworld w { export a; export c; }\nworld ok { export a; export b; export c; }", "5:7"},
		{"includes that disagree", "package a:b@1.0.0;\ninterface i {}\nworld v { @unstable(feature = x) import i; }\nworld w { @since(version = 1.0.0) import i; include v; }", ""},

		{"attributes at a top-level use", "package a:b@1.0.0;\n@since(version = 1.0.0) use i as j;\ninterface i {}", "2:25"},

		{"off and twice", inWorld("@unstable(feature = x) import i;", "import i;", "@unstable(feature = x) export j;", "export j;") + "interface i {}\n@unstable(feature = x) interface j {}", "4:8 6:8 6:8"},
		{"what an include brings for what is off", "package a:b;\ninterface i {}\nworld v { import f: func(); type t = u8; export g: i; }\nworld w { include v; @unstable(feature = x) import F: func(); @unstable(feature = x) type t = u8; @unstable(feature = x) export g: i; }", ""},
		{"of a part, before that of the whole", inInterface("@since(version = 1.0.0) type s = u8;", "@unstable(feature = x) type t = u8;", "f: func(a: tuple<s, t>);", "g: func(a: tuple<t, s>);", "@since(version = 1.0.0) record r { a: list<t> }"), "5:12 6:1 7:39"},
		{"without a version", "package a:b;\ninterface i {\n@since(version = 1.0.0) record r { a: list<u8>, b: u8 }\n@since(version = 1.0.0) use c:d/k.{t};\n@since(version = 1.0.0) use j.{};\n}\ninterface j {}\nworld w { @since(version = 1.0.0) import x: c:d/k; }\npackage c:d { interface k { type t = u8; } }", "3:39 4:33 8:49"},
		{"without a version in what is off", "package a:b;\n@unstable(feature = x) interface i { @since(version = 1.0.0) f: func(); }\n@unstable(feature = x) world w { @since(version = 1.0.0) import i; @since(version = 1.0.0) export f: func(); @since(version = 1.0.0) include v; }\nworld v {}", ""},
		{"borrow in the result of what is off", "package a:b;\ninterface i { resource r; @unstable(feature = x) f: func() -> borrow<r>; }\n@unstable(feature = x) interface j { @unstable(feature = x) resource r; f: func() -> borrow<r>; }", ""},
		{"unknown in what is off", "package a:b;\n@unstable(feature = x) interface i { @unstable(feature = x) type t = u8; }\n@unstable(feature = x) interface j { @unstable(feature = x) use i.{t, u}; }", "3:71"},
		{"inline in what is off", "package a:b;\ninterface i { type t = u8; }\n@unstable(feature = x) world w { import x: interface { use i.{t}; } }", ""},

		// Packages.
		{"no header", "interface i {}", "1:1"},
		{"nested in nested", "package a:b;\npackage c:d {\n package e:f {}\n}", "3:10"},
		{"nested sees no names around", "package a:b;\ninterface i { type t = u8; }\npackage c:d { interface j { use i.{t}; } }", "3:33"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, got, list := resolveText(t, test.text)
			if got != test.want {
				t.Errorf("got %s, want %s\n%s\n%v", got, test.want, test.text, list)
			}
		})
	}
}

// Names are looked at though there are errors of syntax; what could follow from these is not reported.
func TestNamesBesideSyntaxErrors(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"in other interfaces", "package a:b;\ninterface i { f: func(x: nothing); }\ninterface j { f: func(; }\ninterface k { use l.{t}; type a = b; }", "2:26 3:23 4:19 4:35"},
		{"in the same interface", inInterface("f: func(x: nothing);", "g: func(;", "h: func(x: nobody);"), "3:12 4:9 5:12"},
		{"in the same item", inInterface("record r { a: nothing, b c }"), "3:26"},
		{"the definition itself is broken", inInterface("type t = ;", "record r { a u8 }", "f: func(x: t, y: r) -> list<t>;", "type u = own<r>;"), "3:10 4:14"},
		{"the definition is lost", inInterface("type = t u8;", "use j.{a b};", "f: func(x: t, y: a, z: b);"), "3:6 4:10"},
		{"nothing but the end is missing", "package a:b\nworld w {\n import i\n import f: func(a: t)\n type u = v\n include x\n}", "2:1 3:9 4:2 4:20 5:2 5:11 6:2 6:10 7:1"},
		{"more than the end is missing", "package a:b;\nworld w {\n import i { f: func(); }\n import f: func(a: t) u8;\n type u = v w;\n include x y;\n}", "3:11 4:23 5:13 6:12"},
		{"a definition behind a bracket too many", inInterface("type a = u8; }", "type t = u8;", "f: func(x: a);") + "world w { use i.{t}; import f: func(a: a); }", "4:1 5:1 6:1"},
		{"a bracket is missing", "package a:b;\ninterface i {\n  record r { a: u8,\n  type t = u8;\n}\ninterface j { use i.{r, t}; }\nworld w { import i; import j; }", "4:3 6:1"},
		{"the definition is in a broken item", "package a:b;\nworld w {\n import x: interface {\n f: func();\n type t = u8;\n import y: func(a: t);\n}\nworld v { import k: func(a: t, b: z); }", "6:2 8:1 8:35"},
		{"used types of a broken interface", "package a:b;\ninterface i { type t u8; type u = u8; }\ninterface j { use i.{t, u, v}; }", "2:22 3:28"},
		{"a lost interface", "package a:b;\ninterface i type t = u8; }\nworld w { import i; import k; }", "2:13 2:26 3:28"},
		{"a lost name", "package a:b;\ninterface = { type t = u8; }\nworld w { import i; import x:y/z; }", "2:11 3:28"},
		{"a misplaced package", "package a:b;\npackage c:d {\n package e:f { interface i {} }\n}\nworld w { import e:f/i; }", "3:10"},
		{"another header", "package a:b c;\ninterface i { type t = u; }", "1:13 2:24"},
		{"a lost package", "package a:b;\nworld w { import c:d/i; import e:f/i; }\npackage c:d interface i {} }", "2:32 3:13 3:28"},
		{"a version that is none", "package a:b@1.0;\n@since(version = 2.0.0) interface i { type t = u; }\nworld w { import a:b/i@1.0.0; }", "1:16 2:48"},
		{"no name", "package a;\ninterface i { type t = u; }\nworld w { import a:b/i; }", "1:10 2:24"},
		{"no header beside an error", "interface i { type t = ; type u = v; }", "1:24 1:35"},
		{"no header", "interface i { type u = v; }", "1:1 1:24"},
		{"worlds are not elaborated", "package a:b;\ninterface a { type t = u8; }\ninterface b { use a.{t}; }\ninterface c { use a.{t}; use b.{t as u}; }\nworld w { export a; export c; export b }", "5:40"},
		{"doubles in front of the error and behind it", inInterface("type a = u8;", "type a = u8;", "type b = ;", "type a = u8;") + "interface j { type a = u8; type a = u8; }", "4:6 5:10 8:33"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, got, list := resolveText(t, test.text)
			if got != test.want {
				t.Errorf("got %s, want %s\n%s\n%v", got, test.want, test.text, list)
			}
		})
	}
}

func TestSuggestions(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{inInterface("record request { a: u8 }", "f: func(r: requets);"), "did you mean `request`?"},
		{inInterface("f: func(r: strng);"), "did you mean `string`?"},
		{inInterface("f: func(r: float32);"), "the type is called `f32`"},
		{inInterface("use jay.{t};") + "interface jays { type t = u8; }", "did you mean `jays`?"},
		{inInterface("use j.{inputs};") + "interface j { type input = u8; }", "did you mean `input`?"},
		{"package a:b;\nworld w { import wasi:io/streams; }\npackage wasi:io@0.2.0 { interface streams {} }", "there is `wasi:io@0.2.0`: a path names the version, too"},
		{"package a:b;\nworld w { import wasi:ios/streams; }\npackage wasi:io { interface streams {} }", "did you mean `wasi:io`?"},
		{"package a:b;\nworld w { import wasi:io/strems; }\npackage wasi:io { interface streams {} }", "did you mean `streams`?"},
		{"package a:b;\nworld v { import run: func(); }\nworld w { include v with { rum as x } }", "did you mean `run`?"},
		{"package a:b;\nworld w { import c:d/i; }\npackage c:d { @unstable(feature = x) interface i {} }", "`i` is there, behind a feature that is not active"},
	} {
		_, _, list := resolveText(t, test.text)
		if len(list) != 1 || list[0].Help != test.want {
			t.Errorf("%v: %q, want %q", list, list[0].Help, test.want)
		}
	}
}

// worldText resolves a text and prints its world w as lines of keys, imports and then exports.
func worldText(t *testing.T, text string, features ...string) string {
	t.Helper()
	r, _, list := resolveText(t, text, features...)
	if len(list) > 0 {
		t.Fatal(list)
	}
	for _, w := range r.Worlds {
		if w.Name != "w" {
			continue
		}
		var b strings.Builder
		for _, side := range []*wit.OrderedMap[wit.WorldKey, wit.WorldItem]{&w.Imports, &w.Exports} {
			for key := range side.Keys() {
				b.WriteString(r.KeyName(key) + " ")
			}
			b.WriteString("| ")
		}
		return strings.TrimSuffix(b.String(), " | ")
	}
	t.Fatal("no world w")
	return ""
}

// The defects of other tools that wit.md lists, done right.
func TestDefectsDoneRight(t *testing.T) {
	t.Run("what is off in a world is left out", func(t *testing.T) {
		text := "package a:b;\ninterface i { type t = u8; }\nworld w { @unstable(feature = x) type a = u8; @unstable(feature = x) use i.{t}; @unstable(feature = x) import f: func(x: t); type b = u8; }"
		if got := worldText(t, text); got != "b |" {
			t.Error(got)
		}
		if got := worldText(t, text, "y,x"); got != "a:b/i t a b f |" {
			t.Error(got)
		}
	})
	t.Run("a top-level use can be one of a foreign world", func(t *testing.T) {
		if got := worldText(t, "package a:b;\nuse c:d/v as u;\nworld w { include u; }\npackage c:d { world v { import f: func(); } }"); got != "f |" {
			t.Error(got)
		}
	})
	t.Run("a gated definition does not gate what others share", func(t *testing.T) {
		r, _, list := resolveText(t, inInterface("@unstable(feature = x) record r { a: list<u8> }", "f: func(a: list<u8>);"))
		if len(list) > 0 || len(r.Types) != 1 {
			t.Error(list)
		}
	})
	t.Run("a gated use does not gate what others use", func(t *testing.T) {
		_, got, list := resolveText(t, "package a:b;\ninterface i { @unstable(feature = x) use c:d/k.{t as u}; use c:d/k.{t}; }\npackage c:d { interface k { type t = u8; } }")
		if got != "" {
			t.Error(list)
		}
	})
	t.Run("an import keeps what was written though another one needs it first", func(t *testing.T) {
		r, _, list := resolveText(t, "package a:b@1.0.0;\ninterface a { type t = u8; }\ninterface b { use a.{t}; }\nworld w { import b; /// docs\n @since(version = 1.0.0) @external-id(\"x\") import a; }")
		if len(list) > 0 {
			t.Fatal(list)
		}
		_, item := r.Worlds[0].Imports.At(0)
		a := item.(*wit.InterfaceItem)
		if a.Docs.Contents != "docs" || a.Stability.Since != "1.0.0" || a.ExternalID.Value != "x" {
			t.Errorf("%+v", a)
		}
	})
	t.Run("an added import or export has no external-id", func(t *testing.T) {
		r, _, list := resolveText(t, "package a:b;\ninterface a { type t = u8; }\ninterface b { use a.{t}; }\nworld w { @external-id(\"x\") export b; }")
		if len(list) > 0 {
			t.Fatal(list)
		}
		_, item := r.Worlds[0].Imports.At(0)
		if item.(*wit.InterfaceItem).ExternalID.Present {
			t.Error("it has")
		}
	})
	t.Run("labelled exports stand beside an import of the interface, in any order", func(t *testing.T) {
		for _, text := range []string{"export b; export l: a;", "export l: a; export b;"} {
			if got := worldText(t, "package a:b;\ninterface a { type t = u8; }\ninterface b { use a.{t}; }\nworld w { "+text+" }"); !strings.HasPrefix(got, "a:b/a |") {
				t.Error(got)
			}
		}
	})
	t.Run("the gate of an included item fits the including package", func(t *testing.T) {
		r, _, list := resolveText(t, "package a:b@1.0.0;\nworld w { include c:d/v@2.0.0; }\npackage c:d@2.0.0 { world v { @since(version = 2.0.0) import f: func(); @since(version = 1.0.0) import g: func(); } }")
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, w := range r.Worlds {
			if w.Name != "w" {
				continue
			}
			f, _ := w.Imports.Get(wit.NameKey("f"))
			g, _ := w.Imports.Get(wit.NameKey("g"))
			if !f.(*wit.Function).Stability.IsUnknown() || g.(*wit.Function).Stability.Since != "1.0.0" {
				t.Error(f.(*wit.Function).Stability, g.(*wit.Function).Stability)
			}
		}
	})
	t.Run("the including world's own gate stays", func(t *testing.T) {
		r, _, list := resolveText(t, "package a:b@1.0.0;\nworld w { @since(version = 1.0.0) import c:d/i@2.0.0; include c:d/v@2.0.0; }\npackage c:d@2.0.0 { interface i {} world v { @since(version = 2.0.0) import i; } }")
		if len(list) > 0 {
			t.Fatal(list)
		}
		for _, w := range r.Worlds {
			if _, item := w.Imports.At(0); w.Name == "w" && item.(*wit.InterfaceItem).Stability.Since != "1.0.0" {
				t.Error(item.(*wit.InterfaceItem).Stability)
			}
		}
	})
	t.Run("gates that disagree have a place", func(t *testing.T) {
		_, got, list := resolveText(t, "package a:b@1.0.0;\ninterface i {}\nworld v { @unstable(feature = x) import i; }\nworld w { @since(version = 1.0.0) import i; include v; }", "x")
		if got != "4:53" {
			t.Error(got, list)
		}
	})
	t.Run("gates of exports that disagree have another", func(t *testing.T) {
		_, got, list := resolveText(t, "package a:b@1.0.0;\ninterface i {}\nworld v { @unstable(feature = x) export i; }\nworld w { @since(version = 1.0.0) export i; include v; }", "x")
		if got != "3:41" {
			t.Error(got, list)
		}
	})
	t.Run("a missing package is told with all that are known", func(t *testing.T) {
		_, _, list := resolveText(t, "package a:b;\ninterface i { use a:c/i.{t}; }\npackage z:zebra {}\npackage a:cc {}")
		if len(list) != 1 || list[0].Help != "did you mean `a:b`?" && list[0].Help != "did you mean `a:cc`?" {
			t.Error(list, list[0].Help)
		}
	})
	t.Run("a line of any length is an error's place", func(t *testing.T) {
		_, got, _ := resolveText(t, versioned+"interface i { /* "+strings.Repeat("x", 100_000)+" */ f: func(a: nothing); }")
		if got != fmt.Sprintf("2:%d", 100_000+33) {
			t.Error(got)
		}
	})
}
