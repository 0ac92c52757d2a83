package diag

import (
	"strings"
	"unicode/utf8"

	"wcomp/internal/terminal"
)

// excerpt is the part of a source line that is shown, and where the underline
// goes under it.
type excerpt struct {
	number     int    // of the line, from 1
	text       string // ready for a terminal
	indent     int    // columns before the underline
	width      int    // of the underline, at least 1
	cutL, cutR bool
}

// excerptOf cuts the line that holds a span's beginning down to room columns
// around it. A span over several lines is underlined to the end of its first.
// Only what is shown is looked at: a line may be megabytes long.
func (s *Source) excerptOf(start, end, room int) excerpt {
	line := s.line(start)
	from, to := s.lineSpan(line)
	start = min(start, to) // the line break itself
	end = min(max(end, start), to)
	room = max(room, 20)

	// Go back from the span as far as two thirds of the room reach, or the
	// whole room if nothing follows.
	begin, used := start, 0
	for begin > from {
		r, size := utf8.DecodeLastRuneInString(s.Text[from:begin])
		if used+columns(r) > room*2/3 {
			break
		}
		used += columns(r)
		begin -= size
	}
	e := excerpt{number: line + 1, cutL: begin > from}
	var b strings.Builder
	if e.cutL {
		b.WriteString("…")
		e.indent++
	}
	at, width := begin, 0
	for at < to {
		r, size := utf8.DecodeRuneInString(s.Text[at:to])
		w := columns(r)
		if width+w > room && at > start {
			e.cutR = true
			break
		}
		switch {
		case r == '\t':
			b.WriteString("    "[:tabWidth])
		case terminal.Acts(r), r == utf8.RuneError && size == 1:
			b.WriteRune(utf8.RuneError)
		default:
			b.WriteString(s.Text[at : at+size])
		}
		if at < start {
			e.indent += w
		} else if at < end {
			e.width += w
		}
		width += w
		at += size
	}
	if e.cutR {
		b.WriteString("…")
	}
	e.width = max(e.width, 1)
	e.text = strings.TrimRight(b.String(), " ")
	return e
}
