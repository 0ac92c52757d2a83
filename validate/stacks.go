package validate

import (
	"sort"
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
)

// Stacks knows the structure of an input, so that the operand stack can be
// told after each instruction of its function bodies. All features are on.
type Stacks struct {
	v *validator
}

// NewStacks reads the structure of data. Where that is invalid the bodies that
// follow are not known; Invalid says what is wrong.
func NewStacks(data []byte) *Stacks {
	v := newValidator(data, Options{Features: binary.AllFeatures, AllErrors: 1000})
	v.structure(kindAny)
	tables := map[fastKey]*fastTable{}
	for _, m := range v.code {
		m.prepare(tables)
	}
	return &Stacks{v}
}

// Invalid is the first error of the structure from offset start up to end, or
// nil.
func (s *Stacks) Invalid(start, end int64) error {
	for _, err := range s.v.errs {
		if err.Offset >= start && err.Offset < end {
			return err
		}
	}
	return nil
}

// Body starts checking function bodies with stacks of its own, so that several
// can be checked at the same time.
func (s *Stacks) Body() *BodyStack { return &BodyStack{s: s, f: newFuncState(s.v)} }

// BodyStack is the operand stack of the body being checked.
type BodyStack struct {
	s *Stacks
	f *funcState
}

// Enter begins the body whose first byte is at offset. It is false if the
// body is not known.
func (b *BodyStack) Enter(offset int64) bool {
	code := b.s.v.code
	i := sort.Search(len(code), func(i int) bool { return len(code[i].bodies) > 0 && code[i].bodies[0].offset > offset })
	for i--; i >= 0 && len(code[i].bodies) == 0; i-- {
	}
	if i < 0 {
		return false
	}
	m := code[i]
	k := sort.Search(len(m.bodies), func(k int) bool { return m.bodies[k].offset >= offset })
	if k == len(m.bodies) || m.bodies[k].offset != offset {
		return false
	}
	f := b.f
	f.enterModule(m)
	f.begin(f.types.At(m.Types[m.Funcs[m.ImportedFuncs+k]]))
	body := decode.Body{Data: b.s.v.data[offset : offset+int64(m.bodies[k].size)], Offset: offset}
	locals := body.Locals()
	f.declareLocals(&locals, len(body.Data))
	f.reader = locals.Operators(f.features)
	return f.err == nil
}

// Step checks the next instruction and says whether it is valid.
func (b *BodyStack) Step() bool {
	f := b.f
	if f.err != nil || len(f.frames) == 0 || !f.reader.Next(&f.op) {
		return false
	}
	f.step()
	return f.err == nil
}

// Append appends what is on the stack of the innermost open block, bottom to
// top, in the words of the text format; concrete types by their number in the
// input.
func (b *BodyStack) Append(text []byte) []byte {
	f := b.f
	if len(f.frames) == 0 {
		return text
	}
	height := int(f.frames[len(f.frames)-1].height)
	for i := height; i < f.sp; i++ {
		if i > height {
			text = append(text, ' ')
		}
		text = appendStackType(text, f.stack[i])
	}
	return text
}

func appendStackType(text []byte, t binary.ValType) []byte {
	switch {
	case !known(t):
		return append(text, "(unknown)"...)
	case !t.IsConcrete():
		return appendAbstract(text, t)
	}
	text = append(text, "(ref "...)
	if t.Nullable() {
		text = append(text, "null "...)
	}
	id := "(id " + strconv.FormatUint(uint64(t.Index()), 10) + ")"
	if t.Exact() {
		id = "(exact " + id + ")"
	}
	text = append(text, id...)
	return append(text, ')')
}

// appendAbstract writes every nullable reference in its short form, also where
// the text format has none: `contref`, `(shared anyref)`.
func appendAbstract(text []byte, t binary.ValType) []byte {
	if !t.IsRef() || !t.Nullable() {
		return append(text, t.String()...)
	}
	plain := t.Unshared()
	word := plain.Shorthand()
	switch plain.Heap() {
	case binary.HeapCont:
		word = "contref"
	case binary.HeapNoCont:
		word = "nullcontref"
	}
	if t.Shared() {
		word = "(shared " + word + ")"
	}
	return append(text, word...)
}
