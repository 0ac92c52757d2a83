package validate

import (
	"fmt"
	"strings"

	"wcomp/binary"
)

// Errors are several independent errors of one input, by offset.
type Errors []*binary.Error

// Error is one line an error.
func (e Errors) Error() string {
	var b strings.Builder
	for i, x := range e {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(x.Error())
	}
	return b.String()
}

// Unwrap gives the errors one by one.
func (e Errors) Unwrap() []error {
	out := make([]error, len(e))
	for i, x := range e {
		out[i] = x
	}
	return out
}

// Codes of errors (docs/errors.md).
const (
	codeInvalid = "invalid"
	codeLimit   = "limit"
	codeFeature = "feature-disabled"
)

func invalidf(at int64, format string, args ...any) *binary.Error {
	return &binary.Error{Offset: at, Code: codeInvalid, Message: fmt.Sprintf(format, args...)}
}

func limitf(at int64, format string, args ...any) *binary.Error {
	return &binary.Error{Offset: at, Code: codeLimit, Message: fmt.Sprintf(format, args...)}
}

// mismatch is an error with what was expected and what was there.
func mismatch(at int64, msg, expected, found string) *binary.Error {
	return &binary.Error{Offset: at, Code: codeInvalid, Message: msg, Expected: expected, Found: found}
}

// errPoisoned is the error of what uses an item that is wrong itself, when more
// errors than the first are looked for: the item's error has been reported, and
// nothing more is to be said about those who use it. It is never reported and
// never changed.
var errPoisoned = &binary.Error{Code: codeInvalid, Message: "uses an item that is wrong"}

// item names the entry an error is in, unless something finer is named.
func item(err *binary.Error, format string, args ...any) *binary.Error {
	if err != nil && err != errPoisoned && err.Item == "" {
		err.Item = fmt.Sprintf(format, args...)
	}
	return err
}

// asError is the *binary.Error that every layer below returns.
func asError(err error) *binary.Error {
	if err == nil {
		return nil
	}
	if e, ok := err.(*binary.Error); ok {
		return e
	}
	return &binary.Error{Code: codeInvalid, Message: err.Error()}
}
