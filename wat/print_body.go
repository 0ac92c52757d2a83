package wat

import (
	"wcomp/binary"
	"wcomp/decode"
)

// maxLocals is the number of locals from which on a function is refused: a
// few bytes can declare four billion.
const maxLocals = 50_000

// body is the state of printing a function body or an initialiser, reused by
// the next one.
type body struct {
	locals, labelNames, fields names
	labels                     []openBlock
	nextLabel                  uint32
	// nearest holds for each label name the innermost open block of that
	// name, as its number in labels plus one.
	nearest map[string]int32
	// types are those of the locals.
	types  []binary.ValType
	op     binary.Operator
	folder folder
}

// openBlock is a block whose end was not printed yet.
type openBlock struct {
	text string // after the $, "" without a name
	// outer is what nearest held for text before.
	outer int32
	op    binary.Opcode
}

// function prints the function whose body comes next.
func (p *printer) function(b decode.Body) error {
	m := p.mod
	index := m.bodies
	m.bodies++
	return p.functionAt(index, b)
}

func (p *printer) functionAt(index uint32, b decode.Body) error {
	m := p.mod
	if int64(index) >= int64(len(m.funcs)) {
		return binary.Errorf(b.Offset, "function and code section have inconsistent lengths")
	}
	p.newline(b.Offset)
	p.open("func ")
	p.define(&m.names.funcs, index, true)
	p.byte(' ')
	t := m.funcs[index]
	p.typeUse(t)
	s := m.function(t)
	locals := &p.body.locals
	m.names.locals.load(index, locals)
	params := 0
	if s != nil {
		params = len(s.params)
		p.namedTypes("param", s.params, locals, 0, true)
		p.results(s.results)
	}
	if p.o.Skeleton {
		p.str(" ...")
		p.close()
		return nil
	}
	end, err := p.functionBody(index, b, params)
	if err != nil {
		return err
	}
	p.closeLine(end)
	return nil
}

// namedTypes writes the params or locals of the given types, the first of
// index base: named ones each in a form of their own, runs of others in one.
// blank: a blank precedes the first form too.
func (p *printer) namedTypes(word string, list []binary.ValType, n *names, base int, blank bool) {
	run := false
	for i, t := range list {
		index := uint32(base + i)
		s := n.get(index)
		if run && s == "" {
			p.byte(' ')
			p.valType(t)
			continue
		}
		if run {
			p.byte(')')
			run = false
		}
		if blank || i > 0 {
			p.byte(' ')
		}
		p.byte('(')
		p.keyword(word)
		p.byte(' ')
		if s == "" {
			p.valType(t)
			run = true
			continue
		}
		p.byte('$')
		p.str(s)
		p.realName(n, index)
		p.byte(' ')
		p.valType(t)
		p.byte(')')
	}
	if run {
		p.byte(')')
	}
}

// functionBody prints locals and instructions and gives the offset of the
// final end.
func (p *printer) functionBody(index uint32, b decode.Body, params int) (int64, error) {
	reader := b.Locals()
	list := p.body.types[:0]
	var g binary.Local
	at := reader.Offset()
	for reader.Next(&g) {
		if int64(len(list))+int64(g.Count) > maxLocals {
			return 0, &binary.Error{Offset: g.Offset, Code: "limit", Message: "the function declares more locals than are printed", Expected: "at most 50000", Found: "more"}
		}
		for range g.Count {
			list = append(list, g.Type)
		}
	}
	if err := reader.Err(); err != nil {
		return 0, err
	}
	p.body.types = list
	if len(list) > 0 {
		p.newline(at)
		p.namedTypes("local", list, &p.body.locals, params, false)
	}
	p.mod.names.labels.load(index, &p.body.labelNames)
	ops := reader.Operators(binary.AllFeatures)
	hints := p.mod.names.hints[index]
	p.enterStack(b.Offset)
	if p.o.FoldInstructions {
		results := 0
		if s := p.mod.function(p.mod.funcs[index]); s != nil {
			results = len(s.results)
		}
		return p.folded(&ops, hints, b.Offset, results, false)
	}
	return p.flat(&ops, hints, b.Offset)
}

// flat prints instructions one a line up to the end of the body. start is the
// offset that hints count from.
func (p *printer) flat(r *decode.OperatorReader, hints []binary.BranchHint, start int64) (int64, error) {
	b := &p.body
	b.reset()
	op := &b.op
	for r.Next(op) {
		for len(hints) > 0 && start+int64(hints[0].BodyOffset) <= op.Offset {
			if start+int64(hints[0].BodyOffset) == op.Offset {
				p.hint(&hints[0])
			}
			hints = hints[1:]
		}
		switch op.Op {
		case binary.OpEnd:
			if len(b.labels) == 0 {
				if r.Len() == 0 {
					p.stackEnd()
					return op.Offset, nil
				}
				p.newline(op.Offset)
				p.str("end")
				return 0, binary.Errorf(r.Offset(), "operators remaining after end of function body")
			}
			b.pop()
			p.depth--
			p.newline(op.Offset)
			p.str("end")
		case binary.OpElse:
			if n := len(b.labels); n == 0 || b.labels[n-1].op != binary.OpIf {
				return 0, binary.Errorf(op.Offset, "else found outside of an if block")
			}
			b.labels[len(b.labels)-1].op = binary.OpElse
			p.depth--
			p.newline(op.Offset)
			p.str("else")
			p.depth++
		case binary.OpCatch, binary.OpCatchAll:
			if n := len(b.labels); n == 0 || b.labels[n-1].op != binary.OpTry {
				return 0, binary.Errorf(op.Offset, "%s found outside of a try block", op.Op)
			}
			p.depth--
			p.newline(op.Offset)
			p.operator(op)
			p.depth++
		case binary.OpDelegate:
			if n := len(b.labels); n == 0 || b.labels[n-1].op != binary.OpTry {
				return 0, binary.Errorf(op.Offset, "delegate found outside of a try block")
			}
			b.pop()
			p.depth--
			p.newline(op.Offset)
			p.operator(op)
		case binary.OpBlock, binary.OpLoop, binary.OpIf, binary.OpTry, binary.OpTryTable:
			p.newline(op.Offset)
			p.block(op, b.nextLabel)
			b.nextLabel++
			p.depth++
		default:
			p.newline(op.Offset)
			p.operator(op)
		}
		p.stackLine()
		p.maybeFlush()
	}
	if err := r.Err(); err != nil {
		return 0, err
	}
	return 0, binary.Errorf(r.Offset(), "control frames remain at the end of the function body: %d ends are missing", len(b.labels)+1)
}

func (b *body) reset() {
	b.labels = b.labels[:0]
	b.nextLabel = 0
	clear(b.nearest)
}

// push opens a block, which is the one of the given index among the blocks of
// the body.
func (b *body) push(op binary.Opcode, index uint32) *openBlock {
	l := openBlock{op: op}
	l.text = b.labelNames.get(index)
	if l.text != "" {
		if b.nearest == nil {
			b.nearest = map[string]int32{}
		}
		l.outer = b.nearest[l.text]
		b.nearest[l.text] = int32(len(b.labels) + 1)
	}
	b.labels = append(doubled(b.labels), l)
	return &b.labels[len(b.labels)-1]
}

func (b *body) pop() {
	l := &b.labels[len(b.labels)-1]
	if l.text != "" {
		b.nearest[l.text] = l.outer
	}
	b.labels = b.labels[:len(b.labels)-1]
}

// hint writes a branch hint on a line of its own.
func (p *printer) hint(h *binary.BranchHint) {
	p.newline(h.Offset)
	p.color(colorComment)
	p.hintText(h)
	p.reset()
}

func (p *printer) hintText(h *binary.BranchHint) {
	p.str("(@metadata.code.branch_hint ")
	if h.Taken {
		p.str(`"\01")`)
	} else {
		p.str(`"\00")`)
	}
}

// block writes the header of a block and opens its label.
func (p *printer) block(op *binary.Operator, index uint32) {
	b := &p.body
	p.str(op.Op.Info().Name)
	l := b.push(op.Op, index)
	named := l.text != ""
	if named {
		p.str(" $")
		p.str(l.text)
		p.realName(&b.labelNames, index)
	} else if p.o.NameUnnamed {
		p.byte(' ')
		p.depthName(len(b.labels))
	}
	p.blockType(&op.Block)
	if op.Op == binary.OpTryTable {
		for c := range decode.Catches(op) {
			p.str(" (")
			p.keyword(c.Kind.String())
			p.byte(' ')
			if c.Kind.HasTag() {
				p.use(&p.mod.names.tags, c.Tag)
				p.byte(' ')
			}
			p.label(c.Label, 1)
			p.byte(')')
		}
	}
	p.lineComment = !named && !p.o.NameUnnamed
	if p.lineComment {
		p.byte(' ')
		p.color(colorComment)
		p.str(";; label = @")
		p.u32(uint32(len(b.labels)))
		p.reset()
	}
}

// depthName writes the made-up identifier of the n-th open block, from 1.
func (p *printer) depthName(n int) {
	p.str("$#label")
	p.u32(uint32(n - 1))
}

func (p *printer) blockType(t *binary.Block) {
	switch t.Kind {
	case binary.BlockValue:
		p.str(" (")
		p.keyword("result ")
		p.valType(t.Type)
		p.byte(')')
	case binary.BlockType:
		p.byte(' ')
		p.typeUse(t.Index)
		if s := p.mod.function(t.Index); s != nil {
			p.signature(s)
		}
	}
}

// label writes a branch target. Labels count from outside of the innermost
// skip blocks.
func (p *printer) label(depth uint32, skip int) {
	b := &p.body
	open := int64(len(b.labels) - skip)
	target := open - int64(depth) // its number from 1; 0 is the function's
	switch {
	case target < 0:
		p.u32(depth)
		p.str(" (; INVALID ;)")
	case target == 0:
		p.color(colorName)
		p.u32(depth)
		p.reset()
	default:
		l := &b.labels[target-1]
		if l.text != "" {
			near := b.nearest[l.text]
			for int64(near) > open {
				near = b.labels[near-1].outer
			}
			if int64(near) == target {
				p.byte('$')
				p.str(l.text)
				return
			}
			p.color(colorName)
			p.u32(depth)
			p.reset()
			return
		}
		if p.o.NameUnnamed {
			p.color(colorName)
			p.depthName(int(target))
			p.reset()
			return
		}
		p.color(colorName)
		p.u32(depth)
		p.reset()
		p.color(colorComment)
		p.str(" (;@")
		p.u32(uint32(target))
		p.str(";)")
		p.reset()
	}
}

// initializer writes a constant expression on the current line.
func (p *printer) initializer(e binary.Expr) error {
	return p.expression(e, p.o.FoldInstructions)
}

func (p *printer) expression(e binary.Expr, fold bool) error {
	p.body.reset()
	p.body.labelNames = names{}
	p.body.locals = names{kind: "local", unnamed: p.o.NameUnnamed} // those of no function
	p.stack.on, p.stack.bad, p.stack.notes = false, false, p.stack.notes[:0]
	r := decode.NewOperatorReader(e.Data, e.Offset, binary.AllFeatures)
	if fold {
		_, err := p.folded(&r, nil, e.Offset, 0, true)
		return err
	}
	op := &p.body.op
	for first := true; r.Next(op); first = false {
		if op.Op == binary.OpEnd && r.Len() == 0 {
			break
		}
		if !first {
			p.byte(' ')
		}
		p.operator(op)
		p.maybeFlush()
	}
	return r.Err()
}

// offsetExpr writes the constant expression of a segment or item: one
// instruction in parentheses, several in a form called word.
func (p *printer) offsetExpr(e binary.Expr, word string) error {
	r := decode.NewOperatorReader(e.Data, e.Offset, binary.AllFeatures)
	op := &p.body.op
	count := 0
	for r.Next(op) && count < 2 {
		if op.Op != binary.OpEnd {
			count++
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	if count == 1 {
		p.open("")
	} else {
		p.open("")
		p.str(word)
		p.byte(' ')
	}
	err := p.expression(e, p.o.FoldInstructions && count > 1)
	p.close()
	return err
}
