package componentize

import "wcomp/wit"

// liveTypes are the types that the component needs of each imported interface, in the order in which they were first
// needed, each after those it refers to.
type liveTypes struct {
	w     *world
	seen  map[wit.TypeID]bool
	owned map[wit.InterfaceID][]wit.TypeID
	// each is called for every live type instead, if set.
	each func(wit.TypeID)
}

func newLiveTypes(w *world) *liveTypes {
	return &liveTypes{w: w, seen: map[wit.TypeID]bool{}, owned: map[wit.InterfaceID][]wit.TypeID{}}
}

// visit makes a type live, after the types it refers to. Chains of types may be as long as the input, so there is no
// recursion.
func (l *liveTypes) visit(t wit.Type) {
	id, ok := t.Def()
	if !ok || l.seen[id] {
		return
	}
	type frame struct {
		id   wit.TypeID
		refs []wit.Type
	}
	open := func(id wit.TypeID) frame {
		l.seen[id] = true
		f := frame{id: id}
		for ref := range wit.Refs(l.w.resolve.Types[id].Kind) {
			f.refs = append(f.refs, ref)
		}
		return f
	}
	stack := []frame{open(id)}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if len(top.refs) == 0 {
			l.add(top.id)
			stack = stack[:len(stack)-1]
			continue
		}
		next, ok := top.refs[0].Def()
		top.refs = top.refs[1:]
		if ok && !l.seen[next] {
			stack = append(stack, open(next))
		}
	}
}

func (l *liveTypes) add(id wit.TypeID) {
	if l.each != nil {
		l.each(id)
		return
	}
	if owner, ok := l.w.resolve.Types[id].Owner.Interface(); ok {
		l.owned[owner] = append(l.owned[owner], id)
	}
}

// function makes the types of a function live.
func (l *liveTypes) function(f *wit.Function) {
	if f.Kind == wit.Static || f.Kind == wit.AsyncStatic || f.Kind == wit.Constructor {
		l.visit(f.Resource.Ref())
	}
	for i := range f.Params {
		l.visit(f.Params[i].Type)
	}
	l.visit(f.Result)
}

// imports makes live what a module's core imports need.
func (l *liveTypes) imports(m *PlannedModule) {
	for _, item := range l.w.world.Imports.All() {
		if t, ok := item.(wit.TypeItem); ok {
			l.visit(t.ID.Ref())
		}
	}
	for _, g := range m.groups {
		for _, imp := range g.fields {
			switch imp.Kind {
			case ImportLowered:
				l.function(imp.Func)
			case ImportBuiltin:
				l.builtin(imp)
			}
		}
	}
}

func (l *liveTypes) builtin(imp *Import) {
	switch {
	case imp.isResource():
		l.visit(imp.Resource.Ref())
	case imp.isPayload() && !imp.Unit:
		l.visit(imp.Payload.Ref())
	case imp.Func != nil:
		l.visit(imp.Func.Result)
	}
}

// exports makes live what the world's exports need of imported interfaces.
func (l *liveTypes) exports() {
	for _, item := range l.w.world.Exports.All() {
		switch item := item.(type) {
		case *wit.Function:
			l.function(item)
		case *wit.InterfaceItem:
			i := l.w.resolve.Interfaces[item.ID]
			for id := range i.Types.Values() {
				l.visit(id.Ref())
			}
			for f := range i.Functions.Values() {
				l.function(f)
			}
		}
	}
}
