package diag

import (
	"fmt"
	"io"
	"strings"
)

// Explanation is what is written about a code: docs/errors.md and `wcomp
// explain CODE` show it.
type Explanation struct {
	Code string
	// Title says in a few words what is wrong.
	Title string
	// About says what it means and how it comes about.
	About string
	// Example is a command, or an input, and what wcomp says to it.
	Example string
	// Remedy says what to do.
	Remedy string
}

// Explain finds the explanation of a code.
func Explain(code string) (Explanation, bool) {
	for _, e := range Codes {
		if e.Code == code {
			return e, true
		}
	}
	return Explanation{}, false
}

// CodeNames lists the codes in the order of the table.
func CodeNames() []string {
	names := make([]string, len(Codes))
	for i, e := range Codes {
		names[i] = e.Code
	}
	return names
}

// WriteText writes the explanation for a terminal.
func (e Explanation) WriteText(w io.Writer) error {
	_, err := fmt.Fprintf(w, "%s: %s\n\n%s\n\nExample:\n\n%s\n\nWhat to do:\n\n%s\n",
		e.Code, e.Title, clip(e.About), indent(e.Example), clip(e.Remedy))
	return err
}

// WriteMarkdown writes the whole table as the text of docs/errors.md.
func WriteMarkdown(w io.Writer) error {
	var b strings.Builder
	b.WriteString("# What wcomp's errors mean\n\n" +
		"<!-- Made from diag/codes*.go by `go test ./diag -update`; do not edit. -->\n\n" +
		"Every diagnostic ends with its code in brackets. `wcomp explain CODE` prints what stands here;\n" +
		"`--diagnostics=json` gives one JSON object a line with the code in `code`. Codes do not change between releases.\n\n")
	for _, e := range Codes {
		fmt.Fprintf(&b, "- [`%s`](#%s): %s\n", e.Code, e.Code, e.Title)
	}
	for _, e := range Codes {
		fmt.Fprintf(&b, "\n## %s\n\n%s.\n\n%s\n\n```text\n%s\n```\n\n**What to do:** %s\n",
			e.Code, upper(e.Title), clip(e.About), clip(e.Example), clip(e.Remedy))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func clip(s string) string { return strings.Trim(s, "\n") }

func indent(s string) string { return "    " + strings.ReplaceAll(clip(s), "\n", "\n    ") }

func upper(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
