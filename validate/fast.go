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
		start := pos
		code := uint(body[pos])
		pos++
	dispatch:
		e := &ops[code]
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
			// Up to four bytes hold any value.
			next := skipShort(body, pos)
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
			if next != 0 && uint(sp-1) < uint(len(stack)) && stack[sp-1] == e.a {
				stack[sp-1] = e.r
				pos = next
				continue
			}
		case fastStore:
			next := shortMemArg(body, pos, e.align)
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
			if fr.results == 1 && sp == h+1 && fr.kind != frameIf && uint(h) < uint(len(stack)) && stack[h] == fr.result[0] {
				stack[h-1] = fr.result[0]
				sp--
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
			if e.class == fastBr {
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
		case fastBlock, fastLoop, fastIf:
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
			if e.class == fastLoop {
				kind = frameLoop
			} else if e.class == fastIf {
				kind = frameIf
				if stack[sp-1] != binary.I32 {
					break
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
		case fastElse:
			fr := &frames[len(frames)-1]
			h := int(fr.height)
			if fr.kind != frameIf || fr.params != 0 || int(fr.inits) != len(f.inits) {
				break
			}
			if fr.results == 0 && sp == h || fr.results == 1 && sp == h+1 && uint(h) < uint(len(stack)) && stack[h] == fr.result[0] {
				fr.kind = frameElse
				fr.unreachable = false
				sp = h
				continue
			}
		case fastCall:
			i, next := shortIndex(body, pos)
			if next == 0 || uint(i) >= uint(len(sigs)) {
				break
			}
			sig := sigs[i]
			params, results := sig.Params, sig.Results
			lo := sp - len(params)
			if lo < 1 || lo+len(results) > len(stack) || !sameTypes(stack[lo:sp], params) {
				break
			}
			if len(results) == 1 {
				stack[lo] = results[0]
				sp = lo + 1
			} else {
				sp = lo + copy(stack[lo:], results)
			}
			pos = next
			continue
		case fastI64Const:
			next := skipLong(body, pos)
			if next != 0 && uint(sp) < uint(len(stack)) {
				stack[sp] = binary.I64
				sp++
				pos = next
				continue
			}
		case fastBytes4, fastBytes8, fastBytes16:
			next := pos + 2<<(e.class-fastBytes4+1)
			if next <= len(body) && uint(sp) < uint(len(stack)) {
				stack[sp] = e.r
				sp++
				pos = next
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
			i, next := shortIndex(body, pos)
			if next != 0 && uint(i) < uint(len(globals)) && uint(sp) < uint(len(stack)) {
				stack[sp] = globals[i].Type
				sp++
				pos = next
				continue
			}
		case fastGlobalSet:
			i, next := shortIndex(body, pos)
			if next != 0 && uint(i) < uint(len(globals)) && globals[i].Mutable && stack[sp-1] == globals[i].Type {
				sp--
				pos = next
				continue
			}
		case fastTernary:
			if sp > 3 && stack[sp-1] == e.b && stack[sp-2] == e.b && stack[sp-3] == e.a {
				sp -= 2
				stack[sp-1] = e.r
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
		case fastPrefixFD:
			if c, next := shortIndex(body, pos); next != 0 && c < 0x200 {
				code, pos = uint(binary.PrefixFD)+uint(c), next
				goto dispatch
			}
		case fastPrefixFC:
			if pos < len(body) && body[pos] < 0x80 {
				code = uint(binary.PrefixFC) + uint(body[pos])
				pos++
				goto dispatch
			}
		}
		// The long way.
		f.sp, f.frames = sp, frames
		f.reader.SeekTo(offset + int64(start))
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

// noFast sends everything the long way.
var noFast fastTable

// shortIndex reads an index of one or two bytes; next is 0 if it is longer.
// The byte after it is there, since a body goes on with an instruction.
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

// skipShort passes over an integer of at most four bytes, whatever its sign; 0
// if it is longer.
func skipShort(b []byte, pos int) int {
	for i := 0; i < 4 && uint(pos) < uint(len(b)); i++ {
		pos++
		if b[pos-1] < 0x80 {
			return pos
		}
	}
	return 0
}

// skipLong is skipShort for up to nine bytes.
func skipLong(b []byte, pos int) int {
	for i := 0; i < 9 && uint(pos) < uint(len(b)); i++ {
		pos++
		if b[pos-1] < 0x80 {
			return pos
		}
	}
	return 0
}

// shortMemArg passes over a memory access's immediate: alignment at most
// natural, memory 0, an offset of at most four bytes.
func shortMemArg(b []byte, pos int, align uint8) int {
	if uint(pos) < uint(len(b)) && b[pos] <= align {
		return skipShort(b, pos+1)
	}
	return 0
}
