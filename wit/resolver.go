package wit

import (
	"fmt"
	"strings"

	"wcomp/internal/nearest"
	"wcomp/wit/ast"
)

// The codes of the resolver's errors. Those of the syntax are in package ast, those of operations on graphs in error.go.
const (
	codeUnknown   = "wit-unknown"
	codeDuplicate = "wit-duplicate"
	codeKind      = "wit-kind"
	codeCycle     = "wit-cycle"
	codeType      = ast.CodeType
	codeGate      = "wit-gate"
	codePackage   = "wit-package"
)

// resolver turns syntax trees into a graph.
//
// All packages of all groups are first read for what they define and mention; then they are resolved one after the other, each behind
// the ones it mentions, so that whatever a name of another package means is in the graph already. Errors are collected: a name that
// is wrong is reported once, and what depends on it is taken as good.
type resolver struct {
	r       *Resolve
	options *ParseOptions
	// features that are on
	features map[string]bool
	errs     ast.ErrorList
	syntax   ast.ErrorList // of the parser
	broken   bool          // errors of syntax keep parts of the text out of the trees
	nameless bool          // among them the name of a package
	maybe    map[*ast.File]map[string]bool
	// misplaced are packages that stand in another nested one, which is an error
	misplaced map[PackageName]bool
	files     []*ast.File // Resolve.Sources of the texts, by position

	pool    []*unresolved
	encoded []encoded
	byName  map[PackageName]*unresolved

	// info is about r.Types, by TypeID.
	info []typeInfo
	// missing are the names of types that an interface should have and has not, because they are bad or off.
	missing map[InterfaceID]map[string]Type

	functions slab[Function]
	entries   slab[entry]
	types     slab[TypeDef]
	params    slab[Param]
}

// typeInfo is what the resolver wants to know of a type without looking at its parts again.
type typeInfo uint8

const (
	isResource typeInfo = 1 << iota // the type is a resource or an alias of one
	hasBorrow                       // a value of the type holds a borrow
)

// Instead of a type: the name is wrong, which has been reported, or names something that a gate leaves out.
const (
	badType Type = -1
	offType Type = -2
)

// slab hands out entries of slices, so that they do not take an allocation each.
type slab[T any] struct {
	free []T
	size int // of the slice last made
}

func (s *slab[T]) new() *T { return &s.take(1)[0] }

func (s *slab[T]) take(n int) []T {
	if n == 0 {
		return nil
	}
	if n > len(s.free) {
		s.size = min(2*s.size+8, 512)
		s.free = make([]T, max(n, s.size))
	}
	taken := s.free[:n:n]
	s.free = s.free[n:]
	return taken
}

func newResolver(o *ParseOptions) *resolver {
	r := &resolver{
		r:        new(Resolve),
		options:  o,
		features: make(map[string]bool),
		byName:   make(map[PackageName]*unresolved),
		missing:  make(map[InterfaceID]map[string]Type),
	}
	for _, f := range o.Features {
		for _, name := range strings.FieldsFunc(f, func(c rune) bool { return c == ',' || c == ' ' || c == '\t' || c == '\n' || c == '\r' }) {
			r.features[name] = true
		}
	}
	return r
}

// err is all that went wrong, in the order of the files and their texts.
func (r *resolver) err() error {
	all := append(r.syntax, r.independent()...).Sort(r.files)
	return all[:min(len(all), maxErrors)].Err()
}

// fileScope is one file of a package, or the braces of a nested package, as a scope of names.
type fileScope struct {
	file   *ast.File
	source int32 // Span.Source
	items  []ast.Item
	uses   map[string]*topUse // by local name
}

func (f *fileScope) span(s ast.Span) Span { return Span{f.source, int32(s.Start), int32(s.End)} }

func (f *fileScope) docs(c ast.Comments) Docs {
	text, ok := f.file.Docs(c)
	return Docs{text, ok}
}

// More errors than this help nobody, and candidates are looked for only for the first of them.
const (
	maxErrors      = 200
	maxSuggestions = 50
)

// errorAt reports an error.
func (r *resolver) errorAt(f *fileScope, s ast.Span, code, format string, args ...any) *ast.Error {
	e := &ast.Error{Code: code, File: f.file, Span: s, Message: fmt.Sprintf(format, args...)}
	r.note(e)
	return e
}

func (r *resolver) note(errs ...*ast.Error) {
	r.errs = append(r.errs, errs[:min(len(errs), max(maxErrors-len(r.errs), 0))]...)
}

// suggests reports whether a candidate is to be looked for behind a wrong name: that takes time in proportion to all names.
func (r *resolver) suggests() bool { return len(r.errs) <= maxSuggestions }

// didYouMean is the help for a name that is unknown, if one of the candidates is like it.
func didYouMean(name string, candidates []string) string {
	if best := nearest.Of(name, candidates); best != "" {
		return fmt.Sprintf("did you mean `%s`?", best)
	}
	return ""
}

// addFile enters the text of a file in the graph's sources.
func (r *resolver) addFile(f *ast.File, text []byte) int32 {
	r.files = append(r.files, f)
	r.r.Sources = append(r.r.Sources, Source{Name: f.Name, Text: text})
	return int32(len(r.r.Sources))
}
