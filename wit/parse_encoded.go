package wit

import "fmt"

// encoded is a dependency that was decoded: a graph of its own, with its package and what that takes from others.
type encoded struct {
	name string // of the file
	from *Resolve
	main PackageID
}

// mergeEncoded takes the encoded dependencies into the graph, before any text but those packages that an encoded one takes something from:
// there the text is what counts, since the encoded package has of them only what it needs.
func (r *resolver) mergeEncoded() error {
	for _, e := range r.encoded {
		double := false
		for i, pkg := range e.from.Packages {
			text := r.byName[pkg.Name]
			if text == nil {
				continue
			}
			if PackageID(i) == e.main {
				double = true
				x := r.errorAt(text.header, text.at, codeDuplicate, "package `%s` is defined here and in `%s`", pkg.Name, e.name)
				x.Help = "keep one of them in `deps`"
				continue
			}
			r.visit(text)
		}
		if double {
			continue
		}
		if _, err := r.r.Merge(e.from); err != nil {
			return fmt.Errorf("%s: %w", e.name, err)
		}
		r.noteMerged()
	}
	return nil
}

// noteMerged catches up with the types that a merge has appended, in whatever order.
func (r *resolver) noteMerged() {
	first := len(r.info)
	r.info = append(r.info, make([]typeInfo, len(r.r.Types)-first)...)
	walker := newTypeWalker(r.r)
	for id := first; id < len(r.r.Types); id++ {
		walker.walk(TypeID(id).Ref(), func(id TypeID) { r.info[id] = r.kindInfo(r.r.Types[id].Kind) })
	}
}
