package wit

import (
	"errors"
	"strings"

	"wcomp/wit/ast"
)

// parse reads the files of one group, a folder or a single file, and puts its packages into the pool. It gives the package that the
// group's headers name. Errors are kept by the resolver.
func (l *loader) parse(name string, files []sourceFile) *unresolved {
	r := l.r
	main := &unresolved{}
	var nested []*unresolved
	var docs *ast.Package
	for _, source := range files {
		f, err := parseSource(source)
		scope := &fileScope{file: f, source: r.addFile(f, source.data), items: f.Items}
		main.files = append(main.files, scope)
		r.addErrors(f, err)
		if f.Package != nil {
			l.header(main, scope, &docs)
		}
		nested = append(nested, l.nested(scope)...)
	}
	for _, p := range nested {
		r.addPackage(p)
	}
	switch {
	case main.header != nil:
		r.addPackage(main)
	case main.isBroken():
		r.nameless = true // the header may be among what was skipped
	default:
		l.noHeader(name, main)
	}
	if main.header == nil && len(main.files) > 0 {
		// The package has no name to be found by; what is in it is looked at all the same.
		main.header, main.anyVersion = main.files[0], true
		r.addPackage(main)
	}
	return main
}

// parseSource parses one file; a Markdown file holds its WIT in fenced blocks.
func parseSource(source sourceFile) (*ast.File, error) {
	if lower := strings.ToLower(source.name); strings.HasSuffix(lower, ".md") || strings.HasSuffix(lower, ".markdown") {
		return ast.ParseMarkdown(source.name, string(source.data))
	}
	return ast.Parse(source.name, string(source.data))
}

// addErrors takes over the errors of one file.
func (r *resolver) addErrors(f *ast.File, err error) {
	var list ast.ErrorList
	if errors.As(err, &list) {
		r.syntax = append(r.syntax, list...)
	}
	r.broken = r.broken || len(f.Skipped) > 0
}

// header takes a file's `package` into account. All headers of a group must agree, and one at most has docs.
func (l *loader) header(main *unresolved, scope *fileScope, docs **ast.Package) {
	h := scope.file.Package
	name := headerName(h)
	at := h.Namespace.Span.To(h.Name.Span)
	if h.Version != nil {
		at = at.To(h.Version.Span)
	}
	switch {
	case main.header == nil:
		main.name, main.header, main.at, main.anyVersion = name, scope, at, h.Partial
	case main.anyVersion || h.Partial:
		if !h.Partial {
			main.name, main.anyVersion = name, false
		}
	case main.name != name:
		e := l.r.errorAt(scope, at, codePackage, "this file is of package `%s`, and others beside it of package `%s`", name, main.name)
		e.Related = []ast.Related{{File: main.header.file, Span: main.at, Message: "the other header"}}
	}
	if h.Docs.Count == 0 {
		return
	}
	if *docs != nil {
		l.r.errorAt(scope, scope.file.Comments[h.Docs.First], codePackage, "the package has docs in front of another header already")
		return
	}
	*docs = h
	main.docs = scope.docs(h.Docs)
}

func headerName(h *ast.Package) PackageName {
	n := PackageName{Namespace: h.Namespace.Name, Name: h.Name.Name}
	if h.Version != nil {
		n.Version = Version(h.Version.Text)
	}
	return n
}

// nested takes the packages in braces out of a file.
func (l *loader) nested(scope *fileScope) (packages []*unresolved) {
	items := scope.items
	scope.items = nil
	for _, item := range items {
		pkg, ok := item.(*ast.Package)
		if !ok {
			scope.items = append(scope.items, item)
			continue
		}
		inner := &fileScope{file: scope.file, source: scope.source}
		for _, item := range pkg.Items {
			if deeper, ok := item.(*ast.Package); ok {
				e := l.r.errorAt(scope, deeper.Namespace.Span, codePackage, "package `%s` stands in another package", headerName(deeper))
				e.Help = "put it beside that package: packages are nested one level deep"
				if l.r.misplaced == nil {
					l.r.misplaced = make(map[PackageName]bool)
				}
				l.r.misplaced[headerName(deeper)] = true
				continue
			}
			inner.items = append(inner.items, item)
		}
		at := pkg.Namespace.Span.To(pkg.Name.Span)
		if pkg.Version != nil {
			at = at.To(pkg.Version.Span)
		}
		packages = append(packages, &unresolved{
			name:   headerName(pkg),
			header: inner,
			at:     at,
			docs:   inner.docs(pkg.Docs),
			files:  []*fileScope{inner},
		})
	}
	return packages
}

// noHeader reports a group of which no file says what package it is. The place is the start of the first file, if there is one.
func (l *loader) noHeader(name string, main *unresolved) {
	e := &ast.Error{Code: codePackage, Message: "no `package` header: none of the files of `" + name + "` says which package they make up"}
	e.Help = "begin one of them with `package namespace:name;`"
	if len(main.files) > 0 {
		f := main.files[0]
		e.File = f.file
		e.Message = "no `package` header: the file does not say which package it is"
		if len(main.files) > 1 {
			e.Message = "no `package` header: none of the files beside this one says which package they make up"
		}
		e.Help = "begin it with `package namespace:name;`"
	}
	l.r.note(e)
}
