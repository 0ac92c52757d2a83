package validate

import (
	"strconv"

	"wcomp/binary"
	"wcomp/decode"
)

// Steps lets a caller that walks function bodies anyway (the printer) see the
// operand stack after every instruction.
type Steps struct {
	v       *validator
	modules map[int64]*moduleState
	f       *funcState
	err     error
	body    bool // a body is being checked
}

// NewSteps checks the structure of data; Err says whether it is valid. The
// modules read before an error are usable. Features of the zero value are all
// features here.
func NewSteps(data []byte, o Options) *Steps {
	if o.Features == 0 {
		o.Features = binary.AllFeatures
	}
	v := newValidator(data, o)
	v.structure(kindAny)
	s := &Steps{v: v, modules: map[int64]*moduleState{}, f: newFuncState(v), err: v.stop}
	if s.err == nil {
		s.err = v.result()
	}
	for _, m := range v.code {
		s.modules[m.offset] = m
	}
	return s
}

// Err is what is wrong with the structure, or nil.
func (s *Steps) Err() error { return s.err }

// Body starts the body of a function of the module whose header is at offset
// module, given the function's place in the code section. The locals are read
// from it. It returns an error if the module is unknown or a local is wrong;
// Step must not be called then.
func (s *Steps) Body(module int64, index uint32, body decode.Body) error {
	s.body = false
	m := s.modules[module]
	if m == nil || uint64(m.ImportedFuncs)+uint64(index) >= uint64(len(m.Funcs)) {
		return invalidf(body.Offset, "the function is not part of a valid module")
	}
	f := s.f
	f.m = m
	ty := s.v.types.At(m.Types[m.Funcs[m.ImportedFuncs+int(index)]])
	f.begin(ty)
	locals := body.Locals()
	f.declareLocals(&locals, len(body.Data))
	s.body = f.err == nil
	if !s.body {
		return f.err
	}
	return nil
}

// Step checks the next instruction of the body. After an error the body must
// not be gone on with.
func (s *Steps) Step(op *binary.Operator) error {
	f := s.f
	if !s.body || len(f.frames) == 0 {
		return invalidf(op.Offset, "operators remaining after the end of the function")
	}
	f.op = *op
	f.step()
	if f.err != nil {
		s.body = false
		return f.err
	}
	return nil
}

// Operands are the operands of the innermost block, bottom to top; none after
// the function's end. The slice is valid until the next Step.
func (s *Steps) Operands() []binary.ValType {
	f := s.f
	if len(f.frames) == 0 {
		return nil
	}
	return f.stack[f.top().height:f.sp]
}

// OperandString is an operand in the text format; references to defined types
// show the type's canonical number, operands of dead code are (unknown).
func (s *Steps) OperandString(t binary.ValType) string {
	switch {
	case !known(t):
		return "(unknown)"
	case t.IsConcrete():
		id := "(id " + strconv.Itoa(int(t.Index())) + ")"
		if t.Exact() {
			id = "(exact " + id + ")"
		}
		if t.Nullable() {
			id = "null " + id
		}
		return "(ref " + id + ")"
	}
	return t.String()
}
