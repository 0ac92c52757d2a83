package wit

import "wcomp/binary"

// recognize notes for the anonymous parts of a type, which a second definition of an interface defines again, that they are those of the
// type that is known from the first one.
func (d *binaryDecoder) recognize(id TypeID, e *typeEntity) {
	for t := e; t != nil; t = t.of {
		if t.known {
			return // another name of a type
		}
	}
	type pair struct {
		id TypeID
		b  *typeEntity
	}
	todo := []pair{{id, e.base()}}
	for len(todo) > 0 {
		p := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if p.b.def == nil {
			continue
		}
		var refs []Type
		eachRef(d.r.Types[p.id].Kind, func(t Type) bool {
			refs = append(refs, t)
			return true
		})
		parts := valTypes(p.b.def)
		if len(parts) != len(refs) {
			continue // it is another type: nothing can be said
		}
		for i, part := range parts {
			to, ok := refs[i].Def()
			if !ok || part.Prim != 0 {
				continue
			}
			t, err := p.b.in.typeAt(part.Index, p.b.def.Offset)
			if err != nil {
				continue
			}
			known := false
			for of := t; of != nil; of = of.of {
				known = known || of.known
			}
			if b := t.base(); !known && !b.resource && d.r.Types[to].Name == "" {
				b.id, b.known = to, true
				todo = append(todo, pair{to, b})
			}
		}
	}
}

// valTypes are the types that a definition mentions, without the resources of handles.
func valTypes(t *binary.Type) (list []binary.ComponentValType) {
	opt := func(v binary.OptValType) {
		if v.Present {
			list = append(list, v.Type)
		}
	}
	switch t.Kind {
	case binary.TypeRecord:
		for _, f := range t.Fields {
			list = append(list, f.Type)
		}
	case binary.TypeVariant:
		for _, c := range t.Cases {
			opt(c.Type)
		}
	case binary.TypeTuple:
		list = t.Types
	case binary.TypeList, binary.TypeFixedList, binary.TypeOption:
		list = append(list, t.Elem)
	case binary.TypeMap:
		list = append(list, t.Elem, t.Value)
	case binary.TypeResult:
		opt(t.Ok)
		opt(t.Err)
	case binary.TypeStream, binary.TypeFuture:
		opt(t.Ok)
	}
	return list
}
