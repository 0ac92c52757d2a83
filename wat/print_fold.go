package wat

import (
	"math"

	"wcomp/binary"
	"wcomp/decode"
)

// Folded printing. A first pass over a body makes a tree of its expressions,
// one node an instruction; a second prints it. Neither recurses: bodies nest
// as deep as they like.

// node is an expression. Nodes are numbered from 1 in the order of their
// instructions; 0 is none.
type node struct {
	// at is the place of the instruction in the body.
	at uint32
	// first is the first child. While a node that is a barrier stands in a
	// list it holds what to restore when the node is taken away.
	first uint32
	// link is the expression before it while the list it stands in grows, and
	// the one after it once the list is complete.
	link uint32
	// results is the number of results, barrier if it is not known. Of a
	// legacy try that is complete: the place of its end or delegate.
	results int32
	kind    nodeKind
	// label is the block's place among the blocks of the body.
	label uint32
}

type nodeKind uint8

const (
	nodePlain nodeKind = iota
	nodeBlock          // block, loop, try_table
	nodeIf
	nodeThen
	nodeElse
	nodeTry   // legacy try, printed flat
	nodeCatch // catch or catch_all of a legacy try
)

// barrier says that nothing folds across an expression.
const barrier = -1

// foldFrame is a list of finished expressions: those of a block, or of the
// body.
type foldFrame struct {
	block uint32 // the block's node, 0 for the body
	last  uint32 // the last expression
	// total is the sum of the results of the expressions after the last
	// barrier; below says that there is a barrier.
	total uint32
	below bool
	// then is the complete list of the first arm of an if.
	then    uint32
	results int32
	labels  int32 // arity of the block's label
}

// folder makes the tree of a body; reused for the next one.
type folder struct {
	nodes  []node
	frames []foldFrame
	open   []uint32 // blocks and operands that are being printed
	base   int64
	// end is the offset of the final end.
	end int64
}

// build reads instructions up to the end of the body or expression. results
// is the number of its results.
func (f *folder) build(r *decode.OperatorReader, op *binary.Operator, m *moduleState, stack *stackPrinter, base int64, results int) error {
	f.base = base
	// An instruction takes about two bytes.
	if n := r.Len()/2 + 16; cap(f.nodes) < n {
		f.nodes = make([]node, 0, n)
	}
	f.nodes = append(f.nodes[:0], node{})
	f.frames = append(f.frames[:0], foldFrame{results: int32(results), labels: int32(results)})
	labels := uint32(0)
	for r.Next(op) {
		if stack.on && (op.Op != binary.OpEnd || len(f.frames) > 1) {
			stack.noteStack(op, base)
		}
		top := &f.frames[len(f.frames)-1]
		switch op.Op {
		case binary.OpBlock, binary.OpLoop, binary.OpIf, binary.OpTry, binary.OpTryTable:
			n := f.add(op)
			nd := &f.nodes[n]
			nd.label = labels
			labels++
			params, results := m.blockArity(&op.Block)
			frame := foldFrame{block: n, results: int32(results), labels: int32(results)}
			nd.kind = nodeBlock
			switch op.Op {
			case binary.OpLoop:
				frame.labels = int32(params)
			case binary.OpTry:
				nd.kind = nodeTry
			case binary.OpIf:
				nd.kind = nodeIf
				if k := top.last; k != 0 && f.nodes[k].kind != nodeTry && f.nodes[k].kind != nodeCatch {
					f.take(top, k)
					f.nodes[k].link = 0
					nd.first = k
				}
			}
			f.frames = append(doubled(f.frames), frame)
		case binary.OpElse:
			if top.block == 0 || f.nodes[top.block].kind != nodeIf || top.then != 0 {
				return binary.Errorf(op.Offset, "else found outside of an if block")
			}
			f.arm(top, nodeThen, f.nodes[top.block].at)
			// The arm that follows has a node of its own for its offset.
			e := f.add(op)
			f.nodes[e].kind = nodeElse
			f.nodes[top.then].link = e
			top.last, top.total, top.below = 0, 0, false
		case binary.OpCatch, binary.OpCatchAll:
			if top.block == 0 || f.nodes[top.block].kind != nodeTry {
				return binary.Errorf(op.Offset, "%s found outside of a try block", op.Op)
			}
			n := f.add(op)
			f.nodes[n].kind = nodeCatch
			f.push(top, n, 0)
			top.total, top.below = 0, false
		case binary.OpEnd, binary.OpDelegate:
			if top.block == 0 {
				if op.Op == binary.OpDelegate {
					return binary.Errorf(op.Offset, "delegate found outside of a try block")
				}
				if r.Len() > 0 {
					return binary.Errorf(r.Offset(), "operators remaining after the end of the function body")
				}
				f.nodes[0].first = f.list(top.last)
				f.end = op.Offset
				stack.noteEnd()
				return nil
			}
			if op.Op == binary.OpDelegate && f.nodes[top.block].kind != nodeTry {
				return binary.Errorf(op.Offset, "delegate found outside of a try block")
			}
			f.finish(op)
		default:
			params, results := m.arity(op, f)
			n := f.add(op)
			f.fold(&f.frames[len(f.frames)-1], n, params, results)
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	return binary.Errorf(r.Offset(), "control frames remain at the end of the function body: %d ends are missing", len(f.frames))
}

// doubled makes room for one more element, by doubling even where append
// would grow by less: stacks as deep as a body is long leave less behind.
func doubled[T any](s []T) []T {
	if len(s) < cap(s) {
		return s
	}
	return append(make([]T, 0, 2*cap(s)+16), s...)
}

// add makes a node for an instruction.
func (f *folder) add(op *binary.Operator) uint32 {
	f.nodes = append(f.nodes, node{at: uint32(op.Offset - f.base)})
	return uint32(len(f.nodes) - 1)
}

// push enters a finished expression in a list.
func (f *folder) push(top *foldFrame, n uint32, results int) {
	nd := &f.nodes[n]
	nd.link = top.last
	top.last = n
	nd.results = int32(min(results, math.MaxInt32))
	top.total = addSaturated(top.total, uint32(nd.results))
}

func addSaturated(a, b uint32) uint32 {
	if s := a + b; s >= a && s < 1<<31 {
		return s
	}
	return 1<<31 - 1
}

// pushBarrier enters an expression that nothing folds across. restore says
// that its field first is free to keep what lies before it.
func (f *folder) pushBarrier(top *foldFrame, n uint32, restore bool) {
	nd := &f.nodes[n]
	nd.link = top.last
	top.last = n
	nd.results = barrier
	if restore {
		nd.first = top.total
		if top.below {
			nd.first |= 1 << 31
		}
	}
	top.total, top.below = 0, true
}

// take removes the last expression of a list.
func (f *folder) take(top *foldFrame, n uint32) {
	nd := &f.nodes[n]
	top.last = nd.link
	if nd.results == barrier {
		top.total, top.below = nd.first&^(1<<31), nd.first>>31 != 0
		nd.first = 0
		return
	}
	top.total -= uint32(nd.results)
}

// fold enters a plain instruction with the operands before it as children: if
// the results of the last expressions add up to exactly its parameters.
func (f *folder) fold(top *foldFrame, n uint32, params, results int) {
	switch {
	case params == 0:
		f.push(top, n, results)
		return
	case int64(params) > int64(top.total):
		if top.below {
			f.pushBarrier(top, n, true)
		} else {
			f.push(top, n, results)
		}
		return
	}
	// Every step of this walk is along an expression that is taken away, or
	// that nothing walks over any more because a barrier follows it.
	sum, k := 0, top.last
	for {
		sum += int(f.nodes[k].results)
		if sum >= params {
			break
		}
		k = f.nodes[k].link
	}
	if sum > params {
		f.pushBarrier(top, n, true)
		return
	}
	last, before := top.last, f.nodes[k].link
	f.nodes[k].link = 0
	f.nodes[n].first = f.list(last)
	top.last = before
	top.total -= uint32(params)
	f.push(top, n, results)
}

// list turns the links of a list, whose last expression is given, to the
// front, and is its first expression.
func (f *folder) list(last uint32) uint32 {
	next := uint32(0)
	for last != 0 {
		nd := &f.nodes[last]
		if nd.results == barrier && nd.kind == nodePlain {
			nd.first = 0
		}
		last, nd.link, next = nd.link, next, last
	}
	return next
}

// arm makes the node of the first arm of an if.
func (f *folder) arm(top *foldFrame, kind nodeKind, at uint32) {
	f.nodes = append(f.nodes, node{at: at, kind: kind})
	n := uint32(len(f.nodes) - 1)
	f.nodes[n].first = f.list(top.last)
	top.then = n
}

// finish ends the innermost block and enters it in the list around it.
func (f *folder) finish(op *binary.Operator) {
	top := f.frames[len(f.frames)-1]
	n := top.block
	switch f.nodes[n].kind {
	case nodeIf:
		if top.then == 0 {
			f.arm(&top, nodeThen, f.nodes[n].at)
		} else {
			e := f.nodes[top.then].link
			f.nodes[e].first = f.list(top.last)
		}
		if condition := f.nodes[n].first; condition != 0 {
			f.nodes[condition].link = top.then
		} else {
			f.nodes[n].first = top.then
		}
	default:
		f.nodes[n].first = f.list(top.last)
	}
	f.frames = f.frames[:len(f.frames)-1]
	outer := &f.frames[len(f.frames)-1]
	if f.nodes[n].kind == nodeTry {
		// Flat text cannot be an operand of folded text.
		f.pushBarrier(outer, n, false)
		f.nodes[n].results = int32(op.Offset - f.base)
		return
	}
	f.push(outer, n, int(top.results))
}

// folded prints instructions with their operands nested, up to the end of the
// body, and gives the offset of the final end. inline: without line breaks,
// as in initialisers.
func (p *printer) folded(r *decode.OperatorReader, hints []binary.BranchHint, base int64, results int, inline bool) (int64, error) {
	f := &p.body.folder
	p.body.reset()
	buildErr := f.build(r, &p.body.op, p.mod, &p.stack, base, results)
	if buildErr != nil {
		// What was read is printed as far as it is complete.
		f.nodes[0].first = f.list(f.frames[0].last)
	}
	if err := p.foldedList(r, hints, inline); err != nil {
		return 0, err
	}
	if p.stack.bad {
		p.newline(noOffset)
		p.comment(";; type mismatch at end of expression")
	}
	return f.end, buildErr
}

func (p *printer) foldedList(r *decode.OperatorReader, hints []binary.BranchHint, inline bool) error {
	f := &p.body.folder
	f.open = f.open[:0]
	first := true
	for n := f.nodes[0].first; n != 0; {
		p.maybeFlush()
		if inline && !first {
			p.byte(' ')
		}
		first = false
		if err := p.enterNode(r, n, hints, inline); err != nil {
			return err
		}
		if child := f.nodes[n].first; child != 0 {
			f.open = append(doubled(f.open), n)
			n = child
			continue
		}
		p.leaveNode(r, n, true)
		for n = f.nodes[n].link; n == 0 && len(f.open) > 0; {
			parent := f.open[len(f.open)-1]
			f.open = f.open[:len(f.open)-1]
			p.leaveNode(r, parent, false)
			n = f.nodes[parent].link
		}
	}
	return nil
}

// enterNode writes an expression up to its children.
func (p *printer) enterNode(r *decode.OperatorReader, n uint32, hints []binary.BranchHint, inline bool) error {
	f := &p.body.folder
	nd := &f.nodes[n]
	offset := f.base + int64(nd.at)
	line := func() {
		if !inline {
			p.newline(offset)
		}
	}
	switch nd.kind {
	case nodeThen:
		// Inside of the arms the label is open, inside of the condition not.
		p.body.push(binary.OpIf, p.label0(n))
		line()
		p.foldOpen()
		p.str("then")
		return nil
	case nodeElse:
		p.body.push(binary.OpIf, p.label0(n))
		line()
		p.foldOpen()
		p.str("else")
		return nil
	}
	op := &p.body.op
	r.SeekTo(offset)
	if !r.Next(op) {
		return r.Err()
	}
	if len(hints) > 0 {
		if h := findHint(hints, nd.at); h != nil {
			if !inline {
				p.newline(offset)
			}
			p.hintText(h)
		}
	}
	switch nd.kind {
	case nodePlain:
		line()
		p.foldOpen()
		p.operator(op)
	case nodeBlock:
		line()
		p.foldOpen()
		p.block(op, nd.label)
	case nodeIf:
		line()
		p.foldOpen()
		p.block(op, nd.label)
		p.body.pop()
	case nodeTry:
		line()
		p.block(op, nd.label)
		p.depth++
	case nodeCatch:
		p.depth--
		line()
		p.operator(op)
		p.depth++
	}
	if len(p.stack.notes) > 0 {
		p.stackComment(nd.at)
	}
	return nil
}

func (p *printer) foldOpen() {
	p.b = append(p.b, '(')
	p.depth++
}

// label0 is the label of the if whose arm n is.
func (p *printer) label0(n uint32) uint32 {
	f := &p.body.folder
	return f.nodes[f.open[len(f.open)-1]].label
}

// leaveNode ends an expression. empty: it has no children.
func (p *printer) leaveNode(r *decode.OperatorReader, n uint32, empty bool) {
	f := &p.body.folder
	nd := &f.nodes[n]
	switch nd.kind {
	case nodeCatch:
		return
	case nodeTry:
		p.body.pop()
		p.depth--
		op := &p.body.op
		r.SeekTo(f.base + int64(nd.results))
		if r.Next(op) {
			p.newline(op.Offset)
			p.operator(op)
		}
		return
	case nodeBlock, nodeThen, nodeElse:
		p.body.pop()
	}
	p.depth--
	if empty && nd.kind == nodeBlock && p.lineComment {
		p.newline(f.base + int64(nd.at))
	}
	p.b = append(p.b, ')')
}

// findHint is the hint for the instruction at a place in the body.
func findHint(hints []binary.BranchHint, at uint32) *binary.BranchHint {
	for len(hints) > 0 {
		m := len(hints) / 2
		switch h := &hints[m]; {
		case h.BodyOffset == at:
			return h
		case h.BodyOffset < at:
			hints = hints[m+1:]
		default:
			hints = hints[:m]
		}
	}
	return nil
}
