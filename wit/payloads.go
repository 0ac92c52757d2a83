package wit

// FuturesAndStreams lists the futures and streams in a function's signature:
// parameters in order, then the result, each type's parts before itself. Their
// places are the numbers that core names such as [stream-new-0]f carry. A type
// that is mentioned twice is listed twice.
func (r *Resolve) FuturesAndStreams(f *Function) []TypeID {
	p := payloads{r: r, has: map[TypeID]bool{}}
	for i := range f.Params {
		p.walk(f.Params[i].Type)
	}
	p.walk(f.Result)
	return p.list
}

// maxPayloads ends the list: types that mention one another twice make it grow
// without bounds.
const maxPayloads = 1 << 16

type payloads struct {
	r    *Resolve
	list []TypeID
	// has remembers whether a type contains a future or stream, so that large
	// types without one are looked through once.
	has map[TypeID]bool
}

func (p *payloads) walk(t Type) bool {
	id, ok := t.Def()
	if !ok {
		return false
	}
	if has, seen := p.has[id]; seen && !has {
		return false
	}
	if len(p.list) >= maxPayloads {
		return true
	}
	p.has[id] = false
	found := false
	kind := p.r.Types[id].Kind
	switch kind.(type) {
	case Own, Borrow:
		return false
	}
	eachRef(kind, func(t Type) bool {
		found = p.walk(t) || found
		return true
	})
	switch kind.(type) {
	case Future, Stream:
		p.list = append(p.list, id)
		found = true
	}
	p.has[id] = found
	return found
}
