package wit_test

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"wcomp/binary"
	"wcomp/internal/corpus"
	"wcomp/wit"
	"wcomp/wit/ast"
)

const allFeatures = binary.AllFeatures

// witCorpus is all WIT of the corpus: single files with a header, and folders.
func witCorpus(t *testing.T) (cases []*witCase) {
	folders := map[string]bool{}
	for _, dir := range []string{"wit-ui", "interfaces", "merge", "targets", "wasi-0.2", "wasi-0.3", "cli", "components"} {
		corpus.Walk(t, dir, func(path string) {
			text := read(t, path)
			if len(text) < 20_000 && (strings.Contains(path, "parse-fail") || resolves(text)) {
				cases = append(cases, &witCase{name: corpus.Name(t, path), files: []witFile{{"in.wit", text}}})
			}
			folder := filepath.Dir(path)
			if info, err := os.Stat(filepath.Join(filepath.Dir(folder), "deps")); err == nil && info.IsDir() || filepath.Base(folder) == "deps" {
				return
			}
			if folders[folder] {
				return
			}
			folders[folder] = true
			if c := folderCase(t, folder); c != nil {
				cases = append(cases, c)
			}
		}, ".wit")
	}
	return cases
}

// resolves reports whether a text needs no other one.
func resolves(text string) bool {
	_, _, err := wit.Parse("in.wit", []byte(text), &wit.ParseOptions{AllFeatures: true})
	return err == nil
}

// folderCase is a folder with what lies in its deps, if that is not too much.
func folderCase(t *testing.T, folder string) *witCase {
	c := &witCase{name: corpus.Name(t, folder), folder: true}
	headers, size := 0, 0
	for _, pattern := range []string{"*.wit", "deps/*.wit", "deps/*/*.wit"} {
		paths, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if info, err := os.Stat(path); err != nil || info.IsDir() {
				continue
			}
			name, err := filepath.Rel(folder, path)
			if err != nil {
				t.Fatal(err)
			}
			f := witFile{filepath.ToSlash(name), read(t, path)}
			if pattern == "*.wit" && strings.Contains(f.text, "package ") {
				headers++
			}
			size += len(f.text)
			c.files = append(c.files, f)
		}
	}
	if headers > 3 || headers == 0 || size > 200_000 {
		return nil // a folder of cases, not a case
	}
	return c
}

func read(t *testing.T, path string) string {
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// mutator changes texts, with pieces of other texts.
type mutator struct {
	*rand.Rand
	words []string    // tokens as they are in the corpus
	items [3][]string // whole items, by scope
}

func newMutator(cases []*witCase, seed uint64) *mutator {
	m := &mutator{Rand: rand.New(rand.NewPCG(seed, 0x317))}
	seen := map[string]bool{}
	for _, c := range cases {
		for _, f := range c.files {
			if seen[f.text] {
				continue
			}
			seen[f.text] = true
			for _, s := range tokens(f.text) {
				m.words = append(m.words, f.text[s.Start:s.End])
			}
			if tree, err := ast.Parse("", f.text); err == nil {
				eachItem(tree.Items, func(scope int, s ast.Span) {
					if s.End > s.Start && s.End-s.Start < 2000 {
						m.items[scope] = append(m.items[scope], f.text[s.Start:s.End])
					}
				})
			}
		}
	}
	for _, w := range extraWords {
		for range len(m.words) / 2000 {
			m.words = append(m.words, w)
		}
	}
	return m
}

// extraWords are what the corpus has little of.
var extraWords = []string{
	"@unstable(feature = active)", "@unstable(feature = x)", "/// docs", "// plain", "@since(version = 0.1.0)", `@external-id("a b\u{e9}\"")`,
	"@since(version = 1.0.0)", "@deprecated(version = 0.2.0)", "map<string, u8>", "list<u8, 4>", "error-context", "stream<u8>", "future", "async", "static", "/// docs\n", "/** more\n docs */",
	"// plain\n", "/* a */", "/**/", "@1.0.0", "@1.0.0-rc.1+b", "@0.1.0", "%type", "%a", "A", "a-B", "a--b", "-", "é", "\u202e", "\r", "\r\n", "\"x\"", "0", "1.0", "own<a>", "borrow<a>",
	"with { a as b }", "as b", "result<_, u8>", "tuple<>", "constructor();", "include w", "import i: interface { }", "export a:b/c;", "package x:y { }", "use i;", "use i as j;", "_", "f32", "float32",
}

// The scopes of items.
const (
	topScope = iota
	interfaceScope
	worldScope
)

// eachItem goes through all items of a file.
func eachItem(items []ast.Item, visit func(scope int, s ast.Span)) {
	inside := func(items []ast.InterfaceItem) {
		for _, i := range items {
			switch i := i.(type) {
			case *ast.Use:
				visit(interfaceScope, i.Span)
			case *ast.TypeDef:
				visit(interfaceScope, i.Span)
			case *ast.Func:
				visit(interfaceScope, i.Span)
			}
		}
	}
	for _, item := range items {
		switch item := item.(type) {
		case *ast.Interface:
			visit(topScope, item.Span)
			inside(item.Items)
		case *ast.World:
			visit(topScope, item.Span)
			for _, i := range item.Items {
				switch i := i.(type) {
				case *ast.Use:
					visit(worldScope, i.Span)
				case *ast.TypeDef:
					visit(worldScope, i.Span)
				case *ast.Include:
					visit(worldScope, i.Span)
				case *ast.Extern:
					visit(worldScope, i.Span)
					if i.Interface != nil {
						inside(i.Interface.Items)
					}
				}
			}
		case *ast.TopUse:
			visit(topScope, item.Span)
		case *ast.Package:
			visit(topScope, item.Span)
			eachItem(item.Items, visit)
		}
	}
}

// structural moves, doubles, removes or inserts whole items, or puts attributes in front of one.
func (m *mutator) structural(text string) string {
	tree, _ := ast.Parse("", text)
	type place struct {
		scope int
		s     ast.Span
	}
	var places []place
	eachItem(tree.Items, func(scope int, s ast.Span) { places = append(places, place{scope, s}) })
	if len(places) == 0 {
		return text
	}
	a := places[m.IntN(len(places))]
	b := a
	for range 20 {
		if b = places[m.IntN(len(places))]; b.scope == a.scope && b != a {
			break
		}
	}
	of := func(s ast.Span) string { return text[s.Start:s.End] }
	insert := func(at uint32, what string) string { return text[:at] + what + text[at:] }
	switch m.IntN(8) {
	case 0:
		return text[:a.s.Start] + text[a.s.End:]
	case 1, 2: // moved
		if b.scope != a.scope || b.s.Start < a.s.End && a.s.Start < b.s.End {
			return text
		}
		if a.s.Start < b.s.Start {
			return text[:a.s.Start] + text[a.s.End:b.s.Start] + of(a.s) + "\n" + text[b.s.Start:]
		}
		return text[:b.s.Start] + of(a.s) + "\n" + text[b.s.Start:a.s.Start] + text[a.s.End:]
	case 3: // doubled
		return insert(b.s.Start, of(a.s)+"\n")
	case 4, 5:
		return insert(a.s.Start, m.items[a.scope][m.IntN(len(m.items[a.scope]))]+"\n")
	}
	return insert(a.s.Start, extraWords[m.IntN(6)]+"\n")
}

// tokens are the places of a text's tokens, comments too.
func tokens(text string) (list []ast.Span) {
	l := ast.NewLexer(text)
	for {
		if l.Next() == ast.EOF {
			return list
		}
		list = append(list, l.Span())
	}
}

func (m *mutator) mutate(text string) string {
	list := tokens(text)
	if len(list) < 3 {
		return text
	}
	pick := func() ast.Span { return list[m.IntN(len(list))] }
	of := func(s ast.Span) string { return text[s.Start:s.End] }
	replace := func(s ast.Span, by string) string { return text[:s.Start] + by + text[s.End:] }
	// Most changes stay near to one another.
	near := func(s ast.Span) ast.Span {
		for i := range list {
			if list[i] == s {
				return list[max(0, min(len(list)-1, i+m.IntN(31)-15))]
			}
		}
		return s
	}
	identifier := func() (ast.Span, bool) {
		for range 20 {
			if s := pick(); isName(of(s)) {
				return s, true
			}
		}
		return ast.Span{}, false
	}
	if m.IntN(2) == 0 {
		return m.structural(text)
	}
	a := pick()
	switch m.IntN(16) {
	case 0:
		return replace(a, " ")
	case 1:
		return replace(a, of(a)+" "+of(a))
	case 2:
		b := near(a)
		if a.Start > b.Start {
			a, b = b, a
		}
		if a == b {
			return replace(a, "")
		}
		return text[:a.Start] + of(b) + text[a.End:b.Start] + of(a) + text[b.End:]
	case 3:
		return replace(a, of(near(a)))
	case 4:
		return replace(a, of(a)+" "+m.words[m.IntN(len(m.words))]+" ")
	case 5:
		return replace(a, m.words[m.IntN(len(m.words))])
	case 6, 7, 8, 10, 11, 12, 13: // one name by another of the text
		x, ok := identifier()
		y, ok2 := identifier()
		if ok && ok2 {
			return replace(x, of(y))
		}
	case 9, 14, 15: // a name everywhere
		x, ok := identifier()
		y, ok2 := identifier()
		if ok && ok2 {
			old, new := of(x), of(y)
			if m.IntN(3) == 0 {
				new = m.words[m.IntN(len(m.words))]
			}
			var b strings.Builder
			from := 0
			for _, s := range list {
				if of(s) == old {
					b.WriteString(text[from:s.Start] + new)
					from = int(s.End)
				}
			}
			return b.String() + text[from:]
		}
	}
	return text
}

func isName(s string) bool {
	l := ast.NewLexer(s)
	tok := l.Next()
	return tok == ast.Identifier || tok == ast.ExplicitIdentifier
}

// TestMutatedWIT: texts of the corpus with some tokens changed are accepted exactly where the reference accepts them, and then
// give its graph, its text and its bytes; where both refuse them the reference's error is among ours. 150 texts, more with
// WCOMP_DIFFERENTIAL=20000.
func TestMutatedWIT(t *testing.T) {
	d := newDifferential(t)
	cases := witCorpus(t)
	seed := uint64(1)
	m := newMutator(cases, seed)
	failures := 0
	var bad []*witCase // refused as they are
	var good []*witCase
	for _, c := range cases {
		if strings.Contains(c.name, "parse-fail") {
			bad = append(bad, c)
		} else {
			good = append(good, c)
		}
	}
	for n := range scaled(t, 150) {
		c := *good[m.IntN(len(good))]
		if m.IntN(8) == 0 {
			c = *bad[m.IntN(len(bad))]
		}
		c.files = append([]witFile(nil), c.files...)
		c.features = []string{"", "", "*", "active"}[m.IntN(4)]
		for range 1 + m.IntN(4)/2 {
			f := &c.files[m.IntN(len(c.files))]
			f.text = m.mutate(f.text)
		}
		if err := d.compare(&c); err != nil {
			t.Errorf("case %d: %v\n%s", n, err, &c)
			if failures++; failures > 40 {
				break
			}
		}
	}
	d.log()
}
