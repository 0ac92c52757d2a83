package validate

import (
	"wcomp/binary"
)

// run checks the instructions of a body from pos on. offset is that of
// body[0].
//
// usual does what most instructions need, as long as nothing is unusual:
// immediates short, operands of exactly the right types. In every other case,
// and to find out what is wrong, the instruction goes to the operator reader
// and to step, so that there is one place that knows the rules.
func (f *funcState) run(body []byte, pos int, offset int64) {
	// Every access must be looked at in these cases.
	long := f.shared || f.used != nil || f.m.v.noShortcuts
	for pos < len(body) {
		if !long {
			if pos, f.sp = f.usual(body, pos, f.sp); pos >= len(body) {
				break
			}
		}
		f.reader.SeekTo(offset + int64(pos))
		if !f.reader.Next(&f.op) {
			break
		}
		f.step()
		if f.err != nil {
			return
		}
		pos = int(f.reader.Offset() - offset)
		if len(f.frames) == 0 {
			break
		}
	}
	if len(f.frames) == 0 && pos < len(body) && f.err == nil {
		f.fail(binary.Errorf(offset+int64(pos), "operators remaining after end of function"))
	}
	f.finish(offset + int64(len(body)))
}

// usual checks instructions from pos on with sp operands on the stack, up to
// the first unusual one or the end: where that is, and the operands then.
//
// It is the hot path of the package, and without a call in it, so that what it
// needs stays in registers. The mark below each block's operands makes a look
// at the top of the stack fail at the block's base, so that heights need no
// comparison; in unreachable code operands are missing, which is unusual.
//
// The processor often guesses wrong which instruction comes next, and knows
// better the sooner it has the place to go to. So the cases are opcodes and not
// classes, which would have to be read from the table first. It is the table
// all the same that says what an opcode takes and gives, and whether it is one
// of its case, where that depends on a feature or on the module.
func (f *funcState) usual(body []byte, start, sp int) (int, int) {
	ops, stack, locals := &f.fast.ops, f.stack, f.locals
	for uint(start) < uint(len(body)) {
		op := binary.Opcode(body[start])
		e := &ops[op]
		pos := start + 1
		switch op {
		case binary.OpLocalGet:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(locals)) || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			t := locals[i]
			if t&uninitialised != 0 {
				return start, sp
			}
			stack[sp] = t
			sp++
			start = next
		case binary.OpI32Const:
			next := skipS32(body, pos)
			if next == 0 || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = binary.I32
			sp++
			start = next
		case binary.OpI32Eq, binary.OpI32Ne, binary.OpI32LtS, binary.OpI32LtU, binary.OpI32GtS, binary.OpI32GtU,
			binary.OpI32LeS, binary.OpI32LeU, binary.OpI32GeS, binary.OpI32GeU, binary.OpI64Eq, binary.OpI64Ne,
			binary.OpI64LtS, binary.OpI64LtU, binary.OpI64GtS, binary.OpI64GtU, binary.OpI64LeS, binary.OpI64LeU,
			binary.OpI64GeS, binary.OpI64GeU, binary.OpF32Eq, binary.OpF32Ne, binary.OpF32Lt, binary.OpF32Gt,
			binary.OpF32Le, binary.OpF32Ge, binary.OpF64Eq, binary.OpF64Ne, binary.OpF64Lt, binary.OpF64Gt,
			binary.OpF64Le, binary.OpF64Ge, binary.OpI32Add, binary.OpI32Sub, binary.OpI32Mul, binary.OpI32DivS,
			binary.OpI32DivU, binary.OpI32RemS, binary.OpI32RemU, binary.OpI32And, binary.OpI32Or,
			binary.OpI32Xor, binary.OpI32Shl, binary.OpI32ShrS, binary.OpI32ShrU, binary.OpI32Rotl,
			binary.OpI32Rotr, binary.OpI64Add, binary.OpI64Sub, binary.OpI64Mul, binary.OpI64DivS,
			binary.OpI64DivU, binary.OpI64RemS, binary.OpI64RemU, binary.OpI64And, binary.OpI64Or,
			binary.OpI64Xor, binary.OpI64Shl, binary.OpI64ShrS, binary.OpI64ShrU, binary.OpI64Rotl,
			binary.OpI64Rotr, binary.OpF32Add, binary.OpF32Sub, binary.OpF32Mul, binary.OpF32Div,
			binary.OpF32Min, binary.OpF32Max, binary.OpF32Copysign, binary.OpF64Add, binary.OpF64Sub,
			binary.OpF64Mul, binary.OpF64Div, binary.OpF64Min, binary.OpF64Max, binary.OpF64Copysign:
			if e.class != fastBinary || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
				return start, sp
			}
			sp--
			stack[sp-1] = e.r
			start = pos
		case binary.OpI32Eqz, binary.OpI64Eqz, binary.OpI32Clz, binary.OpI32Ctz, binary.OpI32Popcnt,
			binary.OpI64Clz, binary.OpI64Ctz, binary.OpI64Popcnt, binary.OpF32Abs, binary.OpF32Neg,
			binary.OpF32Ceil, binary.OpF32Floor, binary.OpF32Trunc, binary.OpF32Nearest, binary.OpF32Sqrt,
			binary.OpF64Abs, binary.OpF64Neg, binary.OpF64Ceil, binary.OpF64Floor, binary.OpF64Trunc,
			binary.OpF64Nearest, binary.OpF64Sqrt, binary.OpI32WrapI64, binary.OpI32TruncF32S,
			binary.OpI32TruncF32U, binary.OpI32TruncF64S, binary.OpI32TruncF64U, binary.OpI64ExtendI32S,
			binary.OpI64ExtendI32U, binary.OpI64TruncF32S, binary.OpI64TruncF32U, binary.OpI64TruncF64S,
			binary.OpI64TruncF64U, binary.OpF32ConvertI32S, binary.OpF32ConvertI32U, binary.OpF32ConvertI64S,
			binary.OpF32ConvertI64U, binary.OpF32DemoteF64, binary.OpF64ConvertI32S, binary.OpF64ConvertI32U,
			binary.OpF64ConvertI64S, binary.OpF64ConvertI64U, binary.OpF64PromoteF32, binary.OpI32ReinterpretF32,
			binary.OpI64ReinterpretF64, binary.OpF32ReinterpretI32, binary.OpF64ReinterpretI64,
			binary.OpI32Extend8S, binary.OpI32Extend16S, binary.OpI64Extend8S, binary.OpI64Extend16S,
			binary.OpI64Extend32S:
			if e.class != fastUnary || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
				return start, sp
			}
			stack[sp-1] = e.r
			start = pos
		case binary.OpI32Load, binary.OpI64Load, binary.OpF32Load, binary.OpF64Load, binary.OpI32Load8S,
			binary.OpI32Load8U, binary.OpI32Load16S, binary.OpI32Load16U, binary.OpI64Load8S, binary.OpI64Load8U,
			binary.OpI64Load16S, binary.OpI64Load16U, binary.OpI64Load32S, binary.OpI64Load32U:
			if e.class != fastLoad {
				return start, sp
			}
			next := shortMemArg(body, pos, e.align)
			if next == 0 && uint(pos) < uint(len(body)) && body[pos] <= e.align {
				_, next = index(body, pos+1)
			}
			if next == 0 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
				return start, sp
			}
			stack[sp-1] = e.r
			start = next
		case binary.OpI32Store, binary.OpI64Store, binary.OpF32Store, binary.OpF64Store, binary.OpI32Store8,
			binary.OpI32Store16, binary.OpI64Store8, binary.OpI64Store16, binary.OpI64Store32:
			if e.class != fastStore {
				return start, sp
			}
			next := shortMemArg(body, pos, e.align)
			if next == 0 && uint(pos) < uint(len(body)) && body[pos] <= e.align {
				_, next = index(body, pos+1)
			}
			if next == 0 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
				return start, sp
			}
			sp -= 2
			start = next
		case binary.OpLocalSet:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(locals)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != locals[i] {
				return start, sp
			}
			sp--
			start = next
		case binary.OpLocalTee:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(locals)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != locals[i] {
				return start, sp
			}
			start = next
		case binary.OpEnd:
			n := len(f.frames) - 1
			if n <= 0 {
				return start, sp
			}
			fr := &f.frames[n]
			h := int(fr.height)
			switch {
			case int(fr.inits) != len(f.inits):
				return start, sp
			case fr.results == 0 && sp == h && (fr.kind != frameIf || fr.params == 0):
				sp--
			case fr.results == 1 && fr.kind != frameIf && uint(h) < uint(len(stack)) && (sp == h+1 && stack[h] == fr.result[0] || sp == h && fr.unreachable):
				stack[h-1] = fr.result[0]
				sp = h
			default:
				return start, sp
			}
			f.frames = f.frames[:n]
			start = pos
		case binary.OpBrIf:
			d, next := shortIndex(body, pos)
			if next == 0 || uint(d) >= uint(len(f.frames)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != binary.I32 {
				return start, sp
			}
			fr := &f.frames[len(f.frames)-1-int(d)]
			if fr.labels != 0 && (fr.labels != 1 || fr.kind == frameLoop || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != fr.result[0]) {
				return start, sp
			}
			sp--
			start = next
		case binary.OpBr, binary.OpReturn:
			d, next := uint32(len(f.frames)-1), pos
			if e.class == fastBr {
				if d, next = shortIndex(body, pos); next == 0 || uint(d) >= uint(len(f.frames)) {
					return start, sp
				}
			}
			fr := &f.frames[len(f.frames)-1-int(d)]
			if fr.labels != 0 && (fr.labels != 1 || fr.kind == frameLoop || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != fr.result[0]) {
				return start, sp
			}
			top := &f.frames[len(f.frames)-1]
			sp = int(top.height)
			top.unreachable = true
			start = next
		case binary.OpUnreachable:
			top := &f.frames[len(f.frames)-1]
			sp = int(top.height)
			top.unreachable = true
			start = pos
		case binary.OpBlock, binary.OpLoop, binary.OpIf, binary.OpTry:
			if e.class == fastNone || uint(pos) >= uint(len(body)) || uint(sp) >= uint(len(stack)) || len(f.frames) == cap(f.frames) {
				return start, sp
			}
			b := body[pos]
			result := binary.NoType
			if b != binary.CodeEmptyBlock {
				if b < 0x78 || b > 0x7f {
					return start, sp
				}
				if result = f.fast.blocks[b-0x78]; result == binary.NoType {
					return start, sp
				}
			}
			if e.class == fastIf {
				if stack[sp-1] != binary.I32 {
					return start, sp
				}
				sp--
			}
			stack[sp] = base
			sp++
			n := len(f.frames)
			f.frames = f.frames[:n+1]
			fr := &f.frames[n]
			fr.height, fr.inits, fr.sig, fr.params, fr.unreachable = uint32(sp), uint32(len(f.inits)), nil, 0, false
			fr.result[0], fr.results, fr.labels = result, 0, 0
			if result != binary.NoType {
				fr.results, fr.labels = 1, 1
			}
			switch e.class {
			case fastBlock:
				fr.kind = frameBlock
			case fastLoop:
				fr.kind, fr.labels = frameLoop, 0
			case fastTry:
				fr.kind = frameTry
			case fastIf:
				fr.kind = frameIf
			}
			start = pos + 1
		case binary.OpElse, binary.OpCatchAll:
			if e.class == fastNone {
				return start, sp
			}
			fr := &f.frames[len(f.frames)-1]
			h := int(fr.height)
			kind := frameElse
			if e.class == fastCatchAll {
				if kind = frameCatchAll; fr.kind != frameTry && fr.kind != frameCatch {
					return start, sp
				}
			} else if fr.kind != frameIf {
				return start, sp
			}
			if fr.params != 0 || int(fr.inits) != len(f.inits) ||
				(fr.results != 0 || sp != h) &&
					(fr.results != 1 || uint(h) >= uint(len(stack)) || (sp != h+1 || stack[h] != fr.result[0]) && (sp != h || !fr.unreachable)) {
				return start, sp
			}
			fr.kind = kind
			fr.unreachable = false
			sp = h
			start = pos
		case binary.OpRethrow:
			if e.class == fastNone {
				return start, sp
			}
			d, next := shortIndex(body, pos)
			if next == 0 || uint(d) >= uint(len(f.frames)) {
				return start, sp
			}
			if kind := f.frames[len(f.frames)-1-int(d)].kind; kind != frameCatch && kind != frameCatchAll {
				return start, sp
			}
			top := &f.frames[len(f.frames)-1]
			sp = int(top.height)
			top.unreachable = true
			start = next
		case binary.OpCall, binary.OpCallIndirect:
			i, next := index(body, pos)
			var sig *binary.FuncType
			top := sp
			if e.class == fastCall {
				if sigs := f.m.sigs; next != 0 && uint(i) < uint(len(sigs)) {
					sig = sigs[i]
				}
			} else if sigs := f.m.typeSigs; next != 0 && uint(i) < uint(len(sigs)) && uint(next) < uint(len(body)) && body[next] == 0 && stack[sp-1] == f.m.callTable {
				sig = sigs[i]
				next++
				top--
			}
			if sig == nil {
				return start, sp
			}
			lo := top - len(sig.Params)
			if lo < 1 || lo+len(sig.Results) > len(stack) || top > len(stack) {
				return start, sp
			}
			for k, t := range sig.Params {
				if stack[lo+k] != t {
					return start, sp
				}
			}
			for k, t := range sig.Results {
				stack[lo+k] = t
			}
			sp = lo + len(sig.Results)
			start = next
		case binary.OpI64Const:
			next := skipLong(body, pos, 10, 0x7f)
			if next == 0 || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = binary.I64
			sp++
			start = next
		case binary.OpF32Const, binary.OpF64Const:
			if e.class == fastNone {
				return start, sp
			}
			next := pos + int(e.align)
			if next > len(body) || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = e.r
			sp++
			start = next
		case binary.OpDrop:
			if uint(sp-1) >= uint(len(stack)) || stack[sp-1] == base {
				return start, sp
			}
			sp--
			start = pos
		case binary.OpSelect:
			if sp < 4 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != binary.I32 {
				return start, sp
			}
			if t := stack[sp-2]; t != stack[sp-3] || !t.IsNumeric() && !t.IsVector() {
				return start, sp
			}
			sp -= 2
			start = pos
		case binary.OpGlobalGet:
			globals := f.m.Globals
			i, next := index(body, pos)
			if next == 0 || uint(i) >= uint(len(globals)) || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = globals[i].Type
			sp++
			start = next
		case binary.OpGlobalSet:
			globals := f.m.Globals
			i, next := index(body, pos)
			if next == 0 || uint(i) >= uint(len(globals)) || !globals[i].Mutable || stack[sp-1] != globals[i].Type {
				return start, sp
			}
			sp--
			start = next
		case binary.OpMemorySize, binary.OpMemoryGrow:
			if e.class == fastNone || uint(pos) >= uint(len(body)) || body[pos] != 0 || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			if e.a != binary.NoType {
				if stack[sp-1] != e.a {
					return start, sp
				}
				sp--
			}
			stack[sp] = e.r
			sp++
			start = pos + 1
		case binary.OpNop:
			start = pos
		case 0xfc, 0xfd:
			if e.class == fastNone {
				return start, sp
			}
			c, next := shortIndex(body, pos)
			if next == 0 || c >= 0x200 || e.class == fastPrefixFC && c >= 0x100 {
				return start, sp
			}
			code := uint(binary.PrefixFD) + uint(c)
			if e.class == fastPrefixFC {
				code = uint(binary.PrefixFC) + uint(c)
			}
			e = &ops[code]
			pos = next
			switch e.class {
			case fastUnary:
				if uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
					return start, sp
				}
			case fastBinary:
				if uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
					return start, sp
				}
				sp--
			case fastTernary:
				if sp <= 3 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || stack[sp-2] != e.b || stack[sp-3] != e.a {
					return start, sp
				}
				sp -= 2
			case fastLoad:
				if uint(pos) >= uint(len(body)) || body[pos] > e.align || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
					return start, sp
				}
				if _, pos = index(body, pos+1); pos == 0 {
					return start, sp
				}
			case fastStore:
				if uint(pos) >= uint(len(body)) || body[pos] > e.align || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
					return start, sp
				}
				if _, pos = index(body, pos+1); pos == 0 {
					return start, sp
				}
				sp -= 2
				start = pos
				continue
			case fastBytes:
				if pos += int(e.align); pos > len(body) || uint(sp) >= uint(len(stack)) {
					return start, sp
				}
				sp++
			default:
				return start, sp
			}
			stack[sp-1] = e.r
			start = pos
		default:
			return start, sp
		}
	}
	return start, sp
}

// shortIndex reads an index of one or two bytes; next is 0 if it is longer.
func shortIndex(b []byte, pos int) (v uint32, next int) {
	if uint(pos) < uint(len(b)) {
		if v = uint32(b[pos]); v < 0x80 {
			return v, pos + 1
		}
		if pos++; uint(pos) < uint(len(b)) && b[pos] < 0x80 {
			return v&0x7f | uint32(b[pos])<<7, pos + 1
		}
	}
	return 0, 0
}

// index reads an index of any length; next is 0 if there is something wrong
// with it.
func index(b []byte, pos int) (v uint32, next int) {
	for shift := 0; shift < 35 && uint(pos) < uint(len(b)); shift += 7 {
		c := b[pos]
		pos++
		v |= uint32(c&0x7f) << shift
		if c < 0x80 {
			if shift == 28 && c > 0x0f {
				break
			}
			return v, pos
		}
	}
	return 0, 0
}

// skipS32 passes over a signed integer of at most 32 bits; 0 if it is not
// plain.
func skipS32(b []byte, pos int) int {
	if uint(pos) < uint(len(b)) && b[pos] < 0x80 {
		return pos + 1
	}
	return skipLong(b, pos, 5, 0x78)
}

// skipLong passes over an integer of at most n bytes. Of the last of n, the
// bits in mask must be equal (core spec 5.2.2).
func skipLong(b []byte, pos, n int, mask byte) int {
	for i := 1; i <= n && uint(pos) < uint(len(b)); i++ {
		c := b[pos]
		pos++
		if c < 0x80 {
			if i == n && c&mask != 0 && c&mask != mask {
				break
			}
			return pos
		}
	}
	return 0
}

// shortMemArg passes over a memory access's immediate: alignment at most
// natural, memory 0, an offset of one byte; 0 if it is another.
func shortMemArg(b []byte, pos int, align uint8) int {
	if uint(pos+1) < uint(len(b)) && b[pos] <= align && b[pos+1] < 0x80 {
		return pos + 2
	}
	return 0
}
