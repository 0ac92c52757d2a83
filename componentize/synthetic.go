package componentize

import (
	"slices"
	"strconv"

	wabin "github.com/tetratelabs/wabin/binary"
	"github.com/tetratelabs/wabin/wasm"

	"wcomp/binary"
	"wcomp/decode"
	"wcomp/encode"
)

// syntheticModule is a small core module in the making: the shim or the fix-up. Types, imports, functions, exports and
// code are wabin's model; what that model has no words for (element segments other than the plain kind, typed
// references, 64-bit memories) is written as whole sections beside it.
type syntheticModule struct {
	m     wasm.Module
	types map[string]uint32
	// raw sections replace or add to those of m.
	raw map[binary.SectionID][]byte

	funcs, globals         uint32 // counts of the index spaces
	funcNames, globalNames []binary.Naming
}

// typeOf is the index of a function type, entered when it is first asked for.
func (s *syntheticModule) typeOf(t binary.FuncType) uint32 {
	key := funcKey(t)
	if i, ok := s.types[key]; ok {
		return i
	}
	if s.types == nil {
		s.types = map[string]uint32{}
	}
	i := uint32(len(s.m.TypeSection))
	s.m.TypeSection = append(s.m.TypeSection, &wasm.FunctionType{Params: typeCodes(t.Params), Results: typeCodes(t.Results)})
	s.types[key] = i
	return i
}

// typeCodes are value types as single bytes; the plan lets no others through (see passable).
func typeCodes(types []binary.ValType) []byte {
	codes := make([]byte, len(types))
	for i, t := range types {
		codes[i] = t.Code()
	}
	return codes
}

// passable says whether a function of this type can be passed on by the shim module: its types mean the same in every
// module.
func passable(t binary.FuncType) bool {
	ok := func(v binary.ValType) bool { return v.IsNumeric() || v.IsVector() || v.Shorthand() != "" }
	return !slices.ContainsFunc(t.Params, func(v binary.ValType) bool { return !ok(v) }) &&
		!slices.ContainsFunc(t.Results, func(v binary.ValType) bool { return !ok(v) })
}

// importFunc imports a function and returns its index. All imports of functions come before definitions.
func (s *syntheticModule) importFunc(module, name string, t binary.FuncType) uint32 {
	s.m.ImportSection = append(s.m.ImportSection, &wasm.Import{Type: wasm.ExternTypeFunc, Module: module, Name: name, DescFunc: s.typeOf(t)})
	return s.nameFunc(name)
}

func (s *syntheticModule) nameFunc(name string) uint32 {
	i := s.funcs
	s.funcs++
	s.funcNames = append(s.funcNames, binary.Naming{Index: i, Name: name})
	return i
}

// define adds a function and returns its index.
func (s *syntheticModule) define(name string, t binary.FuncType, locals []byte, body []byte) uint32 {
	s.m.FunctionSection = append(s.m.FunctionSection, s.typeOf(t))
	s.m.CodeSection = append(s.m.CodeSection, &wasm.Code{LocalTypes: locals, Body: body})
	return s.nameFunc(name)
}

func (s *syntheticModule) export(kind wasm.ExternType, name string, index uint32) {
	s.m.ExportSection = append(s.m.ExportSection, &wasm.Export{Type: kind, Name: name, Index: index})
}

// section gives the contents of a section that wabin's model cannot express.
func (s *syntheticModule) section(id binary.SectionID, contents []byte) {
	if s.raw == nil {
		s.raw = map[binary.SectionID][]byte{}
	}
	s.raw[id] = contents
}

// bytes encodes the module, with the producer's section and, if it has a name, a name section.
func (s *syntheticModule) bytes(p Producer, moduleName string, funcNames bool) []byte {
	var out encode.Module
	rank := 0
	write := func(upTo int) {
		for ; rank < upTo; rank++ {
			for id, contents := range s.raw {
				if id.Rank() == rank {
					out.Section(id, contents)
				}
			}
		}
	}
	parser := decode.NewParser(wabin.EncodeModule(&s.m), 0)
	var ev decode.Event
	for parser.Next(&ev) {
		if ev.Kind != decode.EventSection && ev.Kind != decode.EventCode {
			continue
		}
		write(ev.Section().Rank())
		if _, ok := s.raw[ev.Section()]; !ok {
			out.Section(ev.Section(), ev.Data)
		}
	}
	write(binary.SectionData.Rank() + 1)
	if contents := p.contents(); contents != nil {
		out.Custom(producersSection, contents)
	}
	if moduleName != "" {
		names := encode.NameSubsection(nil, &binary.NameSubsection{Kind: binary.NameModule, Name: moduleName})
		if funcNames || len(s.funcNames) > 0 {
			names = encode.NameSubsection(names, &binary.NameSubsection{Kind: binary.NameFunction, Names: s.funcNames})
		}
		if len(s.globalNames) > 0 {
			names = encode.NameSubsection(names, &binary.NameSubsection{Kind: binary.NameGlobal, Names: s.globalNames})
		}
		out.Custom("name", names)
	}
	return out.Bytes()
}

// code assembles a function body.
type code struct{ b []byte }

func (c *code) op(op binary.Opcode) *code {
	c.b = binary.AppendOpcode(c.b, op)
	return c
}

func (c *code) index(op binary.Opcode, i uint32) *code {
	c.b = binary.AppendU32(binary.AppendOpcode(c.b, op), i)
	return c
}

func (c *code) i32(v int32) *code {
	c.b = binary.AppendS32(binary.AppendOpcode(c.b, binary.OpI32Const), v)
	return c
}

// params pushes the first n locals.
func (c *code) params(n int) *code {
	for i := range n {
		c.index(binary.OpLocalGet, uint32(i))
	}
	return c
}

func (c *code) end() []byte {
	c.op(binary.OpEnd)
	return c.b
}

func itoa(i int) string { return strconv.Itoa(i) }
