package wit

import "slices"

// cloner copies types from owners to others: named types of the owners and, with them, all anonymous types, which always
// belong to where they are used. What other owners define is referred to as before.
type cloner struct {
	r      *Resolve
	owners map[Owner]Owner // the new owner by the old one
	// types says what is referred to instead of a type: its copy or what the caller put there.
	types map[TypeID]TypeID
	// outer says the same of types that are not the owners'.
	outer map[TypeID]TypeID
	open  map[TypeID]bool
	stack []TypeID
}

func newCloner(r *Resolve, from, to Owner) *cloner {
	return &cloner{r: r, owners: map[Owner]Owner{from: to}, types: map[TypeID]TypeID{}, open: map[TypeID]bool{}}
}

// typ returns the type to refer to instead of t, copied with what it mentions if need be, mentioned ones first.
func (c *cloner) typ(t Type) Type {
	id, ok := t.Def()
	if !ok || !c.copies(id) {
		return c.mapped(t)
	}
	c.stack = append(c.stack[:0], id)
	for len(c.stack) > 0 {
		id := c.stack[len(c.stack)-1]
		if !c.open[id] && c.copies(id) {
			c.open[id] = true
			first := len(c.stack)
			eachRef(c.r.Types[id].Kind, func(t Type) bool {
				if ref, ok := t.Def(); ok && !c.open[ref] && c.copies(ref) {
					c.stack = append(c.stack, ref)
				}
				return true
			})
			slices.Reverse(c.stack[first:])
			continue
		}
		c.stack = c.stack[:len(c.stack)-1]
		if !c.copies(id) {
			continue // mentioned twice
		}
		def := *c.r.Types[id]
		def.Kind = mapRefs(def.Kind, c.mapped)
		if to, ok := c.owners[def.Owner]; ok {
			def.Owner = to
		}
		c.types[id] = c.r.AddType(&def)
		delete(c.open, id)
	}
	return c.mapped(t)
}

// copies reports whether a type is to be copied and is not yet.
func (c *cloner) copies(id TypeID) bool {
	owner := c.r.Types[id].Owner
	if _, ours := c.owners[owner]; !ours && !owner.IsNone() {
		return false
	}
	if _, done := c.types[id]; done {
		return false
	}
	_, shared := c.outer[id]
	return !shared || !owner.IsNone()
}

func (c *cloner) mapped(t Type) Type {
	if id, ok := t.Def(); ok {
		if to, ok := c.types[id]; ok {
			return to.Ref()
		}
		if to, ok := c.outer[id]; ok {
			return to.Ref()
		}
	}
	return t
}

func (c *cloner) function(f *Function) *Function {
	clone := *f
	if f.Kind.OfResource() {
		clone.Resource, _ = c.typ(f.Resource.Ref()).Def()
	}
	clone.Params = make([]Param, len(f.Params))
	for i, p := range f.Params {
		p.Type = c.typ(p.Type)
		clone.Params[i] = p
	}
	clone.Result = c.typ(f.Result)
	return &clone
}

// iface copies an interface.
func (c *cloner) iface(id InterfaceID) InterfaceID {
	of := id
	old := c.r.Interfaces[id]
	clone := &Interface{
		Name: old.Name, Docs: old.Docs, Stability: old.Stability, Package: old.Package, CloneOf: &of, Span: old.Span,
	}
	to := c.r.AddInterface(clone)
	c.owners[InterfaceOwner(id)] = InterfaceOwner(to)
	for name, t := range old.Types.All() {
		copied, _ := c.typ(t.Ref()).Def()
		clone.Types.Set(name, copied)
	}
	for name, f := range old.Functions.All() {
		clone.Functions.Set(name, c.function(f))
	}
	return to
}

// item copies an item of a world. An interface with a name stays the one it is.
func (c *cloner) item(item WorldItem) WorldItem {
	switch item := item.(type) {
	case *InterfaceItem:
		clone := *item
		if c.r.Interfaces[item.ID].Name == "" {
			clone.ID = c.iface(item.ID)
		}
		return &clone
	case *Function:
		return c.function(item)
	case TypeItem:
		id, _ := c.typ(item.ID.Ref()).Def()
		return TypeItem{id}
	}
	return item
}
