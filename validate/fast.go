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
	ops := &f.fast.ops
	if f.shared || f.used != nil {
		// Every access must be looked at.
		ops = &noFast.ops
	}
	for pos < len(body) {
		if pos, f.sp = f.usual(ops, body, pos, f.sp); pos >= len(body) {
			break
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
func (f *funcState) usual(ops *[binary.OpcodeCount]fastOp, body []byte, start, sp int) (int, int) {
	stack, locals := f.stack, f.locals
	for uint(start) < uint(len(body)) {
		e := &ops[body[start]]
		pos := start + 1
	again:
		switch e.class {
		case fastLocalGet:
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
		case fastI32Const:
			next := skipS32(body, pos)
			if next == 0 || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = binary.I32
			sp++
			start = next
		case fastBinary:
			if uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
				return start, sp
			}
			sp--
			stack[sp-1] = e.r
			start = pos
		case fastUnary:
			if uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
				return start, sp
			}
			stack[sp-1] = e.r
			start = pos
		case fastLoad:
			next := shortMemArg(body, pos, e.align)
			if next == 0 && uint(pos) < uint(len(body)) && body[pos] <= e.align {
				_, next = index(body, pos+1)
			}
			if next == 0 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.a {
				return start, sp
			}
			stack[sp-1] = e.r
			start = next
		case fastStore:
			next := shortMemArg(body, pos, e.align)
			if next == 0 && uint(pos) < uint(len(body)) && body[pos] <= e.align {
				_, next = index(body, pos+1)
			}
			if next == 0 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || uint(sp-2) >= uint(len(stack)) || stack[sp-2] != e.a {
				return start, sp
			}
			sp -= 2
			start = next
		case fastLocalSet:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(locals)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != locals[i] {
				return start, sp
			}
			sp--
			start = next
		case fastLocalTee:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(locals)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != locals[i] {
				return start, sp
			}
			start = next
		case fastEnd:
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
		case fastBrIf:
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
		case fastBr, fastReturn:
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
		case fastUnreachable:
			top := &f.frames[len(f.frames)-1]
			sp = int(top.height)
			top.unreachable = true
			start = pos
		case fastBlock, fastLoop, fastIf, fastTry:
			if uint(pos) >= uint(len(body)) || uint(sp) >= uint(len(stack)) || len(f.frames) == cap(f.frames) {
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
		case fastElse, fastCatchAll:
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
		case fastRethrow:
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
		case fastCall, fastCallIndirect:
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
		case fastI64Const:
			next := skipLong(body, pos, 10, 0x7f)
			if next == 0 || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = binary.I64
			sp++
			start = next
		case fastBytes:
			next := pos + int(e.align)
			if next > len(body) || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = e.r
			sp++
			start = next
		case fastDrop:
			if uint(sp-1) >= uint(len(stack)) || stack[sp-1] == base {
				return start, sp
			}
			sp--
			start = pos
		case fastSelect:
			if sp < 4 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != binary.I32 {
				return start, sp
			}
			if t := stack[sp-2]; t != stack[sp-3] || !t.IsNumeric() && !t.IsVector() {
				return start, sp
			}
			sp -= 2
			start = pos
		case fastGlobalGet:
			globals := f.m.Globals
			i, next := index(body, pos)
			if next == 0 || uint(i) >= uint(len(globals)) || uint(sp) >= uint(len(stack)) {
				return start, sp
			}
			stack[sp] = globals[i].Type
			sp++
			start = next
		case fastGlobalSet:
			globals := f.m.Globals
			i, next := index(body, pos)
			if next == 0 || uint(i) >= uint(len(globals)) || !globals[i].Mutable || stack[sp-1] != globals[i].Type {
				return start, sp
			}
			sp--
			start = next
		case fastMemorySize:
			if uint(pos) >= uint(len(body)) || body[pos] != 0 || uint(sp) >= uint(len(stack)) {
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
		case fastTernary:
			if sp <= 3 || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != e.b || stack[sp-2] != e.b || stack[sp-3] != e.a {
				return start, sp
			}
			sp -= 2
			stack[sp-1] = e.r
			start = pos
		case fastNop:
			start = pos
		case fastPrefixFC, fastPrefixFD:
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
			goto again
		default:
			return start, sp
		}
	}
	return start, sp
}

// noFast sends everything the long way.
var noFast fastTable

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
