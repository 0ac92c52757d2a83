package ast

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

// places gives the errors of a text as `line:col` each.
func places(err error) string {
	var list ErrorList
	if err == nil {
		return ""
	}
	if !errors.As(err, &list) {
		return err.Error()
	}
	var b strings.Builder
	for _, e := range list {
		p := e.Position()
		fmt.Fprintf(&b, "%d:%d ", p.Line, p.Column)
	}
	return strings.TrimSpace(b.String())
}

func TestKeywordsAreFound(t *testing.T) {
	seen := 0
	for k := firstKeyword + 1; k < lastKeyword; k++ {
		if got, ok := Keyword(k.String()); !ok || got != k {
			t.Errorf("%s: %v", k, got)
		}
		seen++
	}
	if seen != 44 {
		t.Errorf("%d keywords", seen)
	}
	for _, word := range []string{"", "a", "Use", "since", "implements", "float32", "error-contex", "unit"} {
		if got, ok := Keyword(word); ok {
			t.Errorf("%s is taken for %s", word, got)
		}
	}
}

// Each text is refused at the places given, all in one run; without any it is accepted.
func TestParsePlaces(t *testing.T) {
	in := func(item string) string { return "package a:b;\ninterface i {\n" + item + "\n}\n" }
	world := func(item string) string { return "package a:b;\nworld w {\n" + item + "\n}\n" }
	for _, test := range []struct{ name, src, want string }{
		// Lexing.
		{"byte-order mark", "\uFEFFpackage a:b;", ""},
		{"not UTF-8", "package a:b;\n// \xff", "2:4"},
		{"forbidden characters, in comments as well", "package a:b\n// \u202a x \u2066\n/* \x01 */", "2:4 2:10 3:4"},
		{"discouraged character wins over a syntax error", "package\n// \u0149", "2:4"},
		{"delete and C1 controls", "package a:b; // \x7f \u0085", "1:17 1:19"},
		{"lone carriage return", "package a:b;\rinterface i {}", "1:13"},
		{"carriage return and line feed", "package a:b;\r\ninterface i {}\r\n", ""},
		{"no-break space", "package a:b;\u00a0", "1:13"},
		{"unterminated comment", "package a:b;\n /* /* */", "2:2"},
		{"nested comments", "package a:b; /* /* */ // */\ninterface i {}", ""},
		{"column counts bytes", in("/*é*/ x: funk();"), "3:11"},
		{"minus in a word is greedy", in("x->u8: func();"), "3:1 3:3"},
		{"percent", in("%: func();"), "3:1"},
		{"percent and keyword", in("%func: func(%use: u8) -> u8;"), ""},
		{"a long string", world(`@external-id("a\"\'\\\t\n\r\41\u{1F_600}é") import x: func();`), ""},
		{"unterminated string", "package a:b; world w { @external-id(\"x", "1:39"},
		{"control character in a string", world("@external-id(\"a\tb\") import x: func();"), "3:16"},
		{"bad escape", world(`@external-id("a\q") import x: func();`), "3:16"},
		{"bad unicode escape", world(`@external-id("\u{d800}") import x: func();`), "3:15"},
		{"escapes that are no UTF-8", world(`@external-id("\ff") import x: func();`), "3:14"},

		// Identifiers.
		{"good names", in("a: func(); A1-b: func(); a-1b-2: func(); is-XML: func(); a0-000-3d4a-54FF: func();"), ""},
		{"camel case", in("fOo: func();\nf: func(aB: u8);"), "3:1 4:9"},
		{"hyphens", in("f--o: func();\nfo-: func();"), "3:1 4:1"},
		{"underscore", in("a_b: func();"), "3:1"},
		{"not ASCII", in("é: func();"), "3:1"},
		{"keyword as a name", in("record: func();"), "3:7"},

		// Items.
		{"empty file", "", ""},
		{"package is not first", "interface i {}\npackage a:b;", "2:12"},
		{"attribute before package", "@since(version = 1.0.0)\npackage a:b;", "2:1"},
		{"stray semicolon", "package a:b;\ninterface i {};\nworld w {}", "2:15"},
		{"stray brace", "package a:b;\n}\nworld w {}}", "2:1 3:11"},
		{"empty use", in("use a.{};"), ""},
		{"trailing commas", in("use a.{b,};\nf: func(a: tuple<u8,>,);\nrecord r { a: u8, }\nflags g { a, }\nvariant v { a, }\nenum e { a, }"), ""},
		{"no trailing comma in list", in("type a = list<u8,>;\ntype b = option<u8,>;\ntype c = result<u8,>;"), "3:18 4:19 5:20"},
		{"two commas", in("enum e { a,, b }"), "3:12"},
		{"include ends", world("include a;\ninclude b with { c as d, }\ninclude e"), "6:1"},
		{"include with a semicolon", world("include b with { c as d };"), "3:26"},
		{"version behind the package", in("use a:b@1.0.0/c.{t};"), "3:8"},
		{"nested namespace", in("use a:b:c/d.{t};"), "3:8"},
		{"async static", in("resource r { a: async static func(); b: static async func(); }"), "3:23"},
		{"async constructor", in("resource r { async constructor(); }"), "3:14"},
		{"export type", world("export type t = u8;"), "3:8"},
		{"world externs", world("import a: func();\nexport a: async func();\nimport b: interface {}\nimport c;\nimport d:e/f;\nimport g: h;\nimport i: j:k/l@1.0.0;"), ""},
		{"interface with a semicolon", world("import b: interface {};"), "3:23"},
		{"import in an interface", in("import a;"), "3:1"},
		{"attribute before a field", in("record r { @since(version = 1.0.0) a: u8 }"), "3:12"},

		// Types.
		{"results", in("type a = result;\ntype b = result<u8>;\ntype c = result<u8, u8>;\ntype d = result<_, u8>;"), ""},
		{"bad results", in("type a = result<_>;\ntype b = result<_, _>;\ntype c = result<u8, _>;"), "3:18 4:20 5:21"},
		{"several results", in("f: func() -> (a: u8, b: u8);\ng: func() -> ();"), "3:14 4:14"},
		{"future, stream", in("type a = future;\ntype b = future<u8>;\ntype c = stream;\ntype d = stream<u8>;"), ""},
		{"list length", in("type a = list<u8, 007>;\ntype b = list<u8, 4294967295>;\ntype c = list<u8, 4294967296>;\ntype d = list<u8, u8>;"), "5:19 6:19"},
		{"map keys", in("type k = u8;\ntype a = map<string, u8>;\ntype b = map<f32, u8>;\ntype c = map<k, u8>;\ntype d = map<list<u8>, u8>;"), "5:10 6:10 7:10"},
		{"handles take a name", in("type a = own<u8>;\ntype b = borrow<list<u8>>;"), "3:14 4:17"},
		{"empty enum and variant", in("enum a {}\nvariant b {}\nrecord c {}\nflags d {}\ntype e = tuple<>;"), "3:6 4:9"},
		{"old types", in("type a = unit;\ntype b = expected<u8, u8>;\nunion c { u8 }"), "4:18 5:7"},

		// Versions.
		{"versions", "package a:b@1.2.3-rc.1-x.0+b.01.use;", ""},
		{"version before a brace", in("use a:b/c@1.0.0-rc.{t};\nuse a:b/c@1.0.0.{t};"), ""},
		{"keyword in a version", in("use a:b/c@1.0.0-use.{t};"), ""},
		{"short version", "package a:b@1.0;", "1:16"},
		{"version with a word for a number", "package a:b@1.x.0;", "1:15"},
		{"leading zero", "package a:b@1.00.0;", "1:13"},
		{"large number", "package a:b@1.0.18446744073709551616;", "1:13"},
		{"nothing behind the hyphen", "package a:b@1.0.0-;", "1:13"},
		{"nothing behind the plus", "package a:b@1.0.0+;", "1:13"},
		{"zero in a pre-release", "package a:b@1.0.0-01;", "1:13"},
		{"spaces in a version", "package a:b@1.0.0 -rc;", "1:13"},
		{"spaces behind a period", "package a:b@1.0 .0;", "1:13"},

		// Attributes.
		{"unknown attribute", in("@sinse(version = 1.0.0) f: func();\ng: func();"), "3:2"},
		{"wrong key", in("@since(feature = a) f: func();"), "3:8"},
		{"feature that is a keyword", in("@unstable(feature = use) f: func();\n@unstable(feature = %use) g: func();"), "3:21"},

		// Several errors are found in one run.
		{"several", in("type a = lizt<u8>;\nb: func(a u8);\ntype c = u8\ntype d = u8;") + "wrld x {}\ninterface j { f: func( }\nworld w { import ; }", "3:14 4:11 6:1 8:1 9:24 10:18"},
		{"missing brace", "package a:b;\ninterface i {\n f: func();\ninterface j {\n g: func() }", "4:1 5:12"},
		{"the end is missing", in("type a = u8;")[:30], "3:4"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Parse("a.wit", test.src)
			if got := places(err); got != test.want {
				t.Errorf("got %s, want %s\n%s\n%v", got, test.want, test.src, err)
			}
		})
	}
}

func TestTypesNest99Levels(t *testing.T) {
	for _, n := range []int{99, 100, 10_000, 1_000_000} {
		src := "package a:b;\ninterface i { type t = " + strings.Repeat("list<", n) + "u8" + strings.Repeat(">", n) + "; }"
		_, err := Parse("a.wit", src)
		want := ""
		if n > 99 {
			want = fmt.Sprintf("2:%d", len("interface i { type t = ")+5*100+1)
		}
		if got := places(err); got != want {
			t.Errorf("%d levels: %s, want %s", n, got, want)
		}
	}
}

// Whatever nests in a text nests without end: nothing recurses with it.
func TestDeepTexts(t *testing.T) {
	const n = 1_000_000
	for name, src := range map[string]string{
		"comments":  strings.Repeat("/*", n) + strings.Repeat("*/", n),
		"open":      strings.Repeat("/*", n),
		"packages":  strings.Repeat("package a:b {", n),
		"braces":    strings.Repeat("{", n),
		"tuples":    "package a:b; interface i { type t = " + strings.Repeat("tuple<u8,", n),
		"resources": "package a:b; interface i { " + strings.Repeat("resource r {", n),
		"parens":    "package a:b; interface i { f: func" + strings.Repeat("(", n),
	} {
		if _, err := Parse("a.wit", src); err == nil && name != "comments" {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDocs(t *testing.T) {
	for _, test := range []struct{ comments, want string }{
		{"///   a\n///  b\n", " a\nb"},
		{"/** x */", "x"},
		{"/* x */", "* x */"},
		{"///\n", ""},
		{"/// a\n///\n/// b\n///\n", "a\n\nb"},
		{"// a\n/// b\n", "a\nb"},
		{"/**\n * a\n * b\n */", "\n * a\n * b"},
		{"/**/", ""},
		{"/***/", ""},
		{"/// a  \t\r\n/// b\r\n", "a\nb"},
		{"/**\r\n  a\r\n  b\r\n*/", "\n  a\n  b"},
		{"//// a\n", "a"},
		{"/// a\n\n\n/// b\n", "a\nb"},
	} {
		f, err := Parse("a.wit", "package a:b;\n"+test.comments+" interface i {}")
		if err != nil {
			t.Fatal(err)
		}
		got, ok := f.Docs(f.Items[0].(*Interface).Attrs.Docs)
		if got != test.want || !ok {
			t.Errorf("%q: %q %v, want %q", test.comments, got, ok, test.want)
		}
	}
}

func TestMarkdown(t *testing.T) {
	src := "# Title \x01\n```wit\npackage a:b;\n```\ntext {\n~~~~ WIT x\ninterface i {\n```\n}\n~~~~\n```rust\nfn\n```\n   ```wit\nworld w {\n  import j\n}\n   ```\n"
	f, err := ParseMarkdown("a.md", src)
	if got := places(err); got != "8:1 17:1" {
		t.Errorf("errors at %s: %v", got, err)
	}
	if f.Package == nil || len(f.Items) != 2 {
		t.Errorf("package %v, %d items", f.Package, len(f.Items))
	}
}

func BenchmarkParse(b *testing.B) {
	var src strings.Builder
	src.WriteString("package a:b@1.0.0;\n")
	for i := 0; src.Len() < 1<<20; i++ {
		fmt.Fprintf(&src, "/// Docs of %d.\ninterface i%d {\n  record r { a: u32, b: list<string>, c: option<tuple<u8, s16>> }\n  f: func(a: r, b: list<u8>) -> result<string, u32>;\n}\n", i, i)
	}
	text := src.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("a.wit", text); err != nil {
			b.Fatal(err)
		}
	}
}
