package wat

import (
	"io"
	"strings"

	"wcomp/decode"
)

// PrintOptions change what Print writes. The zero value writes everything,
// flat, without colour.
type PrintOptions struct {
	// Skeleton leaves out function bodies and the contents of element and
	// data segments and of custom sections: "..." stands for them.
	Skeleton bool
	// NameUnnamed makes up an identifier ($#func0) for everything that has no
	// name.
	NameUnnamed bool
	// FoldInstructions writes instructions with their operands nested inside
	// parentheses.
	FoldInstructions bool
	// PrintOffsets begins each line with the offset in the binary of what
	// stands on it.
	PrintOffsets bool
	// OperandStacks, if set, writes what is on the operand stack after each
	// instruction as a comment.
	OperandStacks *OperandStacks
	// Indent is the indentation of one level; two blanks if empty, none if
	// NoIndent.
	Indent   string
	NoIndent bool
	// Color writes escape sequences of ANSI terminals.
	Color bool
}

// Print writes the module or component in data as text.
//
// Names come from its name sections. Input is not validated; where it cannot
// be decoded, what precedes is written, the line ended, and the error returned
// is a *binary.Error with the offset. An error of w is returned as it is.
func Print(w io.Writer, data []byte, o PrintOptions) error {
	p := newPrinter(&o)
	p.sink = func(text []byte) ([]byte, error) {
		_, err := w.Write(text)
		return text[:0], err
	}
	err := p.binary(data)
	p.byte('\n')
	p.flush()
	if p.werr != nil {
		return p.werr
	}
	return err
}

// printer writes the text of one item after the other.
type printer struct {
	text
	o *PrintOptions
	// sink takes the text gathered so far and gives an empty buffer for what
	// follows; werr is its first error.
	sink    func([]byte) ([]byte, error)
	werr    error
	flushAt int
	// mod is the core module being printed.
	mod *moduleState
	// scope is the component or type body being printed.
	scope *printScope
	// lineComment says that the block header written last ends in a comment
	// that reaches to the end of the line.
	lineComment bool
	stack       stackPrinter
	// body is reused for initialisers.
	body body
}

func newPrinter(o *PrintOptions) *printer {
	unit := o.Indent
	if unit == "" && !o.NoIndent {
		unit = "  "
	}
	p := &printer{o: o, flushAt: flushSize}
	p.text = text{indent: strings.Repeat(unit, maxIndent), unit: len(unit), offsets: o.PrintOffsets, colored: o.Color}
	return p
}

// flushSize is the amount of text that is kept before it is written out.
const flushSize = 1 << 16

// maybeFlush writes out what has gathered if it is a good deal.
func (p *printer) maybeFlush() {
	if len(p.b) >= p.flushAt {
		p.flush()
	}
}

func (p *printer) flush() {
	if len(p.b) > 0 {
		p.b = p.writeOut(p.b)
	}
}

// writeOut gives text to the sink, unless that has failed.
func (p *printer) writeOut(text []byte) []byte {
	if p.werr != nil {
		return text[:0]
	}
	text, p.werr = p.sink(text)
	return text
}

// binary prints a whole input.
func (p *printer) binary(data []byte) error {
	parser := decode.NewParser(data, 0)
	var ev decode.Event
	if !parser.Next(&ev) {
		return parser.Err()
	}
	if ev.Component {
		return p.component(parser, &ev)
	}
	return p.module(parser, &ev, "module", func() { p.ownName(&p.mod.names.module) })
}
