package validate

import (
	"wcomp/binary"
)

// declare checks a component or instance type: a scope of its own, whose
// declarators come in order.
func (s *compScope) declare(kind scopeKind, t *binary.Type) (cid, *binary.Error) {
	in := &compScope{v: s.v, arena: s.arena, outer: s, kind: kind}
	for i := range t.Decls {
		if err := in.declarator(&t.Decls[i]); err != nil {
			return 0, err
		}
	}
	space := &externSpace{
		imports: externs{list: &in.imports}, exports: externs{list: &in.exports},
		imported: in.imported, defined: in.defined,
	}
	if kind == scopeComponentType && in.defined.len() > 0 {
		if err := in.importsOnly(in.defined, "exports", t.Offset); err != nil {
			return 0, err
		}
	}
	id, err := s.arena.spaceType(t.Kind, space)
	if err != nil {
		err.Offset = t.Offset
	}
	return id, err
}

func (s *compScope) declarator(d *binary.Decl) *binary.Error {
	switch d.Kind {
	case binary.DeclCoreType:
		if err := s.room(binary.SortCoreType, 1, d.Offset); err != nil {
			return err
		}
		return s.coreType(d.CoreType)
	case binary.DeclType:
		return s.defineType(d.Type)
	case binary.DeclAlias:
		return s.alias(d.Alias)
	case binary.DeclImport:
		return s.addImport(&d.Name, &d.Desc, d.Offset)
	}
	return item(s.declareExport(&d.Name, &d.Desc, d.Offset), "export %s", quote(d.Name.Name))
}

// coreType checks an entry of the core type section or a core type
// declarator.
func (s *compScope) coreType(t *binary.CoreType) *binary.Error {
	if !t.IsModule {
		if err := s.room(binary.SortType, uint64(len(t.Group.Types)), t.Offset); err != nil {
			return err
		}
		return s.v.addGroup(&s.coreTypes, &t.Group)
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

// moduleDecls checks a module type. It starts with an empty type index space,
// which declarators fill (Explainer.md, Type Definitions).
func (s *compScope) moduleDecls(t *binary.CoreType) (*moduleType, *binary.Error) {
	var types typeSpace
	m := &moduleType{size: 1}
	imported := map[[2]string]struct{}{}
	for i := range t.Module {
		d := &t.Module[i]
		switch d.Kind {
		case binary.ModuleDeclType:
			if err := s.v.addGroup(&types, &d.Type); err != nil {
				return nil, err
			}
		case binary.ModuleDeclAlias:
			id, err := s.moduleAlias(types, d)
			if err != nil {
				return nil, err
			}
			if uint64(len(types)) >= uint64(s.v.limits.Types) {
				return nil, limitf(d.Offset, "more than the limit of %d types", s.v.limits.Types)
			}
			types = append(types, id)
		case binary.ModuleDeclImport:
			ext := d.Import.ExternType
			if err := s.v.checkExtern(types, &ext, d.Offset); err != nil {
				return nil, item(err, "import %s %s", quote(d.Import.Module), quote(d.Import.Name))
			}
			key := [2]string{d.Import.Module, d.Import.Name}
			if _, ok := imported[key]; ok {
				return nil, item(invalidf(d.Offset, "duplicate import name"), "import %s %s", quote(d.Import.Module), quote(d.Import.Name))
			}
			imported[key] = struct{}{}
			m.imports = append(m.imports, moduleImport{d.Import.Module, d.Import.Name, ext})
			m.size += uint32(s.v.externSize(&ext))
		case binary.ModuleDeclExport:
			ext := d.Extern
			if err := s.v.checkExtern(types, &ext, d.Offset); err != nil {
				return nil, item(err, "export %s", quote(d.Name))
			}
			if !m.addExport(d.Name, ext) {
				return nil, item(invalidf(d.Offset, "duplicate export name"), "export %s", quote(d.Name))
			}
			m.size += uint32(s.v.externSize(&ext))
		}
		if m.size >= s.v.limits.TypeSize {
			return nil, s.arena.sizeError(t.Offset)
		}
	}
	return m, nil
}

// moduleAlias resolves an outer alias in a module type, which counts itself as
// scope 0.
func (s *compScope) moduleAlias(own typeSpace, d *binary.ModuleDecl) (TypeID, *binary.Error) {
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
