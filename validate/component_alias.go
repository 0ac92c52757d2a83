package validate

import (
	"wcomp/binary"
)

// alias checks an alias and appends what it refers to (Binary.md, Alias
// Definitions; validate.md 5.2).
func (s *compScope) alias(a *binary.Alias) *binary.Error {
	if s.kind != scopeComponent {
		switch {
		case a.Kind == binary.AliasExport && (a.Sort == binary.SortType || a.Sort == binary.SortInstance):
		case a.Kind == binary.AliasOuter && (a.Sort == binary.SortType || a.Sort == binary.SortCoreType):
		default:
			return s.otherSort(invalidf(a.Offset, "an alias of this kind is not allowed in a %s: only types and instances may be aliased from instances, and types and core types from enclosing scopes", s.kind))
		}
	}
	switch a.Kind {
	case binary.AliasExport:
		return s.aliasExport(a)
	case binary.AliasCoreExport:
		return s.aliasCoreExport(a)
	}
	return s.aliasOuter(a)
}

func (s *compScope) aliasExport(a *binary.Alias) *binary.Error {
	switch a.Sort {
	case binary.SortCoreModule, binary.SortFunc, binary.SortType, binary.SortComponent, binary.SortInstance:
	case binary.SortValue:
		if err := s.v.need(binary.FeatureCMValues, a.Offset, "a value"); err != nil {
			return err
		}
	default:
		return s.otherSort(invalidf(a.Offset, "a %s cannot be an export of a component instance", a.Sort))
	}
	if err := s.known(binary.SortInstance, a.Instance, len(s.instances), a.Offset); err != nil {
		return err
	}
	e, ok := s.arena.bodies[s.instances[a.Instance]].space.exports.get(a.Name)
	if !ok {
		return invalidf(a.Offset, "instance %d has no export named %s", a.Instance, quote(a.Name))
	}
	if e.sort != a.Sort {
		return s.otherSort(mismatch(a.Offset, "export "+quote(a.Name)+" of instance "+decimal(a.Instance)+" is of another sort", a.Sort.String(), e.sort.String()))
	}
	return s.add(e, a.Offset)
}

func (s *compScope) aliasCoreExport(a *binary.Alias) *binary.Error {
	core, isCore := a.Sort.Core()
	if !isCore || core > binary.CoreSortTag {
		return s.otherSort(invalidf(a.Offset, "a %s cannot be an export of a core instance", a.Sort))
	}
	if err := s.known(binary.SortCoreInstance, a.Instance, len(s.coreInstances), a.Offset); err != nil {
		return err
	}
	e, ok := s.coreInstances[a.Instance].export(a.Name)
	if !ok {
		return invalidf(a.Offset, "core instance %d has no export named %s", a.Instance, quote(a.Name))
	}
	kind := e.Kind
	if kind == binary.ExternFuncExact {
		kind = binary.ExternFunc
	}
	if byte(kind) != byte(core) {
		return s.otherSort(mismatch(a.Offset, "export "+quote(a.Name)+" of core instance "+decimal(a.Instance)+" is of another kind", core.String(), kind.String()))
	}
	if err := s.room(a.Sort, 1, a.Offset); err != nil {
		return err
	}
	switch core {
	case binary.CoreSortFunc:
		if e.Kind == binary.ExternFuncExact {
			if s.coreExact == nil {
				s.coreExact = map[uint32]struct{}{}
			}
			s.coreExact[uint32(len(s.coreFuncs))] = struct{}{}
		}
		s.coreFuncs = append(s.coreFuncs, TypeID(e.Type))
	case binary.CoreSortTable:
		s.coreTables = append(s.coreTables, e.Table)
	case binary.CoreSortMemory:
		s.coreMemories = append(s.coreMemories, e.Memory)
	case binary.CoreSortGlobal:
		s.coreGlobals = append(s.coreGlobals, e.Global)
	case binary.CoreSortTag:
		s.coreTags = append(s.coreTags, TypeID(e.Type))
	}
	return nil
}

func (s *compScope) aliasOuter(a *binary.Alias) *binary.Error {
	o, err := s.enclosing(a.Count, a.Offset)
	if err != nil {
		return err
	}
	switch a.Sort {
	case binary.SortCoreModule, binary.SortComponent:
		e, err := o.use(binary.SortIndex{Sort: a.Sort, Index: a.Index}, a.Offset)
		if err != nil {
			return err
		}
		return s.add(e, a.Offset)
	case binary.SortCoreType:
		if err := s.room(a.Sort, 1, a.Offset); err != nil {
			return err
		}
		if m, ok := o.moduleTypes[a.Index]; ok {
			s.addModuleType(m)
			return nil
		}
		id, err := s.v.typeAt(o.coreTypes, a.Index, a.Offset)
		if err != nil {
			return err
		}
		s.coreTypes = append(s.coreTypes, id)
		return nil
	case binary.SortType:
		id, _, err := o.typeAt(a.Index, a.Offset)
		if err != nil {
			return err
		}
		// A component must be separable from the one around it, so that it
		// may not share resources with it (Explainer.md, Alias Definitions).
		for in := s; in != o; in = in.outer {
			if in.kind == scopeComponent {
				if len(s.arena.freeResources(id)) > 0 {
					return invalidf(a.Offset, "cannot alias outer type which transitively refers to resources not defined in the current component")
				}
				break
			}
		}
		return s.add(entity{sort: binary.SortType, id: uint32(id)}, a.Offset)
	}
	return s.otherSort(binary.Errorf(a.Offset, "a %s of an enclosing scope cannot be aliased", a.Sort))
}
