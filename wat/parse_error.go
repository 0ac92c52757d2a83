package wat

import (
	"fmt"
	"iter"
	"slices"
	"strings"

	"wcomp/internal/nearest"
)

// Error says that the text from byte Start up to, not including, byte End is
// not what the grammar asks for, or names something that does not exist. Its
// message begins with the words that the specification's test suite uses,
// where that suite has such a case.
type Error struct {
	Start, End int
	// Code is a stable word for the cause, "" for plain syntax errors.
	Code string
	// Grammatical: the grammar holds, but what the text names does not exist
	// or does not fit.
	Grammatical bool
	// Message is the complaint, lower case.
	Message string
	// Notes and Help are further sentences.
	Notes, Help []string
	// Others are further places with a message of their own ("first
	// defined here").
	Others []*Error

	file, src string
	// unclosed: a form never ends.
	unclosed bool
}

// Error is the message on one line, with line and column if they are known.
func (e *Error) Error() string {
	if e.src == "" {
		return e.Message
	}
	line, column := e.Position()
	name := e.file
	if name == "" {
		name = "<text>"
	}
	return fmt.Sprintf("%s:%d:%d: %s", name, line, column, e.Message)
}

// Position is the line and the column, in characters, of the start, both from
// 1; zeros if the text is not known.
func (e *Error) Position() (line, column int) {
	if e.src == "" {
		return 0, 0
	}
	before := e.src[:min(e.Start, len(e.src))]
	column = 1
	for _, c := range before[strings.LastIndexByte(before, '\n')+1:] {
		_ = c
		column++
	}
	return 1 + strings.Count(before, "\n"), column
}

// Location is the place for package diag.
func (e *Error) Location() (file, text string, start, end int) {
	return e.file, e.src, e.Start, e.End
}

// Explanation is the error in parts for package diag.
func (e *Error) Explanation() (code, item, message string, notes, help []string) {
	code = e.Code
	if code == "" {
		code = "syntax"
	}
	return code, "", e.Message, e.Notes, e.Help
}

// RelatedErrors are the other places for package diag.
func (e *Error) RelatedErrors() []error {
	var all []error
	for _, o := range e.Others {
		all = append(all, o)
	}
	return all
}

func (e *Error) within(file, src string) {
	e.file, e.src = file, src
	for _, o := range e.Others {
		o.within(file, src)
	}
}

func errorf(start, end int, format string, args ...any) *Error {
	return &Error{Start: start, End: end, Message: fmt.Sprintf(format, args...)}
}

// grammaticalf is errorf where the grammar holds.
func grammaticalf(start, end int, format string, args ...any) *Error {
	e := errorf(start, end, format, args...)
	e.Grammatical = true
	return e
}

// Grammatical says that all that is wrong with a text is what it names: it
// can be read, but not be encoded.
func (es Errors) Grammatical() bool {
	for _, e := range es {
		if !e.Grammatical {
			return false
		}
	}
	return len(es) > 0
}

// Errors are the complaints about one text in the order of their places.
type Errors []*Error

func (es Errors) Error() string {
	s := es[0].Error()
	if n := len(es) - 1; n > 0 {
		s += fmt.Sprintf(" (and %d more)", n)
	}
	return s
}

// Unwrap gives the errors one by one.
func (es Errors) Unwrap() []error {
	all := make([]error, len(es))
	for i, e := range es {
		all[i] = e
	}
	return all
}

// maxErrors bounds how many complaints about one text are kept.
const maxErrors = 50

// collected makes one error of what was found: in order, each place once, and
// forms that never end behind what may be the reason.
func collected(es []*Error, file, src string) error {
	if len(es) == 0 {
		return nil
	}
	slices.SortStableFunc(es, func(a, b *Error) int {
		if a.unclosed != b.unclosed {
			if a.unclosed {
				return 1
			}
			return -1
		}
		return a.Start - b.Start
	})
	es = slices.CompactFunc(es, func(a, b *Error) bool { return a.Start == b.Start && a.Message == b.Message })
	if len(es) > maxErrors {
		es = es[:maxErrors]
	}
	for _, e := range es {
		e.within(file, src)
	}
	return Errors(es)
}

// bailout carries a syntax error up to where the parser goes on; it never
// leaves the package.
type bailout struct{ err *Error }

// catch turns a bailout into an error, in a deferred call.
func catch(err **Error) {
	switch r := recover().(type) {
	case nil:
	case bailout:
		*err = r.err
	default:
		panic(r)
	}
}

// nearestHelp is the help for a name that does not exist.
func nearestHelp(name string, known iter.Seq[string]) []string {
	if near := nearest.Name(name, known); near != "" {
		return []string{"did you mean `" + spellID(near) + "`?"}
	}
	return nil
}

// spellID is a name as an identifier.
func spellID(name string) string {
	if isIdentifier(name) {
		return "$" + name
	}
	return "$" + string(appendQuotedText(nil, name))
}
