package validate

import (
	"fmt"
	"strings"

	"wcomp/binary"
)

// declare checks a component or instance type: a scope of its own, whose
// declarators come in order.
func (s *compScope) declare(kind scopeKind, t *binary.Type) (cid, *binary.Error) {
	in := &compScope{v: s.v, arena: s.arena, outer: s, kind: kind, root: s.root, ofIndex: uint32(len(s.types))}
	wrong := false
	for i := 0; i < len(t.Decls) && !in.broken && !s.v.fatal; i++ {
		in.expect(0, 0)
		if err := in.declarator(&t.Decls[i]); err != nil {
			if !s.v.goesOn() {
				return 0, in.outwards(err)
			}
			in.settle(err)
			wrong = true
		}
	}
	if wrong {
		return 0, errPoisoned
	}
	space := &externSpace{
		imports: externs{list: &in.imports}, exports: externs{list: &in.exports},
		imported: in.imported, defined: in.defined,
	}
	if kind == scopeComponentType && in.defined.len() > 0 {
		if err := in.importsOnly(in.defined, "exports", t.Offset); err != nil {
			return 0, in.outwards(err)
		}
	}
	id, err := s.arena.spaceType(t.Kind, space)
	if err != nil {
		err.Offset = t.Offset
	}
	return id, err
}

// outwards puts the scope's place before the item of an error.
func (s *compScope) outwards(err *binary.Error) *binary.Error {
	if len(err.Item) < maxPlace {
		before(err, s.outer.label(binary.SortType, s.ofIndex))
	}
	return err
}

// maxPlace is how long the place of an error gets: types and components may be
// nested thousands deep.
const maxPlace = 200

// label is an item of an index space with its name, if it has one.
func (s *compScope) label(sort binary.Sort, i uint32) string {
	if s == &s.root.compScope {
		return s.root.label(sort, i)
	}
	return fmt.Sprintf("%s %d", sort, i)
}

// labelled names the entry that was to become item i of a sort, unless
// something finer is named.
func (s *compScope) labelled(err *binary.Error, what string, sort binary.Sort, i int) *binary.Error {
	if err == nil || err == errPoisoned || err.Item != "" {
		return err
	}
	return item(err, "%s%s", what, s.label(sort, uint32(i)))
}

func (s *compScope) declarator(d *binary.Decl) *binary.Error {
	switch d.Kind {
	case binary.DeclCoreType:
		s.expect(binary.SortCoreType, coreTypes(d.CoreType))
		if err := s.room(binary.SortCoreType, 1, d.Offset); err != nil {
			return err
		}
		n := len(s.coreTypes)
		return s.labelled(s.coreType(d.CoreType), "", binary.SortCoreType, n)
	case binary.DeclType:
		s.expect(binary.SortType, 1)
		n := len(s.types)
		return s.labelled(s.defineType(d.Type), "", binary.SortType, n)
	case binary.DeclAlias:
		s.expect(d.Alias.Sort, 1)
		n := s.count(d.Alias.Sort)
		return s.labelled(s.alias(d.Alias), "alias, ", d.Alias.Sort, n)
	case binary.DeclImport:
		s.expect(d.Desc.Sort, 1)
		return s.addImport(&d.Name, &d.Desc, d.Offset)
	}
	s.expect(d.Desc.Sort, 1)
	err := s.declareExport(&d.Name, &d.Desc, d.Offset)
	if err != nil {
		s.flaw(d.Desc.Sort)
	}
	return item(err, "export %s", quote(d.Name.Name))
}

// coreType checks an entry of the core type section or a core type
// declarator.
func (s *compScope) coreType(t *binary.CoreType) *binary.Error {
	if !t.IsModule {
		if err := s.room(binary.SortType, uint64(len(t.Group.Types)), t.Offset); err != nil {
			return err
		}
		errs := s.v.addGroup(&s.coreTypes, groupOf(&t.Group))
		for _, err := range errs {
			if strings.HasPrefix(err.Item, "type ") {
				err.Item = "core " + err.Item
			}
		}
		return s.allButLast(errs)
	}
	if err := s.room(binary.SortType, 1, t.Offset); err != nil {
		return err
	}
	m, err := s.moduleDecls(t)
	if err != nil {
		return err
	}
	s.addModuleType(s.arena.addModule(m))
	return nil
}

// coreTypes is the number of types that an entry adds.
func coreTypes(t *binary.CoreType) int {
	if t.IsModule {
		return 1
	}
	return len(t.Group.Types)
}

// allButLast reports errors but the last, which is returned.
func (s *compScope) allButLast(errs []*binary.Error) *binary.Error {
	for i, err := range errs {
		if i == len(errs)-1 {
			return err
		}
		s.report(err)
	}
	return nil
}

// moduleDecls checks a module type. It starts with an empty type index space,
// which declarators fill (Explainer.md, Type Definitions).
func (s *compScope) moduleDecls(t *binary.CoreType) (*moduleType, *binary.Error) {
	in := moduleScope{compScope: s, typ: moduleType{size: 1}, imported: map[[2]string]struct{}{},
		index: uint32(len(s.coreTypes))}
	wrong := false
	for i := 0; i < len(t.Module) && !s.v.fatal; i++ {
		errs := in.declare(&t.Module[i])
		for _, err := range errs {
			if err != errPoisoned {
				before(err, s.label(binary.SortCoreType, in.index))
			}
			if !s.v.goesOn() {
				return nil, err
			}
			s.report(err)
			wrong = true
		}
		if in.typ.size >= s.v.limits.TypeSize {
			return nil, s.arena.sizeError(t.Offset)
		}
	}
	if wrong {
		return nil, errPoisoned
	}
	return &in.typ, nil
}

// moduleScope is a module type being read.
type moduleScope struct {
	*compScope
	types    typeSpace
	typ      moduleType
	imported map[[2]string]struct{}
	index    uint32 // of the type among the core types of compScope
}

// declare checks a declarator of a module type.
func (in *moduleScope) declare(d *binary.ModuleDecl) []*binary.Error {
	var err *binary.Error
	v := in.v
	switch d.Kind {
	case binary.ModuleDeclType:
		return v.addGroup(&in.types, groupOf(&d.Type))
	case binary.ModuleDeclAlias:
		var id TypeID
		if uint64(len(in.types)) >= uint64(v.limits.Types) {
			err = limitf(d.Offset, "more than the limit of %d types", v.limits.Types)
		} else if id, err = in.alias(in.types, d); err == nil {
			in.types = append(in.types, id)
		} else {
			item(err, "alias, type %d", len(in.types))
			v.poison(&in.types, 1)
		}
	case binary.ModuleDeclImport:
		ext := d.Import.ExternType
		key := [2]string{d.Import.Module, d.Import.Name}
		_, twice := in.imported[key]
		in.imported[key] = struct{}{}
		if err = v.checkExtern(in.types, &ext, d.Offset); err == nil {
			if in.typ.size += uint32(v.externSize(&ext)); twice {
				err = invalidf(d.Offset, "duplicate import name")
			}
		}
		item(err, "import %s %s", quote(d.Import.Module), quote(d.Import.Name))
		in.typ.imports = append(in.typ.imports, moduleImport{d.Import.Module, d.Import.Name, ext})
	case binary.ModuleDeclExport:
		ext := d.Extern
		if err = v.checkExtern(in.types, &ext, d.Offset); err == nil {
			if in.typ.size += uint32(v.externSize(&ext)); !in.typ.addExport(d.Name, ext) {
				err = invalidf(d.Offset, "duplicate export name")
			}
		}
		item(err, "export %s", quote(d.Name))
	}
	if err == nil {
		return nil
	}
	return []*binary.Error{err}
}

// alias resolves an outer alias in a module type, which counts itself as
// scope 0.
func (s *moduleScope) alias(own typeSpace, d *binary.ModuleDecl) (TypeID, *binary.Error) {
	space := own
	if d.Count > 0 {
		o, err := s.enclosing(d.Count-1, d.Offset)
		if err != nil {
			return 0, err
		}
		space = o.coreTypes
	}
	if uint64(d.Index) >= uint64(len(space)) {
		return 0, unknown("type", d.Index, len(space), d.Offset)
	}
	if space[d.Index] == s.v.types.poison && space[d.Index] != NoType {
		return 0, errPoisoned
	}
	if space[d.Index] == NoType {
		return 0, invalidf(d.Offset, "core type %d is a module type, which a module type cannot alias", d.Index)
	}
	return space[d.Index], nil
}

// enclosing is the scope count levels outwards; 0 is s itself.
func (s *compScope) enclosing(count uint32, at int64) (*compScope, *binary.Error) {
	o := s
	for n := count; n > 0; n-- {
		if o = o.outer; o == nil {
			return nil, invalidf(at, "invalid outer alias count of %d: there are not so many enclosing scopes", count)
		}
	}
	return o, nil
}

// importsOnly holds imports to resources that are not among own, which the
// component itself defines or exports: imports cannot depend on exports.
func (s *compScope) importsOnly(own resourceSet, verb string, at int64) *binary.Error {
	seen := map[entity]struct{}{}
	for i, e := range s.imports.ents {
		if _, ok := seen[e]; ok || s.arena.entityTraits(e)&hasResource == 0 {
			continue
		}
		seen[e] = struct{}{}
		for _, r := range s.arena.entityFree(e) {
			if own.has(r) {
				return item(invalidf(at, "the import refers to a resource type that the component itself %s", verb),
					"import %s", quote(s.imports.names[i].Name))
			}
		}
	}
	return nil
}
