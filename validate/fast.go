package validate

import (
	"wcomp/binary"
)

// run checks the instructions of a body from pos on. offset is that of
// body[0].
//
// It is the hot path of the package: it reads common instructions itself and
// does what step would, as long as nothing is unusual: immediates short,
// operands of exactly the right types. In every other case, and to find out
// what is wrong, it hands the instruction over to the operator reader and to
// step, so that there is one place that knows the rules. The mark below each
// block's operands makes a look at the top of the stack fail at the block's
// base, so that heights need no comparison; in unreachable code operands are
// missing and step is asked.
//
// The state lives in variables rather than in f: that is worth a third of the
// time.
func (f *funcState) run(body []byte, pos int, offset int64) {
	ops := &f.fast.ops
	stack, sp := f.stack, f.sp
	frames := f.frames
	locals := f.locals
	globals := f.m.Globals
	sigs := f.m.sigs
	if f.shared || f.used != nil {
		// Every access must be looked at.
		ops = &noFast.ops
	}
	for pos < len(body) {
		e := &ops[body[pos]]
		pos++
		switch e.class {
		case fastLocalGet:
			i, next := shortIndex(body, pos)
			if next != 0 && uint(i) < uint(len(locals)) && uint(sp) < uint(len(stack)) {
				if t := locals[i]; t&uninitialised == 0 {
					stack[sp] = t
					sp++
					pos = next
					continue
				}
			}
		case fastI32Const:
			next := skipS32(body, pos)
			if next != 0 && uint(sp) < uint(len(stack)) {
				stack[sp] = binary.I32
				sp++
				pos = next
				continue
			}
		case fastBinary:
			if uint(sp-1) < uint(len(stack)) && stack[sp-1] == e.b && uint(sp-2) < uint(len(stack)) && stack[sp-2] == e.a {
				sp--
				stack[sp-1] = e.r
				continue
			}
		case fastUnary:
			if uint(sp-1) < uint(len(stack)) && stack[sp-1] == e.a {
				stack[sp-1] = e.r
				continue
			}
		case fastLoad:
			next := shortMemArg(body, pos, e.align)
			if next == 0 {
				next = memArg(body, pos, e.align)
			}
			if next != 0 && uint(sp-1) < uint(len(stack)) && stack[sp-1] == e.a {
				stack[sp-1] = e.r
				pos = next
				continue
			}
		case fastStore:
			next := shortMemArg(body, pos, e.align)
			if next == 0 {
				next = memArg(body, pos, e.align)
			}
			if next != 0 && uint(sp-1) < uint(len(stack)) && stack[sp-1] == e.b && uint(sp-2) < uint(len(stack)) && stack[sp-2] == e.a {
				sp -= 2
				pos = next
				continue
			}
		case fastLocalSet:
			i, next := shortIndex(body, pos)
			if next != 0 && uint(i) < uint(len(locals)) && uint(sp-1) < uint(len(stack)) && stack[sp-1] == locals[i] {
				sp--
				pos = next
				continue
			}
		case fastLocalTee:
			i, next := shortIndex(body, pos)
			if next != 0 && uint(i) < uint(len(locals)) && uint(sp-1) < uint(len(stack)) && stack[sp-1] == locals[i] {
				pos = next
				continue
			}
		case fastEnd:
			n := len(frames) - 1
			if n <= 0 {
				break
			}
			fr := &frames[n]
			h := int(fr.height)
			if int(fr.inits) != len(f.inits) {
				break
			}
			if fr.results == 0 && sp == h && (fr.kind != frameIf || fr.params == 0) {
				sp--
				frames = frames[:n]
				continue
			}
			if fr.results == 1 && fr.kind != frameIf && uint(h) < uint(len(stack)) && (sp == h+1 && stack[h] == fr.result[0] || sp == h && fr.unreachable) {
				stack[h-1] = fr.result[0]
				sp = h
				frames = frames[:n]
				continue
			}
		case fastBrIf:
			d, next := shortIndex(body, pos)
			if next == 0 || uint(d) >= uint(len(frames)) || uint(sp-1) >= uint(len(stack)) || stack[sp-1] != binary.I32 {
				break
			}
			fr := &frames[len(frames)-1-int(d)]
			if fr.labels == 0 || fr.labels == 1 && fr.kind != frameLoop && uint(sp-2) < uint(len(stack)) && stack[sp-2] == fr.result[0] {
				sp--
				pos = next
				continue
			}
		case fastBr, fastReturn:
			d, next := uint32(len(frames)-1), pos
			if body[pos-1] == byte(binary.OpBr) {
				d, next = shortIndex(body, pos)
				if next == 0 || uint(d) >= uint(len(frames)) {
					break
				}
			}
			fr := &frames[len(frames)-1-int(d)]
			if fr.labels == 0 || fr.labels == 1 && fr.kind != frameLoop && uint(sp-1) < uint(len(stack)) && stack[sp-1] == fr.result[0] {
				top := &frames[len(frames)-1]
				sp = int(top.height)
				top.unreachable = true
				pos = next
				continue
			}
		case fastUnreachable:
			top := &frames[len(frames)-1]
			sp = int(top.height)
			top.unreachable = true
			continue
		case fastBlock, fastLoop, fastIf, fastTry:
			if pos >= len(body) || uint(sp) >= uint(len(stack)) || len(frames) == cap(frames) {
				break
			}
			b := body[pos]
			result := binary.NoType
			if b != binary.CodeEmptyBlock {
				if b < 0x78 || b > 0x7f {
					break
				}
				if result = f.fast.blocks[b-0x78]; result == binary.NoType {
					break
				}
			}
			kind := frameBlock
			switch binary.Opcode(body[pos-1]) {
			case binary.OpLoop:
				kind = frameLoop
			case binary.OpTry:
				kind = frameTry
			case binary.OpIf:
				kind = frameIf
				if stack[sp-1] != binary.I32 {
					goto slow
				}
				sp--
			}
			frames = frames[:len(frames)+1]
			fr := &frames[len(frames)-1]
			*fr = frame{height: uint32(sp) + 1, inits: uint32(len(f.inits)), kind: kind}
			if result != binary.NoType {
				fr.results, fr.result[0] = 1, result
				if kind != frameLoop {
					fr.labels = 1
				}
			}
			stack[sp] = base
			sp++
			pos++
			continue
		case fastElse, fastCatchAll:
			fr := &frames[len(frames)-1]
			h := int(fr.height)
			kind := frameElse
			if body[pos-1] == byte(binary.OpElse) {
				if fr.kind != frameIf {
					break
				}
			} else if kind = frameCatchAll; fr.kind != frameTry && fr.kind != frameCatch {
				break
			}
			if fr.params != 0 || int(fr.inits) != len(f.inits) {
				break
			}
			if fr.results == 0 && sp == h || fr.results == 1 && uint(h) < uint(len(stack)) && (sp == h+1 && stack[h] == fr.result[0] || sp == h && fr.unreachable) {
				fr.kind = kind
				fr.unreachable = false
				sp = h
				continue
			}
		case fastRethrow:
			d, next := shortIndex(body, pos)
			if next == 0 || uint(d) >= uint(len(frames)) {
				break
			}
			if kind := frames[len(frames)-1-int(d)].kind; kind == frameCatch || kind == frameCatchAll {
				top := &frames[len(frames)-1]
				sp = int(top.height)
				top.unreachable = true
				pos = next
				continue
			}
		case fastCall:
			i, next := index(body, pos)
			if next != 0 && uint(i) < uint(len(sigs)) {
				if h := apply(stack, sp, sigs[i]); h != 0 {
					sp = h
					pos = next
					continue
				}
			}
		case fastCallIndirect:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(f.m.typeSigs)) || uint(next) >= uint(len(body)) || body[next] != 0 {
				break
			}
			if sig := f.m.typeSigs[i]; sig != nil && stack[sp-1] == f.m.callTable {
				if h := apply(stack, sp-1, sig); h != 0 {
					sp = h
					pos = next + 1
					continue
				}
			}
		case fastI64Const:
			next := skipLong(body, pos, 10, 0x7f)
			if next != 0 && uint(sp) < uint(len(stack)) {
				stack[sp] = binary.I64
				sp++
				pos = next
				continue
			}
		case fastBytes4:
			if pos+4 <= len(body) && uint(sp) < uint(len(stack)) {
				stack[sp] = binary.F32
				sp++
				pos += 4
				continue
			}
		case fastBytes8:
			if pos+8 <= len(body) && uint(sp) < uint(len(stack)) {
				stack[sp] = binary.F64
				sp++
				pos += 8
				continue
			}
		case fastDrop:
			if stack[sp-1] != base {
				sp--
				continue
			}
		case fastSelect:
			if sp < 4 || stack[sp-1] != binary.I32 {
				break
			}
			if t := stack[sp-2]; t == stack[sp-3] && (t.IsNumeric() || t.IsVector()) {
				sp -= 2
				continue
			}
		case fastGlobalGet:
			i, next := index(body, pos)
			if next != 0 && uint(i) < uint(len(globals)) && uint(sp) < uint(len(stack)) {
				stack[sp] = globals[i].Type
				sp++
				pos = next
				continue
			}
		case fastGlobalSet:
			i, next := index(body, pos)
			if next != 0 && uint(i) < uint(len(globals)) && globals[i].Mutable && stack[sp-1] == globals[i].Type {
				sp--
				pos = next
				continue
			}
		case fastMemorySize:
			if pos < len(body) && body[pos] == 0 {
				if e.a != binary.NoType {
					if stack[sp-1] == e.a {
						stack[sp-1] = e.r
						pos++
						continue
					}
				} else if sp < len(stack) {
					stack[sp] = e.r
					sp++
					pos++
					continue
				}
			}
		case fastNop:
			continue
		case fastPrefixFC, fastPrefixFD:
			if h, next := f.fast.prefixed(body, pos, stack, sp); next != 0 {
				sp = h
				pos = next
				continue
			}
		}
		// The long way.
	slow:
		f.sp, f.frames = sp, frames
		f.reader.SeekTo(offset + int64(pos-1))
		if !f.reader.Next(&f.op) {
			break
		}
		f.step()
		if f.err != nil {
			return
		}
		pos = int(f.reader.Offset() - offset)
		stack, sp, frames = f.stack, f.sp, f.frames
		if len(frames) == 0 {
			break
		}
	}
	if len(frames) == 0 && pos < len(body) && f.err == nil {
		f.fail(binary.Errorf(offset+int64(pos), "operators remaining after end of function"))
	}
	f.sp, f.frames = sp, frames
	f.finish(offset + int64(len(body)))
}

// prefixed is the loop's turn for the instructions behind the prefixes FC and
// FD: the new height of the stack and the next position, 0 for the long way.
func (t *fastTable) prefixed(body []byte, pos int, stack []binary.ValType, sp int) (height, next int) {
	c, at := shortIndex(body, pos)
	if at == 0 || c >= 0x200 || body[pos-1] == 0xfc && c >= 0x100 {
		return 0, 0
	}
	code := uint(binary.PrefixFD) + uint(c)
	if body[pos-1] == 0xfc {
		code = uint(binary.PrefixFC) + uint(c)
	}
	e := &t.ops[code]
	switch e.class {
	case fastUnary:
		if stack[sp-1] == e.a {
			stack[sp-1] = e.r
			return sp, at
		}
	case fastBinary:
		if stack[sp-1] == e.b && stack[sp-2] == e.a {
			stack[sp-2] = e.r
			return sp - 1, at
		}
	case fastTernary:
		if sp > 3 && stack[sp-1] == e.b && stack[sp-2] == e.b && stack[sp-3] == e.a {
			stack[sp-3] = e.r
			return sp - 2, at
		}
	case fastLoad:
		if next := memArg(body, at, e.align); next != 0 && stack[sp-1] == e.a {
			stack[sp-1] = e.r
			return sp, next
		}
	case fastStore:
		if next := memArg(body, at, e.align); next != 0 && stack[sp-1] == e.b && stack[sp-2] == e.a {
			return sp - 2, next
		}
	case fastBytes16:
		if at+16 <= len(body) && sp < len(stack) {
			stack[sp] = e.r
			return sp + 1, at + 16
		}
	}
	return 0, 0
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

// memArg is shortMemArg for an offset of at most 32 bits.
func memArg(b []byte, pos int, align uint8) (next int) {
	if uint(pos) < uint(len(b)) && b[pos] <= align {
		_, next = index(b, pos+1)
	}
	return next
}

// apply calls a function of type sig: the new height of the stack, or 0 if
// the operands are not exactly the parameters.
func apply(stack []binary.ValType, sp int, sig *binary.FuncType) int {
	params, results := sig.Params, sig.Results
	lo := sp - len(params)
	if lo < 1 || lo+len(results) > len(stack) || !sameTypes(stack[lo:sp], params) {
		return 0
	}
	if len(results) == 1 {
		stack[lo] = results[0]
		return lo + 1
	}
	return lo + copy(stack[lo:], results)
}
