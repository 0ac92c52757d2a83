package wat

import "wcomp/binary"

// Core types: definitions, value types and signatures.

// function is the signature of type t if it is a plain function type, whose
// parameters are repeated where it is used.
func (m *moduleState) function(t uint32) *signature {
	if uint(t) < uint(len(m.types)) {
		if s := &m.types[t]; s.kind == binary.CompositeFunc && s.plain {
			return s
		}
	}
	return nil
}

func (m *moduleState) addType(t *binary.SubType) {
	m.types = append(m.types, signature{
		kind:   t.Kind,
		plain:  !t.Shared && !t.HasDescribes && !t.HasDescriptor,
		fields: len(t.Fields),
		cont:   t.Cont,
		params: t.Func.Params, results: t.Func.Results,
	})
}

// recGroup prints an entry of the type section, whose keyword is word; n are
// the identifiers of types.
func (p *printer) recGroup(g *binary.RecGroup) {
	if !g.Explicit {
		for i := range g.Types {
			p.newline(g.Types[i].Offset)
			p.typeDefinition("type ", &g.Types[i])
		}
		return
	}
	p.newline(g.Offset)
	p.open("rec")
	for i := range g.Types {
		// The reference gives all members the place after a one-byte count.
		p.newline(g.Offset + 2)
		p.typeDefinition("type ", &g.Types[i])
		p.maybeFlush()
	}
	p.close()
}

func (p *printer) typeDefinition(word string, t *binary.SubType) {
	p.open(word)
	index := uint32(len(p.mod.types))
	p.define(&p.mod.names.types, index, true)
	p.byte(' ')
	p.mod.addType(t)
	p.subType(index, t)
	p.close()
}

// subType writes the definition of type index without the form around it.
func (p *printer) subType(index uint32, t *binary.SubType) {
	wrapped := !t.Final || t.HasSuper
	if wrapped {
		p.open("sub")
		p.byte(' ')
		if t.Final {
			p.str("final ")
		}
		if t.HasSuper {
			p.use(&p.mod.names.types, t.Super)
			p.byte(' ')
		}
	}
	p.compositeType(index, &t.CompositeType)
	if wrapped {
		p.close()
	}
}

func (p *printer) compositeType(index uint32, t *binary.CompositeType) {
	if t.Shared {
		p.open("shared")
		p.byte(' ')
	}
	if t.HasDescribes {
		p.open("describes")
		p.byte(' ')
		p.use(&p.mod.names.types, t.Describes)
		p.close()
		p.byte(' ')
	}
	if t.HasDescriptor {
		p.open("descriptor")
		p.byte(' ')
		p.use(&p.mod.names.types, t.Descriptor)
		p.close()
		p.byte(' ')
	}
	switch t.Kind {
	case binary.CompositeFunc:
		p.open("func")
		p.params(t.Func.Params)
		p.results(t.Func.Results)
		p.close()
	case binary.CompositeStruct:
		p.open("struct")
		fields := &p.body.fields
		p.mod.names.fields.load(index, fields)
		for i := range t.Fields {
			p.str(" (field ")
			if s := fields.get(uint32(i)); s != "" {
				p.byte('$')
				p.str(s)
				p.realName(fields, uint32(i))
				p.byte(' ')
			}
			p.fieldType(&t.Fields[i])
			p.byte(')')
		}
		p.close()
	case binary.CompositeArray:
		p.open("array")
		p.byte(' ')
		for i := range t.Fields {
			p.fieldType(&t.Fields[i])
		}
		p.close()
	case binary.CompositeCont:
		p.open("cont")
		p.byte(' ')
		p.use(&p.mod.names.types, t.Cont)
		p.close()
	}
	if t.Shared {
		p.close()
	}
}

// realName writes the name that a made-up identifier stands for.
func (p *printer) realName(n *names, i uint32) {
	if name, ok := n.real[i]; ok {
		p.str(" (")
		p.keyword("@name \"")
		p.b = appendTextEscapes(p.b, name)
		p.str("\")")
	}
}

func (p *printer) fieldType(t *binary.FieldType) {
	if t.Mutable {
		p.str("(mut ")
	}
	if t.Type.IsPacked() {
		p.str(t.Type.String())
	} else {
		p.valType(t.Type)
	}
	if t.Mutable {
		p.byte(')')
	}
}

// params writes parameters without names, in one form.
func (p *printer) params(list []binary.ValType) { p.typeList(" (", "param", list) }

func (p *printer) results(list []binary.ValType) { p.typeList(" (", "result", list) }

func (p *printer) typeList(open, word string, list []binary.ValType) {
	if len(list) == 0 {
		return
	}
	p.str(open)
	p.keyword(word)
	for _, t := range list {
		p.byte(' ')
		p.valType(t)
	}
	p.byte(')')
}

// signature writes parameters without names, and results.
func (p *printer) signature(s *signature) {
	p.params(s.params)
	p.results(s.results)
}

// valType writes a value type.
func (p *printer) valType(t binary.ValType) {
	switch t {
	case binary.I32:
		p.typeWord("i32")
	case binary.I64:
		p.typeWord("i64")
	case binary.F32:
		p.typeWord("f32")
	case binary.F64:
		p.typeWord("f64")
	case binary.V128:
		p.typeWord("v128")
	default:
		p.refType(t)
	}
}

func (p *printer) refType(t binary.ValType) {
	if s := t.Shorthand(); s != "" {
		p.typeWord(s)
		return
	}
	if t.Nullable() {
		p.open("ref")
		p.str(" null ")
	} else {
		p.open("ref ")
	}
	p.heapType(t.Heap())
	p.close()
}

func (p *printer) heapType(t binary.HeapType) {
	switch {
	case t.IsConcrete() && t.Exact():
		p.open("exact ")
		p.use(&p.mod.names.types, t.Index())
		p.close()
	case t.IsConcrete():
		p.use(&p.mod.names.types, t.Index())
	case t.Shared():
		p.open("shared ")
		p.typeWord(t.AbstractName())
		p.close()
	default:
		p.typeWord(t.AbstractName())
	}
}
