package ast

import "strings"

// Span is a half-open range of byte offsets in one file.
type Span struct {
	Start, End uint32
}

// Empty reports whether the span covers no byte.
func (s Span) Empty() bool { return s.Start >= s.End }

// To is the span from the start of s to the end of t.
func (s Span) To(t Span) Span { return Span{s.Start, t.End} }

// Position is a place in a file as people count it: both numbers start at 1, and the column counts UTF-8 bytes.
type Position struct {
	Line, Column int
}

// Position gives line and column of a byte offset. Offsets past the end of the file count as the end.
func (f *File) Position(offset uint32) Position {
	if int(offset) > len(f.Source) {
		offset = uint32(len(f.Source))
	}
	before := f.Source[:offset]
	return Position{
		Line:   1 + strings.Count(before, "\n"),
		Column: int(offset) - strings.LastIndexByte(before, '\n'),
	}
}

// Line is the text of the line that holds the byte offset, without its line end.
func (f *File) Line(offset uint32) string {
	if int(offset) > len(f.Source) {
		offset = uint32(len(f.Source))
	}
	start := strings.LastIndexByte(f.Source[:offset], '\n') + 1
	end := strings.IndexByte(f.Source[offset:], '\n')
	if end < 0 {
		end = len(f.Source)
	} else {
		end += int(offset)
	}
	return strings.TrimSuffix(f.Source[start:end], "\r")
}

// Text is what the file has at the span.
func (f *File) Text(s Span) string { return f.Source[s.Start:s.End] }
