package diag

import (
	"bytes"
	"io"
	"strconv"
	"strings"

	"wcomp/internal/terminal"
)

// Renderer writes diagnostics for people:
//
//	error: no interface is called `stream` [unknown-name]
//	  --> world.wit:3:19
//	    |
//	  3 |   import wasi:io/stream@0.2.0;
//	    |                  ^^^^^^
//	  help: did you mean `streams`?
//
// The zero value writes without colour for 80 columns.
type Renderer struct {
	Color bool
	// Width is the number of columns of the terminal; longer source lines
	// are cut around the place. 0 means 80.
	Width int
}

const (
	bold   = "\x1b[1m"
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	cyan   = "\x1b[1;36m"
	blue   = "\x1b[1;34m"
	reset  = "\x1b[0m"
)

// Render writes the list, a blank line between two diagnostics.
func (r *Renderer) Render(w io.Writer, list List) error {
	var b bytes.Buffer
	for i := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		r.one(&b, &list[i])
	}
	_, err := w.Write(b.Bytes())
	return err
}

func (r *Renderer) one(b *bytes.Buffer, d *Diagnostic) {
	tone := [...]string{Error: red, Warning: yellow, Info: cyan}[min(d.Severity, Info)]
	r.paint(b, tone, d.Severity.String()+":")
	b.WriteByte(' ')
	text := d.headline()
	if d.Item != "" {
		text = d.Item + ": " + text
	}
	r.paint(b, bold, indented(terminal.Plain(text), "  "))
	if d.Code != "" {
		b.WriteString(" [" + d.Code + "]")
	}
	b.WriteByte('\n')
	r.place(b, tone, d.File, d.Place)
	for _, note := range d.Notes {
		b.WriteString("  ")
		r.paint(b, cyan, "note:")
		b.WriteString(" " + indented(terminal.Plain(note.Message), "        ") + "\n")
		if !note.Place.IsZero() || (note.File != "" && note.File != d.File) {
			r.place(b, cyan, note.File, note.Place)
		}
	}
	for _, help := range d.Help {
		b.WriteString("  ")
		r.paint(b, cyan, "help:")
		b.WriteString(" " + indented(terminal.Plain(help), "        ") + "\n")
	}
}

// place writes the arrow line and, for a text, the source line with the span
// underlined.
func (r *Renderer) place(b *bytes.Buffer, tone, file string, p Place) {
	if file == "" && p.IsZero() {
		return
	}
	b.WriteString("  ")
	r.paint(b, blue, "-->")
	b.WriteString(" " + terminal.Plain(where(file, p)) + "\n")
	if p.kind != inText || p.source.Text == "" {
		return
	}
	width := r.Width
	if width <= 0 {
		width = 80
	}
	gutter := len(strconv.Itoa(p.source.line(int(p.begin))+1)) + 2
	gutter = max(gutter, 3)
	e := p.source.excerptOf(int(p.begin), int(p.end), width-gutter-5)
	blank := strings.Repeat(" ", gutter)
	number := strconv.Itoa(e.number)
	r.paint(b, blue, blank+" |")
	b.WriteByte('\n')
	r.paint(b, blue, strings.Repeat(" ", gutter-len(number))+number+" |")
	if e.text != "" {
		b.WriteString(" " + e.text)
	}
	b.WriteByte('\n')
	r.paint(b, blue, blank+" |")
	b.WriteString(" " + strings.Repeat(" ", e.indent))
	r.paint(b, tone, strings.Repeat("^", e.width))
	b.WriteByte('\n')
}

func (r *Renderer) paint(b *bytes.Buffer, tone, text string) {
	if !r.Color {
		b.WriteString(text)
		return
	}
	b.WriteString(tone)
	b.WriteString(text)
	b.WriteString(reset)
}

// indented puts further lines of a text below its first.
func indented(text, by string) string {
	return strings.ReplaceAll(text, "\n", "\n"+by)
}
