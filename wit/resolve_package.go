package wit

import (
	"cmp"
	"errors"
	"slices"
	"strings"

	"wcomp/wit/ast"
)

// addPackage puts a package that was parsed into the pool. It reports a second one of the same name.
func (r *resolver) addPackage(p *unresolved) {
	if first := r.byName[p.name]; first != nil && !first.anyVersion && !p.anyVersion {
		first.failed = true // what it lacks may be in the other one
		e := r.errorAt(p.header, p.at, codeDuplicate, "package `%s` is defined in two places", p.name)
		e.Related = []ast.Related{{File: first.header.file, Span: first.at, Message: "the other place"}}
		return
	}
	p.shared = make(map[sharedKey]Type)
	p.tuples = make(map[string]Type)
	p.owns = make(map[TypeID]Type)
	r.byName[p.name] = p
	r.pool = append(r.pool, p)
	r.collect(p)
	r.mention(p)
}

// resolveAll resolves the packages of the pool, each behind those that it mentions.
func (r *resolver) resolveAll() {
	start := slices.Clone(r.pool)
	slices.SortStableFunc(start, func(a, b *unresolved) int {
		return cmp.Or(cmp.Compare(a.name.Namespace, b.name.Namespace), cmp.Compare(a.name.Name, b.name.Name), a.name.Version.Compare(b.name.Version))
	})
	for _, p := range start {
		r.visit(p)
	}
}

// visit resolves a package and first what it mentions. It keeps its own stack: chains of packages may be as long as the input.
func (r *resolver) visit(p *unresolved) {
	if p.state != unvisited {
		return
	}
	type frame struct {
		p    *unresolved
		left []mention
	}
	// The package that the walk starts with is not open: no reference led to it.
	stack := []frame{{p, p.mentions}}
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		if len(top.left) == 0 {
			stack = stack[:len(stack)-1]
			if top.p.state != closed {
				top.p.state = closed
				r.resolvePackage(top.p)
			}
			continue
		}
		m := top.left[0]
		top.left = top.left[1:]
		next := r.byName[m.name]
		switch {
		case next == nil:
			if _, ok := r.r.Package(m.name); !ok {
				r.unknownPackage(m)
			}
		case next.state == open:
			if !next.failed {
				next.failed = true
				r.errorAt(m.file, m.at, codeCycle, "package `%s` depends on itself", m.name)
			}
		case next.state == unvisited:
			next.state = open
			stack = append(stack, frame{next, next.mentions})
		}
	}
}

// unknownPackage reports a package that is nowhere.
func (r *resolver) unknownPackage(m mention) {
	if r.misplaced[m.name] || r.mayDefinePackage(m.name) {
		return
	}
	e := r.errorAt(m.file, m.at, codeUnknown, "package `%s` does not exist", m.name)
	if !r.suggests() {
		return
	}
	var names []string
	version := ""
	note := func(n PackageName) {
		names = append(names, n.String())
		if n.Namespace == m.name.Namespace && n.Name == m.name.Name {
			version = n.String()
		}
	}
	for _, p := range r.r.Packages {
		note(p.Name)
	}
	for _, p := range r.pool {
		note(p.name)
	}
	slices.Sort(names)
	names = slices.Compact(names)
	switch best := didYouMean(m.name.String(), names); {
	case version != "":
		e.Help = "there is `" + version + "`: a path names the version, too"
	case best != "":
		e.Help = best
	default:
		e.Help = "put it in the folder `deps`"
	}
}

// resolvePackage enters a package in the graph.
func (r *resolver) resolvePackage(p *unresolved) {
	p.id = r.r.AddPackage(&Package{Name: p.name, Docs: p.docs, Span: p.header.span(p.at)})
	p.firstInterface = InterfaceID(len(r.r.Interfaces))
	p.wantUses()
	order := r.sortDecls(p)
	for _, i := range order {
		if d := p.decls[i]; d.iface != nil {
			r.resolveNamedInterface(p, d)
		}
	}
	var worlds []*worldInProgress
	for _, i := range order {
		if d := p.decls[i]; d.world != nil {
			if w := r.resolveWorld(p, d); w != nil {
				worlds = append(worlds, w)
			}
		}
	}
	r.checkUses(p)
	r.ownFunctions(p, worlds)
	if r.broken {
		return // what a world needs and gives is not known
	}
	for _, w := range worlds {
		w.resolveIncludes()
		if err := r.r.Elaborate(w.id); err != nil {
			r.elaborationError(w, err)
		}
	}
}

// ownFunctions makes handles of the resources that the package's functions take and give.
func (r *resolver) ownFunctions(p *unresolved, worlds []*worldInProgress) {
	for _, i := range r.r.Interfaces[p.firstInterface:] {
		for f := range i.Functions.Values() {
			r.own(p, f)
		}
	}
	for _, w := range worlds {
		world := r.r.Worlds[w.id]
		for _, items := range [...]*OrderedMap[WorldKey, WorldItem]{&world.Imports, &world.Exports} {
			for item := range items.Values() {
				if f, ok := item.(*Function); ok {
					r.own(p, f)
				}
			}
		}
	}
}

// elaborationError reports that a world cannot be elaborated, at the world's name.
func (r *resolver) elaborationError(w *worldInProgress, err error) {
	e := r.errorAt(w.body.f, w.decl.name.Span, CodeConflict, "%s", err)
	var why *Error
	if errors.As(err, &why) {
		e.Code, e.Message = why.Code, why.Item+": "+why.Message
		e.Notes = why.Notes
		e.Help = strings.Join(why.Help, "\n")
	}
}

// sortDecls orders the interfaces and worlds of a package: each behind those that it uses or includes. It reports those that depend on
// themselves, and leaves them to the end.
func (r *resolver) sortDecls(p *unresolved) []int32 {
	deps := newDependencies(len(p.decls))
	type mentionOf struct {
		name ast.Ident // where the edge was written
		use  *topUse   // that it goes through
	}
	var at []mentionOf
	edge := func(f *fileScope, path *ast.Path) {
		if path.Foreign() {
			return
		}
		if d, use := p.lookup(f, path.Name.Name); d != nil {
			deps.add(d.index)
			at = append(at, mentionOf{path.Name, use})
		}
	}
	for _, d := range p.decls {
		if d.iface != nil {
			for _, item := range d.iface.Items {
				if u, ok := item.(*ast.Use); ok {
					edge(d.file, &u.Path)
				}
			}
		} else {
			for _, item := range d.world.Items {
				if i, ok := item.(*ast.Include); ok {
					edge(d.file, &i.Path)
				}
			}
		}
		deps.next()
	}
	order, left := deps.sort()
	deps.cycles(left, func(item, n int) {
		d := p.decls[item]
		to := p.decls[deps.of(item)[n]]
		place := at[int(deps.start[item])+n]
		span := place.name.Span
		switch {
		case place.use != nil:
			span = place.use.use.Path.Name.Span
		case to.file == d.file:
			span = to.name.Span
		}
		e := r.errorAt(d.file, span, codeCycle, "%s `%s` depends on itself", declKind(to.world != nil), to.name.Name)
		if span != place.name.Span {
			e.Related = []ast.Related{{File: d.file.file, Span: place.name.Span, Message: "it is referred to here"}}
		}
	})
	for _, i := range left {
		p.decls[i].state = declBad
	}
	return append(order, left...)
}

func declKind(world bool) string {
	if world {
		return "world"
	}
	return "interface"
}
