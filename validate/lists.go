package validate

import "wcomp/binary"

// Comparisons of long lists of types. A call, a branch or a block may take a
// thousand operands, written in two bytes; where they match by subtyping and
// not word for word, the outcome is kept, so that each further time costs a
// comparison of memory. Lists come from Types and never change.

const (
	longList    = 16   // lists from this length on are remembered
	rememberMax = 1024 // of them
)

// listKey names a list: its first element's place and its length.
type listKey struct {
	first *binary.ValType
	n     int
}

func keyOf(ts []binary.ValType) listKey { return listKey{&ts[0], len(ts)} }

// knownOperands says whether the operands from lo on are those that were found
// to match ts before.
func (f *funcState) knownOperands(ts []binary.ValType, lo int) bool {
	have := f.operands[keyOf(ts)]
	return have != nil && sameTypes(f.stack[lo:lo+len(ts)], have)
}

// rememberOperands notes that operands match ts.
func (f *funcState) rememberOperands(ts, operands []binary.ValType) {
	if f.operands == nil || len(f.operands) >= rememberMax {
		f.operands = map[listKey][]binary.ValType{}
	}
	f.operands[keyOf(ts)] = append([]binary.ValType(nil), operands...)
}

// pairwise says whether each type of a is a subtype of its counterpart in b.
func (f *funcState) pairwise(a, b []binary.ValType) bool {
	if len(a) != len(b) {
		return false
	}
	if len(a) < longList {
		return f.subtypes(a, b)
	}
	if sameTypes(a, b) {
		return true
	}
	k := [2]listKey{keyOf(a), keyOf(b)}
	ok, seen := f.pairs[k]
	if !seen {
		if f.pairs == nil || len(f.pairs) >= rememberMax {
			f.pairs = map[[2]listKey]bool{}
		}
		ok = f.subtypes(a, b)
		f.pairs[k] = ok
	}
	return ok
}

func (f *funcState) subtypes(a, b []binary.ValType) bool {
	for i := range a {
		if !f.types.Subtype(a[i], b[i]) {
			return false
		}
	}
	return true
}
