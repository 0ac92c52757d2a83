// Package terminal answers what the command needs to know about where it
// writes: whether it is a terminal, how wide, and whether to use colour.
package terminal

import (
	"fmt"
	"io"
	"os"
	"strconv"

	"golang.org/x/term"
)

// Is says whether w is a terminal.
func Is(w any) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// DefaultWidth is the width assumed where it is not known.
const DefaultWidth = 80

// Width is the number of columns: that of the environment's COLUMNS, else of
// the terminal w is, else DefaultWidth.
func Width(w io.Writer) int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	if f, ok := w.(*os.File); ok {
		if n, _, err := term.GetSize(int(f.Fd())); err == nil && n > 0 {
			return n
		}
	}
	return DefaultWidth
}

// Color is what `--color` asks for. It is a pflag.Value.
type Color int

const (
	Auto   Color = iota // colour on a terminal
	Never               // none
	Always              // also into files and pipes
)

// String is the flag's value.
func (c *Color) String() string {
	switch *c {
	case Never:
		return "never"
	case Always:
		return "always"
	}
	return "auto"
}

// Set reads the flag's value; `always-ansi` is the same as `always` here,
// since wcomp knows only escape sequences.
func (c *Color) Set(s string) error {
	switch s {
	case "auto":
		*c = Auto
	case "never":
		*c = Never
	case "always", "always-ansi":
		*c = Always
	default:
		return fmt.Errorf("%q is none of auto, never, always, always-ansi", s)
	}
	return nil
}

// Type is shown in help.
func (*Color) Type() string { return "WHEN" }

// Enabled decides for output to w: the flag first, then NO_COLOR
// (no-color.org) and TERM=dumb, then whether w is a terminal.
func (c Color) Enabled(w io.Writer) bool {
	switch c {
	case Never:
		return false
	case Always:
		return true
	}
	if os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb" {
		return false
	}
	return Is(w)
}
