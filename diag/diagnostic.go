// Package diag says what is wrong, for people and for programs.
//
// In go the errors of every layer: [binary.Error] with a byte offset, errors
// of the text layers with a span (see [Located]), errors of the operating
// system, lists of them. [FromError] turns each into a [Diagnostic]: a stable
// code, severity, file, place, the item it is about, message, notes and help.
// Out comes either text with the source line and a caret ([Renderer]) or one
// JSON object a line ([WriteJSON]).
//
//	list := diag.FromError(err, diag.NewSource("world.wit", text))
//	list.Sort()
//	(&diag.Renderer{Color: true}).Render(os.Stderr, list)
//
// It also holds the table of codes that docs/errors.md is made from and that
// `wcomp explain CODE` prints. It decides nothing about what is an error.
package diag

import (
	"cmp"
	"slices"
	"strings"
)

// Severity says whether the operation failed because of a diagnostic.
type Severity uint8

const (
	Error   Severity = iota // the operation failed
	Warning                 // it went on, the user should look
	Info                    // worth knowing
)

var severities = [...]string{"error", "warning", "info"}

// String is the word shown to people and written in JSON.
func (s Severity) String() string {
	if int(s) < len(severities) {
		return severities[s]
	}
	return "error"
}

// MarshalText writes the word.
func (s Severity) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// Diagnostic is one thing that is wrong.
type Diagnostic struct {
	// Code is one of the words in [Codes]; it does not change between
	// releases.
	Code     string
	Severity Severity
	// File is the input's name as the user gave it, or "" if it is about
	// no file.
	File string
	// Place is where in File.
	Place Place
	// Item is what it is about, in the words of the field:
	// `func 12 "malloc"`, `import "env" "foo"`.
	Item string
	// Message is the complaint: lower case, one line, no place, no item.
	Message string
	// Expected and Found are set where both are known.
	Expected, Found string
	// Notes add facts, Help says what to do, most likely first.
	Notes []Note
	Help  []string
}

// Note adds a fact to a diagnostic, with a place of its own where it has one.
type Note struct {
	File    string
	Place   Place
	Message string
}

// Error is the diagnostic on one line, so that it can travel as an error.
func (d *Diagnostic) Error() string {
	var b strings.Builder
	if where := d.where(); where != "" {
		b.WriteString(where)
		b.WriteString(": ")
	}
	if d.Item != "" {
		b.WriteString(d.Item)
		b.WriteString(": ")
	}
	b.WriteString(d.headline())
	return b.String()
}

// where is the file and place in the form editors and terminals recognise.
func (d *Diagnostic) where() string { return where(d.File, d.Place) }

// headline is the message with what was expected and found.
func (d *Diagnostic) headline() string {
	switch {
	case d.Expected != "" && d.Found != "":
		return d.Message + ": expected " + d.Expected + ", found " + d.Found
	case d.Expected != "":
		return d.Message + ": expected " + d.Expected
	}
	return d.Message
}

// List is diagnostics in the order to show them. It is an error, so that a
// stage which goes on after the first problem can return all of them.
type List []Diagnostic

// Error lists them on a line each.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i := range l {
		lines[i] = l[i].Error()
	}
	return strings.Join(lines, "\n")
}

// Err is the list as an error, or nil where no diagnostic in it is an error.
func (l List) Err() error {
	if !l.HasErrors() {
		return nil
	}
	return l
}

// HasErrors says whether any diagnostic is an error.
func (l List) HasErrors() bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool { return d.Severity == Error })
}

// Add appends d.
func (l *List) Add(d Diagnostic) { *l = append(*l, d) }

// Sort puts the list into the order of places: files in the order they first
// occur, then by offset; what has no place comes first. Equal places keep their
// order.
func (l List) Sort() {
	order := make(map[string]int)
	for i := range l {
		if _, seen := order[l[i].File]; !seen {
			order[l[i].File] = len(order)
		}
	}
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		if c := cmp.Compare(order[a.File], order[b.File]); c != 0 {
			return c
		}
		return cmp.Compare(a.Place.start(), b.Place.start())
	})
}
