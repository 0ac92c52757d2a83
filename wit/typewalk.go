package wit

import "iter"

// Refs goes through the types that a definition of the kind mentions directly, in the order in which they are written.
// The resource of a handle is one of them.
func Refs(k Kind) iter.Seq[Type] {
	return func(yield func(Type) bool) { eachRef(k, yield) }
}

// eachRef calls f for each type mentioned by k until it answers false.
func eachRef(k Kind, f func(Type) bool) {
	one := func(t Type) bool { return t == NoType || f(t) }
	switch k := k.(type) {
	case Record:
		for i := range k.Fields {
			if !f(k.Fields[i].Type) {
				return
			}
		}
	case Own:
		f(k.Type.Ref())
	case Borrow:
		f(k.Type.Ref())
	case Tuple:
		for _, t := range k.Types {
			if !f(t) {
				return
			}
		}
	case Variant:
		for i := range k.Cases {
			if !one(k.Cases[i].Type) {
				return
			}
		}
	case Option:
		f(k.Type)
	case Result:
		if one(k.OK) {
			one(k.Err)
		}
	case List:
		f(k.Elem)
	case FixedLengthList:
		f(k.Elem)
	case Map:
		if f(k.Key) {
			f(k.Value)
		}
	case Future:
		one(k.Type)
	case Stream:
		one(k.Type)
	case Alias:
		f(k.Type)
	}
}

// mapRefs returns the kind with every type it mentions replaced. What k holds is left as it is.
func mapRefs(k Kind, f func(Type) Type) Kind {
	one := func(t Type) Type {
		if t == NoType {
			return NoType
		}
		return f(t)
	}
	handle := func(id TypeID) TypeID {
		if to, ok := f(id.Ref()).Def(); ok {
			return to
		}
		return id
	}
	switch k := k.(type) {
	case Record:
		fields := make([]Field, len(k.Fields))
		for i, field := range k.Fields {
			field.Type = f(field.Type)
			fields[i] = field
		}
		return Record{fields}
	case Own:
		return Own{handle(k.Type)}
	case Borrow:
		return Borrow{handle(k.Type)}
	case Tuple:
		types := make([]Type, len(k.Types))
		for i, t := range k.Types {
			types[i] = f(t)
		}
		return Tuple{types}
	case Variant:
		cases := make([]Case, len(k.Cases))
		for i, c := range k.Cases {
			c.Type = one(c.Type)
			cases[i] = c
		}
		return Variant{cases}
	case Option:
		return Option{f(k.Type)}
	case Result:
		return Result{one(k.OK), one(k.Err)}
	case List:
		return List{f(k.Elem)}
	case FixedLengthList:
		return FixedLengthList{f(k.Elem), k.Len}
	case Map:
		return Map{f(k.Key), f(k.Value)}
	case Future:
		return Future{one(k.Type)}
	case Stream:
		return Stream{one(k.Type)}
	case Alias:
		return Alias{f(k.Type)}
	}
	return k
}

// typeWalker visits type definitions after the ones they mention, each once, without recursion: chains of types may be
// as long as the input.
type typeWalker struct {
	r     *Resolve
	seen  []walkState // by TypeID
	stack []TypeID
}

type walkState uint8

const (
	walkNew walkState = iota
	walkOpen
	walkDone
)

func newTypeWalker(r *Resolve) *typeWalker {
	return &typeWalker{r: r, seen: make([]walkState, len(r.Types))}
}

// walk visits t and what it mentions, as far as not visited yet. A cycle, which no valid graph has, is cut.
func (w *typeWalker) walk(t Type, visit func(TypeID)) {
	id, ok := t.Def()
	if !ok {
		return
	}
	if grow := len(w.r.Types) - len(w.seen); grow > 0 {
		w.seen = append(w.seen, make([]walkState, grow)...)
	}
	if w.seen[id] != walkNew {
		return
	}
	w.stack = append(w.stack[:0], id)
	for len(w.stack) > 0 {
		id := w.stack[len(w.stack)-1]
		if w.seen[id] != walkNew {
			w.stack = w.stack[:len(w.stack)-1]
			if w.seen[id] == walkOpen {
				w.seen[id] = walkDone
				visit(id)
			}
			continue
		}
		w.seen[id] = walkOpen
		first := len(w.stack)
		eachRef(w.r.Types[id].Kind, func(t Type) bool {
			if ref, ok := t.Def(); ok && w.seen[ref] == walkNew {
				w.stack = append(w.stack, ref)
			}
			return true
		})
		// The stack gives back the last first.
		for i, j := first, len(w.stack)-1; i < j; i, j = i+1, j-1 {
			w.stack[i], w.stack[j] = w.stack[j], w.stack[i]
		}
	}
}
