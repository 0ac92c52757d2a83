package wit

import (
	"fmt"
	"slices"

	"wcomp/wit/ast"
)

// unresolved is a package as it was written.
type unresolved struct {
	name   PackageName
	header *fileScope // where the name stands
	at     ast.Span
	docs   Docs
	files  []*fileScope

	decls  []*decl
	byName map[string]*decl
	// mentions are the foreign packages that are mentioned, in the order in which that counts.
	mentions []mention
	// wanted says what the name of a foreign item was first taken for.
	wanted map[foreignName]*foreign

	failed bool // an error makes the package's list of names unreliable
	// anyVersion says that the version of the package is not known.
	anyVersion bool
	state      visit
	id         PackageID
	// firstInterface is where the interfaces of the package begin in the graph.
	firstInterface InterfaceID
	builder
}

type visit uint8

const (
	unvisited visit = iota
	open
	closed
)

// mention is the first mention of a foreign package.
type mention struct {
	name PackageName
	file *fileScope
	at   ast.Span // of the namespace
}

type foreignName struct {
	pkg  PackageName
	name string
}

// foreign is a name of another package.
type foreign struct {
	world bool // what it was first taken for
	bad   bool // an error about it has been reported
}

// decl is an interface or world of the package.
type decl struct {
	file  *fileScope
	name  ast.Ident
	iface *ast.Interface
	world *ast.World
	index int // in unresolved.decls

	interfaceID InterfaceID
	worldID     WorldID
	state       declState
}

type declState uint8

const (
	declPending declState = iota
	declDone
	declOff // a gate leaves it out
	declBad // it is part of a cycle
)

// topUse is a `use` at the top of a file.
type topUse struct {
	use   *ast.TopUse
	local *decl
	world bool // used as a world only
	bad   bool
}

// collect reads what the package defines, reports names that are taken, and resolves top-level uses of the package's own names.
func (r *resolver) collect(p *unresolved) {
	p.byName = make(map[string]*decl)
	p.wanted = make(map[foreignName]*foreign)
	for _, f := range p.files {
		for _, item := range f.items {
			d := &decl{file: f, index: len(p.decls)}
			switch item := item.(type) {
			case *ast.Interface:
				d.iface, d.name = item, item.Name
			case *ast.World:
				d.world, d.name = item, item.Name
			default:
				continue
			}
			if first := p.byName[d.name.Name]; first != nil {
				e := r.errorAt(f, d.name.Span, codeDuplicate, "the name `%s` is defined twice in the package", d.name.Name)
				e.Related = []ast.Related{{File: first.file.file, Span: first.name.Span, Message: "first defined here"}}
				continue
			}
			p.byName[d.name.Name] = d
			p.decls = append(p.decls, d)
		}
	}
	for _, f := range p.files {
		r.collectUses(p, f)
	}
	r.checkCase(p)
}

// collectUses enters the top-level uses of a file. Their names live in the file alone, together with what the file defines.
func (r *resolver) collectUses(p *unresolved, f *fileScope) {
	if !slices.ContainsFunc(f.items, func(item ast.Item) bool { _, ok := item.(*ast.TopUse); return ok }) {
		return
	}
	seen := make(map[string]ast.Span) // names of the file so far, in the order of the text
	for _, item := range f.items {
		u, ok := item.(*ast.TopUse)
		if !ok {
			name := declName(item)
			if first, taken := seen[name.Name]; taken && f.uses[name.Name] != nil {
				r.definedTwice(f, name, first)
			} else if !taken {
				seen[name.Name] = name.Span
			}
			continue
		}
		if len(u.Attrs.List) > 0 {
			r.errorAt(f, ast.Span{Start: u.Span.Start, End: u.Span.Start + 3}, codeGate, "attributes are not allowed on a `use` at the top of a file")
		}
		t := &topUse{use: u}
		if !u.Path.Foreign() {
			name := u.Path.Name
			if t.local = p.byName[name.Name]; t.local == nil {
				t.bad = true
				r.unknownDecl(p, nil, f, name)
			}
		}
		name := u.LocalName()
		if first, taken := seen[name.Name]; taken {
			r.definedTwice(f, name, first)
			continue
		}
		seen[name.Name] = name.Span
		if f.uses == nil {
			f.uses = make(map[string]*topUse)
		}
		f.uses[name.Name] = t
	}
}

// declName is the name of an interface or world.
func declName(item ast.Item) ast.Ident {
	if i, ok := item.(*ast.Interface); ok {
		return i.Name
	}
	return item.(*ast.World).Name
}

func (r *resolver) definedTwice(f *fileScope, name ast.Ident, first ast.Span) {
	e := r.errorAt(f, name.Span, codeDuplicate, "the name `%s` is defined twice in this file", name.Name)
	e.Related = []ast.Related{{File: f.file, Span: first, Message: "first defined here"}}
}

// unknownDecl reports that a plain name is no interface or world; f is nil if the file's uses do not count.
func (r *resolver) unknownDecl(p *unresolved, uses map[string]*topUse, f *fileScope, name ast.Ident) {
	if p.mayDefine(r, name.Name) {
		return
	}
	e := r.errorAt(f, name.Span, codeUnknown, "interface or world `%s` does not exist", name.Name)
	if !r.suggests() {
		return
	}
	var candidates []string
	for _, d := range p.decls {
		candidates = append(candidates, d.name.Name)
	}
	for _, item := range f.items { // in order, unlike the map
		if u, ok := item.(*ast.TopUse); ok && uses[u.LocalName().Name] != nil {
			candidates = append(candidates, u.LocalName().Name)
		}
	}
	e.Help = didYouMean(name.Name, candidates)
}

// wantUses notes what the top-level uses of other packages' names are used for, before anything else mentions these names.
func (p *unresolved) wantUses() {
	for _, f := range p.files {
		for _, u := range f.topUses() {
			if path := &u.use.Path; path.Foreign() {
				p.want(foreignName{packageOf(path), path.Name.Name}, u.world)
			}
		}
	}
}

// checkUses reports top-level uses of names that other packages do not have, if nothing else that uses them has.
func (r *resolver) checkUses(p *unresolved) {
	for _, f := range p.files {
		for _, u := range f.topUses() {
			if u.use.Path.Foreign() {
				r.findForeign(p, f, &u.use.Path, &u.use.Path, u.world)
			}
		}
	}
}

// topUses are the top-level uses of a file in order.
func (f *fileScope) topUses() (list []*topUse) {
	for _, item := range f.items {
		if u, ok := item.(*ast.TopUse); ok {
			if t := f.uses[u.LocalName().Name]; t != nil && t.use == u {
				list = append(list, t)
			}
		}
	}
	return list
}

// lookup finds what a plain name means in a file. Both are nil if it means nothing.
func (p *unresolved) lookup(f *fileScope, name string) (*decl, *topUse) {
	if u := f.uses[name]; u != nil {
		return u.local, u
	}
	return p.byName[name], nil
}

// packageOf is the name of the package that a path with a namespace names.
func packageOf(path *ast.Path) PackageName {
	n := PackageName{Namespace: path.Namespace.Name, Name: path.Package.Name}
	if path.Version != nil {
		n.Version = Version(path.Version.Text)
	}
	return n
}

// foreignPath is the path that a path stands for once top-level uses are followed, if it names another package.
func (p *unresolved) foreignPath(f *fileScope, path *ast.Path) *ast.Path {
	if path.Foreign() {
		return path
	}
	if u := f.uses[path.Name.Name]; u != nil && u.use.Path.Foreign() {
		return &u.use.Path
	}
	return nil
}

// mention collects the foreign packages that the package mentions.
func (r *resolver) mention(p *unresolved) {
	seen := make(map[PackageName]bool)
	for _, f := range p.files {
		note := func(path *ast.Path) {
			if !path.Foreign() {
				return
			}
			if name := packageOf(path); !seen[name] {
				seen[name] = true
				p.mentions = append(p.mentions, mention{name, f, path.Namespace.Span})
			}
		}
		eachMention(f.items, func(path *ast.Path, world bool) { note(path) })
		// What a top-level use is used for decides whether it is one of an interface or a world.
		interfaces := make(map[string]bool)
		if len(f.uses) > 0 {
			eachMention(f.items, func(path *ast.Path, world bool) {
				if u := f.uses[path.Name.Name]; u != nil && !path.Foreign() && path != &u.use.Path {
					if world {
						u.world = true
					} else {
						interfaces[path.Name.Name] = true
					}
				}
			})
			for name := range interfaces {
				f.uses[name].world = false
			}
		}
	}
}

// eachMention goes through the paths that items mention, in the order that counts for the order of packages.
func eachMention(items []ast.Item, visit func(path *ast.Path, world bool)) {
	for _, item := range items {
		switch item := item.(type) {
		case *ast.TopUse:
			visit(&item.Path, false)
		case *ast.Interface:
			for _, i := range item.Items {
				if u, ok := i.(*ast.Use); ok {
					visit(&u.Path, false)
				}
			}
		case *ast.World:
			for _, i := range item.Items {
				switch i := i.(type) {
				case *ast.Use:
					visit(&i.Path, false)
				case *ast.Include:
					visit(&i.Path, true)
				}
			}
			for _, export := range [...]bool{false, true} {
				for _, i := range item.Items {
					e, ok := i.(*ast.Extern)
					if !ok || e.Export != export {
						continue
					}
					if e.Path != nil {
						visit(e.Path, false)
					} else if e.Interface != nil {
						for _, i := range e.Interface.Items {
							if u, ok := i.(*ast.Use); ok {
								visit(&u.Path, false)
							}
						}
					}
				}
			}
		}
	}
}

// reference is the answer to what a path means.
type reference uint8

const (
	refOK  reference = iota
	refBad           // an error has been reported
	refOff           // a gate leaves it out
)

// interfaceAt finds the interface that a path means.
func (r *resolver) interfaceAt(p *unresolved, f *fileScope, path *ast.Path) (InterfaceID, reference) {
	d, id, ref := r.find(p, f, path, false)
	if d != nil {
		return d.interfaceID, ref
	}
	return InterfaceID(id), ref
}

// worldAt finds the world that a path means.
func (r *resolver) worldAt(p *unresolved, f *fileScope, path *ast.Path) (WorldID, reference) {
	d, id, ref := r.find(p, f, path, true)
	if d != nil {
		return d.worldID, ref
	}
	return WorldID(id), ref
}

func (r *resolver) find(p *unresolved, f *fileScope, path *ast.Path, world bool) (d *decl, id int32, ref reference) {
	if foreign := p.foreignPath(f, path); foreign != nil {
		id, ref = r.findForeign(p, f, path, foreign, world)
		return nil, id, ref
	}
	d, use := p.lookup(f, path.Name.Name)
	if d == nil {
		if use == nil {
			r.unknownDecl(p, f.uses, f, path.Name)
		}
		return nil, 0, refBad
	}
	switch {
	case (d.world != nil) != world:
		e := r.errorAt(f, path.Name.Span, codeKind, "`%s` is %s, and %s is wanted here", path.Name.Name, itemKind(!world), itemKind(world))
		e.Related = []ast.Related{{File: d.file.file, Span: d.name.Span, Message: "defined here"}}
		return d, 0, refBad
	case d.state == declDone:
		return d, 0, refOK
	case d.state == declOff:
		return d, 0, refOff
	}
	return d, 0, refBad // in a cycle, or behind one
}

func itemKind(world bool) string {
	if world {
		return "a world"
	}
	return "an interface"
}

// findForeign finds an item of another package; path is how it was written, target the path with the package.
func (r *resolver) findForeign(p *unresolved, f *fileScope, path, target *ast.Path, world bool) (int32, reference) {
	name := packageOf(target)
	key := foreignName{name, target.Name.Name}
	known := p.want(key, world)
	if known.bad {
		return 0, refBad
	}
	if known.world != world {
		known.bad = true
		r.errorAt(f, path.Name.Span, codeKind, "`%s` is used as %s elsewhere in this package, and as %s here", path.Name.Name, itemKind(known.world), itemKind(world))
		return 0, refBad
	}
	pid, ok := r.r.Package(name)
	if !ok {
		return 0, refBad // reported once, for the package
	}
	pkg := r.r.Packages[pid]
	interfaceID, isInterface := pkg.Interfaces.Get(key.name)
	worldID, isWorld := pkg.Worlds.Get(key.name)
	switch {
	case world && isWorld:
		return int32(worldID), refOK
	case !world && isInterface:
		return int32(interfaceID), refOK
	}
	known.bad = true
	if source := r.byName[name]; source != nil && (source.failed || source.mayDefine(r, key.name)) {
		return 0, refBad
	}
	at := target.Name.Span
	if isInterface || isWorld {
		r.errorAt(f, at, codeKind, "`%s` of package `%s` is %s, and %s is wanted here", key.name, name, itemKind(isWorld), itemKind(world))
		return 0, refBad
	}
	what := "interface"
	if world {
		what = "world"
	}
	e := r.errorAt(f, at, codeUnknown, "%s `%s` does not exist in package `%s`", what, key.name, name)
	if !r.suggests() {
		return 0, refBad
	}
	var candidates []string
	if world {
		for name := range pkg.Worlds.Keys() {
			candidates = append(candidates, name)
		}
	} else {
		for name := range pkg.Interfaces.Keys() {
			candidates = append(candidates, name)
		}
	}
	if e.Help = didYouMean(key.name, candidates); e.Help == "" && r.gatedDecl(name, key.name) {
		e.Help = fmt.Sprintf("`%s` is there, behind a feature that is not active", key.name)
	}
	return 0, refBad
}

// want notes what a foreign name is taken for. The first time decides.
func (p *unresolved) want(key foreignName, world bool) *foreign {
	known := p.wanted[key]
	if known == nil {
		known = &foreign{world: world}
		p.wanted[key] = known
	}
	return known
}

// gatedDecl reports whether a package of the pool has the name, and a gate leaves it out.
func (r *resolver) gatedDecl(pkg PackageName, name string) bool {
	source := r.byName[pkg]
	if source == nil {
		return false
	}
	d := source.byName[name]
	return d != nil && d.state == declOff
}
