package wat

import (
	"sort"

	"wcomp/binary"
)

// OperandStacks tells what is on the operand stack while functions are
// printed. Package validate has it (NewStacks); this package does not validate
// itself.
type OperandStacks struct {
	// Invalid says what makes the section between two offsets invalid, nil
	// for nothing.
	Invalid func(start, end int64) error
	// Body makes a checker of function bodies; several are used at once.
	Body func() BodyStack
}

// BodyStack checks function bodies one instruction after the other.
type BodyStack interface {
	// Enter begins the body at an offset; false if nothing is known of it.
	Enter(offset int64) bool
	// Step checks the next instruction; false if it is invalid.
	Step() bool
	// Append appends the operands of the innermost block as text.
	Append([]byte) []byte
}

// stackPrinter writes what is on the stack after each instruction of a body.
type stackPrinter struct {
	body BodyStack
	// on: the body is known and valid so far.
	on bool
	// bad: the instruction that was checked last is invalid.
	bad bool
	// notes are, for folded printing, the states after instructions in the
	// order of their places, and text what they say.
	notes []stackNote
	text  []byte
}

type stackNote struct {
	at         uint32
	start, end uint32
	invalid    bool
}

// maxStackText bounds the text kept for folded printing: the states of a body
// can be as large as the square of its size. What exceeds it is left out.
const maxStackText = 1 << 26

// enterStack begins the operand stacks of a body.
func (p *printer) enterStack(offset int64) {
	s := &p.stack
	s.on, s.bad = false, false
	s.notes, s.text = s.notes[:0], s.text[:0]
	if p.o.OperandStacks == nil {
		return
	}
	if s.body == nil {
		s.body = p.o.OperandStacks.Body()
	}
	s.on = s.body.Enter(offset)
}

// stackLine checks an instruction that was printed flat and writes the stack
// after it on a line of its own.
func (p *printer) stackLine() {
	s := &p.stack
	if !s.on {
		return
	}
	s.on = s.body.Step()
	p.newline(noOffset)
	p.color(colorComment)
	if s.on {
		p.str(";; [")
		p.b = s.body.Append(p.b)
		p.byte(']')
	} else {
		p.str(";; (invalid)")
	}
	p.reset()
}

// stackEnd checks the end of a body.
func (p *printer) stackEnd() {
	s := &p.stack
	if !s.on {
		return
	}
	if s.on = s.body.Step(); !s.on {
		p.newline(noOffset)
		p.comment(";; type mismatch at end of expression")
	}
}

// noteStack checks an instruction that will be printed folded.
func (s *stackPrinter) noteStack(op *binary.Operator, base int64) {
	if !s.on {
		return
	}
	s.on = s.body.Step()
	n := stackNote{at: uint32(op.Offset - base), start: uint32(len(s.text)), invalid: !s.on}
	if s.on && len(s.text) < maxStackText {
		s.text = s.body.Append(s.text)
	}
	n.end = uint32(len(s.text))
	s.notes = append(s.notes, n)
}

// noteEnd checks the end of a body that will be printed folded.
func (s *stackPrinter) noteEnd() {
	if s.on {
		s.on = s.body.Step()
		s.bad = !s.on
	}
}

// stackComment writes the stack after the instruction at a place of the body.
func (p *printer) stackComment(at uint32) {
	notes := p.stack.notes
	i := sort.Search(len(notes), func(i int) bool { return notes[i].at >= at })
	if i == len(notes) || notes[i].at != at {
		return
	}
	p.byte(' ')
	p.color(colorComment)
	if n := &notes[i]; n.invalid {
		p.str("(; (invalid) ;)")
	} else {
		p.str("(; [")
		p.b = append(p.b, p.stack.text[n.start:n.end]...)
		p.str("] ;)")
	}
	p.reset()
}

// invalidSection writes what makes the section between two offsets invalid.
func (p *printer) invalidSection(start, end int64) {
	if p.o.OperandStacks == nil {
		return
	}
	if err := p.o.OperandStacks.Invalid(start, end); err != nil {
		p.newline(noOffset)
		p.lineComments(noOffset, "module or component is invalid: "+err.Error())
	}
}
