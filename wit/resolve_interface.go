package wit

import "wcomp/wit/ast"

// resolveInterface builds an interface, named or inline. It answers false if a gate leaves the interface out: then it is not in the graph,
// though what is in it has been checked.
func (r *resolver) resolveInterface(p *unresolved, f *fileScope, i *Interface, items []ast.InterfaceItem, off bool) (InterfaceID, bool) {
	id := InterfaceID(len(r.r.Interfaces))
	if !off {
		r.r.AddInterface(i)
	}
	b := body{r: r, p: p, f: f, owner: InterfaceOwner(id), off: off, what: "interface"}
	var uses []*ast.Use
	var defs []*ast.TypeDef
	for _, item := range items {
		switch item := item.(type) {
		case *ast.Use:
			uses = append(uses, item)
		case *ast.TypeDef:
			defs = append(defs, item)
		case *ast.Func:
			b.functionNames = append(b.functionNames, item)
		}
	}
	b.resolveTypes(uses, defs)
	for _, e := range b.defs {
		typeID, _ := e.t.Def()
		i.Types.Set(e.id.Name, typeID)
	}
	if !off {
		r.noteMissing(id, &b)
	}
	b.resolveInterfaceFunctions(i, items)
	b.checkCase()
	return id, !off
}

// noteMissing remembers the types that an interface should have and has not, so that others know why.
func (r *resolver) noteMissing(id InterfaceID, b *body) {
	for _, e := range b.order {
		if e.t >= 0 {
			continue
		}
		if r.missing[id] == nil {
			r.missing[id] = make(map[string]Type)
		}
		r.missing[id][e.id.Name] = e.t
	}
}

// resolveNamedInterface builds an interface of the package.
func (r *resolver) resolveNamedInterface(p *unresolved, d *decl) {
	s, off := r.gate(p, d.file, &d.iface.Attrs, d.name.Span)
	r.noExternalID(d.file, &d.iface.Attrs, "an interface")
	i := &Interface{
		Name:      d.name.Name,
		Docs:      d.file.docs(d.iface.Attrs.Docs),
		Stability: s,
		Package:   p.id,
		Span:      d.file.span(d.name.Span),
	}
	id, on := r.resolveInterface(p, d.file, i, d.iface.Items, off)
	if !on {
		d.state = declOff
		return
	}
	d.state, d.interfaceID = declDone, id
	r.r.Packages[p.id].Interfaces.Set(i.Name, id)
}
