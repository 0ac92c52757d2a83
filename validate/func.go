package validate

import (
	"wcomp/binary"
	"wcomp/decode"
)

// Marks on the operand stack that are no types of the format.
const (
	// bottom is the unknown operand of unreachable code.
	bottom = binary.NoType
	// base lies below the first operand of every block, so that a look at
	// the top of the stack fails there without knowing the block's height.
	base binary.ValType = 0xf0000000
	// refBottom is some non-null reference whose heap type is unknown. The
	// next two are (ref any) and (ref extern) of which only it is unknown
	// whether they are shared: what a conversion of an unknown operand gives.
	refBottom       binary.ValType = 0x50000000
	refBottomAny    binary.ValType = 0x50000001
	refBottomExtern binary.ValType = 0x50000002
	// uninitialised marks, in the list of locals, one that must be set
	// before it is read.
	uninitialised binary.ValType = 1 << 27
)

func isRefBottom(v binary.ValType) bool { return v&0xf0000000 == refBottom }

// frameKind says what opened a block.
type frameKind byte

const (
	frameFunc frameKind = iota
	frameBlock
	frameLoop
	frameIf
	frameElse
	frameTryTable
	frameTry
	frameCatch
	frameCatchAll
)

// frame is an entry of the control stack.
type frame struct {
	// height of the operand stack above the block's base mark.
	height uint32
	// inits is the number of initialised locals on entry.
	inits uint32
	// sig is the type of a block given by index, else nil.
	sig *binary.FuncType
	// result is the only result where there is one.
	result [1]binary.ValType
	// Numbers of parameters, results, and operands that a branch takes.
	params, results, labels uint16
	kind                    frameKind
	unreachable             bool
}

func (fr *frame) paramTypes() []binary.ValType {
	if fr.sig == nil {
		return nil
	}
	return fr.sig.Params
}

func (fr *frame) resultTypes() []binary.ValType {
	switch {
	case fr.results == 1:
		return fr.result[:]
	case fr.sig == nil:
		return nil
	}
	return fr.sig.Results
}

func (fr *frame) labelTypes() []binary.ValType {
	if fr.kind == frameLoop {
		return fr.paramTypes()
	}
	return fr.resultTypes()
}

// localRun is a group of declared locals, up to index end.
type localRun struct {
	end uint32
	typ binary.ValType
}

// funcState checks the instructions of one function or constant expression
// after the other, with stacks that are reused (core spec, appendix
// "Validation Algorithm").
type funcState struct {
	checker
	m *moduleState
	// fast is what the loop over common instructions needs of the module.
	fast *fastTable

	stack  []binary.ValType
	sp     int
	frames []frame

	params []binary.ValType
	// locals are the types of the first locals, parameters included, one by
	// one; of the rest runs has the groups. How many are written out is
	// bounded by the size of the body, so that a small body with many
	// locals costs little.
	locals      []binary.ValType
	runs        []localRun
	totalLocals uint32
	// inits are the locals initialised so far that had to be, and farInits
	// those of them beyond locals.
	inits    []uint32
	farInits map[uint32]bool

	// seen and targets are br_table's: labels met, as a set and in order.
	seen    []uint64
	targets []uint32

	// operands and pairs remember long lists that matched (lists.go).
	operands map[listKey][]binary.ValType
	pairs    map[[2]listKey]bool

	// shared: the function's type is shared.
	shared bool
	// constant: a constant expression is checked.
	constant bool
	one      [1]binary.ValType // its result

	op     binary.Operator
	reader decode.OperatorReader
	err    *binary.Error
}

func newFuncState(v *validator) *funcState {
	f := &funcState{checker: v.checker}
	if v.used != nil {
		f.used = firstUse{}
	}
	f.stack = make([]binary.ValType, 256)
	return f
}

// enterModule prepares for functions of m.
func (f *funcState) enterModule(m *moduleState) {
	f.m, f.fast, f.types = m, m.fast, m.types()
}

// fail records an error, unless there is one.
func (f *funcState) fail(err *binary.Error) {
	if f.err == nil {
		f.err = err
	}
}

func (f *funcState) failf(format string, args ...any) {
	if f.err == nil {
		f.err = invalidf(f.op.Offset, format, args...)
	}
}

// differ records that something is not what it should be.
func (f *funcState) differ(message, expected, found string) {
	if f.err == nil {
		f.err = mismatch(f.op.Offset, message, expected, found)
	}
}

// require says that the instruction needs a feature beyond its own.
func (f *funcState) require(feature binary.Features, what string) {
	if err := f.need(feature, f.op.Offset, what); err != nil {
		f.fail(err)
	}
}

// reset starts a function or expression: one frame with the given results.
func (f *funcState) reset(results []binary.ValType, sig *binary.FuncType) {
	f.err = nil
	f.stack[0] = base
	f.sp = 1
	f.inits = f.inits[:0]
	if len(f.farInits) > 0 {
		clear(f.farInits)
	}
	fr := frame{height: 1, kind: frameFunc, sig: sig, results: uint16(len(results)), labels: uint16(len(results))}
	if len(results) == 1 {
		fr.result[0] = results[0]
	}
	f.frames = append(f.frames[:0], fr)
}

// function checks a body.
func (f *funcState) function(typ TypeID, body decode.Body) *binary.Error {
	f.begin(f.types.At(typ))
	locals := body.Locals()
	f.declareLocals(&locals, len(body.Data))
	if f.err != nil {
		return f.err
	}
	f.reader = locals.Operators(f.features)
	f.run(body.Data, int(locals.Offset()-body.Offset), body.Offset)
	return f.err
}

// begin starts a function of type ty.
func (f *funcState) begin(ty *Type) {
	sig := &ty.Func
	f.reset(sig.Results, sig)
	f.shared = ty.Shared
	f.constant = false
	f.params = sig.Params
}

// declareLocals reads the declarations of locals.
func (f *funcState) declareLocals(l *decode.Locals, size int) {
	f.runs = f.runs[:0]
	n := uint32(len(f.params))
	var g binary.Local
	for l.Next(&g) {
		if uint64(n)+uint64(g.Count) > uint64(f.limits.Locals) {
			f.fail(limitf(g.Offset, "more than the limit of %d locals", f.limits.Locals))
			return
		}
		t := g.Type
		if t != binary.I32 && t != binary.I64 {
			r, err := f.resolve(f.m.Types, t, g.Offset)
			if err != nil {
				f.fail(err)
				return
			}
			t = r
			if f.shared && !f.types.sharedType(t) {
				f.fail(invalidf(g.Offset, "a shared function cannot have locals of the unshared type %s", f.m.typeString(t)))
				return
			}
		}
		if g.Count == 0 {
			continue
		}
		n += g.Count
		f.runs = append(f.runs, localRun{n, t})
	}
	if err := l.Err(); err != nil {
		f.fail(asError(err))
		return
	}
	f.totalLocals = n
	f.expandLocals(32 + size)
}

func (f *funcState) expandLocals(limit int) {
	locals := append(f.locals[:0], f.params[:min(len(f.params), limit)]...)
	if len(f.params) <= limit {
		for _, r := range f.runs {
			t := r.typ
			if !t.Defaultable() {
				t |= uninitialised
			}
			for end := min(int(r.end), limit); len(locals) < end; {
				locals = append(locals, t)
			}
		}
	}
	f.locals = locals
}

// local is the type of a local, and whether it may be read.
func (f *funcState) local(i uint32) (t binary.ValType, readable bool) {
	switch {
	case i < uint32(len(f.locals)):
		t = f.locals[i]
		return t &^ uninitialised, t&uninitialised == 0
	case i < uint32(len(f.params)):
		return f.params[i], true
	case i >= f.totalLocals:
		f.fail(f.unknownLocal(i))
		return bottom, true
	}
	lo, hi := 0, len(f.runs)
	for lo < hi {
		if mid := (lo + hi) / 2; f.runs[mid].end <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	t = f.runs[lo].typ
	return t, t.Defaultable() || f.farInits[i]
}

func (f *funcState) unknownLocal(i uint32) *binary.Error {
	return unknown("local", i, int(f.totalLocals), f.op.Offset)
}

// initialise notes that a local has been set.
func (f *funcState) initialise(i uint32) {
	if i < uint32(len(f.locals)) {
		f.locals[i] &^= uninitialised
	} else {
		if f.farInits == nil {
			f.farInits = map[uint32]bool{}
		}
		f.farInits[i] = true
	}
	f.inits = append(f.inits, i)
}

// forget undoes what was initialised since a block began.
func (f *funcState) forget(inits uint32) {
	for _, i := range f.inits[inits:] {
		if i < uint32(len(f.locals)) {
			f.locals[i] |= uninitialised
		} else {
			delete(f.farInits, i)
		}
	}
	f.inits = f.inits[:inits]
}

func (f *funcState) top() *frame { return &f.frames[len(f.frames)-1] }

// label is the frame that a branch names.
func (f *funcState) label(depth uint32) *frame {
	if uint64(depth) >= uint64(len(f.frames)) {
		f.fail(unknown("label", depth, len(f.frames), f.op.Offset))
		return f.top()
	}
	return &f.frames[len(f.frames)-1-int(depth)]
}

func (f *funcState) push(t binary.ValType) {
	if f.sp == len(f.stack) {
		f.growStack(1)
	}
	f.stack[f.sp] = t
	f.sp++
}

func (f *funcState) growStack(n int) {
	f.stack = append(f.stack, make([]binary.ValType, max(n, len(f.stack)))...)
}

func (f *funcState) pushAll(ts []binary.ValType) {
	if len(f.stack)-f.sp < len(ts) {
		f.growStack(len(ts))
	}
	f.sp += copy(f.stack[f.sp:], ts)
}

// popAny takes the top operand, whatever it is.
func (f *funcState) popAny(what string) binary.ValType {
	fr := f.top()
	if f.sp > int(fr.height) {
		f.sp--
		return f.stack[f.sp]
	}
	if !fr.unreachable && f.err == nil {
		f.fail(mismatch(f.op.Offset, "type mismatch: "+f.op.Op.String()+" needs an operand", what, "nothing on the stack"))
	}
	return bottom
}

// pop takes an operand of the given type and returns what it really is.
func (f *funcState) pop(want binary.ValType) binary.ValType {
	fr := f.top()
	if f.sp > int(fr.height) {
		f.sp--
		t := f.stack[f.sp]
		if t != want && !f.matches(t, want) {
			f.wrongType(want, t)
		}
		return t
	}
	if !fr.unreachable && f.err == nil {
		f.wrongType(want, base)
	}
	return bottom
}

func (f *funcState) wrongType(want, found binary.ValType) {
	if f.err == nil {
		f.err = mismatch(f.op.Offset, "type mismatch in "+f.op.Op.String(), f.m.typeString(want), f.m.typeString(found))
	}
}

// popAll takes operands of the given types, the last first.
func (f *funcState) popAll(ts []binary.ValType) {
	n := len(ts)
	lo := f.sp - n
	if n > 0 && lo >= int(f.top().height) {
		// The common case: they lie there exactly.
		if sameTypes(f.stack[lo:f.sp], ts) || n >= longList && f.knownOperands(ts, lo) {
			f.sp = lo
			return
		}
		if n >= longList {
			defer func() {
				if f.err == nil {
					f.rememberOperands(ts, f.stack[lo:lo+n])
				}
			}()
		}
	}
	for i := len(ts) - 1; i >= 0 && f.err == nil; i-- {
		if fr := f.top(); fr.unreachable && f.sp == int(fr.height) {
			return // the rest is there as bottoms
		}
		f.pop(ts[i])
	}
}

// matches says whether an operand of type t may be used as want.
func (f *funcState) matches(t, want binary.ValType) bool {
	switch {
	case t == want, t == bottom, want == bottom:
		return true
	case isRefBottom(t):
		if !want.IsRef() {
			return false
		}
		switch t {
		case refBottomAny:
			return want.Heap().Unshared() == binary.HeapAny
		case refBottomExtern:
			return want.Heap().Unshared() == binary.HeapExtern
		}
		return true
	}
	return f.types.Subtype(t, want)
}

// popRef takes a reference of any type; bottom if it is unknown.
func (f *funcState) popRef() binary.ValType {
	t := f.popAny("a reference")
	if t != bottom && !t.IsRef() {
		if f.err == nil {
			f.fail(mismatch(f.op.Offset, "type mismatch in "+f.op.Op.String(), "a reference", f.m.typeString(t)))
		}
		return bottom
	}
	return t
}

// setUnreachable: nothing after this instruction is reached in the block.
func (f *funcState) setUnreachable() {
	fr := f.top()
	f.sp = int(fr.height)
	fr.unreachable = true
}

// types is the types that the module refers to.
func (m *moduleState) types() *Types {
	if m.view != nil {
		return m.view
	}
	return m.v.types
}

// typeString is a canonical type in the words of the module: with its own
// type indices.
func (m *moduleState) typeString(t binary.ValType) string {
	switch {
	case t == bottom:
		return "unknown"
	case t == base:
		return "nothing on the stack"
	case isRefBottom(t):
		return "a reference"
	case t.IsConcrete():
		id := TypeID(t.Index())
		for i, x := range m.Types {
			if x == id {
				return t.WithIndex(uint32(i)).String()
			}
		}
		return m.types().String(id)
	}
	return t.String()
}

// lastReference is what some branches expect of their label.
const lastReference = "a label whose last type is a reference"

// typeList is a list of types in brackets, in the words of the module.
func (m *moduleState) typeList(ts []binary.ValType) string {
	s := "["
	for i, t := range ts {
		if i == 10 {
			return s + " …]" // there may be a thousand
		}
		if i > 0 {
			s += " "
		}
		s += m.typeString(t)
	}
	return s + "]"
}

// signature is a function type in the words of the module.
func (m *moduleState) signature(params, results []binary.ValType) string {
	return m.typeList(params) + " -> " + m.typeList(results)
}
