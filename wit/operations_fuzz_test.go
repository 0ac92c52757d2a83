package wit_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"wcomp/internal/corpus"
	"wcomp/wit"
	"wcomp/wit/doc"
)

// Whatever resolves can be printed, documented, changed and compared without a panic; what is printed resolves again
// to the same; and everything agrees with itself.
func FuzzOperations(f *testing.F) {
	for _, seed := range []string{
		"package a:b; interface i { type t = u8; f: func(a: t) -> list<t>; } world w { import i; export i; }",
		`package a:b@1.0.0; interface i { resource r { constructor(x: u8); m: func(); s: static async func() -> result<r>; } }
			interface j { use i.{r as q}; f: func(x: borrow<q>, y: future<q>); }
			world w { import l: j; export j; import x: interface { use i.{r}; g: func(a: r); } resource z { m: func(); } export k: func(x: z); }`,
		`package a:b; world w { include c:d/v with { f as g }; import x:y/i@1.0.0; import x:y/i@1.1.0; }
			package c:d { world v { import f: func(); type t = tuple<u8, option<string>>; } }
			package x:y@1.0.0 { interface i { type t = u8; } interface j { use i.{t}; } }
			package x:y@1.1.0 { interface i { type t = u8; type u = t; } }`,
		`package a:b@1.2.3; /// docs *x* <b> [l](#f)
			@since(version = 1.0.0) interface i { @unstable(feature = f) @deprecated(version = 1.1.0) f: func(); record r { a: u8 } flags g { x } enum e { y } variant v { z(r) } }
			world w { @external-id("q") import i; export i; }`,
	} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, one, other string) {
		if len(one) < 4000 && len(other) < 4000 {
			exercise(t, one, other)
		}
	})
}

// The same on all single files of the corpus.
func TestOperationsOnCorpus(t *testing.T) {
	previous := ""
	for _, dir := range []string{"cli", "wit-ui", "interfaces", "components"} {
		corpus.Walk(t, dir, func(path string) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			t.Run(filepath.Base(filepath.Dir(path))+"/"+filepath.Base(path), func(t *testing.T) { exercise(t, string(text), previous) })
			previous = string(text)
		}, ".wit")
	}
}

// exercise does everything there is to be done with a text, and merges another one into it.
func exercise(t *testing.T, one, other string) {
	o := &wit.ParseOptions{AllFeatures: true}
	load := func(text string) (*wit.Resolve, wit.PackageID) {
		r, main, err := wit.Parse("x.wit", []byte(text), o)
		if err != nil {
			return nil, 0
		}
		return r, main
	}
	r, main := load(one)
	if r == nil {
		return
	}
	text, err := r.AppendWIT(nil, main, wit.PrintOptions{})
	if err != nil {
		t.Fatal(err)
	}
	again, second := load(string(text))
	if again == nil {
		_, _, err := wit.Parse("x.wit", text, o)
		t.Fatalf("what was printed does not resolve: %v\n%s", err, text)
	}
	twice, err := again.AppendWIT(nil, second, wit.PrintOptions{})
	if err != nil || !bytes.Equal(text, twice) {
		t.Fatalf("prints differently: %v\n%s\n%s", err, text, twice)
	}
	if read, err := wit.ReadJSON(bytes.NewReader(r.AppendJSON(nil))); err != nil || !bytes.Equal(read.AppendJSON(nil), r.AppendJSON(nil)) {
		t.Fatalf("JSON: %v", err)
	}
	var page bytes.Buffer
	if err := doc.Write(&page, r, main, doc.Options{}); err != nil {
		t.Fatal(err)
	}
	check(t, page.Bytes())
	for i := range r.Worlds {
		id := wit.WorldID(i)
		if d := wit.CheckSemver(r, id, r, id); len(d) > 0 {
			t.Fatalf("differs from itself: %s", d[0])
		}
		abi := wit.NewABI(r, i%2 == 1)
		for function := range r.Functions(id) {
			for c := wit.Lower; c <= wit.LiftStackful; c++ {
				abi.Signature(function.Function, c)
				abi.Options(function.Function, c)
			}
		}
		if err := r.Elaborate(id); err != nil {
			t.Fatal(err)
		}
	}
	if after, err := r.AppendWIT(nil, main, wit.PrintOptions{}); err != nil || !bytes.Equal(text, after) {
		t.Fatalf("elaborating again changes: %v\n%s\n%s", err, text, after)
	}
	if copy, _ := load(one); copy != nil {
		if _, err := r.Merge(copy); err != nil {
			t.Fatalf("does not merge with itself: %v", err)
		}
		if after, err := r.AppendWIT(nil, main, wit.PrintOptions{}); err != nil || !bytes.Equal(text, after) {
			t.Fatalf("merging with itself changes: %v\n%s\n%s", err, text, after)
		}
	}
	if from, _ := load(other); from != nil {
		if _, err := r.Merge(from); err != nil {
			return
		}
	}
	changes := []func(*wit.Resolve, wit.WorldID){
		func(r *wit.Resolve, id wit.WorldID) { _ = r.MergeImportsBySemver(id) },
		func(r *wit.Resolve, id wit.WorldID) { _ = r.MergeWorlds(id, wit.WorldID(len(r.Worlds)-1)) },
		func(r *wit.Resolve, id wit.WorldID) { _ = r.Importize(id, "") },
		func(r *wit.Resolve, id wit.WorldID) { _ = r.Exportize(id, "") },
		(*wit.Resolve).MakeNominal,
	}
	for i := range r.Worlds {
		for _, change := range changes {
			change(r, wit.WorldID(i))
			if _, err := r.AppendWIT(nil, main, wit.PrintOptions{}); err != nil {
				t.Fatal(err)
			}
			r.AppendJSON(nil)
		}
	}
}

// check looks for links that lead nowhere.
func check(t *testing.T, page []byte) {
	t.Helper()
	for _, part := range bytes.Split(page, []byte(`href="#`))[1:] {
		id, _, _ := bytes.Cut(part, []byte(`"`))
		if string(id) != "content" && !bytes.Contains(page, append(append([]byte(`id="`), id...), '"')) {
			t.Fatalf("link to %s, which is not on the page", id)
		}
	}
}
