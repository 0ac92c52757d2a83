package wit_test

import (
	"os"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
)

var resolveSeeds = []string{
	"package a:b@1.0.0;\n/// docs\n@since(version = 1.0.0)\ninterface i { use c:d/e@1.0.0.{t as u}; record r { a: u, b: tuple<string, list<u8, 4>> } f: func(x: r) -> result<_, u>; }\npackage c:d@1.0.0 { interface e { type t = u8; } }",
	"package a:b; interface i { resource r { constructor(a: u8) -> result<r>; m: async func(x: borrow<r>); s: static func() -> own<r>; } type q = r; type h = own<q>; f: func(a: q, b: h); }",
	"package a:b; interface i { type t = u8; } interface j { use i.{t}; variant v { a(t), b } } world w { import j; export i; export j; import l: j; use i.{t}; resource r; import f: func(a: r) -> map<string, stream<t>>; }",
	"package a:b; world v { import f: func(); import i: interface { enum e { a } g: func(x: e); } type t = u8; export k: func(a: t); } world w { include v with { f as g, t as u } flags x { a, b } }",
	"package a:b@0.1.0; @unstable(feature = x) interface i { @unstable(feature = x) type t = u8; } world w { @unstable(feature = x) import i; @external-id(\"a\\\"\") export f: async func(); }",
	"package a:b; interface i { type a = list<b>; record b { x: a, y: c, y: u8 } use k.{z}; f: func(x: u8, X: u8); } world w { include w; import nothing; export a:b/i; }",
	"package a:b; use c:d/v; use i as j; world w { include v; import j; export c:d/k; } interface i {} package c:d { world v { import k; } interface k { use a:b/i.{}; } }",
	"package a:%use; interface %type { %func: func(%record: u8) -> future; }",
}

func addResolveSeeds(f *testing.F) {
	for _, seed := range resolveSeeds {
		f.Add(seed)
	}
	if os.Getenv("WCOMP_FUZZ_CORPUS") == "" {
		return
	}
	corpus.Walk(f, "wit-ui", func(path string) {
		if src, err := os.ReadFile(path); err == nil {
			f.Add(string(src))
		}
	}, ".wit")
}

// FuzzResolve: whatever the text, resolving ends with a graph or with errors that can be shown.
func FuzzResolve(f *testing.F) {
	addResolveSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		for _, o := range []*wit.ParseOptions{nil, {AllFeatures: true}} {
			r, _, err := wit.Parse("a.wit", []byte(text), o)
			if err != nil {
				if isText(text) && err.Error() == "" {
					t.Error("an error without words")
				}
				continue
			}
			checkGraph(t, r)
		}
	})
}

func isText(text string) bool { return len(text) > 0 && text[0] != 0 }

// checkGraph holds every reference of a graph to what there is.
func checkGraph(t *testing.T, r *wit.Resolve) {
	t.Helper()
	valid := func(ref wit.Type) {
		if id, ok := ref.Def(); ref < 0 || ok && int(id) >= len(r.Types) {
			t.Fatalf("reference to type %d of %d", ref, len(r.Types))
		}
	}
	function := func(f *wit.Function) {
		for _, p := range f.Params {
			valid(p.Type)
		}
		valid(f.Result)
		if f.Kind.OfResource() {
			valid(f.Resource.Ref())
		}
	}
	for id, d := range r.Types {
		for ref := range wit.Refs(d.Kind) {
			valid(ref)
			if to, ok := ref.Def(); ok && int(to) >= id {
				t.Fatalf("type %d refers to %d behind it", id, to)
			}
		}
	}
	for _, i := range r.Interfaces {
		for _, id := range i.Types.All() {
			valid(id.Ref())
		}
		for _, f := range i.Functions.All() {
			function(f)
		}
	}
	for _, w := range r.Worlds {
		for _, side := range []*wit.OrderedMap[wit.WorldKey, wit.WorldItem]{&w.Imports, &w.Exports} {
			for _, item := range side.All() {
				switch item := item.(type) {
				case *wit.Function:
					function(item)
				case wit.TypeItem:
					valid(item.ID.Ref())
				case *wit.InterfaceItem:
					if int(item.ID) >= len(r.Interfaces) {
						t.Fatalf("interface %d of %d", item.ID, len(r.Interfaces))
					}
				}
			}
		}
	}
}

// FuzzPrintParse: what is printed resolves again, and prints the same.
func FuzzPrintParse(f *testing.F) {
	addResolveSeeds(f)
	f.Fuzz(func(t *testing.T, text string) {
		r, main, err := wit.Parse("a.wit", []byte(text), &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			return
		}
		once, err := r.AppendWIT(nil, main, wit.PrintOptions{})
		if err != nil {
			return // there are graphs without a text
		}
		again, main, err := wit.Parse("printed.wit", once, &wit.ParseOptions{AllFeatures: true})
		if err != nil {
			t.Fatalf("what was printed does not resolve: %v\n%s", err, once)
		}
		twice, err := again.AppendWIT(nil, main, wit.PrintOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if string(once) != string(twice) {
			t.Fatalf("printing twice changes the text\nonce:\n%s\ntwice:\n%s", once, twice)
		}
	})
}
