package diag

import (
	"sort"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Place is where in a file: nowhere in particular (the zero value), a byte
// offset in a binary ([At]), or a span of a text ([Source.Span]).
type Place struct {
	kind       placeKind
	begin, end int64
	source     *Source
}

type placeKind uint8

const (
	nowhere placeKind = iota
	inBinary
	inText
)

// At is a byte offset in a binary.
func At(offset int64) Place { return Place{kind: inBinary, begin: offset, end: offset} }

// IsZero says whether the place is nowhere in particular.
func (p Place) IsZero() bool { return p.kind == nowhere }

// Offset is the byte offset in the binary; false for another kind of place.
func (p Place) Offset() (int64, bool) { return p.begin, p.kind == inBinary }

// Span is the first byte of the text it is about and the one behind the last;
// false for another kind of place.
func (p Place) Span() (start, end int, ok bool) {
	return int(p.begin), int(p.end), p.kind == inText
}

// Position is where the span begins; false for another kind of place.
func (p Place) Position() (Position, bool) {
	if p.kind != inText {
		return Position{}, false
	}
	return p.source.Position(int(p.begin)), true
}

func (p Place) start() int64 {
	if p.kind == nowhere {
		return -1
	}
	return p.begin
}

// where is file:line:column for a text, which terminals and editors open, and
// the file with the offset for a binary.
func where(file string, p Place) string {
	switch p.kind {
	case inText:
		at := p.source.Position(int(p.begin))
		if file == "" {
			file = p.source.Name
		}
		return file + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column)
	case inBinary:
		at := "at offset 0x" + strconv.FormatInt(p.begin, 16)
		if file == "" {
			return at
		}
		return file + " (" + at + ")"
	}
	return file
}

// Position is a place in a text as people count: both from 1, columns in
// characters (Unicode code points).
type Position struct {
	Line, Column int
}

// Source is a text with its name. Lines are found only when something is
// shown; a source that is never complained about costs nothing.
type Source struct {
	Name string
	Text string

	lines []int // offset of each line's first byte
}

// NewSource names a text.
func NewSource(name, text string) *Source { return &Source{Name: name, Text: text} }

// Span is the place from byte start up to, not including, byte end. Offsets
// outside of the text are moved into it.
func (s *Source) Span(start, end int) Place {
	start = min(max(start, 0), len(s.Text))
	end = min(max(end, start), len(s.Text))
	return Place{kind: inText, begin: int64(start), end: int64(end), source: s}
}

// Position counts the line and column of a byte offset.
func (s *Source) Position(offset int) Position {
	offset = min(max(offset, 0), len(s.Text))
	line := s.line(offset)
	return Position{line + 1, utf8.RuneCountInString(s.Text[s.lines[line]:offset]) + 1}
}

// line is the number, from 0, of the line that holds offset.
func (s *Source) line(offset int) int {
	if s.lines == nil {
		s.lines = append(s.lines, 0)
		for at := 0; ; {
			n := strings.IndexByte(s.Text[at:], '\n')
			if n < 0 {
				break
			}
			at += n + 1
			s.lines = append(s.lines, at)
		}
	}
	return sort.SearchInts(s.lines, offset+1) - 1
}

// lineSpan is the line's first byte and the one behind its last, without the
// line break.
func (s *Source) lineSpan(line int) (start, end int) {
	start, end = s.lines[line], len(s.Text)
	if line+1 < len(s.lines) {
		end = s.lines[line+1] - 1
	}
	if end > start && s.Text[end-1] == '\r' {
		end--
	}
	return start, end
}
