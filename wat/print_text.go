package wat

import "strconv"

// text is the text being written and what its layout depends on: how many
// forms are open, and on which line each was opened.
type text struct {
	b []byte
	// indent is maxIndent times the indentation of one level.
	indent string
	// unit is the length of the indentation of one level.
	unit int
	// offsets puts the offset before each line.
	offsets bool
	colored bool
	// depth is the number of levels a new line is indented by.
	depth int
	// lines counts line breaks.
	lines int
	// opened holds, for each open form, the line it was opened on.
	opened []int
}

// maxIndent is the level from which on lines are not indented further, so that
// deeply nested input does not make text in proportion to the square of it.
const maxIndent = 50

// noOffset begins a line that stands for no byte of the input.
const noOffset = int64(-1)

// newline ends the line and indents the next one. offset is where what stands
// on the new line was read.
func (t *text) newline(offset int64) {
	t.lines++
	t.b = append(t.b, '\n')
	if t.offsets {
		t.lineOffset(offset)
	}
	n := min(t.depth, maxIndent) * t.unit
	t.b = append(t.b, t.indent[:n]...)
}

// lineOffset writes the offset that begins a line, padded to eleven columns.
func (t *text) lineOffset(offset int64) {
	if offset == noOffset {
		t.b = append(t.b, "           "...)
		return
	}
	t.color(colorComment)
	t.b = append(t.b, "(;@"...)
	start := len(t.b)
	t.b = strconv.AppendInt(t.b, offset, 16)
	for len(t.b)-start < 6 {
		t.b = append(t.b, ' ')
	}
	t.b = append(t.b, ";)"...)
	t.reset()
}

// open begins a form whose keyword is word, which may end in a blank.
func (t *text) open(word string) {
	t.b = append(t.b, '(')
	t.keyword(word)
	t.opened = append(t.opened, t.lines)
	t.depth++
}

// close ends the form opened last: on the same line if no line was begun in
// it, else on a line of its own.
func (t *text) close() { t.closeAt(noOffset) }

// closeAt is close with the offset of the form's end, for its line.
func (t *text) closeAt(offset int64) {
	n := len(t.opened) - 1
	t.depth--
	if t.opened[n] != t.lines {
		t.newline(offset)
	}
	t.opened = t.opened[:n]
	t.b = append(t.b, ')')
}

// closeLine is closeAt for the forms of functions, modules and components,
// which end on a line of their own whenever offsets are printed.
func (t *text) closeLine(offset int64) {
	if t.offsets {
		t.opened[len(t.opened)-1] = -1
	}
	t.closeAt(offset)
}

func (t *text) str(s string)  { t.b = append(t.b, s...) }
func (t *text) byte(c byte)   { t.b = append(t.b, c) }
func (t *text) uint(v uint64) { t.b = strconv.AppendUint(t.b, v, 10) }
func (t *text) u32(v uint32)  { t.b = appendU32(t.b, v) }
func (t *text) quoted(s string) {
	t.color(colorLiteral)
	t.b = appendQuotedText(t.b, s)
	t.reset()
}

// appendU32 appends v in decimal; most indices are small.
func appendU32(b []byte, v uint32) []byte {
	if v < 10 {
		return append(b, byte('0'+v))
	}
	return strconv.AppendUint(b, uint64(v), 10)
}

// color is a colour of the palette: the sequence that switches to it.
type color string

// The palette of the reference: each sequence begins with a reset.
const (
	colorReset   color = "\x1b[0m"
	colorName    color = "\x1b[0m\x1b[35m"
	colorLiteral color = "\x1b[0m\x1b[31m"
	colorKeyword color = "\x1b[0m\x1b[1m\x1b[38;5;11m"
	colorType    color = "\x1b[0m\x1b[1m\x1b[38;5;10m"
	colorComment color = "\x1b[0m\x1b[36m"
)

func (t *text) color(c color) {
	if t.colored {
		t.b = append(t.b, c...)
	}
}

func (t *text) reset() { t.color(colorReset) }

func (t *text) keyword(s string) {
	t.color(colorKeyword)
	t.b = append(t.b, s...)
	t.reset()
}

func (t *text) typeWord(s string) {
	t.color(colorType)
	t.b = append(t.b, s...)
	t.reset()
}

func (t *text) comment(s string) {
	t.color(colorComment)
	t.b = append(t.b, s...)
	t.reset()
}
