package ast

import (
	"fmt"
	"sort"
	"strings"
)

// The codes of the errors that this package makes.
const (
	CodeSyntax = "syntax"   // text that is not WIT
	CodeName   = "wit-name" // an identifier that is not in kebab case
	CodeType   = "wit-type" // a type that the language does not have
)

// Error is one thing that is wrong with a WIT text, and where.
type Error struct {
	Code    string // one stable word
	File    *File  // nil if the error has no place
	Span    Span
	Message string
	Notes   []string // facts that help to understand
	Help    string   // what to do about it; may be empty
	Related []Related
}

// Related is a second place that an error is about.
type Related struct {
	File    *File
	Span    Span
	Message string
}

// Position is the place of the error; zero if it has none.
func (e *Error) Position() Position {
	if e.File == nil {
		return Position{}
	}
	return e.File.Position(e.Span.Start)
}

// Error gives `file:line:col: message`.
func (e *Error) Error() string {
	if e.File == nil {
		return e.Message
	}
	p := e.Position()
	return fmt.Sprintf("%s:%d:%d: %s", e.File.Name, p.Line, p.Column, e.Message)
}

// ErrorList is several errors.
type ErrorList []*Error

// Error gives all errors, a line each.
func (l ErrorList) Error() string {
	lines := make([]string, len(l))
	for i, e := range l {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the single errors.
func (l ErrorList) Unwrap() []error {
	errs := make([]error, len(l))
	for i, e := range l {
		errs[i] = e
	}
	return errs
}

// Err is the list as an error: nil when it is empty.
func (l ErrorList) Err() error {
	if len(l) == 0 {
		return nil
	}
	return l
}

// Sort puts the errors in the order of the files given and of their places there; errors without a place come first.
// Of two errors with one place and message only the first stays.
func (l ErrorList) Sort(files []*File) ErrorList {
	order := make(map[*File]int, len(files))
	for i, f := range files {
		order[f] = i + 1
	}
	sort.SliceStable(l, func(i, j int) bool {
		a, b := l[i], l[j]
		if order[a.File] != order[b.File] {
			return order[a.File] < order[b.File]
		}
		return a.Span.Start < b.Span.Start
	})
	kept := l[:0]
	for i, e := range l {
		if i > 0 && e.File == l[i-1].File && e.Span == l[i-1].Span && e.Message == l[i-1].Message {
			continue
		}
		kept = append(kept, e)
	}
	return kept
}

func (f *File) errorAt(code string, s Span, format string, args ...any) *Error {
	return &Error{Code: code, File: f, Span: s, Message: fmt.Sprintf(format, args...)}
}

// Location is the place for package diag: the file, its text, and the bytes that the error is about. start is negative if it has none.
func (e *Error) Location() (file, text string, start, end int) {
	if e.File == nil {
		return "", "", -1, -1
	}
	return e.File.Name, e.File.Source, int(e.Span.Start), int(e.Span.End)
}

// Explanation is what package diag shows beside the place.
func (e *Error) Explanation() (code, item, message string, notes, help []string) {
	if e.Help != "" {
		help = []string{e.Help}
	}
	return e.Code, "", e.Message, e.Notes, help
}

// RelatedErrors are the other places that the error is about.
func (e *Error) RelatedErrors() []error {
	errs := make([]error, len(e.Related))
	for i, r := range e.Related {
		errs[i] = &Error{File: r.File, Span: r.Span, Message: r.Message}
	}
	return errs
}
