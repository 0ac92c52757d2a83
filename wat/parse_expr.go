package wat

import (
	"maps"

	"wcomp/binary"
)

// Expressions: sequences of instructions, flat, folded or mixed, parsed into
// encoded bytes. Folding puts an instruction before its operands, the encoding
// behind them: an instruction's bytes wait on p.pending until its parenthesis
// closes. There is no recursion; open blocks and parentheses are on p.frames.

// frameKind is what a frame stands for.
type frameKind byte

const (
	frameFlat  frameKind = iota // `block`, closed by `end`
	frameOp                     // `(op …`: the instruction waits
	frameBlock                  // `(block …`, `(loop …`, `(try_table …`
	frameIf                     // `(if …` before `(then`: the header waits
	frameThen                   // `(then …`, its `if` frame below
	frameElse                   // `(else …`
	frameTry                    // `(try …`: between its clauses
	frameDo                     // `(do …`, `(catch …`, `(catch_all …`
)

type frame struct {
	kind frameKind
	// else: an if whose else was seen; closed: an if that had its `then`, a
	// try that had its `do`; delegated: a try closed by delegate.
	hasElse, hasThen, delegated bool
	op                          binary.Opcode
	at                          token
	// pending is where the waiting bytes begin.
	pending int
	hint    hint
	label   naming
}

// label is an enclosing block, innermost last.
type label struct {
	id     string
	shadow int32 // the label of the same id that this one hides, plus one
}

// hint is a branch hint that waits for its instruction.
type hint struct {
	present, taken bool
	at             token
}

// position relates an instruction to the text.
type position struct {
	offset uint32 // in the encoded expression
	at     int    // byte of the text
}

// exprParser is what parsing instructions needs beside tokens.
type exprParser struct {
	opcodes *opcodeTable
	out     []byte
	pending []byte
	frames  []frame
	labels  []label
	// labelIDs maps an identifier to the innermost label it names, plus one.
	labelIDs map[string]int32

	locals     map[string]definition
	localCount uint32

	nextHint   hint
	hints      []binary.BranchHint
	labelNames []binary.Naming
	labelCount uint32
	// usesData: an instruction needs the data count section.
	usesData bool
	// positions of instructions, if they are wanted.
	positions []position
}

// resetExpr forgets the last expression.
func (e *exprParser) resetExpr() {
	e.out, e.pending, e.frames, e.labels = e.out[:0], e.pending[:0], e.frames[:0], e.labels[:0]
	clear(e.labelIDs)
	clear(e.locals)
	e.localCount, e.labelCount = 0, 0
	e.nextHint = hint{}
	e.hints, e.labelNames = nil, nil
	e.usesData = false
	e.positions = e.positions[:0]
}

// expression parses instructions up to the parenthesis that closes what they
// stand in, or one folded instruction, and appends them to p.out without a
// final end.
func (p *fieldParser) expression(one bool) {
	if p.opcodes == nil {
		p.opcodes = opcodeNames()
	}
	if one && p.tok.kind != tokenOpen {
		p.unexpected("an instruction in parentheses")
	}
	for {
		switch p.tok.kind {
		case tokenWord:
			if n := len(p.frames); n > 0 && (p.frames[n-1].kind == frameIf || p.frames[n-1].kind == frameTry) {
				p.unexpected("`(`")
			}
			if one {
				p.fail(p.tok, "unexpected token: expected to continue a folded instruction, found %s", p.describe(p.tok))
			}
			p.flat()
		case tokenOpen:
			p.folded(one)
		case tokenAnnotation:
			p.branchHint()
			continue
		case tokenClose:
			if p.nextHint.present {
				p.fail(p.nextHint.at, "a branch hint stands before nothing")
			}
			if len(p.frames) == 0 || p.allFlat() {
				p.unclosed()
				return
			}
			p.closeFolded()
		default:
			p.unexpected("an instruction")
		}
		if one && len(p.frames) == 0 {
			return
		}
	}
}

// allFlat says whether no parenthesis of the expression is open.
func (p *fieldParser) allFlat() bool {
	for i := len(p.frames) - 1; i >= 0; i-- {
		if p.frames[i].kind != frameFlat {
			return false
		}
	}
	return true
}

// unclosed complains about flat blocks without end.
func (p *fieldParser) unclosed() {
	if len(p.frames) == 0 || p.m.opts.Unbalanced {
		return
	}
	f := p.frames[len(p.frames)-1]
	e := grammaticalf(f.at.start, f.at.end, "control frames remain at end of function body or expression: `%s` is never closed by `end`", f.op)
	panic(bailout{e})
}

// branchHint takes `(@metadata.code.branch_hint "\00")`.
func (p *fieldParser) branchHint() {
	if p.tok.text != "metadata.code.branch_hint" {
		p.unexpected("an instruction")
	}
	at := p.tok
	if p.nextHint.present {
		p.fail(at, "@metadata.code.branch_hint annotation: two branch hints before one instruction")
	}
	p.advance()
	t := p.tok
	b := p.bytes(nil)
	if len(b) != 1 || b[0] > 1 {
		p.fail(t, "invalid value for branch hint: it is \"\\00\" (not taken) or \"\\01\" (taken)")
	}
	p.close()
	p.nextHint = hint{present: true, taken: b[0] == 1, at: at}
}

func (p *fieldParser) takeHint() (h hint) {
	h, p.nextHint = p.nextHint, h
	return h
}

// mark notes what is known about the instruction that is appended to p.out
// next.
func (p *fieldParser) mark(at int, h hint) {
	if h.present {
		p.hints = append(p.hints, binary.BranchHint{BodyOffset: uint32(len(p.out)), Taken: h.taken})
	}
	if p.wantPositions {
		p.positions = append(p.positions, position{uint32(len(p.out)), at})
	}
}

// instruction finds the row of the instruction at p.tok.
func (p *fieldParser) instruction() *opcodeRow {
	r := p.opcodes.opcode(p.tok.text)
	if r == nil {
		start, end := p.place(p.tok)
		e := errorf(start, end, "unknown operator or unexpected token: found %s", p.describe(p.tok))
		if p.tok.text != "" {
			if near := nearestWord(p.tok.text, opcodeNamesKnown); near != "" {
				e.Help = []string{"did you mean `" + near + "`?"}
			}
		}
		panic(bailout{e})
	}
	return r
}

// flat parses an instruction that is not in parentheses of its own.
func (p *fieldParser) flat() {
	r := p.instruction()
	at := p.tok
	p.mark(at.start, p.takeHint())
	p.advance()
	switch r.op {
	case binary.OpBlock, binary.OpLoop, binary.OpIf, binary.OpTry, binary.OpTryTable:
		n := p.naming()
		p.out = p.blockHead(p.out, r.op)
		p.pushLabel(n)
		p.frames = append(p.frames, frame{kind: frameFlat, op: r.op, at: at, label: n})
	case binary.OpElse:
		f := p.flatBlock(at, binary.OpIf)
		if f != nil {
			if f.hasElse {
				p.fail(at, "unexpected token: this `if` has an `else` already")
			}
			f.hasElse = true
		}
		p.matchLabel(f)
		p.out = append(p.out, byte(binary.OpElse))
	case binary.OpCatch, binary.OpCatchAll:
		p.flatBlock(at, binary.OpTry)
		p.out = p.immediates(append(p.out, byte(r.op)), r, at)
	case binary.OpDelegate:
		p.flatBlock(at, binary.OpTry)
		if len(p.frames) > 0 {
			p.frames = p.frames[:len(p.frames)-1]
			p.popLabel()
		}
		p.out = p.immediates(append(p.out, byte(r.op)), r, at)
	case binary.OpEnd:
		f := p.flatBlock(at, binary.OpEnd)
		p.matchLabel(f)
		if f != nil {
			p.frames = p.frames[:len(p.frames)-1]
			p.popLabel()
		}
		p.out = append(p.out, byte(binary.OpEnd))
	default:
		p.out = p.immediates(binary.AppendOpcode(p.out, r.op), r, at)
	}
}

// flatBlock is the innermost open block, which must be flat and, unless want is
// OpEnd, of that kind. Nil where unbalanced bodies are let through.
func (p *fieldParser) flatBlock(at token, want binary.Opcode) *frame {
	if n := len(p.frames); n > 0 {
		if f := &p.frames[n-1]; f.kind == frameFlat && (want == binary.OpEnd || f.op == want) {
			return f
		}
	}
	if p.m.opts.Unbalanced {
		return nil
	}
	switch want {
	case binary.OpEnd:
		p.failGrammatical(at, "operators remaining after end of function body or expression: this `end` closes nothing")
	case binary.OpIf:
		p.failGrammatical(at, "`else` found outside `if` block")
	}
	p.failGrammatical(at, "`%s` found outside `try` block", at.text)
	return nil
}

// matchLabel takes the optional identifier after end or else, which must be
// the block's own.
func (p *fieldParser) matchLabel(f *frame) {
	name, t, ok := p.id()
	if !ok {
		return
	}
	if f == nil || !f.label.hasID || f.label.id != name {
		e := grammaticalf(t.start, t.end, "mismatching label: `%s` is not what the block is called", spellID(name))
		if f != nil {
			e.Others = []*Error{errorf(f.at.start, f.at.end, "the block begins here")}
		}
		p.note(e)
	}
}

// folded parses the opening of an instruction in parentheses. An expression that
// is one folded instruction holds plain instructions only.
func (p *fieldParser) folded(plain bool) {
	at := p.tok
	at.start = at.end - len(at.text)
	top := len(p.frames) - 1
	if top >= 0 && p.frames[top].kind == frameIf && p.foldedIf(at) {
		return
	}
	if top >= 0 && p.frames[top].kind == frameTry {
		p.foldedTry(at)
		return
	}
	r := p.instruction()
	h := p.takeHint()
	p.advance()
	f := frame{kind: frameOp, op: r.op, at: at, pending: len(p.pending), hint: h}
	if plain && (r.imm == binary.ImmBlock || r.imm == binary.ImmTryTable) {
		if !p.m.opts.Unbalanced {
			p.failGrammatical(at, "control frames remain at end of expression: `%s` cannot stand in one folded instruction", r.name)
		}
		p.naming()
		p.pending = p.blockHead(p.pending, r.op)
		p.frames = append(p.frames, f)
		return
	}
	switch r.op {
	case binary.OpBlock, binary.OpLoop, binary.OpTryTable, binary.OpTry:
		n := p.naming()
		p.mark(at.start, h)
		p.out = p.blockHead(p.out, r.op)
		p.pushLabel(n)
		f.kind = frameBlock
		if r.op == binary.OpTry {
			f.kind = frameTry
		}
	case binary.OpIf:
		f.kind = frameIf
		f.label = p.naming()
		p.pending = p.blockHead(p.pending, r.op)
	case binary.OpElse, binary.OpEnd, binary.OpCatch, binary.OpCatchAll, binary.OpDelegate:
		p.fail(at, "`%s` cannot stand in parentheses here", r.name)
	default:
		p.pending = p.immediates(binary.AppendOpcode(p.pending, r.op), r, at)
	}
	p.frames = append(p.frames, f)
}

// foldedIf deals with `(then` and `(else` directly inside `(if`.
func (p *fieldParser) foldedIf(at token) bool {
	f := &p.frames[len(p.frames)-1]
	switch {
	case at.text == "then" && !f.hasThen:
		f.hasThen = true
		p.mark(f.at.start, f.hint)
		p.out = append(p.out, p.pending[f.pending:]...)
		p.pending = p.pending[:f.pending]
		p.pushLabel(f.label)
		p.frames = append(p.frames, frame{kind: frameThen, at: at})
	case at.text == "else" && f.hasThen && !f.hasElse:
		f.hasElse = true
		p.mark(at.start, hint{})
		p.out = append(p.out, byte(binary.OpElse))
		p.frames = append(p.frames, frame{kind: frameElse, at: at})
	case f.hasThen:
		p.fail(at, "unexpected token: after `(then …)` only `(else …)` or the end of the `if` may follow")
	case at.text == "else":
		p.fail(at, "previous `if` had no `then`")
	default:
		return false
	}
	if p.nextHint.present {
		p.fail(p.nextHint.at, "a branch hint stands before nothing")
	}
	p.advance()
	return true
}

// foldedTry deals with the clauses of `(try`: do, catch, catch_all, delegate.
func (p *fieldParser) foldedTry(at token) {
	f := &p.frames[len(p.frames)-1]
	switch at.text {
	case "do":
		if f.hasThen {
			p.fail(at, "unexpected token: this `try` has a `do` already")
		}
		f.hasThen = true
		p.advance()
	case "catch", "catch_all":
		if !f.hasThen || f.delegated || f.hasElse {
			p.fail(at, "unexpected token: `catch` comes after `(do …)` and before `catch_all`")
		}
		r := p.opcodes.opcode(at.text)
		f.hasElse = r.op == binary.OpCatchAll
		p.mark(at.start, hint{})
		p.advance()
		p.out = p.immediates(append(p.out, byte(r.op)), r, at)
	case "delegate":
		if !f.hasThen || f.delegated || f.hasElse {
			p.fail(at, "unexpected token: `delegate` comes after `(do …)`")
		}
		f.delegated = true
		p.mark(at.start, hint{})
		p.popLabel()
		p.advance()
		r := p.opcodes.opcode("delegate")
		p.out = p.immediates(append(p.out, byte(r.op)), r, at)
	default:
		p.unexpected("`(do`, `(catch`, `(catch_all` or `(delegate`")
	}
	p.frames = append(p.frames, frame{kind: frameDo, at: at})
}

// closeFolded takes the parenthesis that closes the innermost frame.
func (p *fieldParser) closeFolded() {
	f := p.frames[len(p.frames)-1]
	switch f.kind {
	case frameFlat:
		e := errorf(f.at.start, f.at.end, "`%s` is never closed by `end` before the `)`", f.op)
		e.Others = []*Error{errorf(p.tok.start, p.tok.end, "the parenthesis")}
		panic(bailout{e})
	case frameOp:
		p.mark(f.at.start, f.hint)
		p.out = append(p.out, p.pending[f.pending:]...)
		p.pending = p.pending[:f.pending]
	case frameBlock:
		p.endHere()
	case frameIf:
		if !f.hasThen {
			p.fail(p.tok, "previous `if` had no `then`")
		}
		p.endHere()
	case frameTry:
		if !f.hasThen {
			p.fail(p.tok, "previous `try` had no `do`")
		}
		if !f.delegated {
			p.endHere()
		}
	}
	p.frames = p.frames[:len(p.frames)-1]
	p.advance()
}

// endHere ends a block by its parenthesis.
func (p *fieldParser) endHere() {
	p.mark(p.tok.start, hint{})
	p.out = append(p.out, byte(binary.OpEnd))
	p.popLabel()
}

// blockHead appends a block-like instruction: opcode, type, catch clauses. The
// block's own label is not in scope there.
func (p *fieldParser) blockHead(b []byte, op binary.Opcode) []byte {
	b = p.blockType(append(b, byte(op)))
	if op == binary.OpTryTable {
		b = p.catches(b)
	}
	return b
}

func (p *fieldParser) pushLabel(n naming) {
	l := label{id: n.id}
	if n.hasID {
		if p.labelIDs == nil {
			p.labelIDs = make(map[string]int32)
		}
		l.shadow = p.labelIDs[n.id]
		p.labelIDs[n.id] = int32(len(p.labels) + 1)
	}
	if n.hasName {
		p.labelNames = append(p.labelNames, binary.Naming{Index: p.labelCount, Name: n.name})
	}
	p.labelCount++
	p.labels = append(p.labels, l)
}

func (p *fieldParser) popLabel() {
	if len(p.labels) == 0 {
		return
	}
	l := p.labels[len(p.labels)-1]
	p.labels = p.labels[:len(p.labels)-1]
	if l.id != "" {
		if l.shadow != 0 {
			p.labelIDs[l.id] = l.shadow
		} else {
			delete(p.labelIDs, l.id)
		}
	}
}

// labelIndex takes a label: a number, or an identifier counted outwards.
func (p *fieldParser) labelIndex() uint32 {
	name, t, ok := p.id()
	if !ok {
		return p.index("an index or identifier of a label")
	}
	if i := p.labelIDs[name]; i != 0 {
		return uint32(len(p.labels) - int(i))
	}
	p.unknown(t, "label", name, maps.Keys(p.labelIDs))
	return 0
}

// index takes a number.
func (p *parser) index(want string) uint32 {
	if p.tok.kind != tokenWord || !isUnsigned(p.tok.text) {
		p.unexpected(want)
	}
	return p.u32()
}
