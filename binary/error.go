package binary

import "fmt"

// Error says that bytes at Offset are not what the format asks for. Low
// layers (decode, validate, wit's binary form) return it and never format it
// for people: package diag turns it into a diagnostic with the file, the item
// and a help line.
type Error struct {
	// Offset is the byte offset in the outermost input.
	Offset int64
	// Code is a stable word for the cause ("malformed", "invalid",
	// "limit", "feature-disabled", …), listed in docs/errors.md. Empty
	// means "malformed".
	Code string
	// Item names what the error is in, in the field's words:
	// `func 12`, `import 3`, `type 0`. Empty if nothing finer than the file.
	Item string
	// Message is the complaint, lower case, without offset and item.
	Message string
	// Expected and Found are set where both are known, in text-format words.
	Expected, Found string
	// Feature names the switched-off feature that would allow the input.
	Feature string
}

// Error renders the message on one line.
func (e *Error) Error() string {
	s := e.Message
	if e.Item != "" {
		s = e.Item + ": " + s
	}
	if e.Expected != "" {
		s += fmt.Sprintf(" (expected %s, found %s)", e.Expected, e.Found)
	}
	return fmt.Sprintf("%s (at offset 0x%x)", s, e.Offset)
}

// Errorf makes an Error at offset.
func Errorf(offset int64, format string, args ...any) *Error {
	return &Error{Offset: offset, Message: fmt.Sprintf(format, args...)}
}
