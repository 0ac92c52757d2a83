package ast

import (
	"os"
	"testing"

	"wcomp/internal/corpus"
)

// seeds are texts that use every construct of the language, and some that are wrong.
var seeds = []string{
	"package a:b@1.0.0-rc.1+b;\n/// docs\n@since(version = 1.0.0)\ninterface i { use c:d/e@1.0.0.{f as g, h}; type t = list<u8, 4>; }",
	"package a:b; interface i { record r { a: u32, b: tuple<u8, string> } variant v { a, b(u8) } enum e { a } flags f { b } }",
	"package a:b; interface i { resource r { constructor(a: u8) -> result<r>; m: async func(); s: static func() -> own<r>; } resource q; }",
	"package a:b; world w { import a; export b: c:d/e; import f: func(a: borrow<r>) -> map<string, u8>; import i: interface { } include x with { a as b } include y; }",
	"use a:b/c as d;\npackage e:f { @unstable(feature = x) @external-id(\"\\u{41}\\n\") world %world { type t = option<result<_, future>>; } }",
	"/* /* */ */ // x\npackage\r\na : b ; /** d\n e */ interface i{f:func(a:u8,/* c */)->stream<error-context>;}",
	"package a:b; interface i { type t = ; f: func( } world w { import ; } }",
	"package a:b@1.0.0-; \"\\u{d800}\" @ % - \u202a",
}

func addSeeds(f *testing.F) {
	for _, seed := range seeds {
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

// FuzzParse: whatever the text, parsing ends, and every error is in the text and in order.
func FuzzParse(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, src string) {
		file, err := Parse("a.wit", src)
		list, _ := err.(ErrorList)
		last := uint32(0)
		for _, e := range list {
			if int(e.Span.Start) > len(src) || int(e.Span.End) > len(src) || e.Span.Start > e.Span.End {
				t.Errorf("%v: span %v", e, e.Span)
			}
			if e.Span.Start < last && e.Code == CodeSyntax {
				t.Errorf("%v comes behind an error at %d", e, last)
			}
			if e.Code == CodeSyntax {
				last = e.Span.Start
			}
		}
		_ = meaning(file)
		if _, err := ParseMarkdown("a.md", src); err != nil {
			_ = err.Error()
		}
	})
}

// FuzzFormat: formatting keeps meaning and comments, and is stable.
func FuzzFormat(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, src string) { checkFormat(t, "a.wit", src) })
}
