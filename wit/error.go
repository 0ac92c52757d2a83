package wit

import "fmt"

// Error says what is wrong with a graph or with what was asked of it. Several at once are joined with errors.Join.
type Error struct {
	Code    string   // one stable word, see docs/errors.md
	Item    string   // what it is about: "world a:b/w", "interface a:b/c@1.0.0"
	Message string   // the complaint, lower case, without the item
	Notes   []string // facts that help to understand
	Help    []string // what to do
	Source  Source   // the text that Span points into, empty if there is none
	Span    Span
}

// The codes of the errors of this package's operations.
const (
	CodeConflict      = "wit-conflict"      // an interface would be needed both as an import and as an export
	CodeMerge         = "wit-merge"         // two definitions of one name disagree
	CodeInexpressible = "wit-inexpressible" // WIT text has no syntax for it
	CodeUnknownWorld  = "wit-unknown-world" // there is no such world, or several
	CodeTarget        = "wit-target"        // a component does not conform to a world
	CodeSemver        = "wit-semver"        // a world is no compatible evolution of another
	CodeLimit         = "limit"             // more of something than a binary may have
	CodeClash         = "wit-clash"         // one name for two things of a world
)

// Error returns the message with the item before it.
func (e *Error) Error() string {
	if e.Item == "" {
		return e.Message
	}
	return e.Item + ": " + e.Message
}

// Explanation returns the parts of the error (see package diag).
func (e *Error) Explanation() (code, item, message string, notes, help []string) {
	return e.Code, e.Item, e.Message, e.Notes, e.Help
}

// Location returns the text and the bytes that the error is about; start is -1 if there are none.
func (e *Error) Location() (file, text string, start, end int) {
	if e.Span.IsZero() {
		return "", "", -1, -1
	}
	return e.Source.Name, string(e.Source.Text), int(e.Span.Start), int(e.Span.End)
}

// errorAt makes an error at a place of one of the graph's texts.
func (r *Resolve) errorAt(code string, span Span, item, format string, args ...any) *Error {
	e := &Error{Code: code, Item: item, Message: fmt.Sprintf(format, args...), Span: span}
	if i := int(span.Source) - 1; i >= 0 && i < len(r.Sources) {
		e.Source = r.Sources[i]
	} else {
		e.Span = Span{}
	}
	return e
}
