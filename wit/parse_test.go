package wit_test

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"wcomp/wit"
	"wcomp/wit/ast"
)

func files(pairs ...string) fstest.MapFS {
	m := make(fstest.MapFS)
	for i := 0; i < len(pairs); i += 2 {
		m[pairs[i]] = &fstest.MapFile{Data: []byte(pairs[i+1])}
	}
	return m
}

func encode(t *testing.T, text string) string {
	t.Helper()
	r, main, err := wit.Parse("encoded.wit", []byte(text), nil)
	if err != nil {
		t.Fatal(err)
	}
	return string(r.EncodePackage(main, wit.EncodeOptions{}))
}

func packages(r *wit.Resolve) string {
	var names []string
	for _, p := range r.Packages {
		names = append(names, p.Name.String())
	}
	return strings.Join(names, " ")
}

func TestFolders(t *testing.T) {
	dep := func(name string) string { return "package " + name + ";\ninterface i { type t = u8; }\n" }
	root := "package m:m;\ninterface i { use a:a/i.{t}; use b:b/i.{t as u}; use c:c/i.{t as v}; use d:d/i.{t as w}; }\n"
	r, main, err := wit.ParseFS(files(
		"w/z.wit", "interface z { use i.{t}; }",
		"w/a.wit", root,
		"w/a.md", "no WIT",
		"w/sub/x.wit", "not read",
		"w/deps/a.wit", dep("a:a"),
		"w/deps/b/one.wit", "interface j {}",
		"w/deps/b/two.wit", dep("b:b"),
		"w/deps/b/deps/x.wit", "not read",
		"w/deps/c.wasm", encode(t, dep("c:c")),
		"w/deps/d.wat", dep("d:d"), // contents decide
		"w/deps/readme.txt", "not read",
	), "w", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := packages(r); got != "c:c a:a b:b d:d m:m" {
		t.Errorf("packages %s", got)
	}
	if name := r.Packages[main].Name.String(); name != "m:m" {
		t.Errorf("main package %s", name)
	}
	if r.Packages[main].Interfaces.Len() != 2 {
		t.Errorf("%d interfaces", r.Packages[main].Interfaces.Len())
	}
}

// An encoded package takes with it only what it needs of others. Where these others are there as text, they are what counts.
func TestEncodedPackageUsesText(t *testing.T) {
	io := "package a:io;\ninterface streams { resource pipe; unused: func(); }\n"
	http := "package a:http;\ninterface types { use a:io/streams.{pipe}; f: func(s: pipe); }\n"
	encoded := encode(t, http+strings.Replace(io, ";", " {", 1)+"}")
	r, _, err := wit.ParseFS(files(
		"m.wit", "package m:m;\nworld w { use a:http/types.{pipe}; import f: func(s: pipe); export a:http/types; }",
		"deps/http.wasm", encoded,
		"deps/io.wit", io,
	), ".", nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := packages(r); got != "a:io a:http m:m" {
		t.Errorf("packages %s", got)
	}
	id, _ := r.Package(wit.PackageName{Namespace: "a", Name: "io"})
	streams, _ := r.Packages[id].Interfaces.Get("streams")
	if !r.Interfaces[streams].Functions.Has("unused") {
		t.Error("the text's function is lost")
	}

}

// wit.md §15: the same package as encoded and as text crashes other tools.
func TestPackageTwice(t *testing.T) {
	text := "package a:a;\ninterface i {}\n"
	_, _, err := wit.ParseFS(files("m.wit", "package m:m;", "deps/a.wasm", encode(t, text), "deps/b.wit", text), ".", nil)
	if err == nil || !strings.Contains(err.Error(), "deps/b.wit:1:9") || !strings.Contains(err.Error(), "deps/a.wasm") {
		t.Errorf("%v", err)
	}
	_, _, err = wit.ParseFS(files("m.wit", "package m:m;", "deps/a.wit", text, "deps/b.wit", text), ".", nil)
	var list ast.ErrorList
	if !errors.As(err, &list) || len(list) != 1 || list[0].File.Name != "deps/b.wit" || list[0].Related[0].File.Name != "deps/a.wit" {
		t.Errorf("%v", err)
	}
}

func TestFolderErrors(t *testing.T) {
	for _, test := range []struct {
		name string
		fs   fs.FS
		want string
	}{
		{"no WIT", files("deps/a.wit", "package a:a;"), "no `package` header"},
		{"no header", files("b.wit", "interface b {}", "a.wit", "interface a {}"), "a.wit:1:1: no `package` header"},
		{"empty dependency", files("a.wit", "package m:m;", "deps/x/readme", ""), "deps/x"},
		{"deps is a file", files("a.wit", "package m:m;", "deps", ""), "deps"},
		{"headers differ", files("a.wit", "package a:a;", "b.wit", "package a:a@1.0.0;"), "b.wit:1:9"},
		{"docs twice", files("a.wit", "/// x\npackage a:a;", "b.wit", "\n/// y\npackage a:a;"), "b.wit:2:1"},
		// wit.md §15: the place is the true one in every file of a folder.
		{"forbidden character in the second file", files("a.wit", "package a:a;\n\n", "b.wit", "// \u202a"), "b.wit:1:4"},
		{"string in the second file", files("a.wit", "package a:a;\n\n", "b.wit", "world w { @external-id(\"\\q\") import f: func(); }"), "b.wit:1:25"},
		{"no decoder", files("a.wit", "package a:a;", "deps/x.wat", ";; x\n(; (; ;) ;) (component)"), "deps/x.wat: this is an encoded package in the text format"},
		{"a module is no package", files("a.wit", "package a:a;", "deps/x.wasm", "\x00asm\x01\x00\x00\x00"), "deps/x.wasm"},
	} {
		_, _, err := wit.ParseFS(test.fs, ".", nil)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
	}
	if _, _, err := wit.ParseFile("testdata/there-is-none.wit", nil); !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestMarkdownInput(t *testing.T) {
	text := "# My package\n\nSome words.\n\n```wit\npackage a:b;\n```\n\n```wit\ninterface i {\n  f: func(x: nothing);\n}\n```\n"
	_, _, err := wit.ParseFS(files("readme.md", text), "readme.md", nil)
	if err == nil || !strings.Contains(err.Error(), "readme.md:11:14: type `nothing` does not exist") {
		t.Error(err)
	}
	r, main, err := wit.ParseFS(files("readme.md", strings.Replace(text, "nothing", "u8", 1)), "readme.md", nil)
	if err != nil || r.Packages[main].Interfaces.Len() != 1 {
		t.Error(err)
	}
}

// A hook reads what the package itself does not: the text form.
func TestDecodeHook(t *testing.T) {
	var asked string
	hook := func(name string, data []byte) (*wit.Resolve, wit.PackageID, error) {
		asked = name
		return wit.Parse(name, []byte("package a:a;\ninterface i { type t = u8; }"), nil)
	}
	r, _, err := wit.ParseFS(files("m.wit", "package m:m;\ninterface j { use a:a/i.{t}; }", "deps/a.wat", "(component)"), ".", &wit.ParseOptions{Decode: hook})
	if err != nil || asked != "deps/a.wat" || packages(r) != "a:a m:m" {
		t.Errorf("%v, asked for %q", err, asked)
	}
}
